import WaymarkRouting
import WaymarkRules

// What a programme says to whom, under the one rulebook and under the other.
extension DayComparison {
    /// One programme under one of the rulebooks, its gates among those of the old one.
    struct Side {
        var met: Gate
        /// Service names that may serve at the place, with their ladders.
        var services: [(name: String, ladder: DayPlan.Ladder)]

        func isSame(as other: Side) -> Bool {
            met == other.met && services.count == other.services.count
                && zip(services, other.services).allSatisfy { a, b in
                    a.name == b.name && a.ladder.last == b.ladder.last
                        && a.ladder.rungs.map(\.gate) == b.ladder.rungs.map(\.gate)
                        && a.ladder.rungs.map(\.bit) == b.ladder.rungs.map(\.bit)
                }
        }
    }

    /// What differs for one programme; nil: the rulebook does not have it.
    func outcomes(old oldIndex: Int?, new newIndex: Int?) -> [DayFinding] {
        guard
            let name = oldIndex.map({ ground.old.programmes[$0].name })
                ?? newIndex.map({ ground.new.programmes[$0].name })
        else { return [] }
        let subject = RulebookDiff.Subject.outcome(programme: name, service: nil)
        var moves: [OutcomeMove: Diagram] = [:]
        var swaps: [Swap: Diagram] = [:]
        var isFinished = true
        /// Work of which nothing else depends on whether it is finished.
        func attempting(_ work: () throws(Exhausted) -> Void) {
            if (try? work()) == nil { isFinished = false }
        }
        for place in places(oldIndex, newIndex) {
            let left = oldIndex.map { side(of: old, $0, at: place, isOld: true) }
            let right = newIndex.map { side(of: new, $0, at: place, isOld: false) }
            if let left, let right, left.isSame(as: right) { continue }
            guard let everybody = try? everybody,
                let present = try? people.all(of: place.gate.map { [$0] } ?? [], among: everybody)
            else { return [unfinished(subject)] }
            attempting { () throws(Exhausted) in try compare(left, right, present, &moves) }
            attempting { () throws(Exhausted) in try compareOrder(left, right, present, &swaps) }
        }
        var findings: [DayFinding] = []
        func add(_ find: () throws(Exhausted) -> DayFinding?) {
            attempting { () throws(Exhausted) in if let found = try find() { findings.append(found) } }
        }
        for service in Set(moves.keys.map(\.service)).sorted(by: { ($0 ?? "") < ($1 ?? "") }) {
            let own = moves.filter { $0.key.service == service && $0.value != .falsity }
            add { () throws(Exhausted) in try finding(name, service, own, oldIndex, newIndex) }
        }
        for (swap, people) in swaps.sorted(by: { ($0.key.ahead, $0.key.behind) < ($1.key.ahead, $1.key.behind) }) {
            let subject = RulebookDiff.Subject.serviceOrder(programme: name, first: swap.ahead, second: swap.behind)
            add { () in finding(subject, people, lines: []) }
        }
        if !isFinished { findings.append(unfinished(subject)) }
        return findings
    }

    /// Two services of a programme, the one that stands first under the new rulebook first.
    private struct Swap: Hashable {
        var ahead: String
        var behind: String
    }

    /// Adds the people for whom two services that both can act, or are both open, stand the other way round. What differs
    /// in outcome is told by the outcomes.
    private func compareOrder(
        _ left: Side?, _ right: Side?, _ present: Diagram, _ swaps: inout [Swap: Diagram]
    ) throws(Exhausted) {
        guard let left, let right else { return }
        let before = left.services.map(\.name)
        let after = right.services.map(\.name).filter(before.contains)
        if before.filter(after.contains) == after { return }
        let was = try answers(left, present)
        let now = try answers(right, present)
        try attempt { () throws(Exhausted) in
            for (index, second) in after.enumerated() {
                for first in after.prefix(index)
                where (before.firstIndex(of: first) ?? 0) > (before.firstIndex(of: second) ?? 0) {
                    for test in [{ $0.isActionable }, { $0 == .needInformation }] as [(Outcome) -> Bool] {
                        var people = present
                        for (answers, service) in [(was, first), (was, second), (now, first), (now, second)] {
                            people = try diagrams.and(people, has(answers, service, test))
                        }
                        if people == .falsity { continue }
                        let swap = Swap(ahead: first, behind: second)
                        swaps[swap] = try diagrams.or(swaps[swap] ?? .falsity, people)
                    }
                }
            }
        }
    }

