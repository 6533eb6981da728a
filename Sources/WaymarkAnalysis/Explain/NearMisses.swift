package import WaymarkRouting

/// The cheapest change of each near miss, in words.
package struct NearMisses {
    private let explainer: Explainer
    private let words: ExplanationWords

    package init(_ plans: PlanCache) {
        explainer = Explainer(plans)
        words = ExplanationWords(plans.rulebook)
    }

    /// A sentence for each near miss, by the outcome's position.
    package func hints(_ decision: Decision) -> [Int: String] {
        explainer.nearMisses(decision).mapValues(words.line)
    }
}
