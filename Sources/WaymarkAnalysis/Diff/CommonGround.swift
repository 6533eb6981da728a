package import WaymarkRouting
package import WaymarkRules

/// Two rulebooks rewritten over one vocabulary, so that the same person can be put to both.
///
/// Facts of one name and kind of type are one fact; values are matched by name, ranges joined. A fact that only one
/// rulebook has is simply not read by the other.
package struct CommonGround {
    package let old: Rulebook
    package let new: Rulebook
    /// The facts of both, and the unknown services and agreements of the old rulebook, then of the new.
    package let grid: Grid
    /// Facts that could not be compared, in words.
    package private(set) var notes: [String] = []
    /// People whose every value both rulebooks know, as a condition for each fact that needs one.
    private var limits: [(fact: FactID, options: [Int]?, range: ClosedRange<Int>?)] = []

    private let nodeLimit: Int

    /// - Parameter nodeLimit: how many nodes one question may add to diagrams at most, whatever it is allowed.
    package init(_ old: Rulebook, _ new: Rulebook, nodeLimit: Int = .max) {
        self.nodeLimit = nodeLimit
        var merger = VocabularyMerger()
        let oldFacts = merger.add(old)
        let newFacts = merger.add(new)
        limits = merger.limits(old, oldFacts, new, newFacts)
        notes = merger.notes + merger.notesOnValues(old, oldFacts, new, newFacts)
        self.old = Rewriter(facts: oldFacts, vocabulary: merger.vocabulary(for: oldFacts, of: old)).rewrite(
            old, areas: merger.areas)
        self.new = Rewriter(facts: newFacts, vocabulary: merger.vocabulary(for: newFacts, of: new)).rewrite(
            new, areas: merger.areas)
        grid = Grid(
            self.old.rules, conditions: [], outside: self.old.plan.uncertain.count + self.new.plan.uncertain.count)
    }

    /// The two plans of a day, over one grid.
    package func plans(on day: Day) -> (old: DayPlan, new: DayPlan) {
        (
            DayPlan(old, on: day, grid: grid, firstUnknown: 0, nodeLimit: nodeLimit),
            DayPlan(new, on: day, grid: grid, firstUnknown: old.plan.uncertain.count, nodeLimit: nodeLimit)
        )
    }

    /// That a person's values are known to both rulebooks.
    package func comparable(on day: DayRules) -> Gate {
        day.and(
            limits.map { limit in
                if let range = limit.range {
                    let test = Test.number(.between(.number(range.lowerBound), .number(range.upperBound)))
                    return day.or([day.not(day.applies[limit.fact]), day.gate(limit.fact, test)])
                }
                let options = limit.options ?? []
                if old.vocabulary[limit.fact].type == .severalOf {
                    let strange = old.vocabulary[limit.fact].options.indices.filter { !options.contains($0) }
                    return day.gate(limit.fact, .includesNone(strange))
                }
                return day.or([day.not(day.applies[limit.fact]), day.gate(limit.fact, .oneOf(options))])
            })
    }
}

/// Where the facts of one rulebook stand in the common vocabulary.
private struct FactMap {
    var facts: [FactID] = []
}

/// Collects the facts of both rulebooks.
private struct VocabularyMerger {
    private var facts: [Fact] = []
    private var byName: [String: Int] = [:]
    private(set) var areas: [Area] = []
    private var seenAreas: Set<String> = []
    private(set) var notes: [String] = []
    /// Labels of facts that only the second rulebook has.
    private var added: [String] = []
    /// Names given to facts that the two rulebooks mean differently.
    private var renamed: Set<String> = []
    private var isSecond = false

    mutating func add(_ rulebook: Rulebook) -> FactMap {
        for area in rulebook.areas where seenAreas.insert(area.name).inserted { areas.append(area) }
        var map = FactMap()
        for fact in rulebook.vocabulary.facts {
            map.facts.append(place(fact))
        }
        if isSecond { noteUnshared(rulebook) }
        isSecond = true
        orderOptions()
        return map
    }

    private mutating func place(_ fact: Fact) -> Int {
        if let known = byName[fact.name] {
            if let joined = Self.joined(facts[known].type, fact.type), facts[known].isAuditOnly == fact.isAuditOnly {
                facts[known].type = joined
                for option in fact.options where !facts[known].options.contains(where: { $0.name == option.name }) {
                    facts[known].options.append(option)
                }
                facts[known].takesAreas = facts[known].takesAreas || fact.takesAreas
                return known
            }
            notes.append(
                "“\(fact.label)” is another kind of fact in the new rulebook and was not compared with the old one")
            var other = fact
            other.name += "_new"
            other.label += " (in the new rulebook)"
            renamed.insert(other.name)
            facts.append(other)
            return facts.count - 1
        }
        byName[fact.name] = facts.count
        var other = fact
        if isSecond {
            added.append("“\(fact.label)”")
            // A fact under another name may still be called the same; a group has to tell them apart.
            if facts.contains(where: { $0.label == fact.label }) { other.label += " (in the new rulebook)" }
        }
        facts.append(other)
        return facts.count - 1
    }

