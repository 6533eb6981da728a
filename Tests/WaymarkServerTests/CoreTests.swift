import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer

@Suite("The server lets in whom it should, and says plainly what went wrong")
struct CoreTests {
    @Test("/health and /ready answer without a log-in")
    func operations() async throws {
        try await Desk().visit { desk in
            for address in ["/health", "/ready"] {
                let response = try await desk.get(address)
                #expect(response.status == .ok)
            }
        }
    }

    @Test("/metrics answers the machine itself, and nobody who comes through a proxy or from elsewhere")
    func metrics() async throws {
        let desk = try Desk()
        try await TestClient.overLoopback({ Server.application(desk.workspace, port: 0, announce: $0) }) { client in
            _ = try await client.execute(uri: "/decisions/PLANTED?PLANTED=1", method: .get)
            let response = try await client.execute(uri: "/metrics", method: .get)
            let text = String(buffer: response.body)
            #expect(response.status == .ok)
            // Patterns of addresses, never what somebody asked for.
            #expect(text.contains(#"{route="GET /decisions/{reference}",status="303"} 1"#), "\(text)")
            #expect(!text.contains("PLANTED"))
            for line in text.split(separator: "\n") where !line.hasPrefix("#") {
                #expect(
                    line.wholeMatch(of: #/waymark_[a-z_]+(\{route="[A-Z]+ [^"]*",status="[0-9]+"\})? [0-9]+/#) != nil,
                    "\(line)")
            }
            for name in ["x-forwarded-for", "forwarded", "x-real-ip", "via"] {
                var headers = HTTPFields()
                headers[HTTPField.Name(name)!] = "203.0.113.5"
                let refused = try await client.execute(uri: "/metrics", method: .get, headers: headers)
                #expect(refused.status == .notFound, "\(name)")
                #expect(!String(buffer: refused.body).contains("waymark_"))
            }
        }
        // A connection whose other end is not known is not this machine's.
        try await desk.visit { desk in
            let unknown = try await desk.get("/metrics")
            #expect(unknown.status == .notFound)
        }
    }

    @Test("The printed address lets one browser in, once")
    func wayIn() async throws {
        try await Desk().visit { desk in
            #expect(try await desk.get("/").status == .seeOther)
            let token = desk.gate.makeWayIn()
            let first = try await desk.get("/way-in?token=\(token)")
            #expect(first.status == .seeOther)
            let cookie = try #require(first.headers[.setCookie])
            #expect(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"))
            #expect(try await desk.get("/way-in?token=\(token)").status == .forbidden)
            #expect(try await desk.get("/way-in?token=wrong").status == .forbidden)
            #expect(try await desk.get("/way-in").status == .forbidden)
        }
    }

    @Test("Every answer carries the headers that keep a browser from doing what no page asks for")
    func headers() async throws {
        try await Desk().visit { desk in
            for address in ["/health", "/log-in", "/no-such-page", "/way-in"] {
                let response = try await desk.get(address)
                let policy = try #require(response.headers[HTTPField.Name("content-security-policy")!])
                #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
                #expect(response.headers[HTTPField.Name("x-content-type-options")!] == "nosniff")
                #expect(response.headers[HTTPField.Name("referrer-policy")!] == "no-referrer")
                #expect(response.headers[.cacheControl] == "no-store")
            }
        }
    }

    @Test("A page that is not there says so in a page")
    func notFound() async throws {
        try await Desk().visit { desk in
            let response = try await desk.get("/no-such-page")
            #expect(response.status == .notFound)
            #expect(String(buffer: response.body).contains("<h1>Page not found</h1>"))
        }
    }

    @Test("A form without its token, an odd one and one too large change nothing")
    func forms() async throws {
        try await Desk().visit { desk in
            try await desk.logIn()
            #expect(try await desk.post("/log-out", "").status == .forbidden)
            #expect(try await desk.post("/log-out", "form_token=%ZZ").status == .badRequest)
            #expect(
                try await desk.post("/log-out", "form_token=\(String(repeating: "a", count: 300_000))").status
                    == .contentTooLarge)
            #expect(try await desk.post("/log-out", "{}", type: "application/json").status == .unsupportedMediaType)
            #expect(try await desk.get("/").status == .ok)
            #expect(try await desk.post("/log-out", "form_token=\(desk.formToken)").status == .seeOther)
            #expect(try await desk.get("/").status == .seeOther)
        }
    }

    @Test(
        "The answer to a form is a page with an address, which shows it again, to the same session alone and for an hour"
    )
    func shownAgain() async throws {
        try await Desk().visit { desk in
            try await desk.logIn()
            let form = "form_token=\(desk.formToken)&do=begin&layout=questions"
            let (address, page) = try await desk.postAndFollow("/triage", form)
            #expect(!address.contains("?") && page.status == .ok)
            #expect(try await desk.get(address).body == page.body)
            try await desk.logIn(name: "tester")
            #expect(try await desk.get(address).status == .notFound)
            try await desk.logIn()
            let later = try await desk.postAndFollow(
                "/triage", "form_token=\(desk.formToken)&do=begin&layout=questions"
            ).address
            for status in [HTTPResponse.Status.ok, .ok, .notFound] {
                desk.clock.move(seconds: 25 * 60)
                #expect(try await desk.get("/").status == .ok)
                #expect(try await desk.get(later).status == status)
            }
        }
    }

    @Test("The start page has one heading, names its language and links its stylesheet, which is small")
    func start() async throws {
        try await Desk().visit { desk in
            try await desk.logIn()
            let page = String(buffer: try await desk.get("/").body)
            #expect(page.hasPrefix("<!doctype html>\n<html lang=\"en-GB\">"))
            #expect(page.matches(of: #/<h1/#).count == 1)
            let address = try #require(page.firstMatch(of: #/"(/assets/[^"]+\.css)"/#)?.1)
            let sheet = try await desk.get(String(address))
            #expect(sheet.status == .ok && sheet.body.readableBytes < 25_000)
        }
    }
}
