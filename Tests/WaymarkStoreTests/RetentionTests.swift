import Foundation
import Testing
import WaymarkDocuments
import WaymarkStore

@Suite struct `Retention` {
    private func plan(_ text: String) -> (plan: RetentionPlan?, problems: [String]) {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "retention.yaml", bytes: Array(text.utf8)))
        var problems = Diagnostics()
        let plan = RetentionPlan.read(file, of: sources, into: &problems)
        return (plan, problems.all.map(\.message))
    }

    @Test func `what was disposed of is nowhere in the files, and the audit still verifies`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let hash = try store.publish(`The record of decisions`.rulebook(), by: worker, at: noon).hash
        func decision(_ planted: String) -> NewDecision {
            NewDecision(
                caseReference: "CASE-\(planted)", channel: "desk", decisionDate: "2026-11-21", rulebook: hash,
                facts: Array("{\"said\":\"FACT-\(planted)\"}".utf8),
                document: Array("{\"shown\":\"\(String(repeating: "TEXT-\(planted) ", count: 2000))\"}".utf8))
        }
        let old = try store.record(decision("OLDEST"), by: worker, at: noon, idempotencyKey: "KEY-OLDEST")
        try store.depart(from: old, choosing: "CHOICE-OLDEST", because: "REASON-OLDEST", by: worker, at: noon)
        let later = noon.adding(seconds: 86_400 * 40)
        let young = try store.record(decision("YOUNGEST"), by: worker, at: later)

        let plan = try #require(plan("retention:\n  decision: 30 days\n").plan)
        #expect(try store.due(under: plan, at: later).due == [old])
        #expect(try store.decision(old, readBy: worker, at: later).disposedAt == nil)
        #expect(try store.dispose(under: plan, by: worker, at: later).due == [old])

        // Every file of the folder, the log and the shared memory beside the database included.
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path) {
            let bytes = try #require(FileManager.default.contents(atPath: scratch.path + "/" + name))
            #expect(bytes.range(of: Data("OLDEST".utf8)) == nil, "\(name)")
        }
        let kept = try store.decision(old, readBy: worker, at: later)
        #expect(kept.disposedAt == later && kept.facts.isEmpty && kept.document.isEmpty && kept.caseReference == nil)
        #expect(kept.departures.isEmpty && kept.decidedBy == "worker")
        #expect(try store.decision(young, readBy: worker, at: later).caseReference == "CASE-YOUNGEST")
        #expect(try AuditVerifier(store).verify().problems == [])
        #expect(try store.due(under: plan, at: later).due == [])
    }

    @Test func `a decision is kept to the last day of its period`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let hash = try store.publish(`The record of decisions`.rulebook(), by: worker, at: noon).hash
        let reference = try store.record(`The record of decisions`.decision(1, rulebook: hash), by: worker, at: noon)
        let plan = try #require(plan("retention: {decision: 2 days}\n").plan)
        #expect(try store.due(under: plan, at: noon.adding(seconds: 86_400)).due == [])
        #expect(try store.due(under: plan, at: noon.adding(seconds: 86_400 * 2)).due == [reference])
    }

    @Test func `a class without a period is kept and named`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let hash = try store.publish(`The record of decisions`.rulebook(), by: worker, at: noon).hash
        _ = try store.record(`The record of decisions`.decision(1, rulebook: hash), by: worker, at: noon)
        let plan = try #require(plan("retention: {other: 1 day}\n").plan)
        let report = try store.due(under: plan, at: noon.adding(seconds: 86_400 * 9999))
        #expect(report.due == [] && report.classesWithoutPeriod == ["decision"])
    }

    @Test(arguments: [
        "", "retention: {decision: soon}", "retention: {decision: 0 days}", "keep: {decision: 1 day}", "retention: {}",
    ])
    func `a plan that cannot be read is refused as a whole`(text: String) {
        let read = plan(text)
        #expect(read.plan == nil && !read.problems.isEmpty)
    }
}
