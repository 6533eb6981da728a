import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Testing
import WaymarkDocuments
import WaymarkStore

@testable import WaymarkServer

@Suite("Where a request comes from is believed only as far as it can be known")
struct RequestOriginTests {
    private func origin(
        _ remote: String, _ headers: [String: String] = [:], isBehindProxy: Bool = false
    ) throws -> RequestOrigin {
        var fields = HTTPFields()
        for (name, value) in headers { fields[try #require(HTTPField.Name(name))] = value }
        return RequestOrigin(remote: remote, headers: fields, isBehindProxy: isBehindProxy)
    }

    @Test("without a proxy the connection counts, whatever a browser claims")
    func direct() throws {
        #expect(try origin("203.0.113.7", ["x-forwarded-for": "10.0.0.1"]).peer == "203.0.113.7")
    }

    @Test(
        "behind a proxy the last address counts, which the proxy wrote",
        arguments: [
            ("198.51.100.1", "198.51.100.1"), ("10.0.0.1, 198.51.100.1", "198.51.100.1"),
            ("10.0.0.1,198.51.100.1 ", "198.51.100.1"), (", ", "127.0.0.1"), ("2001:db8::1", "2001:db8::1"),
        ])
    func proxied(header: String, peer: String) throws {
        #expect(try origin("127.0.0.1", ["x-forwarded-for": header], isBehindProxy: true).peer == peer)
    }

    @Test("a proxy that says nothing leaves the connection's address, and a long claim is cut")
    func silentProxy() throws {
        #expect(try origin("127.0.0.1", isBehindProxy: true).peer == "127.0.0.1")
        let long = String(repeating: "9", count: 500)
        #expect(try origin("127.0.0.1", ["x-forwarded-for": long], isBehindProxy: true).peer.count == 100)
    }

    @Test(
        "this machine is who connects from it without anybody in between",
        arguments: [
            ("127.0.0.1", true), ("127.9.8.7", true), ("::1", true), ("::ffff:127.0.0.1", true), ("10.0.0.1", false),
            ("::2", false), ("", false), ("203.0.113.127", false),
        ])
    func thisMachine(remote: String, isThis: Bool) throws {
        #expect(try origin(remote).isThisMachine == isThis)
        for header in ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via"] {
            #expect(try !origin(remote, [header: "x"]).isThisMachine)
        }
    }

    @Test(
        "a browser says that another site sent a form; one that says nothing is not suspected",
        arguments: [(nil, false), ("same-origin", false), ("none", false), ("same-site", true), ("cross-site", true)]
            as [(String?, Bool)])
    func anotherSite(header: String?, isAnother: Bool) throws {
        #expect(try origin("10.0.0.1", header.map { ["sec-fetch-site": $0] } ?? [:]).isAnotherSite == isAnother)
    }
}

@Suite("The headers of every answer")
struct SecurityHeadersTests {
    private func headers(_ given: HTTPFields = [:], isSecure: Bool = false) -> HTTPFields {
        var headers = given
        SecurityHeaders.add(to: &headers, overHTTPS: isSecure)
        return headers
    }

    @Test("nothing is loaded from elsewhere, framed, sniffed or told to another site")
    func all() throws {
        let headers = headers()
        let policy = try #require(headers.value("content-security-policy"))
        for rule in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
            #expect(policy.contains(rule))
        }
        #expect(!policy.contains("unsafe") && !policy.contains("*") && !policy.contains("http"))
        #expect(headers.value("x-frame-options") == "DENY" && headers.value("x-content-type-options") == "nosniff")
        #expect(headers.value("referrer-policy") == "no-referrer")
        #expect(headers.value("cross-origin-opener-policy") == "same-origin")
        #expect(headers.value("cross-origin-resource-policy") == "same-origin")
        #expect(headers.value("permissions-policy")?.contains("geolocation=()") == true)
    }

    @Test("nothing is kept by a browser unless the answer itself allows it")
    func caching() {
        #expect(headers()[.cacheControl] == "no-store")
        #expect(headers([.cacheControl: "public, max-age=60"])[.cacheControl] == "public, max-age=60")
    }

    @Test("browsers are told to stay with HTTPS only where they came over it")
    func transport() {
        #expect(headers().value("strict-transport-security") == nil)
        #expect(headers(isSecure: true).value("strict-transport-security") == "max-age=31536000")
    }
}

@Suite("A body is read whole, or it is said why not")
struct BodyReaderTests {
    private func body(_ chunks: [String]) -> RequestBody {
        RequestBody(
            asyncSequence: AsyncStream { continuation in
                for chunk in chunks { continuation.yield(ByteBuffer(string: chunk)) }
                continuation.finish()
            })
    }

