import Foundation
import GRDB
import WaymarkSodium

/// What the audit was found to be.
package struct AuditReport: Sendable, Hashable {
    /// Entries looked at.
    package var size: Int
    /// The root over them.
    package var root: [UInt8]
    /// What is wrong, in sentences; empty for a sound audit.
    package var problems: [String]
    /// The newest checkpoint that is in the record.
    package var newest: String?
}

/// Recomputes the whole audit from the file: it believes nothing that is stored but the entries' own bytes. Then every
/// feature's rows are held to the entries by the checks that the store was opened with.
package struct AuditVerifier {
    private let store: Store
    private static let problemLimit = 20

    package init(_ store: Store) {
        self.store = store
    }

    /// - Parameter checkpoint: as it was printed or kept elsewhere; proves that nothing before it was changed, even by
    ///   somebody who holds the signing key.
    package func verify(against checkpoint: String? = nil) throws(StoreError) -> AuditReport {
        try store.read { db in
            var run = Verification(db: db, origin: store.origin, publicKey: store.key.publicKey)
            try run.readEntries()
            try run.readKey()
            try run.readNodes()
            try run.readCheckpoints()
            for check in store.checks { run.problems += try check(db, run.entries) }
            try run.readReferences()
            if let checkpoint { run.compare(checkpoint) }
            let limit = AuditVerifier.problemLimit
            let more = run.problems.count - limit
            let shown = run.problems.prefix(limit) + (more > 0 ? ["There are \(more) more problems."] : [])
            return AuditReport(
                size: run.builder.size, root: run.builder.root, problems: Array(shown), newest: run.newest)
        }
    }
}

/// The audit's own part of a verification: entries, tree and checkpoints.
private struct Verification {
    let db: Database
    let origin: String
    let publicKey: [UInt8]
    var builder = MerkleTree.Builder()
    var problems: [String] = []
    var newest: String?
    var entries = VouchedEntries()
    /// Root after each size.
    private var roots: [[UInt8]] = [MerkleTree.root([])]
    private var nodes: [[Int]: [UInt8]] = [:]

    init(db: Database, origin: String, publicKey: [UInt8]) {
        self.db = db
        self.origin = origin
        self.publicKey = publicKey
    }

    mutating func readEntries() throws {
        let rows = try AuditEntryRow.order { $0.sequence }.fetchCursor(db)
        while let row = try rows.next() {
            if row.sequence != builder.size {
                problems.append("Entry \(builder.size) is missing: the next one is numbered \(row.sequence).")
            }
            read(row)
            for node in builder.append(MerkleTree.leaf([UInt8](row.line))) {
                nodes[[node.level, node.position]] = node.hash
            }
            roots.append(builder.root)
        }
    }

    private mutating func read(_ row: AuditEntryRow) {
        guard let entry = AuditEntryReading(row.line), let content = Sodium.bytes(hexadecimal: entry.content) else {
            problems.append("Entry \(row.sequence) is not of the form that entries have.")
            return
        }
        if entry.seq != row.sequence {
            problems.append("Entry \(row.sequence) says that it is entry \(entry.seq).")
        }
        if entry.subject != row.subject || entry.action != row.action {
            problems.append("Entry \(row.sequence) is listed under another subject or action than it names.")
        }
        entries.add(entry, content: content)
    }

    mutating func readKey() throws {
        if try Setting.value(Setting.publicKey, db) != Sodium.hexadecimal(publicKey) {
            problems.append("The key that signs is not the one that this record began with.")
        }
    }

    mutating func readNodes() throws {
        var seen = 0
        let rows = try AuditNodeRow.fetchCursor(db)
        while let row = try rows.next() {
            seen += 1
            if nodes[[row.level, row.position]] != [UInt8](row.hash) {
                problems.append(
                    "The hash kept for part \(row.position) of level \(row.level) of the tree is not that of its entries."
                )
            }
        }
        if seen < nodes.count { problems.append("\(nodes.count - seen) hashes of the tree are missing.") }
    }

    mutating func readCheckpoints() throws {
        let rows = try CheckpointRow.order { $0.size }.fetchCursor(db)
        var last = 0
        while let row = try rows.next() {
            newest = row.note
            last = row.size
            guard let checkpoint = Checkpoint.parse(row.note), checkpoint.size == last else {
                problems.append("The checkpoint at entry \(last) cannot be read.")
                continue
            }
            compare(checkpoint, called: "The checkpoint after \(last) entries")
        }
        if last < builder.size { problems.append("The last \(builder.size - last) entries are not signed.") }
    }

    /// Rows that belong to none: the database refuses them, but not from somebody who switches that off.
    mutating func readReferences() throws {
        let violations = try db.foreignKeyViolations()
        while let violation = try violations.next() {
            problems.append("A row of `\(violation.originTable)` belongs to none of `\(violation.destinationTable)`.")
        }
    }

    mutating func compare(_ text: String) {
        guard let checkpoint = Checkpoint.parse(text) else {
            problems.append(
                "What was given to compare with is no checkpoint: it has five parts, as printed on a sheet.")
            return
        }
        compare(checkpoint, called: "The checkpoint given")
    }

    private mutating func compare(
        _ checkpoint: (statement: String, origin: String, size: Int, root: [UInt8], signature: [UInt8]),
        called name: String
    ) {
        if !Sodium.isSigned(Array(checkpoint.statement.utf8), checkpoint.signature, by: publicKey) {
            problems.append("\(name) is not signed with this record's key.")
        }
        if checkpoint.origin != origin { problems.append("\(name) is of another record (\(checkpoint.origin)).") }
        guard roots.indices.contains(checkpoint.size) else {
            problems.append(
                "\(name) is of \(checkpoint.size) entries, but there are only \(builder.size): entries were taken away."
            )
            return
        }
        if roots[checkpoint.size] != checkpoint.root {
            problems.append(
                "\(name) is not that of the entries that are here: one of them was changed, swapped, put in or taken out."
            )
        }
    }
}
