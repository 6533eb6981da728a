import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// Random rulebooks and cases are worth what they reach; without this they could quietly stop reaching it.
@Suite struct `Random cases` {
    private static let kinds = [
        "compared", "refused", "alert", "undecided alert", "question", "no primary", "after", "after_undecided",
        "low priority", "asks a service", "asks an agreement", "asks consent", "asks nothing",
        "telling set of several facts",
        "refer", "waiting_list", "signpost", "need_information", "need_information without service", "unavailable",
        "unavailable without service", "not_eligible", "not_eligible without service",
    ]

    /// So rare that twenty seeds need not show them.
    private static let rare: Set = [
        "asks nothing without service", "telling set of three facts", "too many completions",
    ]

    @Test func `reach every kind of answer`() {
        var reached: [String: Int] = [:]
        func note(_ what: String, _ isSo: Bool = true) { reached[what, default: 0] += isSo ? 1 : 0 }
        for seed in UInt64(1)...20 {
            for (_, shape) in Trial.shapes {
                guard let rulebook = try? TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape)) else {
                    continue
                }
                let evaluator = NaiveEvaluator(rulebook, limit: 300)
                var people = RandomCases(rulebook, completions: 120, seed: seed)
                for _ in 0..<8 {
                    let person = people.next()
                    guard let resolved = person.resolved(in: rulebook) else { continue }
                    guard let decision = try? evaluator.decide(resolved, on: person.day) else {
                        note("too many completions")
                        continue
                    }
                    note("compared")
                    note("refused", decision.refused)
                    note("alert", decision.alerts.contains { $0.decided })
                    note("undecided alert", decision.alerts.contains { !$0.decided })
                    note("question", !decision.questions.isEmpty)
                    note("no primary", decision.primary == nil)
                    for row in decision.outcomes {
                        let kind = row.service == nil ? " without service" : ""
                        note(row.outcome.rawValue + kind)
                        note("asks a service", row.asks.contains { $0.hasPrefix("service:") })
                        note("asks an agreement", row.asks.contains { $0.hasPrefix("agreement:") })
                        note("asks consent", row.asks.contains("can_give_consent_now"))
                        note("asks nothing" + kind, row.outcome == .needInformation && row.asks.isEmpty)
                        note("after", !row.after.isEmpty)
                        note("after_undecided", !row.afterUndecided.isEmpty)
                        note("low priority", !row.lowPriority.isEmpty)
                    }
                    for condition in rulebook.programmes.compactMap(\.criteria.first?.when) {
                        let sets = (try? evaluator.tellingSets(of: condition, in: resolved, on: person.day)) ?? []
                        note("telling set of several facts", sets.contains { $0.count > 1 })
                        note("telling set of three facts", sets.contains { $0.count > 2 })
                    }
                }
            }
        }
        for kind in Self.kinds { #expect(reached[kind, default: 0] >= 5, "\(kind): \(reached[kind, default: 0])") }
        #expect(Set(reached.keys) == Set(Self.kinds).union(Self.rare))
        // Cases too large to try every completion of must stay the exception.
        #expect(reached["too many completions", default: 0] * 2 < reached["compared", default: 0])
    }
}
