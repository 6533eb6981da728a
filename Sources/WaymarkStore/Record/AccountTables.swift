import GRDB

/// The tables of accounts.
enum AccountTables {
    static func make(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Who may log in. Roles and areas are names, sorted, with a blank between; no area means all of them.
                -- The password is an Argon2id hash, or NULL until one was chosen; salt is that of the newest audit entry.
                CREATE TABLE account (
                    name TEXT PRIMARY KEY, display_name TEXT NOT NULL, password TEXT, roles TEXT NOT NULL, areas TEXT NOT NULL,
                    made_at INTEGER NOT NULL, made_by TEXT NOT NULL, changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL,
                    disabled_at INTEGER, revision INTEGER NOT NULL, salt BLOB NOT NULL
                ) STRICT, WITHOUT ROWID;

                -- One-time addresses at which a password is chosen: the hash of the token, never the token. An empty
                -- account means that of the first administrator, who chooses the name as well.
                CREATE TABLE account_set_up (
                    account TEXT PRIMARY KEY, token BLOB NOT NULL UNIQUE, ends_at INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
