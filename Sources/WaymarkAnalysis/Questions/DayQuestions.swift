package import WaymarkRouting
package import WaymarkRules

/// What a search for a person came to.
package enum Search: Sendable, Hashable {
    case nobody
    /// A point of the grid.
    case somebody([Int32])
    /// Not decided within the allowance.
    case notDecided

    package var isNobody: Bool { self == .nobody }
}

/// Questions about all possible people on one day.
///
/// Conditions are kept apart as long as possible: a diagram of them all is made where it stays small, and otherwise the
/// people are split by the topmost fact and each part is looked at by itself.
package final class DayQuestions {
    package let plan: DayPlan
    package let work: Workload
    package let finder: BoxFinder
    private var keptDiagrams: Result<[Diagram], Exhausted>?
    private var impossibleDiagram: Result<Diagram, Exhausted>?

    /// Nodes that a diagram of several conditions may add before people are split.
    private static let productAllowance = 30_000
    /// Steps that one search may take.
    private static let searchLimit = 20_000_000

    package init(_ plan: DayPlan, work: Workload) {
        self.plan = plan
        self.work = work
        finder = BoxFinder(plan.day)
    }

    package var rulebook: Rulebook { plan.rulebook }
    package var day: DayRules { plan.day }
    package var date: Day { plan.day.day }
    package var diagrams: Diagrams { plan.day.diagrams }

    /// Runs work on this day's diagrams within an allowance, and charges what it took.
    func attempt<Result>(
        nodes: Int = OutcomePeople.allowance, _ body: () throws(Exhausted) -> Result
    ) throws(Exhausted) -> Result {
        try work.charging(diagrams) { () throws(Exhausted) in try diagrams.attempt(nodes: nodes, body) }
    }

    /// The diagrams of gates.
    package func diagrams(of gates: [Gate]) throws(Exhausted) -> [Diagram] {
        try work.charging(diagrams) { () throws(Exhausted) in
            try gates.map { gate throws(Exhausted) in try day.diagram(gate) }
        }
    }

    package func diagram(of gate: Gate) throws(Exhausted) -> Diagram {
        try work.charging(diagrams) { () throws(Exhausted) in try day.diagram(gate) }
    }

    /// For each constraint, those who keep it.
    package var kept: [Diagram] {
        get throws(Exhausted) {
            if let known = keptDiagrams { return try known.get() }
            let made = Result { () throws(Exhausted) in try diagrams(of: day.kept) }
            keptDiagrams = made
            return try made.get()
        }
    }

    /// Those who break a constraint, so cannot exist.
    package var impossible: Diagram {
        get throws(Exhausted) {
            if let known = impossibleDiagram { return try known.get() }
            let made = Result { () throws(Exhausted) in
                try attempt { () throws(Exhausted) in try diagrams.not(OutcomePeople(plan).possible()) }
            }
            impossibleDiagram = made
            return try made.get()
        }
    }

    /// A condition among possible people only: equal for conditions that no possible person tells apart.
    package func amongPossible(_ gate: Gate) throws(Exhausted) -> Diagram {
        let impossible = try impossible
        let condition = try diagram(of: gate)
        return try attempt { () throws(Exhausted) in try diagrams.choose(impossible, .impossible, condition) }
    }

    // MARK: - Somebody

    /// A possible person for whom all these gates hold, whatever is not known of services and agreements.
    package func somebody(_ gates: [Gate]) -> Search {
        if gates.contains(Circuit.no) { return .nobody }
        guard let kept = try? kept, let conditions = try? diagrams(of: gates) else { return .notDecided }
        return somebody(in: conditions + kept)
    }

    /// A point of the grid at which all these conditions hold; constraints count only where they are among them.
    package func somebody(in conditions: [Diagram]) -> Search {
        if work.isExhausted { return .notDecided }
        var path = [Int32](repeating: -1, count: day.grid.variables.count)
        var left = min(DayQuestions.searchLimit, work.budget - work.spent)
        return work.charging(diagrams) { search(conditions, &path, &left) }
    }

    private func search(_ conditions: [Diagram], _ path: inout [Int32], _ left: inout Int) -> Search {
        guard let open = simplified(conditions) else { return .nobody }
        let before = diagrams.stepCount
        let product = product(open)
        left -= diagrams.stepCount - before + 1
        if let product {
            guard product != .falsity, let example = finder.example(of: product) else { return .nobody }
            return .somebody(zip(path, example).map { $0 >= 0 ? $0 : $1 })
        }
        guard left > 0, let (variable, runs) = diagrams.edges(open) else { return .notDecided }
        var isOpen = false
        for run in runs {
            path[variable] = finder.typical(run.cells, of: variable)
            switch search(run.children, &path, &left) {
            case .nobody: break
            case .somebody(let point): return .somebody(point)
            case .notDecided: isOpen = true
            }
        }
        path[variable] = -1
        return isOpen ? .notDecided : .nobody
    }

    /// The conditions that are left, each once; nil if one never holds.
    private func simplified(_ conditions: [Diagram]) -> [Diagram]? {
        var open: [Diagram] = []
        for condition in conditions where condition != .truth {
            if condition == .falsity { return nil }
            if !open.contains(condition) { open.append(condition) }
        }
        return open
    }

    /// One diagram of them all; nil if it gets large.
    private func product(_ conditions: [Diagram]) -> Diagram? {
        try? diagrams.attempt(nodes: DayQuestions.productAllowance) { () throws(Exhausted) in
            var result = Diagram.truth
            for condition in conditions {
                result = try diagrams.and(result, condition)
                if result == .falsity { break }
            }
            return result
        }
    }

    // MARK: - Groups

    /// A group of people for whom all conditions hold, as wide as it can be made; it may hold people who cannot exist.
    ///
    /// - Parameters:
    ///   - point: a person for whom the conditions hold.
    ///   - among: further conditions that hold for that person: the group has such people in it.
    ///   - orAnybody: people who do not matter to the group.
    package func group(
        around point: [Int32], within conditions: [Diagram], among: [Diagram] = [], orAnybody: Diagram
    ) -> Box {
        work.charging(diagrams) {
            let open = simplified(conditions) ?? []
            let all = simplified(conditions + among) ?? []
            let seed = product(all).flatMap(finder.shortest) ?? box(at: point, on: all)
            let bounds = try? diagrams.attempt(nodes: OutcomePeople.allowance) { () throws(Exhausted) in
                try open.map { condition throws(Exhausted) in try diagrams.or(condition, orAnybody) }
            }
            return bounds.map { finder.widened(seed, within: $0, nodes: OutcomePeople.allowance) } ?? seed
        }
    }

    /// Those who agree with a point in everything that conditions read.
    private func box(at point: [Int32], on conditions: [Diagram]) -> Box {
        var box = Box()
        for variable in Set(conditions.flatMap { diagrams.support($0) }) {
            box.limits[variable] = [point[variable]..<(point[variable] + 1)]
        }
        return box
    }

    /// Variables whose cells at a point are enough for the conditions to hold; none of them can be left out.
    func enough(of point: [Int32], for conditions: [Diagram]) -> [VariableID] {
        work.charging(diagrams) {
            let seed = box(at: point, on: conditions)
            return finder.widened(seed, within: conditions, nodes: OutcomePeople.allowance).variables
        }
    }

    /// The complete case at a point of the grid, decided on this day.
    package func person(_ point: [Int32], named name: String) -> Case {
        CellReader(day).person(point, named: name)
    }

    // MARK: - Reasons

    /// The fewest of `context` (none can be left out) that with `core` and the constraints leave nobody, and the
    /// constraints that this needs.
    ///
    /// - Returns: positions in `context` and numbers of constraints; nil if together they leave somebody or that was
    ///   not decided.
    package func conflict(_ core: [Gate], _ context: [Gate]) -> (context: [Int], constraints: [DeclarationID])? {
        guard let fixed = try? diagrams(of: core), let movable = try? diagrams(of: context + day.kept) else {
            return nil
        }
        var needed = Array(movable.indices)
        guard somebody(in: fixed + movable) == .nobody else { return nil }
        // Constraints go first: a reason in the rule's own lines is the plainer one.
        for index in movable.indices.reversed() {
            let fewer = needed.filter { $0 != index }
            if somebody(in: fixed + fewer.map { movable[$0] }) == .nobody { needed = fewer }
        }
        return (
            needed.filter { $0 < context.count }, needed.filter { $0 >= context.count }.map { $0 - context.count }
        )
    }
}
