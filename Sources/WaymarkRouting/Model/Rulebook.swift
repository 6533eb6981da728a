import WaymarkDocuments
import WaymarkRules

/// A whole rulebook that loaded without an error: immutable, and all that a decision needs.
public struct Rulebook: Sendable {
    public let rules: RuleBase
    public let programmes: [Programme]
    public let areas: [Area]
    /// In file order.
    public let services: [Service]
    public let agreements: [Agreement]
    public let policy: RoutingPolicy
    public let needs: [Need]
    public let promises: [Promise]
    /// `sha256:` and the hash of all files' paths and contents.
    public let hash: String
    public let sources: SourceSet
    /// What every decision shares.
    public let plan: RulebookPlan

    public init(
        rules: RuleBase, programmes: [Programme], areas: [Area], services: [Service], agreements: [Agreement],
        policy: RoutingPolicy, needs: [Need], promises: [Promise], hash: String, sources: SourceSet
    ) {
        self.rules = rules
        self.programmes = programmes
        self.areas = areas
        self.services = services
        self.agreements = agreements
        self.policy = policy
        self.needs = needs
        self.promises = promises
        self.hash = hash
        self.sources = sources
        let conditions = Self.conditions(
            rules: rules, programmes: programmes, services: services, policy: policy, needs: needs, promises: promises)
        plan = RulebookPlan(
            rules: rules, conditions: conditions, programmes: programmes, areas: areas, services: services, agreements: agreements)
    }

    /// Every condition of the rulebook, by kind and in file order.
    public var conditions: [Condition] {
        Self.conditions(
            rules: rules, programmes: programmes, services: services, policy: policy, needs: needs, promises: promises)
    }

    private static func conditions(
        rules: RuleBase, programmes: [Programme], services: [Service], policy: RoutingPolicy, needs: [Need],
        promises: [Promise]
    ) -> [Condition] {
        var conditions = rules.vocabulary.facts.compactMap(\.onlyWhen) + rules.constraints.map(\.impossible)
        conditions += rules.definitions.flatMap { $0.versions.map(\.when) }
        conditions += programmes.flatMap { $0.criteria.map(\.when) } + services.flatMap { $0.criteria.map(\.when) }
        conditions += policy.alerts.map(\.when) + policy.sequences.compactMap(\.when) + policy.lowPriority.map(\.when)
        return conditions + needs.map(\.when) + promises.map(\.when)
    }

    public var vocabulary: Vocabulary { rules.vocabulary }

    /// `path:line` of a place in the rulebook.
    public func place(_ span: SourceSpan) -> String {
        let location = sources.location(of: span)
        return "\(location.path):\(location.line)"
    }
}
