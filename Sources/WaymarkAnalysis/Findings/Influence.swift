package import WaymarkRouting
package import WaymarkRules

/// A fact decides about a programme: two people who differ in it alone have different outcomes.
package struct Influence: Sendable, Hashable {
    package var fact: FactID
    package var programme: Int
    /// The service whose outcome differs.
    package var service: Int
    /// The outcomes of the finding's two people.
    package var outcomes: [Outcome]
    /// The lines through which it does; empty where it is the place or the consent of the person.
    package var lines: [RuleLine]
    /// It makes the outcome worse although it must never count against a person.
    package var isHarm: Bool
}

/// What is proved of a fact.
package enum Harmless: String, Sendable, Hashable {
    /// No rule can read it, or none does.
    case notRead = "not_read"
    /// Nobody's outcome depends on it.
    case changesNothing = "changes_nothing"
    /// It makes nobody's outcome worse.
    case neverAgainst = "never_against"
}

/// The influence of one fact on one service's outcome on one day.
struct InfluenceQuestion {
    let day: DayQuestions
    let fact: FactID
    let service: Int

    private var diagrams: Diagrams { day.diagrams }
    private var rulebook: Rulebook { day.rulebook }

    /// Two points that differ in the fact's variables alone, with the outcomes there.
    struct Pair {
        var points: [[Int32]]
        var outcomes: [Outcome]
        /// What else matters to their difference.
        var group: Box
    }

    enum Answer {
        case none
        case pair(Pair)
        case notDecided
    }

    /// Outcomes as small numbers; noes do not differ from one another.
    private static let outcomes: [Outcome] = [.refer, .waitingList, .signpost, .needInformation, .notEligible]

    private static func number(of steps: Step) -> Int {
        if steps.isSubset(of: .noes) { return 4 }
        return outcomes.firstIndex(of: steps.outcome ?? .needInformation) ?? 3
    }

    /// For each possible person the number of the outcome as a bit; nil if it is too large.
    func coded() -> Diagram? {
        guard let impossible = day.impossible else { return nil }
        return day.work.charging(diagrams) {
            guard let steps = OutcomePeople(day.plan).steps(of: service, among: diagrams.not(impossible)) else {
                return nil
            }
            if steps == .impossible { return .impossible }
            return mapped(steps) {
                $0 == .impossible ? .impossible : 1 << UInt32(InfluenceQuestion.number(of: Step(rawValue: $0)))
            }
        }
    }

    private func mapped(_ diagram: Diagram, _ leaf: (Diagram) -> Diagram) -> Diagram? {
        var memo: [Diagram: Diagram] = [:]
        diagrams.allow(nodes: OutcomePeople.allowance)
        let result = diagrams.map(diagram, memo: &memo, leaf)
        return diagrams.isExhausted ? nil : result
    }

    /// A pair with different outcomes, and with different truth of a gate if one is given.
    ///
    /// - Parameter coded: of ``coded()``.
    func pair(_ coded: Diagram, differingIn gate: Gate? = nil) -> Answer {
        day.work.charging(diagrams) {
            guard let (table, bad) = differences(coded, gate) else { return .notDecided }
            return bad == .falsity ? .none : found(table, bad, gate != nil)
        }
    }

    /// Whether there is such a pair, without looking for one; nil where it was not decided.
    func hasPair(_ coded: Diagram, differingIn gate: Gate) -> Bool? {
        day.work.charging(diagrams) { differences(coded, gate).map { $0.bad != .falsity } }
    }

    /// The outcomes with the truth of the gate, and everybody for whom the fact makes a difference to both.
    private func differences(_ coded: Diagram, _ gate: Gate?) -> (table: Diagram, bad: Diagram)? {
        guard let table = table(coded, gate) else { return nil }
        let variables = day.day.grid.variables
        var memo: [Diagram: Diagram] = [:]
        diagrams.allow(nodes: OutcomePeople.allowance)
        // For everybody but for the fact: the answers over all its cells. Two bits are two people.
        let over = diagrams.eliminate(table, memo: &memo) { variables[$0].owner == fact }
        if diagrams.isExhausted { return nil }
        let bad = mapped(over) { InfluenceQuestion.differ(in: $0, gate != nil) == nil ? .falsity : .truth }
        return bad.map { (table, $0) }
    }

    /// Each outcome's bit doubled: the gate false, the gate true.
    private func table(_ coded: Diagram, _ gate: Gate?) -> Diagram? {
        func spread(_ shift: UInt32) -> Diagram? {
            mapped(coded) { leaf in
                leaf == .impossible ? .impossible : 1 << (UInt32(leaf.trailingZeroBitCount) * 2 + shift)
            }
        }
        guard let no = spread(0) else { return nil }
        guard let gate else { return no }
        guard let yes = spread(1), let condition = day.day.diagram(gate) else { return nil }
        diagrams.allow(nodes: OutcomePeople.allowance)
        let result = diagrams.choose(condition, yes, no)
        return diagrams.isExhausted ? nil : result
    }

