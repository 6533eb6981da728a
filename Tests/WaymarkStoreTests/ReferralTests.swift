import Foundation
import GRDB
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkStore

/// A record with a decision for `CU/1`, from which referrals can be sent.
struct ReferralRecord {
    let scratch = ScratchFolder()
    let store: Store
    let decision: String

    init() throws {
        store = try scratch.open()
        let hash = try store.publish(`The record of decisions`.rulebook(), by: worker, at: noon).hash
        decision = try store.record(
            `The record of decisions`.decision(1, rulebook: hash, caseReference: "CU/1"), by: worker, at: noon)
    }

    func new(_ service: String = "cgl", closesAfter: Int? = 3, note: String? = nil) -> NewReferral {
        NewReferral(
            decision: decision, programme: "treatment", service: service, area: "ashford", closesAfter: closesAfter,
            consent: .person, note: note)
    }

    /// Records events one after another, an hour apart.
    func sent(_ events: [ReferralEvent], service: String = "cgl", closesAfter: Int? = 3) throws -> Referral {
        let reference = try store.send(new(service, closesAfter: closesAfter), by: worker, at: noon)
        for (index, event) in events.enumerated() {
            let change = ReferralChange(event, reason: event.reasons.first, note: "note \(index)", revision: index + 1)
            _ = try store.change(reference, change, by: worker, at: noon.adding(seconds: 3600 * Int64(index + 1)))
        }
        return try store.referral(reference, readBy: worker, at: noon)
    }

    func isSound() throws -> Bool { try AuditVerifier(store).verify().problems == [] }
}

