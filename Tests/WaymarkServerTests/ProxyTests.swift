import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer
import WaymarkSodium
import WaymarkStore

/// As a force would write one for its proxy: `NAME|ROLE|AREA|END|AUDIENCE.SIGNATURE`, signed with a key of both.
private struct SignedHeader: SingleSignOn {
    static let key = Array("a key that proxy and server hold".utf8)

    static func token(_ text: String, key: [UInt8] = SignedHeader.key) -> String {
        text + "." + Sodium.hexadecimal(Sodium.hmac(Array(text.utf8), key: key))
    }

    func visitor(header: (String) -> String?, now: Moment) -> SignedOn? {
        guard let token = header("x-waymark-user"), let dot = token.lastIndex(of: "."),
            let tag = Sodium.bytes(hexadecimal: String(token[token.index(after: dot)...])),
            Sodium.isSame(tag, Sodium.hmac(Array(token[..<dot].utf8), key: SignedHeader.key))
        else { return nil }
        let parts = token[..<dot].split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 5, parts[4] == "waymark", let end = Int64(parts[3]), now.milliseconds < end else {
            return nil
        }
        return SignedOn(
            name: parts[0], roles: Set([parts[1]].compactMap(Role.init(rawValue:))),
            areas: parts[2].isEmpty ? [] : [parts[2]])
    }
}

@Suite("Behind a proxy: whom it vouches for, where requests come from, and how cookies are marked")
struct ProxyTests {
    private static let end = 1_790_000_060_000

    private func get(_ desk: Desk, _ address: String, _ token: String) async throws -> TestResponse {
        try await desk.send(.get, address, nil, nil, ["x-waymark-user": token])
    }

    @Test("Whom the proxy's signed token names comes in with the roles it says, and forms work")
    func signedOn() async throws {
        try await Desk(hasAccounts: true, signOn: SignedHeader()).visit { desk in
            let token = SignedHeader.token("pat|officer||\(Self.end)|waymark")
            #expect(try await get(desk, "/triage", token).status == .ok)
            #expect(try await get(desk, "/accounts", token).status == .forbidden)
            #expect(try await get(desk, "/account/password", token).status == .conflict)
            let account = String(buffer: try await get(desk, "/account", token).body)
            #expect(account.contains("You log in through another system"))
            let form = try #require(account.firstMatch(of: #/name="form_token" value="([0-9a-f]+)"/#)?.1)
            let type = "application/x-www-form-urlencoded"
            for (sent, status) in [("00", HTTPResponse.Status.forbidden), (String(form), .seeOther)] {
                let response = try await desk.send(
                    .post, "/log-out", "form_token=" + sent, type, ["x-waymark-user": token])
                #expect(response.status == status)
            }
        }
    }

    @Test(
        "A token that was changed, signed by another, meant for another or run out is worth nothing",
        arguments: [
            "pat", "pat|officer||\(end)|waymark", SignedHeader.token("pat|officer||1|waymark"),
            SignedHeader.token("pat|officer||\(end)|elsewhere"),
            SignedHeader.token("pat|officer||\(end)|waymark", key: [1]),
            SignedHeader.token("pat|officer||\(end)|waymark").replacing("pat", with: "kim"), "", ".",
        ])
    func untrusted(token: String) async throws {
        try await Desk(hasAccounts: true, signOn: SignedHeader()).visit { desk in
            let response = try await get(desk, "/triage", token)
            #expect(response.headers[.location] == "/log-in?to=/triage")
        }
    }

    @Test("Cookies are marked for HTTPS alone, and browsers are told to stay with it")
    func secureCookies() async throws {
        try await Desk(hasAccounts: true, publicAddress: "https://waymark.example").visit { desk in
            try desk.makeAccount("pat", [.administrator])
            let response = try await desk.tryPassword("pat")
            #expect(response.headers[values: .setCookie].count == 2)
            for cookie in response.headers[values: .setCookie] {
                #expect(
                    cookie.contains("; Secure") && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
            }
            #expect(response.headers[HTTPField.Name("strict-transport-security")!] != nil)
            let made = try await desk.post(
                "/accounts/new", "form_token=\(desk.formToken)&name=kim&display_name=Kim&roles=officer")
            #expect(String(buffer: made.body).contains("https://waymark.example/set-up?token="))
        }
    }

    @Test("What a browser claims about where it comes from is not believed; what the proxy adds is")
    func peers() async throws {
        @Sendable func tries(_ desk: Desk) async throws -> HTTPResponse.Status {
            // `tryPassword` puts an invented address before the one given, as a browser might.
            for number in 0..<50 { _ = try await desk.tryPassword("name-\(number)", "wrong", from: "10.0.0.\(number)") }
            return try await desk.tryPassword("another", "wrong", from: "10.0.1.1").status
        }
        try await Desk(hasAccounts: true, publicAddress: "https://waymark.example").visit { desk in
            let last = try await tries(desk)
            #expect(last == .unprocessableContent)
        }
        try await Desk(hasAccounts: true).visit { desk in
            let last = try await tries(desk)
            #expect(last == .tooManyRequests)
        }
    }

    @Test(
        "Addresses that one customer can choose anew for every try count as one",
        arguments: [
            ("2001:db8:1:2:%:3:4:5", true), ("2001:DB8:0001:2::%", true), ("2001:db8::%", true),
            ("2001:db8:%::1", false), ("10.0.0.%", false),
        ])
    func networks(pattern: String, isOne: Bool) async throws {
        try await Desk(hasAccounts: true, publicAddress: "https://waymark.example").visit { desk in
            for number in 10..<60 {
                _ = try await desk.tryPassword(
                    "name-\(number)", "wrong", from: pattern.replacing("%", with: String(number)))
            }
            let last = try await desk.tryPassword("another", "wrong", from: pattern.replacing("%", with: "99"))
            #expect(last.status == (isOne ? .tooManyRequests : .unprocessableContent))
        }
    }

    @Test(
        "It does not start where passwords would travel unprotected, and says what to do",
        arguments: [
            ("0.0.0.0", nil, "--address https://"), ("waymark.example", nil, "--address https://"),
            ("0.0.0.0", "http://waymark.example", "must be like https://"),
            ("127.0.0.1", "https://", "must be like https://"),
            ("127.0.0.1", "https://waymark.example/desk", "must be like https://"),
        ] as [(String, String?, String)])
    func unprotected(host: String, address: String?, says: String) async throws {
        let startup = Startup(
            rulebook: "not looked at", data: "not made", host: host, port: 0, isDemo: false, publicAddress: address)
        let problem = await #expect(throws: Startup.Problem.self) { try await startup.run() }
        #expect(problem?.says.contains(says) == true)
    }
}
