import Testing
import WaymarkStore

@testable import WaymarkServer

private let begin = Moment(milliseconds: 1_790_000_000_000)

@Suite("Sessions begin, last and end as they should")
struct AuthenticatorTests {
    private let secrets = Secrets(key: [UInt8](repeating: 3, count: 32))

    private func visitor(_ authenticator: Authenticator, _ token: String?, after seconds: Int64 = 0) -> Visitor? {
        authenticator.visitor(token: token, header: { _ in nil }, now: begin.adding(seconds: seconds))
    }

    @Test("who has a session is known by its token alone, with the roles and areas it began with")
    func session() throws {
        let authenticator = Authenticator(secrets: secrets)
        let token = authenticator.begin(
            name: "pat", displayName: "Pat Lee", roles: [.officer], areas: ["ashford"], at: begin)
        let found = try #require(visitor(authenticator, token))
        #expect(found.name == "pat" && found.displayName == "Pat Lee")
        #expect(found.roles == [.officer] && found.areas == ["ashford"])
        #expect(found.formToken == secrets.formToken(session: token) && !found.formToken.contains(token))
        #expect(visitor(authenticator, token + "0") == nil && visitor(authenticator, nil) == nil)
        #expect(visitor(authenticator, "") == nil)
    }

    @Test("no two sessions have the same token, and each has a form token of its own")
    func tokens() {
        let authenticator = Authenticator(secrets: secrets)
        let tokens = (0..<50).map { _ in authenticator.begin(name: "pat", roles: [], at: begin) }
        #expect(Set(tokens).count == 50 && tokens.allSatisfy { $0.count == 64 })
        #expect(Set(tokens.map { secrets.formToken(session: $0) }).count == 50)
    }

    @Test("an hour without a request ends a session; every request before it makes it last")
    func idle() {
        let authenticator = Authenticator(secrets: secrets)
        let token = authenticator.begin(name: "pat", roles: [], at: begin)
        #expect(visitor(authenticator, token, after: 3600) != nil)
        #expect(visitor(authenticator, token, after: 7200) != nil)
        #expect(visitor(authenticator, token, after: 7200 + 3601) == nil)
        // It is gone, also for a clock that was set back.
        #expect(visitor(authenticator, token, after: 7200) == nil)
    }

