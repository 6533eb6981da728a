import WaymarkRouting
import Foundation
import GRDB
import Testing
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkStore

@Suite struct `Disposing of what is due` {
    private let plan = RetentionPlan(periods: [("decision", .days(30))])

    /// Every row of the tables that decisions and referrals stand in, but those of some decisions.
    private func rows(_ store: Store, without decisions: Set<Int64>) throws -> [String] {
        try store.read { db in
            try ["decision", "decision_area", "decision_count", "departure", "consent_answer", "referral"].flatMap {
                table -> [String] in
                let column = table == "decision" ? "id" : "decision"
                return try Row.fetchAll(db, sql: "SELECT * FROM \(table)").filter { row in
                    !decisions.contains(row[column])
                }.map { "\(table) \($0)" }
            }
        }
    }

    @Test func `nothing that a person said or was called is anywhere in the folder`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let hash = try store.publish(`The record of decisions`.rulebook(), by: worker, at: noon).hash
        var new = `The record of decisions`.decision(1, rulebook: hash, caseReference: "PLANTED-case")
        new.facts = Array(#"{"said":"PLANTED-fact"}"#.utf8)
        new.document = Array(#"{"shown":"PLANTED-document"}"#.utf8)
        new.areas = ["PLANTED-area"]
        new.count = DecisionCount(home: "PLANTED-home", best: "refer", unavailable: ["PLANTED-programme"])
        let decision = try store.record(new, by: worker, at: noon, idempotencyKey: "PLANTED-key")
        try store.depart(from: decision, choosing: "PLANTED-choice", because: "PLANTED-why", by: worker, at: noon)
        let referral = try store.send(
            NewReferral(
                decision: decision, programme: "treatment", service: "cgl", area: nil, closesAfter: nil,
                consent: .representative, note: "PLANTED-note"), by: worker, at: noon,
            idempotencyKey: "PLANTED-sending")
        _ = try store.change(
            referral, ReferralChange(.declined, reason: .riskTooHigh, note: "PLANTED-answer", revision: 1),
            by: worker, at: noon, idempotencyKey: "PLANTED-change")
        let no = ConsentStatement(programme: "p", service: "PLANTED-service", answer: .refused, note: "PLANTED-no")
        try store.state(no, ofDecision: decision, by: worker, at: noon)
        let later = noon.adding(seconds: 31 * 86_400)
        #expect(try store.dispose(under: plan, by: worker, at: later).due == [decision])
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path) {
            let bytes = try #require(FileManager.default.contents(atPath: scratch.path + "/" + name))
            for planted in ["PLANTED", "risk_too_high", "representative"] {
                #expect(bytes.range(of: Data(planted.utf8)) == nil, "\(planted) in \(name)")
            }
        }
        let kept = try store.referral(referral, readBy: worker, at: later)
        #expect(kept.events.map(\.event) == [.sent, .declined] && kept.consent == nil && kept.possible.isEmpty)
        #expect(try AuditVerifier(store).verify().problems == [])
    }

