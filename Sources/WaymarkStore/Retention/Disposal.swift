import Foundation
import GRDB
import WaymarkRules

extension AuditAction {
    package static let retentionRun = AuditAction("retention.run")
}

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
        try read { db in try DisposalReport(db, plan, at) }
    }

    /// Disposes of everything whose period has ended: facts, document, case reference, areas, departures, answers about
    /// consent and salts go, and of its referrals consent, reasons and notes; no trace of them stays in the file. That the
    /// decision was made, when, by whom and under which rulebook stays, and what happened to its referrals when; the audit
    /// stays verifiable.
    package func dispose(under plan: RetentionPlan, by actor: Actor, at: Moment) throws(StoreError) -> DisposalReport {
        let report = try due(under: plan, at: at)
        if report.due.isEmpty && report.requestKeys == 0 {
            // An earlier run may have been stopped before it had swept.
            try sweep()
            return report
        }
        let done = try write(actor, at: at) { writing in
            let report = try DisposalReport(writing.db, plan, at)
            for reference in report.due { try writing.dispose(of: reference) }
            try RequestKey.old(at).deleteAll(writing.db)
            try writing.audit(.retentionRun, subject: "\(report.due.count) decisions")
            return report
        }
        try sweep()
        return done
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

extension RequestKey {
    /// Those that are too old to be sent again.
    fileprivate static func old(_ at: Moment) -> QueryInterfaceRequest<RequestKey> {
        let oldest = at.adding(seconds: -Store.requestKeyDays * 86_400)
        return filter { $0.at < oldest }
    }
}

extension DisposalReport {
    fileprivate init(_ db: Database, _ plan: RetentionPlan, _ at: Moment) throws {
        var without: Set<String> = []
        let rows = try Row.fetchCursor(
            db, sql: "SELECT reference, retention, decided_at FROM decision WHERE disposed_at IS NULL ORDER BY id")
        while let row = try rows.next() {
            let name: String = row["retention"]
            guard let span = plan.span(of: name) else {
                without.insert(name)
                continue
            }
            if span.end(from: (row["decided_at"] as Moment).day) <= at.day { due.append(row["reference"]) }
        }
        classesWithoutPeriod = without.sorted()
        requestKeys = try RequestKey.old(at).fetchCount(db)
    }
}

extension Writing {
    fileprivate mutating func dispose(of reference: String) throws {
        var row = try DecisionRow.find(reference, db)
        guard let id = row.id else { throw StoreError.notFound("decision \(reference)") }
        let referrals = try ReferralRow.filter { $0.decision == id }.fetchAll(db)
        for subject in [reference] + referrals.map(\.reference) {
            try RequestKey.filter { $0.subject == subject }.deleteAll(db)
        }
        try DecisionAreaRow.filter { $0.decision == id }.deleteAll(db)
        try DecisionCountRow.deleteOne(db, key: id)
        try ConsentRow.filter { $0.decision == id }.deleteAll(db)
        try db.execute(
            sql: "UPDATE departure SET choice = NULL, reason = NULL, salt = NULL WHERE decision = ?", arguments: [id])
        try db.execute(
            sql: """
                UPDATE referral_event SET reason = NULL, note = NULL, salt = NULL
                WHERE referral IN (SELECT id FROM referral WHERE decision = ?)
                """, arguments: [id])
        try db.execute(
            sql: "UPDATE referral SET case_reference = NULL, consent = NULL, disposed_at = ? WHERE decision = ?",
            arguments: [at, id])
        row.caseReference = nil
        row.facts = nil
        row.document = nil
        row.salt = nil
        row.disposedAt = at
        try row.update(db)
        // The entry of the decision can be proved no more; this one vouches for what stays.
        row.salt = try audit(.decisionDisposed, subject: reference, content: DisposalCheck.remains(of: id, db))
        try row.update(db)
    }
}
