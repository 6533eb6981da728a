import GRDB

extension AuditAction {
    package static let decisionDisposed = AuditAction("decision.disposed")
}

/// Holds what stays of decisions that were disposed of, and of their referrals, to the audit's entries about it.
enum DisposalCheck {
    @Sendable static func problems(_ db: Database, _ entries: VouchedEntries) throws -> [String] {
        try DecisionRow.filter { $0.disposedAt != nil }.order { $0.id }.fetchAll(db).compactMap { row in
            let vouched = entries.entries(.decisionDisposed, of: row.reference)
            guard let id = row.id, !vouched.isEmpty else {
                return "Decision \(row.reference) was disposed of without an entry in the audit."
            }
            let isSame =
                try vouched.count == 1 && vouched[0].vouches(for: remains(of: id, db), salt: row.salt)
                && DecisionAreaRow.areas(ofDecision: id, db).isEmpty && !DecisionCountRow.exists(db, key: id)
            return isSame
                ? nil
                : "Decision \(row.reference) was disposed of, and what stayed of it or its referrals was changed since."
        }
    }

    /// What stays of a decision and its referrals, as the audit's entry vouches for it.
    static func remains(of id: Int64, _ db: Database) throws -> [UInt8] {
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
        return EntryContent.of(decision + departures + referrals + events)
    }
}
