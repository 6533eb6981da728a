package import WaymarkRules

/// Rebuilds reasons from the rules as written.
package struct TraceBuilder {
    private let plan: DayPlan
    private let situation: Situation
    private var definitions: Set<DeclarationID> = []

    package init(plan: DayPlan, situation: Situation) {
        self.plan = plan
        self.situation = situation
    }

    package mutating func trace(of row: DecidedOutcome) -> OutcomeTrace {
        definitions = []
        let criteria = plan.conditionsOfAcceptance(.programme(row.programme)).map { traced($0) }
        let services = services(of: row).map { traced($0) }
        return OutcomeTrace(
            isOpen: plan.isOpen[row.programme], criteria: criteria, services: services, definitions: readDefinitions())
    }

    /// A criterion by itself, with the definitions that it reads.
    package mutating func alone(
        _ template: CriterionTemplate
    ) -> (item: TracedCriterion, definitions: [TracedDefinition]) {
        definitions = []
        let item = traced(template)
        return (item, readDefinitions())
    }

    /// A definition by itself.
    package mutating func alone(_ definition: DeclarationID) -> TracedDefinition {
        guard let template = plan.definition(definition) else {
            return TracedDefinition(definition: definition, truth: .no, condition: nil)
        }
        let condition = traced(template)
        return TracedDefinition(definition: definition, truth: condition.truth, condition: condition)
    }

    /// The services that the trace of an outcome shows.
    package func services(of row: DecidedOutcome) -> [Int] {
        if row.met == .no { return [] }
        if let service = row.service { return [service] }
        return row.together.isEmpty ? closedHere(row.programme) : row.together
    }

    /// Services that cover the person's place for certain but cannot serve.
    private func closedHere(_ programme: Int) -> [Int] {
        plan.rulebook.plan.services(ofProgramme: programme, at: plan.place(of: programme, in: situation))
    }

    private mutating func traced(_ service: Int) -> TracedService {
        var steps: [TracedStep] = []
        for template in plan.steps(of: service) {
            let passes = template.passes(in: situation)
            steps.append(
                TracedStep(kind: template.kind, passes: passes, criteria: template.criteria.map { traced($0) }))
            if passes == .no { break }
        }
        return TracedService(service: service, steps: steps)
    }

    private mutating func traced(_ template: CriterionTemplate) -> TracedCriterion {
        let condition = traced(template.condition)
        return TracedCriterion(
            criterion: template.criterion, truth: condition.truth, condition: condition,
            isOfService: template.isOfService, number: template.number)
    }

    private mutating func traced(_ template: ConditionTemplate) -> TracedCondition {
        if case .definition(let id, _) = template.condition.kind { definitions.insert(id) }
        var parts: [TracedCondition] = []
        for part in template.parts { parts.append(traced(part)) }
        return TracedCondition(
            condition: template.condition, truth: situation.truth(template.gate).truth, parts: parts)
    }

    /// The definitions read so far and all that they read.
    private mutating func readDefinitions() -> [TracedDefinition] {
        var done: [DeclarationID: TracedDefinition] = [:]
        while let next = definitions.subtracting(done.keys).min() {
            done[next] = alone(next)
        }
        return done.sorted { $0.key < $1.key }.map(\.value)
    }
}
