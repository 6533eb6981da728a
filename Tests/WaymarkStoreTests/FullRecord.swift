import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkSodium

@testable import WaymarkStore

/// A record in which every feature has written, with at least two rows in each table that the audit covers.
struct FullRecord {
    let scratch = ScratchFolder()
    let store: Store
    let decisions: [String]

    init() throws {
        store = try scratch.open()
        let lead = Actor(name: "lead")
        _ = try store.publish(FullRecord.rulebook("facts: {}\n"), by: worker, at: noon)
        let hash = try store.publish(FullRecord.rulebook("facts: {} # more\n"), by: lead, at: noon.adding(seconds: 5))
            .hash
        decisions = try (1...3).map { [store] number in
            var new = `The record of decisions`.decision(number, rulebook: hash, caseReference: "CU/\(number)")
            new.areas = ["ashford", "barton"]
            new.count = DecisionCount(home: "ashford", best: "unavailable", unavailable: ["treatment", "housing"])
            return try store.record(
                new, by: worker, at: noon.adding(seconds: Int64(number)), idempotencyKey: "key \(number)")
        }
        for (number, decision) in decisions.enumerated() {
            try store.depart(from: decision, choosing: "CGL", because: "asked for it", by: worker, at: noon)
            let reference = try store.send(
                NewReferral(
                    decision: decision, programme: "treatment", service: "cgl", area: "ashford", closesAfter: 3,
                    consent: .person, note: "mornings \(number)"), by: worker, at: noon)
            for (index, event) in [ReferralEvent.contactFailed, .contactMade, .declined].enumerated() {
                let change = ReferralChange(event, reason: event.reasons.first, note: "n\(index)", revision: index + 1)
                _ = try store.change(reference, change, by: lead, at: noon.adding(seconds: Int64(index + 1) * 3600))
            }
            for answer in [ConsentAnswer.refused, .reconsidered] {
                let said = ConsentStatement(
                    programme: "treatment", service: "other", answer: answer, note: "said so \(number)")
                try store.state(said, ofDecision: decision, by: worker, at: noon)
            }
        }
        try FullRecord.makeAccounts(store)
        for service in ["oak", "willow"] {
            for (revision, state) in [Service.Capacity.hasCapacity, .noCapacity].enumerated() {
                let day = try #require(Day("2026-11-2\(revision)"))
                try store.state(
                    CapacityStatement(service: service, state: state, asOf: day, by: "worker"), revision: revision,
                    by: worker, at: noon.adding(seconds: Int64(revision)))
            }
        }
    }

    private static func makeAccounts(_ store: Store) throws {
        _ = try Passwords(store, cost: .quick).setUpFirst(
            try store.inviteFirst(at: noon), name: "anna", displayName: "Anna", password: "three odd gables",
            roles: ["supervisor"], at: noon)
        let anna = Actor(name: "anna")
        _ = try store.makeAccount(
            "bert", AccountSettings(displayName: "Bert", roles: ["worker"], areas: ["ashford"]), by: anna, at: noon)
        try store.changeAccount(
            "bert", revision: 1,
            to: AccountSettings(displayName: "Bert B", roles: ["worker"], areas: ["barton"], isDisabled: true),
            by: anna, at: noon.adding(seconds: 60))
    }

    /// Two files, of which one is the same in every version.
    static func rulebook(_ text: String) -> SourceSet {
        var sources = SourceSet()
        _ = sources.add(SourceFile(path: "Rules/all.yaml", bytes: Array(text.utf8)))
        _ = sources.add(SourceFile(path: "Services/all.yaml", bytes: Array("services: {}\n".utf8)))
        return sources
    }

    /// What a verification finds in the file as it is now, opened anew.
    func problems() throws -> [String] { try AuditVerifier(try scratch.open()).verify().problems }
}
