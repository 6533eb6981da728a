import WaymarkDocuments
package import WaymarkRouting
package import WaymarkRules

/// How long an outcome stays true if the facts stay as they are and only the date moves on.
package struct HowLong: Sendable {
    package enum End: Sendable, Hashable {
        /// As far as dates go nothing changes it.
        case never
        /// On this day it becomes another; nil: on this day there can be no such person.
        case changes(on: Day, to: Outcome?)
        /// Not looked at any further than up to and including this day.
        case notBefore(Day)
    }

    /// What begins or ends on the day of the change.
    package enum Cause: Sendable, Hashable {
        case programme(Int)
        case service(Int)
        case agreement(Int)
        /// A criterion, bar, hold or signpost reason, by its words.
        case criterion(String)
        case definition(DeclarationID)
        case parameter(DeclarationID)
        /// The time since (or until) these dates.
        case time([FactID])
    }

    package var end: End
    package var causes: [Cause]
}

/// Finds ``HowLong`` for one case.
package struct EndFinder {
    private let decider: Decider

    /// Days looked at for one outcome.
    private static let dayLimit = 150

    private var rulebook: Rulebook { decider.rulebook }

    package init(decider: Decider) {
        self.decider = decider
    }

    package func end(of row: DecidedOutcome, for person: Case, on date: Day) -> HowLong {
        let days = StretchFinder(rulebook).days(
            programmes: [row.programme], conditions: [], within: Period(from: date, until: .last),
            answers: person.answers
        ).filter { $0 > date }
        for day in days.prefix(EndFinder.dayLimit) {
            let outcome = outcome(of: row, for: person, on: day)
            if let outcome, EndFinder.isSame(outcome, row.outcome) { continue }
            return HowLong(end: .changes(on: day, to: outcome), causes: causes(of: row, person, day))
        }
        if days.count > EndFinder.dayLimit {
            return HowLong(end: .notBefore(days[EndFinder.dayLimit].adding(days: -1)), causes: [])
        }
        return HowLong(end: .never, causes: [])
    }

    /// The noes do not differ.
    private static func isSame(_ a: Outcome, _ b: Outcome) -> Bool {
        func isNo(_ outcome: Outcome) -> Bool { outcome == .notEligible || outcome == .unavailable }
        return a == b || (isNo(a) && isNo(b))
    }

    /// The outcome of the row's service on another day (of the programme where it has none); nil for a refused case.
    private func outcome(of row: DecidedOutcome, for person: Case, on day: Day) -> Outcome? {
        guard let rows = try? decider.outcomes(of: row.programme, for: person, on: day) else { return nil }
        if row.service != nil {
            // A service that is not reported serves elsewhere or not at all.
            return rows.first { $0.service == row.service }?.outcome ?? rows.first { $0.service == nil }?.outcome
                ?? .unavailable
        }
        return rows.map(\.outcome).min { Outcome.rank($0) < Outcome.rank($1) }
    }

    /// The services that cover the person's place, as far as it is known.
    private func servicesHere(_ programme: Int, _ person: Case, _ day: Day) -> [Int] {
        let plan = decider.plan(on: day)
        guard let situation = try? Situation(person.answers, on: plan.day) else { return [] }
        let place = plan.place(of: programme, in: situation)
        if case .unknown = place { return rulebook.plan.serviceIndex[programme].all }
        return rulebook.plan.services(ofProgramme: programme, at: place)
    }

    private func causes(of row: DecidedOutcome, _ person: Case, _ day: Day) -> [HowLong.Cause] {
        let programme = rulebook.programmes[row.programme]
        let services = row.service.map { [$0] } ?? servicesHere(row.programme, person, day)
        var causes: [HowLong.Cause] = []
        if programme.period.changes.contains(day) { causes.append(.programme(row.programme)) }
        for service in services where rulebook.services[service].period.changes.contains(day) {
            causes.append(.service(service))
        }
        for service in services {
            guard case .agreement(let agreement) = rulebook.services[service].agreement,
                rulebook.agreements[agreement].period.changes.contains(day), !causes.contains(.agreement(agreement))
            else { continue }
            causes.append(.agreement(agreement))
        }
        let criteria = programme.criteria + services.flatMap { rulebook.services[$0].criteria }
        for criterion in criteria where criterion.period.changes.contains(day) {
            causes.append(.criterion(criterion.says))
        }
        let reads = Reads(criteria.map(\.when), rulebook.rules)
        for id in reads.definitions
        where rulebook.rules.definitions[id].versions.contains(where: { $0.period.changes.contains(day) }) {
            causes.append(.definition(id))
        }
        for id in reads.parameters
        where rulebook.rules.parameters[id].entries.contains(where: { $0.period.changes.contains(day) }) {
            causes.append(.parameter(id))
        }
        if causes.isEmpty {
            let dates = reads.facts.filter { fact in
                if case .value(.date) = person.answers[fact] { true } else { false }
            }
            if !dates.isEmpty { causes.append(.time(dates)) }
        }
        return causes
    }
}

/// What conditions read, directly and through definitions; each ascending.
private struct Reads {
    private(set) var facts: [FactID] = []
    private(set) var definitions: [DeclarationID] = []
    private(set) var parameters: [DeclarationID] = []

    init(_ conditions: [Condition], _ rules: RuleBase) {
        var seenFacts: Set<FactID> = []
        var seenDefinitions: Set<DeclarationID> = []
        var seenParameters: Set<DeclarationID> = []
        var open = conditions
        while let next = open.popLast() {
            switch next.kind {
            case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts): open += parts
            case .fact(let fact, let test):
                seenFacts.insert(fact)
                seenParameters.formUnion(test.parameters)
            case .definition(let id, _):
                if seenDefinitions.insert(id).inserted { open += rules.definitions[id].versions.map(\.when) }
            case .decisionDate: break
            }
        }
        facts = seenFacts.sorted()
        definitions = seenDefinitions.sorted()
        parameters = seenParameters.sorted()
    }
}
