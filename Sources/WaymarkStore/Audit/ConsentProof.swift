import Foundation
import GRDB

/// Holds what people said to being referred to the audit's entries about it.
struct ConsentProof {
    let db: Database
    /// For each action and subject, the contents vouched for, in the order of the entries.
    let contents: [String: [[UInt8]]]

    /// What is wrong, in sentences.
    func problems() throws -> [String] {
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT decision.reference AS decision_reference, consent_answer.* FROM consent_answer
                JOIN decision ON decision.id = consent_answer.decision
                ORDER BY consent_answer.decision, consent_answer.revision
                """)
        var kept: [String: [[UInt8]]] = [:]
        for row in rows {
            // A row that says what nobody can say commits to nothing that the audit has.
            let content = (try? KeptConsent(row))?.content ?? []
            kept[row["decision_reference"], default: []].append(
                AuditEntry.commitment(to: content, salt: [UInt8](row["salt"] as Data)))
        }
        let prefix = AuditAction.consentAnswered.name + " "
        var vouched: [String: [[UInt8]]] = [:]
        for (key, contents) in contents where key.hasPrefix(prefix) {
            vouched[String(key.dropFirst(prefix.count))] = contents
        }
        let disposed = Set(try String.fetchAll(db, sql: "SELECT reference FROM decision WHERE disposed_at IS NOT NULL"))
        return Set(kept.keys).union(vouched.keys).sorted().compactMap { reference in
            let expected = disposed.contains(reference) ? [] : vouched[reference] ?? []
            return kept[reference] ?? [] == expected
                ? nil : "What the person said to being referred, in decision \(reference), is not what was recorded."
        }
    }
}
