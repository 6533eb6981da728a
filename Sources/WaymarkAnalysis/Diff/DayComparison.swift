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

/// Two rulebooks on one day. Both are asked place by place; where their gates are the same nothing else is looked at.
final class DayComparison {
    let ground: CommonGround
    let old: DayPlan
    let new: DayPlan
    private let groupLimit: Int
    private let words: GroupWords
    private let people: OutcomePeople
    private let finder: BoxFinder
    private lazy var witnesses = WitnessReader(ground, on: day.day)

    var day: DayRules { old.day }
    var diagrams: Diagrams { old.day.diagrams }

    init(_ ground: CommonGround, on day: Day, groupLimit: Int, words: GroupWords) {
        self.ground = ground
        self.groupLimit = groupLimit
        self.words = words
        (old, new) = ground.plans(on: day)
        people = OutcomePeople(old)
        finder = BoxFinder(old.day)
    }

    /// Those who exist under both rulebooks and whose values both know; nil if it could not be finished.
    lazy var everybody: Diagram? = {
        let gates = [ground.comparable(on: day)] + day.kept + new.day.kept.map { day.adopt($0, from: new.day) }
        return conjunction(gates)
    }()

    func conjunction(_ gates: [Gate]) -> Diagram? {
        var result = Diagram.truth
        for gate in gates {
            guard let next = day.diagram(gate) else { return nil }
            diagrams.allow(nodes: OutcomePeople.allowance)
            result = diagrams.and(result, next)
            if diagrams.isExhausted { return nil }
        }
        return result
    }

    func here(_ gate: Gate, _ plan: DayPlan) -> Gate { plan === old ? gate : day.adopt(gate, from: plan.day) }

    // MARK: - Outcomes

    /// One programme under one of the rulebooks, its gates among those of the old one.
    private struct Side {
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
        var moves: [MoveKey: Diagram] = [:]
        var swaps: [Swap: Diagram] = [:]
        var isFinished = true
        for place in places(oldIndex, newIndex) {
            let left = oldIndex.map { side(of: old, $0, at: place, isOld: true) }
            let right = newIndex.map { side(of: new, $0, at: place, isOld: false) }
            if let left, let right, left.isSame(as: right) { continue }
            guard let here = conjunction([place.gate ?? Circuit.yes]), let everybody else { return [unfinished(name)] }
            diagrams.allow(nodes: OutcomePeople.allowance)
            let present = diagrams.and(everybody, here)
            if !compare(left, right, present, &moves) { isFinished = false }
            if !compareOrder(left, right, present, &swaps) { isFinished = false }
        }
        let services = Set(moves.keys.map(\.service)).sorted { ($0 ?? "") < ($1 ?? "") }
        var findings = services.compactMap { service in
            finding(
                name, service, moves.filter { $0.key.service == service && $0.value != .falsity }, oldIndex, newIndex)
        }
        for (swap, people) in swaps.sorted(by: { ($0.key.first, $0.key.second) < ($1.key.first, $1.key.second) }) {
            let subject = RulebookDiff.Subject.serviceOrder(programme: name, first: swap.first, second: swap.second)
            if let found = finding(subject, people, lines: []) { findings.append(found) }
        }
        if !isFinished { findings.append(unfinished(name)) }
        return findings
    }

    /// Two services of a programme, the one that stands first under the new rulebook first.
    private struct Swap: Hashable {
        var first: String
        var second: String
    }