    /// Those to whom a service has an outcome that passes a test.
    private func has(
        _ answers: Answers, _ service: String, _ test: (Outcome) -> Bool
    ) throws(Exhausted) -> Diagram {
        guard let row = answers.services[service] else { return .falsity }
        var found = Diagram.falsity
        for value in OutcomeMove.values where value.outcome.map(test) == true {
            found = try diagrams.or(found, set(row, value.leaf))
        }
        return found
    }

    private struct Place {
        var gate: Gate?
        var option: Int?
        var isEverywhere: Bool
    }

    /// Every place that a service of either names, and all others together.
    private func places(_ oldIndex: Int?, _ newIndex: Int?) -> [Place] {
        func location(_ plan: DayPlan, _ index: Int?) -> Programme.Location? {
            index.map { plan.rulebook.programmes[$0].location }
        }
        let one = location(old, oldIndex)
        let two = location(new, newIndex)
        // A programme that is found another way now is compared everywhere at once.
        if let one, let two, one != two { return [Place(gate: nil, option: nil, isEverywhere: true)] }
        guard let kind = one ?? two, kind != .nothing else {
            return [Place(gate: nil, option: nil, isEverywhere: true)]
        }
        var named = Set(oldIndex.map { Array(ground.old.plan.serviceIndex[$0].byPlace.keys) } ?? [])
        named.formUnion(newIndex.map { Array(ground.new.plan.serviceIndex[$0].byPlace.keys) } ?? [])
        func gate(_ options: [Int]) -> Gate {
            if let oldIndex { return old.isAt(options, programme: oldIndex) }
            return newIndex.map { day.adopt(new.isAt(options, programme: $0), from: new.day) } ?? Circuit.yes
        }
        let options = named.sorted()
        return options.map { Place(gate: gate([$0]), option: $0, isEverywhere: false) }
            + [Place(gate: day.not(gate(options)), option: nil, isEverywhere: false)]
    }

    private func side(of plan: DayPlan, _ programme: Int, at place: Place, isOld: Bool) -> Side {
        let index = plan.rulebook.plan.serviceIndex[programme]
        let numbers =
            place.isEverywhere
            ? index.all : plan.rulebook.plan.services(ofProgramme: programme, at: .known(place.option))
        func here(_ gate: Gate) -> Gate { isOld ? gate : day.adopt(gate, from: plan.day) }
        let serving = numbers.filter {
            plan.isOpen[programme] && plan.rulebook.services[$0].period.inForce(on: day.day) != .no
        }
        return Side(
            met: here(plan.met(programme)),
            services: serving.map { number in
                // At a place, that the service covers it is certain.
                let ladder =
                    place.isEverywhere ? plan.ladder(of: number) : plan.ladder(of: number, where: Circuit.yes)
                let rungs = ladder.rungs.map { (gate: here($0.gate), bit: $0.bit) }
                return (plan.rulebook.services[number].name, DayPlan.Ladder(rungs: rungs, last: ladder.last))
            })
    }

    /// What each service (and the programme alone) says to each person.
    private struct Answers {
        var services: [String: Diagram] = [:]
        /// The programme's no where no service is reported; "not reported" elsewhere.
        var alone: Diagram
    }

