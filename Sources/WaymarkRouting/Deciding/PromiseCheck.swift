import WaymarkDocuments
import WaymarkRules

/// Whether the rulebook keeps a promise, for all complete cases on every date of its period.
public enum PromiseVerdict: Sendable {
    case kept
    /// A complete case for which it fails.
    case broken(Case, claim: Promise.Claim)
    /// Not decided within the stated limit on this day.
    case notDecided(Day)
}

/// Proves or refutes promises on the compiled form: exact, not sampled.
///
/// Days fall into stretches on which nothing that a promise reads changes; one day of each stretch is looked at. On such
/// a day, a promise is a question of each service (`never`) or of the services at each place (`always`), so no diagram
/// ever holds more than the services of one place.
public struct PromiseCheck {
    private let rulebook: Rulebook
    private var plans: [Day: DayPlan] = [:]
    /// Nodes that one promise may need on one day.
    private static let allowance = 400_000

    public init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
    }

    /// The verdict on each promise, in file order.
    public mutating func verdicts() -> [PromiseVerdict] {
        rulebook.promises.map { verdict(on: $0) }
    }

    private mutating func verdict(on promise: Promise) -> PromiseVerdict {
        for day in StretchFinder(rulebook).days(for: promise) {
            let plan = plans[day] ?? DayPlan(rulebook, on: day)
            plans[day] = plan
            for claim in promise.claims {
                let verdict = ClaimCheck(plan: plan, promise: promise, claim: claim, allowance: PromiseCheck.allowance)
                    .verdict()
                if case .kept = verdict { continue }
                return verdict
            }
        }
        return .kept
    }
}

/// One claim of a promise on one day.
private struct ClaimCheck {
    let plan: DayPlan
    let promise: Promise
    let claim: Promise.Claim
    let allowance: Int

    private var day: DayRules { plan.day }
    private var diagrams: Diagrams { plan.day.diagrams }

    func verdict() -> PromiseVerdict {
        guard let subject = subject() else { return .notDecided(day.day) }
        if subject == .falsity { return .kept }
        for place in places() {
            let at = place.map { day.diagram($0) } ?? .truth
            guard let at else { return .notDecided(day.day) }
            diagrams.allow(nodes: allowance)
            let here = diagrams.and(subject, at)
            if diagrams.isExhausted { return .notDecided(day.day) }
            if here == .falsity { continue }
            guard let failing = failing(here) else { return .notDecided(day.day) }
            if failing != .falsity { return .broken(person(in: failing), claim: claim) }
        }
        return .kept
    }

    /// All people the promise is about.
    private func subject() -> Diagram? {
        guard var subject = day.diagram(day.gate(promise.when)) else { return nil }
        for gate in day.kept {
            guard let kept = day.diagram(gate) else { return nil }
            diagrams.allow(nodes: allowance)
            subject = diagrams.and(subject, kept)
            if diagrams.isExhausted { return nil }
        }
        return subject
    }

    /// The places of the programme, each as a condition, places without a service of their own as one; nil: everywhere.
    private func places() -> [Gate?] {
        let programme = claim.programme
        let index = plan.rulebook.plan.serviceIndex[programme]
        if case .nothing = plan.rulebook.programmes[programme].location { return [nil] }
        let named = index.byPlace.keys.sorted()
        let each = named.map { plan.isAt([$0], programme: programme) }
        return each + [day.not(plan.isAt(named, programme: programme))]
    }

    /// Those of `people`, all at one place, for whom the claim fails; nil if it could not be finished.
    private func failing(_ people: Diagram) -> Diagram? {
        var kept = Diagram.falsity  // never: those to whom a named outcome falls. always: those who have one.
        var served = Diagram.falsity
        for service in plan.rulebook.plan.serviceIndex[claim.programme].all {
            guard let steps = steps(of: service, among: people) else { return nil }
            if steps == .impossible { continue }
            var memo: [Diagram: Diagram] = [:]
            let named = diagrams.map(steps, memo: &memo) { leaf in
                if leaf == .impossible { return .falsity }
                let found = Step(rawValue: leaf)
                if found.isDisjoint(with: Step.own) { return .falsity }
                return claim.outcomes.contains(found.outcome ?? .needInformation) ? .truth : .falsity
            }
            memo = [:]
            let own = diagrams.map(steps, memo: &memo) { leaf in
                Step(rawValue: leaf).isDisjoint(with: Step.own) ? .falsity : .truth
            }
            kept = diagrams.or(kept, named)
            served = diagrams.or(served, own)
            if diagrams.isExhausted { return nil }
        }
        // Nobody serves: the programme is reported once.
        guard let met = day.diagram(plan.met(claim.programme)) else { return nil }
        diagrams.allow(nodes: allowance)
        let alone = diagrams.not(served)
        if claim.outcomes.contains(.notEligible) {
            kept = diagrams.or(kept, diagrams.and(alone, diagrams.not(met)))
        }
        if claim.outcomes.contains(.unavailable) { kept = diagrams.or(kept, diagrams.and(alone, met)) }
        let wrong = promise.kind == .never ? kept : diagrams.not(kept)
        let result = diagrams.and(people, wrong)
        return diagrams.isExhausted ? nil : result
    }

    /// The steps of a service that occur for each of `people`, whatever is not known of services and agreements.
    private func steps(of service: Int, among people: Diagram) -> Diagram? {
        if plan.rulebook.services[service].period.inForce(on: day.day) == .no { return .impossible }
        let ladder = plan.ladder(of: service)
        var guards: [(Diagram, UInt32)] = []
        for rung in ladder.rungs {
            guard let diagram = day.diagram(rung.gate) else { return nil }
            guards.append((diagram, rung.bit))
        }
        diagrams.allow(nodes: allowance)
        var value: Diagram = ladder.last
        for (condition, bit) in guards.reversed() { value = diagrams.choose(condition, bit, value) }
        value = diagrams.within(people, value)
        var memo: [Diagram: Diagram] = [:]
        let facts = day.grid.factCount
        value = diagrams.eliminate(value, memo: &memo) { day.grid.variables[$0].owner >= facts }
        return diagrams.isExhausted ? nil : value
    }

    /// One of these people, as a complete case: the smallest cells on a way to a "true" leaf, "no" or the first
    /// value for every fact that plays no part.
    private func person(in people: Diagram) -> Case {
        var cells = [Int32](repeating: 0, count: day.grid.variables.count)
        var next = people
        while let (variable, runs) = diagrams.edges(next) {
            guard let run = runs.first(where: { $0.child != .falsity }) else { break }
            cells[variable] = run.cells.lowerBound
            next = run.child
        }
        return CellReader(day).person(cells, named: promise.name)
    }
}
