package import WaymarkRouting

/// Who agreed that the service is told about the person.
package enum ReferralConsent: String, Sendable, Hashable, CaseIterable {
    /// The person said so.
    case person
    case parentOrCarer = "parent_or_carer"
    /// Somebody who may decide for the person in law.
    case representative
    /// The programme needs none: it is statutory, for safeguarding, or nothing leaves the force.
    case notNeeded = "not_needed"
}

/// A referral to be sent: one service, from one decision.
package struct NewReferral: Sendable, Hashable {
    /// The decision's reference.
    package var decision: String
    package var programme: String
    package var service: String
    /// The person's home area by name; nil where it is none or not known.
    package var area: String?
    /// Failed contacts in a row after which the service closes it, by its agreement on this day.
    package var closesAfter: Int?
    package var consent: ReferralConsent
    package var note: String?

    package init(
        decision: String, programme: String, service: String, area: String?, closesAfter: Int?,
        consent: ReferralConsent,
        note: String? = nil
    ) {
        self.decision = decision
        self.programme = programme
        self.service = service
        self.area = area
        self.closesAfter = closesAfter
        self.consent = consent
        self.note = note
    }
}

/// What somebody records about a referral.
package struct ReferralChange: Sendable, Hashable {
    package var event: ReferralEvent
    package var reason: ReferralReason?
    package var note: String?
    /// Of the referral as it was shown to whoever records this.
    package var revision: Int

    package init(_ event: ReferralEvent, reason: ReferralReason? = nil, note: String? = nil, revision: Int) {
        self.event = event
        self.reason = reason
        self.note = note
        self.revision = revision
    }
}

/// A referral as it is kept.
package struct Referral: Sendable, Hashable {
    /// `R-2026-000123`.
    package var reference: String
    /// Of the decision it was made from.
    package var decision: String
    package var programme: String
    package var service: String
    /// Nil also where it was disposed of.
    package var caseReference: String?
    package var area: String?
    /// Where the decision was made: `desk`, `street`, `api`.
    package var source: String
    /// Nil where it was disposed of.
    package var consent: ReferralConsent?
    package var closesAfter: Int?
    package var madeAt: Moment
    package var madeBy: String
    package var progress: ReferralProgress
    package var changedAt: Moment
    /// Number of events; whoever changes it says which one they saw.
    package var revision: Int
    package var disposedAt: Moment?
    /// What happened, the first event first. Empty in lists.
    package var events: [Event]

    package struct Event: Sendable, Hashable {
        package var revision: Int
        package var at: Moment
        package var by: String
        package var event: ReferralEvent
        /// Where it led to.
        package var state: ReferralState
        package var reason: ReferralReason?
        package var note: String?
    }

    package var state: ReferralState { progress.state }

    /// Events that can be recorded now.
    package var possible: [ReferralEvent] { disposedAt == nil ? progress.possible : [] }
}

extension AuditAction {
    package static let referralSent = AuditAction("referral.sent")
    package static let referralChanged = AuditAction("referral.changed")
}
