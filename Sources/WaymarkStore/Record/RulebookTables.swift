import Foundation
import GRDB
import WaymarkSodium

/// The tables of rulebooks' files.
enum RulebookTables {
    /// Until here every version had copies of all its files.
    static func keepContentsOnce(_ db: Database) throws {
        try db.execute(
            sql: """
                -- The files of rulebooks, each content once, under its SHA-256.
                CREATE TABLE file_content (hash BLOB NOT NULL PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
                ALTER TABLE rulebook_file RENAME TO rulebook_file_with_bytes;
                CREATE TABLE rulebook_file (
                    version INTEGER NOT NULL REFERENCES rulebook_version (number), position INTEGER NOT NULL,
                    path TEXT NOT NULL, content BLOB NOT NULL REFERENCES file_content (hash),
                    PRIMARY KEY (version, position)
                ) STRICT, WITHOUT ROWID;
                """)
        let rows = try Row.fetchCursor(
            db, sql: "SELECT version, position, path, bytes FROM rulebook_file_with_bytes ORDER BY version, position")
        while let row = try rows.next() {
            let bytes: Data = row["bytes"]
            let hash = Data(Sodium.sha256([UInt8](bytes)))
            try db.execute(sql: "INSERT OR IGNORE INTO file_content VALUES (?, ?)", arguments: [hash, bytes])
            try db.execute(
                sql: "INSERT INTO rulebook_file VALUES (?, ?, ?, ?)",
                arguments: [row["version"] as Int, row["position"] as Int, row["path"] as String, hash])
        }
        try db.execute(sql: "DROP TABLE rulebook_file_with_bytes")
    }
}
