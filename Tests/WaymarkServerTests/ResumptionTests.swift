import Foundation
import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer
import WaymarkStore

@Suite("Whoever has to log in goes on where they were, and nothing typed is lost")
struct ResumptionTests {
    private func hidden(_ name: String, _ page: String) throws -> String {
        let match = try #require(
            page.firstMatch(of: try Regex("name=\"\(name)\" value=\"([^\"]*)\"", as: (Substring, Substring).self)))
        return String(match.1).replacing("&quot;", with: "\"").replacing("&#39;", with: "'").replacing(
            "&lt;", with: "<"
        )
        .replacing("&gt;", with: ">").replacing("&amp;", with: "&")
    }

    @Test("The page that was asked for comes after logging in")
    func page() async throws {
        try await TestSite(hasAccounts: true).visit { site in
            try site.makeAccount("pat", [.officer])
            let asked = try #require(try await site.get("/referrals?state=sent&mine=yes").headers[.location])
            #expect(asked == "/log-in?to=/referrals%3Fstate%3Dsent%26mine%3Dyes")
            let to = try hidden("to", site.text(try await site.get(asked)))
            let wrong = try await site.post("/log-in", "name=pat&password=wrong&to=\(formText(to))")
            #expect(try hidden("to", site.text(wrong)) == to)
            let right = try await site.post(
                "/log-in", "name=pat&password=\(formText(TestSite.password))&to=\(formText(to))")
            #expect(right.headers[.location] == "/referrals?state=sent&mine=yes")
        }
    }

    @Test(
        "Nobody is led to another site",
        arguments: [
            "//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nset-cookie: x=y", "javascript:alert(1)",
            "/a b",
        ])
    func elsewhere(address: String) async throws {
        try await TestSite(hasAccounts: true).visit { site in
            try site.makeAccount("pat", [.officer])
            let right = try await site.post(
                "/log-in", "name=pat&password=\(formText(TestSite.password))&to=\(formText(address))")
            #expect(
                right.headers[.location] == "/" && right.headers[HTTPField.Name("set-cookie")!]?.contains("x=y") != true
            )
        }
    }

    @Test("A form sent when the session had ended is still there after logging in, and is sent by hand")
    func form() async throws {
        try await TestSite(hasAccounts: true).visit { site in
            try site.makeAccount("pat", [.custodyWorker])
            _ = try await site.tryPassword("pat")
            _ = try await site.decideForAshford()
            site.clock.move(seconds: 61 * 60)
            let typed =
                "form_token=\(site.formToken)&choice=\(formText("PLANTED & <b>"))&reason=because+of+é&reason=two"
            let over = try await site.post("/decisions/D-2026-000001/departure", typed)
            #expect(over.status == .unauthorized)
            let page = site.text(over)
            #expect(page.contains("Your session has ended") && !page.contains(site.formToken + "\""))
            // The wrong password keeps it too.
            let resume = try hidden("resume", page)
            let wrong = site.text(try await site.post("/log-in", "name=pat&password=wrong&resume=\(formText(resume))"))
            #expect(try hidden("resume", wrong) == resume)
            let again = try await site.post(
                "/log-in", "name=pat&password=\(formText(TestSite.password))&resume=\(formText(resume))")
            #expect(again.status == .ok && again.headers[values: .setCookie].count == 2)
            let carry = site.text(again)
            #expect(
                carry.contains("You are logged in again")
                    && carry.contains("action=\"/decisions/D-2026-000001/departure\""))
            #expect(try hidden("choice", carry) == "PLANTED & <b>" && carry.contains("value=\"two\""))
            #expect(try hidden("form_token", carry) == site.formToken)
            #expect(
                try site.server.store.decision("D-2026-000001", readBy: .system, at: site.clock.now).departures
                    .isEmpty)
            let sent = try await site.fill("/decisions/D-2026-000001/departure", "choice=PLANTED&reason=two")
            #expect(sent.location == "/decisions/D-2026-000001")
        }
    }

    @Test("What was changed on the way, comes from another site or was never asked for is not carried on")
    func changed() async throws {
        try await TestSite(hasAccounts: true).visit { site in
            try site.makeAccount("pat", [.custodyWorker])
            let page = site.text(try await site.post("/triage", "do=begin"))
            let resume = try hidden("resume", page)
            let right = "name=pat&password=\(formText(TestSite.password))&resume="
            for wrong in [resume.replacing("/triage", with: "/accounts/new"), "/triage do=begin", ""] {
                let response = try await site.post("/log-in", right + formText(wrong))
                #expect(response.headers[.location] == "/")
                site.forgetCookies()
            }
            let type = "application/x-www-form-urlencoded"
            let elsewhere = try await site.send(.post, "/triage", "do=begin", type, ["sec-fetch-site": "cross-site"])
            #expect(elsewhere.status == .unauthorized && !site.text(elsewhere).contains("resume"))
            // A form that could not be read, and JSON, are refused as ever.
            #expect(try await site.post("/triage", "do=%ZZ").status == .badRequest)
            #expect(try await site.post("/api/v1/decide", "{}", type: "application/json").status == .unauthorized)
        }
    }
}
