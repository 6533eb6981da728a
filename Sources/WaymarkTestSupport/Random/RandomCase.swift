package import WaymarkRouting
package import WaymarkRules

/// Draws cases for a rulebook: mostly people who can exist, some facts of them hidden, now and then one who cannot.
package struct RandomCases {
    private let rulebook: Rulebook
    /// About how many completions a case may have at most.
    private let completions: Int
    private var random: RandomSource
    private let dates: [Day]

    package init(_ rulebook: Rulebook, completions: Int = 120, seed: UInt64) {
        self.rulebook = rulebook
        self.completions = completions
        random = RandomSource(seed: seed)
        dates = rulebook.interestingDays
    }

    /// The same source of cases, where it stands now, for another rulebook.
    package func under(_ rulebook: Rulebook) -> RandomCases {
        var cases = RandomCases(rulebook, completions: completions, seed: 0)
        cases.random = random
        return cases
    }

    /// A decision date on or beside a date at which something changes.
    package mutating func day() -> Day {
        if dates.isEmpty || random.chance(0.2) {
            return Day(number: Int32(random.int(45_290...46_200)))
        }
        return random.pick(dates).adding(days: random.int(-1...1))
    }

    /// A case, some or all facts of which are left open.
    package mutating func next() -> NamedCase {
        let day = day()
        let values = representativeValues(on: day)
        var answers = person(on: day, values)
        let hidden = random.pick([0.0, 0.1, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.0])
        var room = completions
        for fact in random.shuffled(Array(answers.indices)) where random.chance(hidden) || answers[fact] == .unknown {
            guard values[fact].count <= room || answers[fact] == .unknown else { continue }
            room /= max(1, values[fact].count)
            let said = random.pick([Answer.unknown, .unknown, .unknown, .declined, .notKnown])
            // Declined consent counts as no, which a person who agrees or is not asked cannot say.
            let name = rulebook.vocabulary[fact].name
            let contradicts = knownValue(said, name) != nil && answers[fact] != .value(.yesNo(false))
            answers[fact] = contradicts && random.chance(0.95) ? .unknown : said
        }
        if random.chance(0.1) {
            // Something that may well contradict the rest.
            let fact = random.int(0...(answers.count - 1))
            answers[fact] = .value(value(of: fact, on: day, values))
        }
        return NamedCase(answers, on: day, in: rulebook)
    }

    /// Somebody of whom everything that applies is known and who can exist; nil if no attempt finds one.
    package mutating func complete(attempts: Int = 10) -> Case? {
        for _ in 0..<attempts {
            let day = day()
            let found = Case(name: "random", decisionDate: day, answers: person(on: day, representativeValues(on: day)))
            if (try? Decider(rulebook).decide(found, on: day, traced: false)) != nil { return found }
        }
        return nil
    }

    /// The case with one of its unknown facts learnt; nil if everything is known.
    package mutating func learningOne(_ person: NamedCase) -> NamedCase? {
        guard let resolved = person.resolved(in: rulebook) else { return nil }
        var answers = resolved.answers
        let open = answers.indices.filter { knownValue(answers[$0], rulebook.vocabulary[$0].name) == nil }
        guard !open.isEmpty else { return nil }
        let fact = random.pick(open)
        answers[fact] = .value(value(of: fact, on: person.day, representativeValues(on: person.day)))
        return NamedCase(answers, on: person.day, in: rulebook)
    }

    /// For each fact, values enough to tell all of them apart on this day.
    package func representativeValues(on day: Day) -> [[FactValue]] {
        let representatives = NaiveRepresentatives(NaiveMeaning(rulebook: rulebook, day: day))
        return rulebook.vocabulary.facts.indices.map { representatives.values(of: $0) }
    }

    /// Everything about someone, mostly someone for whom there is something.
    private mutating func person(on day: Day, _ values: [[FactValue]]) -> [Answer] {
        let attempts = (0..<random.pick([1, 3, 5])).map { _ in anyone(on: day, values) }
        let best = attempts.max { $0.metCount < $1.metCount }
        return best?.values.map { $0.map { .value($0) } ?? .unknown } ?? []
    }

    /// Everything about someone who breaks no constraint, if a few attempts find one, and the number of programmes
    /// that are met.
    private mutating func anyone(
        on day: Day, _ representatives: [[FactValue]]
    ) -> (values: NaiveMeaning.Values, metCount: Int) {
        let meaning = NaiveMeaning(rulebook: rulebook, day: day)
        let order = rulebook.factsByDependence
        var values: NaiveMeaning.Values = Array(repeating: nil, count: order.count)
        var redraw: Set<FactID> = Set(order)
        for _ in 0..<60 {
            for fact in order {
                if !meaning.applies(fact, values) {
                    values[fact] = nil
                } else if values[fact] == nil || redraw.contains(fact) {
                    values[fact] = value(of: fact, on: day, representatives)
                }
            }
            // Draw again what a broken constraint reads, one fact at a time.
            let broken = rulebook.rules.constraints.filter { meaning.holds($0.impossible, values) }
            if broken.isEmpty { break }
            let reads = rulebook.factsRead(random.pick(broken).impossible).sorted()
            // A constraint may be about the date alone.
            if reads.isEmpty { break }
            redraw = [random.pick(reads)]
        }
        let met = rulebook.programmes.indices.filter { NaiveProgramme(meaning, $0).isMet(values) }
        return (values, met.count)
    }

    /// A value of the fact: one that the rules tell apart from others, or any.
    private mutating func value(
        of fact: FactID, on day: Day, _ representatives: [[FactValue]]
    ) -> FactValue {
        let declaration = rulebook.vocabulary[fact]
        switch (declaration.type, random.pick(representatives[fact])) {
        case (.wholeNumber(let range), .number(let number)):
            let near = number + random.int(-1...1)
            return .number(min(max(near, range.lowerBound), range.upperBound))
        case (.date, .date(let date)):
            let near = random.chance(0.3) ? random.pick(dates + [day]) : date
            return .date(min(max(near.adding(days: random.int(-1...1)), Day.first), Day.last))
        case (.oneOf, _):
            return .option(random.int(0...(declaration.options.count - 1)))
        case (.severalOf, _):
            return .options(declaration.options.indices.filter { _ in random.chance(0.5) })
        case (_, let value):
            return value
        }
    }
}

