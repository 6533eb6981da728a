import HTTPTypes
import Hummingbird
import Logging
import WaymarkSodium
import WaymarkStore

/// Serves one route: who asks, whether they may, what they sent, and what to say where it went wrong.
struct RouteHandler: Sendable {
    let server: ServerContext
    let route: Route
    let navigation: [NavigationEntry]

    /// What is known of a request before its body is read.
    private struct Arrival {
        var received: Request
        var router: RouterContext
        var now: Moment
        var token: String?
        var visitor: Visitor?
        var origin: RequestOrigin
    }

    func serve(_ request: Request, _ router: RouterContext) async -> Response {
        let now = server.clock()
        let token = Authenticator.token(cookies: request.headers[.cookie])
        let arrival = Arrival(
            received: request, router: router, now: now, token: token,
            visitor: server.authenticator.visitor(token: token, header: request.headers.value, now: now),
            origin: RequestOrigin(
                remote: router.peerAddress, headers: request.headers,
                isBehindProxy: server.authenticator.publicAddress != nil))
        var response: Response
        do {
            response = try await answer(arrival)
        } catch let problem as Problem {
            response = say(problem, to: arrival.visitor)
        } catch let error as StoreError {
            let problem = Problem(error)
            // That nothing is kept under a reference, or somebody was quicker, is no fault of the record.
            server.logger.log(
                level: problem.status.code >= 500 ? .error : .debug, "record",
                metadata: ["route": "\(route.name)", "error": "\(RouteHandler.kind(error))"])
            response = say(problem, to: arrival.visitor)
        } catch {
            server.logger.error("failed", metadata: ["route": "\(route.name)", "kind": "\(type(of: error))"])
            response = say(.broken, to: arrival.visitor)
        }
        server.metrics.answered(route.name, status: response.status.code)
        // Patterns and numbers only: an address holds no answers, but a log needs not even references.
        server.logger.debug("answered", metadata: ["route": "\(route.name)", "status": "\(response.status.code)"])
        return response
    }

    private func answer(_ arrival: Arrival) async throws -> Response {
        guard route.isOpen || arrival.visitor != nil else { return try await unknownVisitor(arrival) }
        guard route.isOpen || !route.roles.isDisjoint(with: arrival.visitor?.roles ?? []) else {
            throw Problem.forbidden
        }
        let context = try await context(of: arrival)
        var answer = route.answer
        if route.writes, route.isOpen, arrival.origin.isAnotherSite { throw Problem.expiredForm }
        if route.writes, route.format == .pages, !route.isOpen, !hasFormToken(context.form, arrival.visitor) {
            guard let renew = route.renew else { throw Problem.expiredForm }
            answer = renew
        }
        await route.prepare?(context)
        guard route.isBlocking else { return try answer(context) }
        return try await server.pool.run { [answer] in try answer(context) }
    }

    /// The request with its body read.
    private func context(of arrival: Arrival) async throws -> RequestContext {
        let request = arrival.received
        let hasBody = request.method != .get && request.method != .head
        let body =
            hasBody
            ? try await BodyReader(limit: route.bodyLimit, patience: server.patience).read(request.body) : []
        var form = Form()
        let type = (request.headers[.contentType] ?? "").split(separator: ";").first.map { $0.lowercased() } ?? ""
        switch route.format {
        case .pages:
            if request.method == .post {
                guard type == "application/x-www-form-urlencoded" else { throw Problem.wrongType }
                guard let read = Form(encoded: body) else { throw Problem.unreadable }
                form = read
            }
        case .json:
            // A form on another site cannot send this type, so a session's cookie alone cannot be used from there.
            if hasBody, type != "application/json", !body.isEmpty || route.writes { throw Problem.wrongType }
        case .plain: break
        }
        guard let query = Form(encoded: (request.uri.query ?? "").utf8) else { throw Problem.unreadable }
        var parameters: [String: String] = [:]
        for (name, value) in arrival.router.parameters { parameters[String(name)] = String(value) }
        return RequestContext(
            server: server, visitor: arrival.visitor, request: request, parameters: parameters, query: query,
            form: form, body: body, now: arrival.now, sessionToken: arrival.token, origin: arrival.origin,
            navigation: navigation)
    }

    private func hasFormToken(_ form: Form, _ visitor: Visitor?) -> Bool {
        guard let sent = form[RequestContext.formTokenField], let expected = visitor?.formToken else { return false }
        return Sodium.isSame(Array(sent.utf8), Array(expected.utf8))
    }

    /// Nobody is logged in, or the session is over.
    private func unknownVisitor(_ arrival: Arrival) async throws -> Response {
        let method = arrival.received.method
        if route.format == .pages, method == .get || method == .head {
            // What was shown to an earlier session is gone with it.
            let isGone = route.path == Routes.shownPath || server.authenticator.isSingleUser
            return .seeOther(isGone ? "/log-in" : Resumption.logIn(for: arrival.received.uri.string))
        }
        if route.format == .pages, route.path != "/log-out", !server.authenticator.isSingleUser,
            !arrival.origin.isAnotherSite
        {
            var arrival = arrival
            arrival.token = nil
            let context = try await context(of: arrival)
            return LogIn(context, resuming: Resumption(form: context)).page(
                [("Your session has ended. Nothing is lost: log in, then carry on", "name")], status: .unauthorized)
        }
        throw Problem(
            .unauthorized, "You are not logged in, or your session has ended",
            "Nothing was changed. Log in again, then go back in your browser and send the form once more: your answers are still on it.",
            way: Link("Log in", "/log-in"))
    }

    private func say(_ problem: Problem, to visitor: Visitor?) -> Response {
        switch route.format {
        case .pages: problem.page(for: visitor, navigation: navigation)
        case .json: problem.document()
        case .plain: problem.line
        }
    }

    /// The error's case without what it says: that may name what was looked for.
    private static func kind(_ error: StoreError) -> String { String("\(error)".prefix { $0 != "(" }) }
}
