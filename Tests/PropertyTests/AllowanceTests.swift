import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// Decisions and promises with next to no room for diagrams: right where they are decided, and said to be open elsewhere.
@Suite struct `With a tiny allowance` {
    private static let limits = [0, 1, 2, 3, 4, 6, 9, 14, 22, 35, 60, 120]

    @Test func `no outcome is decided that the naive evaluator denies`() {
        Trial.check(rulebooks: 12, cases: 5, completions: 60, salt: 21) { rulebook, _, _, person in
            guard let resolved = person.resolved(in: rulebook) else { return nil }
            guard let naive = try? NaiveEvaluator(rulebook, limit: 240).decide(resolved, on: person.day) else {
                return nil
            }
            // Of somebody who cannot exist anything may be said.
            if naive.refused { return nil }
            for nodes in Self.limits {
                let decider = Decider(PlanCache(rulebook, nodeLimit: nodes))
                guard let decision = try? decider.decide(resolved, on: person.day, traced: true) else {
                    return "refused with \(nodes) nodes"
                }
                for row in decision.outcomes where !row.isUndecided {
                    let name = rulebook.programmes[row.programme].name
                    let service = row.service.map { rulebook.services[$0].name }
                    let isSo = naive.outcomes.contains {
                        $0.programme == name && $0.service == service && $0.outcome == row.outcome
                    }
                    if !isSo { return "\(nodes) nodes: \(name) \(service ?? "-") \(row.outcome)\n\(naive)" }
                }
                for alert in decision.alerts where alert.isDecided {
                    let name = rulebook.policy.alerts[alert.alert].name
                    if !naive.alerts.contains(where: { $0.name == name && $0.decided }) {
                        return "\(nodes) nodes: the alert \(name)"
                    }
                }
                for alert in naive.alerts where alert.decided {
                    if !decision.alerts.contains(where: { rulebook.policy.alerts[$0.alert].name == alert.name }) {
                        return "\(nodes) nodes: no alert \(alert.name)"
                    }
                }
            }
            return nil
        }
    }

    @Test func `nobody is refused who can exist`() {
        Trial.check(rulebooks: 12, cases: 6, completions: 60, salt: 22) { rulebook, _, _, person in
            guard let resolved = person.resolved(in: rulebook),
                let naive = try? NaiveEvaluator(rulebook, limit: 240).decide(resolved, on: person.day)
            else { return nil }
            for nodes in Self.limits {
                let decider = Decider(PlanCache(rulebook, nodeLimit: nodes))
                let isRefused = (try? decider.decide(resolved, on: person.day, traced: false)) == nil
                if isRefused, !naive.refused { return "refused with \(nodes) nodes" }
            }
            return nil
        }
    }

    @Test func `a promise is kept, broken or not decided, as it is with all the room there is`() throws {
        var open = 0
        var decided = 0
        for seed in Effort.seeds(6) {
            for (name, shape) in Trial.shapes {
                let plain = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                var random = RandomSource(seed: seed &+ 99)
                let rulebook = plain.adding((0..<3).compactMap { _ in plain.randomPromise(&random) })
                let whole = PromiseCheck(rulebook).verdicts().map(\.word)
                for nodes in Self.limits {
                    let verdicts = PromiseCheck(PlanCache(rulebook, nodeLimit: nodes)).verdicts().map(\.word)
                    for (found, expected) in zip(verdicts, whole) {
                        if found == "open" {
                            open += 1
                        } else {
                            decided += 1
                            #expect(found == expected, "seed \(seed), \(name), \(nodes) nodes")
                        }
                    }
                }
            }
        }
        #expect(open > 10 && decided > 50, "\(open) open, \(decided) decided")
    }
}

extension PromiseVerdict {
    fileprivate var word: String {
        switch self {
        case .kept: "kept"
        case .broken: "broken"
        case .notDecided: "open"
        }
    }
}
