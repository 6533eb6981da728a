import Hummingbird
import Logging

/// What surrounds every answer: the security headers, and a plain page where no route was found.
struct ResponseMiddleware: RouterMiddleware {
    let server: ServerContext

    func handle(
        _ request: Request, context: RouterContext, next: (Request, RouterContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as any HTTPResponseError where error.status.code < 500 {
            response = say(error.status == .notFound ? .notFound : .unreadable, request)
        } catch {
            server.logger.error("unexpected error", metadata: ["kind": "\(type(of: error))"])
            response = say(.broken, request)
        }
        SecurityHeaders.add(to: &response.headers, overHTTPS: server.authenticator.isSecure)
        return response
    }

    private func say(_ problem: Problem, _ request: Request) -> Response {
        request.uri.path.hasPrefix("/api/") ? problem.document() : problem.page(for: nil, navigation: [])
    }
}
