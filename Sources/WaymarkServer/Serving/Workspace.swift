import Logging
import WaymarkRules
import WaymarkStore

/// What every request works with.
public struct Workspace: Sendable {
    public let shelf: RulebookShelf
    public let store: Store
    public let gate: Gate
    public let secrets: Secrets
    public let metrics: Metrics
    public let clock: @Sendable () -> Moment
    public let logger: Logger

    public init(
        shelf: RulebookShelf, store: Store, gate: Gate, secrets: Secrets, metrics: Metrics = Metrics(),
        clock: @escaping @Sendable () -> Moment, logger: Logger = Logger(label: "waymark")
    ) {
        self.shelf = shelf
        self.store = store
        self.gate = gate
        self.secrets = secrets
        self.metrics = metrics
        self.clock = clock
        self.logger = logger
    }
}