    /// Adds the people for whom two services that both can act, or are both open, stand the other way round; false if it
    /// could not be finished. What differs in outcome is told by the outcomes.
    private func compareOrder(_ left: Side?, _ right: Side?, _ present: Diagram, _ swaps: inout [Swap: Diagram]) -> Bool
    {
        guard let left, let right else { return true }
        let before = left.services.map(\.name)
        let after = right.services.map(\.name).filter(before.contains)
        if before.filter(after.contains) == after { return true }
        guard let was = answers(left, present), let now = answers(right, present) else { return false }
        diagrams.allow(nodes: 4 * OutcomePeople.allowance)
        func has(_ answers: Answers, _ service: String, _ test: (Outcome) -> Bool) -> Diagram {
            guard let row = answers.services[service] else { return .falsity }
            return Self.values.reduce(.falsity) { found, value in
                value.outcome.map(test) == true ? diagrams.or(found, set(row, value.leaf)) : found
            }
        }
        for (index, second) in after.enumerated() {
            for first in after.prefix(index)
            where (before.firstIndex(of: first) ?? 0) > (before.firstIndex(of: second) ?? 0) {
                for test in [{ $0.isActionable }, { $0 == .needInformation }] as [(Outcome) -> Bool] {
                    let people = [(was, first), (was, second), (now, first), (now, second)].reduce(present) {
                        diagrams.and($0, has($1.0, $1.1, test))
                    }
                    if people == .falsity { continue }
                    let swap = Swap(first: first, second: second)
                    swaps[swap] = diagrams.or(swaps[swap] ?? .falsity, people)
                }
            }
        }
        return !diagrams.isExhausted
    }

    private struct MoveKey: Hashable {
        var service: String?
        var from: Int
        var to: Int
    }

