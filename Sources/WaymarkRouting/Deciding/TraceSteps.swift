import WaymarkRules

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
        func consent(_ kind: TracedStep.Kind, _ fact: FactID?) {
            guard rulebook.programmes[programme].consent == .referral, let fact else {
                return
            }
            steps.append(StepTemplate(kind: kind, gate: day.gate(fact, .isNo), isNegated: true))
        }
        reasons(.holds, .hold)
        steps.append(StepTemplate(kind: .capacity, gate: Circuit.constant(service.capacity != .noCapacity)))
        consent(.ability, rulebook.consent.ability)
        consent(.consentToReferral, rulebook.consent.referral)
        consent(.consentToSharing, rulebook.consent.sharing)
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
