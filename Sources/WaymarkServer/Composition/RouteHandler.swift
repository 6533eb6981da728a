import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import WaymarkDocuments
import WaymarkSodium
import WaymarkStore

/// Serves one route: who asks, whether they may, what they sent, and what to say where it went wrong.
struct RouteHandler: Sendable {
    let server: ServerContext
    let route: Route

    func serve(_ request: Request, _ router: RouterContext) async -> Response {
        let now = server.clock()
        let token = Authenticator.token(cookies: request.headers[.cookie])
        let visitor = server.authenticator.visitor(token: token, header: { header($0, of: request) }, now: now)
        var response: Response
        do {
            response = try await answer(request, router, visitor, token, now)
        } catch let problem as Problem {
            response = say(problem, to: visitor)
        } catch let error as StoreError {
            let problem = RouteHandler.problem(error)
            // That nothing is kept under a reference, or somebody was quicker, is no fault of the record.
            server.logger.log(
                level: problem.status.code >= 500 ? .error : .debug, "record",
                metadata: ["route": "\(route.name)", "error": "\(RouteHandler.kind(error))"])
            response = say(problem, to: visitor)
        } catch {
            server.logger.error("failed", metadata: ["route": "\(route.name)", "kind": "\(type(of: error))"])
            response = say(.broken, to: visitor)
        }
        server.metrics.answered(route.name, status: response.status.code)
        // Patterns and numbers only: an address holds no answers, but a log needs not even references.
        server.logger.debug("answered", metadata: ["route": "\(route.name)", "status": "\(response.status.code)"])
        return response
    }

    private func answer(
        _ request: Request, _ router: RouterContext, _ visitor: Visitor?, _ token: String?, _ now: Moment
    ) async throws -> Response {
        guard route.isOpen || visitor != nil else { return try await unknownVisitor(request, router, now) }
        guard route.isOpen || !route.roles.isDisjoint(with: visitor?.roles ?? []) else { throw Problem.forbidden }
        let context = try await requestContext(request, router, visitor, token, now)
        if route.writes, route.isOpen, isFromElsewhere(request) { throw Problem.expiredForm }
        if route.writes, route.speech == .pages, !route.isOpen, !hasFormToken(context.form, visitor) {
            if let renew = route.renew { return try await renew(context) }
            throw Problem.expiredForm
        }
        return try await route.answer(context)
    }

    /// The request with its body read.
    private func requestContext(
        _ request: Request, _ router: RouterContext, _ visitor: Visitor?, _ token: String?, _ now: Moment
    ) async throws -> RequestContext {
        var body: [UInt8] = []
        if request.method != .get, request.method != .head {
            body = try await read(request.body)
        }
        var form = Form()
        let type = (request.headers[.contentType] ?? "").split(separator: ";").first.map { $0.lowercased() } ?? ""
        switch route.speech {
        case .pages:
            if request.method == .post {
                guard type == "application/x-www-form-urlencoded" else { throw Problem.wrongType }
                guard let read = Form(encoded: body) else { throw Problem.unreadable }
                form = read
            }
        case .json:
            // A form on another site cannot send this type, so a session's cookie alone cannot be used from there.
            if request.method != .get, request.method != .head, type != "application/json",
                !body.isEmpty || route.writes
            {
                throw Problem.wrongType
            }
        case .plain: break
        }
        guard let query = Form(encoded: (request.uri.query ?? "").utf8) else { throw Problem.unreadable }
        var parameters: [String: String] = [:]
        for (name, value) in router.parameters { parameters[String(name)] = String(value) }
        return RequestContext(
            server: server, visitor: visitor, route: route, request: request, parameters: parameters,
            query: query,
            form: form, body: body, now: now, sessionToken: token, peer: peer(request, router),
            isFromThisMachine: isFromThisMachine(request, router))
    }

