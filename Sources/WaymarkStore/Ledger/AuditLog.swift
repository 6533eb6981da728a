import Foundation
import GRDB
import WaymarkSodium

/// The audit inside one write transaction.
struct AuditLog {
    private let db: Database
    private var builder: MerkleTree.Builder

    init(_ db: Database) throws {
        self.db = db
        let last = try AuditEntryRow.select({ max($0.sequence) }, as: Int.self).fetchOne(db)
        let size = last.map { $0 + 1 } ?? 0
        let peaks = try MerkleTree.peaks(of: size).map { level, position in
            guard let node = try AuditNodeRow.fetchOne(db, key: ["level": level, "position": position]) else {
                throw StoreError.isDamaged("a part of the audit's tree is missing; run `waymark audit verify`")
            }
            return (level: level, hash: [UInt8](node.hash))
        }
        builder = MerkleTree.Builder(size: size, peaks: peaks)
    }

    var size: Int { builder.size }

    mutating func append(_ entry: AuditEntry) throws {
        let line = entry.line
        try AuditEntryRow(
            sequence: entry.sequence, line: Data(line), subject: entry.subject, action: entry.action.name
        ).insert(db)
        for node in builder.append(MerkleTree.leaf(line)) {
            try AuditNodeRow(level: node.level, position: node.position, hash: Data(node.hash)).insert(db)
        }
    }

    /// Signs what the audit is now.
    func sign(origin: String, key: Sodium.SigningKey, at: Moment) throws {
        let checkpoint = Checkpoint(origin: origin, size: builder.size, root: builder.root, at: at, key: key)
        try CheckpointRow(size: builder.size, note: checkpoint.note).insert(db)
    }
}
