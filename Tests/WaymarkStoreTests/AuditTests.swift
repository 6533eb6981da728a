import Foundation
import GRDB
import Testing
import WaymarkDocuments
import WaymarkSodium
import WaymarkStore

@Suite struct `The audit` {
    /// A record with a rulebook, five decisions and a departure.
    private func filled(_ scratch: ScratchFolder) throws -> Store {
        let store = try scratch.open()
        let hash = try store.publish(`The record of decisions`.rulebook(), by: worker, at: noon).hash
        for number in 1...5 {
            var decision = `The record of decisions`.decision(number, rulebook: hash)
            decision.count = DecisionCount(home: "ashford", best: "unavailable", unavailable: ["treatment"])
            _ = try store.record(decision, by: worker, at: noon)
        }
        try store.depart(from: "D-2026-000002", choosing: "CGL", because: "asked for it", by: worker, at: noon)
        return store
    }

    /// Somebody with the file in their hands.
    private func tamper(_ scratch: ScratchFolder, _ sql: String...) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: scratch.file, configuration: configuration)
        try queue.write { db in
            try db.execute(sql: "DROP TRIGGER audit_entry_stays; DROP TRIGGER audit_entry_remains;")
            for line in sql { try db.execute(sql: line) }
        }
        try queue.close()
    }

    private func problems(_ scratch: ScratchFolder, against checkpoint: String? = nil) throws -> [String] {
        try AuditVerifier(try scratch.open()).verify(against: checkpoint).problems
    }

    @Test func `the tree's roots are those of RFC 6962`() {
        // Recomputed by the definition: the hash of the roots of the two halves, the first one of the largest power of two.
        func root(_ leaves: ArraySlice<[UInt8]>) -> [UInt8] {
            if leaves.isEmpty { return Sodium.sha256([]) }
            if leaves.count == 1 { return leaves[leaves.startIndex] }
            var half = 1
            while half * 2 < leaves.count { half *= 2 }
            return MerkleTree.node(root(leaves.prefix(half)), root(leaves.dropFirst(half)))
        }
        let leaves = (0..<70).map { MerkleTree.leaf([UInt8($0)]) }
        for count in 0...70 {
            #expect(MerkleTree.root(Array(leaves.prefix(count))) == root(leaves.prefix(count)), "\(count)")
        }
        #expect(
            Sodium.hexadecimal(MerkleTree.root([]))
                == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            Sodium.hexadecimal(MerkleTree.leaf([]))
                == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")
    }

    @Test func `a record that nobody touched is sound, also after it is opened again`() throws {
        let scratch = ScratchFolder()
        let checkpoint = try #require(try filled(scratch).newestCheckpoint())
        let report = try AuditVerifier(try scratch.open()).verify(against: checkpoint)
        #expect(report.problems == [] && report.size == 7 && report.newest == checkpoint)
        // What is printed may be broken over lines.
        let printed = checkpoint.replacing(" ", with: "\n   ").replacing("-11-", with: "-11-\n").replacing(
            "a", with: "a\r\n")
        #expect(printed != checkpoint)
        #expect(try problems(scratch, against: printed) == [])
    }

    @Test func `the database itself refuses to change or delete an entry`() throws {
        let scratch = ScratchFolder()
        _ = try filled(scratch)
        let queue = try DatabaseQueue(path: scratch.file)
        for line in ["UPDATE audit_entry SET subject = 'x'", "DELETE FROM audit_entry WHERE sequence = 3"] {
            #expect(throws: DatabaseError.self) { try queue.write { db in try db.execute(sql: line) } }
        }
        #expect(try problems(scratch) == [])
    }

    @Test(arguments: [
        (
            "an edited entry",
            "UPDATE audit_entry SET line = CAST(replace(CAST(line AS TEXT), 'worker', 'nobody') AS BLOB) WHERE sequence = 2"
        ),
        ("a deleted entry", "DELETE FROM audit_entry WHERE sequence = 3"),
        ("a truncated audit", "DELETE FROM audit_entry WHERE sequence > 4"),
        (
            "an entry put in at the end",
            """
            INSERT INTO audit_entry SELECT 7, CAST(replace(CAST(line AS TEXT), '"seq":6', '"seq":7') AS BLOB), subject, action
            FROM audit_entry WHERE sequence = 6
            """
        ),
        (
            "swapped entries",
            """
            UPDATE audit_entry SET line = (SELECT other.line FROM audit_entry AS other
            WHERE other.sequence = CASE audit_entry.sequence WHEN 2 THEN 3 ELSE 2 END) WHERE sequence IN (2, 3)
            """
        ),
        ("an entry under another subject", "UPDATE audit_entry SET subject = 'D-2026-000005' WHERE sequence = 2"),
        ("edited facts", "UPDATE decision SET facts = CAST('{}' AS BLOB) WHERE reference = 'D-2026-000003'"),
        ("an edited decision", "UPDATE decision SET document = CAST('{}' AS BLOB) WHERE reference = 'D-2026-000003'"),
        (
            "another person's case reference",
            "UPDATE decision SET case_reference = 'CU/9' WHERE reference = 'D-2026-000003'"
        ),
        ("another decider", "UPDATE decision SET decided_by = 'nobody' WHERE reference = 'D-2026-000003'"),
        ("a deleted decision", "DELETE FROM decision WHERE reference = 'D-2026-000004'"),
        (
            "a decision put in",
            """
            INSERT INTO decision (reference, channel, decided_at, decided_by, decision_date, rulebook, retention, facts, document, salt)
            SELECT 'D-2026-000006', channel, decided_at, decided_by, decision_date, rulebook, retention, facts, document, salt
            FROM decision WHERE reference = 'D-2026-000001'
            """
        ),
        (
            "a decision marked as disposed of",
            "UPDATE decision SET disposed_at = 1, facts = NULL WHERE reference = 'D-2026-000001'"
        ),
        ("an edited departure", "UPDATE departure SET reason = 'no reason'"),
        ("a deleted departure", "DELETE FROM departure"),
        ("a departure by somebody else", "UPDATE departure SET by = 'nobody'"),
        ("a departure at another time", "UPDATE departure SET at = at + 1000"),
        ("an edited count", "UPDATE decision_count SET best = 'refer'"),
        ("another area in a count", "UPDATE decision_count SET home = NULL"),
        ("a deleted count", "DELETE FROM decision_count WHERE decision = 1"),
        ("a rulebook by somebody else", "UPDATE rulebook_version SET published_by = 'nobody'"),
        ("a deleted rulebook", "DELETE FROM rulebook_version"),
        ("another public key", "UPDATE setting SET value = '00' WHERE name = 'public_key'"),
        ("an edited rulebook", "UPDATE file_content SET bytes = CAST('facts: {}' AS BLOB)"),
        ("an edited hash of the tree", "UPDATE audit_node SET hash = zeroblob(32) WHERE level = 1 AND position = 0"),
        ("a missing hash of the tree", "DELETE FROM audit_node WHERE level = 2"),
        (
            "an edited checkpoint",
            "UPDATE checkpoint SET note = replace(note, '2026-11-21', '2026-11-20') WHERE size = 4"
        ),
        ("a missing last checkpoint", "DELETE FROM checkpoint WHERE size = 7"),
    ])
    func `every change is found`(name: String, sql: String) throws {
        let scratch = ScratchFolder()
        _ = try filled(scratch)
        try tamper(scratch, sql)
        #expect(try !problems(scratch).isEmpty, "\(name)")
    }

    @Test(arguments: [
        "UPDATE decision SET decided_by = 'nobody' WHERE reference = 'D-2026-000002'",
        "UPDATE decision SET channel = 'street' WHERE reference = 'D-2026-000002'",
        "UPDATE decision SET disposed_at = disposed_at + 1 WHERE reference = 'D-2026-000002'",
        "UPDATE decision SET facts = CAST('{}' AS BLOB) WHERE reference = 'D-2026-000002'",
        "UPDATE departure SET by = 'nobody'", "DELETE FROM departure",
        "UPDATE departure SET choice = 'put in', reason = 'put in'",
    ])
    func `what stays of a decision that was disposed of cannot be changed either`(sql: String) throws {
        let scratch = ScratchFolder()
        let store = try filled(scratch)
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "retention.yaml", bytes: Array("retention: {decision: 1 day}\n".utf8)))
        var none = Diagnostics()
        let plan = try #require(RetentionPlan.read(file, of: sources, into: &none))
        #expect(try store.dispose(under: plan, by: worker, at: noon.adding(seconds: 9 * 86_400)).due.count == 5)
        #expect(try problems(scratch) == [])
        try tamper(scratch, sql)
        #expect(try !problems(scratch).isEmpty)
    }

    @Test func `what SQLite would cut short is refused, so that the audit stays sound`() throws {
        let scratch = ScratchFolder()
        let store = try filled(scratch)
        #expect(throws: StoreError.self) {
            try store.depart(from: "D-2026-000002", choosing: "a\0b", because: "c", by: worker, at: noon)
        }
        #expect(throws: StoreError.self) {
            try store.depart(from: "D-2026-000002", choosing: "a\nb", because: "c", by: worker, at: noon)
        }
        let hash = try store.versions()[0].hash
        let decision = `The record of decisions`.decision(9, rulebook: hash, caseReference: "CU\01")
        #expect(throws: StoreError.self) { try store.record(decision, by: worker, at: noon) }
        #expect(try problems(scratch) == [])
    }

    @Test func `the same departure twice is kept once`() throws {
        let scratch = ScratchFolder()
        let store = try filled(scratch)
        try store.depart(from: "D-2026-000002", choosing: "CGL", because: "asked for it", by: worker, at: noon)
        #expect(try store.decision("D-2026-000002", readBy: worker, at: noon).departures.count == 1)
        #expect(try problems(scratch) == [])
    }

    @Test func `who writes everything anew with a key of their own is found with a checkpoint from before`() throws {
        let scratch = ScratchFolder()
        let printed = try #require(try filled(scratch).newestCheckpoint())
        let forged = ScratchFolder()
        _ = try filled(forged)
        #expect(try problems(forged) == [])
        #expect(try !problems(forged, against: printed).isEmpty)
    }

    @Test func `an older copy in the place of the record is found with a checkpoint from after`() throws {
        let scratch = ScratchFolder()
        let store = try filled(scratch)
        let hash = try store.versions()[0].hash
        let copy = ScratchFolder()
        try FileManager.default.createDirectory(atPath: copy.path, withIntermediateDirectories: true)
        let copying = try DatabaseQueue(path: copy.file)
        try DatabaseQueue(path: scratch.file).backup(to: copying)
        try copying.close()
        try FileManager.default.copyItem(atPath: scratch.path + "/signing.key", toPath: copy.path + "/signing.key")
        _ = try store.record(`The record of decisions`.decision(6, rulebook: hash), by: worker, at: noon)
        let printed = try #require(try store.newestCheckpoint())
        #expect(try problems(copy) == [])
        #expect(try problems(copy, against: printed).contains { $0.contains("entries were taken away") })
    }

    @Test func `checkpoints signed anew with the record's own key are found with one from before`() throws {
        let scratch = ScratchFolder()
        let printed = try #require(try filled(scratch).newestCheckpoint())
        // Somebody with the key takes the whole record apart and writes another with the same name.
        let key = try String(contentsOfFile: scratch.path + "/signing.key", encoding: .utf8)
        let forged = ScratchFolder()
        try FileManager.default.createDirectory(atPath: forged.path, withIntermediateDirectories: true)
        try key.write(toFile: forged.path + "/signing.key", atomically: true, encoding: .utf8)
        let store = try filled(forged)
        #expect(try AuditVerifier(store).verify().problems == [])
        #expect(try AuditVerifier(store).verify(against: printed).problems.contains { $0.contains("changed, swapped") })
    }

    @Test func `what is no checkpoint is said to be none`() throws {
        let scratch = ScratchFolder()
        _ = try filled(scratch)
        #expect(try problems(scratch, against: "waymark 7 abc")[0].contains("is no checkpoint"))
    }
}
