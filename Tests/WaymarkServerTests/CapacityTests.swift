import Foundation
import HTTPTypes
import Hummingbird
import Testing
import WaymarkRouting
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
        let row = try #require(
            document.firstRange(of: "\"service\":\"willow_ashford\",\"outcome\":\"").map { document[$0.upperBound...] })
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
            #expect(page.contains("As of 1 May 2023, according to commissioner."), "\(page)")
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

    @Test(
        "a double click says it once and both lead to the service; on another's word both are shown, and nothing is lost"
    )
    func twice() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.commissioner], name: "kay")
            let fields = "state=no_capacity&as_of=2023-05-01&revision=0"
            for _ in 1...2 {
                #expect(try await desk.fill(Self.address, fields).location == "/map/services/willow_ashford")
            }
            #expect(try desk.workspace.store.capacityHistory(of: "willow_ashford").count == 1)
            // Somebody else who had looked before: both are shown, the choice stays, and can be said after it.
            try await desk.logIn([.commissioner], name: "lee")
            let (_, page) = try await desk.fill(Self.address, "state=waiting_list&as_of=2023-04-30&revision=0")
            #expect(page.status == .conflict)
            for part in [
                "Somebody else was quicker", "kay said:", "You chose:", "value=\"waiting_list\" checked",
                "value=\"2023-04-30\"",
                "name=\"revision\" value=\"1\"",
            ] {
                #expect(desk.text(page).contains(part), "\(part) in \(desk.text(page))")
            }
            // The same words by somebody else are not a double click: theirs is a word of their own.
            #expect(try await desk.fill(Self.address, fields).page.status == .conflict)
            #expect(
                try await desk.fill(Self.address, "state=waiting_list&as_of=2023-04-30&revision=1").location
                    == "/map/services/willow_ashford")
            #expect(
                try desk.workspace.store.capacityHistory(of: "willow_ashford").map(\.statement.by) == ["lee", "kay"])
        }
    }

    @Test("two who say something at once are told; what is wrong is said and nothing is kept")
    func wrong() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.commissioner])
            _ = try await desk.fill(Self.address, "state=no_capacity&as_of=2023-05-01&revision=0")
            #expect(
                try await desk.fill(Self.address, "state=has_capacity&as_of=2023-05-01&revision=0").page.status
                    == .conflict)
            for fields in [
                "as_of=2023-05-01&revision=1", "state=roomy&as_of=2023-05-01&revision=1",
                "state=no_capacity&as_of=soon&revision=1", "state=no_capacity&as_of=2099-01-01&revision=1",
            ] {
                #expect(try await desk.fill(Self.address, fields).page.status == .unprocessableContent, "\(fields)")
            }
            #expect(try desk.workspace.store.capacityHistory(of: "willow_ashford").count == 1)
            #expect(try await desk.get("/map/services/nowhere/capacity").status == .notFound)
        }
    }

    @Test("the API reads and states it, with a conflict for who knew less")
    func api() async throws {
        try await Desk().visit { desk in
            let address = "/api/v1/services/willow_ashford/capacity"
            func say(_ body: String) async throws -> TestResponse {
                try await desk.post(address, body, type: "application/json")
            }
            try await desk.logIn([.commissioner], name: "kay")
            #expect(desk.text(try await desk.get(address)).contains(#""revision":0,"statements":[]"#))
            let stated = try await say(#"{"state":"no_capacity","as_of":"2023-05-01","revision":0}"#)
            #expect(stated.status == .ok)
            for part in [
                #""state":"no_capacity","as_of":"2023-05-01","by":"kay","revision":1"#, #""statements":[{"revision":1"#,
            ] {
                #expect(desk.text(stated).contains(part), "\(desk.text(stated))")
            }
            #expect(desk.text(try await desk.get("/api/v1/services")).contains(#""capacity":"no_capacity""#))
            #expect(try await say(#"{"state":"has_capacity","revision":0}"#).status == .conflict)
            for bad in [
                #"{"state":"full","revision":1}"#, #"{"state":"no_capacity"}"#,
                #"{"state":"no_capacity","revision":1,"x":1}"#,
                #"{"state":"no_capacity","as_of":"2099-01-01","revision":1}"#,
                #"{"state":"no_capacity","as_of":"soon","revision":1}"#,
            ] {
                #expect(try await say(bad).status == .unprocessableContent, "\(bad)")
            }
            try await desk.logIn([.commissioner], areas: ["barton"])
            #expect(try await say(#"{"state":"has_capacity","revision":1}"#).status == .forbidden)
            #expect(try desk.workspace.store.capacityHistory(of: "willow_ashford").count == 1)
            #expect(try await desk.get("/api/v1/services/nowhere/capacity").status == .notFound)
        }
    }

    @Test("a commissioner of another area may not say it")
    func areas() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.commissioner], areas: ["barton"])
            #expect(try await desk.get(Self.address).status == .forbidden)
            #expect(
                try await desk.fill(Self.address, "state=no_capacity&as_of=2023-05-01&revision=0").page.status
                    == .forbidden)
            #expect(!desk.text(try await desk.get("/map/services/willow_ashford")).contains(Self.address))
            try await desk.logIn([.commissioner], areas: ["ashford"])
            #expect(try await desk.get(Self.address).status == .ok)
        }
    }
}

@Suite("News that keeps a promise of the rulebook from holding is true all the same")
struct CapacityAndPromiseTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    private static let promise = "a child with signs of criminal exploitation always gets a safeguarding referral"

    @Test(
        "nobody is sent to a full service for a promise's sake; commissioners are told, and decisions can be made again"
    )
    func full() async throws {
        try await Desk(rulebook: Self.root).visit { desk in
            let service = try #require(
                desk.workspace.shelf.current.rulebook.services.first { service in
                    desk.workspace.shelf.current.rulebook.programmes[service.programme].name == "safeguarding"
                }?.name)
            let address = "/map/services/\(service)/capacity"
            let body =
                #"{"case":{"decision_date":"2026-11-21","facts":{"age_years":15,"county_lines_indicators":true}}}"#
            func decide() async throws -> String {
                try await desk.logIn([.custodyWorker])
                let kept = try await desk.post("/api/v1/decisions", body, type: "application/json")
                #expect(kept.status == .created)
                let row = desk.text(kept).firstRange(of: "\"service\":\"\(service)\",\"outcome\":\"")
                return String(desk.text(kept)[try #require(row).upperBound...].prefix { $0 != "\"" })
            }
            #expect(try await decide() == "refer")
            try await desk.logIn([.commissioner])
            #expect(try await !desk.text(desk.get("/map")).contains(Self.promise))
            _ = try await desk.fill(address, "state=no_capacity&as_of=2026-09-01&revision=0")
            #expect(desk.workspace.shelf.current.broken.contains(Self.promise))
            #expect(try await desk.text(desk.get("/map")).contains(Self.promise))
            #expect(try await decide() == "unavailable")
            #expect(try await !desk.text(desk.get("/map")).contains(Self.promise))
            let replay = try desk.workspace.store.replay(by: .system, at: desk.clock.now)
            #expect(replay.count == 2 && replay.changes == [] && replay.failures.isEmpty)
            // Another look at the same files takes nothing back.
            desk.workspace.shelf.look()
            #expect(try await decide() == "unavailable")
            try await desk.logIn([.commissioner])
            _ = try await desk.fill(address, "state=has_capacity&as_of=2026-09-02&revision=1")
            #expect(desk.workspace.shelf.current.broken.isEmpty)
            #expect(try await decide() == "refer")
        }
    }
}
