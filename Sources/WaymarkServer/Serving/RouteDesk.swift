import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import WaymarkDocuments
import WaymarkSodium
import WaymarkStore

/// Serves one route: who asks, whether they may, what they sent, and what to say where it went wrong.
struct RouteDesk: Sendable {
    let workspace: Workspace
    let route: Route

    func serve(_ request: Request, _ context: WaymarkContext) async -> Response {
        let now = workspace.clock()
        let token = Gate.token(cookies: request.headers[.cookie])
        let visitor = workspace.gate.visitor(token: token, header: { header($0, of: request) }, now: now)
        var response: Response
        do {
            response = try await answer(request, context, visitor, token, now)
        } catch let trouble as Trouble {
            response = say(trouble, to: visitor)
        } catch let error as StoreError {
            let trouble = RouteDesk.trouble(error)
            // That nothing is kept under a reference, or somebody was quicker, is no fault of the record.
            workspace.logger.log(
                level: trouble.status.code >= 500 ? .error : .debug, "record",
                metadata: ["route": "\(route.name)", "error": "\(RouteDesk.kind(error))"])
            response = say(trouble, to: visitor)
        } catch {
            workspace.logger.error("failed", metadata: ["route": "\(route.name)", "kind": "\(type(of: error))"])
            response = say(.broken, to: visitor)
        }
        workspace.metrics.answered(route.name, status: response.status.code)
        // Patterns and numbers only: an address holds no answers, but a log needs not even references.
        workspace.logger.debug("answered", metadata: ["route": "\(route.name)", "status": "\(response.status.code)"])
        return response
    }

    private func answer(
        _ request: Request, _ context: WaymarkContext, _ visitor: Visitor?, _ token: String?, _ now: Moment
    ) async throws -> Response {
        guard route.isOpen || visitor != nil else { return try await unknownVisitor(request, context, now) }
        guard route.isOpen || !route.roles.isDisjoint(with: visitor?.roles ?? []) else { throw Trouble.forbidden }
        let exchange = try await exchange(request, context, visitor, token, now)
        if route.writes, route.isOpen, isFromElsewhere(request) { throw Trouble.expiredForm }
        if route.writes, route.speech == .pages, !route.isOpen, !hasFormToken(exchange.form, visitor) {
            if let renew = route.renew { return try await renew(exchange) }
            throw Trouble.expiredForm
        }
        return try await route.answer(exchange)
    }

    /// The request with its body read.
    private func exchange(
        _ request: Request, _ context: WaymarkContext, _ visitor: Visitor?, _ token: String?, _ now: Moment
    ) async throws -> Exchange {
        var body: [UInt8] = []
        if request.method != .get, request.method != .head {
            body = try await read(request.body)
        }
        var form = Form()
        let type = (request.headers[.contentType] ?? "").split(separator: ";").first.map { $0.lowercased() } ?? ""
        switch route.speech {
        case .pages:
            if request.method == .post {
                guard type == "application/x-www-form-urlencoded" else { throw Trouble.wrongType }
                guard let read = Form(encoded: body) else { throw Trouble.unreadable }
                form = read
            }
        case .json:
            // A form on another site cannot send this type, so a session's cookie alone cannot be used from there.
            if request.method != .get, request.method != .head, type != "application/json",
                !body.isEmpty || route.writes
            {
                throw Trouble.wrongType
            }
        case .plain: break
        }
        guard let query = Form(encoded: (request.uri.query ?? "").utf8) else { throw Trouble.unreadable }
        var parameters: [String: String] = [:]
        for (name, value) in context.parameters { parameters[String(name)] = String(value) }
        return Exchange(
            workspace: workspace, visitor: visitor, route: route, request: request, parameters: parameters,
            query: query,
            form: form, body: body, now: now, sessionToken: token, peer: peer(request, context),
            isFromThisMachine: isFromThisMachine(request, context))
    }

