package import WaymarkRules

/// Decides cases under one rulebook: a workspace that belongs to one thread and gets faster with use.
package final class Decider {
    package let plans: PlanCache
    /// Kept beside the plans: to take it from them for each decision would copy it.
    package let rulebook: Rulebook

    package init(_ plans: PlanCache) {
        self.plans = plans
        rulebook = plans.rulebook
    }

    package convenience init(_ rulebook: Rulebook) {
        self.init(PlanCache(rulebook))
    }

    /// How often the rules were prepared for a day that means what no day before did.
    package var plansMade: Int { plans.plansMade }

    /// The plan of one day.
    package func plan(on day: Day) -> DayPlan { plans.plan(on: day) }

    /// What decides the cases of a day.
    package func entry(on day: Day) -> PlanCache.Entry { plans.entry(on: day) }

    /// A run over a case under a plan that means what the rulebook means on the day.
    private func run(_ answers: [Answer], on day: Day) throws(Refusal) -> DecisionRun {
        let entry = plans.entry(on: day)
        return DecisionRun(plan: entry.plan, situation: try Situation(answers, on: entry.plan.day, shift: entry.shift))
    }

    /// Decides a case.
    ///
    /// - Parameters:
    ///   - day: the decision date where the case names none.
    ///   - traced: whether outcomes carry their trace.
    /// - Throws: why the case is refused.
    package func decide(_ given: Case, on day: Day, traced: Bool = true) throws(Refusal) -> Decision {
        var (decision, run) = try work(given, on: day, traced: traced)
        if traced {
            var builder = TraceBuilder(plan: run.plan, situation: run.situation)
            for index in decision.outcomes.indices {
                decision.outcomes[index].trace = builder.trace(of: decision.outcomes[index])
            }
        }
        return decision
    }

    /// A decision whose outcomes carry no trace, with all from which a trace can be made.
    ///
    /// - Parameter traced: whether a trace will be made, so that it also says what is settled and what does not apply.
    /// - Throws: why the case is refused.
    package func work(
        _ given: Case, on day: Day, traced: Bool
    ) throws(Refusal) -> (decision: Decision, run: DecisionRun) {
        let date = given.decisionDate ?? day
        let run = try run(given.answers, on: date)
        let alerts = run.alerts()
        var outcomes = rulebook.programmes.indices.flatMap { run.outcomes(of: $0) }
        run.arrange(&outcomes)
        let decision = Decision(
            caseName: given.name, date: date, rulebookHash: rulebook.hash, answers: given.answers,
            settled: traced ? run.settledFacts(given.answers) : [],
            notApplicable: traced ? run.notApplicableFacts() : [], alerts: alerts, outcomes: outcomes,
            primary: outcomes.firstIndex { $0.outcome.isActionable },
            questions: run.questions(alerts: alerts, outcomes: outcomes, answers: given.answers))
        return (decision, run)
    }
}

extension Decider {
    /// The outcomes of one programme alone, without trace or order.
    ///
    /// - Throws: why the case is refused.
    package func outcomes(
        of programme: Int, for given: Case, on date: Day
    ) throws(Refusal) -> [DecidedOutcome] {
        try run(given.answers, on: date).outcomes(of: programme)
    }
}

