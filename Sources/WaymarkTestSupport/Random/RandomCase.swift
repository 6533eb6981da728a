import WaymarkRouting
import WaymarkRules

/// Draws cases for a rulebook: mostly people who can exist, some facts of them hidden, now and then one who cannot.
package struct RandomCases {
    private let rulebook: Rulebook
    private var random: RandomSource
    private let dates: [Day]

    package init(_ rulebook: Rulebook, seed: UInt64) {
        self.rulebook = rulebook
        random = RandomSource(seed: seed)
        dates = rulebook.interestingDays
    }

    /// A decision date on or beside a date at which something changes.
    package mutating func day() -> Day {
        if dates.isEmpty || random.chance(0.2) {
            return Day(number: Int32(random.int(45_290...46_200)))
        }
        return random.pick(dates).adding(days: random.int(-1...1))
    }

    /// A case on a day; `hidden` is the share of facts left open.
    package mutating func next() -> NamedCase {
        let day = day()
        var answers = person(on: day)
        let hidden = random.pick([0.0, 0.2, 0.4, 0.6, 0.8, 1.0])
        for fact in answers.indices {
            if answers[fact] == .unknown || random.chance(hidden) {
                answers[fact] = random.pick([.unknown, .unknown, .unknown, .declined, .notKnown])
            }
        }
        if random.chance(0.1) {
            // Something that may well contradict the rest.
            let fact = random.int(0...(answers.count - 1))
            answers[fact] = .value(value(of: fact, on: day, NaiveRepresentatives(meaning(day))))
        }
        return NamedCase(answers, on: day, in: rulebook)
    }

    /// Somebody of whom everything that applies is known and who can exist; nil if no attempt finds one.
    package mutating func complete(attempts: Int = 10) -> Case? {
        for _ in 0..<attempts {
            let day = day()
            let found = Case(name: "random", decisionDate: day, answers: person(on: day))
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
        let representatives = NaiveRepresentatives(meaning(person.day))
        answers[fact] = .value(value(of: fact, on: person.day, representatives))
        return NamedCase(answers, on: person.day, in: rulebook)
    }

    private func meaning(_ day: Day) -> NaiveMeaning { NaiveMeaning(rulebook: rulebook, day: day) }

    /// Everything about someone who breaks no constraint, if a few attempts find one.
    private mutating func person(on day: Day) -> [Answer] {
        let meaning = meaning(day)
        let representatives = NaiveRepresentatives(meaning)
        var values: NaiveMeaning.Values = []
        for _ in 0..<20 {
            values = Array(repeating: nil, count: rulebook.vocabulary.facts.count)
            for fact in rulebook.factsByDependence where meaning.applies(fact, values) {
                values[fact] = value(of: fact, on: day, representatives)
            }
            let isPossible = !rulebook.rules.constraints.contains { meaning.holds($0.impossible, values) }
            if isPossible { break }
        }
        return values.map { $0.map { .value($0) } ?? .unknown }
    }

    /// A value of the fact: one that the rules tell apart from others, or any.
    private mutating func value(
        of fact: FactID, on day: Day, _ representatives: NaiveRepresentatives
    ) -> FactValue {
        let declaration = rulebook.vocabulary[fact]
        let values = representatives.values(of: fact)
        switch (declaration.type, random.pick(values)) {
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
