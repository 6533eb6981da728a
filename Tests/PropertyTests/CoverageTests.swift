import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// Random rulebooks and cases are worth what they reach; without this they could quietly stop reaching it.
@Suite struct `Random cases` {
    @Test func `reach every kind of answer`() {
        var reached: [String: Int] = [:]
        func note(_ what: String, _ isSo: Bool = true) { reached[what, default: 0] += isSo ? 1 : 0 }
        for seed in Effort.firstSeed..<Effort.firstSeed + UInt64(20 * Effort.factor) {
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
        for (k, v) in reached.sorted(by: { $0.key < $1.key }) { print(k, v) }
    }
}