    @Test("pieces are put together up to the limit, and no further")
    func limit() async throws {
        let reader = BodyReader(limit: 6, patience: .seconds(60))
        #expect(try await reader.read(body(["abc", "", "def"])) == Array("abcdef".utf8))
        #expect(try await reader.read(body([])) == [])
        let problem = await #expect(throws: Problem.self) { try await reader.read(body(["abc", "defg"])) }
        #expect(problem?.status == .contentTooLarge)
    }

    @Test("a body that never ends is given up")
    func slow() async {
        let (endless, keep) = AsyncStream.makeStream(of: ByteBuffer.self)
        keep.yield(ByteBuffer(string: "abc"))
        let reader = BodyReader(limit: 100, patience: .milliseconds(1))
        let problem = await #expect(throws: Problem.self) { try await reader.read(RequestBody(asyncSequence: endless)) }
        #expect(problem?.status == .requestTimeout)
        keep.finish()
    }

    @Test("a connection that breaks off is said to be unreadable")
    func broken() async {
        struct Broken: Error {}
        let stream = AsyncThrowingStream<ByteBuffer, any Error> { $0.finish(throwing: Broken()) }
        let reader = BodyReader(limit: 100, patience: .seconds(60))
        let problem = await #expect(throws: Problem.self) { try await reader.read(RequestBody(asyncSequence: stream)) }
        #expect(problem?.status == .badRequest)
    }
}

@Suite("Problems say in plain words what happened and what to do")
struct ProblemTests {
    private static let all: [Problem] = [
        .notFound, .forbidden, .tooLarge, .tooSlow, .expiredForm, .unreadable, .wrongType, .changedMeanwhile, .broken,
        .busy, .otherArea, .store(.notFound("decision")),
    ]

    private func json(_ response: Response) async throws -> [String: Any] {
        let written = WrittenBody()
        try await response.body.write(written)
        return try #require(
            try JSONSerialization.jsonObject(with: Data(String(buffer: written.bytes).utf8)) as? [String: Any])
    }

    @Test("each has a heading without a full stop, advice with one, and a status that says it failed")
    func words() {
        for problem in Self.all {
            #expect(!problem.title.isEmpty && !problem.title.hasSuffix("."))
            #expect(problem.advice.hasSuffix("."), "\(problem.title)")
            #expect(problem.status.code >= 400)
            #expect(!problem.advice.contains("error") && !problem.title.contains("rror"))
        }
    }

    @Test("as a document it has the standard's members, and others beside them")
    func document() async throws {
        for problem in Self.all {
            let response = problem.document { $0.field("more", "x") }
            #expect(response.status == problem.status)
            #expect(response.headers[.contentType] == "application/problem+json")
            let found = try await json(response)
            #expect(found["type"] as? String == "about:blank" && found["title"] as? String == problem.title)
            #expect(found["status"] as? Int == problem.status.code && found["detail"] as? String == problem.advice)
            #expect(found["more"] as? String == "x" && found.count == 5)
        }
    }

    @Test("when to come again is said where that is known, in every form")
    func retryAfter() {
        let page = Problem.busy.page(for: nil, navigation: [])
        for response in [Problem.busy.document(), Problem.busy.line, page] {
            #expect(response.status == .serviceUnavailable && response.headers[.retryAfter] == "5")
        }
        #expect(Problem.notFound.document().headers[.retryAfter] == nil)
    }

    @Test("what the record refuses is the request's problem; what it cannot do is ours")
    func record() {
        let statuses: [(StoreError, HTTPResponse.Status)] = [
            (.notFound("decision"), .notFound), (.changedMeanwhile("decision"), .conflict), (.refused("no"), .conflict),
            (.keyReused, .conflict), (.cannotOpen("x"), .serviceUnavailable),
        ]
        for (error, status) in statuses {
            #expect(Problem(error).status == status)
            #expect(Problem(error).advice.contains(error.sentence))
        }
    }

    /// The document was built twice, once by the routes and once by the API's bodies, and the two could part.
    @Test("the same problem is the same document whoever says it: the router, the session, a route or a body")
    func onePlace() async throws {
        try await TestSite().visit { site in
            func document(
                _ address: String, _ body: String, _ type: String = "application/json"
            ) async throws
                -> [String: Any]
            {
                let response = try await site.post(address, body, type: type)
                #expect(response.headers[.contentType] == "application/problem+json")
                #expect(response.status.code >= 400)
                let found =
                    try JSONSerialization.jsonObject(with: Data(String(buffer: response.body).utf8)) as? [String: Any]
                    ?? [:]
                #expect(found["status"] as? Int == response.status.code)
                return found
            }
            let standard: Set<String> = ["type", "title", "status", "detail"]
            #expect(Set(try await document("/api/v1/nowhere", "{}").keys) == standard)
            #expect(Set(try await document("/api/v1/decide", "{}").keys) == standard)
            try await site.logIn([.officer])
            #expect(Set(try await document("/api/v1/decide", "a=b", "text/plain").keys) == standard)
            #expect(Set(try await document("/api/v1/decide", "[").keys) == standard.union(["problems"]))
            #expect(
                Set(try await document("/api/v1/referrals", #"{"decision": 1}"#).keys) == standard.union(["problems"]))
            #expect(
                Set(
                    try await document(
                        "/api/v1/referrals/R-2026-000009/events", #"{"event": "accepted", "revision": 1}"#
                    ).keys) == standard)
        }
    }
}

