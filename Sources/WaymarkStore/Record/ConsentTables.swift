import GRDB

/// The table of answers about consent.
enum ConsentTables {
    static func make(_ db: Database) throws {
        try db.execute(
            sql: """
                -- That a person said no to being referred to a service, or changed their mind since: of one programme and
                -- service the newest counts. Revisions count through a decision from 1. They go when it is disposed of.
                CREATE TABLE consent_answer (
                    decision INTEGER NOT NULL REFERENCES decision (id), revision INTEGER NOT NULL, at INTEGER NOT NULL,
                    by TEXT NOT NULL, programme TEXT NOT NULL, service TEXT NOT NULL, answer TEXT NOT NULL, note TEXT,
                    salt BLOB NOT NULL, PRIMARY KEY (decision, revision)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