    @Test("twelve hours end it, however busy")
    func absolute() {
        let authenticator = Authenticator(secrets: secrets)
        let token = authenticator.begin(name: "pat", roles: [], at: begin)
        for hour in 1...12 { #expect(visitor(authenticator, token, after: Int64(hour) * 3600) != nil) }
        #expect(visitor(authenticator, token, after: 12 * 3600 + 1) == nil)
    }

    @Test("logging out ends one session; a changed account ends all of it and nobody else's")
    func ending() {
        let authenticator = Authenticator(secrets: secrets)
        let tokens = ["pat", "pat", "pat", "kim"].map { authenticator.begin(name: $0, roles: [], at: begin) }
        authenticator.end(tokens[0])
        #expect(tokens.map { visitor(authenticator, $0) != nil } == [false, true, true, true])
        authenticator.endAll(of: "pat")
        #expect(tokens.map { visitor(authenticator, $0) != nil } == [false, false, false, true])
        authenticator.end("unknown")
        #expect(visitor(authenticator, tokens[3])?.name == "kim")
    }

    @Test("the printed address lets one browser in, once, and a newer one takes the older's worth")
    func wayIn() {
        let authenticator = Authenticator(secrets: secrets)
        #expect(!authenticator.takeWayIn("") && !authenticator.takeWayIn("x"))
        let (first, second) = (authenticator.makeWayIn(), authenticator.makeWayIn())
        #expect(!authenticator.takeWayIn(first))
        #expect(authenticator.takeWayIn(second) && !authenticator.takeWayIn(second))
        #expect(authenticator.isSingleUser && !authenticator.isSecure)
    }

    @Test(
        "the session's token is found among other cookies, and nothing else is taken for it",
        arguments: [
            ("waymark_session=abc", "abc"), ("a=b; waymark_session=abc; c=d", "abc"),
            ("a=b;waymark_session=abc", "abc"),
            ("waymark_session=", nil), ("xwaymark_session=abc", nil), ("a=waymark_session=abc", nil), ("", nil),
            ("waymark_session=" + String(repeating: "a", count: 201), nil), ("waymark_session=a=b", "a=b"),
        ] as [(String, String?)])
    func cookies(header: String, token: String?) {
        #expect(Authenticator.token(cookies: header) == token)
    }

    @Test("cookies are out of reach of scripts and other sites, and over HTTPS of plain connections")
    func marks() {
        let plain = Authenticator(secrets: secrets).cookie("abc")
        #expect(plain == "waymark_session=abc; Path=/; HttpOnly; SameSite=Strict")
        let secure = Authenticator(secrets: secrets, publicAddress: "https://waymark.example")
        #expect(secure.cookie("abc") == plain + "; Secure")
        #expect(secure.clearedCookie.hasSuffix("; Secure; Max-Age=0") && secure.isSecure)
    }

    @Test("whom another system vouches for comes in without a session, and not where it says nothing")
    func signedOn() throws {
        struct Header: SingleSignOn {
            func visitor(header: (String) -> String?, now: Moment) -> SignedOn? {
                header("x-user").map { SignedOn(name: $0, roles: [.auditor], areas: ["ashford"]) }
            }
        }
        let authenticator = Authenticator(secrets: secrets, signOn: Header())
        let found = try #require(
            authenticator.visitor(token: nil, header: { $0 == "x-user" ? "kim" : nil }, now: begin))
        #expect(found.name == "kim" && found.origin == .otherSystem && found.roles == [.auditor])
        #expect(authenticator.visitor(token: "x", header: { _ in nil }, now: begin) == nil)
    }
}

@Suite("What goes out to a browser comes back unchanged, or counts for nothing")
struct SecretsTests {
    private let secrets = Secrets(key: [UInt8](repeating: 9, count: 32))

    @Test("a text is opened for the purpose and the person it was sealed for, and for no other")
    func purposes() {
        for text in ["", "a", "two\nlines", "Zoë ✓", "a.b"] {
            let sealed = secrets.sealed(text, for: "sheet", of: "pat")
            #expect(secrets.opened(sealed, for: "sheet", of: "pat") == text)
            #expect(secrets.opened(sealed, for: "sheet", of: "kim") == nil)
            #expect(secrets.opened(sealed, for: "resume", of: "pat") == nil)
            #expect(Secrets(key: [UInt8](repeating: 8, count: 32)).opened(sealed, for: "sheet", of: "pat") == nil)
        }
    }

    @Test("no splitting of purpose, person and text is signed like another")
    func splits() {
        let sealed = secrets.sealed("ctext", for: "a", of: "b")
        #expect(secrets.opened(sealed, for: "ab", of: "") == nil && secrets.opened(sealed, for: "", of: "ab") == nil)
        let tag = String(sealed.prefix(64))
        #expect(secrets.opened(tag + ".text", for: "a", of: "bc") == nil)
    }

    @Test("one changed character anywhere is noticed", arguments: 0..<70)
    func changed(index: Int) {
        var characters = Array(secrets.sealed("answers", for: "sheet", of: "pat"))
        characters[index] = characters[index] == "0" ? "1" : "0"
        #expect(secrets.opened(String(characters), for: "sheet", of: "pat") == nil)
    }

    @Test("what was never sealed is nothing", arguments: ["", ".", "abc", String(repeating: "0", count: 64) + ".x"])
    func never(text: String) {
        #expect(secrets.opened(text, for: "sheet", of: "pat") == nil)
    }
}

@Suite("Wrong passwords are slowed down, and nobody is locked out for good")
struct LogInThrottleTests {
    private func seconds(_ admission: LogInThrottle.Admission) -> Int {
        if case .wait(let seconds) = admission { seconds } else { 0 }
    }

