import WaymarkDocuments
import WaymarkRules

/// A kind of help or response that a person can be routed to.
public struct Programme: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case treatment, diversion, course, housing, support, custody, safeguarding, stage
    }

    public enum Consent: String, Sendable, CaseIterable {
        /// The person must agree.
        case referral
        /// Statutory, safeguarding, or nothing leaves the force.
        case none
    }

    public enum Location: Sendable, Hashable {
        /// Where the person is plays no part.
        case nothing
        /// The value of this fact is the place.
        case fact(FactID)
        /// The first of these facts whose value is an area of the service map.
        case firstArea([FactID])
    }

    public var name: String
    public var title: String
    public var kind: Kind
    public var summary: String?
    public var family: String?
    public var location: Location
    public var consent: Consent
    public var period: Period
    /// Criteria, bars, holds and signpost reasons, the family's of each kind before its own.
    public var criteria: [Criterion]
    /// Conditions that no fact can carry.
    public var checkByHand: [String]
    public var nextSteps: [String]
    public var provenance: Provenance
    public var span: SourceSpan

    public init(
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
    public func of(_ role: Criterion.Role) -> [Criterion] {
        filter { $0.role == role }
    }
}
