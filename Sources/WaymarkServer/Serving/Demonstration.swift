import WaymarkRouting
import WaymarkRules
import WaymarkStore
import WaymarkSynthetic

/// An invented caseload, so that somebody can look around.
struct Demonstration: Sendable {
    private let workspace: Workspace

    init(_ workspace: Workspace) {
        self.workspace = workspace
    }

    private static let count = 60

    /// Decides about invented people and keeps the decisions. Run twice on one record it keeps them once.
    func fill() throws(StoreError) {
        let serving = workspace.shelf.current
        let now = workspace.clock()
        let generator = PersonGenerator(serving.rulebook, seed: 2026, on: now.day, unknownPercent: 6)
        for number in 0..<Demonstration.count {
            var person = generator.person(number)
            person.name = "demo-\(number + 1)"
            person.decisionDate = now.day
            let at = now.adding(seconds: Int64(number - Demonstration.count) * 40_000)
            let kept = Keeper(serving).keepable(person, channel: "desk")
            guard let kept else { continue }
            _ = try workspace.store.record(kept.new, by: Actor(name: "demo"), at: at, idempotencyKey: "demo-\(number + 1)")
        }
    }
}
