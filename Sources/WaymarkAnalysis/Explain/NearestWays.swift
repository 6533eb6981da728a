import WaymarkRules

/// The known facts that stand between a case and the "true" leaves of a diagram, as if everything that is not known
/// would turn out well: a lower bound for every change.
struct NearestWays {
    private let day: DayRules
    private let cells: [Int32]
    /// Sets kept for one node.
    private static let setLimit = 48

    /// - Parameter cells: a cell for each variable, -1 where it is not known.
    init(_ day: DayRules, known cells: [Int32]) {
        self.day = day
        self.cells = cells
    }

    /// The smallest sets of known facts that would have to be otherwise on some way, each ascending.
    func sets(to value: Diagram) -> (sets: [[Grid.Owner]], isComplete: Bool) {
        var memo: [Diagram: [[Grid.Owner]]] = [:]
        var isComplete = true
        func sets(_ diagram: Diagram) -> [[Grid.Owner]] {
            if diagram.isLeaf { return diagram == .truth ? [[]] : [] }
            if let done = memo[diagram] { return done }
            var result: [[Grid.Owner]] = []
            if let (variable, runs) = day.diagrams.edges(diagram) {
                let cell = cells[variable]
                let owner = day.grid.variables[variable].owner
                for run in runs {
                    let ways = sets(run.child)
                    let isFree = cell < 0 || run.cells.contains(cell)
                    result += isFree ? ways : ways.map { $0.contains(owner) ? $0 : ($0 + [owner]).sorted() }
                }
            }
            let kept = NearestWays.smallest(result)
            if kept.count > NearestWays.setLimit { isComplete = false }
            memo[diagram] = Array(kept.prefix(NearestWays.setLimit))
            return memo[diagram] ?? []
        }
        let found = sets(value)
        return (found, isComplete)
    }

    /// Each once, without those that hold another whole; fewest first.
    private static func smallest(_ sets: [[Grid.Owner]]) -> [[Grid.Owner]] {
        var kept: [[Grid.Owner]] = []
        let ordered = Set(sets).sorted { $0.count != $1.count ? $0.count < $1.count : $0.lexicographicallyPrecedes($1) }
        for set in ordered where !kept.contains(where: { $0.allSatisfy(set.contains) }) { kept.append(set) }
        return kept
    }
}