    /// One note for all that the other rulebook does not have: there may be very many.
    private mutating func noteUnshared(_ rulebook: Rulebook) {
        let gone = facts.filter { rulebook.vocabulary[$0.name] == nil && !renamed.contains($0.name) }.map {
            "“\($0.label)”"
        }
        for (labels, happened, reader) in [(added, "new", "old"), (gone, "gone", "new")] where !labels.isEmpty {
            let (verb, object) = labels.count == 1 ? ("is", "it") : ("are", "them")
            notes.append(
                "\(English.list(labels, "and")) \(verb) \(happened); the \(reader) rulebook reads nothing of \(object)")
        }
    }

    /// Areas stand first, as in every fact that takes them.
    private mutating func orderOptions() {
        let names = Set(areas.map(\.name))
        for index in facts.indices where facts[index].takesAreas {
            let others = facts[index].options.filter { !names.contains($0.name) }
            facts[index].options = areas.map { Fact.Option(name: $0.name, label: $0.title) } + others
            facts[index].areaCount = areas.count
        }
    }

    /// Whom the limits leave out, in words: people with answers that one rulebook alone knows.
    func notesOnValues(_ old: Rulebook, _ oldMap: FactMap, _ new: Rulebook, _ newMap: FactMap) -> [String] {
        var notes: [String] = []
        let areas = (Set(old.areas.map(\.name)), Set(new.areas.map(\.name)))
        func note(_ what: String, _ few: [String], _ change: String, _ people: String) {
            if few.isEmpty { return }
            let reader = change == "new" ? "old" : "new"
            let (verb, who) = few.count == 1 ? ("is", "it") : ("are", "them")
            notes.append(
                "\(what) \(English.list(few, "and")) \(verb) \(change); \(people) could not be compared, as the \(reader) rulebook does not know \(who)"
            )
        }
        func noteAreas(_ list: [Area], _ others: Set<String>, _ change: String) {
            let titles = list.filter { !others.contains($0.name) }.map { "“\($0.title)”" }
            note(titles.count == 1 ? "the area" : "the areas", titles, change, "people who belong there")
        }
        noteAreas(new.areas, areas.0, "new")
        noteAreas(old.areas, areas.1, "gone")
        for index in facts.indices {
            guard let a = oldMap.facts.firstIndex(of: index), let b = newMap.facts.firstIndex(of: index) else {
                continue
            }
            let (before, after) = (old.vocabulary[a], new.vocabulary[b])
            if case .wholeNumber(let was) = before.type, case .wholeNumber(let now) = after.type, was != now {
                notes.append(
                    "“\(after.label)” now runs from \(now.lowerBound) to \(now.upperBound), before from \(was.lowerBound) to \(was.upperBound); only people whom both allow could be compared"
                )
            }
            func options(_ fact: Fact, besides other: Fact) -> [String] {
                let known = Set(other.options.map(\.name)).union(areas.0).union(areas.1)
                return fact.options.filter { !known.contains($0.name) }.map { "“\($0.label)”" }
            }
            note("“\(after.label)”:", options(after, besides: before), "new", "people with such an answer")
            note("“\(after.label)”:", options(before, besides: after), "gone", "people with such an answer")
        }
        return notes
    }

    private static func joined(_ a: FactType, _ b: FactType) -> FactType? {
        switch (a, b) {
        case (.wholeNumber(let a), .wholeNumber(let b)):
            let range = min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
            return range.upperBound - range.lowerBound < 1_000_000_000 ? .wholeNumber(range) : nil
        default: return a == b ? a : nil
        }
    }

    /// The common vocabulary with one rulebook's own `only_when` conditions (still in that rulebook's terms).
    func vocabulary(for map: FactMap, of rulebook: Rulebook) -> Vocabulary {
        var result = Vocabulary()
        for (index, fact) in facts.enumerated() {
            var fact = fact
            fact.onlyWhen = map.facts.firstIndex(of: index).flatMap { rulebook.vocabulary[$0].onlyWhen }
            fact.optionIndex = Dictionary(fact.options.enumerated().map { ($1.name, $0) }) { first, _ in first }
            result.add(fact)
        }
        return result
    }

