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

extension Desk {
    static let password = "otter lamp gravel"

    /// Makes an account with the password above.
    func makeAccount(_ name: String, _ roles: Set<Role>, areas: Set<String> = []) throws {
        let settings = AccountSettings(
            displayName: name.capitalized + " Lee", roles: Set(roles.map(\.rawValue)), areas: areas)
        try workspace.store.makeAccount(name, settings, by: .system, at: clock.now)
        let token = try workspace.store.invite(name, by: .system, at: clock.now)
        try PasswordDesk(workspace.store, cost: .quick).setUp(token, password: Desk.password, at: clock.now)
    }

    func tryPassword(
        _ name: String, _ password: String = Desk.password, from peer: String? = nil
    ) async throws -> TestResponse {
        try await send(
            .post, "/log-in", "name=\(formText(name))&password=\(formText(password))",
            "application/x-www-form-urlencoded",
            peer.map { ["x-forwarded-for": "10.9.9.9, " + $0] } ?? [:])
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
        "name=Pat&display_name=Pat+Lee&new_password=\(formText(Desk.password))&repeated=\(formText(Desk.password))"

    @Test("The first administrator is made at the printed address, once, and is logged in")
    func setUp() async throws {
        try await Desk(hasAccounts: true).visit { desk in
            #expect(try await desk.get("/").headers[.location] == "/log-in")
            let token = try desk.workspace.store.inviteFirst(at: desk.clock.now)
            let page = String(buffer: try await desk.get("/set-up?token=\(token)").body)
            #expect(page.contains("Make the first account") && page.contains("autocomplete=\"new-password\""))
            for (wrong, says) in [
                ("name=&display_name=Pat&new_password=\(Desk.password)&repeated=\(Desk.password)", "2 to 40"),
                ("name=pat&display_name=&new_password=\(Desk.password)&repeated=\(Desk.password)", "Enter the name"),
                ("name=pat&display_name=Pat&new_password=short&repeated=short", "12 characters"),
                ("name=pat&display_name=Pat&new_password=\(Desk.password)&repeated=other", "not the same"),
            ] {
                let response = try await desk.post("/set-up", "token=\(token)&" + wrong.replacing(" ", with: "+"))
                #expect(response.status == .unprocessableContent && String(buffer: response.body).contains(says))
            }
            #expect(try await desk.post("/set-up", "token=\(token)x&" + Self.first).status == .forbidden)
            #expect(try await desk.post("/set-up", "token=\(token)&" + Self.first).headers[.location] == "/")
            #expect(String(buffer: try await desk.get("/").body).contains("Pat Lee"))
            #expect(try await desk.get("/accounts").status == .ok)
            desk.forgetCookies()
            #expect(try await desk.post("/set-up", "token=\(token)&" + Self.first).status == .forbidden)
            #expect(try await desk.get("/set-up?token=\(token)").status == .forbidden)
            #expect(try await desk.get("/set-up").status == .forbidden)
            #expect(try AuditVerifier(desk.workspace.store).verify().problems == [])
        }
    }

    @Test("Wrong name, wrong password, no password chosen and closed are answered alike; the page never says which")
    func sameAnswer() async throws {
        try await Desk(hasAccounts: true).visit { desk in
            try desk.makeAccount("pat", [.administrator])
            try desk.makeAccount("kim", [.officer])
            let closed = AccountSettings(displayName: "Kim", roles: ["officer"], isDisabled: true)
            try desk.workspace.store.changeAccount("kim", revision: 2, to: closed, by: .system, at: desk.clock.now)
            try desk.workspace.store.makeAccount(
                "ann", AccountSettings(displayName: "Ann", roles: ["officer"]), by: .system, at: desk.clock.now)
            var answers: Set<String> = []
            for (name, password) in [
                ("pat", "planted"), ("nobody-here", Desk.password), ("kim", Desk.password), ("ann", "planted"),
            ] {
                let response = try await desk.tryPassword(name, password)
                #expect(response.status == .unprocessableContent && response.headers[.setCookie] == nil)
                answers.insert(String(buffer: response.body).replacing("value=\"\(name)\"", with: ""))
                #expect(!String(buffer: response.body).contains(password))
            }
            #expect(answers.count == 1)
            #expect(String(buffer: try await desk.tryPassword("", "").body).contains("Enter your account name"))
            #expect(try await desk.tryPassword("PAT ").headers[.location] == "/")
        }
    }

    @Test("Guesses at an account are slowed down whatever address they come from, also at accounts that are not there")
    func throttle() async throws {
        for name in ["pat", "not-there"] {
            try await Desk(hasAccounts: true).visit { desk in
                try desk.makeAccount("pat", [.officer])
                for number in 1...5 {
                    #expect(
                        try await desk.tryPassword(name, "wrong \(number)", from: "10.0.0.\(number)").status
                            == .unprocessableContent)
                }
                let slowed = try await desk.tryPassword(name, from: "10.0.0.9")
                #expect(slowed.status == .tooManyRequests && slowed.headers[.retryAfter] == "30")
                #expect(String(buffer: slowed.body).contains("wait 30 seconds"))
                desk.clock.move(seconds: 31)
                #expect(try await desk.tryPassword(name, "wrong").status == .unprocessableContent)
                #expect(String(buffer: try await desk.tryPassword(name).body).contains("wait 1 minute,"))
                #expect(
                    try desk.actions(of: name == "pat" ? "pat" : "unknown account").filter { $0 == "account.locked" }
                        .count == 1)
            }
        }
    }

    @Test("Whoever logged in from a browser before is not held up there by guesses from elsewhere")
    func knownBrowser() async throws {
        try await Desk(hasAccounts: true).visit { desk in
            try desk.makeAccount("pat", [.officer])
            #expect(try await desk.tryPassword("pat").status == .seeOther)
            desk.logOut()
            let own = desk.become([:])
            for _ in 0..<40 { _ = try await desk.tryPassword("pat", "wrong") }
            #expect(try await desk.tryPassword("pat").status == .tooManyRequests)
            // The wait grows to a quarter of an hour and no further.
            for _ in 0..<12 {
                desk.clock.move(seconds: 15 * 60 + 1)
                #expect(try await desk.tryPassword("pat", "wrong").status == .unprocessableContent)
            }
            let stranger = desk.become(own)
            #expect(try await desk.tryPassword("pat").status == .seeOther)
            // Nor is the mark a way round the waiting: it is counted too.
            desk.logOut()
            for _ in 0..<5 { #expect(try await desk.tryPassword("pat", "wrong").status == .unprocessableContent) }
            #expect(try await desk.tryPassword("pat").status == .tooManyRequests)
            // A mark of one account says nothing of another.
            desk.become(stranger)
            #expect(try await desk.tryPassword("pat").status == .tooManyRequests)
        }
    }

    @Test("One address that tries many accounts is slowed down")
    func manyAccounts() async throws {
        try await Desk(hasAccounts: true).visit { desk in
            for number in 0..<50 { _ = try await desk.tryPassword("name-\(number)", "wrong") }
            #expect(try await desk.tryPassword("name-99", "wrong").status == .tooManyRequests)
        }
    }

    @Test("A form that another site sends logs nobody in")
    func otherSite() async throws {
        try await Desk(hasAccounts: true).visit { desk in
            try desk.makeAccount("pat", [.officer])
            let body = "name=pat&password=\(formText(Desk.password))"
            let type = "application/x-www-form-urlencoded"
            #expect(
                try await desk.send(.post, "/log-in", body, type, ["sec-fetch-site": "cross-site"]).status == .forbidden
            )
            #expect(
                try await desk.send(.post, "/log-in", body, type, ["sec-fetch-site": "same-origin"]).status == .seeOther
            )
        }
    }

    @Test("Changing one's password needs the present one, and ends every other session")
    func ownPassword() async throws {
        try await Desk(hasAccounts: true).visit { desk in
            try desk.makeAccount("pat", [.officer])
            _ = try await desk.tryPassword("pat")
            let elsewhere = desk.become([:])
            _ = try await desk.tryPassword("pat")
            let new = formText("brick violin teaspoon")
            func change(_ present: String, _ new: String) async throws -> TestResponse {
                try await desk.post(
                    "/account/password",
                    "form_token=\(desk.formToken)&password=\(formText(present))&new_password=\(new)&repeated=\(new)")
            }
            #expect(try await change("wrong", new).status == .unprocessableContent)
            #expect(try await change(Desk.password, "pat").status == .unprocessableContent)
            #expect(try await change(Desk.password, new).status == .seeOther)
            #expect(try await desk.get("/").status == .ok)
            desk.become(elsewhere)
            #expect(try await desk.get("/").status == .seeOther)
            #expect(try await desk.tryPassword("pat").status == .unprocessableContent)
            #expect(try await desk.tryPassword("pat", "brick violin teaspoon").status == .seeOther)
        }
    }

    @Test("An administrator adds an account, hands over an address, changes and closes it; its sessions end each time")
    func administration() async throws {
        try await Desk(hasAccounts: true).visit { desk in
            try desk.makeAccount("pat", [.administrator])
            _ = try await desk.tryPassword("pat")
            func send(_ address: String, _ fields: String) async throws -> TestResponse {
                try await desk.post(address, "form_token=\(desk.formToken)&" + fields)
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
            #expect(String(buffer: try await desk.get("/accounts").body).contains("No password chosen yet"))

            let admin = desk.become([:])
            let chosen = formText("brick violin teaspoon")
            #expect(String(buffer: try await desk.get("/set-up?token=\(token)").body).contains("Kim Roe"))
            #expect(
                try await desk.post("/set-up", "token=\(token)&new_password=\(chosen)&repeated=\(chosen)").status
                    == .seeOther)
            #expect(try await desk.get("/triage").status == .ok)
            #expect(try await desk.get("/accounts").status == .forbidden)
            let kim = desk.become(admin)

            // An old page changes nothing; a new one does, and the session ends.
            let fields = "display_name=Kim+Roe&roles=auditor"
            #expect(try await send("/accounts/kim", fields + "&revision=1").status == .conflict)
            #expect(try await send("/accounts/kim", fields + "&revision=2").headers[.location] == "/accounts")
            desk.become(kim)
            #expect(try await desk.get("/triage").status == .seeOther)
            _ = try await desk.tryPassword("kim", "brick violin teaspoon")
            #expect(try await desk.get("/triage").status == .forbidden)
            let auditor = desk.become(admin)
            #expect(try await send("/accounts/kim", fields + "&revision=3&closed=yes").status == .seeOther)
            #expect(try await send("/accounts/kim/set-up", "").status == .conflict)
            desk.become(auditor)
            #expect(try await desk.get("/").status == .seeOther)
            #expect(try await desk.tryPassword("kim", "brick violin teaspoon").status == .unprocessableContent)
            desk.become(admin)
            #expect(String(buffer: try await desk.get("/accounts").body).contains("Closed on"))

            // The last administrator cannot go.
            let last = try await send("/accounts/pat", "display_name=Pat&roles=officer&revision=2")
            #expect(
                last.status == .unprocessableContent
                    && String(buffer: last.body).contains("No administrator would be left"))
            #expect(try await desk.get("/accounts/not-there").status == .notFound)
            #expect(try AuditVerifier(desk.workspace.store).verify().problems == [])
        }
    }

    @Test("With one person on this computer there are no accounts to be made, and the pages say how to get them")
    func singleUser() async throws {
        try await Desk().visit { desk in
            try await desk.logIn(name: "desk")
            #expect(String(buffer: try await desk.get("/accounts").body).contains("--accounts"))
            for address in ["/accounts/new", "/accounts/desk/set-up"] {
                #expect(try await desk.post(address, "form_token=\(desk.formToken)").status == .seeOther)
            }
            #expect(try await desk.get("/account/password").status == .conflict)
            #expect(String(buffer: try await desk.get("/").body).contains("Log out") == false)
            desk.logOut()
            #expect(String(buffer: try await desk.get("/log-in").body).contains("one person on this computer"))
            #expect(try await desk.tryPassword("pat").status == .ok)
            #expect(try !desk.workspace.store.hasAccounts())
        }
    }
}
