import GRDB

/// The table of what was stated of services' room.
enum CapacityTables {
    static func make(_ db: Database) throws {
        try db.execute(
            sql: """
                -- What was stated of the room that services have: the newest of a service counts. Nothing is ever changed.
                CREATE TABLE capacity_statement (
                    service TEXT NOT NULL, revision INTEGER NOT NULL, state TEXT NOT NULL, as_of TEXT NOT NULL,
                    at INTEGER NOT NULL, by TEXT NOT NULL, salt BLOB NOT NULL, PRIMARY KEY (service, revision)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
