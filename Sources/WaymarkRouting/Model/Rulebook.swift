package import WaymarkDocuments
package import WaymarkRules

/// A whole rulebook that loaded without an error: immutable, and all that a decision needs.
package struct Rulebook: Sendable {
    package let rules: RuleBase
    package let programmes: [Programme]
    package let areas: [Area]
    /// In file order.
    package let services: [Service]
    package let agreements: [Agreement]
    package let policy: RoutingPolicy
    package let needs: [Need]
    package let promises: [Promise]
    /// In file order; of one fact the first line that applies counts.
    package let history: [HistoryLine]
    /// `sha256:` and the hash of all files' paths and contents.
    package let hash: String
    package let sources: SourceSet
    /// The facts that say whether the person agrees to a referral.
    package let consent: ConsentFacts
    /// What every decision shares.
    package let plan: RulebookPlan

    package init(
        rules: RuleBase, programmes: [Programme], areas: [Area], services: [Service], agreements: [Agreement],
        policy: RoutingPolicy, needs: [Need], promises: [Promise], history: [HistoryLine] = [], hash: String,
        sources: SourceSet
    ) {
        self.rules = rules
        self.programmes = programmes
        self.areas = areas
        self.services = services
        self.agreements = agreements
        self.policy = policy
        self.needs = needs
        self.promises = promises
        self.history = history
        self.hash = hash
        self.sources = sources
        consent = ConsentFacts(rules.vocabulary)
        let conditions = Self.conditions(
            rules: rules, programmes: programmes, services: services, policy: policy, needs: needs, promises: promises)
        plan = RulebookPlan(
            rules: rules, conditions: conditions, programmes: programmes, areas: areas, services: services,
            agreements: agreements)
    }

    /// Every condition of the rulebook, by kind and in file order.
    package var conditions: [Condition] {
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

    package var vocabulary: Vocabulary { rules.vocabulary }

    /// `path:line` of a place in the rulebook.
    package func place(_ span: SourceSpan) -> String {
        let location = sources.location(of: span)
        return "\(location.path):\(location.line)"
    }
}
