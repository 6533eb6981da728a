package import Logging
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
package import WaymarkStore

/// What every request works with.
package struct Workspace: Sendable {
    package let shelf: RulebookShelf
    package let store: Store
    package let gate: Gate
    package let secrets: Secrets
    package let metrics: Metrics
    package let shown = ShownPages()
    package let clock: @Sendable () -> Moment
    package let logger: Logger
    /// How long a body may take to arrive.
    package let patience: Duration

    package init(
        shelf: RulebookShelf, store: Store, gate: Gate, secrets: Secrets, metrics: Metrics = Metrics(),
        clock: @escaping @Sendable () -> Moment, logger: Logger = Logger(label: "waymark"),
        patience: Duration = .seconds(30)
    ) {
        self.shelf = shelf
        self.store = store
        self.gate = gate
        self.secrets = secrets
        self.metrics = metrics
        self.clock = clock
        self.logger = logger
        self.patience = patience
    }
}

extension Workspace {
    /// The rulebook with this hash: the one that serves, or an earlier one from the record.
    ///
    /// - Throws: what the record says, or ``Trouble`` where it was never published.
    package func serving(_ hash: String) throws -> ServingRulebook {
        let current = shelf.current
        if current.rulebook.hash == hash { return current }
        if let earlier = shelf.earlier(hash) { return earlier }
        guard let version = try store.version(hash: hash) else {
            throw StoreError.notFound("rulebook of this decision")
        }
        guard let rulebook = Rulebook.loadChecked(try store.files(ofVersion: version.number)) else {
            throw Trouble.broken
        }
        let serving = ServingRulebook(rulebook, version: version.number)
        shelf.remember(serving)
        return serving
    }
}
