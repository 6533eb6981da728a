import Foundation
import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer
import WaymarkStore

@Suite("An account limited to areas sees and changes what belongs to them, and nothing else")
struct AreaTests {
    private static let otherArea = "This belongs to another area"

    /// Whoever asks, and whether what belongs to Ashford is theirs.
    private struct Asker: Sendable {
        var name: String
        var areas: Set<String>
        var sees: Bool
        var words: String
    }

    private static let askers = [
        Asker(name: "colleague", areas: ["ashford"], sees: true, words: "own area"),
        Asker(name: "colleague", areas: ["barton", "ashford"], sees: true, words: "own area and another"),
        Asker(name: "colleague", areas: [], sees: true, words: "all areas"),
        Asker(name: "maker", areas: ["barton"], sees: true, words: "other area, but made it"),
        Asker(name: "colleague", areas: ["barton"], sees: false, words: "other area"),
        Asker(name: "colleague", areas: ["no-longer-there"], sees: false, words: "an area that is gone"),
    ]

    /// The address of a route about the decision or the referral that the test made.
    private func address(_ route: Route) throws -> String {
        let kind = try #require(route.path.replacing("/api/v1", with: "").split(separator: "/").first)
        let reference = ["decisions": "D-2026-000001", "referrals": "R-2026-000001"][String(kind)]
        // A new kind of reference needs its own line here, so that it is tested too.
        return route.path.replacing("{reference}", with: try #require(reference, "\(route.name)"))
            .replacing("{programme}", with: "treatment").replacing("{service}", with: "corner")
    }

    private static var routes: [Route] { Routes.all.filter { $0.path.contains("{reference}") } }

    private func send(_ route: Route, _ desk: Desk) async throws -> TestResponse {
        let address = try address(route)
        if route.method == .get { return try await desk.get(address) }
        return route.speech == .pages
            ? try await desk.post(address, "form_token=\(desk.formToken)")
            : try await desk.post(address, "{}", type: "application/json")
    }

    @Test("role × route × area: every cell", arguments: Role.allCases)
    func everyCell(role: Role) async throws {
        #expect(Self.routes.count >= 9)
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker], name: "maker")
            _ = try await desk.decideForAshford(caseReference: "PLANTED")
            _ = try await desk.fill("/decisions/D-2026-000001/refer/willow_ashford", "consent=person")
            for asker in Self.askers {
                try await desk.logIn([role], areas: asker.areas, name: asker.name)
                for route in Self.routes {
                    let cell = "\(route.name) for \(role), \(asker.words)"
                    let response = try await send(route, desk)
                    let text = desk.text(response)
                    let mayDo = route.roles.contains(role)
                    #expect(text.contains(Self.otherArea) == (mayDo && !asker.sees), "\(cell): \(response.status)")
                    #expect(text.contains("You may not see or do this") == !mayDo, "\(cell): \(response.status)")
                    if !mayDo || !asker.sees {
                        #expect(
                            response.status == .forbidden && !text.contains("PLANTED") && !text.contains("Ashford"),
                            "\(cell)")
                    }
                    #expect(response.status.code < 500, "\(cell)")
                }
            }
            // Nothing was written by those who may not, and every refusal is in the audit.
            #expect(try desk.workspace.store.referrals(fromDecision: "D-2026-000001").count <= 2)
            let refused = try desk.actions(of: "D-2026-000001").filter { $0 == "person.refused" }.count
            let mayDo = Self.routes.filter { $0.roles.contains(role) && $0.path.contains("decisions") }.count
            #expect(refused == mayDo * Self.askers.filter { !$0.sees }.count)
            #expect(try AuditVerifier(desk.workspace.store).verify().problems == [])
        }
    }

    @Test("A reference in a body is asked about like one in an address")
    func bodies() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker], name: "maker")
            _ = try await desk.decideForAshford()
            let body =
                #"{"decision": "D-2026-000001", "programme": "treatment", "service": "willow_ashford", "consent": "person"}"#
            _ = try await desk.post("/api/v1/referrals", body, type: "application/json")
            for asker in Self.askers {
                try await desk.logIn([.officer], areas: asker.areas, name: asker.name)
                let response = try await desk.post("/api/v1/referrals", body, type: "application/json")
                #expect(
                    desk.text(response).contains(Self.otherArea) == !asker.sees, "\(asker.words): \(response.status)")
                let history = try await desk.post(
                    "/api/v1/history", #"{"case_reference": "CU/1"}"#, type: "application/json")
                #expect(desk.text(history).contains("R-2026-000001") == asker.sees, "\(asker.words)")
                let list = try await desk.get("/api/v1/referrals")
                #expect(desk.text(list).contains("R-2026-000001") == asker.sees, "\(asker.words)")
            }
        }
    }

    @Test("What names no area is everyone's who has the role")
    func noArea() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker], name: "maker")
            _ = try await desk.post(
                "/api/v1/decisions", #"{"case": {"facts": {"age_years": 30}}}"#, type: "application/json")
            try await desk.logIn([.officer], areas: ["barton"], name: "colleague")
            #expect(try await desk.get("/decisions/D-2026-000001").status == .ok)
        }
    }

    @Test("Somebody limited to one area decides about a person from another, and goes on seeing it")
    func visitingPerson() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker], areas: ["barton"], name: "maker")
            let reference = try await desk.decideForAshford()
            #expect(try await desk.get("/decisions/\(reference)").status == .ok)
            let sent = try await desk.fill("/decisions/\(reference)/refer/corner", "")
            #expect(sent.location == "/referrals/R-2026-000001")
            #expect(try await desk.get("/referrals/R-2026-000001").status == .ok)
            #expect(desk.text(try await desk.get("/referrals")).contains("R-2026-000001"))
        }
    }

    @Test("Lists and one case's history show what may be opened, and nothing else")
    func lists() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker], name: "maker")
            _ = try await desk.decideForAshford(caseReference: "CU/1")
            _ = try await desk.fill("/decisions/D-2026-000001/refer/corner", "")
            for asker in Self.askers {
                try await desk.logIn([.officer], areas: asker.areas, name: asker.name)
                let history = try await desk.postAndFollow(
                    "/history", "form_token=\(desk.formToken)&case_reference=CU%2F1"
                ).page
                for (page, reference) in [
                    (history, "D-2026-000001"), (history, "R-2026-000001"),
                    (try await desk.get("/referrals"), "R-2026-000001"),
                ] {
                    #expect(desk.text(page).contains(reference) == asker.sees, "\(reference), \(asker.words)")
                }
            }
        }
    }

    @Test("What was disposed of belongs to no area any more, and says only that")
    func disposed() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker], name: "maker")
            _ = try await desk.decideForAshford()
            let store = desk.workspace.store
            let later = desk.clock.now.adding(seconds: 86_400 * 366 * 6)
            #expect(try store.dispose(under: .standard, by: .system, at: later).due == ["D-2026-000001"])
            #expect(try store.belonging(ofDecision: "D-2026-000001").areas.isEmpty)
            try await desk.logIn([.officer], areas: ["barton"], name: "colleague")
            #expect(try await desk.get("/decisions/D-2026-000001").status == .gone)
        }
    }
}
