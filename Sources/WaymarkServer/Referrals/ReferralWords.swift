import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// States, events and reasons of referrals as people say them.
enum ReferralWords {
    static func state(_ state: ReferralState) -> String {
        switch state {
        case .sent: "Sent"
        case .accepted: "Accepted"
        case .declined: "Declined"
        case .waiting: "On the waiting list"
        case .started: "Started"
        case .completed: "Completed"
        case .failedToEngage: "Failed to engage"
        case .withdrawn: "Withdrawn"
        case .closedNoContact: "Closed after failed contacts"
        }
    }

    /// What happened, as a line of a timeline.
    static func event(_ event: ReferralEvent) -> String {
        switch event {
        case .sent: "Referral sent"
        case .accepted: "Accepted by the service"
        case .declined: "Declined by the service"
        case .waiting: "Put on the waiting list"
        case .contactMade: "Contact made"
        case .contactFailed: "Contact failed"
        case .started: "Started"
        case .completed: "Completed"
        case .failedToEngage: "Failed to engage"
        case .withdrawn: "Withdrawn"
        case .reopened: "Reopened"
        }
    }

    /// What an event means, for whoever chooses one.
    static func hint(_ event: ReferralEvent) -> String? {
        switch event {
        case .contactMade: "The service reached the person."
        case .contactFailed: "The service tried and did not reach the person."
        case .started: "The person came to the first appointment or session."
        case .failedToEngage: "The person was reached or expected, and did not take it up."
        case .withdrawn: "By the person, or by whoever made the referral."
        case .reopened: "It is with the service again."
        case .sent, .accepted, .declined, .waiting, .completed: nil
        }
    }

    static func reason(_ reason: ReferralReason) -> String {
        switch reason {
        case .notEligible: "Does not meet the service’s criteria"
        case .noCapacity: "The service is full"
        case .outsideArea: "Lives outside the service’s area"
        case .riskTooHigh: "The risk is too high for the service"
        case .alreadyKnown: "Already with the service"
        case .incomplete: "Not enough was said to decide"
        case .changedMind: "The person changed their mind"
        case .movedAway: "Moved away"
        case .inPrison: "Went to prison"
        case .noLongerNeeded: "No longer needed"
        case .sentInError: "Sent by mistake"
        case .other: "Another reason; see the note"
        }
    }

    static func consent(_ consent: ReferralConsent) -> String {
        switch consent {
        case .person: "Given by the person"
        case .parentOrCarer: "Given by a parent or carer"
        case .representative: "Given by somebody who may decide for the person"
        case .notNeeded: "Not needed for this service"
        }
    }

    /// The colour of a state's tag; the word says the same.
    static func tag(_ state: ReferralState) -> HTML {
        let kind =
            switch state {
            case .accepted, .started, .completed: "refer"
            case .waiting: "waiting"
            case .sent: "signpost"
            case .declined, .failedToEngage, .closedNoContact: "need"
            case .withdrawn: "no"
            }
        return span(.class("tag v-" + kind)) { ReferralWords.state(state) }
    }
}

/// The names that referrals carry, in the words of the rulebook that serves now. A service or programme that it no
/// longer has goes by its name.
struct ReferralNames {
    let rulebook: Rulebook

    func service(_ name: String) -> String { found(name)?.title ?? name }
    func provider(_ name: String) -> String? { found(name)?.provider }

    func programme(_ name: String) -> String { rulebook.programmes.first { $0.name == name }?.title ?? name }

    func area(_ name: String?) -> String {
        guard let name else { return "Not known, or outside" }
        return rulebook.areas.first { $0.name == name }?.title ?? name
    }

    /// What a service's agreement says happens after it closed a referral; nil where it says nothing.
    func afterClosing(_ service: String) -> String? {
        guard let found = found(service), case .agreement(let number) = found.agreement else { return nil }
        return ReferralTerms(rulebook.agreements[number]).afterClosing
    }

    private func found(_ name: String) -> Service? { rulebook.services.first { $0.name == name } }
}

/// The commitments of an agreement that referrals go by.
struct ReferralTerms {
    /// `closes_after_failed_contacts`; nil where the agreement says nothing, or no whole number of at least 1.
    let closesAfter: Int?
    /// `after_closing`: what follows then.
    let afterClosing: String?

    init(_ agreement: Agreement) {
        func commitment(_ key: String) -> String? { agreement.commitments.first { $0.key == key }?.value }
        closesAfter = commitment("closes_after_failed_contacts").flatMap { Int($0) }.flatMap { $0 >= 1 ? $0 : nil }
        afterClosing = commitment("after_closing")
    }
}