    private func unfinished(_ name: String) -> DayFinding {
        let subject = RulebookDiff.Subject.outcome(programme: name, service: nil)
        return DayFinding(key: DayFinding.Key(subject: subject, groups: [], moves: [], lines: []), isComplete: false)
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

    /// A leaf for each outcome, and one for "not reported".
    private static let notReported: Diagram = 1 << 8

    private static func leaf(_ outcome: Outcome) -> Diagram {
        1 << UInt32(Outcome.allCases.firstIndex(of: outcome) ?? 0)
    }

    private static let values: [(leaf: Diagram, outcome: Outcome?)] =
        Outcome.allCases.map { (leaf($0), $0) } + [(notReported, nil)]

    /// What each service (and the programme alone) says to each person; nil if it could not be finished.
    private struct Answers {
        var services: [String: Diagram] = [:]
        /// The programme's no where no service is reported; "not reported" elsewhere.
        var alone: Diagram
    }

    private func answers(_ side: Side?, _ present: Diagram) -> Answers? {
        guard let side else { return Answers(alone: diagrams.within(present, Self.notReported)) }
        guard let met = day.diagram(side.met) else { return nil }
        var answers = Answers(alone: .impossible)
        diagrams.allow(nodes: OutcomePeople.allowance)
        var alone = diagrams.within(
            present, diagrams.choose(met, Self.leaf(.unavailable), Self.leaf(.notEligible)))
        for service in side.services {
            guard let steps = people.steps(of: service.ladder, among: present) else { return nil }
            var memo: [Diagram: Diagram] = [:]
            let row = diagrams.map(steps, memo: &memo) { leaf in
                let found = Step(rawValue: leaf)
                if leaf == .impossible { return leaf }
                if found.isDisjoint(with: Step.own) { return Self.notReported }
                return Self.leaf(found.outcome ?? .needInformation)
            }
            memo = [:]
            let own = diagrams.map(steps, memo: &memo) {
                Step(rawValue: $0).isDisjoint(with: Step.own) ? .falsity : .truth
            }
            alone = diagrams.choose(own, Self.notReported, alone)
            answers.services[service.name] = row
        }
        answers.alone = diagrams.within(present, alone)
        return diagrams.isExhausted ? nil : answers
    }

    /// Adds who moves between which outcomes; false if it could not be finished.
    private func compare(
        _ left: Side?, _ right: Side?, _ present: Diagram, _ moves: inout [MoveKey: Diagram]
    ) -> Bool {
        guard let before = answers(left, present), let after = answers(right, present) else { return false }
        diagrams.allow(nodes: 4 * OutcomePeople.allowance)
        func note(_ service: String?, _ from: Diagram, _ to: Diagram, among people: Diagram) {
            for (was, before) in Self.values.enumerated() {
                let leaving = diagrams.and(people, set(from, before.leaf))
                if leaving == .falsity { continue }
                for (now, after) in Self.values.enumerated() where now != was {
                    let moved = diagrams.and(leaving, set(to, after.leaf))
                    if moved == .falsity { continue }
                    let key = MoveKey(service: service, from: was, to: now)
                    moves[key] = diagrams.or(moves[key] ?? .falsity, moved)
                }
            }
        }
        let names = (left?.services ?? []).map(\.name) + (right?.services ?? []).map(\.name)
        var seen: Set<String> = []
        var served = Diagram.falsity
        for name in names where seen.insert(name).inserted {
            let rows = [before.services[name], after.services[name]]
            let own = rows.reduce(Diagram.falsity) { diagrams.or($0, $1.map(isReported) ?? .falsity) }
            served = diagrams.or(served, own)
            // Where the service is not reported the programme's own no stands in its place.
            note(name, filled(rows[0], before.alone, present), filled(rows[1], after.alone, present), among: own)
        }
        // The programme alone under both: one no became another, or the programme itself came or went.
        note(nil, before.alone, after.alone, among: diagrams.and(present, diagrams.not(served)))
        return !diagrams.isExhausted
    }

    /// Where a row is reported.
    private func isReported(_ row: Diagram) -> Diagram {
        var memo: [Diagram: Diagram] = [:]
        return diagrams.map(row, memo: &memo) { $0 == .impossible || $0 == Self.notReported ? .falsity : .truth }
    }

    private func filled(_ row: Diagram?, _ alone: Diagram, _ present: Diagram) -> Diagram {
        guard let row else { return alone }
        let isAbsent = set(row, Self.notReported)
        return diagrams.within(present, diagrams.choose(isAbsent, alone, row))
    }

    private func set(_ answers: Diagram, _ leaf: Diagram) -> Diagram {
        var memo: [Diagram: Diagram] = [:]
        return diagrams.map(answers, memo: &memo) { $0 == leaf ? .truth : .falsity }
    }

    // MARK: - Findings

    private func finding(
        _ programme: String, _ service: String?, _ moves: [MoveKey: Diagram], _ old: Int?, _ new: Int?
    ) -> DayFinding? {
        diagrams.allow(nodes: 4 * OutcomePeople.allowance)
        let ordered = moves.sorted { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }
        let people = ordered.reduce(Diagram.falsity) { diagrams.or($0, $1.value) }
        if people == .falsity { return nil }
        let subject = RulebookDiff.Subject.outcome(programme: programme, service: service)
        let shared = context(of: people, service, old, new)
        var found = groups(subject, people, within: shared.holds)
        found.always = shared.says
        let reader = CellReader(day)
        found.moves = ordered.compactMap { move in
            finder.example(of: move.value).map { cells in
                RulebookDiff.Move(
                    from: Self.values[move.key.from].outcome, to: Self.values[move.key.to].outcome,
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
        diagrams.allow(nodes: 4 * OutcomePeople.allowance)
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
        var holds = Diagram.truth
        var says: [String] = []
        for (key, condition) in before.sorted(by: { $0.value.place < $1.value.place })
        where old == nil || new == nil || after[key]?.gate == condition.gate {
            guard let diagram = day.diagram(condition.gate) else { continue }
            diagrams.allow(nodes: 4 * OutcomePeople.allowance)
            if diagrams.and(people, diagrams.not(diagram)) == .falsity {
                holds = diagrams.and(holds, diagram)
                if condition.role == .criterion { says.append(condition.says) }
            } else if diagrams.and(people, diagram) == .falsity {
                holds = diagrams.and(holds, diagrams.not(diagram))
            }
        }
        return diagrams.isExhausted ? (.truth, []) : (holds, says)
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
        let possible = conjunction(day.kept + new.day.kept.map { day.adopt($0, from: new.day) }) ?? .truth
        diagrams.allow(nodes: 4 * OutcomePeople.allowance)
        let anybody = diagrams.not(diagrams.and(context, possible))
        let (boxes, isAll) = finder.groups(people, orAnybody: anybody, limit: groupLimit)
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
