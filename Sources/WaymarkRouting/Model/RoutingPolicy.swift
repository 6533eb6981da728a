package import WaymarkDocuments
package import WaymarkRules

/// Something to act on before any referral.
package struct Alert: Sendable {
    package var name: String
    package var says: String
    package var instruction: String
    package var when: Condition
    package var period: Period
    package var provenance: Provenance
    package var span: SourceSpan
}

/// One programme comes before others.
package struct Sequence: Sendable {
    package var name: String
    package var says: String
    /// Index of the programme that comes first.
    package var first: Int
    /// Indices of those that come after it.
    package var then: [Int]
    /// Nil: always.
    package var when: Condition?
    package var period: Period
    package var provenance: Provenance
    package var span: SourceSpan
}

/// A condition under which some programmes matter less; it is shown and moves nothing.
package struct LowPriority: Sendable {
    package var name: String
    package var says: String
    package var programmes: [Int]
    package var when: Condition
    package var period: Period
    package var provenance: Provenance
    package var span: SourceSpan
}

/// Alerts, order, sequences and priorities.
package struct RoutingPolicy: Sendable {
    package var alerts: [Alert] = []
    /// Every programme's index exactly once.
    package var order: [Int] = []
    /// Programmes whose open outcomes stand at the top.
    package var urgent: [Int] = []
    package var sequences: [Sequence] = []
    package var lowPriority: [LowPriority] = []

    package init() {}
}

/// A named condition that somebody should be able to serve; decisions do not read it.
package struct Need: Sendable {
    package var name: String
    package var says: String
    package var when: Condition
    package var provenance: Provenance
    package var span: SourceSpan

    package init(name: String, says: String, when: Condition, provenance: Provenance, span: SourceSpan) {
        self.name = name
        self.says = says
        self.when = when
        self.provenance = provenance
        self.span = span
    }
}

/// What must be so for all complete cases, on every date of its period.
package struct Promise: Sendable {
    package enum Kind: Sendable, Hashable {
        /// None of the named outcomes occurs for the programme.
        case never
        /// At least one of the programme's outcomes is among those named.
        case always
    }

    /// A programme and the outcomes named for it.
    package struct Claim: Sendable {
        package var programme: Int
        package var outcomes: [Outcome]
        package var span: SourceSpan

        package init(programme: Int, outcomes: [Outcome], span: SourceSpan) {
            self.programme = programme
            self.outcomes = outcomes
            self.span = span
        }
    }

    package var name: String
    package var says: String
    package var kind: Kind
    package var when: Condition
    package var claims: [Claim]
    package var period: Period
    package var provenance: Provenance
    package var span: SourceSpan

    package init(
        name: String, says: String, kind: Kind, when: Condition, claims: [Claim], period: Period,
        provenance: Provenance, span: SourceSpan
    ) {
        self.name = name
        self.says = says
        self.kind = kind
        self.when = when
        self.claims = claims
        self.period = period
        self.provenance = provenance
        self.span = span
    }
}
