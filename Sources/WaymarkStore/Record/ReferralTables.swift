import GRDB

/// The tables of referrals.
enum ReferralTables {
    static func make(_ db: Database) throws {
        try db.execute(
            sql: """
                -- One for each service that a person was sent to from a decision. The state is that of the newest event.
                -- Who agreed and the case reference go when the decision is disposed of.
                CREATE TABLE referral (
                    id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE,
                    decision INTEGER NOT NULL REFERENCES decision (id), programme TEXT NOT NULL, service TEXT NOT NULL,
                    case_reference TEXT, area TEXT, source TEXT NOT NULL, consent TEXT, closes_after INTEGER,
                    made_at INTEGER NOT NULL, made_by TEXT NOT NULL,
                    state TEXT NOT NULL, failed_contacts INTEGER NOT NULL DEFAULT 0, first_contact_at INTEGER,
                    changed_at INTEGER NOT NULL, revision INTEGER NOT NULL, disposed_at INTEGER,
                    UNIQUE (decision, programme, service)
                ) STRICT;
                CREATE INDEX referral_by_case ON referral (case_reference);
                CREATE INDEX referral_by_change ON referral (changed_at);

                -- What happened to it, the first time at revision 1; reason, note and salt go with the decision's content.
                CREATE TABLE referral_event (
                    referral INTEGER NOT NULL REFERENCES referral (id), revision INTEGER NOT NULL, at INTEGER NOT NULL,
                    by TEXT NOT NULL, event TEXT NOT NULL, state TEXT NOT NULL, reason TEXT, note TEXT, salt BLOB,
                    PRIMARY KEY (referral, revision)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
