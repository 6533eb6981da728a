import Foundation
import Testing
import WaymarkDocuments
import WaymarkRules
import WaymarkStore

@Suite struct `The record of decisions` {
    static func rulebook(_ text: String = "facts: {}\n") -> SourceSet {
        var sources = SourceSet()
        _ = sources.add(SourceFile(path: "Rules/all.yaml", bytes: Array(text.utf8)))
        return sources
    }

    static func decision(_ number: Int, rulebook: String, caseReference: String? = nil) -> NewDecision {
        NewDecision(
            caseReference: caseReference, channel: "desk", decisionDate: "2026-11-21", rulebook: rulebook,
            facts: Array("{\"planted\":\(number)}".utf8), document: Array("{\"outcome\":\(number)}".utf8))
    }

    @Test func `a moment is written as ISO 8601 in UTC and falls on its day`() throws {
        #expect(noon.iso == "2026-11-21T12:00:00.000Z" && noon.day == Day("2026-11-21"))
        #expect(Moment(milliseconds: 0).iso == "1970-01-01T00:00:00.000Z")
        #expect(Moment(milliseconds: -1).iso == "1969-12-31T23:59:59.999Z")
        #expect(Moment(milliseconds: 951_827_696_789).iso == "2000-02-29T12:34:56.789Z")
    }

    @Test func `a decision comes back as it was kept, and reading it is in the audit`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let version = try store.publish(Self.rulebook(), by: worker, at: noon)
        let reference = try store.record(
            Self.decision(7, rulebook: version.hash, caseReference: "CU/1"), by: worker, at: noon)
        #expect(reference == "D-2026-000001")
        let before = try AuditVerifier(store).verify().size
        let kept = try store.decision(reference, readBy: worker, at: noon)
        #expect(kept.facts == Array("{\"planted\":7}".utf8) && kept.document == Array("{\"outcome\":7}".utf8))
        #expect(kept.caseReference == "CU/1" && kept.decidedBy == "worker" && kept.decidedAt == noon)
        #expect(try AuditVerifier(store).verify().size == before + 1)
        #expect(try store.decisions(forCase: "CU/1", readBy: worker, at: noon) == [reference])
        #expect(throws: StoreError.notFound("decision D-2026-000009")) {
            try store.decision("D-2026-000009", readBy: worker, at: noon)
        }
    }

    @Test func `references count up and begin anew each year`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let hash = try store.publish(Self.rulebook(), by: worker, at: noon).hash
        let references = try (1...3).map { try store.record(Self.decision($0, rulebook: hash), by: worker, at: noon) }
        #expect(references == ["D-2026-000001", "D-2026-000002", "D-2026-000003"])
        let later = noon.adding(seconds: 86_400 * 60)
        #expect(try store.record(Self.decision(4, rulebook: hash), by: worker, at: later) == "D-2027-000001")
    }

    @Test func `a rulebook is a version once, and comes back byte for byte`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let first = try store.publish(Self.rulebook("facts: {}\n"), by: worker, at: noon)
        let second = try store.publish(Self.rulebook("facts: {} # more\n"), by: worker, at: noon)
        let again = try store.publish(Self.rulebook("facts: {}\n"), by: worker, at: noon.adding(seconds: 9))
        #expect(first == again && [first.number, second.number] == [1, 2])
        #expect(try store.versions() == [first, second])
        #expect(ContentHash.of(try store.files(ofVersion: 2)) == second.hash)
        #expect(throws: StoreError.notFound("rulebook version 3")) { try store.files(ofVersion: 3) }
    }

    @Test func `a decision under a rulebook that was never published is not kept`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        #expect(throws: StoreError.self) {
            try store.record(Self.decision(1, rulebook: "sha256:none"), by: worker, at: noon)
        }
        #expect(try AuditVerifier(store).verify().size == 0)
    }

    @Test func `the same request twice is one decision, another request with its key is refused`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let hash = try store.publish(Self.rulebook(), by: worker, at: noon).hash
        let first = try store.record(Self.decision(1, rulebook: hash), by: worker, at: noon, idempotencyKey: "k")
        let again = try store.record(Self.decision(1, rulebook: hash), by: worker, at: noon, idempotencyKey: "k")
        #expect(first == again)
        #expect(throws: StoreError.keyReused) {
            try store.record(Self.decision(2, rulebook: hash), by: worker, at: noon, idempotencyKey: "k")
        }
        #expect(try store.record(Self.decision(2, rulebook: hash), by: worker, at: noon) == "D-2026-000002")
    }

    @Test func `a worker may decide otherwise, with a reason`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let hash = try store.publish(Self.rulebook(), by: worker, at: noon).hash
        let reference = try store.record(Self.decision(1, rulebook: hash), by: worker, at: noon)
        #expect(throws: StoreError.self) {
            try store.depart(from: reference, choosing: "CGL", because: "  ", by: worker, at: noon)
        }
        try store.depart(from: reference, choosing: "CGL", because: "knows the worker there", by: worker, at: noon)
        let kept = try store.decision(reference, readBy: worker, at: noon)
        let departure = try #require(kept.departures.first)
        #expect(kept.departures.count == 1 && departure.at == noon && departure.by == "worker")
        #expect(departure.choice == "CGL" && departure.reason == "knows the worker there")
        #expect(try AuditVerifier(store).verify().problems == [])
    }

    @Test func `many at once all get a reference of their own`() async throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let hash = try store.publish(Self.rulebook(), by: worker, at: noon).hash
        let references = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<40 {
                group.addTask { try store.record(Self.decision(number, rulebook: hash), by: worker, at: noon) }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(references.count == 40)
        #expect(try AuditVerifier(store).verify().problems == [])
    }
}
