package import WaymarkRouting

/// The cheapest change of each near miss, in words.
package struct NearMisses {
    private let explainer: Explainer
    private let text: ExplanationText

    package init(_ plans: PlanCache) {
        explainer = Explainer(plans)
        text = ExplanationText(plans.rulebook)
    }

    /// A sentence for each near miss, by the outcome's position.
    package func hints(_ decision: Decision) -> [Int: String] {
        explainer.nearMisses(decision).mapValues { text.line($0) }
    }
}
