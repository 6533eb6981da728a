import WaymarkRules

/// A condition with the gate of every part, made once a day.
struct ConditionTemplate {
    var condition: Condition
    var gate: Gate
    var parts: [ConditionTemplate] = []

    init(_ condition: Condition, on day: DayRules) {
        self.condition = condition
        gate = day.gate(condition)
        switch condition.kind {
        case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts):
            self.parts = parts.map { ConditionTemplate($0, on: day) }
        case .fact, .definition, .decisionDate:
            break
        }
    }
}

struct CriterionTemplate {
    /// Its own among all criteria of the day's plan, in the order in which they were first asked for.
    var number: Int
    var isOfService: Bool
    var criterion: Criterion
    var condition: ConditionTemplate
}

/// A step of a service on one day: what must hold for it to be passed, and the criteria it shows.
struct StepTemplate {
    var kind: TracedStep.Kind
    var gate: Gate
    /// The step is passed where the gate does not hold.
    var isNegated = false
    var criteria: [CriterionTemplate] = []

    func passes(in situation: Situation) -> Truth {
        let truth = situation.truth(gate).truth
        return isNegated ? !truth : truth
    }
}
