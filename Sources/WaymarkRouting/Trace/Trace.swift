import WaymarkDocuments
package import WaymarkRules

/// The complete reason for one outcome: what took part, nothing else.
package struct OutcomeTrace: Sendable {
    /// Whether the programme is in its period.
    package var isOpen: Bool
    /// Criteria and bars of the programme.
    package var criteria: [TracedCriterion]
    /// The service, or the services that are reported together, or (where none serves) those that cover the person's
    /// place but are not in force.
    package var services: [TracedService]
    /// Each definition that is read above, once, in the order of the rulebook.
    package var definitions: [TracedDefinition]
}

/// A criterion, bar, hold or signpost reason with its truth.
package struct TracedCriterion: Sendable {
    package var criterion: Criterion
    package var truth: Truth
    package var condition: TracedCondition
    /// It belongs to the service, not to the programme.
    package var isOfService: Bool
    /// Number of its template in the day's plan.
    var number: Int

    /// It speaks against (or holds back) what the person could have: a criterion that does not hold, or another that does.
    package var isAgainst: Bool {
        truth == (criterion.role == .criterion ? .no : .yes)
    }
}

/// A condition as written, every part with its truth.
package struct TracedCondition: Sendable {
    package var condition: Condition
    package var truth: Truth
    /// Parts of `all`, `any`, `none` and `at least N of`, in order.
    package var parts: [TracedCondition]
}

/// A definition in force on the day.
package struct TracedDefinition: Sendable {
    package var definition: DeclarationID
    package var truth: Truth
    /// Nil where no version is in force: the definition is then no.
    package var condition: TracedCondition?
}

/// A service's steps in the order of the meaning, up to the first that certainly decides.
package struct TracedService: Sendable {
    package var service: Int
    package var steps: [TracedStep]
}

package struct TracedStep: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
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

    package var kind: Kind
    /// Whether the step is passed: in force, in the place, accepted, nothing held, not full, consent given, …
    package var passes: Truth
    /// Criteria and bars of the service (acceptance), holds, or signpost reasons.
    package var criteria: [TracedCriterion]
}
