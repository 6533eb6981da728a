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

    /// For each possible person the number of the outcome as a bit.
    func coded() throws(Exhausted) -> Diagram {
        let impossible = try day.impossible
        return try day.attempt { () throws(Exhausted) in
            let steps = try OutcomePeople(day.plan).steps(of: service, among: diagrams.not(impossible))
            return try mapped(steps) {
                $0 == .impossible ? .impossible : 1 << UInt32(InfluenceQuestion.number(of: Step(rawValue: $0)))
            }
        }
    }

    private func mapped(_ diagram: Diagram, _ leaf: (Diagram) -> Diagram) throws(Exhausted) -> Diagram {
        var memo: [Diagram: Diagram] = [:]
        return try diagrams.map(diagram, memo: &memo, leaf)
    }

    /// A pair with different outcomes, and with different truth of a gate if one is given.
    ///
    /// - Parameter coded: of ``coded()``.
    func pair(_ coded: Diagram, differingIn gate: Gate? = nil) -> Answer {
        let answer = try? day.attempt { () throws(Exhausted) -> Answer in
            let (table, bad) = try differences(coded, gate)
            return bad == .falsity ? .none : .pair(try found(table, bad, gate != nil))
        }
        return answer ?? .notDecided
    }

    /// Whether there is such a pair, without looking for one.
    func hasPair(_ coded: Diagram, differingIn gate: Gate) throws(Exhausted) -> Bool {
        try day.attempt { () throws(Exhausted) in try differences(coded, gate).bad != .falsity }
    }

    /// The outcomes with the truth of the gate, and everybody for whom the fact makes a difference to both.
    private func differences(
        _ coded: Diagram, _ gate: Gate?
    ) throws(Exhausted) -> (table: Diagram, bad: Diagram) {
        let table = try table(coded, gate)
        let variables = day.day.grid.variables
        var memo: [Diagram: Diagram] = [:]
        // For everybody but for the fact: the answers over all its cells. Two bits are two people.
        let over = try diagrams.eliminate(table, memo: &memo) { variables[$0].owner == fact }
        let bad = try mapped(over) { InfluenceQuestion.differ(in: $0, gate != nil) == nil ? .falsity : .truth }
        return (table, bad)
    }

    /// Each outcome's bit doubled: the gate false, the gate true.
    private func table(_ coded: Diagram, _ gate: Gate?) throws(Exhausted) -> Diagram {
        func spread(_ shift: UInt32) throws(Exhausted) -> Diagram {
            try mapped(coded) { leaf in
                leaf == .impossible ? .impossible : 1 << (UInt32(leaf.trailingZeroBitCount) * 2 + shift)
            }
        }
        let no = try spread(0)
        guard let gate else { return no }
        return try diagrams.choose(day.day.diagram(gate), spread(1), no)
    }

    /// Two bits of a leaf that differ in outcome, and in the gate if it counts.
    private static func differ(in leaf: Diagram, _ gateCounts: Bool) -> (Int, Int)? {
        let bits = (0..<16).filter { leaf & (1 << UInt32($0)) != 0 }
        for a in bits {
            for b in bits where b > a && a / 2 != b / 2 && (!gateCounts || a % 2 != b % 2) { return (a, b) }
        }
        return nil
    }

    private func found(_ table: Diagram, _ bad: Diagram, _ gateCounts: Bool) throws(Exhausted) -> Pair {
        // A person who has given consent shows the difference best, where that can be told.
        let willing = rulebook.consent.declared.map { day.day.gate($0, .isYes) }
        let best = (try? OutcomePeople(day.plan).all(of: willing, among: bad)) ?? .falsity
        let shown = best == .falsity ? bad : best
        guard let seed = day.finder.shortest(shown) else { throw Exhausted() }
        let bounds = try diagrams.or(bad, day.impossible)
        let group = day.finder.widened(seed, within: [bounds], nodes: OutcomePeople.allowance)
        guard let point = day.finder.example(of: shown, in: group) ?? day.finder.example(of: bad) else {
            throw Exhausted()
        }
        let variables = day.day.grid.variables
        var cells = point
        for variable in variables.indices where variables[variable].owner == fact { cells[variable] = -1 }
        var memo: [Diagram: Diagram] = [:]
        let left = try diagrams.restrict(table, cells, memo: &memo)
        guard let (first, second) = InfluenceQuestion.differ(in: diagrams.answers(left), gateCounts) else {
            throw Exhausted()
        }
        return Pair(
            points: [first, second].map { bit in way(left, to: 1 << UInt32(bit), point) },
            outcomes: [first, second].map { InfluenceQuestion.outcomes[$0 / 2] }, group: group)
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
        func at(_ cell: Int32, _ shift: UInt32) throws(Exhausted) -> Diagram {
            var known = [Int32](repeating: -1, count: day.day.grid.variables.count)
            known[variable] = cell
            var memo: [Diagram: Diagram] = [:]
            return try mapped(diagrams.restrict(coded, known, memo: &memo)) { $0 << shift }
        }
        let answer = try? day.attempt { () throws(Exhausted) -> Answer in
            let best = try at(good, 0)
            for cell in cells {
                let both = try diagrams.join(best, at(cell, 8))
                let worse = try mapped(both) { InfluenceQuestion.isWorse($0) ? .truth : .falsity }
                guard worse != .falsity, let seed = day.finder.shortest(worse),
                    let point = day.finder.example(of: worse, in: seed)
                else { continue }
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
        return answer ?? .notDecided
    }

    /// Bits 0 to 4: with the good cell; bits 8 to 12: with the other.
    private static func isWorse(_ leaf: Diagram) -> Bool {
        let good = leaf & 0xFF
        let other = leaf >> 8
        return good != 0 && other != 0 && other.trailingZeroBitCount > good.trailingZeroBitCount
    }
}