    /// Two bits of a leaf that differ in outcome, and in the gate if it counts.
    private static func differ(in leaf: Diagram, _ gateCounts: Bool) -> (Int, Int)? {
        let bits = (0..<16).filter { leaf & (1 << UInt32($0)) != 0 }
        for a in bits {
            for b in bits where b > a && a / 2 != b / 2 && (!gateCounts || a % 2 != b % 2) { return (a, b) }
        }
        return nil
    }

    private func found(_ table: Diagram, _ bad: Diagram, _ gateCounts: Bool) -> Answer {
        // A person who has given consent shows the difference best.
        let willing = rulebook.consent.declared.map { day.day.gate($0, .isYes) }
        diagrams.allow(nodes: OutcomePeople.allowance)
        let best = willing.reduce(bad) { diagrams.and($0, day.day.diagram($1) ?? .truth) }
        diagrams.allow(nodes: OutcomePeople.allowance)
        let shown = best == .falsity || diagrams.isExhausted ? bad : best
        guard let seed = day.finder.shortest(shown), let impossible = day.impossible else { return .notDecided }
        let group = day.finder.widened(seed, within: diagrams.or(bad, impossible))
        guard let point = day.finder.example(of: shown, in: group) ?? day.finder.example(of: bad) else {
            return .notDecided
        }
        let variables = day.day.grid.variables
        var cells = point
        for variable in variables.indices where variables[variable].owner == fact { cells[variable] = -1 }
        var memo: [Diagram: Diagram] = [:]
        diagrams.allow(nodes: OutcomePeople.allowance)
        let left = diagrams.restrict(table, cells, memo: &memo)
        guard let (first, second) = InfluenceQuestion.differ(in: diagrams.answers(left), gateCounts) else {
            return .notDecided
        }
        let points = [first, second].map { bit in
            way(left, to: 1 << UInt32(bit), point)
        }
        return .pair(
            Pair(points: points, outcomes: [first, second].map { InfluenceQuestion.outcomes[$0 / 2] }, group: group))
    }

    /// The point with the fact's variables set so that the diagram leads to a leaf.
    private func way(_ diagram: Diagram, to leaf: Diagram, _ point: [Int32]) -> [Int32] {
        var point = point
        var next = diagram
        while let (variable, runs) = diagrams.edges(next) {
            guard let run = runs.first(where: { run in diagrams.hasLeaf(run.child) { $0 == leaf } }) else { break }
            point[variable] = run.cells.lowerBound
            next = run.child
        }
        return point
    }

    /// A pair for whom one of `bad` of the fact's cells leads to a worse outcome than the cell `good`.
    func harm(_ coded: Diagram, good: Int32, bad cells: [Int32]) -> Answer {
        guard let variable = day.day.grid.first[fact] else { return .none }
        return day.work.charging(diagrams) {
            func at(_ cell: Int32, _ shift: UInt32) -> Diagram? {
                var known = [Int32](repeating: -1, count: day.day.grid.variables.count)
                known[variable] = cell
                var memo: [Diagram: Diagram] = [:]
                diagrams.allow(nodes: OutcomePeople.allowance)
                let part = diagrams.restrict(coded, known, memo: &memo)
                return diagrams.isExhausted ? nil : mapped(part) { $0 << shift }
            }
            guard let best = at(good, 0) else { return .notDecided }
            for cell in cells {
                guard let other = at(cell, 8) else { return .notDecided }
                diagrams.allow(nodes: OutcomePeople.allowance)
                let both = diagrams.join(best, other)
                if diagrams.isExhausted { return .notDecided }
                guard let worse = mapped(both, { InfluenceQuestion.isWorse($0) ? .truth : .falsity }) else {
                    return .notDecided
                }
                guard worse != .falsity, let seed = day.finder.shortest(worse) else { continue }
                guard let point = day.finder.example(of: worse, in: seed) else { continue }
                let points = [good, cell].map { cell in
                    var point = point
                    point[variable] = cell
                    return point
                }
                let outcomes = points.map {
                    InfluenceQuestion.outcomes[diagrams.answer(coded, at: $0).trailingZeroBitCount]
                }
                return .pair(Pair(points: points, outcomes: outcomes, group: seed))
            }
            return .none
        }
    }

    /// Bits 0 to 4: with the good cell; bits 8 to 12: with the other.
    private static func isWorse(_ leaf: Diagram) -> Bool {
        let good = leaf & 0xFF
        let other = leaf >> 8
        return good != 0 && other != 0 && other.trailingZeroBitCount > good.trailingZeroBitCount
    }
}
