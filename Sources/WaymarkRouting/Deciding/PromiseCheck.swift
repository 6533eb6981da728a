package import WaymarkDocuments
package import WaymarkRules

/// Whether the rulebook keeps a promise, for all complete cases on every date of its period.
package enum PromiseVerdict: Sendable {
    case kept
    /// A complete case for which this claim fails, and the facts that matter in it.
    case broken(Case, facts: [FactID], claim: Promise.Claim)
    /// Not decided within the stated limit on this day.
    case notDecided(Day)
}

/// Proves or refutes promises on the compiled form: exact, not sampled.
///
/// Days fall into stretches on which nothing that a promise reads changes; one day of each stretch is looked at. On such
/// a day, a promise is a question of each service (`never`) or of the services at each place (`always`), so no diagram
/// ever holds more than the services of one place.
package struct PromiseCheck {
    /// The name of the warning about a promise that is neither proved nor refuted.
    package static let notDecided = "promise.not-decided"

    private let plans: PlanCache
    private var rulebook: Rulebook { plans.rulebook }

    package init(_ plans: PlanCache) {
        self.plans = plans
    }

    package init(_ rulebook: Rulebook) {
        self.init(PlanCache(rulebook, laysOut: false))
    }

    /// The verdict on each promise, in file order.
    package func verdicts() -> [PromiseVerdict] {
        rulebook.promises.map { verdict(on: $0) }
    }

    /// What is wrong with the rulebook's promises: an error for each that does not hold, with a person for whom it
    /// fails, and a warning for each that could not be decided.
    package func problems() -> Diagnostics {
        var problems = Diagnostics()
        let decider = Decider(plans)
        for (promise, verdict) in zip(rulebook.promises, verdicts()) {
            switch verdict {
            case .kept: break
            case .notDecided(let day):
                problems.warning(
                    PromiseCheck.notDecided,
                    "whether this promise holds on \(day) was not decided within the limit of this check",
                    at: promise.span, help: "split the promise into several about fewer people or a shorter time")
            case .broken(let person, let facts, let claim):
                let told = facts.map { fact in
                    "\(rulebook.vocabulary[fact].label): \(rulebook.vocabulary[fact].plainText(of: person.answers[fact]))"
                }
                let date = person.decisionDate ?? .first
                let name = rulebook.programmes[claim.programme].name
                var found = "it is not kept"
                if let decision = try? decider.decide(person, on: date, traced: false) {
                    let rows = decision.outcomes.filter { $0.programme == claim.programme }
                    found = "`\(name)` comes out as " + rows.map { $0.outcome.rawValue }.joined(separator: " and ")
                }
                let who = told.isEmpty ? "anybody at all" : told.joined(separator: "; ")
                problems.error(
                    "promise.broken", "this promise does not hold: on \(date), for a person with \(who), \(found)",
                    at: promise.span, notes: [.init("the promise says so here", at: claim.span)],
                    help: "change the rules so that it holds, or the promise if it says too much")
            }
        }
        return problems
    }

    private func verdict(on promise: Promise) -> PromiseVerdict {
        let finder = StretchFinder(rulebook)
        for claim in promise.claims {
            let days = finder.days(programmes: [claim.programme], conditions: [promise.when], within: promise.period)
            for day in days {
                let check = ClaimCheck(plan: plans.plan(on: day), promise: promise, claim: claim)
                if check.isPlainlyKept { continue }
                let verdict = check.verdict()
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

    private var day: DayRules { plan.day }
    private var diagrams: Diagrams { plan.day.diagrams }
    private var people: OutcomePeople { OutcomePeople(plan) }

    /// Whether the claim is kept whatever else is so, told from what the promise's condition fixes alone. Most promises
    /// are proved here, without a diagram.
    var isPlainlyKept: Bool {
        let box = Box(certainWhere: day.gate(promise.when), in: day.circuit, day.grid)
        if box.limits.values.contains(where: \.isEmpty) { return true }
        var judge = Box.Judge(box)
        let met = judge.truth(plan.met(claim.programme), in: day.circuit)
        let services = plan.rulebook.plan.serviceIndex[claim.programme]
        let named = Set(claim.outcomes)
        switch promise.kind {
        case .never:
            let alone: Set<Outcome> =
                met == .yes ? [.unavailable] : met == .no ? [.notEligible] : [.unavailable, .notEligible]
            if !named.isDisjoint(with: alone) { return false }
            return services.all.allSatisfy { named.isDisjoint(with: outcomes(of: possibleSteps(of: $0, &judge))) }
        case .always:
            return services.everywhere.contains { service in
                let steps = possibleSteps(of: service, &judge)
                return !steps.isEmpty && steps.isSubset(of: Step.own) && outcomes(of: steps).isSubset(of: named)
            }
        }
    }

    /// The steps that a service's value may come from for the people the judge knows of; perhaps more.
    private func possibleSteps(of service: Int, _ judge: inout Box.Judge) -> Step {
        if plan.rulebook.services[service].period.inForce(on: day.day) == .no { return .elsewhere }
        let ladder = plan.ladder(of: service)
        var steps = Step(rawValue: 0)
        for rung in ladder.rungs {
            let truth = judge.truth(rung.gate, in: day.circuit)
            if truth != .no { steps.formUnion(Step(rawValue: rung.bit)) }
            if truth == .yes { return steps }
        }
        return steps.union(Step(rawValue: ladder.last))
    }

    /// The outcomes that a service may have where these steps are possible: that of each alone and, since what is not
    /// known of services and agreements may lie between steps, `need_information` where they differ.
    private func outcomes(of steps: Step) -> Set<Outcome> {
        let singles = (0..<16).map { Step(rawValue: 1 << UInt32($0)) }.filter { steps.contains($0) }
        var found = Set(singles.compactMap(\.outcome))
        if steps.outcome == nil { found.insert(.needInformation) }
        return found
    }

    func verdict() -> PromiseVerdict {
        do throws(Exhausted) {
            let subject = try people.possible(among: day.diagram(day.gate(promise.when)))
            if subject == .falsity { return .kept }
            for place in people.places(of: claim.programme) {
                let here = try people.all(of: place.gate.map { [$0] } ?? [], among: subject)
                if here == .falsity { continue }
                let failing = try failing(here, of: place.services)
                if failing != .falsity { return broken(failing) }
            }
            return .kept
        } catch {
            return .notDecided(day.day)
        }
    }

    /// Those of `people`, all at one place, for whom the claim fails.
    private func failing(_ people: Diagram, of services: [Int]) throws(Exhausted) -> Diagram {
        let met = try day.diagram(plan.met(claim.programme))
        return try diagrams.attempt(nodes: OutcomePeople.allowance) { () throws(Exhausted) in
            var kept = Diagram.falsity  // never: those to whom a named outcome falls. always: those who have one.
            var served = Diagram.falsity
            for service in services {
                let steps = try self.people.steps(of: service, among: people)
                if steps == .impossible { continue }
                var memo: [Diagram: Diagram] = [:]
                let named = try diagrams.map(steps, memo: &memo) { leaf in
                    if leaf == .impossible { return .falsity }
                    let found = Step(rawValue: leaf)
                    if found.isDisjoint(with: Step.own) { return .falsity }
                    return claim.outcomes.contains(found.outcome ?? .needInformation) ? .truth : .falsity
                }
                memo = [:]
                let own = try diagrams.map(steps, memo: &memo) { leaf in
                    Step(rawValue: leaf).isDisjoint(with: Step.own) ? .falsity : .truth
                }
                kept = try diagrams.or(kept, named)
                served = try diagrams.or(served, own)
            }
            // Nobody serves: the programme is reported once.
            let alone = try diagrams.not(served)
            if claim.outcomes.contains(.notEligible) {
                kept = try diagrams.or(kept, diagrams.and(alone, diagrams.not(met)))
            }
            if claim.outcomes.contains(.unavailable) { kept = try diagrams.or(kept, diagrams.and(alone, met)) }
            return try diagrams.and(people, promise.kind == .never ? kept : diagrams.not(kept))
        }
    }

    /// One of these people, as a complete case: "no" or the first value for every fact that plays no part.
    ///
    /// The facts told are those that make the claim fail. What only keeps the person from breaking a constraint is not
    /// among them: a group that is failed may hold people who cannot exist.
    private func broken(_ people: Diagram) -> PromiseVerdict {
        let finder = BoxFinder(day)
        let bounds = try? diagrams.attempt(nodes: OutcomePeople.allowance) { () throws(Exhausted) in
            try diagrams.or(people, diagrams.not(self.people.possible()))
        }
        let seed = finder.shortest(people) ?? Box()
        let group = finder.widened(seed, within: [bounds ?? people], nodes: OutcomePeople.allowance)
        let cells = finder.example(of: people, in: group) ?? [Int32](repeating: 0, count: day.grid.variables.count)
        let person = CellReader(day).person(cells, named: promise.name)
        let facts = Set(group.variables.map { day.grid.variables[$0].owner })
        return .broken(person, facts: facts.filter { person.answers[$0] != .unknown }.sorted(), claim: claim)
    }
}
