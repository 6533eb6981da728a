import Logging
import ServiceLifecycle

/// Looks at the rulebook's folder now and then, and takes what changed.
struct RulebookWatch: Service {
    let server: ServerContext

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                // The only error is that the sleep was cut short by the stop.
                try? await Task.sleep(for: .seconds(2))
                if Task.isCancelled { return }
                // Where too much waits already, the next look will do.
                guard let reload = try? await server.pool.run({ server.rulebooks.reload() }) else { continue }
                switch reload {
                case .unchanged: break
                case .taken(let version):
                    server.metrics.reloaded()
                    server.logger.info("rulebook taken", metadata: ["version": "\(version)"])
                case .refused(let count):
                    server.metrics.refused()
                    server.logger.error("rulebook refused", metadata: ["problems": "\(count)"])
                }
            }
        }
    }
}
