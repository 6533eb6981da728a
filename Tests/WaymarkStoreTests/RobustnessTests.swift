import Foundation
import GRDB
import Testing

@testable import WaymarkStore

@Suite struct `What can happen to a record` {
    /// The tests' own program, which is started again as the writer that is killed.
    private static let child = "WAYMARK_TEST_WRITER"

    @Test(.enabled(if: ProcessInfo.processInfo.environment[child] != nil))
    func `writer that is killed`() throws {
        let folder = try #require(ProcessInfo.processInfo.environment[Self.child])
        let store = try Store(folder: folder)
        let hash = try store.publish(`The record of decisions`.rulebook(), by: worker, at: noon).hash
        let acknowledged = try #require(FileHandle(forWritingAtPath: folder + "/acknowledged"))
        try acknowledged.seekToEnd()
        for number in 0..<100_000 {
            let reference = try store.record(
                `The record of decisions`.decision(number, rulebook: hash), by: worker, at: noon)
            try acknowledged.write(contentsOf: Data((reference + "\n").utf8))
        }
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment[child] == nil))
    func `a writer killed at any moment loses nothing that it had acknowledged`() throws {
        let scratch = ScratchFolder()
        _ = try scratch.open()
        let path = scratch.path + "/acknowledged"
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        func acknowledged() throws -> [Substring] {
            try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        }
        for round in 0..<5 {
            let before = try acknowledged().count
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
            process.arguments =
                Array(CommandLine.arguments.dropFirst()).filter { $0.hasSuffix(".xctest") }
                + ["--testing-library", "swift-testing", "--filter", "writer that is killed"]
            process.environment = ProcessInfo.processInfo.environment.merging([Self.child: scratch.path]) { $1 }
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            while process.isRunning, try acknowledged().count < before + 3 + round * 7 { usleep(1000) }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            #expect(try acknowledged().count > before, "the writer wrote nothing")
            let store = try scratch.open()
            for reference in try acknowledged() {
                #expect(try !store.decision(String(reference), readBy: worker, at: noon).document.isEmpty)
            }
            #expect(try AuditVerifier(store).verify().problems == [])
        }
    }

    @Test func `every file of the record is its owner's alone from the first byte`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        _ = try store.publish(`The record of decisions`.rulebook(), by: worker, at: noon)
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
        #expect(names.contains("waymark.sqlite-wal"))
        for name in names {
            let attributes = try FileManager.default.attributesOfItem(atPath: scratch.path + "/" + name)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == 0o600, "\(name)")
        }
    }

    @Test func `a full disk is said to be full and nothing is half written`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let hash = try store.publish(`The record of decisions`.rulebook(), by: worker, at: noon).hash
        try store.database.writeWithoutTransaction { db in
            let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
            try db.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
        }
        let before = try AuditVerifier(store).verify().size
        var large = `The record of decisions`.decision(1, rulebook: hash)
        large.document = Array(repeating: 0x20, count: 100_000)
        #expect(throws: StoreError.isFull) { try store.record(large, by: worker, at: noon) }
        let report = try AuditVerifier(store).verify()
        #expect(report.problems == [] && report.size == before)
    }

    @Test func `a file that is no database is said to be damaged`() throws {
        let scratch = ScratchFolder()
        _ = try scratch.open()
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path)
        where name.hasPrefix(Store.fileName) {
            try Data(repeating: 0x58, count: 8192).write(to: URL(fileURLWithPath: scratch.path + "/" + name))
        }
        let error = #expect(throws: StoreError.self) { try scratch.open() }
        #expect(error?.sentence.hasPrefix("The record is damaged") == true)
    }

    @Test func `a record of a newer Waymark is left alone`() throws {
        let scratch = ScratchFolder()
        try scratch.open().database.write { db in
            try db.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('of-next-year')")
        }
        #expect(throws: StoreError.isNewer) { try scratch.open() }
    }

    @Test func `a record without the key that it began with is not opened with another`() throws {
        let scratch = ScratchFolder()
        _ = try scratch.open()
        try FileManager.default.removeItem(atPath: scratch.path + "/signing.key")
        let error = #expect(throws: StoreError.self) { try scratch.open() }
        #expect(error?.sentence.contains("put it back") == true)
    }

    @Test func `where there is no record none is made by looking for it`() throws {
        let scratch = ScratchFolder()
        #expect(throws: StoreError.self) { try Store(existing: scratch.path) }
        #expect(!FileManager.default.fileExists(atPath: scratch.path))
    }
}
