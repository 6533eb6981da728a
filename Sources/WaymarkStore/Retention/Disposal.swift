import Foundation
import GRDB
import WaymarkRules

/// What is due to be disposed of, or was.
package struct DisposalReport: Sendable, Hashable {
    /// References of the decisions, the oldest first.
    package var due: [String] = []
    /// Classes of kept decisions for which the plan has no period, so that they are kept; sorted.
    package var classesWithoutPeriod: [String] = []
    /// Keys of requests that are too old to be sent again.
    package var requestKeys = 0
}

extension Store {
    /// For how long the same request may come again. Its key's row holds a hash of the answers, which has to go sooner
    /// than the decision, since a hash without salt can be guessed.
    static let requestKeyDays: Int64 = 7

    /// What a plan would dispose of at a moment; changes nothing.
    package func due(under plan: RetentionPlan, at: Moment) throws(StoreError) -> DisposalReport {
        try read { db in try Store.due(db, plan, at) }
    }

    /// Disposes of everything whose period has ended: facts, document, case reference, areas, departures, answers about consent and salts go, and of
    /// its referrals consent, reasons and notes; no trace of them stays in the file. That the decision was made, when, by
    /// whom and under which rulebook stays, and what happened to its referrals when; the audit stays verifiable.
    package func dispose(under plan: RetentionPlan, by actor: Actor, at: Moment) throws(StoreError) -> DisposalReport {
        let report = try due(under: plan, at: at)
        if report.due.isEmpty && report.requestKeys == 0 {
            // An earlier run may have been stopped before it had swept.
            try sweep()
            return report
        }
        let done = try write(actor, at: at) { writing in
            let report = try Store.due(writing.db, plan, at)
            for reference in report.due { try Store.dispose(of: reference, &writing) }
            try writing.db.execute(sql: "DELETE FROM idempotency WHERE at < ?", arguments: [Store.oldestRequestKey(at)])
            try writing.audit(.retentionRun, subject: "\(report.due.count) decisions")
            return report
        }
        try sweep()
        return done
    }

    private static func oldestRequestKey(_ at: Moment) -> Int64 {
        at.adding(seconds: -requestKeyDays * 86_400).milliseconds
    }

    private static func due(_ db: Database, _ plan: RetentionPlan, _ at: Moment) throws -> DisposalReport {
        var report = DisposalReport()
        var without: Set<String> = []
        let rows = try Row.fetchCursor(
            db, sql: "SELECT reference, retention, decided_at FROM decision WHERE disposed_at IS NULL ORDER BY id")
        while let row = try rows.next() {
            let name: String = row["retention"]
            guard let span = plan.span(of: name) else {
                without.insert(name)
                continue
            }
            if span.end(from: Moment(milliseconds: row["decided_at"]).day) <= at.day {
                report.due.append(row["reference"])
            }
        }
        report.classesWithoutPeriod = without.sorted()
        report.requestKeys =
            try Int.fetchOne(
                db, sql: "SELECT count(*) FROM idempotency WHERE at < ?", arguments: [oldestRequestKey(at)]) ?? 0
        return report
    }

    private static func dispose(of reference: String, _ writing: inout Writing) throws {
        let db = writing.db
        try db.execute(
            sql: """
                UPDATE departure SET choice = NULL, reason = NULL, salt = NULL
                WHERE decision = (SELECT id FROM decision WHERE reference = ?)
                """, arguments: [reference])
        try db.execute(
            sql: """
                UPDATE decision SET facts = NULL, document = NULL, case_reference = NULL, salt = NULL, disposed_at = ?
                WHERE reference = ?
                """, arguments: [writing.at.milliseconds, reference])
        try db.execute(
            sql: "DELETE FROM decision_area WHERE decision = (SELECT id FROM decision WHERE reference = ?)",
            arguments: [reference])
        try db.execute(
            sql: "DELETE FROM decision_count WHERE decision = (SELECT id FROM decision WHERE reference = ?)",
            arguments: [reference])
        try db.execute(
            sql: "DELETE FROM consent_answer WHERE decision = (SELECT id FROM decision WHERE reference = ?)",
            arguments: [reference])
        let referrals = "referral WHERE decision = (SELECT id FROM decision WHERE reference = ?)"
        try db.execute(
            sql: "DELETE FROM idempotency WHERE subject = ? OR subject IN (SELECT reference FROM \(referrals))",
            arguments: [reference, reference])
        try db.execute(
            sql:
                "UPDATE referral_event SET reason = NULL, note = NULL, salt = NULL WHERE referral IN (SELECT id FROM \(referrals))",
            arguments: [reference])
        try db.execute(
            sql: """
                UPDATE referral SET case_reference = NULL, consent = NULL, disposed_at = ?
                WHERE decision = (SELECT id FROM decision WHERE reference = ?)
                """, arguments: [writing.at.milliseconds, reference])
        // The entry of the decision can be proved no more; this one vouches for what stays.
        let row = try Row.fetchOne(db, sql: "SELECT * FROM decision WHERE reference = ?", arguments: [reference])
        guard let row else { throw StoreError.notFound("decision \(reference)") }
        let salt = try writing.audit(.decisionDisposed, subject: reference, content: Store.remains(row, db))
        try db.execute(sql: "UPDATE decision SET salt = ? WHERE reference = ?", arguments: [Data(salt), reference])
    }

    /// What stays of a decision and its referrals after it was disposed of, as the audit's entry vouches for it.
    static func remains(_ row: Row, _ db: Database) throws -> [UInt8] {
        let id: Int64 = row["id"]
        func texts(_ sql: String) throws -> [String?] {
            try Row.fetchAll(db, sql: sql, arguments: [id]).flatMap { row in
                row.databaseValues.map { value in
                    value.isNull
                        ? nil : String.fromDatabaseValue(value) ?? Int64.fromDatabaseValue(value).map { String($0) }
                }
            }
        }
        let decision = try texts(
            """
            SELECT reference, case_reference, channel, decided_at, decided_by, decision_date, rulebook, retention, disposed_at,
                facts IS NULL, document IS NULL FROM decision WHERE id = ?
            """)
        let departures = try texts("SELECT at, by, choice, reason FROM departure WHERE decision = ? ORDER BY id")
        let referrals = try texts(
            """
            SELECT reference, programme, service, case_reference, area, source, consent, closes_after, made_at, made_by,
                disposed_at FROM referral WHERE decision = ? ORDER BY id
            """)
        let events = try texts(
            """
            SELECT referral_event.referral, referral_event.revision, at, by, event, referral_event.state, reason, note
            FROM referral_event JOIN referral ON referral.id = referral_event.referral WHERE referral.decision = ?
            ORDER BY referral_event.referral, referral_event.revision
            """)
        return ReferralContent.bytes(decision + departures + referrals + events)
    }

    /// Writes the whole file anew and empties the log beside it, in which older pages stand.
    private func sweep() throws(StoreError) {
        do {
            try database.vacuum()
            try database.writeWithoutTransaction { db in _ = try db.checkpoint(.truncate) }
        } catch {
            let why = StoreError(error).sentence
            throw .refused(
                "What was due is gone from the record, but copies may still stand in its file: stop the server and run this again. \(why)"
            )
        }
    }
}
