package import Logging
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
package import WaymarkStore

/// What every request works with.
package struct ServerContext: Sendable {
    package let rulebooks: RulebookReloader
    package let store: Store
    package let authenticator: Authenticator
    package let secrets: Secrets
    package let metrics: Metrics
    /// Answers to forms, as long as a session may stand still.
    package let answerPages = AnswerPageCache(age: Authenticator.idleLimit)
    /// Where whatever blocks is done.
    package let pool: BlockingPool
    package let clock: @Sendable () -> Moment
    package let logger: Logger
    /// How long a body may take to arrive.
    package let patience: Duration

    package init(
        rulebooks: RulebookReloader, store: Store, authenticator: Authenticator, secrets: Secrets,
        metrics: Metrics = Metrics(),
        pool: BlockingPool = BlockingPool(),
        clock: @escaping @Sendable () -> Moment, logger: Logger = Logger(label: "waymark"),
        patience: Duration = .seconds(30)
    ) {
        self.rulebooks = rulebooks
        self.store = store
        self.authenticator = authenticator
        self.secrets = secrets
        self.metrics = metrics
        self.pool = pool
        self.clock = clock
        self.logger = logger
        self.patience = patience
    }
}

extension ServerContext {
    /// The rulebook with this hash: the one that serves, or an earlier one from the record.
    ///
    /// - Throws: what the record says, or ``Problem`` where it was never published.
    package func serving(_ hash: String) throws -> ServingRulebook {
        let current = rulebooks.current
        if current.rulebook.hash == hash { return current }
        if let earlier = rulebooks.earlier(hash) { return earlier }
        guard let version = try store.version(hash: hash) else {
            throw StoreError.notFound("rulebook of this decision")
        }
        guard let rulebook = Rulebook.loadChecked(try store.files(ofVersion: version.number)) else {
            throw Problem.broken
        }
        let serving = ServingRulebook(rulebook, version: version.number)
        rulebooks.remember(serving)
        return serving
    }
}
