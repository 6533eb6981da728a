import Foundation
import GRDB

/// A row of `audit_entry`: the line that was hashed, with what it is listed under.
struct AuditEntryRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "audit_entry"

    var sequence: Int
    var line: Data
    var subject: String
    var action: String

    enum Columns {
        static let sequence = Column(CodingKeys.sequence)
        static let subject = Column(CodingKeys.subject)
        static let action = Column(CodingKeys.action)
    }
}

/// A row of `audit_node`: the hash of a whole subtree of the Merkle tree.
struct AuditNodeRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "audit_node"

    var level: Int
    var position: Int
    var hash: Data
}

/// A row of `checkpoint`: what was signed after so many entries.
struct CheckpointRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "checkpoint"

    var size: Int
    var note: String

    enum Columns {
        static let size = Column(CodingKeys.size)
    }

    static func newest(_ db: Database) throws -> CheckpointRow? {
        try order { $0.size.desc }.fetchOne(db)
    }
}

/// A row of `setting`: what a record is called and began with.
struct Setting: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "setting"

    var name: String
    var value: String

    static let origin = "origin"
    static let publicKey = "public_key"

    static func value(_ name: String, _ db: Database) throws -> String? { try fetchOne(db, key: name)?.value }
}

extension TableRecord {
    /// Whether the table has no row.
    static func isEmpty(_ db: Database) throws -> Bool {
        try Int.fetchOne(db, sql: "SELECT 1 FROM \(databaseTableName) LIMIT 1") == nil
    }
}
