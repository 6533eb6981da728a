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

extension DayPlan {
    /// The criteria and bars of a programme or service, in force today.
    package func conditionsOfAcceptance(_ key: TemplateKey) -> [CriterionTemplate] {
        templates(key).filter { $0.criterion.role == .criterion || $0.criterion.role == .bar }
    }

    /// What a trace shows of a service today, in the order of the meaning.
    func makeSteps(of number: Int) -> [StepTemplate] {
        let service = rulebook.services[number]
        let programme = service.programme
        var steps: [StepTemplate] = []
        if !isOpen[programme] { steps.append(StepTemplate(kind: .programmePeriod, gate: Circuit.no)) }
        steps.append(StepTemplate(kind: .period, gate: inForce(service: number)))
        steps.append(StepTemplate(kind: .place, gate: covers(service: number)))
        let own = conditionsOfAcceptance(.service(number))
        if !own.isEmpty {
            let gates = own.map { $0.criterion.role == .bar ? day.not($0.condition.gate) : $0.condition.gate }
            steps.append(StepTemplate(kind: .acceptance, gate: day.and(gates), criteria: own))
        }
        func reasons(_ kind: TracedStep.Kind, _ role: Criterion.Role) {
            let all = (templates(.programme(programme)) + templates(.service(number))).filter {
                $0.criterion.role == role
            }
            if all.isEmpty { return }
            steps.append(
                StepTemplate(kind: kind, gate: day.or(all.map(\.condition.gate)), isNegated: true, criteria: all))
        }
        func consent(_ kind: TracedStep.Kind, _ name: String) {
            guard rulebook.programmes[programme].consent == .referral, let fact = rulebook.vocabulary[name] else {
                return
            }
            steps.append(StepTemplate(kind: kind, gate: day.gate(fact, .isNo), isNegated: true))
        }
        reasons(.holds, .hold)
        steps.append(StepTemplate(kind: .capacity, gate: Circuit.constant(service.capacity != .noCapacity)))
        consent(.ability, "can_give_consent_now")
        consent(.consentToReferral, "consents_to_referral")
        consent(.consentToSharing, "consents_to_information_sharing")
        reasons(.signpostReasons, .signpostReason)
        switch service.agreement {
        case .missing: steps.append(StepTemplate(kind: .agreement, gate: Circuit.no))
        case .notNeeded: steps.append(StepTemplate(kind: .agreement, gate: Circuit.yes))
        case .agreement(let agreement):
            steps.append(StepTemplate(kind: .agreement, gate: inForce(agreement: agreement)))
        }
        return steps
    }
}