    func limits(
        _ old: Rulebook, _ oldMap: FactMap, _ new: Rulebook, _ newMap: FactMap
    ) -> [(fact: FactID, options: [Int]?, range: ClosedRange<Int>?)] {
        facts.indices.compactMap { index in
            guard let a = oldMap.facts.firstIndex(of: index), let b = newMap.facts.firstIndex(of: index) else {
                return nil
            }
            switch (old.vocabulary[a].type, new.vocabulary[b].type) {
            case (.wholeNumber(let a), .wholeNumber(let b)) where a != b:
                let low = max(a.lowerBound, b.lowerBound)
                return (index, nil, low...max(low, min(a.upperBound, b.upperBound)))
            case (.oneOf, .oneOf), (.severalOf, .severalOf):
                let left = Set(old.vocabulary[a].options.map(\.name))
                let right = Set(new.vocabulary[b].options.map(\.name))
                if left == right { return nil }
                let both = facts[index].options.indices.filter {
                    left.contains(facts[index].options[$0].name) && right.contains(facts[index].options[$0].name)
                }
                return (index, both, nil)
            default: return nil
            }
        }
    }
}

/// Rewrites a rulebook's conditions in terms of the common vocabulary.
private struct Rewriter {
    let facts: FactMap
    let vocabulary: Vocabulary

    func rewrite(_ book: Rulebook, areas: [Area]) -> Rulebook {
        let options = book.vocabulary.facts.enumerated().map { index, fact in
            fact.options.map { vocabulary[facts.facts[index]].optionIndex[$0.name] ?? 0 }
        }
        let mapper = ConditionMapper(facts: facts.facts, options: options)
        var rules = RuleBase()
        rules.vocabulary = vocabulary
        for id in vocabulary.facts.indices {
            rules.vocabulary[id].onlyWhen = vocabulary[id].onlyWhen.map(mapper.map)
        }
        rules.definitions = book.rules.definitions.map { definition in
            var definition = definition
            for index in definition.versions.indices {
                definition.versions[index].when = mapper.map(definition.versions[index].when)
            }
            return definition
        }
        rules.parameters = book.rules.parameters.map { parameter in
            var parameter = parameter
            if let located = parameter.locatedBy {
                parameter.locatedBy = facts.facts[located]
                for index in parameter.entries.indices {
                    parameter.entries[index].area = parameter.entries[index].area.map { options[located][$0] }
                }
            }
            return parameter
        }
        rules.constraints = book.rules.constraints.map { constraint in
            var constraint = constraint
            constraint.impossible = mapper.map(constraint.impossible)
            return constraint
        }
        let programmes = book.programmes.map { programme in
            var programme = programme
            programme.criteria = mapper.map(programme.criteria)
            switch programme.location {
            case .nothing: break
            case .fact(let fact): programme.location = .fact(facts.facts[fact])
            case .firstArea(let list): programme.location = .firstArea(list.map { facts.facts[$0] })
            }
            return programme
        }
        let services = book.services.map { service in
            var service = service
            service.criteria = mapper.map(service.criteria)
            return service
        }
        return Rulebook(
            rules: rules, programmes: programmes, areas: areas, services: services, agreements: book.agreements,
            policy: mapper.map(book.policy), needs: [], promises: [], hash: book.hash, sources: book.sources)
    }
}

/// Puts common facts and options in the place of a rulebook's own.
private struct ConditionMapper {
    let facts: [FactID]
    let options: [[Int]]

    func map(_ condition: Condition) -> Condition {
        var condition = condition
        switch condition.kind {
        case .all(let parts): condition.kind = .all(parts.map(map))
        case .any(let parts): condition.kind = .any(parts.map(map))
        case .none(let parts): condition.kind = .none(parts.map(map))
        case .atLeast(let number, let parts): condition.kind = .atLeast(number, parts.map(map))
        case .fact(let fact, let test): condition.kind = .fact(facts[fact], map(test, options[fact]))
        case .definition, .decisionDate: break
        }
        return condition
    }

    private func map(_ test: Test, _ options: [Int]) -> Test {
        func all(_ list: [Int]) -> [Int] { list.map { options[$0] } }
        return switch test {
        case .oneOf(let list): .oneOf(all(list))
        case .notOneOf(let list): .notOneOf(all(list))
        case .includesAny(let list): .includesAny(all(list))
        case .includesAll(let list): .includesAll(all(list))
        case .includesNone(let list): .includesNone(all(list))
        case .only(let list): .only(all(list))
        case .isYes, .isNo, .nothing, .something, .number, .notNumber, .date, .notDate: test
        }
    }

    func map(_ criteria: [Criterion]) -> [Criterion] {
        criteria.map { criterion in
            var criterion = criterion
            criterion.when = map(criterion.when)
            return criterion
        }
    }

    func map(_ policy: RoutingPolicy) -> RoutingPolicy {
        var policy = policy
        for index in policy.alerts.indices { policy.alerts[index].when = map(policy.alerts[index].when) }
        for index in policy.sequences.indices { policy.sequences[index].when = policy.sequences[index].when.map(map) }
        for index in policy.lowPriority.indices { policy.lowPriority[index].when = map(policy.lowPriority[index].when) }
        return policy
    }
}