    /// A body whole, or why not. It has to come within half a minute: a connection that drips holds nothing up.
    private func read(_ body: RequestBody) async throws -> [UInt8] {
        let (limit, patience) = (route.bodyLimit, workspace.patience)
        return try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask {
                do {
                    return Array(try await body.collect(upTo: limit).readableBytesView)
                } catch is NIOTooManyBytesError {
                    throw Trouble.tooLarge
                } catch {
                    // It broke off, or is no HTTP.
                    throw Trouble.unreadable
                }
            }
            group.addTask {
                try await Task.sleep(for: patience)
                throw Trouble.tooSlow
            }
            defer { group.cancelAll() }
            guard let read = try await group.next() else { throw Trouble.unreadable }
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
    private func peer(_ request: Request, _ context: WaymarkContext) -> String {
        guard workspace.gate.publicAddress != nil, let list = header("x-forwarded-for", of: request),
            let last = list.split(separator: ",").last
        else { return context.remote }
        return String(last.filter { $0 != " " }.prefix(100))
    }

    /// Headers by which a proxy says for whom it asks.
    private static let proxyHeaders = ["x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via"]

    private func isFromThisMachine(_ request: Request, _ context: WaymarkContext) -> Bool {
        let isLoopback =
            context.remote.hasPrefix("127.") || context.remote == "::1" || context.remote.hasPrefix("::ffff:127.")
        return isLoopback && RouteDesk.proxyHeaders.allSatisfy { header($0, of: request) == nil }
    }

    private func header(_ name: String, of request: Request) -> String? {
        HTTPField.Name(name).flatMap { request.headers[$0] }
    }

    private func hasFormToken(_ form: Form, _ visitor: Visitor?) -> Bool {
        guard let sent = form[Exchange.formTokenField], let expected = visitor?.formToken else { return false }
        return Sodium.isSame(Array(sent.utf8), Array(expected.utf8))
    }

    /// Nobody is logged in, or the session is over.
    private func unknownVisitor(_ request: Request, _ context: WaymarkContext, _ now: Moment) async throws -> Response {
        if route.speech == .pages, request.method == .get || request.method == .head {
            // What was shown to an earlier session is gone with it.
            let isGone = route.path == Routes.shownPath || workspace.gate.isSingleUser
            return Response(
                status: .seeOther, headers: [.location: isGone ? "/log-in" : Resumption.logIn(for: request.uri.string)])
        }
        if route.speech == .pages, route.path != "/log-out", !workspace.gate.isSingleUser, !isFromElsewhere(request) {
            let exchange = try await exchange(request, context, nil, nil, now)
            return LogIn(exchange, resuming: Resumption(form: exchange)).page(
                [("Your session has ended. Nothing is lost: log in, then carry on", "name")], status: .unauthorized)
        }
        throw Trouble(
            .unauthorized, "You are not logged in, or your session has ended",
            "Nothing was changed. Log in again, then go back in your browser and send the form once more: your answers are still on it.",
            way: Page.Crumb("Log in", "/log-in"))
    }

    // MARK: - What went wrong

    private func say(_ trouble: Trouble, to visitor: Visitor?) -> Response {
        switch route.speech {
        case .pages: Exchange.response(trouble.page(for: visitor).html(for: visitor), status: trouble.status)
        case .json: RouteDesk.problem(trouble)
        case .plain:
            Response(
                status: trouble.status, headers: [.contentType: "text/plain; charset=utf-8"],
                body: .init(byteBuffer: ByteBuffer(string: "\(trouble.title). \(trouble.advice)\n")))
        }
    }

    /// A problem document (RFC 9457).
    static func problem(_ trouble: Trouble) -> Response {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("type", "about:blank")
        writer.field("title", trouble.title)
        writer.field("status", trouble.status.code)
        writer.field("detail", trouble.advice)
        writer.endObject()
        return Response(
            status: trouble.status, headers: [.contentType: "application/problem+json"],
            body: .init(byteBuffer: ByteBuffer(bytes: writer.bytes)))
    }

    static func trouble(_ error: StoreError) -> Trouble {
        switch error {
        case .notFound: Trouble(.notFound, "Nothing is kept under this reference", error.sentence)
        case .changedMeanwhile: Trouble(.conflict, Trouble.changedMeanwhile.title, error.sentence)
        case .refused: Trouble(.conflict, "This could not be done", error.sentence)
        case .keyReused: Trouble(.conflict, "This was sent before with something else in it", error.sentence)
        default: .store(error)
        }
    }

    /// The error's case without what it says: that may name what was looked for.
    private static func kind(_ error: StoreError) -> String {
        String("\(error)".prefix { $0 != "(" })
    }
}
