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

    private func send(_ route: Route, _ site: TestSite) async throws -> TestResponse {
        let isForm = route.format == .pages
        let body: String? = route.method == .get ? nil : isForm ? "form_token=\(site.formToken)" : "{}"
        let type: String? =
            route.method == .get ? nil : isForm ? "application/x-www-form-urlencoded" : "application/json"
        return try await site.send(route.method, Self.address(route), body, type)
    }

    @Test("each route for each role", arguments: Role.allCases)
    func table(role: Role) async throws {
        try await TestSite().visit { site in
            for route in Routes.all where route.path != "/log-out" {
                try await site.logIn([role])
                let response = try await send(route, site)
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
        try await TestSite().visit { site in
            for route in Routes.all where !route.isOpen {
                let status = try await send(route, site).status
                #expect(status == .seeOther || status == .unauthorized, "\(route.name): \(status.code)")
            }
        }
    }

    @Test("somebody without any role may do nothing that is not open")
    func noRole() async throws {
        try await TestSite().visit { site in
            for route in Routes.all where !route.isOpen {
                try await site.logIn([])
                #expect(try await send(route, site).status == .forbidden, "\(route.name)")
            }
        }
    }

    @Test("every route that writes is a POST, and no route stands in the table twice")
    func writing() {
        for route in Routes.all where route.writes { #expect(route.method == .post, "\(route.name)") }
        #expect(Set(Routes.all.map(\.name)).count == Routes.all.count)
    }

    @Test("what only reads changes nothing in the record, but that it was read")
    func reading() async throws {
        try await TestSite().visit { site in
            try await site.logIn()
            _ = try await site.decideForAshford()
            _ = try await site.fill("/decisions/D-2026-000001/refer/willow_ashford", "consent=person")
            for route in Routes.all where !route.writes {
                let before = try site.allActions().count
                _ = try await send(route, site)
                let added = Set(try site.allActions().dropFirst(before))
                #expect(added.isSubset(of: ["person.read", "report.read"]), "\(route.name): \(added)")
            }
        }
    }

    /// What a personal page may ask for in an address: states, names of programmes and whole months; nothing of a person.
    private static let impersonal: Set<Substring> = [
        "state", "programme", "mine", "attention", "sort", "order", "page", "date",
    ]

    @Test("no answers in addresses: forms and links of personal pages put nothing of a person into one")
    func addresses() async throws {
        try await TestSite().visit { site in
            try await site.logIn()
            _ = try await site.decideForAshford(caseReference: "PLANTED")
            _ = try await site.fill("/decisions/D-2026-000001/refer/willow_ashford", "consent=person")
            var forms = 0
            for route in Routes.all where route.isPersonal && route.method == .get && route.format == .pages {
                let address = Self.address(route).replacing(
                    "/referrals/D-2026-000001", with: "/referrals/R-2026-000001")
                let page = site.text(try await site.get(address))
                for form in page.matches(of: /<form [^>]*method="get"[^>]*>.*?<\/form>/.dotMatchesNewlines()) {
                    forms += 1
                    let names = Set(form.output.matches(of: #/ name="([^"]*)"/#).map { $0.1 })
                    #expect(names.isSubset(of: Self.impersonal), "\(address): \(names)")
                }
                for link in page.matches(of: /href="[^"?]*\?([^"]*)"/) {
                    let names = Set(
                        link.1.replacing("&amp;", with: "&").split(separator: "&").map { $0.prefix { $0 != "=" } })
                    #expect(names.isSubset(of: Self.impersonal), "\(address): \(link.0)")
                    #expect(!link.1.contains("PLANTED"))
                }
            }
            #expect(forms > 0)
        }
    }

    @Test("a form without the session's own token changes nothing on any page", arguments: ["", "form_token=00"])
    func formTokens(body: String) async throws {
        try await TestSite().visit { site in
            try await site.logIn()
            for route in Routes.all where route.writes && !route.isOpen && route.format == .pages && route.renew == nil
            {
                let status = try await site.post(Self.address(route), body).status
                #expect(status == .forbidden, "\(route.name): \(status.code)")
            }
        }
    }

    @Test("a session ends after an hour without a request, and after twelve hours however busy")
    func sessions() async throws {
        try await TestSite().visit { site in
            try await site.logIn()
            site.clock.move(seconds: 59 * 60)
            #expect(try await site.get("/triage").status == .ok)
            site.clock.move(seconds: 61 * 60)
            #expect(try await site.get("/triage").status == .seeOther)
            try await site.logIn()
            for _ in 0..<24 {
                site.clock.move(seconds: 29 * 60)
                #expect(try await site.get("/triage").status == .ok)
            }
            site.clock.move(seconds: 29 * 60)
            #expect(try await site.get("/triage").status == .seeOther)
        }
    }
}
