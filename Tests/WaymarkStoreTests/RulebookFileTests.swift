import Foundation
import GRDB
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

@testable import WaymarkStore

@Suite struct `The files of published rulebooks` {
    /// A file of services as the map has it.
    private static let services = SourceFile(
        path: "Services/willow.yaml",
        bytes: Array("services:\n  willow:\n    capacity: {state: has_capacity, as_of: 2025-01-01}\n".utf8))

    /// A rulebook of three megabytes in sixty files, with what was stated in the file of services.
    private static func large(_ statements: [CapacityStatement] = []) -> SourceSet {
        var services = SourceSet()
        _ = services.add(Self.services)
        var sources = SourceSet()
        for number in 0..<60 {
            let line = "# file \(number), so that no two are the same\n"
            let text = String(repeating: line, count: 50_000 / line.utf8.count)
            _ = sources.add(SourceFile(path: "Rules/part-\(number).yaml", bytes: Array(text.utf8)))
        }
        for file in services.stating(statements).files { _ = sources.add(file) }
        return sources
    }

    private func size(_ store: Store) throws -> Int {
        try store.database.writeWithoutTransaction { db in
            _ = try db.checkpoint(.truncate)
            let pages = try #require(try Int.fetchOne(db, sql: "PRAGMA page_count"))
            return try pages * #require(try Int.fetchOne(db, sql: "PRAGMA page_size"))
        }
    }

    @Test func `a hundred statements of room do not copy the rulebook`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let sources = Self.large()
        let bytes = sources.files.reduce(0) { $0 + $1.bytes.count }
        _ = try store.publish(sources, by: worker, at: noon)
        let before = try size(store)
        #expect(before > bytes)
        let first = try #require(Day("2026-01-01"))
        let states = [Service.Capacity.noCapacity, .waitingList, .hasCapacity]
        for number in 0..<100 {
            let statement = CapacityStatement(
                service: "willow", state: states[number % 3], asOf: first.adding(days: number), by: "worker")
            try store.state(statement, revision: number, by: worker, at: noon)
            let version = try store.publish(Self.large([statement]), by: worker, at: noon)
            #expect(version.number == number + 2)
        }
        #expect(try size(store) - before < bytes / 2)
        let last = try store.files(ofVersion: 101)
        #expect(last.files.count == 61)
        #expect(try ContentHash.of(last) == store.versions().last?.hash)
        #expect(try AuditVerifier(store).verify().problems == [])
    }

    @Test func `a file that two versions have is kept once, and each version comes back byte for byte`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let sets = ["a\n", "b\n", ""].map(FullRecord.rulebook)
        for sources in sets { _ = try store.publish(sources, by: worker, at: noon) }
        for (number, sources) in sets.enumerated() {
            let kept = try store.files(ofVersion: number + 1)
            #expect(kept.files.map(\.path) == sources.files.map(\.path))
            #expect(kept.files.map(\.bytes) == sources.files.map(\.bytes))
        }
        // Three first files, and one second file that they share.
        #expect(try store.read { db in try FileContentRow.fetchCount(db) } == 4)
        #expect(try store.read { db in try RulebookFileRow.fetchCount(db) } == 6)
    }

    @Test func `one content may stand at two places of a rulebook`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        var sources = SourceSet()
        for path in ["Rules/a.yaml", "Rules/b.yaml"] { _ = sources.add(SourceFile(path: path, bytes: [0x0A])) }
        let version = try store.publish(sources, by: worker, at: noon)
        #expect(try store.files(ofVersion: version.number).files.map(\.path) == ["Rules/a.yaml", "Rules/b.yaml"])
        #expect(try AuditVerifier(store).verify().problems == [])
    }

    @Test(arguments: [
        ("altered", "UPDATE file_content SET bytes = CAST('facts: {x: yes}' AS BLOB) WHERE rowid = 1", "was changed"),
        (
            "altered together with its name",
            """
            UPDATE file_content SET bytes = x'0a', hash = x'01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b'
            WHERE rowid = 1;
            UPDATE rulebook_file SET content = x'01ba4719c80b6fe911b091a7c05124b64eeece964e09c058ef8f9805daca546b'
            WHERE content NOT IN (SELECT hash FROM file_content)
            """, "The files of rulebook version 1 "
        ),
        (
            "swapped",
            """
            UPDATE file_content SET bytes = (SELECT bytes FROM file_content AS other WHERE other.rowid = 3 - file_content.rowid)
            WHERE rowid IN (1, 2)
            """, "was changed"
        ),
        (
            "swapped in a version",
            "UPDATE rulebook_file SET content = (SELECT hash FROM file_content WHERE rowid = 3) WHERE version = 1 AND position = 0",
            "The files of rulebook version 1 "
        ),
        ("missing", "DELETE FROM file_content WHERE rowid = 2", "The files of rulebook version 2 "),
        ("put in", "INSERT INTO file_content VALUES (x'00', x'00')", "stands in no version"),
        ("under another path", "UPDATE rulebook_file SET path = 'Rules/b.yaml' WHERE version = 2", "version 2 "),
        ("taken out of a version", "DELETE FROM rulebook_file WHERE version = 2 AND position = 1", "version 2 "),
    ])
    func `a content is found to be`(what: String, sql: String, says: String) throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        for text in ["a\n", "b\n"] { _ = try store.publish(FullRecord.rulebook(text), by: worker, at: noon) }
        #expect(try AuditVerifier(store).verify().problems == [])
        try store.database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: sql)
        }
        let problems = try AuditVerifier(store).verify().problems
        #expect(problems.contains { $0.contains(says) }, "\(what): \(problems)")
    }
}
