import Foundation
import GRDB

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
}

extension KeptDecision {
    /// What was said last to a service; nil where nobody said no.
    package func consent(programme: String, service: String) -> KeptConsent? {
        consents.last { $0.statement.programme == programme && $0.statement.service == service }
    }
}

extension Store {
    /// Keeps what a person said to being referred, with its audit entry. The same statement sent again by the same actor,
    /// as a double click does, is kept once.
    ///
    /// - Throws: `notFound` where there is no such decision or it was disposed of; `refused` where a referral was sent
    ///   already, or somebody is said to have changed their mind who never said no.
    package func state(
        _ statement: ConsentStatement, ofDecision reference: String, by actor: Actor, at: Moment
    ) throws(StoreError) {
        try write(actor, at: at) { writing in
            let db = writing.db
            guard
                let decision = try Int64.fetchOne(
                    db, sql: "SELECT id FROM decision WHERE reference = ? AND disposed_at IS NULL",
                    arguments: [reference])
            else { throw StoreError.notFound("decision \(reference)") }
            try writing.refuseUnkept(statement.note)
            let kept = try Store.consents(db, ofDecision: decision)
            let last = kept.last { $0.isAbout(statement.programme, statement.service) }
            if let last, last.statement == statement, last.by == actor.name {
                try writing.audit(.personRead, subject: reference)
                return
            }
            switch statement.answer {
            case .refused:
                let sent = try String.fetchOne(
                    db, sql: "SELECT reference FROM referral WHERE decision = ? AND programme = ? AND service = ?",
                    arguments: [decision, statement.programme, statement.service])
                if let sent {
                    throw StoreError.refused(
                        "\(sent) was sent to this service already. Record there that the person withdrew.")
                }
            case .reconsidered:
                guard last?.statement.answer == .refused else {
                    throw StoreError.refused(
                        "The person did not say no to this service, so there is nothing to change.")
                }
            }
            let new = KeptConsent(statement: statement, at: at, by: actor.name, revision: kept.count + 1)
            let salt = try writing.audit(.consentAnswered, subject: reference, content: new.content)
            try db.execute(
                sql: """
                    INSERT INTO consent_answer (decision, revision, at, by, programme, service, answer, note, salt)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    decision, new.revision, at.milliseconds, actor.name, statement.programme, statement.service,
                    statement.answer.rawValue, statement.note, Data(salt),
                ])
        }
    }

    /// Everything that was said of one decision, the first first.
    static func consents(_ db: Database, ofDecision id: Int64) throws -> [KeptConsent] {
        try Row.fetchAll(db, sql: "SELECT * FROM consent_answer WHERE decision = ? ORDER BY revision", arguments: [id])
            .map { try KeptConsent($0) }
    }

    /// Whether the person said no to a service and has not changed their mind.
    static func isRefused(_ db: Database, ofDecision id: Int64, programme: String, service: String) throws -> Bool {
        try consents(db, ofDecision: id).last { $0.isAbout(programme, service) }?.statement.answer == .refused
    }
}

extension KeptConsent {
    init(_ row: Row) throws {
        guard let answer = ConsentAnswer(rawValue: row["answer"]) else {
            throw StoreError.isDamaged("an answer about consent is none that exists; run `waymark audit verify`")
        }
        self.init(
            statement: ConsentStatement(
                programme: row["programme"], service: row["service"], answer: answer, note: row["note"]),
            at: Moment(milliseconds: row["at"]), by: row["by"], revision: row["revision"])
    }

    fileprivate func isAbout(_ programme: String, _ service: String) -> Bool {
        statement.programme == programme && statement.service == service
    }

    /// What an audit entry vouches for.
    var content: [UInt8] {
        ReferralContent.bytes([
            String(revision), String(at.milliseconds), by, statement.programme, statement.service,
            statement.answer.rawValue, statement.note,
        ])
    }
}
