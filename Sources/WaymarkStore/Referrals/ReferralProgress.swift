package import WaymarkRouting

extension ReferralEvent {
    /// Reasons of which one has to be given; none for most events.
    package var reasons: [ReferralReason] {
        switch self {
        case .declined: [.notEligible, .noCapacity, .outsideArea, .riskTooHigh, .alreadyKnown, .incomplete, .other]
        case .withdrawn: [.changedMind, .movedAway, .inPrison, .noLongerNeeded, .sentInError, .other]
        case .sent, .accepted, .waiting, .contactMade, .contactFailed, .started, .completed, .failedToEngage, .reopened:
            []
        }
    }
}

/// Why a service declined, or why a referral was withdrawn. The note says the rest.
package enum ReferralReason: String, Sendable, Hashable, CaseIterable {
    case notEligible = "not_eligible"
    case noCapacity = "no_capacity"
    case outsideArea = "outside_area"
    case riskTooHigh = "risk_too_high"
    case alreadyKnown = "already_known"
    case incomplete
    case changedMind = "changed_mind"
    case movedAway = "moved_away"
    case inPrison = "in_prison"
    case noLongerNeeded = "no_longer_needed"
    case sentInError = "sent_in_error"
    case other
}

/// How far a referral has come: which event is possible now, and what it leads to. Store, pages and API all ask here,
/// and the events in their order give it again.
package struct ReferralProgress: Sendable, Hashable {
    package private(set) var state: ReferralState
    /// In a row: a contact that was made, and a reopening, begin the count anew.
    package private(set) var failedContacts: Int
    /// When somebody of the service first reached the person; starting is contact too.
    package private(set) var firstContactAt: Moment?

    /// As it is when it has just been sent.
    package static let sent = ReferralProgress(state: .sent, failedContacts: 0, firstContactAt: nil)

    /// Events that are possible now, in the order in which they are offered.
    package var possible: [ReferralEvent] {
        switch state {
        case .sent:
            [.contactMade, .contactFailed, .accepted, .waiting, .declined, .started, .failedToEngage, .withdrawn]
        case .accepted: [.contactMade, .contactFailed, .started, .waiting, .declined, .failedToEngage, .withdrawn]
        case .waiting: [.contactMade, .contactFailed, .accepted, .started, .declined, .failedToEngage, .withdrawn]
        case .started: [.completed, .contactMade, .contactFailed, .failedToEngage, .withdrawn]
        case .declined, .completed, .failedToEngage, .withdrawn, .closedNoContact: [.reopened]
        }
    }

    /// What an event leads to.
    ///
    /// - Parameter closesAfter: failed contacts in a row after which the service closes it; nil where it never does.
    /// - Returns: nil where the event is not possible now.
    package func after(_ event: ReferralEvent, at: Moment, closesAfter: Int?) -> ReferralProgress? {
        guard possible.contains(event) else { return nil }
        var next = self
        switch event {
        case .sent: return nil
        case .accepted: next.state = .accepted
        case .declined: next.state = .declined
        case .waiting: next.state = .waiting
        case .started:
            next.state = .started
            next.noteContact(at)
        case .contactMade: next.noteContact(at)
        case .contactFailed:
            next.failedContacts += 1
            if let closesAfter, next.failedContacts >= closesAfter { next.state = .closedNoContact }
        case .completed: next.state = .completed
        case .failedToEngage: next.state = .failedToEngage
        case .withdrawn: next.state = .withdrawn
        case .reopened:
            next.state = .sent
            next.failedContacts = 0
        }
        return next
    }

    private mutating func noteContact(_ at: Moment) {
        failedContacts = 0
        if firstContactAt == nil { firstContactAt = at }
    }

    init(state: ReferralState, failedContacts: Int, firstContactAt: Moment?) {
        self.state = state
        self.failedContacts = failedContacts
        self.firstContactAt = firstContactAt
    }
}