extension Rulebook {
    /// Days on which something of the rulebook begins or has just ended.
    package var interestingDays: [Day] {
        var days: [Day] = []
        days += rules.definitions.flatMap { $0.versions.flatMap(\.period.changes) }
        days += rules.parameters.flatMap { $0.entries.flatMap(\.period.changes) }
        days += programmes.flatMap { $0.period.changes + $0.criteria.flatMap(\.period.changes) }
        days += services.flatMap { $0.period.changes + $0.criteria.flatMap(\.period.changes) }
        days += agreements.flatMap(\.period.changes)
        days += policy.alerts.flatMap(\.period.changes)
        days += policy.sequences.flatMap(\.period.changes)
        days += policy.lowPriority.flatMap(\.period.changes)
        days += everyCondition.flatMap(\.datesOfDecision)
        return Array(Set(days.filter { $0 > Day.first && $0 < Day.last })).sorted()
    }
}

extension Condition {
    /// Days that the condition compares the decision date with.
    fileprivate var datesOfDecision: [Day] {
        switch kind {
        case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts):
            return parts.flatMap(\.datesOfDecision)
        case .decisionDate(.date(let test)), .decisionDate(.notDate(let test)):
            switch test {
            case .on(let day), .before(let day), .after(let day), .onOrBefore(let day), .onOrAfter(let day):
                return [day]
            case .between(let first, let last): return [first, last]
            case .withinLast, .moreThanAgo, .inFuture: return []
            }
        case .fact, .definition, .decisionDate: return []
        }
    }
}