    /// A body whole, or why not. It has to come within half a minute: a connection that drips holds nothing up.
    private func read(_ body: RequestBody) async throws -> [UInt8] {
        let (limit, patience) = (route.bodyLimit, server.patience)
        return try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask {
                do {
                    return Array(try await body.collect(upTo: limit).readableBytesView)
                } catch is NIOTooManyBytesError {
                    throw Problem.tooLarge
                } catch {
                    // It broke off, or is no HTTP.
                    throw Problem.unreadable
                }
            }
            group.addTask {
                try await Task.sleep(for: patience)
                throw Problem.tooSlow
            }
            defer { group.cancelAll() }
            guard let read = try await group.next() else { throw Problem.unreadable }
            return read
        }
    }

    /// Whether a browser says that a page of another site sent this. Old ones do not say.
    private func isFromElsewhere(_ request: Request) -> Bool {
        guard let site = header("sec-fetch-site", of: request) else { return false }
        return site != "same-origin" && site != "none"
    }

    /// Where a request came from. What `X-Forwarded-For` says counts only behind a proxy, and of that the last, which the
    /// proxy wrote: the others are whatever a browser sent.
    private func peer(_ request: Request, _ router: RouterContext) -> String {
        guard server.authenticator.publicAddress != nil, let list = header("x-forwarded-for", of: request),
            let last = list.split(separator: ",").last
        else { return router.remote }
        return String(last.filter { $0 != " " }.prefix(100))
    }

    /// Headers by which a proxy says for whom it asks.
    private static let proxyHeaders = ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via"]

    private func isFromThisMachine(_ request: Request, _ router: RouterContext) -> Bool {
        let isLoopback =
            router.remote.hasPrefix("127.") || router.remote == "::1" || router.remote.hasPrefix("::ffff:127.")
        return isLoopback && RouteHandler.proxyHeaders.allSatisfy { header($0, of: request) == nil }
    }

    private func header(_ name: String, of request: Request) -> String? {
        HTTPField.Name(name).flatMap { request.headers[$0] }
    }

    private func hasFormToken(_ form: Form, _ visitor: Visitor?) -> Bool {
        guard let sent = form[RequestContext.formTokenField], let expected = visitor?.formToken else { return false }
        return Sodium.isSame(Array(sent.utf8), Array(expected.utf8))
    }

    /// Nobody is logged in, or the session is over.
    private func unknownVisitor(_ request: Request, _ router: RouterContext, _ now: Moment) async throws -> Response {
        if route.speech == .pages, request.method == .get || request.method == .head {
            // What was shown to an earlier session is gone with it.
            let isGone = route.path == Routes.shownPath || server.authenticator.isSingleUser
            return Response(
                status: .seeOther, headers: [.location: isGone ? "/log-in" : Resumption.logIn(for: request.uri.string)])
        }
        if route.speech == .pages, route.path != "/log-out", !server.authenticator.isSingleUser,
            !isFromElsewhere(request)
        {
            let context = try await requestContext(request, router, nil, nil, now)
            return LogIn(context, resuming: Resumption(form: context)).page(
                [("Your session has ended. Nothing is lost: log in, then carry on", "name")], status: .unauthorized)
        }
        throw Problem(
            .unauthorized, "You are not logged in, or your session has ended",
            "Nothing was changed. Log in again, then go back in your browser and send the form once more: your answers are still on it.",
            way: Page.Crumb("Log in", "/log-in"))
    }

    // MARK: - What went wrong

    private func say(_ problem: Problem, to visitor: Visitor?) -> Response {
        switch route.speech {
        case .pages: RequestContext.response(problem.page(for: visitor).html(for: visitor), status: problem.status)
        case .json: RouteHandler.problem(problem)
        case .plain:
            Response(
                status: problem.status, headers: [.contentType: "text/plain; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: "\(problem.title). \(problem.advice)\n")))
        }
    }

    /// A problem document (RFC 9457).
    static func problem(_ problem: Problem) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("type", "about:blank")
        writer.field("title", problem.title)
        writer.field("status", problem.status.code)
        writer.field("detail", problem.advice)
        writer.endObject()
        return Response(
            status: problem.status, headers: [.contentType: "application/problem+json"],
            body: .init(byteBuffer: ByteBuffer(bytes: writer.bytes)))
    }

    static func problem(_ error: StoreError) -> Problem {
        switch error {
        case .notFound: Problem(.notFound, "Nothing is kept under this reference", error.sentence)
        case .changedMeanwhile: Problem(.conflict, Problem.changedMeanwhile.title, error.sentence)
        case .refused: Problem(.conflict, "This could not be done", error.sentence)
        case .keyReused: Problem(.conflict, "This was sent before with something else in it", error.sentence)
        default: .store(error)
        }
    }

    /// The error's case without what it says: that may name what was looked for.
    private static func kind(_ error: StoreError) -> String {
        String("\(error)".prefix { $0 != "(" })
    }
}
