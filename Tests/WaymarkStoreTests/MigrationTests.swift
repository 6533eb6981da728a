import Foundation
import GRDB
import Testing
import WaymarkDocuments
import WaymarkReplay
import WaymarkRouting
import WaymarkSodium

@testable import WaymarkStore

/// `Tests/Golden/record` holds a record with its key as the version before kept it, in SQL. Its key signs nothing else.
@Suite struct `A record that an older Waymark made` {
    private static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Golden/record").path

    /// A data folder with the old record.
    private func old() throws -> ScratchFolder {
        let scratch = ScratchFolder()
        try FileManager.default.createDirectory(atPath: scratch.path, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: Self.golden + "/version-7.key", toPath: scratch.path + "/signing.key")
        let sql = try String(contentsOfFile: Self.golden + "/version-7.sql", encoding: .utf8)
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: scratch.file, configuration: configuration)
        try queue.write { db in try db.execute(sql: sql) }
        try queue.close()
        return scratch
    }

    private func lastCheckpoint(_ scratch: ScratchFolder) throws -> String {
        let queue = try DatabaseQueue(path: scratch.file)
        defer { try? queue.close() }
        return try #require(
            try queue.read { db in
                try String.fetchOne(db, sql: "SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1")
            })
    }

    @Test func `opens, and verifies against a checkpoint that was printed then`() throws {
        let scratch = try old()
        let printed = try lastCheckpoint(scratch)
        let report = try AuditVerifier(try scratch.open()).verify(against: printed)
        #expect(report.problems == [] && report.size == 31 && report.newest == printed)
    }

    @Test func `is decided again, byte for byte`() throws {
        let scratch = try old()
        let store = try scratch.open()
        let report = try store.replay(by: worker, at: noon)
        #expect(report.count == 2 && report.disposed == 1 && report.changes == [] && report.failures.isEmpty)
        #expect(try AuditVerifier(store).verify().problems == [])
    }

    @Test func `has its rulebooks' files, each content once`() throws {
        let scratch = try old()
        let before = try DatabaseQueue(path: scratch.file).read { db in
            try Row.fetchAll(db, sql: "SELECT version, path, bytes FROM rulebook_file ORDER BY version, position")
        }
        let store = try scratch.open()
        let after = try (1...2).flatMap { number in
            try store.files(ofVersion: number).files.map { (number, $0.path, $0.bytes) }
        }
        #expect(before.count == after.count && before.count == 10)
        for (row, file) in zip(before, after) {
            #expect(row["version"] == file.0 && row["path"] == file.1 && [UInt8](row["bytes"] as Data) == file.2)
        }
        // Five files, of which one is another in the second version.
        #expect(try store.read { db in try FileContentRow.fetchCount(db) } == 6)
        for version in try store.versions() {
            #expect(ContentHash.of(try store.files(ofVersion: version.number)) == version.hash)
        }
    }

    @Test func `gives back everything that was kept in it`() throws {
        let scratch = try old()
        let store = try scratch.open()
        let kept = try store.decision("D-2026-000001", readBy: worker, at: noon)
        #expect(kept.caseReference == "CU/1" && kept.departures.map(\.choice) == ["CGL"])
        #expect(kept.consents.map(\.statement.answer) == [.refused, .reconsidered])
        #expect(try store.visibility(ofDecision: kept.reference).areas == ["ashford", "barton"])
        let gone = try store.decision("D-2025-000001", readBy: worker, at: noon)
        #expect(gone.disposedAt != nil && gone.facts.isEmpty && gone.departures.isEmpty && gone.consents.isEmpty)
        let referral = try store.referral("R-2026-000002", readBy: worker, at: noon)
        #expect(
            referral.events.map(\.event) == [.sent, .contactFailed, .contactMade, .declined, .reopened]
                && referral.state == .sent && referral.decision == "D-2026-000001" && referral.consent == .person)
        #expect(try store.accounts().map(\.name) == ["anna", "bert"])
        #expect(try store.account("bert").disabledAt != nil && store.account("bert").revision == 2)
        #expect(try store.capacityStatements().map(\.state) == [.noCapacity])
        let passwords = try Passwords(store, cost: .quick)
        #expect(try passwords.logIn("anna", password: "three odd gables", at: noon)?.name == "anna")
        #expect(try passwords.logIn("anna", password: "three even gables", at: noon) == nil)
    }

    @Test func `goes on being written`() throws {
        let scratch = try old()
        let printed = try lastCheckpoint(scratch)
        let store = try scratch.open()
        let hash = try store.publish(FullRecord.rulebook("facts: {}\n"), by: worker, at: noon).hash
        let new = `The record of decisions`.decision(1, rulebook: hash)
        #expect(try store.record(new, by: worker, at: noon) == "D-2026-000003")
        // What was kept before comes first.
        let sent = try store.decisionContents(after: 1, limit: 1)
        #expect(sent.map(\.reference) == ["D-2026-000001"])
        #expect(try AuditVerifier(try scratch.open()).verify(against: printed).problems == [])
    }

    @Test(arguments: [
        "UPDATE rulebook_file SET bytes = CAST('facts: {}' AS BLOB) WHERE version = 1 AND position = 0",
        "DELETE FROM rulebook_file WHERE version = 2 AND position = 1",
        "UPDATE rulebook_file SET path = 'Rules/other.yaml' WHERE version = 1 AND position = 0",
    ])
    func `that was tampered with before it is opened is found out all the same`(sql: String) throws {
        let scratch = try old()
        let queue = try DatabaseQueue(path: scratch.file)
        try queue.write { db in try db.execute(sql: sql) }
        try queue.close()
        let problems = try AuditVerifier(try scratch.open()).verify().problems
        #expect(problems.count == 1 && problems[0].hasPrefix("The files of rulebook version "))
    }

    @Test func `of any stage becomes the same as a new one`() throws {
        func tables(_ db: Database) throws -> [String] {
            try String.fetchAll(
                db, sql: "SELECT type || ' ' || name || ' ' || ifnull(sql, '') FROM sqlite_master ORDER BY 1")
        }
        let new = ScratchFolder()
        let fresh = try new.open().read(tables)
        let stages = Schema.migrator.migrations
        #expect(stages.count == 8)
        for stage in stages {
            let scratch = ScratchFolder()
            try FileManager.default.createDirectory(atPath: scratch.path, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: Self.golden + "/version-7.key", toPath: scratch.path + "/signing.key")
            let queue = try DatabaseQueue(path: scratch.file)
            try Schema.migrator.migrate(queue, upTo: stage)
            try queue.close()
            let store = try scratch.open()
            #expect(try store.read(tables) == fresh, "\(stage)")
            #expect(try AuditVerifier(store).verify().problems == [])
        }
    }

    @Test func `is left as it was where the new version cannot finish`() throws {
        let scratch = try old()
        let queue = try DatabaseQueue(path: scratch.file)
        // Something of the name that the new table has stands in the way.
        try queue.write { db in try db.execute(sql: "CREATE TABLE file_content (x TEXT)") }
        let before = try queue.read { db in try Row.fetchAll(db, sql: "SELECT * FROM rulebook_file") }
        try queue.close()
        #expect(throws: StoreError.self) { try scratch.open() }
        let after = try DatabaseQueue(path: scratch.file).read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM rulebook_file")
        }
        #expect(before == after)
    }
}
