import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// What surrounds every answer: the headers that keep a browser from doing what no page of ours asks for, and a plain
/// page where no route was found.
struct Porch: RouterMiddleware {
    typealias Context = WaymarkContext

    let workspace: Workspace

    func handle(
        _ request: Request, context: WaymarkContext, next: (Request, WaymarkContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as any HTTPResponseError where error.status.code < 500 {
            response = trouble(error.status == .notFound ? .notFound : .unreadable, request)
        } catch {
            workspace.logger.error("unexpected error", metadata: ["kind": "\(type(of: error))"])
            response = trouble(.broken, request)
        }
        for (name, value) in Porch.headers { response.headers[name] = value }
        if response.headers[.cacheControl] == nil { response.headers[.cacheControl] = "no-store" }
        if workspace.gate.isSecure { response.headers[Porch.transport] = "max-age=31536000" }
        return response
    }

    private func trouble(_ trouble: Trouble, _ request: Request) -> Response {
        if request.uri.path.hasPrefix("/api/") { return RouteDesk.problem(trouble) }
        return Exchange.response(trouble.page(for: nil).html(for: nil), status: trouble.status)
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