    @Test("five tries are free; then waits begin at half a minute, double, and end at a quarter of an hour")
    func waits() {
        let throttle = LogInThrottle()
        var now = begin
        for number in 1...5 {
            #expect(throttle.admit([.account("pat")], at: now) == .go(startsWaiting: number == 5))
        }
        var found: [Int] = []
        for _ in 0..<8 {
            let wait = seconds(throttle.admit([.account("pat")], at: now))
            found.append(wait)
            // A moment early it still has to wait; then one try is free.
            #expect(seconds(throttle.admit([.account("pat")], at: now.adding(seconds: Int64(wait) - 1))) == 1)
            now = now.adding(seconds: Int64(wait))
            #expect(throttle.admit([.account("pat")], at: now) == .go(startsWaiting: false))
        }
        #expect(found == [30, 60, 120, 240, 480, 900, 900, 900])
    }

    @Test("an hour without a try forgets all of them")
    func memory() {
        let throttle = LogInThrottle()
        for _ in 0..<5 { _ = throttle.admit([.account("pat")], at: begin) }
        let later = begin.adding(seconds: 3601)
        for number in 1...5 {
            #expect(throttle.admit([.account("pat")], at: later) == .go(startsWaiting: number == 5))
        }
        #expect(seconds(throttle.admit([.account("pat")], at: later)) == 30)
    }

    @Test("a browser that the account knows is counted by itself: strangers hold up strangers")
    func knownBrowser() {
        let throttle = LogInThrottle()
        for _ in 0..<5 { _ = throttle.admit([.account("pat"), .peer("10.0.0.1")], at: begin) }
        #expect(seconds(throttle.admit([.account("pat"), .peer("10.0.0.2")], at: begin)) == 30)
        #expect(throttle.admit([.browser("mark")], at: begin) == .go(startsWaiting: false))
    }

