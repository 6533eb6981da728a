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

/// Recomputes the whole audit from the file: it believes nothing that is stored but the entries' own bytes.
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
            var run = Run(db: db, origin: store.origin, publicKey: store.key.publicKey)
            try run.readEntries()
            try run.readKey()
            try run.readNodes()
            try run.readCheckpoints()
            try run.readContents()
            if let checkpoint { run.compare(checkpoint) }
            let limit = AuditVerifier.problemLimit
            let more = run.problems.count - limit
            let shown = run.problems.prefix(limit) + (more > 0 ? ["There are \(more) more problems."] : [])
            return AuditReport(
                size: run.builder.size, root: run.builder.root, problems: Array(shown), newest: run.newest)
        }
    }

    private struct Run {
        let db: Database
        let origin: String
        let publicKey: [UInt8]
        var builder = MerkleTree.Builder()
        var problems: [String] = []
        var newest: String?
        /// Root after each size for which there is a checkpoint or something to compare with.
        private var roots: [[UInt8]] = [Sodium.sha256([])]
        private var nodes: [[Int]: [UInt8]] = [:]
        /// For each action and subject, the contents vouched for.
        private var contents: [String: [[UInt8]]] = [:]
        /// For each action and subject, by whom and when, in the order of `contents`.
        private var signed: [String: [String]] = [:]
        /// For each account, what the newest entry that sets it vouches for.
        private var accounts: [String: [UInt8]] = [:]

        init(db: Database, origin: String, publicKey: [UInt8]) {
            self.db = db
            self.origin = origin
            self.publicKey = publicKey
        }

        mutating func readEntries() throws {
            let rows = try Row.fetchCursor(
                db, sql: "SELECT sequence, line, subject, action FROM audit_entry ORDER BY sequence")
            while let row = try rows.next() {
                let sequence: Int = row["sequence"]
                let line = [UInt8](row["line"] as Data)
                if sequence != builder.size {
                    problems.append("Entry \(builder.size) is missing: the next one is numbered \(sequence).")
                }
                let fields = Run.fields(of: line)
                if fields?.sequence != sequence {
                    problems.append(
                        "Entry \(sequence) says that it is entry \(fields.map { String($0.sequence) } ?? "of another form")."
                    )
                }
                if let fields {
                    if fields.subject != row["subject"] || fields.action != row["action"] {
                        problems.append("Entry \(sequence) is listed under another subject or action than it names.")
                    }
                    contents[fields.action + " " + fields.subject, default: []].append(fields.content)
                    signed[fields.action + " " + fields.subject, default: []].append(fields.signed)
                    if AuditAction.settingAccounts.contains(fields.action) { accounts[fields.subject] = fields.content }
                }
                for node in builder.append(MerkleTree.leaf(line)) { nodes[[node.level, node.position]] = node.hash }
                roots.append(builder.root)
            }
        }

        /// What an entry says, read back from its bytes.
        private static func fields(
            of line: [UInt8]
        ) -> (sequence: Int, action: String, subject: String, content: [UInt8], signed: String)? {
            struct Line: Decodable {
                var seq: Int
                var at: String
                var actor: String
                var action: String
                var subject: String
                var content: String
            }
            guard let found = try? JSONDecoder().decode(Line.self, from: Data(line)),
                let content = Sodium.bytes(hexadecimal: found.content)
            else { return nil }
            return (found.seq, found.action, found.subject, content, "\(found.actor) \(found.at)")
        }

        /// By whom and when, as a row has it.
        private static func signed(_ by: String, _ at: Int64) -> String { "\(by) \(Moment(milliseconds: at).iso)" }

        mutating func readKey() throws {
            let known = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'public_key'")
            if known != Sodium.hexadecimal(publicKey) {
                problems.append("The key that signs is not the one that this record began with.")
            }
        }

        mutating func readNodes() throws {
            var seen = 0
            let rows = try Row.fetchCursor(db, sql: "SELECT level, position, hash FROM audit_node")
            while let row = try rows.next() {
                seen += 1
                let place: [Int] = [row["level"], row["position"]]
                if nodes[place] != [UInt8](row["hash"] as Data) {
                    problems.append(
                        "The hash kept for part \(place[1]) of level \(place[0]) of the tree is not that of its entries."
                    )
                }
            }
            if seen < nodes.count { problems.append("\(nodes.count - seen) hashes of the tree are missing.") }
        }

        mutating func readCheckpoints() throws {
            let rows = try Row.fetchCursor(db, sql: "SELECT size, note FROM checkpoint ORDER BY size")
            var last = 0
            while let row = try rows.next() {
                let note: String = row["note"]
                newest = note
                last = row["size"]
                guard let checkpoint = Checkpoint.parse(note), checkpoint.size == last else {
                    problems.append("The checkpoint at entry \(last) cannot be read.")
                    continue
                }
                compare(checkpoint, called: "The checkpoint after \(last) entries")
            }
            if last < builder.size { problems.append("The last \(builder.size - last) entries are not signed.") }
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

        mutating func compare(_ text: String) {
            guard let checkpoint = Checkpoint.parse(text) else {
                problems.append(
                    "What was given to compare with is no checkpoint: it has five parts, as printed on a sheet.")
                return
            }
            compare(checkpoint, called: "The checkpoint given")
        }

        // MARK: - What the entries vouch for

        mutating func readContents() throws {
            var made: Set<String> = []
            let rows = try Row.fetchCursor(
                db, sql: "SELECT * FROM decision ORDER BY id")
            while let row = try rows.next() {
                let reference: String = row["reference"]
                made.insert(reference)
                let vouched = contents["decision.made " + reference] ?? []
                if signed["decision.made " + reference]?.first != Run.signed(row["decided_by"], row["decided_at"]) {
                    problems.append(
                        "Decision \(reference) does not say by whom and when it was made as the audit does.")
                }
                if vouched.count != 1 {
                    problems.append("Decision \(reference) has \(vouched.count) entries in the audit instead of one.")
                }
                if (row["disposed_at"] as Int64?) != nil {
                    guard let disposed = contents["decision.disposed " + reference] else {
                        problems.append("Decision \(reference) was disposed of without an entry in the audit.")
                        continue
                    }
                    let remains = AuditEntry.commitment(
                        to: try Store.remains(row, db), salt: (row["salt"] as Data?).map { [UInt8]($0) } ?? [])
                    if disposed != [remains] {
                        problems.append(
                            "Decision \(reference) was disposed of, and what stayed of it or its referrals was changed since."
                        )
                    }
                    continue
                }
                let salt = (row["salt"] as Data?).map { [UInt8]($0) } ?? []
                let content = AuditEntry.commitment(to: try Store.content(row, db), salt: salt)
                if let first = vouched.first, first != content {
                    problems.append(
                        "Decision \(reference) is not what was decided: its facts, its text, its areas, or whose, when or by whom were changed."
                    )
                }
            }
            for key in contents.keys.sorted() where key.hasPrefix("decision.made ") {
                let reference = String(key.dropFirst("decision.made ".count))
                if !made.contains(reference) {
                    problems.append("Decision \(reference) is in the audit, but was taken out of the record.")
                }
            }
            try readDepartures()
            problems += try ReferralProof(db: db, contents: contents).problems()
            problems += try ConsentProof(db: db, contents: contents).problems()
            try readRulebooks()
            try readAccounts()
            try readStatements()
        }

        private mutating func readStatements() throws {
            var left = contents.filter { $0.key.hasPrefix(AuditAction.capacityStated.name + " ") }.mapValues(\.count)
            for row in try Row.fetchAll(db, sql: "SELECT * FROM capacity_statement ORDER BY service, revision") {
                let service: String = row["service"]
                let key = AuditAction.capacityStated.name + " " + service
                left[key, default: 0] -= 1
                let content = AuditEntry.commitment(
                    to: Store.content(row["state"], row["as_of"], row["by"], row["revision"]),
                    salt: [UInt8](row["salt"] as Data))
                let place = (row["revision"] as Int) - 1
                if contents[key]?.indices.contains(place) != true || contents[key]?[place] != content {
                    problems.append("What was said of the room at \(service) was changed.")
                }
            }
            for key in left.keys.sorted() where left[key] != 0 {
                problems.append(
                    "What was said of the room at \(key.split(separator: " ").last ?? "") is not what the audit has.")
            }
        }

        private mutating func readAccounts() throws {
            var left = accounts
            for row in try Row.fetchAll(db, sql: "SELECT * FROM account ORDER BY name") {
                let row = AccountRow(row)
                if left.removeValue(forKey: row.account.name) != AuditEntry.commitment(to: row.content, salt: row.salt)
                {
                    problems.append(
                        "The account \(row.account.name) is not as it was last set: its roles, areas, password or name were changed."
                    )
                }
            }
            for name in left.keys.sorted() {
                problems.append("The account \(name) is in the audit, but was taken out of the record.")
            }
        }

        private mutating func readDepartures() throws {
            let rows = try Row.fetchAll(
                db,
                sql: """
                    SELECT reference, choice, reason, at, by, departure.salt AS salt FROM departure
                    JOIN decision ON decision.id = departure.decision WHERE decision.disposed_at IS NULL ORDER BY departure.id
                    """)
            var left = contents
            var leftSigned = signed
            for row in rows {
                let reference: String = row["reference"]
                let text = "\(row["choice"] as String? ?? "")\n\(row["reason"] as String? ?? "")"
                let salt = (row["salt"] as Data?).map { [UInt8]($0) } ?? []
                let content = AuditEntry.commitment(to: Array(text.utf8), salt: salt)
                let key = "decision.departed " + reference
                let says = Run.signed(row["by"], row["at"])
                let index = left[key]?.indices.first { left[key]?[$0] == content && leftSigned[key]?[$0] == says }
                guard let index, (row["choice"] as String?)?.contains(where: \.isNewline) != true else {
                    problems.append(
                        "What was decided otherwise in \(reference), by whom or when, is not what was written down then."
                    )
                    continue
                }
                left[key]?.remove(at: index)
                leftSigned[key]?.remove(at: index)
            }
            let kept = Set(try String.fetchAll(db, sql: "SELECT reference FROM decision WHERE disposed_at IS NULL"))
            for key in left.keys.sorted() where key.hasPrefix("decision.departed ") && !(left[key] ?? []).isEmpty {
                let reference = String(key.dropFirst("decision.departed ".count))
                if kept.contains(reference) {
                    problems.append("A departure from \(reference) is in the audit, but was taken out of the record.")
                }
            }
        }

        private mutating func readRulebooks() throws {
            let published = AuditAction.rulebookPublished.name + " "
            var left = Set(contents.keys.filter { $0.hasPrefix(published) })
            for row in try Row.fetchAll(db, sql: "SELECT * FROM rulebook_version ORDER BY number") {
                let number: Int = row["number"]
                left.remove("\(published)rulebook \(number)")
                if signed["\(published)rulebook \(number)"] != [Run.signed(row["published_by"], row["published_at"])] {
                    problems.append(
                        "Rulebook version \(number) does not say by whom and when it was published as the audit does.")
                }
                let content = AuditEntry.commitment(
                    to: Array((row["hash"] as String).utf8), salt: [UInt8](row["salt"] as Data))
                if contents["rulebook.published rulebook \(number)"] != [content] {
                    problems.append("Rulebook version \(number) is not the one that was published.")
                }
                if try Store.hash(db, ofVersion: number) != row["hash"] as String {
                    problems.append("The files of rulebook version \(number) were changed.")
                }
            }
            for key in left.sorted() {
                problems.append(
                    "The \(key.dropFirst(published.count)) is in the audit, but was taken out of the record.")
            }
        }
    }
}
