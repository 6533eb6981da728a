import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing
import WaymarkServer
import WaymarkStore

@Suite("How much room a service has is said by a commissioner, and decisions go by it at once")
struct CapacityTests {
    private static let address = "/map/services/willow_ashford/capacity"

    /// The outcome at Willow Ashford of a new decision, as its reference and the page of it.
    private func decide(_ desk: Desk) async throws -> (reference: String, outcome: String) {
        try await desk.logIn([.custodyWorker])
        let reference = try await desk.decideForAshford()
        let document = desk.text(try await desk.get("/api/v1/decisions/\(reference)"))
        let row = try #require(document.firstRange(of: "\"service\":\"willow_ashford\",\"outcome\":\"").map { document[$0.upperBound...] })
        return (reference, String(row.prefix { $0 != "\"" }))
    }

    @Test("a full service is full in the next decision, which can be made again; the ones before stay as they were")
    func full() async throws {
        try await Desk().visit { desk in
            #expect(try await decide(desk).outcome == "refer")
            try await desk.logIn([.commissioner], name: "commissioner")
            #expect(desk.text(try await desk.get("/map/services/willow_ashford")).contains(Self.address))
            let kept = try await desk.fill(Self.address, "state=no_capacity&as_of=2023-05-01&revision=0")
            #expect(kept.location == "/map/services/willow_ashford")
            let page = desk.text(try await desk.get("/map/services/willow_ashford"))
            #expect(page.contains("As of 1 May 2023, says commissioner."), "\(page)")
            #expect(try await decide(desk).outcome == "unavailable")
            let replay = try desk.workspace.store.replay(by: .system, at: desk.clock.now)
            #expect(replay.count == 2 && replay.changes == [] && replay.failures.isEmpty)
            #expect(try AuditVerifier(desk.workspace.store).verify().problems == [])
            // Said otherwise: the newest word counts, and all of them stand on the page.
            try await desk.logIn([.commissioner], name: "commissioner")
            _ = try await desk.fill(Self.address, "state=waiting_list&as_of=2023-05-02&revision=1")
            #expect(desk.text(try await desk.get(Self.address)).contains("1 May 2023"))
            #expect(try await decide(desk).outcome == "waiting_list")
        }
    }

    @Test("two who say something at once are told; what is wrong is said and nothing is kept")
    func wrong() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.commissioner])
            _ = try await desk.fill(Self.address, "state=no_capacity&as_of=2023-05-01&revision=0")
            #expect(try await desk.fill(Self.address, "state=has_capacity&as_of=2023-05-01&revision=0").page.status == .conflict)
            for fields in ["as_of=2023-05-01&revision=1", "state=roomy&as_of=2023-05-01&revision=1", "state=no_capacity&as_of=soon&revision=1", "state=no_capacity&as_of=2099-01-01&revision=1"] {
                #expect(try await desk.fill(Self.address, fields).page.status == .unprocessableContent, "\(fields)")
            }
            #expect(try desk.workspace.store.capacityHistory(of: "willow_ashford").count == 1)
            #expect(try await desk.get("/map/services/nowhere/capacity").status == .notFound)
        }
    }

    @Test("a commissioner of another area may not say it")
    func areas() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.commissioner], areas: ["barton"])
            #expect(try await desk.get(Self.address).status == .forbidden)
            #expect(try await desk.fill(Self.address, "state=no_capacity&as_of=2023-05-01&revision=0").page.status == .forbidden)
            #expect(!desk.text(try await desk.get("/map/services/willow_ashford")).contains(Self.address))
            try await desk.logIn([.commissioner], areas: ["ashford"])
            #expect(try await desk.get(Self.address).status == .ok)
        }
    }
}
