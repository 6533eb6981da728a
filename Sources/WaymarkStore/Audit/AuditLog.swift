import Foundation
import GRDB
import WaymarkSodium

/// The audit inside one write transaction.
struct AuditLog {
    private let db: Database
    private var builder: MerkleTree.Builder

    init(_ db: Database) throws {
        self.db = db
        let last = try Int.fetchOne(db, sql: "SELECT max(sequence) FROM audit_entry")
        let size = last.map { $0 + 1 } ?? 0
        let peaks = try MerkleTree.peaks(of: size).map { level, position in
            guard
                let hash = try Data.fetchOne(
                    db, sql: "SELECT hash FROM audit_node WHERE level = ? AND position = ?",
                    arguments: [level, position])
            else { throw StoreError.isDamaged("a part of the audit's tree is missing; run `waymark audit verify`") }
            return (level: level, hash: [UInt8](hash))
        }
        builder = MerkleTree.Builder(size: size, peaks: peaks)
    }

    var size: Int { builder.size }

    mutating func append(_ entry: AuditEntry) throws {
        let line = entry.line
        try db.execute(
            sql: "INSERT INTO audit_entry (sequence, line, subject, action) VALUES (?, ?, ?, ?)",
            arguments: [entry.sequence, Data(line), entry.subject, entry.action.name])
        for node in builder.append(MerkleTree.leaf(line)) {
            try db.execute(
                sql: "INSERT INTO audit_node (level, position, hash) VALUES (?, ?, ?)",
                arguments: [node.level, node.position, Data(node.hash)])
        }
    }

    /// Signs what the audit is now.
    func sign(origin: String, key: Sodium.SigningKey, at: Moment) throws {
        let checkpoint = Checkpoint(origin: origin, size: builder.size, root: builder.root, at: at, key: key)
        try db.execute(
            sql: "INSERT INTO checkpoint (size, note) VALUES (?, ?)", arguments: [builder.size, checkpoint.note])
    }
}

extension Store {
    /// The newest checkpoint, for printed sheets; nil where nothing was written yet.
    package func newestCheckpoint() throws(StoreError) -> String? {
        try read { db in try String.fetchOne(db, sql: "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1") }
    }
}
