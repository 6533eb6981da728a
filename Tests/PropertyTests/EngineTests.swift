import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `The engine and the naive evaluator` {
    @Test func `agree on random rulebooks and cases`() {
        // Cases with more completions than the default run's are left to long runs.
        let completions = 100 * min(Effort.factor, 10)
        Trial.check(rulebooks: 60, cases: 8, completions: completions, salt: 1) { rulebook, decider, _, person in
            guard let resolved = person.resolved(in: rulebook) else { return nil }
            let evaluator = NaiveEvaluator(rulebook, limit: 4 * completions)
            guard let naive = try? evaluator.decide(resolved, on: person.day) else { return nil }
            let engine = EngineAnswer.decide(decider, resolved, on: person.day)
            if engine == naive { return nil }
            return "naive evaluator:\n\(naive)\n\nengine:\n\(engine)"
        }
    }
}
