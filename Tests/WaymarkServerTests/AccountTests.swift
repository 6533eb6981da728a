import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer
import WaymarkSodium
import WaymarkStore

/// Text as a form sends it.
func formText(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
}

extension TestSite {
    static let password = "otter lamp gravel"

    /// Makes an account with the password above.
    func makeAccount(_ name: String, _ roles: Set<Role>, areas: Set<String> = []) throws {
        let settings = AccountSettings(
            displayName: name.capitalized + " Lee", roles: Set(roles.map(\.rawValue)), areas: areas)
        try server.store.makeAccount(name, settings, by: .system, at: clock.now)
        let token = try server.store.invite(name, by: .system, at: clock.now)
        try Passwords(server.store, cost: .quick).setUp(token, password: TestSite.password, at: clock.now)
    }

    func tryPassword(
        _ name: String, _ password: String = TestSite.password, from peer: String? = nil
    ) async throws -> TestResponse {
        try await send(
            .post, "/log-in", "name=\(formText(name))&password=\(formText(password))",
            "application/x-www-form-urlencoded",
            peer.map { ["x-forwarded-for": "10.9.9.9, " + $0] } ?? [:])
    }

    /// What was done, as the audit has it, the oldest first.
    func allActions() throws -> [String] {
        let queue = try DatabaseQueue(path: folder + "/" + Store.fileName)
        defer { try? queue.close() }
        return try queue.read { try String.fetchAll($0, sql: "SELECT action FROM audit_entry ORDER BY sequence") }
    }

    func actions(of subject: String) throws -> [String] {
        let queue = try DatabaseQueue(path: folder + "/" + Store.fileName)
        defer { try? queue.close() }
        return try queue.read { db in
            try String.fetchAll(
                db, sql: "SELECT action FROM audit_entry WHERE subject = ? ORDER BY sequence", arguments: [subject])
        }
    }
}

@Suite("People log in with an account, and no guessing brings anybody in")
struct AccountTests {
    private static let first =
        "name=Pat&display_name=Pat+Lee&new_password=\(formText(TestSite.password))&repeated=\(formText(TestSite.password))"

    @Test("The first administrator is made at the printed address, once, and is logged in")
    func setUp() async throws {
        try await TestSite(hasAccounts: true).visit { site in
            #expect(try await site.get("/").headers[.location] == "/log-in")
            let token = try site.server.store.inviteFirst(at: site.clock.now)
            let page = String(buffer: try await site.get("/set-up?token=\(token)").body)
            #expect(page.contains("Make the first account") && page.contains("autocomplete=\"new-password\""))
            for (wrong, says) in [
                ("name=&display_name=Pat&new_password=\(TestSite.password)&repeated=\(TestSite.password)", "2 to 40"),
                (
                    "name=pat&display_name=&new_password=\(TestSite.password)&repeated=\(TestSite.password)",
                    "Enter the name"
                ),
                ("name=pat&display_name=Pat&new_password=short&repeated=short", "12 characters"),
                ("name=pat&display_name=Pat&new_password=\(TestSite.password)&repeated=other", "not the same"),
            ] {
                let response = try await site.post("/set-up", "token=\(token)&" + wrong.replacing(" ", with: "+"))
                #expect(response.status == .unprocessableContent && String(buffer: response.body).contains(says))
            }
            #expect(try await site.post("/set-up", "token=\(token)x&" + Self.first).status == .forbidden)
            #expect(try await site.post("/set-up", "token=\(token)&" + Self.first).headers[.location] == "/")
            #expect(String(buffer: try await site.get("/").body).contains("Pat Lee"))
            #expect(try await site.get("/accounts").status == .ok)
            site.forgetCookies()
            #expect(try await site.post("/set-up", "token=\(token)&" + Self.first).status == .forbidden)
            #expect(try await site.get("/set-up?token=\(token)").status == .forbidden)
            #expect(try await site.get("/set-up").status == .forbidden)
            #expect(try AuditVerifier(site.server.store).verify().problems == [])
        }
    }

    @Test("Wrong name, wrong password, no password chosen and closed are answered alike; the page never says which")
    func sameAnswer() async throws {
        try await TestSite(hasAccounts: true).visit { site in
            try site.makeAccount("pat", [.administrator])
            try site.makeAccount("kim", [.officer])
            let closed = AccountSettings(displayName: "Kim", roles: ["officer"], isDisabled: true)
            try site.server.store.changeAccount("kim", revision: 2, to: closed, by: .system, at: site.clock.now)
            try site.server.store.makeAccount(
                "ann", AccountSettings(displayName: "Ann", roles: ["officer"]), by: .system, at: site.clock.now)
            var answers: Set<String> = []
            for (name, password) in [
                ("pat", "planted"), ("nobody-here", TestSite.password), ("kim", TestSite.password), ("ann", "planted"),
            ] {
                let response = try await site.tryPassword(name, password)
                #expect(response.status == .unprocessableContent && response.headers[.setCookie] == nil)
                answers.insert(String(buffer: response.body).replacing("value=\"\(name)\"", with: ""))
                #expect(!String(buffer: response.body).contains(password))
            }
            #expect(answers.count == 1)
            #expect(String(buffer: try await site.tryPassword("", "").body).contains("Enter your account name"))
            #expect(try await site.tryPassword("PAT ").headers[.location] == "/")
        }
    }

