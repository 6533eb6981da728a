/// Where a referral stands.
package enum ReferralState: String, Sendable, Hashable, CaseIterable {
    /// The service has it and has not answered yet.
    case sent
    case accepted
    case declined
    /// On the service's waiting list.
    case waiting
    case started
    case completed
    case failedToEngage = "failed_to_engage"
    /// By the person, or by whoever sent it.
    case withdrawn
    /// The service closed it after as many failed contacts in a row as its agreement says.
    case closedNoContact = "closed_no_contact"

    /// Something is still expected to happen.
    package var isOpen: Bool {
        switch self {
        case .sent, .accepted, .waiting, .started: true
        case .declined, .completed, .failedToEngage, .withdrawn, .closedNoContact: false
        }
    }
}

/// What may happen to a referral.
package enum ReferralEvent: String, Sendable, Hashable, CaseIterable {
    /// Always the first, and only the first.
    case sent
    case accepted
    case declined
    case waiting
    case contactMade = "contact_made"
    case contactFailed = "contact_failed"
    case started
    case completed
    case failedToEngage = "failed_to_engage"
    case withdrawn
    case reopened
}
