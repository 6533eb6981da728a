/// How often things happen in a random rulebook.
package struct RandomShape: Sendable {
    package var facts = 4...8
    package var definitions = 0...3
    package var constraints = 0...2
    package var programmes = 1...4
    package var areas = 1...3
    package var servicesPerProgramme = 0...4
    package var agreements = 0...3
    package var alerts = 0...2
    package var sequences = 0...3
    package var lowPriority = 0...2
    /// Probability that a fact has an `only_when`.
    package var onlyWhen = 0.3
    /// Probability that a programme asks for consent.
    package var consent = 0.4
    /// Probability that a programme depends on a place.
    package var located = 0.7
    /// Probability that a programme is easy to get into.
    package var easy = 0.7
    /// Probability that a service has criteria, bars and so on of its own.
    package var choosy = 0.4
    /// Probability that constraints tie two facts together, so that neither can change alone.
    package var tied = 0.1
    /// Probability that an item has a period.
    package var period = 0.2
    /// Probability that a service's or an agreement's being in force is unknown on some dates.
    package var unknownPeriod = 0.25
    /// How deep conditions are nested.
    package var depth = 2

    package init() {}

    /// A bit of everything.
    package static let mixed = RandomShape()

    /// Few facts, read in many places, with much that makes completions depend on one another.
    package static var tangled: RandomShape {
        var shape = RandomShape()
        shape.facts = 3...6
        shape.constraints = 0...2
        shape.programmes = 1...2
        shape.onlyWhen = 0.6
        shape.consent = 0.7
        shape.located = 0.9
        shape.tied = 0.5
        shape.depth = 3
        return shape
    }

    /// Hardly anything but things that depend on one another: what the other shapes reach now and then.
    package static var knotted: RandomShape {
        var shape = tangled
        shape.facts = 4...7
        shape.constraints = 0...1
        shape.programmes = 1...1
        shape.servicesPerProgramme = 1...4
        shape.onlyWhen = 0.9
        shape.tied = 0.6
        shape.unknownPeriod = 0.4
        return shape
    }

    /// Many programmes and services over few facts: order, sequences, reporting together.
    package static var wide: RandomShape {
        var shape = RandomShape()
        shape.facts = 3...6
        shape.definitions = 0...1
        shape.constraints = 0...1
        shape.programmes = 4...6
        shape.areas = 2...4
        shape.servicesPerProgramme = 1...5
        shape.sequences = 2...6
        shape.depth = 1
        shape.consent = 0.2
        shape.easy = 0.9
        shape.choosy = 0.2
        return shape
    }
}