    @Test("Guesses at an account are slowed down whatever address they come from, also at accounts that are not there")
    func throttle() async throws {
        for name in ["pat", "not-there"] {
            try await TestSite(hasAccounts: true).visit { site in
                try site.makeAccount("pat", [.officer])
                for number in 1...5 {
                    #expect(
                        try await site.tryPassword(name, "wrong \(number)", from: "10.0.0.\(number)").status
                            == .unprocessableContent)
                }
                let slowed = try await site.tryPassword(name, from: "10.0.0.9")
                #expect(slowed.status == .tooManyRequests && slowed.headers[.retryAfter] == "30")
                #expect(String(buffer: slowed.body).contains("wait 30 seconds"))
                site.clock.move(seconds: 31)
                #expect(try await site.tryPassword(name, "wrong").status == .unprocessableContent)
                #expect(String(buffer: try await site.tryPassword(name).body).contains("wait 1 minute,"))
                #expect(
                    try site.actions(of: name == "pat" ? "pat" : "unknown account").filter { $0 == "account.locked" }
                        .count == 1)
            }
        }
    }

    @Test("Whoever logged in from a browser before is not held up there by guesses from elsewhere")
    func knownBrowser() async throws {
        try await TestSite(hasAccounts: true).visit { site in
            try site.makeAccount("pat", [.officer])
            #expect(try await site.tryPassword("pat").status == .seeOther)
            site.logOut()
            let own = site.become([:])
            for _ in 0..<40 { _ = try await site.tryPassword("pat", "wrong") }
            #expect(try await site.tryPassword("pat").status == .tooManyRequests)
            // The wait grows to a quarter of an hour and no further.
            for _ in 0..<12 {
                site.clock.move(seconds: 15 * 60 + 1)
                #expect(try await site.tryPassword("pat", "wrong").status == .unprocessableContent)
            }
            let stranger = site.become(own)
            #expect(try await site.tryPassword("pat").status == .seeOther)
            // Nor is the mark a way round the waiting: it is counted too.
            site.logOut()
            for _ in 0..<5 { #expect(try await site.tryPassword("pat", "wrong").status == .unprocessableContent) }
            #expect(try await site.tryPassword("pat").status == .tooManyRequests)
            // A mark of one account says nothing of another.
            site.become(stranger)
            #expect(try await site.tryPassword("pat").status == .tooManyRequests)
        }
    }

    @Test("One address that tries many accounts is slowed down")
    func manyAccounts() async throws {
        try await TestSite(hasAccounts: true).visit { site in
            for number in 0..<50 { _ = try await site.tryPassword("name-\(number)", "wrong") }
            #expect(try await site.tryPassword("name-99", "wrong").status == .tooManyRequests)
        }
    }

    @Test("A form that another site sends logs nobody in")
    func otherSite() async throws {
        try await TestSite(hasAccounts: true).visit { site in
            try site.makeAccount("pat", [.officer])
            let body = "name=pat&password=\(formText(TestSite.password))"
            let type = "application/x-www-form-urlencoded"
            #expect(
                try await site.send(.post, "/log-in", body, type, ["sec-fetch-site": "cross-site"]).status == .forbidden
            )
            #expect(
                try await site.send(.post, "/log-in", body, type, ["sec-fetch-site": "same-origin"]).status == .seeOther
            )
        }
    }

    @Test("Changing one's password needs the present one, and ends every other session")
    func ownPassword() async throws {
        try await TestSite(hasAccounts: true).visit { site in
            try site.makeAccount("pat", [.officer])
            _ = try await site.tryPassword("pat")
            let elsewhere = site.become([:])
            _ = try await site.tryPassword("pat")
            let new = formText("brick violin teaspoon")
            func change(_ present: String, _ new: String) async throws -> TestResponse {
                try await site.post(
                    "/account/password",
                    "form_token=\(site.formToken)&password=\(formText(present))&new_password=\(new)&repeated=\(new)")
            }
            #expect(try await change("wrong", new).status == .unprocessableContent)
            #expect(try await change(TestSite.password, "pat").status == .unprocessableContent)
            #expect(try await change(TestSite.password, new).status == .seeOther)
            #expect(try await site.get("/").status == .ok)
            site.become(elsewhere)
            #expect(try await site.get("/").status == .seeOther)
            #expect(try await site.tryPassword("pat").status == .unprocessableContent)
            #expect(try await site.tryPassword("pat", "brick violin teaspoon").status == .seeOther)
        }
    }

    @Test("An administrator adds an account, hands over an address, changes and closes it; its sessions end each time")
    func administration() async throws {
        try await TestSite(hasAccounts: true).visit { site in
            try site.makeAccount("pat", [.administrator])
            _ = try await site.tryPassword("pat")
            func send(_ address: String, _ fields: String) async throws -> TestResponse {
                try await site.post(address, "form_token=\(site.formToken)&" + fields)
            }
            for (wrong, says) in [
                ("name=Kim+Roe&display_name=Kim&roles=officer", "2 to 40"),
                ("name=kim&display_name=&roles=officer", "Enter the name"),
                ("name=kim&display_name=Kim", "at least one role"),
                ("name=kim&display_name=Kim&roles=king", "at least one role"),
                ("name=kim&display_name=Kim&roles=officer&areas=narnia", "areas of the rulebook"),
                ("name=pat&display_name=Kim&roles=officer", "already"),
            ] {
                let response = try await send("/accounts/new", wrong)
                #expect(
                    response.status == .unprocessableContent && String(buffer: response.body).contains(says), "\(wrong)"
                )
            }
            let made = String(
                buffer: try await send("/accounts/new", "name=kim&display_name=Kim+Roe&roles=officer&areas=ashford")
                    .body)
            let token = String(try #require(made.firstMatch(of: #/set-up\?token=([0-9a-f]+)/#)?.1))
            #expect(String(buffer: try await site.get("/accounts").body).contains("No password chosen yet"))

            let admin = site.become([:])
            let chosen = formText("brick violin teaspoon")
            #expect(String(buffer: try await site.get("/set-up?token=\(token)").body).contains("Kim Roe"))
            #expect(
                try await site.post("/set-up", "token=\(token)&new_password=\(chosen)&repeated=\(chosen)").status
                    == .seeOther)
            #expect(try await site.get("/triage").status == .ok)
            #expect(try await site.get("/accounts").status == .forbidden)
            let kim = site.become(admin)

            // An old page changes nothing; a new one does, and the session ends.
            let fields = "display_name=Kim+Roe&roles=auditor"
            #expect(try await send("/accounts/kim", fields + "&revision=1").status == .conflict)
            #expect(try await send("/accounts/kim", fields + "&revision=2").headers[.location] == "/accounts")
            site.become(kim)
            #expect(try await site.get("/triage").status == .seeOther)
            _ = try await site.tryPassword("kim", "brick violin teaspoon")
            #expect(try await site.get("/triage").status == .forbidden)
            let auditor = site.become(admin)
            #expect(try await send("/accounts/kim", fields + "&revision=3&closed=yes").status == .seeOther)
            #expect(try await send("/accounts/kim/set-up", "").status == .conflict)
            site.become(auditor)
            #expect(try await site.get("/").status == .seeOther)
            #expect(try await site.tryPassword("kim", "brick violin teaspoon").status == .unprocessableContent)
            site.become(admin)
            #expect(String(buffer: try await site.get("/accounts").body).contains("Closed on"))

            // The last administrator cannot go.
            let last = try await send("/accounts/pat", "display_name=Pat&roles=officer&revision=2")
            #expect(
                last.status == .unprocessableContent
                    && String(buffer: last.body).contains("No administrator would be left"))
            #expect(try await site.get("/accounts/not-there").status == .notFound)
            #expect(try AuditVerifier(site.server.store).verify().problems == [])
        }
    }

    @Test("With one person on this computer there are no accounts to be made, and the pages say how to get them")
    func singleUser() async throws {
        try await TestSite().visit { site in
            try await site.logIn(name: "desk")
            #expect(String(buffer: try await site.get("/accounts").body).contains("--accounts"))
            for address in ["/accounts/new", "/accounts/desk/set-up"] {
                #expect(try await site.post(address, "form_token=\(site.formToken)").status == .seeOther)
            }
            #expect(try await site.get("/account/password").status == .conflict)
            #expect(String(buffer: try await site.get("/").body).contains("Log out") == false)
            site.logOut()
            #expect(String(buffer: try await site.get("/log-in").body).contains("one person on this computer"))
            #expect(try await site.tryPassword("pat").status == .ok)
            #expect(try !site.server.store.hasAccounts())
        }
    }
}