    private func answers(_ side: Side?, _ present: Diagram) throws(Exhausted) -> Answers {
        try attempt { () throws(Exhausted) in
            guard let side else { return Answers(alone: try diagrams.within(present, OutcomeMove.notReported)) }
            var answers = Answers(alone: .impossible)
            let no = try diagrams.choose(
                day.diagram(side.met), OutcomeMove.leaf(.unavailable), OutcomeMove.leaf(.notEligible))
            var alone = try diagrams.within(present, no)
            for service in side.services {
                let steps = try people.steps(of: service.ladder, among: present)
                var memo: [Diagram: Diagram] = [:]
                answers.services[service.name] = try diagrams.map(steps, memo: &memo) { leaf in
                    let found = Step(rawValue: leaf)
                    if leaf == .impossible { return leaf }
                    if found.isDisjoint(with: Step.own) { return OutcomeMove.notReported }
                    return OutcomeMove.leaf(found.outcome ?? .needInformation)
                }
                memo = [:]
                let own = try diagrams.map(steps, memo: &memo) {
                    Step(rawValue: $0).isDisjoint(with: Step.own) ? .falsity : .truth
                }
                alone = try diagrams.choose(own, OutcomeMove.notReported, alone)
            }
            answers.alone = try diagrams.within(present, alone)
            return answers
        }
    }

    /// Adds who moves between which outcomes.
    private func compare(
        _ left: Side?, _ right: Side?, _ present: Diagram, _ moves: inout [OutcomeMove: Diagram]
    ) throws(Exhausted) {
        let before = try answers(left, present)
        let after = try answers(right, present)
        try attempt { () throws(Exhausted) in
            func note(
                _ service: String?, _ from: Diagram, _ to: Diagram, among people: Diagram
            ) throws(Exhausted) {
                for (was, before) in OutcomeMove.values.enumerated() {
                    let leaving = try diagrams.and(people, set(from, before.leaf))
                    if leaving == .falsity { continue }
                    for (now, after) in OutcomeMove.values.enumerated() where now != was {
                        let moved = try diagrams.and(leaving, set(to, after.leaf))
                        if moved == .falsity { continue }
                        let move = OutcomeMove(service: service, from: was, to: now)
                        moves[move] = try diagrams.or(moves[move] ?? .falsity, moved)
                    }
                }
            }
            let names = (left?.services ?? []).map(\.name) + (right?.services ?? []).map(\.name)
            var seen: Set<String> = []
            var served = Diagram.falsity
            for name in names where seen.insert(name).inserted {
                let rows = [before.services[name], after.services[name]]
                var own = Diagram.falsity
                for case .some(let row) in rows { own = try diagrams.or(own, isReported(row)) }
                served = try diagrams.or(served, own)
                // Where the service is not reported the programme's own no stands in its place.
                try note(
                    name, filled(rows[0], before.alone, present), filled(rows[1], after.alone, present), among: own)
            }
            // The programme alone under both: one no became another, or the programme itself came or went.
            try note(nil, before.alone, after.alone, among: diagrams.and(present, diagrams.not(served)))
        }
    }

    /// Where a row is reported.
    private func isReported(_ row: Diagram) throws(Exhausted) -> Diagram {
        var memo: [Diagram: Diagram] = [:]
        return try diagrams.map(row, memo: &memo) {
            $0 == .impossible || $0 == OutcomeMove.notReported ? .falsity : .truth
        }
    }

    private func filled(_ row: Diagram?, _ alone: Diagram, _ present: Diagram) throws(Exhausted) -> Diagram {
        guard let row else { return alone }
        return try diagrams.within(present, diagrams.choose(set(row, OutcomeMove.notReported), alone, row))
    }

    private func set(_ answers: Diagram, _ leaf: Diagram) throws(Exhausted) -> Diagram {
        var memo: [Diagram: Diagram] = [:]
        return try diagrams.map(answers, memo: &memo) { $0 == leaf ? .truth : .falsity }
    }
}
