package import WaymarkRules

/// What conditions and periods read of dates: the days on which they begin to differ, and the tests of each date fact.
struct DateReads {
    private let rules: RuleBase
    /// The days from which on something may differ whatever the case says.
    private(set) var changes: Set<Day> = []
    /// The tests of each date fact.
    private(set) var tests: [FactID: Set<DateTest>] = [:]
    private var seenDefinitions: Set<DeclarationID> = []
    private var seenParameters: Set<DeclarationID> = []

    init(_ rules: RuleBase) {
        self.rules = rules
    }

    /// All that decisions under a rulebook read.
    init(_ rulebook: Rulebook) {
        self.init(rulebook.rules)
        addFrame()
        for definition in rules.definitions.indices { add(definition: definition) }
        for programme in rulebook.programmes {
            add(programme.period.changes)
            for criterion in programme.criteria { add(criterion) }
        }
        for service in rulebook.services {
            add(service.period.changes)
            for criterion in service.criteria { add(criterion) }
        }
        for agreement in rulebook.agreements { add(agreement.period.changes) }
        for alert in rulebook.policy.alerts {
            add(alert.period.changes)
            add(alert.when)
        }
        for sequence in rulebook.policy.sequences {
            add(sequence.period.changes)
            if let condition = sequence.when { add(condition) }
        }
        for priority in rulebook.policy.lowPriority {
            add(priority.period.changes)
            add(priority.when)
        }
    }

    /// Adds what every decision reads: the constraints, and when facts apply.
    mutating func addFrame() {
        for constraint in rules.constraints { add(constraint.impossible) }
        for fact in rules.vocabulary.facts { if let condition = fact.onlyWhen { add(condition) } }
    }

    mutating func add(_ days: [Day]) { changes.formUnion(days) }

    /// Adds what another rulebook over the same vocabulary reads.
    mutating func join(_ other: DateReads) {
        changes.formUnion(other.changes)
        for (fact, more) in other.tests { tests[fact, default: []].formUnion(more) }
    }

    mutating func add(_ criterion: Criterion) {
        add(criterion.period.changes)
        add(criterion.when)
    }

    private mutating func add(definition id: DeclarationID) {
        if !seenDefinitions.insert(id).inserted { return }
        for version in rules.definitions[id].versions {
            add(version.period.changes)
            add(version.when)
        }
    }

    mutating func add(_ condition: Condition) {
        var open = [condition]
        while let next = open.popLast() {
            switch next.kind {
            case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts):
                open.append(contentsOf: parts)
            case .definition(let id, _):
                if !seenDefinitions.insert(id).inserted { continue }
                for version in rules.definitions[id].versions {
                    add(version.period.changes)
                    open.append(version.when)
                }
            case .decisionDate(let test):
                if let date = test.dateTest { add(date.fixedDays) }
            case .fact(let fact, let test):
                for parameter in test.parameters where seenParameters.insert(parameter).inserted {
                    for entry in rules.parameters[parameter].entries { add(entry.period.changes) }
                }
                if let date = test.dateTest { tests[fact, default: []].insert(date) }
            }
        }
    }
}

extension Test {
    fileprivate var dateTest: DateTest? {
        switch self {
        case .date(let test), .notDate(let test): test
        default: nil
        }
    }
}

extension DateTest {
    /// The days from which on the test, as a test of the decision date or a date fact, may differ.
    var fixedDays: [Day] {
        switch self {
        case .on(let day): [day, day.adding(days: 1)]
        case .before(let day), .onOrAfter(let day): [day]
        case .after(let day), .onOrBefore(let day): [day.adding(days: 1)]
        case .between(let first, let last): [first, last.adding(days: 1)]
        case .withinLast, .moreThanAgo, .inFuture: []
        }
    }
}

extension Rulebook {
    /// The tests of each date fact that decisions under this rulebook read.
    package var dateTests: [FactID: Set<DateTest>] { DateReads(self).tests }
}
