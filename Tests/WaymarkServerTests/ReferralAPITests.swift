import Foundation
import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer
import WaymarkStore

@Suite("Referrals through the JSON API")
struct ReferralAPITests {
    private func json(_ response: TestResponse) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(String(buffer: response.body).utf8)) as? [String: Any])
    }

    private func post(_ desk: Desk, _ address: String, _ body: String) async throws -> TestResponse {
        try await desk.post("/api/v1/" + address, body, type: "application/json")
    }

    private static let new =
        #"{"decision": "D-2026-000001", "programme": "treatment", "service": "willow_ashford", "consent": "person", "note": "mornings"}"#

    @Test("A referral is sent, read, listed and moved on")
    func whole() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.officer])
            _ = try await desk.decideForAshford()
            let sent = try await post(desk, "referrals", Self.new)
            #expect(sent.status == .created && sent.headers[.location] == "/api/v1/referrals/R-2026-000001")
            let referral = try json(try await desk.get("/api/v1/referrals/R-2026-000001"))
            #expect(
                referral["state"] as? String == "sent" && referral["revision"] as? Int == 1
                    && referral["area"] as? String == "ashford")
            #expect((referral["possible"] as? [String])?.contains("accepted") == true)
            let moved = try await post(
                desk, "referrals/R-2026-000001/events",
                #"{"event": "declined", "revision": 1, "reason": "no_capacity"}"#)
            #expect(moved.status == .created)
            #expect(try json(moved)["state"] as? String == "declined")
            let list = try json(try await desk.get("/api/v1/referrals?state=declined&attention=true"))
            #expect(list["total"] as? Int == 1 && (list["referrals"] as? [[String: Any]])?.first?["events"] == nil)
            #expect(try await json(desk.get("/api/v1/referrals?programme=drop_in"))["total"] as? Int == 0)
            #expect(try AuditVerifier(desk.workspace.store).verify().problems == [])
        }
    }

    @Test(
        "What is wrong is said with its status, and nothing is done",
        arguments: [
            ("referrals", #"{}"#, 422),
            (
                "referrals",
                #"{"decision": "D-2026-000001", "programme": "treatment", "service": "willow_ashford", "consent": "maybe"}"#,
                422
            ),
            (
                "referrals",
                #"{"decision": "D-2026-000001", "programme": "treatment", "service": "willow_ashford", "consent": "not_needed"}"#,
                422
            ),
            (
                "referrals",
                #"{"decision": "D-2026-000001", "programme": "drop_in", "service": "willow_ashford", "consent": "person"}"#,
                409
            ),
            (
                "referrals",
                #"{"decision": "D-2026-000009", "programme": "treatment", "service": "willow_ashford", "consent": "person"}"#,
                404
            ),
            (
                "referrals",
                #"{"decision": "D-2026-000001", "programme": "treatment", "service": "corner", "consent": "person", "x": 1}"#,
                422
            ),
            ("referrals/R-2026-000001/events", #"{"event": "accepted"}"#, 422),
            ("referrals/R-2026-000001/events", #"{"event": "flown", "revision": 1}"#, 422),
            ("referrals/R-2026-000001/events", #"{"event": "accepted", "revision": "1"}"#, 422),
            ("referrals/R-2026-000001/events", #"{"event": "accepted", "revision": 7}"#, 409),
            ("referrals/R-2026-000001/events", #"{"event": "completed", "revision": 1}"#, 409),
            ("referrals/R-2026-000001/events", #"{"event": "declined", "revision": 1}"#, 409),
            ("referrals/R-2026-000009/events", #"{"event": "accepted", "revision": 1}"#, 404),
            ("history", #"{}"#, 422), ("history", #"{"case_reference": 3}"#, 422),
        ])
    func wrong(address: String, body: String, status: Int) async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.officer])
            _ = try await desk.decideForAshford()
            _ = try await post(desk, "referrals", Self.new)
            let response = try await post(desk, address, body)
            #expect(
                response.status.code == status && response.headers[.contentType] == "application/problem+json",
                "\(desk.text(response))")
            #expect(try desk.workspace.store.referrals(fromDecision: "D-2026-000001").map(\.revision) == [1])
        }
    }

    @Test(
        "An address that asks for what is not there is refused",
        arguments: ["state=flown", "mine=perhaps", "page=0", "attention=1"])
    func query(query: String) async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.auditor])
            #expect(try await desk.get("/api/v1/referrals?" + query).status == .badRequest)
        }
    }

    @Test("Other areas' referrals are out of reach; commissioners see none at all")
    func areas() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.officer])
            _ = try await desk.decideForAshford()
            _ = try await post(desk, "referrals", Self.new)
            try await desk.logIn([.officer], areas: ["barton"], name: "colleague")
            #expect(try await desk.get("/api/v1/referrals/R-2026-000001").status == .forbidden)
            #expect(
                try await post(desk, "referrals/R-2026-000001/events", #"{"event": "accepted", "revision": 1}"#).status
                    == .forbidden)
            #expect(try await post(desk, "referrals", Self.new).status == .forbidden)
            #expect(try await json(desk.get("/api/v1/referrals"))["total"] as? Int == 0)
            try await desk.logIn([.commissioner])
            for address in [
                "/api/v1/referrals", "/api/v1/referrals/R-2026-000001", "/referrals", "/referrals/R-2026-000001",
                "/history",
            ] {
                #expect(try await desk.get(address).status == .forbidden, "\(address)")
            }
        }
    }
}
