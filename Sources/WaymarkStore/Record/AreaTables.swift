import GRDB

/// The table of decisions' areas.
enum AreaTables {
    static func make(_ db: Database) throws {
        try db.execute(
            sql: """
                -- The areas that a decision belongs to: those that its case names. They go when it is disposed of.
                CREATE TABLE decision_area (
                    decision INTEGER NOT NULL REFERENCES decision (id), area TEXT NOT NULL, PRIMARY KEY (decision, area)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