/// One decision in the making.
package struct DecisionRun {
    package let plan: DayPlan
    package let situation: Situation
    private var rulebook: Rulebook { plan.rulebook }

    init(plan: DayPlan, situation: Situation) {
        self.plan = plan
        self.situation = situation
    }

    // MARK: - Alerts

    func alerts() -> [DecidedAlert] {
        var certain: [DecidedAlert] = []
        var open: [DecidedAlert] = []
        for (index, gate) in plan.alerts {
            switch situation.truth(gate).truth {
            case .yes: certain.append(DecidedAlert(alert: index, isDecided: true, asks: []))
            case .no: break
            case .unknown:
                let telling = situation.value(gate).flatMap { situation.telling([$0], by: { $0 }) }
                let owners = telling ?? situation.openOwners(of: [gate])
                open.append(DecidedAlert(alert: index, isDecided: false, asks: owners.map(ask)))
            }
        }
        return certain + open
    }

    private func ask(_ owner: Grid.Owner) -> Ask {
        let grid = plan.day.grid
        if owner < grid.factCount { return .fact(owner) }
        switch rulebook.plan.uncertain[owner - grid.factCount] {
        case .service(let service): return .service(service)
        case .agreement(let agreement): return .agreement(agreement)
        }
    }

    // MARK: - Outcomes

    /// What is found of one service.
    private struct Finding {
        var candidate: DayPlan.Candidate
        /// The steps that occur in some completion; nil where that could not be finished.
        var steps: Step?
        /// Its value, where several steps may occur.
        var value: Situation.Value?
    }

    /// The outcomes of one programme: cases 1, 2 and 3 of the meaning.
    func outcomes(of programme: Int) -> [DecidedOutcome] {
        let met = situation.truth(plan.met(programme))
        let place = plan.place(of: programme, in: situation)
        let findings = plan.candidates(programme, at: place).map(find).filter { finding in
            finding.steps.map { !$0.isDisjoint(with: Step.own) } ?? true
        }
        if findings.isEmpty { return [withoutService(programme, met)] }

        let local = findings.filter { !$0.candidate.isEverywhere }
        if local.count > 1, place == .unknown {
            let places = possiblePlaces(programme)
            if places.areSeveral {
                let rest = findings.filter(\.candidate.isEverywhere)
                var row = together(local, programme, met.truth)
                if !places.isExact { row.isUndecided = true }
                return [row] + rest.map { single($0, programme, met.truth) }
            }
        }
        return findings.map { single($0, programme, met.truth) }
    }

    private func find(_ candidate: DayPlan.Candidate) -> Finding {
        let ladder = candidate.ladder
        guard let (rung, truth) = situation.first(ladder.rungs) else {
            return Finding(candidate: candidate, steps: Step(rawValue: ladder.last), value: nil)
        }
        if truth == .yes {
            return Finding(candidate: candidate, steps: Step(rawValue: ladder.rungs[rung].bit), value: nil)
        }
        let value = situation.value(ladder.rungs, last: ladder.last)
        return Finding(candidate: candidate, steps: value.map { Step(rawValue: $0.occurring) }, value: value)
    }

    private func withoutService(_ programme: Int, _ met: (truth: Truth, isExact: Bool)) -> DecidedOutcome {
        if !met.isExact {
            let owners = situation.openOwners(of: [plan.met(programme)])
            return DecidedOutcome(
                programme: programme, outcome: .needInformation, isUndecided: true, asks: owners.map(ask),
                met: met.truth)
        }
        return DecidedOutcome(
            programme: programme, outcome: met.truth == .no ? .notEligible : .unavailable, met: met.truth)
    }

    private func single(_ finding: Finding, _ programme: Int, _ met: Truth) -> DecidedOutcome {
        var row = DecidedOutcome(
            programme: programme, service: finding.candidate.service, outcome: .needInformation, met: met,
            steps: finding.steps ?? [])
        if let steps = finding.steps, let outcome = steps.outcome { row.outcome = outcome }
        if row.outcome == .needInformation { setAsks(&row, [finding]) }
        return row
    }

    private func together(_ findings: [Finding], _ programme: Int, _ met: Truth) -> DecidedOutcome {
        let steps = findings.reduce(into: Step(rawValue: 0)) { $0.formUnion($1.steps ?? []) }
        var row = DecidedOutcome(
            programme: programme, outcome: .needInformation, met: met, together: findings.map(\.candidate.service),
            steps: steps)
        if findings.allSatisfy({ $0.steps != nil }), steps.isSubset(of: Step.noes), let outcome = steps.outcome {
            row.outcome = outcome
        } else {
            setAsks(&row, findings)
        }
        return row
    }

    private func setAsks(_ row: inout DecidedOutcome, _ findings: [Finding]) {
        var owners: Set<Grid.Owner> = []
        let values = findings.compactMap(\.value)
        if findings.allSatisfy({ $0.steps != nil }), let telling = situation.telling(values, by: Step.kind) {
            owners.formUnion(telling)
        } else {
            row.isUndecided = true
            owners.formUnion(situation.openOwners(of: findings.flatMap { $0.candidate.ladder.rungs.map(\.gate) }))
        }
        if row.steps.contains(.cannotDecide), let fact = rulebook.consent.ability {
            owners.insert(fact)
        }
        row.asks = owners.sorted().map(ask)
    }

    /// Whether the completions give more than one place (none counts as one), where it is not known; not exact where
    /// that could not be finished.
    private func possiblePlaces(_ programme: Int) -> (areSeveral: Bool, isExact: Bool) {
        let count: Int
        switch rulebook.programmes[programme].location {
        case .nothing: return (false, true)
        case .fact(let fact): count = rulebook.vocabulary[fact].options.count
        case .firstArea: count = rulebook.areas.count
        }
        var possible = 0
        var isExact = true
        let nowhere = plan.day.not(plan.isAt(Array(0..<count), programme: programme))
        for gate in (0..<count).map({ plan.isAt([$0], programme: programme) }) + [nowhere] {
            let truth = situation.truth(gate)
            if truth.truth == .no { continue }
            possible += 1
            if !truth.isExact { isExact = false }
            if possible > 1 { return (true, isExact) }
        }
        return (false, isExact)
    }

    // MARK: - What is settled without being asked

    /// Facts whose `only_when` is certainly false.
    func notApplicableFacts() -> [FactID] {
        let applies = plan.day.applies
        return applies.indices.filter { applies[$0] != Circuit.yes && situation.truth(applies[$0]).truth == .no }
    }

    /// Unknown facts for which constraints leave one value.
    func settledFacts(_ answers: [Answer]) -> [SettledFact] {
        answers.indices.compactMap { fact in
            guard case .value = answers[fact] else {
                if !situation.isTied(fact) { return nil }
                return situation.settled(fact).map {
                    SettledFact(fact: fact, value: $0, constraints: situation.openConstraints(on: fact))
                }
            }
            return nil
        }
    }

    // MARK: - Questions

    func questions(alerts: [DecidedAlert], outcomes: [DecidedOutcome], answers: [Answer]) -> [Question] {
        var questions: [Question] = []
        func note(_ asks: [Ask], programme: Int? = nil, alert: Int? = nil) {
            for case .fact(let fact) in asks where answers[fact] == .unknown {
                let index: Int
                if let known = questions.firstIndex(where: { $0.fact == fact }) {
                    index = known
                } else {
                    index = questions.count
                    questions.append(Question(fact: fact, programmes: [], alerts: []))
                }
                if let programme, !questions[index].programmes.contains(programme) {
                    questions[index].programmes.append(programme)
                }
                if let alert { questions[index].alerts.append(alert) }
            }
        }
        for alert in alerts { note(alert.asks, alert: alert.alert) }
        let urgent = Set(rulebook.policy.urgent)
        for outcome in outcomes where urgent.contains(outcome.programme) {
            note(outcome.asks, programme: outcome.programme)
        }
        for outcome in outcomes { note(outcome.asks, programme: outcome.programme) }
        return questions
    }
}
