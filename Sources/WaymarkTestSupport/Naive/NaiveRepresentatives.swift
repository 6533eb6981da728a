import WaymarkRouting
import WaymarkRules

/// Every test that a rulebook makes of a fact, and values enough to tell all of them apart.
struct NaiveRepresentatives {
    private var rulebook: Rulebook { meaning.rulebook }
    private let meaning: NaiveMeaning
    /// All tests of each fact, wherever they stand and whatever their period.
    private var tests: [[Test]]
    /// Facts whose very value matters beside any test: places, parameters' areas, consent.
    private var readAsIs: Set<FactID> = []

    /// - Parameter extra: a condition that stands nowhere in the rulebook but will be asked about.
    init(_ meaning: NaiveMeaning, extra: Condition? = nil) {
        self.meaning = meaning
        let rulebook = meaning.rulebook
        tests = Array(repeating: [], count: rulebook.vocabulary.facts.count)
        for condition in rulebook.everyCondition + (extra.map { [$0] } ?? []) { collect(condition) }
        for programme in rulebook.programmes { readAsIs.formUnion(programme.placeFacts) }
        for parameter in rulebook.rules.parameters {
            if let fact = parameter.locatedBy { readAsIs.insert(fact) }
        }
        for name in ConsentFacts.names where rulebook.programmes.contains(where: { $0.consent == .referral }) {
            if let fact = rulebook.vocabulary[name] { readAsIs.insert(fact) }
        }
    }

    private mutating func collect(_ condition: Condition) {
        switch condition.kind {
        case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts):
            for part in parts { collect(part) }
        case .fact(let fact, let test):
            tests[fact].append(test)
        case .definition, .decisionDate:
            break
        }
    }

    /// One value for each group of values that no rule can tell apart.
    func values(of fact: FactID) -> [FactValue] {
        var result: [FactValue] = []
        var seen: Set<[Bool]> = []
        for candidate in candidates(fact) {
            if readAsIs.contains(fact) || seen.insert(signature(of: candidate, fact)).inserted {
                result.append(candidate)
            }
        }
        return result
    }

    /// What every test of the fact says of a value, with every number that a parameter may stand for.
    private func signature(of value: FactValue, _ fact: FactID) -> [Bool] {
        tests[fact].flatMap { test in
            settledForms(test).map { meaning.passes($0, value) { self.numbers($0)[0] } }
        }
    }

    /// A test with each combination of the numbers that its bounds may stand for.
    private func settledForms(_ test: Test) -> [Test] {
        switch test {
        case .number(let test): settledForms(test).map { .number($0) }
        case .notNumber(let test): settledForms(test).map { .notNumber($0) }
        default: [test]
        }
    }

    private func settledForms(_ test: NumberTest) -> [NumberTest] {
        switch test {
        case .equals(let bound): return numbers(bound).map { .equals(.number($0)) }
        case .atLeast(let bound): return numbers(bound).map { .atLeast(.number($0)) }
        case .atMost(let bound): return numbers(bound).map { .atMost(.number($0)) }
        case .moreThan(let bound): return numbers(bound).map { .moreThan(.number($0)) }
        case .lessThan(let bound): return numbers(bound).map { .lessThan(.number($0)) }
        case .between(let low, let high):
            return numbers(low).flatMap { a in numbers(high).map { .between(.number(a), .number($0)) } }
        }
    }

    private func numbers(_ bound: Bound) -> [Int] {
        switch bound {
        case .number(let number): [number]
        case .parameter(let id): rulebook.rules.parameters[id].entries.map(\.value)
        }
    }

    /// Values among which every group is found: all of them, or the ends and the neighbourhood of every constant.
    private func candidates(_ fact: FactID) -> [FactValue] {
        let declaration = rulebook.vocabulary[fact]
        switch declaration.type {
        case .yesNo: return [.yesNo(false), .yesNo(true)]
        case .oneOf: return declaration.options.indices.map { .option($0) }
        case .severalOf:
            var subsets: [[Int]] = [[]]
            for option in declaration.options.indices { subsets += subsets.map { $0 + [option] } }
            return subsets.map { .options($0) }
        case .text: return [.text("something written")]
        case .wholeNumber(let range):
            let near = constants(tests[fact]).flatMap { [$0 - 1, $0, $0 + 1] }
            let all = Set([range.lowerBound, range.upperBound] + near.filter { range.contains($0) })
            return all.sorted().map { .number($0) }
        case .date:
            let near = days(tests[fact]).flatMap { [$0.adding(days: -1), $0, $0.adding(days: 1)] }
            let all = Set([Day.first, Day.last] + near.filter { $0 >= Day.first && $0 <= Day.last })
            return all.sorted().map { .date($0) }
        }
    }

    private func constants(_ tests: [Test]) -> [Int] {
        tests.flatMap { test -> [Int] in
            switch test {
            case .number(let test), .notNumber(let test):
                switch test {
                case .equals(let bound), .atLeast(let bound), .atMost(let bound), .moreThan(let bound),
                    .lessThan(let bound):
                    return numbers(bound)
                case .between(let low, let high):
                    return numbers(low) + numbers(high)
                }
            default: return []
            }
        }
    }

    private func days(_ tests: [Test]) -> [Day] {
        tests.flatMap { test -> [Day] in
            guard case .date(let dateTest) = test.withoutNot else { return [] }
            switch dateTest {
            case .on(let day), .before(let day), .after(let day), .onOrBefore(let day), .onOrAfter(let day):
                return [day]
            case .between(let first, let last): return [first, last]
            case .inFuture: return [meaning.day]
            case .withinLast(let span), .moreThanAgo(let span):
                return [meaning.day, firstDayNotMoreThan(span)]
            }
        }
    }

    /// The first day that is not more than `span` ago, found by halving: once a day is not, no later day is.
    private func firstDayNotMoreThan(_ span: TimeSpan) -> Day {
        var low = Day.first.number
        var high = Day.last.number
        while low < high {
            let middle = (low + high) / 2
            let isLongAgo = meaning.passes(.date(.moreThanAgo(span)), .date(Day(number: middle))) { _ in 0 }
            if isLongAgo { low = middle + 1 } else { high = middle }
        }
        return Day(number: low)
    }
}

extension Test {
    /// The test of a date without its `not`.
    fileprivate var withoutNot: Test {
        if case .notDate(let test) = self { .date(test) } else { self }
    }
}

/// The facts that the consent step reads.
enum ConsentFacts {
    static let canGive = "can_give_consent_now"
    static let referral = "consents_to_referral"
    static let sharing = "consents_to_information_sharing"
    static let names = [canGive, referral, sharing]
}

extension Programme {
    /// The facts that say where the person is.
    var placeFacts: [FactID] {
        switch location {
        case .nothing: []
        case .fact(let fact): [fact]
        case .firstArea(let facts): facts
        }
    }
}

extension Rulebook {
    /// Every condition of the rulebook, in no particular order of importance.
    var everyCondition: [Condition] {
        var all = vocabulary.facts.compactMap(\.onlyWhen)
        all += rules.definitions.flatMap { $0.versions.map(\.when) }
        all += rules.constraints.map(\.impossible)
        all += programmes.flatMap { $0.criteria.map(\.when) }
        all += services.flatMap { $0.criteria.map(\.when) }
        all += policy.alerts.map(\.when)
        all += policy.sequences.compactMap(\.when)
        all += policy.lowPriority.map(\.when)
        all += needs.map(\.when)
        all += promises.map(\.when)
        return all
    }
}
