package import WaymarkRules

/// A condition with the gate of every part, made once a day.
package struct ConditionTemplate {
    package var condition: Condition
    package var gate: Gate
    package var parts: [ConditionTemplate] = []

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

package struct CriterionTemplate {
    /// Its own among all criteria of the day's plan, in the order in which they were first asked for.
    package var number: Int
    package var isOfService: Bool
    package var criterion: Criterion
    package var condition: ConditionTemplate
}

/// A step of a service on one day: what must hold for it to be passed, and the criteria it shows.
package struct StepTemplate {
    package var kind: TracedStep.Kind
    package var gate: Gate
    /// The step is passed where the gate does not hold.
    package var isNegated = false
    package var criteria: [CriterionTemplate] = []

    package func passes(in situation: Situation) -> Truth {
        let truth = situation.truth(gate).truth
        return isNegated ? !truth : truth
    }
}
