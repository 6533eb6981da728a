import WaymarkRules

/// A fact on its way into the rulebook.
struct DraftFact {
    enum Kind {
        case yesNo
        case number(ClosedRange<Int>)
        case date
        case oneOf([String])
        case severalOf([String])
        case text
    }

    var name: String
    var kind: Kind
    var isArea = false
    /// Values beside the areas.
    var otherValues: [String] = []
    var isAuditOnly = false
    var body: [YAMLTree.Entry] = []

    var entry: YAMLTree.Entry { YAMLTree.Entry(name, .map(body)) }

    var isReadable: Bool {
        if case .text = kind { return false }
        return !isAuditOnly
    }
}

/// A parameter on its way into the rulebook.
struct DraftParameter {
    var name: String
    /// Every number it may stand for.
    var values: [Int]
    /// The fact it is compared with, so that its values lie in the range.
    var fact: String
    var entry: YAMLTree.Entry
}

extension RandomRulebook {
    /// Facts, definitions and parameters, grown together so that each may read what is there already: no circles.
    mutating func makeVocabulary() {
        areas = Array(["ashby", "bexley", "corley", "denton"].prefix(random.int(shape.areas)))
        var waiting = chosenFacts()
        var definitionsLeft = random.int(shape.definitions)
        while !waiting.isEmpty {
            var fact = waiting.removeFirst()
            if !facts.filter(\.isReadable).isEmpty && random.chance(shape.onlyWhen) {
                fact.body.append(.init("only_when", condition(depth: 1)))
            }
            facts.append(fact)
            if case .number(let range) = fact.kind, random.chance(0.5) { addParameter(fact.name, range) }
            if definitionsLeft > 0 && facts.contains(where: \.isReadable) && random.chance(0.5) {
                definitionsLeft -= 1
                addDefinition()
            }
        }
        if random.chance(0.2) { needs.append(.init("some_need", ["says": "has a need", "when": condition()])) }
    }

    private mutating func chosenFacts() -> [DraftFact] {
        var pool: [DraftFact] = [
            yesNo("homeless"), yesNo("on_script"), yesNo("in_prison"), yesNo("dependent"), yesNo("engaged"),
            number("age_years", 10...30), number("offences", 0...8), number("score", 0...1_000_000),
            date("released_on"), date("last_seen_on"),
            oneOf("drug", ["heroin", "crack", "cannabis"]), oneOf("housing", ["settled", "hostel", "street"]),
            severalOf("substances", ["opiates", "alcohol"]), severalOf("needs_named", ["debt", "family", "work"]),
        ]
        pool = random.some(pool, shape.facts)
        if random.chance(0.15) { pool.append(text("remarks")) }
        if random.chance(0.15) { pool.append(auditOnly("ethnicity")) }
        if !areas.isEmpty {
            if random.chance(0.9) { pool.append(area("local_authority", other: ["outside", "no_fixed_abode"])) }
            if random.chance(0.4) { pool.append(area("arrest_area", other: ["outside", "elsewhere_in_town"])) }
        }
        if random.chance(shape.consent) {
            for name in ConsentFacts.names { pool.append(yesNo(name)) }
        }
        if !pool.contains(where: \.isReadable) { pool.append(yesNo("homeless")) }
        return random.shuffled(pool)
    }

    var hasConsentFacts: Bool { facts.contains { $0.name == ConsentFacts.referral } }

    // MARK: Facts

    private mutating func declared(_ name: String, _ kind: DraftFact.Kind, _ type: String) -> DraftFact {
        var body: [YAMLTree.Entry] = [.init("label", .scalar(words(name))), .init("type", .scalar(type))]
        if type != "text" { body.append(.init("ask", .scalar("What about \(words(name))"))) }
        if random.chance(0.1) { body.append(.init("group", .scalar(random.pick(["person", "incident"])))) }
        if random.chance(0.1) { body.append(.init("changeable", "yes")) }
        if random.chance(0.1) { body.append(.init("burden", .scalar("\(random.int(1...10))"))) }
        if random.chance(0.1) { body.append(.init("sensitivity", .scalar(random.pick(["health", "special"])))) }
        if random.chance(0.1) { body.append(.init("known_by", ["person", "custody_staff"])) }
        return DraftFact(name: name, kind: kind, body: body + provenance())
    }

    private mutating func yesNo(_ name: String) -> DraftFact { declared(name, .yesNo, "yes or no") }

    private mutating func date(_ name: String) -> DraftFact { declared(name, .date, "date") }

    private mutating func text(_ name: String) -> DraftFact { declared(name, .text, "text") }

    private mutating func number(_ name: String, _ range: ClosedRange<Int>) -> DraftFact {
        var fact = declared(name, .number(range), "whole number")
        fact.body.append(.init("range", .scalar("\(range.lowerBound) to \(range.upperBound)")))
        return fact
    }

    private mutating func oneOf(_ name: String, _ values: [String]) -> DraftFact {
        let used = Array(values.prefix(random.int(2...values.count)))
        var fact = declared(name, .oneOf(used), "one of")
        fact.body.append(.init("values", labels(used)))
        return fact
    }

