import WaymarkDocuments
import WaymarkRules

/// A local authority.
public struct Area: Sendable {
    public var name: String
    public var title: String
    /// GSS code of the authority (ONS Code History Database).
    public var gss: String?
    public var force: String?
    /// Column and row on the tile map.
    public var tile: (column: Int, row: Int)?
    /// Postcode districts that lie inside, and those shared with a neighbour: indicative only.
    public var districtsInside: [String] = []
    public var districtsShared: [String] = []
    public var provenance = Provenance()
    public var span: SourceSpan

    public init(name: String, title: String, span: SourceSpan) {
        self.name = name
        self.title = title
        self.span = span
    }
}

/// A line of a free mapping of words (contact, commitments), in the order written.
public struct Detail: Sendable, Hashable {
    public var key: String
    public var value: String

    public init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

/// A provider delivering one programme, in some areas, over some period.
public struct Service: Sendable {
    public enum Coverage: Sendable, Hashable {
        case everywhere
        /// Places by name: areas, or other values of the programme's single `located_by` fact.
        case places([String])
    }

    public enum Capacity: String, Sendable, CaseIterable {
        case hasCapacity = "has_capacity"
        case waitingList = "waiting_list"
        case noCapacity = "no_capacity"
        /// The provider assesses before it can say; also where nothing is written.
        case assessFirst = "assess_first"
    }

    public enum AgreementNeed: Sendable, Hashable {
        /// Nothing written: there is none, so people are signposted.
        case missing
        case notNeeded
        /// Index of the agreement.
        case agreement(Int)
    }

    public var name: String
    public var title: String
    public var provider: String
    /// Index of the programme.
    public var programme: Int
    public var coverage: Coverage
    public var period: ServicePeriod
    public var agreement: AgreementNeed
    public var capacity: Capacity
    /// The state was written, not assumed.
    public var capacityIsStated: Bool
    public var capacityAsOf: Day?
    public var capacityBy: String?
    /// Its own criteria, bars, holds and signpost reasons, each kind in the order written.
    public var criteria: [Criterion]
    public var referBy: String?
    public var contact: [Detail]
    public var checkByHand: [String]
    public var nextSteps: [String]
    public var provenance: Provenance
    public var span: SourceSpan

    public init(
        name: String, title: String, provider: String, programme: Int, coverage: Coverage, period: ServicePeriod,
        agreement: AgreementNeed, capacity: Capacity, capacityIsStated: Bool, criteria: [Criterion], span: SourceSpan
    ) {
        self.name = name
        self.title = title
        self.provider = provider
        self.programme = programme
        self.coverage = coverage
        self.period = period
        self.agreement = agreement
        self.capacity = capacity
        self.capacityIsStated = capacityIsStated
        self.criteria = criteria
        referBy = nil
        contact = []
        checkByHand = []
        nextSteps = []
        provenance = Provenance()
        self.span = span
    }
}

/// A memorandum of understanding or information-sharing agreement between parties, in force over a period.
public struct Agreement: Sendable {
    public var name: String
    public var title: String
    public var parties: [String]
    public var period: ServicePeriod
    public var review: Day?
    /// Clause number → what it says, in the order written.
    public var clauses: [Detail]
    public var commitments: [Detail]
    public var sharingBasis: String?
    public var sharedData: [String]
    public var provenance: Provenance
    public var span: SourceSpan

    public init(name: String, title: String, parties: [String], period: ServicePeriod, span: SourceSpan) {
        self.name = name
        self.title = title
        self.parties = parties
        self.period = period
        review = nil
        clauses = []
        commitments = []
        sharingBasis = nil
        sharedData = []
        provenance = Provenance()
        self.span = span
    }
}
