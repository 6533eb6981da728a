import HTTPTypes
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// A service to which a kept decision says a referral can go.
struct ReferralOffer: Sendable {
    let found: KeptCase
    let row: Int
    let programme: Programme
    let service: Service

    /// - Parameter programme: nil where the service's own is meant.
    /// - Throws: ``Problem`` where the decision offers no referral there.
    init(_ found: KeptCase, service name: String, programme named: String? = nil) throws {
        let rulebook = found.rulebook
        let row = found.decision.outcomes.firstIndex { outcome in
            guard let number = outcome.service, outcome.outcome == .refer || outcome.outcome == .waitingList else {
                return false
            }
            return rulebook.services[number].name == name
                && (named == nil || rulebook.programmes[outcome.programme].name == named)
        }
        guard let row, let number = found.decision.outcomes[row].service else { throw ReferralOffer.none }
        self.found = found
        self.row = row
        programme = rulebook.programmes[found.decision.outcomes[row].programme]
        service = rulebook.services[number]
    }

    static let none = Problem(
        .conflict, "No referral can go to this service from this decision",
        "A referral goes where the decision says Refer or Waiting list. Make a new decision if something has changed.")

    var needsConsent: Bool { programme.consent == .referral }
    var agreement: Agreement? {
        if case .agreement(let number) = service.agreement { found.rulebook.agreements[number] } else { nil }
    }

    /// - Parameter consent: who agreed; ignored where the programme needs nobody's agreement.
    func referral(consent: ReferralConsent, note: String?) -> NewReferral {
        NewReferral(
            decision: found.kept.reference, programme: programme.name, service: service.name, area: found.homeArea,
            closesAfter: agreement.flatMap { ReferralTerms($0).closesAfter },
            consent: needsConsent ? consent : .notNeeded, note: note)
    }

    /// - Parameter answer: what the person said to this service.
    func statement(_ answer: ConsentAnswer, note: String?) -> ConsentStatement {
        ConsentStatement(programme: programme.name, service: service.name, answer: answer, note: note)
    }

    /// Bytes that a note may have.
    static let noteLimit = 4000
}
