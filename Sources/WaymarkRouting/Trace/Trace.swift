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
    /// Number of its template in the day's plan.
    var number: Int

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
