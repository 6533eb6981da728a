package import WaymarkDocuments
package import WaymarkRules

/// A kind of help or response that a person can be routed to.
package struct Programme: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case treatment, diversion, course, housing, support, custody, safeguarding, stage
    }

    package enum Consent: String, Sendable, CaseIterable {
        /// The person must agree.
        case referral
        /// Statutory, safeguarding, or nothing leaves the force.
        case none
    }

    package enum Location: Sendable, Hashable {
        /// Where the person is plays no part.
        case nothing
        /// The value of this fact is the place.
        case fact(FactID)
        /// The first of these facts whose value is an area of the service map.
        case firstArea([FactID])
    }

    package var name: String
    package var title: String
    package var kind: Kind
    package var summary: String?
    package var family: String?
    package var location: Location
    package var consent: Consent
    package var period: Period
    /// Criteria, bars, holds and signpost reasons, the family's of each kind before its own.
    package var criteria: [Criterion]
    /// Conditions that no fact can carry.
    package var checkByHand: [String]
    package var nextSteps: [String]
    package var provenance: Provenance
    package var span: SourceSpan

    package init(
        name: String, title: String, kind: Kind, location: Location, consent: Consent, period: Period,
        criteria: [Criterion], span: SourceSpan
    ) {
        self.name = name
        self.title = title
        self.kind = kind
        summary = nil
        family = nil
        self.location = location
        self.consent = consent
        self.period = period
        self.criteria = criteria
        checkByHand = []
        nextSteps = []
        provenance = Provenance()
        self.span = span
    }
}

extension Array where Element == Criterion {
    /// Those of one role, in order.
    package func of(_ role: Criterion.Role) -> [Criterion] {
        filter { $0.role == role }
    }
}
