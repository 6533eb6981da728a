import WaymarkDocuments
import WaymarkRules

/// The complete reason for one outcome: what took part, nothing else.
public struct OutcomeTrace: Sendable {
    /// Whether the programme is in its period.
    public var isOpen: Bool
    /// Criteria and bars of the programme.
    public var criteria: [TracedCriterion]
    /// The service, or the services that are reported together, or (where none serves) those that cover the person's
    /// place but are not in force.
    public var services: [TracedService]
    /// Each definition that is read above, once, in the order of the rulebook.
    public var definitions: [TracedDefinition]
}

/// A criterion, bar, hold or signpost reason with its truth.
public struct TracedCriterion: Sendable {
    public var criterion: Criterion
    public var truth: Truth
    public var condition: TracedCondition
    /// It belongs to the service, not to the programme.
    public var isOfService: Bool

    /// It speaks against (or holds back) what the person could have: a criterion that does not hold, or another that does.
    public var isAgainst: Bool {
        truth == (criterion.role == .criterion ? .no : .yes)
    }
}

/// A condition as written, every part with its truth.
public struct TracedCondition: Sendable {
    public var condition: Condition
    public var truth: Truth
    /// Parts of `all`, `any`, `none` and `at least N of`, in order.
    public var parts: [TracedCondition]
}

/// A definition in force on the day.
public struct TracedDefinition: Sendable {
    public var definition: DeclarationID
    public var truth: Truth
    /// Nil where no version is in force: the definition is then no.
    public var condition: TracedCondition?
}

/// A service's steps in the order of the meaning, up to the first that certainly decides.
public struct TracedService: Sendable {
    public var service: Int
    public var steps: [TracedStep]
}

public struct TracedStep: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case programmePeriod = "programme_period"
        case period
        case place
        case acceptance
        case holds
        case capacity
        case ability
        case consentToReferral = "consent_to_referral"
        case consentToSharing = "consent_to_information_sharing"
        case signpostReasons = "signpost_reasons"
        case agreement
    }

    public var kind: Kind
    /// Whether the step is passed: in force, in the place, accepted, nothing held, not full, consent given, …
    public var passes: Truth
    /// Criteria and bars of the service (acceptance), holds, or signpost reasons.
    public var criteria: [TracedCriterion]
}

// MARK: - Templates

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
    var criterion: Criterion
    var condition: ConditionTemplate
}

/// Rebuilds reasons from the rules as written.
struct TraceBuilder {
    private let plan: DayPlan
    private let situation: Situation
    private var definitions: Set<DeclarationID> = []

    init(plan: DayPlan, situation: Situation) {
        self.plan = plan
        self.situation = situation
    }

    mutating func trace(of row: DecidedOutcome) -> OutcomeTrace {
        definitions = []
        let criteria = plan.templates(.programme(row.programme))
            .filter { $0.criterion.role == .criterion || $0.criterion.role == .bar }
            .map { traced($0, isOfService: false) }
        var services: [TracedService] = []
        if row.met != .no {
            if let service = row.service {
                services = [traced(service)]
            } else if !row.together.isEmpty {
                services = row.together.map { traced($0) }
            } else {
                services = closedHere(row.programme).map { traced($0) }
            }
        }
        return OutcomeTrace(
            isOpen: plan.isOpen[row.programme], criteria: criteria, services: services, definitions: readDefinitions())
    }

    /// Services that cover the person's place for certain but cannot serve.
    private func closedHere(_ programme: Int) -> [Int] {
        plan.rulebook.plan.services(ofProgramme: programme, at: plan.place(of: programme, in: situation))
    }

    private mutating func traced(_ service: Int) -> TracedService {
        let programme = plan.rulebook.services[service].programme
        var steps: [TracedStep] = []
        for kind in TracedStep.Kind.allCases {
            guard let step = step(kind, service, programme) else { continue }
            steps.append(step)
            if step.passes == .no { break }
        }
        return TracedService(service: service, steps: steps)
    }

    private mutating func step(_ kind: TracedStep.Kind, _ number: Int, _ programme: Int) -> TracedStep? {
        let service = plan.rulebook.services[number]
        func truth(_ gate: Gate) -> Truth { situation.truth(gate).truth }
        switch kind {
        case .programmePeriod:
            return plan.isOpen[programme] ? nil : TracedStep(kind: kind, passes: .no, criteria: [])
        case .period:
            return TracedStep(kind: kind, passes: truth(plan.inForce(service: number)), criteria: [])
        case .place:
            return TracedStep(kind: kind, passes: truth(plan.covers(service: number)), criteria: [])
        case .acceptance:
            let own = plan.templates(.service(number))
                .filter { $0.criterion.role == .criterion || $0.criterion.role == .bar }
            if own.isEmpty { return nil }
            let gates = own.map { $0.criterion.role == .bar ? plan.day.not($0.condition.gate) : $0.condition.gate }
            return TracedStep(
                kind: kind, passes: truth(plan.day.and(gates)), criteria: own.map { traced($0, isOfService: true) })
        case .holds: return reasons(kind, .hold, number, programme)
        case .signpostReasons: return reasons(kind, .signpostReason, number, programme)
        case .capacity:
            return TracedStep(kind: kind, passes: Truth(service.capacity != .noCapacity), criteria: [])
        case .ability: return consent(kind, "can_give_consent_now", programme)
        case .consentToReferral: return consent(kind, "consents_to_referral", programme)
        case .consentToSharing: return consent(kind, "consents_to_information_sharing", programme)
        case .agreement:
            let passes: Truth =
                switch service.agreement {
                case .missing: .no
                case .notNeeded: .yes
                case .agreement(let agreement): truth(plan.inForce(agreement: agreement))
                }
            return TracedStep(kind: kind, passes: passes, criteria: [])
        }
    }

    private mutating func reasons(
        _ kind: TracedStep.Kind, _ role: Criterion.Role, _ service: Int, _ programme: Int
    ) -> TracedStep? {
        let shared = plan.templates(.programme(programme)).filter { $0.criterion.role == role }
        let own = plan.templates(.service(service)).filter { $0.criterion.role == role }
        if shared.isEmpty, own.isEmpty { return nil }
        let any = plan.day.or((shared + own).map(\.condition.gate))
        return TracedStep(
            kind: kind, passes: !situation.truth(any).truth,
            criteria: shared.map { traced($0, isOfService: false) } + own.map { traced($0, isOfService: true) })
    }

    private func consent(_ kind: TracedStep.Kind, _ name: String, _ programme: Int) -> TracedStep? {
        guard plan.rulebook.programmes[programme].consent == .referral, let fact = plan.rulebook.vocabulary[name] else {
            return nil
        }
        return TracedStep(kind: kind, passes: !situation.truth(plan.day.gate(fact, .isNo)).truth, criteria: [])
    }

    private mutating func traced(_ template: CriterionTemplate, isOfService: Bool) -> TracedCriterion {
        let condition = traced(template.condition)
        return TracedCriterion(
            criterion: template.criterion, truth: condition.truth, condition: condition, isOfService: isOfService)
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
            guard let template = plan.definition(next) else {
                done[next] = TracedDefinition(definition: next, truth: .no, condition: nil)
                continue
            }
            let condition = traced(template)
            done[next] = TracedDefinition(definition: next, truth: condition.truth, condition: condition)
        }
        return done.sorted { $0.key < $1.key }.map(\.value)
    }
}
