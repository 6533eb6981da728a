import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `The trace` {
    @Test func `gives every condition the truth it has over the completions`() {
        Trial.check(rulebooks: 15, cases: 6, salt: 7) { rulebook, decider, _, person in
            guard let resolved = person.resolved(in: rulebook),
                let decision = try? decider.decide(resolved, on: person.day)
            else { return nil }
            var all: [Claim] = []
            for row in decision.outcomes {
                guard let trace = row.trace else { return "no trace" }
                for criterion in trace.criteria { all += claims(criterion) }
                for step in trace.services.flatMap(\.steps) {
                    for criterion in step.criteria { all += claims(criterion) }
                    all += claims(step)
                }
                for definition in trace.definitions {
                    let span = rulebook.rules.definitions[definition.definition].span
                    all.append(Claim(Condition(.definition(definition.definition, true), at: span), definition.truth))
                    if let condition = definition.condition { all += claims(condition) }
                }
            }
            let naive = try? NaiveEvaluator(rulebook, limit: 500)
                .truths(of: all.map(\.condition), in: resolved, on: person.day)
            guard let truths = naive else { return nil }
            for (claim, truth) in zip(all, truths) where claim.truth != truth {
                return "\(rulebook.sources.text(of: claim.condition.span)): the trace says \(claim.truth), not \(truth)"
            }
            return nil
        }
    }

    @Test func `shows every criterion and bar of the programme in force, and no other`() {
        Trial.check(rulebooks: 20, cases: 4, salt: 8) { rulebook, decider, _, person in
            guard let resolved = person.resolved(in: rulebook),
                let decision = try? decider.decide(resolved, on: person.day)
            else { return nil }
            for row in decision.outcomes {
                let programme = rulebook.programmes[row.programme]
                let expected = programme.criteria.filter { item in
                    let isTest = item.role == .criterion || item.role == .bar
                    let hasBegun = item.period.from.map { $0 <= person.day } ?? true
                    let hasEnded = item.period.until.map { $0 < person.day } ?? false
                    return isTest && hasBegun && !hasEnded
                }
                let shown = row.trace?.criteria.map(\.criterion.name) ?? []
                if shown.sorted() != expected.map(\.name).sorted() { return "\(programme.name): \(shown)" }
            }
            return nil
        }
    }

    @Test func `says which facts the constraints settle`() {
        Trial.check(rulebooks: 15, cases: 6, salt: 9) { rulebook, decider, _, person in
            guard let resolved = person.resolved(in: rulebook),
                let decision = try? decider.decide(resolved, on: person.day)
            else { return nil }
            for (fact, declaration) in rulebook.vocabulary.facts.enumerated() {
                // The others have too many values to try them all.
                guard declaration.onlyWhen == nil, resolved.answers[fact] == .unknown else { continue }
                let values: [FactValue]
                switch declaration.type {
                case .yesNo: values = [.yesNo(false), .yesNo(true)]
                case .oneOf: values = declaration.options.indices.map { .option($0) }
                case .wholeNumber, .date, .severalOf, .text: continue
                }
                // A single value is settled by its type, not by a constraint.
                if values.count < 2 { continue }
                let possible = values.filter { value in
                    var learnt = resolved
                    learnt.answers[fact] = .value(value)
                    return (try? decider.decide(learnt, on: person.day, traced: false)) != nil
                }
                let settled = decision.settled.first { $0.fact == fact }?.value
                let expected = possible.count == 1 ? possible[0] : nil
                if settled != expected {
                    return "\(declaration.name): \(String(describing: settled)) for \(String(describing: expected))"
                }
            }
            return nil
        }
    }

    // MARK: What a trace claims

    private struct Claim {
        var condition: Condition
        var truth: Truth

        init(_ condition: Condition, _ truth: Truth) {
            self.condition = condition
            self.truth = truth
        }
    }

    private func claims(_ traced: TracedCriterion) -> [Claim] {
        [Claim(traced.criterion.when, traced.truth)] + claims(traced.condition)
    }

    private func claims(_ traced: TracedCondition) -> [Claim] {
        [Claim(traced.condition, traced.truth)] + traced.parts.flatMap(claims)
    }

    /// Acceptance, holds and signpost reasons as one condition each.
    private func claims(_ step: TracedStep) -> [Claim] {
        guard let span = step.criteria.first?.criterion.span else { return [] }
        let criteria = step.criteria.map(\.criterion).of(.criterion).map(\.when)
        let against = step.criteria.map(\.criterion).filter { $0.role != .criterion }.map(\.when)
        var parts = criteria
        if !against.isEmpty { parts.append(Condition(.none(against), at: span)) }
        return [Claim(Condition(.all(parts), at: span), step.passes)]
    }
}
