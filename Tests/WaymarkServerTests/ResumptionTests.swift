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
        try await Desk(hasAccounts: true).visit { desk in
            try desk.makeAccount("pat", [.officer])
            let asked = try #require(try await desk.get("/referrals?state=sent&mine=yes").headers[.location])
            #expect(asked == "/log-in?to=/referrals%3Fstate%3Dsent%26mine%3Dyes")
            let to = try hidden("to", desk.text(try await desk.get(asked)))
            let wrong = try await desk.post("/log-in", "name=pat&password=wrong&to=\(formText(to))")
            #expect(try hidden("to", desk.text(wrong)) == to)
            let right = try await desk.post(
                "/log-in", "name=pat&password=\(formText(Desk.password))&to=\(formText(to))")
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
        try await Desk(hasAccounts: true).visit { desk in
            try desk.makeAccount("pat", [.officer])
            let right = try await desk.post(
                "/log-in", "name=pat&password=\(formText(Desk.password))&to=\(formText(address))")
            #expect(
                right.headers[.location] == "/" && right.headers[HTTPField.Name("set-cookie")!]?.contains("x=y") != true
            )
        }
    }

    @Test("A form sent when the session had ended is still there after logging in, and is sent by hand")
    func form() async throws {
        try await Desk(hasAccounts: true).visit { desk in
            try desk.makeAccount("pat", [.custodyWorker])
            _ = try await desk.tryPassword("pat")
            _ = try await desk.decideForAshford()
            desk.clock.move(seconds: 61 * 60)
            let typed =
                "form_token=\(desk.formToken)&choice=\(formText("PLANTED & <b>"))&reason=because+of+é&reason=two"
            let over = try await desk.post("/decisions/D-2026-000001/departure", typed)
            #expect(over.status == .unauthorized)
            let page = desk.text(over)
            #expect(page.contains("Your session has ended") && !page.contains(desk.formToken + "\""))
            // The wrong password keeps it too.
            let resume = try hidden("resume", page)
            let wrong = desk.text(try await desk.post("/log-in", "name=pat&password=wrong&resume=\(formText(resume))"))
            #expect(try hidden("resume", wrong) == resume)
            let again = try await desk.post(
                "/log-in", "name=pat&password=\(formText(Desk.password))&resume=\(formText(resume))")
            #expect(again.status == .ok && again.headers[values: .setCookie].count == 2)
            let carry = desk.text(again)
            #expect(
                carry.contains("You are logged in again")
                    && carry.contains("action=\"/decisions/D-2026-000001/departure\""))
            #expect(try hidden("choice", carry) == "PLANTED & <b>" && carry.contains("value=\"two\""))
            #expect(try hidden("form_token", carry) == desk.formToken)
            #expect(
                try desk.workspace.store.decision("D-2026-000001", readBy: .system, at: desk.clock.now).departures
                    .isEmpty)
            let sent = try await desk.fill("/decisions/D-2026-000001/departure", "choice=PLANTED&reason=two")
            #expect(sent.location == "/decisions/D-2026-000001")
        }
    }

    @Test("What was changed on the way, comes from another site or was never asked for is not carried on")
    func changed() async throws {
        try await Desk(hasAccounts: true).visit { desk in
            try desk.makeAccount("pat", [.custodyWorker])
            let page = desk.text(try await desk.post("/triage", "do=begin"))
            let resume = try hidden("resume", page)
            let right = "name=pat&password=\(formText(Desk.password))&resume="
            for wrong in [resume.replacing("/triage", with: "/accounts/new"), "/triage do=begin", ""] {
                let response = try await desk.post("/log-in", right + formText(wrong))
                #expect(response.headers[.location] == "/")
                desk.forgetCookies()
            }
            let type = "application/x-www-form-urlencoded"
            let elsewhere = try await desk.send(.post, "/triage", "do=begin", type, ["sec-fetch-site": "cross-site"])
            #expect(elsewhere.status == .unauthorized && !desk.text(elsewhere).contains("resume"))
            // A form that could not be read, and JSON, are refused as ever.
            #expect(try await desk.post("/triage", "do=%ZZ").status == .badRequest)
            #expect(try await desk.post("/api/v1/decide", "{}", type: "application/json").status == .unauthorized)
        }
    }
}
