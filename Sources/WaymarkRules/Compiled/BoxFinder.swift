/// Sets of people as diagrams with "true" and "false" leaves, taken apart into boxes.
package struct BoxFinder {
    private let diagrams: Diagrams
    private let grid: Grid
    /// Whether a variable is a date, and the cell of the decision date.
    private let isDate: [Bool]
    private let today: Int32

    package init(_ day: DayRules) {
        diagrams = day.diagrams
        grid = day.grid
        today = day.day.number
        isDate = grid.variables.map { variable in
            variable.owner < day.grid.factCount && day.rules.vocabulary[variable.owner].type == .date
        }
    }

    /// The people in a box as a diagram.
    package func diagram(_ box: Box) throws(Exhausted) -> Diagram {
        var result = Diagram.truth
        for variable in box.variables.reversed() {
            let flips = (box.limits[variable] ?? []).flatMap { [$0.lowerBound, $0.upperBound] }
            let cells = try diagrams.cells(variable, flips[...], size: grid.variables[variable].size)
            result = try diagrams.and(cells, result)
        }
        return result
    }

    /// Groups that together hold everybody in `people` and nobody outside `people` and `anybody`: few and wide rather
    /// than apart from one another.
    ///
    /// - Parameters:
    ///   - anybody: people who do not matter (who cannot exist): groups may hold them if that makes them simpler.
    ///   - limit: how many groups at most.
    ///   - nodes: allowed for finding them all.
    /// - Returns: the groups, and whether they hold everybody.
    package func groups(
        _ people: Diagram, orAnybody anybody: Diagram = .falsity, limit: Int, nodes: Int
    ) -> (boxes: [Box], isAll: Bool) {
        var boxes: [Box] = []
        let isAll = try? diagrams.attempt(nodes: nodes) { () throws(Exhausted) in
            let bounds = [try diagrams.or(people, anybody)]
            var left = people
            while left != .falsity {
                guard boxes.count < limit, let seed = shortest(left) else { return false }
                let box = widenedAsAllowed(seed, within: bounds)
                boxes.append(box)
                left = try diagrams.and(left, diagrams.not(diagram(box)))
            }
            boxes = withoutNeedless(boxes, people)
            return true
        }
        return (boxes, isAll ?? false)
    }

    /// Leaves out boxes whose people are all in others, as far as the allowance in force does.
    private func withoutNeedless(_ boxes: [Box], _ people: Diagram) -> [Box] {
        var kept = boxes
        for box in boxes.reversed() where kept.count > 1 {
            let others = kept.filter { $0 != box }
            do throws(Exhausted) {
                var together = Diagram.falsity
                for other in others { together = try diagrams.or(together, diagram(other)) }
                if try diagrams.and(people, diagrams.not(together)) == .falsity { kept = others }
            } catch {
                return kept
            }
        }
        return kept
    }

    /// A box on a way to "true" that limits as few variables as possible; nil for the empty set.
    package func shortest(_ people: Diagram) -> Box? {
        var memo: [Diagram: Int] = [:]
        guard length(people, &memo) != nil else { return nil }
        var box = Box()
        var next = people
        while let (variable, runs) = diagrams.edges(next) {
            let best = runs.compactMap { run in length(run.child, &memo).map { (run.child, $0) } }
                .min { $0.1 < $1.1 }
            guard let child = best?.0 else { return nil }
            box.limits[variable] = runs.filter { $0.child == child }.map { clipped($0.cells, variable) }
            next = child
        }
        return next == .truth ? box : nil
    }

    private func clipped(_ cells: Range<Int32>, _ variable: VariableID) -> Range<Int32> {
        cells.lowerBound..<min(cells.upperBound, grid.variables[variable].size)
    }

    /// Nodes on the shortest way to "true".
    private func length(_ diagram: Diagram, _ memo: inout [Diagram: Int]) -> Int? {
        if diagram == .truth { return 0 }
        if diagram.isLeaf { return nil }
        if let done = memo[diagram] { return done < 0 ? nil : done }
        let lengths = diagrams.edges(diagram)?.runs.compactMap { length($0.child, &memo) } ?? []
        let result = lengths.min().map { $0 + 1 }
        memo[diagram] = result ?? -1
        return result
    }

    /// The box with every variable's cells widened as far as it stays within all of `bounds`, one after the other.
    ///
    /// - Parameter nodes: allowed for it; what it does not do for stays as narrow as it is.
    package func widened(_ box: Box, within bounds: [Diagram], nodes: Int) -> Box {
        let wider = try? diagrams.attempt(nodes: nodes) { () throws(Exhausted) in
            widenedAsAllowed(box, within: bounds)
        }
        return wider ?? box
    }

    private func widenedAsAllowed(_ box: Box, within bounds: [Diagram]) -> Box {
        var box = box
        for variable in box.variables.reversed() {
            var wider = box
            wider.limits[variable] = nil
            do throws(Exhausted) {
                // Where it holds for all of them, without a diagram of them all.
                var cells = Diagram.truth
                for bound in bounds {
                    var memo: [Diagram: Diagram] = [:]
                    cells = try diagrams.and(cells, forAll(bound, wider, keeping: variable, &memo))
                }
                if cells == .truth {
                    box = wider
                } else if let runs = diagrams.edges(cells)?.runs {
                    box.limits[variable] = joined(
                        runs.filter { $0.child == .truth }.map { clipped($0.cells, variable) })
                }
            } catch {
                return box
            }
        }
        return box
    }

    private func joined(_ runs: [Range<Int32>]) -> [Range<Int32>] {
        runs.reduce(into: []) { result, run in
            if let last = result.last, last.upperBound == run.lowerBound {
                result[result.count - 1] = last.lowerBound..<run.upperBound
            } else {
                result.append(run)
            }
        }
    }

    /// Where the condition holds for all people in the box, as a condition of one variable alone.
    private func forAll(
        _ condition: Diagram, _ box: Box, keeping kept: VariableID, _ memo: inout [Diagram: Diagram]
    ) throws(Exhausted) -> Diagram {
        if let done = memo[condition] { return done }
        guard let (variable, runs) = diagrams.edges(condition) else { return condition }
        var result = Diagram.truth
        for run in runs where variable == kept || box.allows(variable, run.cells) {
            let child = try forAll(run.child, box, keeping: kept, &memo)
            if variable == kept {
                let here = try diagrams.cells(
                    variable, [run.cells.lowerBound, run.cells.upperBound][...], size: grid.variables[variable].size)
                result = try diagrams.and(result, diagrams.choose(here, child, .truth))
            } else {
                result = try diagrams.and(result, child)
            }
        }
        memo[condition] = result
        return result
    }

    /// Whether everybody in the box satisfies the condition.
    package func holds(_ condition: Diagram, for box: Box) -> Bool {
        var seen: Set<Diagram> = []
        var open = [condition]
        while let next = open.popLast() {
            if next == .falsity { return false }
            guard seen.insert(next).inserted, let (variable, runs) = diagrams.edges(next) else { continue }
            for run in runs where box.allows(variable, clipped(run.cells, variable)) { open.append(run.child) }
        }
        return true
    }

    /// The cell to show of a run: the first, of dates the one nearest to the decision date (nobody is helped by an
    /// example of somebody arrested in 1900).
    package func typical(_ run: Range<Int32>, of variable: VariableID) -> Int32 {
        isDate[variable] ? min(max(today, run.lowerBound), run.upperBound - 1) : run.lowerBound
    }

    /// A point of the grid that is in `people` and in the box; for what plays no part "no", the first value or today.
    package func example(of people: Diagram, in box: Box = Box()) -> [Int32]? {
        var cells = grid.variables.indices.map { variable in
            typical(box.limits[variable]?.first ?? 0..<grid.variables[variable].size, of: variable)
        }
        var dead: Set<Diagram> = []
        return descend(people, box, &cells, &dead) ? cells : nil
    }

    private func descend(_ people: Diagram, _ box: Box, _ cells: inout [Int32], _ dead: inout Set<Diagram>) -> Bool {
        guard let (variable, runs) = diagrams.edges(people) else { return people == .truth }
        if dead.contains(people) { return false }
        for run in runs {
            let run = (cells: clipped(run.cells, variable), child: run.child)
            let allowed = box.limits[variable] ?? [run.cells]
            guard let part = allowed.first(where: { $0.overlaps(run.cells) }) else { continue }
            cells[variable] = typical(part.clamped(to: run.cells), of: variable)
            if descend(run.child, box, &cells, &dead) { return true }
        }
        dead.insert(people)
        return false
    }
}
