import Foundation
import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer
import WaymarkStore

@Suite("The JSON API decides, explains and keeps, and says what is wrong with a request")
struct APITests {
    private func json(_ response: TestResponse) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(String(buffer: response.body).utf8)) as? [String: Any])
    }

    private static let person =
        #"{"id": "p1", "decision_date": "2023-05-10", "facts": {"age_years": 30, "home_area": "ashford", "substances": ["heroin"]}}"#

    private func post(_ desk: Desk, _ address: String, _ body: String) async throws -> TestResponse {
        try await desk.post("/api/v1/" + address, body, type: "application/json")
    }

    @Test("A case is decided as the command line decides it, and nothing is kept")
    func decide() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.officer])
            let response = try await post(desk, "decide", Self.person)
            #expect(response.status == .ok && response.headers[.contentType] == "application/json")
            let decision = try json(response)
            #expect(decision["schema"] as? String == "waymark.decision/1" && decision["case"] as? String == "p1")
            #expect((decision["outcomes"] as? [[String: Any]])?.allSatisfy { $0["trace"] != nil } == true)
            let bare = try json(try await post(desk, "decide?trace=none", Self.person))
            #expect((bare["outcomes"] as? [[String: Any]])?.allSatisfy { $0["trace"] == nil } == true)
            #expect(try await post(desk, "decide?trace=some", Self.person).status == .badRequest)
            #expect(try await desk.get("/api/v1/decisions/D-2026-000001").status == .notFound)
        }
    }

    @Test("The next question comes with what it is for and where every programme stands")
    func question() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker])
            let step = try json(try await post(desk, "question", #"{"facts": {}}"#))
            let question = try #require(step["question"] as? [String: Any])
            let fact = try #require(question["fact"] as? [String: Any])
            #expect(fact["name"] is String && fact["type"] is String && step["at_most"] as? Int ?? 0 > 0)
            #expect((step["programmes"] as? [[String: Any]])?.count == 6)
        }
    }

    @Test("An outcome is explained; an unknown programme is named")
    func explain() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.officer])
            let explained = try await post(desk, "explain", #"{"case": \#(Self.person), "programme": "treatment"}"#)
            #expect(try json(explained)["schema"] as? String == "waymark.explanation/1")
            let wrong = try await post(
                desk, "explain", #"{"case": \#(Self.person), "programme": "nonsense", "more": 1}"#)
            #expect(wrong.status == .unprocessableContent)
            let problems = try #require(try json(wrong)["problems"] as? [[String: Any]])
            #expect(Set(problems.compactMap { $0["id"] as? String }) == ["api.key", "programme.unknown"])
        }
    }

    @Test("A decision is kept with its audit entry and comes back as it was")
    func keep() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker])
            let body = #"{"case": \#(Self.person), "case_reference": "CU/1"}"#
            let first = try await post(desk, "decisions", body)
            #expect(first.status == .created && first.headers[.location] == "/api/v1/decisions/D-2026-000001")
            let kept = try json(try await desk.get("/api/v1/decisions/D-2026-000001"))
            #expect(kept["case_reference"] as? String == "CU/1" && kept["channel"] as? String == "api")
            #expect((kept["decision"] as? [String: Any])?["schema"] as? String == "waymark.decision/1")
            #expect(try AuditVerifier(desk.workspace.store).verify().problems == [])
            #expect(try await desk.get("/api/v1/decisions/D-2026-000002").status == .notFound)
        }
    }

    @Test(
        "Whatever is wrong with a body is said, all at once and without what was in it",
        arguments: [
            ("not json", 400), ("[]", 400), (#"{"facts": 3}"#, 422), (#"{"facts": {"age_yeers": 3}}"#, 422),
            (#"{"facts": {"age_years": "planted"}}"#, 422), (#"{"facts": {"age_years": 99999}}"#, 422),
            (#"{"facts": {}, "facts": {}}"#, 400), (#"{"decision_date": "tomorrow"}"#, 422),
            (String(repeating: "[", count: 100_000), 400), ("{\"facts\": {\"age_years\": 1e400}}", 422),
        ])
    func wrong(body: String, status: Int) async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.officer])
            let response = try await post(desk, "decide", body)
            #expect(response.status.code == status, "\(String(buffer: response.body))")
            #expect(response.headers[.contentType] == "application/problem+json")
            #expect(try json(response)["status"] as? Int == status)
        }
    }

    @Test("Who is not logged in, has no role, sends a form or too much is told so in a problem document")
    func refused() async throws {
        try await Desk().visit { desk in
            #expect(try await post(desk, "decide", Self.person).status == .unauthorized)
            try await desk.logIn([.auditor])
            #expect(try await post(desk, "decide", Self.person).status == .forbidden)
            try await desk.logIn([.officer])
            #expect(try await desk.post("/api/v1/decisions", "a=b").status == .unsupportedMediaType)
            let large = try await post(desk, "decide", "{\"id\": \"" + String(repeating: "a", count: 300_000) + "\"}")
            #expect(large.status == .contentTooLarge && large.headers[.contentType] == "application/problem+json")
        }
    }

    @Test("The OpenAPI description names every route of the API and no other")
    func openAPI() async throws {
        try await Desk().visit { desk in
            let document = try json(try await desk.get("/api/v1/openapi.json"))
            #expect(document["openapi"] as? String == "3.1.0")
            let paths = try #require(document["paths"] as? [String: [String: Any]])
            let described = Set(paths.flatMap { path, methods in methods.keys.map { "\($0.uppercased()) \(path)" } })
            let served = Set(Routes.all.filter { $0.path.hasPrefix("/api/") }.map(\.name))
            #expect(described == served)
            try await desk.logIn()
            for address in ["rulebook", "services", "schemas/case"] {
                #expect(try await desk.get("/api/v1/" + address).status == .ok, "\(address)")
            }
        }
    }
}
