import Foundation
import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer

@Suite("Every role may do what the table of routes says, and nothing else")
struct RoleTests {
    /// An address of a route, with something in the place of each named part.
    private static func address(_ route: Route) -> String {
        route.path.replacing("{reference}", with: "D-2026-000001").replacing("{programme}", with: "treatment")
            .replacing("{service}", with: "willow_ashford")
            .replacing("/areas/{name}", with: "/areas/ashford").replacing(
                "/services/{name}", with: "/services/willow_ashford"
            )
            .replacing("/agreements/{name}", with: "/agreements/willow_agreement")
            .replacing("{name}", with: "waymark.svg").replacing("{report}", with: "equality")
    }

    private func send(_ route: Route, _ desk: Desk) async throws -> TestResponse {
        let isForm = route.speech == .pages
        let body: String? = route.method == .get ? nil : isForm ? "form_token=\(desk.formToken)" : "{}"
        let type: String? =
            route.method == .get ? nil : isForm ? "application/x-www-form-urlencoded" : "application/json"
        return try await desk.send(route.method, Self.address(route), body, type)
    }

    @Test("each route for each role", arguments: Role.allCases)
    func table(role: Role) async throws {
        try await Desk().visit { desk in
            for route in Routes.all where route.path != "/log-out" {
                try await desk.logIn([role])
                let response = try await send(route, desk)
                let status = response.status
                let isRefused = String(buffer: response.body).contains("You may not see or do this")
                let isAllowed = route.isOpen || route.roles.contains(role)
                // The one-time address is open to all and worth nothing without its token.
                if route.path == "/way-in" { continue }
                #expect(isRefused == !isAllowed, "\(route.name) for \(role): \(status.code)")
                #expect(status.code < 500, "\(route.name) for \(role): \(status.code)")
            }
        }
    }

    @Test("who is not logged in reaches open routes alone")
    func nobody() async throws {
        try await Desk().visit { desk in
            for route in Routes.all where !route.isOpen {
                let status = try await send(route, desk).status
                #expect(status == .seeOther || status == .unauthorized, "\(route.name): \(status.code)")
            }
        }
    }

    @Test("somebody without any role may do nothing that is not open")
    func noRole() async throws {
        try await Desk().visit { desk in
            for route in Routes.all where !route.isOpen {
                try await desk.logIn([])
                #expect(try await send(route, desk).status == .forbidden, "\(route.name)")
            }
        }
    }

    @Test("every route that writes is a POST, and none that reads changes the record without saying so")
    func writing() {
        for route in Routes.all where route.writes { #expect(route.method == .post, "\(route.name)") }
        #expect(Set(Routes.all.map(\.name)).count == Routes.all.count)
        // No answers in addresses: nothing personal is asked for with a query.
        for route in Routes.all where route.isPersonal && route.method == .get {
            #expect(!route.path.contains("?"), "\(route.name)")
        }
    }

    @Test("a form without the session's own token changes nothing on any page", arguments: ["", "form_token=00"])
    func formTokens(body: String) async throws {
        try await Desk().visit { desk in
            try await desk.logIn()
            for route in Routes.all where route.writes && !route.isOpen && route.speech == .pages && route.renew == nil
            {
                let status = try await desk.post(Self.address(route), body).status
                #expect(status == .forbidden, "\(route.name): \(status.code)")
            }
        }
    }

    @Test("a session ends after an hour without a request, and after twelve hours however busy")
    func sessions() async throws {
        try await Desk().visit { desk in
            try await desk.logIn()
            desk.clock.move(seconds: 59 * 60)
            #expect(try await desk.get("/triage").status == .ok)
            desk.clock.move(seconds: 61 * 60)
            #expect(try await desk.get("/triage").status == .seeOther)
            try await desk.logIn()
            for _ in 0..<24 {
                desk.clock.move(seconds: 29 * 60)
                #expect(try await desk.get("/triage").status == .ok)
            }
            desk.clock.move(seconds: 29 * 60)
            #expect(try await desk.get("/triage").status == .seeOther)
        }
    }
}