    private mutating func severalOf(_ name: String, _ values: [String]) -> DraftFact {
        let used = Array(values.prefix(random.int(1...values.count)))
        var fact = declared(name, .severalOf(used), "several of")
        fact.body.append(.init("values", labels(used)))
        return fact
    }

    private mutating func auditOnly(_ name: String) -> DraftFact {
        var fact = oneOf(name, ["group_a", "group_b"])
        fact.isAuditOnly = true
        fact.body.append(.init("use", "audit only"))
        return fact
    }

    private mutating func area(_ name: String, other: [String]) -> DraftFact {
        let others = random.chance(0.6) ? random.some(other, 1...2) : []
        var fact = declared(name, .oneOf(areas + others), "one of")
        fact.isArea = true
        fact.otherValues = others
        fact.body.append(.init("values_from", "areas"))
        if !others.isEmpty { fact.body.append(.init("values", labels(others))) }
        return fact
    }

    private func labels(_ values: [String]) -> YAMLTree {
        .map(values.map { YAMLTree.Entry($0, .scalar(words($0))) })
    }

    // MARK: Definitions, parameters, constraints

    private mutating func addDefinition() {
        let name = "definition_\(definitions.count + 1)"
        var body: [YAMLTree.Entry] = [.init("says", .scalar("is so by \(words(name))"))]
        if random.chance(0.3) {
            body.append(.init("versions", .list(versions())))
        } else {
            body.append(.init("when", condition()))
        }
        definitions.append(.init(name, .map(body + provenance())))
    }

    /// Versions that follow one another, with and without gaps, the first or last of them open.
    private mutating func versions() -> [YAMLTree] {
        let cuts = random.some(RandomRulebook.dates, 2...4).sorted()
        var result: [YAMLTree] = []
        for (index, cut) in cuts.enumerated() {
            var body: [YAMLTree.Entry] = []
            if index > 0 || random.chance(0.5) {
                body.append(.init("from", .scalar(index == 0 ? "2020-01-01" : nextDay(cuts[index - 1]))))
            }
            if index < cuts.count - 1 || random.chance(0.5) { body.append(.init("until", .scalar(cut))) }
            body.append(.init("when", condition(depth: 1)))
            // A gap, unless nothing else is left.
            if result.isEmpty || random.chance(0.75) { result.append(.map(body)) }
        }
        return random.chance(0.3) ? random.shuffled(result) : result
    }

    private func nextDay(_ date: String) -> String {
        Day(date)?.adding(days: 1).description ?? date
    }

    private mutating func addParameter(_ fact: String, _ range: ClosedRange<Int>) {
        let name = "limit_\(parameters.count + 1)"
        var values = [random.int(range.lowerBound...min(range.upperBound, range.lowerBound + 20))]
        var entries: [YAMLTree] = [random.chance(0.8) ? .scalar("\(values[0])") : ["value": .scalar("\(values[0])")]]
        let places = facts.filter(\.isArea)
        let place = places.isEmpty ? nil : random.pick(places)
        for _ in 0..<random.int(0...3) {
            let value = random.int(range.lowerBound...min(range.upperBound, range.lowerBound + 20))
            var body: [YAMLTree.Entry] = [.init("value", .scalar("\(value)"))]
            if let place, case .oneOf(let options) = place.kind, random.chance(0.8) {
                body.append(.init("area", .scalar(random.pick(options))))
            }
            values.append(value)
            entries.append(.map(body + period(0.4)))
        }
        var body: [YAMLTree.Entry] = [
            .init("says", .scalar("the limit of \(words(fact))")), .init("values", .list(entries)),
        ]
        if let place, place.name != "local_authority" || random.chance(0.3) {
            body.append(.init("located_by", .scalar(place.name)))
        }
        if random.chance(0.2) { body.append(.init("unit", "years")) }
        parameters.append(.init(name: name, values: values, fact: fact, entry: .init(name, .map(body))))
    }

    mutating func makeConstraints() {
        for index in 0..<random.int(shape.constraints) {
            constraints.append(
                .init(
                    "constraint_\(index + 1)",
                    ["says": .scalar("constraint \(index + 1) stands"), "impossible": impossible()]))
        }
        let readable = facts.filter(\.isReadable)
        for index in 0..<3 where readable.count > 1 && random.chance(shape.tied) {
            tie(random.some(readable, 2...2), "\(index + 1)")
        }
    }

    /// Two constraints by which one thing comes with another and never without it.
    private mutating func tie(_ two: [DraftFact], _ suffix: String) {
        let one = YAMLTree.Entry(two[0].name, test(of: two[0]))
        let other = YAMLTree.Entry(two[1].name, test(of: two[1]))
        func add(_ name: String, _ entries: [YAMLTree.Entry]) {
            constraints.append(.init(name, ["says": "these two go together", "impossible": .map(entries)]))
        }
        add("tie_\(suffix)", [one, .init("none", .list([.map([other])]))])
        add("tie_back_\(suffix)", [other, .init("none", .list([.map([one])]))])
    }

    /// Two or three things that cannot go together; seldom something wilder.
    private mutating func impossible() -> YAMLTree {
        if random.chance(0.05) { return condition() }
        let entries = random.some(facts.filter(\.isReadable), 2...3).map { fact in
            YAMLTree.Entry(fact.name, test(of: fact))
        }
        return .map(entries)
    }
}
