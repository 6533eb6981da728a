import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// A difference on one day.
struct DayFinding {
    /// What makes findings of neighbouring days the same.
    struct Key: Hashable {
        var subject: RulebookDiff.Subject
        /// The groups in words that are true on every day on which date tests stand alike.
        var groups: [[String]]
        var moves: [[Outcome?]]
        var lines: [RulebookDiff.Line]
    }

    var key: Key
    var always: [String] = []
    var groups: [RulebookDiff.Group] = []
    /// Other words for the same groups, of which later days use some (see ``GroupWords/otherPhrases(_:on:)``).
    var otherGroups: [[[String]]] = []
    var moves: [RulebookDiff.Move] = []
    var isComplete: Bool

    /// The key, and the keys under which the same may be found on a later day.
    var keys: [Key] {
        [key] + otherGroups.map { Key(subject: key.subject, groups: $0, moves: key.moves, lines: key.lines) }
    }
}

extension DayComparison {
    /// That a difference could not be worked out.
    func unfinished(_ subject: RulebookDiff.Subject, lines: [RulebookDiff.Line] = []) -> DayFinding {
        DayFinding(key: DayFinding.Key(subject: subject, groups: [], moves: [], lines: lines), isComplete: false)
    }

    /// Who moves between which outcomes of a service, or of a programme without one; nil where nobody does.
    func finding(
        _ programme: String, _ service: String?, _ moves: [OutcomeMove: Diagram], _ old: Int?, _ new: Int?
    ) throws(Exhausted) -> DayFinding? {
        let ordered = moves.sorted { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }
        let people = try attempt { () throws(Exhausted) in
            var people = Diagram.falsity
            for move in ordered { people = try diagrams.or(people, move.value) }
            return people
        }
        if people == .falsity { return nil }
        let subject = RulebookDiff.Subject.outcome(programme: programme, service: service)
        let shared = context(of: people, service, old, new)
        var found = groups(subject, people, within: shared.holds)
        found.always = shared.says
        let reader = CellReader(day)
        found.moves = ordered.compactMap { move in
            finder.example(of: move.value).map { cells in
                RulebookDiff.Move(
                    from: OutcomeMove.values[move.key.from].outcome, to: OutcomeMove.values[move.key.to].outcome,
                    example: reader.person(cells, named: "example"))
            }
        }
        var seen: Set<RulebookDiff.Line> = []
        for move in found.moves {
            let lines = witnesses.lines(for: move.example, programme: programme, service: service)
            found.key.lines += lines.filter { seen.insert($0).inserted }
        }
        found.key.moves = found.moves.map { [$0.from, $0.to] }
        return found
    }

    func finding(
        _ subject: RulebookDiff.Subject, _ people: Diagram, lines: [RulebookDiff.Line]
    ) -> DayFinding? {
        if people == .falsity { return nil }
        var found = groups(subject, people, within: .truth)
        found.key.lines = lines
        return found
    }

    /// What is the same for everybody concerned: conditions of the programme and service that both rulebooks share.
    /// Groups need not repeat them in facts.
    private func context(
        of people: Diagram, _ service: String?, _ old: Int?, _ new: Int?
    ) -> (holds: Diagram, says: [String]) {
        let before = conditions(self.old, old, service)
        let after = conditions(self.new, new, service)
        let shared = before.filter { old == nil || new == nil || after[$0.key]?.gate == $0.value.gate }.values
            .sorted { $0.place < $1.place }
        let found = try? attempt { () throws(Exhausted) in
            var holds = Diagram.truth
            var says: [String] = []
            for condition in shared {
                guard let diagram = try? day.diagram(condition.gate) else { continue }
                if try diagrams.and(people, diagrams.not(diagram)) == .falsity {
                    holds = try diagrams.and(holds, diagram)
                    if condition.role == .criterion { says.append(condition.says) }
                } else if try diagrams.and(people, diagram) == .falsity {
                    holds = try diagrams.and(holds, diagrams.not(diagram))
                }
            }
            return (holds, says)
        }
        return found ?? (.truth, [])
    }

    private struct SharedCondition {
        var gate: Gate
        var role: Criterion.Role
        var says: String
        var place: Int
    }

    private func conditions(_ plan: DayPlan, _ programme: Int?, _ service: String?) -> [String: SharedCondition] {
        guard let programme else { return [:] }
        var result: [String: SharedCondition] = [:]
        let subject = plan.rulebook.services.first { $0.name == service && $0.programme == programme }
        for (owner, criteria) in [
            ("programme", plan.rulebook.programmes[programme].criteria), ("service", subject?.criteria ?? []),
        ] {
            for criterion in criteria where criterion.period.contains(day.day) {
                result["\(owner) \(criterion.role.rawValue) \(criterion.name)"] = SharedCondition(
                    gate: here(plan.day.gate(criterion.when), plan), role: criterion.role, says: criterion.says,
                    place: result.count)
            }
        }
        return result
    }

    private func groups(_ subject: RulebookDiff.Subject, _ people: Diagram, within context: Diagram) -> DayFinding {
        // Who cannot exist may stand in a group; who merely cannot be compared may not.
        let anybody = try? attempt { () throws(Exhausted) in
            try diagrams.not(self.people.all(of: constraints, among: context))
        }
        let (boxes, isAll) = finder.groups(
            people, orAnybody: anybody ?? .falsity, limit: groupLimit, nodes: 4 * OutcomePeople.allowance)
        let reader = CellReader(day)
        let groups = boxes.compactMap { box -> RulebookDiff.Group? in
            guard let cells = finder.example(of: people, in: box) else { return nil }
            let owners = Set(box.variables.map { day.grid.variables[$0].owner }).filter { $0 < day.grid.factCount }
            return RulebookDiff.Group(
                phrases: words.phrases(box, on: day.day), facts: owners.sorted(),
                example: reader.person(cells, named: "example"))
        }
        let others = boxes.map { words.otherPhrases($0, on: day.day) }
        let count = others.map(\.count).max() ?? 0
        return DayFinding(
            key: DayFinding.Key(subject: subject, groups: groups.map(\.phrases), moves: [], lines: []), groups: groups,
            otherGroups: (0..<count).map { index in
                zip(others, groups).map { $0.indices.contains(index) ? $0[index] : $1.phrases }
            },
            isComplete: isAll)
    }
}
