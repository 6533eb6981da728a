import HTTPTypes
import Testing

@testable import WaymarkServer

/// The table of routes as somebody who answers for it would write it down. A route that is added, taken away or opened to
/// more people changes this list too, or the test fails.
@Suite("Who may do what is written down twice, and the two agree")
struct RouteTableTests {
    /// W custody worker, O officer, C commissioner, A auditor, M administrator; "open" also before log-in.
    private static let written: [String: String] = [
        "GET /": "WOCAM",
        "GET /account": "WOCAM",
        "GET /account/password": "WOCAM",
        "POST /account/password": "WOCAM",
        "GET /accounts": "M",
        "GET /accounts/new": "M",
        "POST /accounts/new": "M",
        "GET /accounts/{name}": "M",
        "POST /accounts/{name}": "M",
        "POST /accounts/{name}/set-up": "M",
        "POST /api/v1/decide": "WO",
        "POST /api/v1/decisions": "WO",
        "GET /api/v1/decisions/{reference}": "WOA",
        "POST /api/v1/decisions/{reference}/consents": "WO",
        "POST /api/v1/explain": "WO",
        "POST /api/v1/history": "WOA",
        "GET /api/v1/openapi.json": "open",
        "POST /api/v1/question": "WO",
        "GET /api/v1/referrals": "WOA",
        "POST /api/v1/referrals": "WO",
        "GET /api/v1/referrals/{reference}": "WOA",
        "POST /api/v1/referrals/{reference}/events": "WO",
        "GET /api/v1/reports/{report}": "CAM",
        "GET /api/v1/rulebook": "WOCAM",
        "GET /api/v1/schemas/case": "WOCAM",
        "GET /api/v1/services": "WOCAM",
        "GET /api/v1/services/{name}/capacity": "WOCAM",
        "POST /api/v1/services/{name}/capacity": "C",
        "GET /assets/{name}": "open",
        "GET /audit": "AM",
        "GET /audit/rulebooks": "CAM",
        "POST /audit/verify": "AM",
        "GET /decisions/{reference}": "WOA",
        "POST /decisions/{reference}/departure": "WO",
        "POST /decisions/{reference}/more": "WO",
        "GET /decisions/{reference}/refer/{service}": "WO",
        "POST /decisions/{reference}/refer/{service}": "WO",
        "GET /decisions/{reference}/sheet": "WOA",
        "GET /decisions/{reference}/why/{programme}": "WOA",
        "GET /health": "open",
        "GET /history": "WOA",
        "POST /history": "WOA",
        "GET /log-in": "open",
        "POST /log-in": "open",
        "POST /log-out": "WOCAM",
        "GET /map": "WOCAM",
        "GET /map/agreements": "WOCAM",
        "GET /map/agreements/{name}": "WOCAM",
        "GET /map/areas/{name}": "WOCAM",
        "GET /map/ends": "WOCAM",
        "GET /map/services": "WOCAM",
        "GET /map/services/{name}": "WOCAM",
        "GET /map/services/{name}/capacity": "C",
        "POST /map/services/{name}/capacity": "C",
        "GET /map/tiles.svg": "WOCAM",
        "GET /metrics": "open",
        "GET /quick": "WO",
        "POST /quick": "WO",
        "POST /quick/keep": "WO",
        "POST /quick/result": "WO",
        "GET /ready": "open",
        "GET /referrals": "WOA",
        "GET /referrals/{reference}": "WOA",
        "POST /referrals/{reference}/events": "WO",
        "GET /reports": "CAM",
        "GET /reports/{report}": "CAM",
        "GET /reports/{report}/csv": "CAM",
        "GET /retention": "AM",
        "POST /retention": "M",
        "GET /rulebook/problems": "CM",
        "GET /set-up": "open",
        "POST /set-up": "open",
        "GET /shown/{name}": "WOCAM",
        "GET /triage": "WO",
        "POST /triage": "WO",
        "POST /triage/decide": "WO",
        "POST /triage/form": "WO",
        "GET /way-in": "open",
    ]

    private static let letters: [(role: Role, letter: String)] = [
        (.custodyWorker, "W"), (.officer, "O"), (.commissioner, "C"), (.auditor, "A"), (.administrator, "M"),
    ]

    @Test("every route is for exactly those who are written down")
    func roles() {
        let served = Dictionary(
            uniqueKeysWithValues: Routes.all.map { route in
                let letters = Self.letters.filter { route.roles.contains($0.role) }.map(\.letter).joined()
                return (route.name, letters.isEmpty ? "open" : letters)
            })
        #expect(Set(served.keys) == Set(Self.written.keys))
        for (name, letters) in Self.written { #expect(served[name] == letters, "\(name)") }
    }

    @Test("what is open to all is no more than the way in and what keeps the server running")
    func open() {
        for route in Routes.all where route.isOpen {
            #expect(!route.isPersonal && route.navigation == nil, "\(route.name)")
            #expect(!route.writes || ["/log-in", "/set-up"].contains(route.path), "\(route.name)")
        }
    }

    @Test("what changes something has a body of bounded size, and says what it does")
    func limits() {
        for route in Routes.all {
            #expect((1...1 << 20).contains(route.bodyLimit), "\(route.name)")
            #expect(!route.does.isEmpty && !route.does.hasSuffix("."), "\(route.name)")
            #expect(route.path.hasPrefix("/") && (route.path == "/" || !route.path.hasSuffix("/")), "\(route.name)")
        }
        #expect(Routes.all.filter { $0.bodyLimit > 256 * 1024 }.map(\.name) == ["POST /log-in"])
    }

    @Test("the API speaks JSON and pages are pages")
    func formats() {
        for route in Routes.all {
            #expect((route.format == .json) == route.path.hasPrefix("/api/"), "\(route.name)")
            if route.format == .plain { #expect(route.method == .get, "\(route.name)") }
        }
    }

    @Test("the navigation leads to what its reader may do, in the order of the table")
    func navigation() {
        #expect(
            Routes.navigation.map(\.title)
                == ["Triage", "Quick check", "Referrals", "Service map", "Reports", "Audit", "Accounts"])
        for entry in Routes.navigation {
            let route = Routes.all.first { $0.name == "GET " + entry.address }
            #expect(route?.roles == entry.roles && route?.does == entry.says)
        }
    }
}