@Suite struct `Referrals` {
    @Test func `a referral carries what its decision says and begins as sent`() throws {
        let record = try ReferralRecord()
        let reference = try record.store.send(record.new(note: "prefers mornings"), by: worker, at: noon)
        #expect(reference == "R-2026-000001")
        let kept = try record.store.referral(reference, readBy: worker, at: noon)
        #expect(kept.state == .sent && kept.revision == 1 && kept.caseReference == "CU/1" && kept.source == "desk")
        #expect(
            kept.decision == record.decision && kept.consent == .person && kept.area == "ashford"
                && kept.closesAfter == 3)
        #expect(
            kept.events.map(\.event) == [.sent] && kept.events[0].note == "prefers mornings"
                && kept.events[0].by == "worker")
        #expect(try record.store.referrals(fromDecision: record.decision).map(\.reference) == [reference])
        #expect(try record.isSound())
    }

    @Test func `each change says who, when, what and why`() throws {
        let record = try ReferralRecord()
        let kept = try record.sent([.contactFailed, .contactMade, .accepted, .started, .completed])
        #expect(kept.state == .completed && kept.revision == 6 && kept.progress.failedContacts == 0)
        #expect(
            kept.progress.firstContactAt == noon.adding(seconds: 7200)
                && kept.changedAt == noon.adding(seconds: 5 * 3600))
        #expect(kept.events.map(\.state) == [.sent, .sent, .sent, .accepted, .started, .completed])
        #expect(kept.events[5].note == "note 4" && kept.possible == [.reopened])
        #expect(try record.isSound())
    }

    @Test func `as many failed contacts in a row as the agreement says close it`() throws {
        let record = try ReferralRecord()
        let kept = try record.sent([
            .contactFailed, .contactFailed, .contactMade, .contactFailed, .contactFailed, .contactFailed,
        ])
        #expect(kept.state == .closedNoContact && kept.progress.failedContacts == 3)
        #expect(kept.events.map(\.state).dropLast().allSatisfy { $0 == .sent })
        let never = try record.sent(Array(repeating: .contactFailed, count: 9), service: "other", closesAfter: nil)
        #expect(never.state == .sent && never.progress.failedContacts == 9)
        let reopened = try record.store.change(kept.reference, .init(.reopened, revision: 7), by: worker, at: noon)
        #expect(reopened.state == .sent && reopened.progress.failedContacts == 0)
        #expect(try record.isSound())
    }

    @Test func `a double click sends and records once`() throws {
        let record = try ReferralRecord()
        let first = try record.store.send(record.new(note: "a"), by: worker, at: noon)
        #expect(try record.store.send(record.new(note: "a"), by: worker, at: noon) == first)
        let change = ReferralChange(.declined, reason: .noCapacity, note: "full", revision: 1)
        for _ in 0..<3 { #expect(try record.store.change(first, change, by: worker, at: noon).revision == 2) }
        #expect(try record.isSound())
    }

    @Test func `a second referral to the same service from the same decision is refused`() throws {
        let record = try ReferralRecord()
        _ = try record.store.send(record.new(), by: worker, at: noon)
        #expect(throws: StoreError.self) { try record.store.send(record.new(note: "again"), by: worker, at: noon) }
        #expect(throws: StoreError.self) { try record.store.send(record.new(), by: Actor(name: "other"), at: noon) }
        #expect(try record.store.send(record.new("other"), by: worker, at: noon) == "R-2026-000002")
    }

    @Test func `the same key is one change, with something else in it it is refused`() throws {
        let record = try ReferralRecord()
        let reference = try record.store.send(record.new(), by: worker, at: noon, idempotencyKey: "k")
        #expect(try record.store.send(record.new(), by: worker, at: noon, idempotencyKey: "k") == reference)
        #expect(throws: StoreError.keyReused) {
            try record.store.send(record.new("other"), by: worker, at: noon, idempotencyKey: "k")
        }
        for _ in 0..<2 {
            let kept = try record.store.change(
                reference, .init(.contactFailed, revision: 1), by: worker, at: noon, idempotencyKey: "e")
            #expect(kept.revision == 2)
        }
        #expect(throws: StoreError.keyReused) {
            try record.store.change(
                reference, .init(.contactMade, revision: 2), by: worker, at: noon, idempotencyKey: "e")
        }
    }

    @Test func `of two people on one referral the slower one is told`() throws {
        let record = try ReferralRecord()
        let reference = try record.store.send(record.new(), by: worker, at: noon)
        _ = try record.store.change(reference, .init(.accepted, revision: 1), by: worker, at: noon)
        #expect(throws: StoreError.changedMeanwhile("referral \(reference)")) {
            try record.store.change(
                reference, .init(.withdrawn, reason: .changedMind, revision: 1), by: Actor(name: "other"), at: noon)
        }
        #expect(throws: StoreError.changedMeanwhile("referral \(reference)")) {
            try record.store.change(reference, .init(.accepted, revision: 1), by: Actor(name: "other"), at: noon)
        }
        #expect(try record.store.referral(reference, readBy: worker, at: noon).revision == 2)
    }

    @Test func `of many who record at once one is first and the others are told`() async throws {
        let record = try ReferralRecord()
        let store = record.store
        let reference = try store.send(record.new(), by: worker, at: noon)
        let counts = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<20 {
                group.addTask {
                    let change = ReferralChange(.contactMade, note: "n\(number)", revision: 1)
                    return (try? store.change(reference, change, by: worker, at: noon)) != nil
                }
            }
            return await group.reduce(into: [true: 0, false: 0]) { $0[$1, default: 0] += 1 }
        }
        #expect(counts == [true: 1, false: 19])
        #expect(try store.referral(reference, readBy: worker, at: noon).revision == 2)
        #expect(try record.isSound())
    }

    @Test func `many who send the same referral at once send one`() async throws {
        let record = try ReferralRecord()
        let (store, new) = (record.store, record.new(note: "same"))
        let references = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { try store.send(new, by: worker, at: noon) } }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(references == ["R-2026-000001"])
        #expect(try record.isSound())
    }

    @Test func `what cannot happen now, or lacks its reason, is refused`() throws {
        let record = try ReferralRecord()
        let reference = try record.store.send(record.new(), by: worker, at: noon)
        let wrong: [ReferralChange] = [
            .init(.completed, revision: 1), .init(.sent, revision: 1), .init(.reopened, revision: 1),
            .init(.declined, revision: 1),
            .init(.declined, reason: .changedMind, revision: 1), .init(.accepted, reason: .other, revision: 1),
        ]
        for change in wrong {
            #expect(throws: StoreError.self, "\(change)") {
                try record.store.change(reference, change, by: worker, at: noon)
            }
        }
        #expect(throws: StoreError.notFound("referral R-2026-000009")) {
            try record.store.change("R-2026-000009", .init(.accepted, revision: 1), by: worker, at: noon)
        }
        #expect(throws: StoreError.notFound("decision D-2026-000009")) {
            var new = record.new()
            new.decision = "D-2026-000009"
            _ = try record.store.send(new, by: worker, at: noon)
        }
        #expect(try record.store.referral(reference, readBy: worker, at: noon).revision == 1)
        #expect(try record.isSound())
    }

    @Test func `lists are filtered, ordered, counted and cut; other areas stay out of sight`() throws {
        let record = try ReferralRecord()
        for (index, event) in [ReferralEvent.accepted, .declined, .contactFailed, .started].enumerated() {
            _ = try record.sent([event], service: "s\(index)")
        }
        var filter = ReferralFilter()
        func listed() throws -> [String] {
            try record.store.referrals(filter, readBy: worker, at: noon.adding(seconds: 7200)).referrals.map(\.service)
        }
        filter.order = .reference
        filter.isDescending = false
        #expect(try listed() == ["s0", "s1", "s2", "s3"])
        filter.limit = 2
        filter.offset = 1
        #expect(try listed() == ["s1", "s2"])
        #expect(try record.store.referrals(filter, readBy: worker, at: noon).total == 4)
        filter = ReferralFilter()
        filter.states = [.started, .accepted]
        #expect(try Set(listed()) == ["s0", "s3"])
        filter.states = []
        filter.needsAttention = true
        #expect(try Set(listed()) == ["s1", "s2"])
        let later = noon.adding(seconds: 86_400 * 20)
        #expect(
            Set(try record.store.referrals(filter, readBy: worker, at: later).referrals.map(\.service)) == [
                "s0", "s2", "s3",
            ])
        filter = ReferralFilter()
        filter.madeBy = "other"
        #expect(try listed() == [])
        filter.madeBy = nil
        // Another area sees none of them; who sent them goes on seeing them.
        let colleague = Actor(name: "colleague")
        filter.areas = ["elsewhere"]
        #expect(try record.store.referrals(filter, readBy: colleague, at: noon).total == 0)
        #expect(try listed().count == 4)
        #expect(try record.store.referrals(forCase: "CU/1", areas: ["elsewhere"], readBy: colleague, at: noon).isEmpty)
        #expect(try record.store.referrals(forCase: "CU/1", areas: ["ashford"], readBy: colleague, at: noon).count == 4)
    }

    @Test func `reading a person's referrals is in the audit`() throws {
        let record = try ReferralRecord()
        let reference = try record.store.send(record.new(), by: worker, at: noon)
        let before = try AuditVerifier(record.store).verify().size
        _ = try record.store.referral(reference, readBy: worker, at: noon)
        _ = try record.store.referrals(forCase: "CU/1", readBy: worker, at: noon)
        _ = try record.store.referrals(ReferralFilter(), readBy: worker, at: noon)
        #expect(try AuditVerifier(record.store).verify().size == before + 3)
    }

    @Test func `a disposed decision takes case reference, consent, reasons and notes of its referrals with it`() throws
    {
        let record = try ReferralRecord()
        var new = record.new(note: "NOTE-OLDEST")
        new.consent = .parentOrCarer
        let reference = try record.store.send(new, by: worker, at: noon, idempotencyKey: "KEY-OLDEST")
        _ = try record.store.change(
            reference, .init(.declined, reason: .riskTooHigh, note: "REASON-OLDEST", revision: 1), by: worker, at: noon,
            idempotencyKey: "KEY2-OLDEST")
        let later = noon.adding(seconds: 86_400 * 40)
        var plan = RetentionPlan.standard
        plan.periods = [("decision", .days(30))]
        #expect(try record.store.dispose(under: plan, by: worker, at: later).due.count == 1)
        for name in try FileManager.default.contentsOfDirectory(atPath: record.scratch.path) {
            let bytes = try #require(FileManager.default.contents(atPath: record.scratch.path + "/" + name))
            for planted in ["OLDEST", "CU/1", "risk_too_high", "parent_or_carer"] {
                #expect(bytes.range(of: Data(planted.utf8)) == nil, "\(planted) in \(name)")
            }
        }
        let kept = try record.store.referral(reference, readBy: worker, at: later)
        #expect(kept.disposedAt == later && kept.caseReference == nil && kept.consent == nil && kept.possible == [])
        #expect(
            kept.events.map(\.event) == [.sent, .declined]
                && kept.events.allSatisfy { $0.note == nil && $0.reason == nil })
        #expect(try record.isSound())
        #expect(throws: StoreError.self) {
            try record.store.change(reference, .init(.reopened, revision: 2), by: worker, at: later)
        }
    }
}
