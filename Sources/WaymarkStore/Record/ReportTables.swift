import GRDB

/// The table and indexes that reports read.
enum ReportTables {
    static func make(_ db: Database) throws {
        try db.execute(
            sql: """
                -- What reports count of a decision; all of it stands in the decision too, and goes with it. `best` is the
                -- best outcome; `unavailable` the programmes that the person met and no service here could take, with a
                -- blank between.
                CREATE TABLE decision_count (
                    decision INTEGER PRIMARY KEY REFERENCES decision (id), home TEXT, best TEXT NOT NULL,
                    unavailable TEXT NOT NULL
                ) STRICT;
                CREATE INDEX decision_by_time ON decision (decided_at);
                CREATE INDEX referral_by_time ON referral (made_at);
                """)
    }
}
