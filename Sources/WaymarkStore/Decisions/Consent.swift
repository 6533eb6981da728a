/// What a person says to being referred, where it is not a yes: that one stands with the referral that it leads to.
package enum ConsentAnswer: String, Sendable, Hashable, CaseIterable {
    /// Nothing may be sent.
    case refused
    /// The person has changed their mind since they refused: they may be asked again.
    case reconsidered
}

/// What was said to one service of a decision.
package struct ConsentStatement: Sendable, Hashable {
    package var programme: String
    package var service: String
    package var answer: ConsentAnswer
    package var note: String?

    package init(programme: String, service: String, answer: ConsentAnswer, note: String? = nil) {
        self.programme = programme
        self.service = service
        self.answer = answer
        self.note = note
    }
}

/// A statement as it is kept.
package struct KeptConsent: Sendable, Hashable {
    package var statement: ConsentStatement
    package var at: Moment
    package var by: String
    /// Counted through the decision from 1.
    package var revision: Int

    func isAbout(_ programme: String, _ service: String) -> Bool {
        statement.programme == programme && statement.service == service
    }
}