    @Test(arguments: 41...44)
    func `whatever is due goes, everything else stays as it was, and the audit holds`(seed: UInt64) throws {
        let invented = try InventedReferrals(seed: seed)
        let store = invented.store
        var random = RandomSource(seed: seed)
        var day = 20
        while day < 200 {
            day += random.int(1...40)
            let at = InventedReferrals.start.adding(seconds: Int64(day) * 86_400)
            let isDue = { (made: Moment) in Int(made.day.number) + 30 <= Int(at.day.number) }
            let due = invented.decisions.filter { isDue($0.at) }.map(\.reference)
            let ids = try store.read { db in
                try Set(due.map { try #require(try DecisionRow.find($0, db).id) })
            }
            let before = try rows(store, without: ids)
            let report = try store.dispose(under: plan, by: worker, at: at)
            #expect(Set(report.due).isSubset(of: due))
            #expect(try rows(store, without: ids) == before)
            for decision in due {
                let kept = try store.decision(decision, readBy: worker, at: at)
                #expect(kept.disposedAt != nil && kept.facts.isEmpty && kept.caseReference == nil)
                #expect(try store.visibility(ofDecision: decision).areas.isEmpty)
            }
            #expect(try AuditVerifier(store).verify().problems == [])
        }
        #expect(try store.due(under: plan, at: InventedReferrals.start.adding(seconds: 400 * 86_400)).due == [])
    }

    @Test func `twice on one day disposes of nothing more`() throws {
        let record = try FullRecord()
        let later = noon.adding(seconds: 31 * 86_400)
        #expect(try record.store.dispose(under: plan, by: worker, at: later).due == record.decisions)
        let size = try AuditVerifier(record.store).verify().size
        #expect(try record.store.dispose(under: plan, by: worker, at: later) == DisposalReport())
        #expect(try AuditVerifier(record.store).verify().size == size)
        #expect(try record.problems() == [])
    }

    @Test func `what was disposed of takes no more departures, answers, referrals or events`() throws {
        let record = try FullRecord()
        let (store, decision) = (record.store, record.decisions[0])
        let later = noon.adding(seconds: 31 * 86_400)
        _ = try store.dispose(under: plan, by: worker, at: later)
        #expect(throws: StoreError.notFound("decision \(decision)")) {
            try store.depart(from: decision, choosing: "CGL", because: "why", by: worker, at: later)
        }
        #expect(throws: StoreError.notFound("decision \(decision)")) {
            let no = ConsentStatement(programme: "p", service: "s", answer: .refused)
            try store.state(no, ofDecision: decision, by: worker, at: later)
        }
        #expect(throws: StoreError.notFound("decision \(decision)")) {
            let new = NewReferral(
                decision: decision, programme: "p", service: "s", area: nil, closesAfter: nil, consent: .notNeeded)
            return try store.send(new, by: worker, at: later)
        }
        #expect(throws: StoreError.notFound("referral R-2026-000001")) {
            try store.change("R-2026-000001", ReferralChange(.reopened, revision: 4), by: worker, at: later)
        }
        #expect(try record.problems() == [])
    }

    @Test func `the key of a request goes after a week, and the request is then a new one`() throws {
        let record = try FullRecord()
        let store = record.store
        let hash = try #require(try store.versions().last).hash
        func again(at: Moment) throws -> String {
            let new = `The record of decisions`.decision(1, rulebook: hash, caseReference: "CU/1")
            return try store.record(new, by: worker, at: at, idempotencyKey: "key 1")
        }
        #expect(try again(at: noon) == record.decisions[0])
        let early = noon.adding(seconds: 7 * 86_400)
        #expect(try store.dispose(under: plan, by: worker, at: early).requestKeys == 0)
        #expect(try again(at: early) == record.decisions[0])
        let late = noon.adding(seconds: 7 * 86_400 + 4)
        #expect(try store.due(under: plan, at: late).requestKeys == 3)
        #expect(try store.dispose(under: plan, by: worker, at: late).requestKeys == 3)
        #expect(try again(at: late) == "D-2026-000004")
    }

    @Test(arguments: [
        "INSERT INTO decision_area VALUES (1, 'ashford')",
        "INSERT INTO decision_count VALUES (1, 'ashford', 'refer', '')",
        "INSERT INTO consent_answer VALUES (1, 1, 1, 'x', 'p', 's', 'refused', NULL, x'00')",
        "UPDATE referral SET area = 'barton' WHERE id = 1", "UPDATE referral SET consent = 'person' WHERE id = 1",
        "UPDATE referral SET state = 'completed' WHERE id = 1", "DELETE FROM referral_event WHERE revision = 4",
        "UPDATE referral_event SET by = 'nobody' WHERE revision = 2",
        "UPDATE referral_event SET note = 'x' WHERE revision = 2", "UPDATE decision SET disposed_at = NULL",
        "UPDATE departure SET at = at + 1", "UPDATE decision SET decision_date = '2026-11-22'",
    ])
    func `what stays cannot be changed, nor can anything be put beside it`(sql: String) throws {
        let record = try FullRecord()
        _ = try record.store.dispose(under: plan, by: worker, at: noon.adding(seconds: 31 * 86_400))
        #expect(try record.problems() == [])
        try record.store.database.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA foreign_keys = OFF")
            try db.execute(sql: sql)
        }
        #expect(try !record.problems().isEmpty)
    }
}
