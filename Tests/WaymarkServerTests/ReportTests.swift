import Foundation
import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer
import WaymarkStore

@Suite("Reports count many people and show no single one")
struct ReportTests {
    /// The clock of the tests' desk stands in September 2026.
    private static let months = "from=2026-09&through=2026-09"

    /// Two people of Ashford, one with a referral that was declined and one that nobody has reached.
    private func fill(_ desk: Desk) async throws {
        try await desk.logIn([.custodyWorker])
        for number in 1...2 {
            let decision = try await desk.decideForAshford(caseReference: "PLANTED-\(number)")
            _ = try await desk.fill("/decisions/\(decision)/refer/willow_ashford", "consent=person")
        }
        _ = try await desk.record("R-2026-000001", "declined", revision: 1, "&reason=no_capacity")
    }

    @Test("Referrals are counted by month, programme, area, source and state", arguments: ["", "&area=ashford"])
    func referrals(area: String) async throws {
        try await Desk().visit { desk in
            try await fill(desk)
            try await desk.logIn([.commissioner], name: "commissioner")
            let page = desk.text(try await desk.get("/reports/referrals?\(Self.months)\(area)"))
            #expect(
                page.contains("2 referrals sent in these months.") && page.contains("September 2026")
                    && page.contains("Ashford"))
            #expect(page.contains("Declined") && !page.contains("PLANTED") && !page.contains("R-2026"))
            let csv = desk.text(try await desk.get("/reports/referrals/csv?\(Self.months)\(area)"))
            #expect(csv.contains("Month,Referrals\r\nSeptember 2026,2\r\n") && csv.contains("Ashford,2\r\n"))
            let none = desk.text(try await desk.get("/reports/referrals?\(Self.months)&area=barton"))
            #expect(none.contains("0 referrals sent in these months.") && none.contains("Nothing in these months."))
            #expect(try await desk.get("/reports/referrals?\(Self.months)&area=nowhere").status == .notFound)
            #expect(try await desk.get("/reports/referrals?from=autumn").status == .badRequest)
            #expect(try await desk.get("/reports/weather").status == .notFound)
        }
    }

    @Test("The funnel says how far they came, who was declined and who waits for a contact")
    func funnel() async throws {
        try await Desk().visit { desk in
            try await fill(desk)
            try await desk.logIn([.auditor])
            let page = desk.text(try await desk.get("/reports/funnel?\(Self.months)"))
            #expect(page.contains("2 decisions in these months: 2 with something to refer to, 2 with a referral sent."))
            #expect(page.contains("The service is full"))
            let csv = desk.text(try await desk.get("/reports/funnel/csv?\(Self.months)"))
            #expect(csv.contains("Referrals sent,2,1.0000\r\nAccepted by the service,0,0.0000\r\n"), "\(csv)")
        }
    }

    @Test("Few people are never shown by their characteristics, and that they were counted is in the audit")
    func fewPeople() async throws {
        try await Desk().visit { desk in
            try await fill(desk)
            try await desk.logIn([.auditor])
            let page = desk.text(try await desk.get("/reports/equality?\(Self.months)"))
            #expect(page.contains("There are too few decisions in these months to show any number."))
            #expect(try desk.actions(of: "equality audit") == ["report.read"])
        }
    }

    @Test("Whoever is limited to areas sees those alone")
    func areas() async throws {
        try await Desk().visit { desk in
            try await fill(desk)
            try await desk.logIn([.commissioner], areas: ["barton"])
            #expect(desk.text(try await desk.get("/reports/referrals?\(Self.months)")).contains("0 referrals sent"))
            #expect(try await desk.get("/reports/referrals?\(Self.months)&area=ashford").status == .forbidden)
            #expect(
                desk.text(try await desk.get("/api/v1/reports/unmet?\(Self.months)")).contains("\"areas\":[\"barton\"]")
            )
        }
    }

    @Test("What was disposed of is counted no more, and nothing of it is left")
    func disposed() async throws {
        try await Desk().visit { desk in
            try await fill(desk)
            let later = desk.clock.now.adding(seconds: 86_400 * 365 * 7)
            _ = try desk.workspace.store.dispose(under: .standard, by: .system, at: later)
            try await desk.logIn([.auditor])
            let page = desk.text(try await desk.get("/reports/funnel?\(Self.months)"))
            #expect(page.contains("0 decisions in these months") && page.contains("No longer kept"))
        }
    }
}
