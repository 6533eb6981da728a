package import WaymarkDocuments
package import WaymarkRules

/// A local authority.
package struct Area: Sendable {
    package var name: String
    package var title: String
    /// GSS code of the authority (ONS Code History Database).
    package var gss: String?
    package var force: String?
    /// Column and row on the tile map.
    package var tile: (column: Int, row: Int)?
    /// Postcode districts that lie inside, and those shared with a neighbour: indicative only.
    package var districtsInside: [String] = []
    package var districtsShared: [String] = []
    package var provenance = Provenance()
    package var span: SourceSpan
}

/// A line of a free mapping of words (contact, commitments), in the order written.
package struct Detail: Sendable, Hashable {
    package var key: String
    package var value: String

    package init(key: String, value: String) {
        self.key = key
        self.value = value
    }
}

/// A provider delivering one programme, in some areas, over some period.
package struct Service: Sendable {
    package enum Coverage: Sendable, Hashable {
        case everywhere
        /// Places by name: areas, or other values of the programme's single `located_by` fact.
        case places([String])
    }

    package enum Capacity: String, Sendable, CaseIterable {
        case hasCapacity = "has_capacity"
        case waitingList = "waiting_list"
        case noCapacity = "no_capacity"
        /// The provider assesses before it can say; also where nothing is written.
        case assessFirst = "assess_first"
    }

    package enum AgreementNeed: Sendable, Hashable {
        /// Nothing written: there is none, so people are signposted.
        case missing
        case notNeeded
        /// Index of the agreement.
        case agreement(Int)
    }

    package var name: String
    package var title: String
    package var provider: String
    /// Index of the programme.
    package var programme: Int
    package var coverage: Coverage
    package var period: ServicePeriod
    package var agreement: AgreementNeed
    package var capacity: Capacity
    /// The state was written, not assumed.
    package var capacityIsStated: Bool
    package var capacityAsOf: Day?
    package var capacityBy: String?
    /// Its own criteria, bars, holds and signpost reasons, each kind in the order written.
    package var criteria: [Criterion]
    package var referBy: String?
    package var contact: [Detail]
    package var checkByHand: [String]
    package var nextSteps: [String]
    package var provenance: Provenance
    package var span: SourceSpan

    package init(
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
package struct Agreement: Sendable {
    package var name: String
    package var title: String
    package var parties: [String]
    package var period: ServicePeriod
    package var review: Day?
    /// Clause number → what it says, in the order written.
    package var clauses: [Detail]
    package var commitments: [Detail]
    package var sharingBasis: String?
    package var sharedData: [String]
    package var provenance: Provenance
    package var span: SourceSpan

    package init(name: String, title: String, parties: [String], period: ServicePeriod, span: SourceSpan) {
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
