import GRDB

/// The tables of audit, rulebooks and decisions, as they first were.
enum RecordTables {
    static func make(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

                -- The audit: entries as they were hashed, and the hashes of every whole subtree of the Merkle tree.
                CREATE TABLE audit_entry (
                    sequence INTEGER PRIMARY KEY, line BLOB NOT NULL, subject TEXT NOT NULL, action TEXT NOT NULL
                ) STRICT;
                CREATE INDEX audit_entry_by_subject ON audit_entry (subject);
                CREATE TABLE audit_node (
                    level INTEGER NOT NULL, position INTEGER NOT NULL, hash BLOB NOT NULL,
                    PRIMARY KEY (level, position)
                ) STRICT, WITHOUT ROWID;
                CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
                CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry
                    BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
                CREATE TRIGGER audit_entry_remains BEFORE DELETE ON audit_entry
                    BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;

                -- Every rulebook that ever decided, file by file.
                CREATE TABLE rulebook_version (
                    number INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, published_at INTEGER NOT NULL,
                    published_by TEXT NOT NULL, salt BLOB NOT NULL
                ) STRICT;
                CREATE TABLE rulebook_file (
                    version INTEGER NOT NULL REFERENCES rulebook_version (number), position INTEGER NOT NULL,
                    path TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (version, position)
                ) STRICT, WITHOUT ROWID;

                -- Facts, document and case reference go when a decision is disposed of, and the salt is then that of the entry
                -- about what stays.
                CREATE TABLE decision (
                    id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, case_reference TEXT, channel TEXT NOT NULL,
                    decided_at INTEGER NOT NULL, decided_by TEXT NOT NULL, decision_date TEXT NOT NULL,
                    rulebook TEXT NOT NULL REFERENCES rulebook_version (hash), retention TEXT NOT NULL,
                    facts BLOB, document BLOB, salt BLOB, disposed_at INTEGER
                ) STRICT;
                CREATE INDEX decision_by_case ON decision (case_reference);
                CREATE TABLE departure (
                    id INTEGER PRIMARY KEY, decision INTEGER NOT NULL REFERENCES decision (id), at INTEGER NOT NULL,
                    by TEXT NOT NULL, choice TEXT, reason TEXT, salt BLOB
                ) STRICT;
                CREATE TABLE idempotency (
                    key TEXT PRIMARY KEY, body BLOB NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL
                ) STRICT;
                """)
    }
}
