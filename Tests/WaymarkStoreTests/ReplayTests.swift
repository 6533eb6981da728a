import Foundation
import GRDB
import Testing
import WaymarkDocuments
import WaymarkReplay
import WaymarkRouting
import WaymarkRules

@testable import WaymarkStore

@Suite struct `Deciding kept decisions again` {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Golden/decisions/rulebook").path

    private func rulebook() throws -> Rulebook {
        var problems = Diagnostics()
        return try #require(Rulebook.load(folder: Self.folder, into: &problems).0)
    }

    /// A kept decision with nothing known.
    private func keep(_ store: Store, under rulebook: Rulebook) throws -> String {
        let facts = Array(#"{"id":"p1","decision_date":"2026-11-21","facts":{}}"#.utf8)
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "case", bytes: facts))
        var problems = Diagnostics()
        let value = try #require(JSONReader.read(file, of: sources, into: &problems))
        let person = try #require(JSONCaseReader(rulebook).read(value, into: &problems).case)
        let decision = try Decider(rulebook).decide(person, on: try #require(person.decisionDate))
        var writer = JSONWriter()
        DecisionJSON(rulebook, detail: .full).write(decision, to: &writer)
        return try store.record(
            NewDecision(
                caseReference: nil, channel: "desk", decisionDate: "2026-11-21", rulebook: rulebook.hash, facts: facts,
                document: writer.bytes), by: worker, at: noon)
    }

    @Test func `under its own rulebook a decision comes out byte for byte, and the replay is in the audit`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let rulebook = try rulebook()
        _ = try store.publish(rulebook.sources, by: worker, at: noon)
        _ = try keep(store, under: rulebook)
        let before = try AuditVerifier(store).verify().size
        let report = try store.replay(by: worker, at: noon)
        #expect(report.count == 1 && report.changes == [] && report.failures.isEmpty)
        #expect(try AuditVerifier(store).verify().size == before + 1)
    }

    @Test func `a decision that was changed in the file is named`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let rulebook = try rulebook()
        _ = try store.publish(rulebook.sources, by: worker, at: noon)
        let reference = try keep(store, under: rulebook)
        try store.database.write { db in
            try db.execute(
                sql:
                    "UPDATE decision SET document = CAST(replace(CAST(document AS TEXT), '\"outcome\":\"', '\"outcome\":\"x') AS BLOB)"
            )
        }
        let report = try store.replay(by: worker, at: noon)
        #expect(report.changes.map(\.reference) == [reference] && report.changes[0].lines.isEmpty == false)
    }

    @Test func `under another rulebook facts that do not fit are said not to, without saying what they were`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let rulebook = try rulebook()
        let hash = try store.publish(rulebook.sources, by: worker, at: noon).hash
        _ = try store.record(`The record of decisions`.decision(4711, rulebook: hash), by: worker, at: noon)
        let report = try store.replay(under: rulebook, by: worker, at: noon)
        #expect(report.failures.count == 1 && !report.failures[0].says.contains("4711"))
    }
}
