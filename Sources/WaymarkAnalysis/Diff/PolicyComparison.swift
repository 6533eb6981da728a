import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

// What two rulebooks say on one day besides outcomes.
extension DayComparison {
    /// Differences of alerts, sequences, priorities and constraints.
    func policy() -> [DayFinding] {
        var findings: [DayFinding] = []
        func compare(
            _ old: [(name: String, gate: Gate, line: RulebookDiff.Line)],
            _ new: [(name: String, gate: Gate, line: RulebookDiff.Line)],
            _ subject: (String, Bool) -> RulebookDiff.Subject
        ) {
            let names = (old.map(\.name) + new.map(\.name)).reduce(into: [String]()) {
                if !$0.contains($1) { $0.append($1) }
            }
            for name in names {
                let before = old.first { $0.name == name }
                let after = new.first { $0.name == name }
                let left = before?.gate ?? Circuit.no
                let right = after?.gate ?? Circuit.no
                if left == right { continue }
                for isAdded in [false, true] {
                    let gates = isAdded ? [right, day.not(left)] : [left, day.not(right)]
                    let subject = subject(name, isAdded)
                    let lines = [before?.line, after?.line].compactMap { $0 }
                    do throws(Exhausted) {
                        // Apart from everybody, as most differences concern few.
                        let concerned = try people.all(of: gates)
                        let people = try attempt { () throws(Exhausted) in try diagrams.and(everybody, concerned) }
                        if let found = finding(subject, people, lines: lines) { findings.append(found) }
                    } catch {
                        findings.append(unfinished(subject, lines: lines))
                    }
                }
            }
        }
        compare(items(old, \.alerts, \.name, \.says, \.span), items(new, \.alerts, \.name, \.says, \.span)) {
            .alert($0, isAdded: $1)
        }
        compare(sequences(old), sequences(new)) { .sequence($0, isAdded: $1) }
        compare(priorities(old), priorities(new)) { .priority($0, isAdded: $1) }
        findings += refusals()
        return findings
    }

    private func line(_ plan: DayPlan, _ says: String, _ span: SourceSpan) -> RulebookDiff.Line {
        RulebookDiff.Line(isNew: plan === new, says: says, place: plan.rulebook.place(span))
    }

    private func items(
        _ plan: DayPlan, _ list: KeyPath<RoutingPolicy, [Alert]>, _ name: KeyPath<Alert, String>,
        _ says: KeyPath<Alert, String>, _ span: KeyPath<Alert, SourceSpan>
    ) -> [(name: String, gate: Gate, line: RulebookDiff.Line)] {
        plan.alerts.map { index, gate in
            let item = plan.rulebook.policy[keyPath: list][index]
            return (item[keyPath: name], here(gate, plan), line(plan, item[keyPath: says], item[keyPath: span]))
        }
    }

    /// A sequence for each pair of programmes it orders, so that widening one is seen.
    private func sequences(_ plan: DayPlan) -> [(name: String, gate: Gate, line: RulebookDiff.Line)] {
        plan.sequences.flatMap { index, gate in
            let sequence = plan.rulebook.policy.sequences[index]
            let first = plan.rulebook.programmes[sequence.first].title
            return sequence.then.map { then in
                (
                    "\(first) before \(plan.rulebook.programmes[then].title)", here(gate, plan),
                    line(plan, sequence.says, sequence.span)
                )
            }
        }
    }

    private func priorities(_ plan: DayPlan) -> [(name: String, gate: Gate, line: RulebookDiff.Line)] {
        plan.priorities.flatMap { index, gate in
            let priority = plan.rulebook.policy.lowPriority[index]
            return priority.programmes.map { programme in
                (
                    "\(plan.rulebook.programmes[programme].title): \(priority.says)", here(gate, plan),
                    line(plan, priority.says, priority.span)
                )
            }
        }
    }

    private func refusals() -> [DayFinding] {
        let left = day.and(day.kept)
        let right = day.and(new.day.kept.map { day.adopt($0, from: new.day) })
        if left == right { return [] }
        return [false, true].compactMap { isAdded in
            let gates = isAdded ? [left, day.not(right)] : [right, day.not(left)]
            let subject = RulebookDiff.Subject.refusal(isAdded: isAdded)
            guard let people = try? people.all(of: gates + [ground.comparable(on: day)]) else {
                return unfinished(subject)
            }
            return finding(subject, people, lines: [])
        }
    }
}