@Suite("Counts of answers")
struct MetricsTests {
    @Test("routes are counted by their patterns and statuses, in one order")
    func text() {
        let metrics = Metrics()
        for status in [200, 503, 200] { metrics.answered("POST /b", status: status) }
        metrics.answered("GET /a/{name}", status: 404)
        metrics.reloaded()
        metrics.refused()
        metrics.refused()
        #expect(
            metrics.text(version: 7, isRefused: true) == """
                # TYPE waymark_requests_total counter
                waymark_requests_total{route="GET /a/{name}",status="404"} 1
                waymark_requests_total{route="POST /b",status="200"} 2
                waymark_requests_total{route="POST /b",status="503"} 1
                # TYPE waymark_rulebook_version gauge
                waymark_rulebook_version 7
                # TYPE waymark_rulebook_refused gauge
                waymark_rulebook_refused 1
                # TYPE waymark_rulebook_reloads_total counter
                waymark_rulebook_reloads_total 1
                # TYPE waymark_rulebook_refusals_total counter
                waymark_rulebook_refusals_total 2

                """)
    }
}

@Suite("Answers to forms are kept for who gave them, for a while")
struct AnswerPageCacheTests {
    private let begin = Moment(milliseconds: 1_000_000)

    private func name(_ address: String) -> String { String(address.dropFirst("/shown/".count)) }

    @Test("who sent the form sees the page again, as often as they like, and nobody else does")
    func owner() throws {
        let cache = AnswerPageCache(age: 1000)
        let address = cache.keep(ByteBuffer(string: "page"), status: .conflict, for: "token", at: begin)
        #expect(address.hasPrefix("/shown/") && name(address).count == 32)
        for _ in 1...2 {
            let (page, status) = try #require(cache.page(name(address), of: "token", at: begin))
            #expect(String(buffer: page) == "page" && status == .conflict)
        }
        #expect(cache.page(name(address), of: "other", at: begin) == nil)
        #expect(cache.page("00", of: "token", at: begin) == nil)
    }

    @Test("addresses say nothing of what was shown, and no two are the same")
    func addresses() {
        let cache = AnswerPageCache(age: 1000)
        let found = Set(
            (0..<100).map { _ in cache.keep(ByteBuffer(string: "x"), status: .ok, for: "token", at: begin) })
        #expect(found.count == 100)
    }

    @Test("after its time a page is gone, and not a moment sooner")
    func age() {
        let cache = AnswerPageCache(age: 1000)
        let shown = name(cache.keep(ByteBuffer(string: "x"), status: .ok, for: "token", at: begin))
        #expect(cache.page(shown, of: "token", at: Moment(milliseconds: 1_001_000)) != nil)
        #expect(cache.page(shown, of: "token", at: Moment(milliseconds: 1_001_001)) == nil)
    }

    @Test("where they take too much memory the oldest go first, and the newest always stays")
    func size() {
        let cache = AnswerPageCache(age: 1000)
        let large = ByteBuffer(repeating: 0x61, count: 30 << 20)
        let shown = (0..<3).map { _ in name(cache.keep(large, status: .ok, for: "token", at: begin)) }
        #expect(shown.map { cache.page($0, of: "token", at: begin) != nil } == [false, true, true])
        let larger = ByteBuffer(repeating: 0x61, count: 70 << 20)
        let newest = name(cache.keep(larger, status: .ok, for: "token", at: begin))
        #expect(cache.page(newest, of: "token", at: begin) != nil)
        #expect(cache.page(shown[2], of: "token", at: begin) == nil)
    }
}