/// Writes small random rulebooks that use the whole language.
package struct RandomRulebook {
    var random: RandomSource
    let shape: RandomShape

    // What has been declared so far.
    var facts: [DraftFact] = []
    var definitions: [YAMLTree.Entry] = []
    var parameters: [DraftParameter] = []
    var constraints: [YAMLTree.Entry] = []
    var needs: [YAMLTree.Entry] = []
    var areas: [String] = []
    var families: [YAMLTree.Entry] = []
    var programmes: [DraftProgramme] = []
    var agreements: [(name: String, clauses: [String], tree: YAMLTree)] = []
    var services: [YAMLTree.Entry] = []

    private init(seed: UInt64, shape: RandomShape) {
        random = RandomSource(seed: seed)
        self.shape = shape
    }

    /// The rulebook of a seed.
    package static func make(seed: UInt64, shape: RandomShape) -> RulebookDraft {
        var maker = RandomRulebook(seed: seed, shape: shape)
        maker.makeVocabulary()
        maker.makeConstraints()
        maker.makeProgrammes()
        maker.makeServiceMap()
        let routing = maker.makeRouting()
        return maker.files(routing: routing)
    }

    /// Spreads the declarations over files in one of several ways.
    private mutating func files(routing: YAMLTree) -> RulebookDraft {
        let factEntries = (random.chance(0.5) ? random.shuffled(facts) : facts).map(\.entry)
        let definitionEntries = random.chance(0.5) ? random.shuffled(definitions) : definitions
        var rules: [YAMLTree.Entry] = []
        func add(_ key: String, _ entries: [YAMLTree.Entry]) {
            if !entries.isEmpty { rules.append(YAMLTree.Entry(key, .map(entries))) }
        }
        add("facts", factEntries)
        add("definitions", definitionEntries)
        add("parameters", parameters.map(\.entry))
        add("constraints", constraints)
        add("needs", needs)
        add("families", families)
        var files: [RulebookDraft.File] = []
        let programmeEntries = programmes.map { YAMLTree.Entry($0.name, .map($0.body)) }
        if random.chance(0.3) {
            for programme in programmes {
                let name = YAMLTree.Entry("programme", .scalar(programme.name))
                let ending = random.pick(["yaml", "yml"])
                files.append(.init("Rules/programmes/\(programme.name).\(ending)", .map([name] + programme.body)))
            }
        } else if random.chance(0.5) {
            files.append(.init("Rules/programmes.yaml", .map([.init("programmes", .map(programmeEntries))])))
        } else {
            add("programmes", programmeEntries)
        }
        if random.chance(0.5) {
            rules.append(.init("routing", routing))
        } else {
            files.append(.init("Rules/routing.yml", .map([.init("routing", routing)])))
        }
        files.append(.init("Rules/rules.yaml", .map(rules)))

        var map: [YAMLTree.Entry] = []
        let areaEntries = areas.map { YAMLTree.Entry($0, ["name": .scalar(words($0))]) }
        if !areaEntries.isEmpty { map.append(.init("areas", .map(areaEntries))) }
        if !agreements.isEmpty {
            map.append(.init("agreements", .map(agreements.map { YAMLTree.Entry($0.name, $0.tree) })))
        }
        if services.count > 1 && random.chance(0.4) {
            let middle = services.count / 2
            map.append(.init("services", .map(Array(services[..<middle]))))
            let rest = YAMLTree.map([.init("services", .map(Array(services[middle...])))])
            files.append(.init(random.chance(0.5) ? "Services/a/more.yaml" : "Services/z.yaml", rest))
        } else if !services.isEmpty {
            map.append(.init("services", .map(services)))
        }
        if !map.isEmpty { files.append(.init("Services/map.yaml", .map(map))) }
        if let history = makeHistory() {
            files.append(.init(random.chance(0.5) ? "Rules/history.yaml" : "Services/history.yml", history))
        }
        return RulebookDraft(files: files)
    }

    // MARK: Small things used everywhere

    func words(_ name: String) -> String {
        name.replacing("_", with: " ")
    }

    /// Dates around which everything happens, month ends among them.
    static let dates = [
        "2024-02-29", "2024-12-31", "2025-01-01", "2025-01-31", "2025-06-15", "2025-06-30", "2025-08-31",
        "2026-01-15", "2026-02-28", "2026-03-31",
    ]

    mutating func date() -> String { random.pick(RandomRulebook.dates) }

    /// Two different dates, the earlier first.
    mutating func twoDates() -> (String, String) {
        let both = random.some(RandomRulebook.dates, 2...2).sorted()
        return (both[0], both[1])
    }

    /// `from` and `until`, neither, or one of them.
    mutating func period(_ probability: Double? = nil) -> [YAMLTree.Entry] {
        guard random.chance(probability ?? shape.period) else { return [] }
        let (from, until) = twoDates()
        switch random.int(0...2) {
        case 0: return [.init("from", .scalar(from))]
        case 1: return [.init("until", .scalar(until))]
        default: return [.init("from", .scalar(from)), .init("until", .scalar(until))]
        }
    }

    /// Source, basis or a note, now and then.
    mutating func provenance() -> [YAMLTree.Entry] {
        var entries: [YAMLTree.Entry] = []
        if random.chance(0.1) { entries.append(.init("source", "Page 4")) }
        if random.chance(0.1) {
            entries.append(.init("basis", .scalar(random.pick(["stated", "inferred", "external", "unverified"]))))
        }
        if random.chance(0.05) { entries.append(.init("note", "to be confirmed")) }
        return entries
    }
}

/// A programme on its way into the rulebook.
struct DraftProgramme {
    var name: String
    var body: [YAMLTree.Entry]
    var isLocated: Bool
    /// Names that a service of it may list as areas.
    var places: [String]
}
