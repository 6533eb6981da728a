import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// What surrounds every answer: the headers that keep a browser from doing what no page of ours asks for, and a plain
/// page where no route was found.
struct ErrorMiddleware: RouterMiddleware {
    typealias Context = RouterContext

    let server: ServerContext

    func handle(
        _ request: Request, context: RouterContext, next: (Request, RouterContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as any HTTPResponseError where error.status.code < 500 {
            response = problem(error.status == .notFound ? .notFound : .unreadable, request)
        } catch {
            server.logger.error("unexpected error", metadata: ["kind": "\(type(of: error))"])
            response = problem(.broken, request)
        }
        for (name, value) in ErrorMiddleware.headers { response.headers[name] = value }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        if server.authenticator.isSecure { response.headers[ErrorMiddleware.transport] = "max-age=31536000" }
        return response
    }

    private func problem(_ problem: Problem, _ request: Request) -> Response {
        if request.uri.path.hasPrefix("/api/") { return RouteHandler.problem(problem) }
        return RequestContext.response(problem.page(for: nil).html(for: nil), status: problem.status)
    }

    /// Nothing is loaded from elsewhere, no script or style stands in a page, no other site may frame one, and no address
    /// is told to another site.
    private static let headers: [(HTTPField.Name, String)] = [
        (
            name("content-security-policy"),
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
                + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
        ),
        (name("x-content-type-options"), "nosniff"),
        (name("x-frame-options"), "DENY"),
        (name("referrer-policy"), "no-referrer"),
        (name("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
        (name("cross-origin-opener-policy"), "same-origin"),
        (name("cross-origin-resource-policy"), "same-origin"),
    ]

    private static let transport = name("strict-transport-security")

    private static func name(_ text: String) -> HTTPField.Name { HTTPField.Name(text) ?? .server }
}
