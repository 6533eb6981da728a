import GRDB
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkSodium

@testable import WaymarkStore

@Suite struct `Many at once` {
    /// What each of some tasks came to, all begun together.
    private func together<Outcome: Sendable>(
        _ count: Int, _ body: @escaping @Sendable (Int) -> Outcome
    ) async -> [Outcome] {
        await withTaskGroup(of: Outcome.self) { group in
            for number in 0..<count { group.addTask { body(number) } }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func result<Value>(_ body: () throws -> Value) -> Result<Value, StoreError> {
        do { return .success(try body()) } catch { return .failure(error as? StoreError ?? .failed("\(error)")) }
    }

    private func count<Value>(_ results: [Result<Value, StoreError>], _ error: StoreError) -> Int {
        results.count { if case .failure(error) = $0 { true } else { false } }
    }

    private func isSuccess<Value>(_ result: Result<Value, StoreError>) -> Bool {
        if case .success = result { true } else { false }
    }

    @Test func `one request sent twenty times at once is one decision`() async throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let hash = try store.publish(`The record of decisions`.rulebook(), by: worker, at: noon).hash
        let results = await together(20) { _ in
            result {
                try store.record(
                    `The record of decisions`.decision(1, rulebook: hash), by: worker, at: noon, idempotencyKey: "k")
            }
        }
        #expect(results.allSatisfy { if case .success("D-2026-000001") = $0 { true } else { false } })
        #expect(try store.decisionContents(after: 0, limit: 10).count == 1)
        #expect(try AuditVerifier(store).verify().problems == [])
    }

    @Test func `one key for twenty different requests is one decision, and is refused nineteen times`() async throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let hash = try store.publish(`The record of decisions`.rulebook(), by: worker, at: noon).hash
        let results = await together(20) { number in
            result {
                try store.record(
                    `The record of decisions`.decision(number, rulebook: hash), by: worker, at: noon,
                    idempotencyKey: "k")
            }
        }
        #expect(count(results, .keyReused) == 19 && results.count(where: isSuccess) == 1)
    }

    @Test func `of those who saw the same referral one records something, the others look again`() async throws {
        let record = try ReferralRecord()
        let store = record.store
        let reference = try store.send(record.new(), by: worker, at: noon)
        let results = await together(12) { number in
            result {
                try store.change(
                    reference, ReferralChange(.contactMade, note: "call \(number)", revision: 1),
                    by: Actor(name: "worker\(number)"), at: noon)
            }
        }
        #expect(results.count(where: isSuccess) == 1)
        #expect(count(results, .changedMeanwhile("referral \(reference)")) == 11)
        #expect(try store.referral(reference, readBy: worker, at: noon).events.count == 2 && record.isSound())
    }

    @Test func `of those who refer to the same service from one decision one sends`() async throws {
        let record = try ReferralRecord()
        let (store, new) = (record.store, record.new())
        let results = await together(12) { number in
            result { try store.send(new, by: Actor(name: "worker\(number)"), at: noon) }
        }
        #expect(results.count(where: isSuccess) == 1)
        #expect(try store.referrals(fromDecision: record.decision).count == 1 && record.isSound())
    }

    @Test func `of those who state a service's room at once one is heard, and nothing is lost`() async throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let day = try #require(Day("2026-11-20"))
        let results = await together(12) { number in
            result {
                let statement = CapacityStatement(
                    service: "willow", state: .noCapacity, asOf: day.adding(days: number), by: "worker")
                try store.state(statement, revision: 0, by: worker, at: noon)
            }
        }
        #expect(results.count(where: isSuccess) == 1)
        #expect(count(results, .changedMeanwhile("what room there is at willow")) == 11)
        #expect(try store.capacityHistory(of: "willow").count == 1)
    }

    @Test func `of two administrators who close each other one stays`() async throws {
        let record = try FullRecord()
        let store = record.store
        _ = try store.makeAccount(
            "cleo", AccountSettings(displayName: "Cleo", roles: ["administrator"]), by: worker, at: noon)
        let token = try store.invite("cleo", by: worker, at: noon)
        try Passwords(store, cost: .quick).setUp(token, password: "four plain ladders", at: noon)
        let revisions = try ["anna", "cleo"].map { try store.account($0).revision }
        let results = await together(2) { number in
            result {
                try store.changeAccount(
                    ["anna", "cleo"][number], revision: revisions[number],
                    to: AccountSettings(displayName: "Closed", roles: ["administrator"], isDisabled: true),
                    by: worker, at: noon)
            }
        }
        #expect(results.count(where: isSuccess) == 1)
        #expect(try store.accounts().filter { $0.disabledAt == nil }.count == 1)
        #expect(try record.problems() == [])
    }

    @Test func `a one-time address is used up once`() async throws {
        let record = try FullRecord()
        let store = record.store
        let token = try store.invite("anna", by: worker, at: noon)
        let passwords = try Passwords(store, cost: .quick)
        let results = await together(6) { number in
            result { try passwords.setUp(token, password: "plain ladders number \(number) of six", at: noon) }
        }
        #expect(results.count(where: isSuccess) == 1 && count(results, .usedUp) == 5)
        #expect(try store.setUp(token, at: noon) == nil)
    }

    @Test func `two programs on one folder take turns, and the audit is one`() async throws {
        let scratch = ScratchFolder()
        let stores = [try scratch.open(), try scratch.open()]
        let hash = try stores[0].publish(`The record of decisions`.rulebook(), by: worker, at: noon).hash
        let results = await together(30) { number in
            result {
                try stores[number % 2].record(
                    `The record of decisions`.decision(number, rulebook: hash), by: worker, at: noon)
            }
        }
        #expect(Set(results.compactMap { try? $0.get() }).count == 30)
        for store in stores { #expect(try AuditVerifier(store).verify().problems == []) }
    }

    @Test func `who reads while others write sees what belongs together`() async throws {
        let record = try ReferralRecord()
        let store = record.store
        let reference = try store.send(record.new(closesAfter: nil), by: worker, at: noon)
        let results = await together(40) { number in
            result {
                if number % 2 == 0 {
                    return try AuditVerifier(store).verify().problems.isEmpty
                }
                for _ in 0..<20 {
                    let seen = try store.referral(reference, readBy: worker, at: noon)
                    do {
                        _ = try store.change(
                            reference, ReferralChange(.contactFailed, note: "\(number)", revision: seen.revision),
                            by: worker, at: noon)
                        return true
                    } catch StoreError.changedMeanwhile { continue }
                }
                return true
            }
        }
        #expect(results.allSatisfy { if case .success(true) = $0 { true } else { false } })
        #expect(try record.isSound())
    }

    @Test func `what fails half way leaves nothing, not even an entry`() throws {
        let record = try ReferralRecord()
        let store = record.store
        let before = try AuditVerifier(store).verify()
        struct Stopped: Error {}
        #expect(throws: StoreError.self) {
            try store.batch(at: noon) { records in
                _ = try records.send(record.new("cgl"), by: worker, at: noon)
                _ = try records.send(record.new("nyas"), by: worker, at: noon)
                throw Stopped()
            }
        }
        #expect(throws: StoreError.refused("Nothing may be written without an audit entry.")) {
            try store.write(worker, at: noon) { writing in
                try writing.db.execute(sql: "UPDATE decision SET channel = 'street'")
            }
        }
        #expect(try store.referrals(fromDecision: record.decision) == [])
        #expect(try AuditVerifier(store).verify() == before)
    }
}