    @Test("a right password takes the tries before it away, but for the network's, of which it takes its own")
    func success() {
        let throttle = LogInThrottle()
        for _ in 0..<4 { _ = throttle.admit([.account("pat"), .peer("10.0.0.1")], at: begin) }
        throttle.succeeded([.account("pat"), .peer("10.0.0.1")])
        for number in 1...5 {
            #expect(throttle.admit([.account("pat")], at: begin) == .go(startsWaiting: number == 5))
        }
        // Three are still counted of fifty.
        for _ in 0..<47 { #expect(seconds(throttle.admit([.peer("10.0.0.1")], at: begin)) == 0) }
        #expect(seconds(throttle.admit([.peer("10.0.0.1")], at: begin)) == 30)
    }

    @Test("who has to wait is not counted, so that impatience makes no wait longer")
    func impatience() {
        let throttle = LogInThrottle()
        for _ in 0..<5 { _ = throttle.admit([.account("pat")], at: begin) }
        for _ in 0..<100 { #expect(seconds(throttle.admit([.account("pat")], at: begin)) == 30) }
    }

    @Test("so many accounts can be tried that memory stays bounded, and newer ones are remembered")
    func bounded() {
        let throttle = LogInThrottle()
        for number in 0..<20_050 {
            _ = throttle.admit([.account("\(number)")], at: begin.adding(seconds: Int64(number) / 100))
        }
        let now = begin.adding(seconds: 201)
        for _ in 0..<4 { _ = throttle.admit([.account("20049")], at: now) }
        #expect(seconds(throttle.admit([.account("20049")], at: now)) == 30)
        // The first was forgotten: it has its five free tries again.
        for _ in 0..<5 { #expect(seconds(throttle.admit([.account("0")], at: now)) == 0) }
    }

    @Test(
        "of a version 6 address the customer's half counts, however it is written",
        arguments: [
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:ffff::1", true), ("2001:db8::1", "2001:db8:0:0:9::", true),
            ("2001:DB8:01:2::1", "2001:db8:1:2::9", true), ("2001:db8:1:3::1", "2001:db8:1:2::1", false),
            ("10.0.0.1", "10.0.0.2", false), ("10.0.0.1", "10.0.0.1", true),
            ("::ffff:10.0.0.1", "::ffff:10.0.0.2", false),
            ("::1", "::2", true),
        ])
    func networks(one: String, other: String, isSame: Bool) {
        #expect((LogInThrottle.Counted.network(of: one) == .network(of: other)) == isSame)
    }

    @Test(
        "waits are said in words",
        arguments: [
            (1, "1 second"), (30, "30 seconds"), (59, "59 seconds"), (60, "1 minute"), (61, "2 minutes"),
            (900, "15 minutes"),
        ])
    func words(seconds: Int, words: String) {
        #expect(LogInThrottle.words(seconds: seconds) == words)
    }
}

@Suite("A browser that somebody logged in from is known again")
struct KnownBrowserTests {
    private let secrets = Secrets(key: [UInt8](repeating: 5, count: 32))
    private var authenticator: Authenticator { Authenticator(secrets: secrets) }

    private func pair(_ cookie: String) -> String { String(cookie.prefix { $0 != ";" }) }

    @Test("each account has its own mark, which names nobody and counts for no other")
    func marks() throws {
        let none = KnownBrowser(cookies: nil)
        #expect(none.mark(of: "pat", secrets) == nil)
        let first = none.cookie(adding: "pat", authenticator, secrets)
        #expect(first.contains("HttpOnly") && first.contains("Path=/log-in") && !first.contains("pat"))
        let known = KnownBrowser(cookies: "a=b; " + pair(first))
        let mark = try #require(known.mark(of: "pat", secrets))
        #expect(known.mark(of: "kim", secrets) == nil)
        let both = KnownBrowser(cookies: pair(known.cookie(adding: "kim", authenticator, secrets)))
        #expect(both.mark(of: "pat", secrets) == mark && both.mark(of: "kim", secrets) != nil)
        // Logging in again changes no mark.
        #expect(
            KnownBrowser(cookies: pair(both.cookie(adding: "pat", authenticator, secrets))).mark(of: "pat", secrets)
                == mark)
    }

    @Test("the last twelve accounts are kept, the oldest goes")
    func limit() {
        var cookie = ""
        for number in 0..<13 {
            cookie = pair(KnownBrowser(cookies: cookie).cookie(adding: "worker\(number)", authenticator, secrets))
        }
        let known = KnownBrowser(cookies: cookie)
        #expect(known.mark(of: "worker0", secrets) == nil)
        for number in 1..<13 { #expect(known.mark(of: "worker\(number)", secrets) != nil) }
    }

    @Test(
        "what a browser makes up is no mark", arguments: ["x", "~~~", "0.0~1.1", String(repeating: "a", count: 5000)])
    func madeUp(value: String) {
        #expect(KnownBrowser(cookies: "waymark_known=" + value).mark(of: "pat", secrets) == nil)
    }
}

@Suite("What a visitor's areas and roles allow")
struct VisitorTests {
    private func visitor(_ areas: Set<String>) -> Visitor {
        Visitor(name: "pat", origin: .account, roles: [.officer], areas: areas, formToken: "")
    }

    @Test("without areas all are covered; with some those alone, and what belongs to no area is everyone's")
    func areas() {
        #expect(visitor([]).covers(area: "ashford") && visitor([]).covers(area: nil))
        let limited = visitor(["ashford", "barton"])
        #expect(limited.covers(area: "ashford") && limited.covers(area: "barton") && limited.covers(area: nil))
        #expect(!limited.covers(area: "carley"))
        #expect(limited.displayName == "pat")
    }

    @Test("people are seen by those who decide and by auditors; numbers by those who look at many")
    func roles() {
        #expect(Set<Role>.decides == [.custodyWorker, .officer])
        #expect(Set<Role>.seesPeople == [.custodyWorker, .officer, .auditor])
        #expect(Set<Role>.seesReports == [.commissioner, .auditor, .administrator])
        #expect(Set<Role>.keepsRecord == [.auditor, .administrator])
        #expect(Set<Role>.everyone.count == Role.allCases.count)
        #expect(!Set<Role>.seesPeople.contains(.administrator) && !Set<Role>.seesPeople.contains(.commissioner))
    }
}
