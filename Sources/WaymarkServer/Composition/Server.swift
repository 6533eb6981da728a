package import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// The server's application.
package enum Server {
    /// - Parameters:
    ///   - port: 0 for any that is free.
    ///   - announce: called once it listens, with the port.
    package static func application(
        _ server: ServerContext, host: String = "127.0.0.1", port: Int = 8080,
        announce: @escaping @Sendable (Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        var application = Application(
            router: router(server),
            // Who is silent for a minute is gone: connections that say nothing must not pile up.
            server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(host, port: port), serverName: "waymark"),
            onServerRunning: { channel in await announce(channel.localAddress?.port ?? port) }, logger: server.logger
        )
        application.addServices(RulebookWatch(server: server))
        return application
    }

    /// Serves until it is told to stop (SIGTERM or SIGINT). What has begun is finished, but nobody holds up the stop for
    /// longer than `patience` by sending slowly.
    static func run(_ application: some ApplicationProtocol, patience: Duration = .seconds(10)) async throws {
        var configuration = ServiceGroupConfiguration(
            services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: application.logger)
        configuration.maximumGracefulShutdownDuration = patience
        try await ServiceGroup(configuration: configuration).run()
    }

    static func router(_ server: ServerContext) -> Router<RouterContext> {
        let router = Router(context: RouterContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: ResponseMiddleware(server: server))
        for route in Routes.all {
            let handler = RouteHandler(server: server, route: route, navigation: Routes.navigation)
            router.on(RouterPath(route.path), method: route.method) { request, context in
                await handler.serve(request, context)
            }
        }
        return router
    }
}
