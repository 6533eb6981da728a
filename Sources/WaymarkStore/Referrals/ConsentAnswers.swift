import Foundation
import GRDB

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
            let decision = try DecisionRow.id(of: reference, db)
            try writing.refuseUnkept(statement.note)
            let rows = try ConsentRow.all(ofDecision: decision, db)
            let last = try rows.last { $0.programme == statement.programme && $0.service == statement.service }?.kept
            if let last, last.statement == statement, last.by == actor.name {
                try writing.audit(.personRead, subject: reference)
                return
            }
            switch statement.answer {
            case .refused:
                if let sent = try ReferralRow.sent(
                    ofDecision: decision, programme: statement.programme, service: statement.service, db)
                {
                    throw StoreError.refused(
                        "\(sent.reference) was sent to this service already. Record there that the person withdrew.")
                }
            case .reconsidered:
                guard last?.statement.answer == .refused else {
                    throw StoreError.refused(
                        "The person did not say no to this service, so there is nothing to change.")
                }
            }
            var row = ConsentRow(
                decision: decision, revision: rows.count + 1, at: at, by: actor.name, programme: statement.programme,
                service: statement.service, answer: statement.answer.rawValue, note: statement.note, salt: Data())
            row.salt = try writing.audit(.consentAnswered, subject: reference, content: row.content)
            try row.insert(db)
        }
    }
}
