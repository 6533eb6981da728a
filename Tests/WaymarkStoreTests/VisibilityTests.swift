import Foundation
import GRDB
import Testing
import WaymarkStore

@Suite struct `Whose a decision is` {
    private func decision(_ number: Int, _ areas: Set<String>, rulebook: String) -> NewDecision {
        var new = `The record of decisions`.decision(number, rulebook: rulebook, caseReference: "CU/1")
        new.areas = areas
        return new
    }

    @Test func `lists and single looks agree on who sees what, for every reader`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let hash = try store.publish(`The record of decisions`.rulebook(), by: worker, at: noon).hash
        let named: [Set<String>] = [[], ["ashford"], ["barton"], ["ashford", "barton"], ["cray"]]
        for (number, areas) in named.enumerated() {
            let maker = Actor(name: number == 4 ? "maker" : "worker")
            let reference = try store.record(decision(number, areas, rulebook: hash), by: maker, at: noon)
            // A referral made by a third person, for the home area, which may be none.
            _ = try store.send(
                NewReferral(
                    decision: reference, programme: "p", service: "s", area: areas.sorted().first, closesAfter: nil,
                    consent: .notNeeded, note: nil),
                by: Actor(name: number == 2 ? "sender" : "worker"), at: noon)
        }
        for reader in ["colleague", "maker", "sender", "worker"].map(Actor.init(name:)) {
            for limit: Set<String> in [[], ["ashford"], ["barton"], ["ashford", "cray"], ["elsewhere"]] {
                let decisions = try (1...5).map { "D-2026-00000\($0)" }
                    .filter { try store.visibility(ofDecision: $0).isSeen(by: reader, limitedTo: limit) }
                #expect(
                    try store.decisions(forCase: "CU/1", areas: limit, readBy: reader, at: noon) == decisions.reversed()
                )
                let referrals = try (1...5).map { "R-2026-00000\($0)" }
                    .filter { try store.visibility(ofReferral: $0).isSeen(by: reader, limitedTo: limit) }
                #expect(
                    try store.referrals(forCase: "CU/1", areas: limit, readBy: reader, at: noon).map(\.reference)
                        == referrals.reversed())
                var filter = ReferralFilter()
                filter.areas = limit
                let list = try store.referrals(filter, readBy: reader, at: noon)
                #expect(Set(list.referrals.map(\.reference)) == Set(referrals) && list.total == referrals.count)
            }
        }
        let colleague = Actor(name: "colleague")
        #expect(try store.decisions(forCase: "CU/1", areas: ["ashford"], readBy: colleague, at: noon).count == 3)
        #expect(
            try store.visibility(ofDecision: "D-2026-000004")
                == Visibility(areas: ["ashford", "barton"], madeBy: ["worker"]))
        #expect(throws: StoreError.notFound("decision D-2026-000009")) {
            try store.visibility(ofDecision: "D-2026-000009")
        }
        #expect(throws: StoreError.notFound("referral R-2026-000009")) {
            try store.visibility(ofReferral: "R-2026-000009")
        }
    }

    @Test(arguments: [
        "DELETE FROM decision_area WHERE decision = 2", "UPDATE decision_area SET area = 'barton' WHERE decision = 2",
        "INSERT INTO decision_area VALUES (1, 'ashford')",
    ])
    func `areas that somebody edited in the file are found`(sql: String) throws {
        let scratch = ScratchFolder()
        do {
            let store = try scratch.open()
            let hash = try store.publish(`The record of decisions`.rulebook(), by: worker, at: noon).hash
            _ = try store.record(decision(1, [], rulebook: hash), by: worker, at: noon)
            _ = try store.record(decision(2, ["ashford"], rulebook: hash), by: worker, at: noon)
            #expect(try AuditVerifier(store).verify().problems == [])
        }
        let queue = try DatabaseQueue(path: scratch.file)
        try queue.write { db in try db.execute(sql: sql) }
        try queue.close()
        #expect(try AuditVerifier(try scratch.open()).verify().problems.count == 1)
    }

    @Test func `areas go when the decision is disposed of`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        let hash = try store.publish(`The record of decisions`.rulebook(), by: worker, at: noon).hash
        let reference = try store.record(decision(1, ["PLANTED"], rulebook: hash), by: worker, at: noon)
        _ = try store.dispose(under: .standard, by: worker, at: noon.adding(seconds: 86_400 * 366 * 6))
        #expect(try store.visibility(ofDecision: reference).areas.isEmpty)
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path) {
            let bytes = try #require(FileManager.default.contents(atPath: scratch.path + "/" + name))
            #expect(bytes.range(of: Data("PLANTED".utf8)) == nil, "\(name)")
        }
        #expect(try AuditVerifier(store).verify().problems == [])
    }
}
