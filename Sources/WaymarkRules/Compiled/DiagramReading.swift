/// What a diagram says: read from its nodes, without making new ones.
extension DiagramStore {
    /// The union of all leaves.
    mutating func answers(_ diagram: Diagram) -> Diagram {
        var found: Diagram = 0
        visit(diagram) { leaf in
            found |= leaf
        } node: { _ in
        }
        return found
    }

    /// Whether some leaf satisfies `test`.
    mutating func hasLeaf(_ diagram: Diagram, where test: (Diagram) -> Bool) -> Bool {
        var found = false
        visit(diagram) { leaf in
            if test(leaf) { found = true }
        } node: { _ in
        }
        return found
    }

    /// The variables that the function depends on, ascending.
    mutating func support(_ diagram: Diagram) -> [VariableID] {
        var found = Set<VariableID>()
        let variables = variableOfLevel
        visit(diagram) { _ in
        } node: {
            found.insert(variables[Int($0)])
        }
        return found.sorted()
    }

    private mutating func visit(_ root: Diagram, leaf: (Diagram) -> Void, node: (Int32) -> Void) {
        if root.isLeaf { return leaf(root) }
        if marks.count < levels.count {
            marks.append(contentsOf: repeatElement(0, count: levels.count - marks.count))
        }
        if mark == .max {
            // Numbers of visits begin again, so no node may bear an old one.
            for node in marks.indices { marks[node] = 0 }
            mark = 0
        }
        mark += 1
        var open = [root - DiagramStore.firstNode]
        marks[Int(open[0])] = mark
        while let next = open.popLast() {
            node(levels[Int(next)])
            for edge in Int(starts[Int(next)])..<Int(starts[Int(next) + 1]) {
                let child = children[edge]
                if child.isLeaf {
                    leaf(child)
                } else if marks[Int(child - DiagramStore.firstNode)] != mark {
                    marks[Int(child - DiagramStore.firstNode)] = mark
                    open.append(child - DiagramStore.firstNode)
                }
            }
        }
    }

    /// The answer for one point of the grid; `cells` has a cell for every variable on the way.
    func answer(_ diagram: Diagram, at cells: [Int32]) -> Diagram {
        var diagram = diagram
        while !diagram.isLeaf {
            let node = Int(diagram - DiagramStore.firstNode)
            let cell = cells[variableOfLevel[Int(levels[node])]]
            var edge = Int(starts[node])
            while uppers[edge] <= cell { edge += 1 }
            diagram = children[edge]
        }
        return diagram
    }

    /// The runs of cells of the topmost variable with the diagram each leads to; nil for a leaf.
    func edges(_ diagram: Diagram) -> (variable: VariableID, runs: [(cells: Range<Int32>, child: Diagram)])? {
        if diagram.isLeaf { return nil }
        let node = Int(diagram - DiagramStore.firstNode)
        var low: Int32 = 0
        var runs: [(cells: Range<Int32>, child: Diagram)] = []
        for edge in Int(starts[node])..<Int(starts[node + 1]) {
            runs.append((low..<uppers[edge], children[edge]))
            low = uppers[edge]
        }
        return (variableOfLevel[Int(levels[node])], runs)
    }

    /// The topmost variable of several diagrams with, for each run of its cells, what each diagram leads to; nil where
    /// all are leaves.
    func edges(_ diagrams: [Diagram]) -> (variable: VariableID, runs: [(cells: Range<Int32>, children: [Diagram])])? {
        guard let top = diagrams.map({ level($0) }).min(), top != .max else { return nil }
        var walks = diagrams.map { walk($0, top) }
        var runs: [(cells: Range<Int32>, children: [Diagram])] = []
        var low: Int32 = 0
        while let upper = walks.map({ self.upper($0) }).min() {
            runs.append((low..<upper, walks.map { child($0) }))
            if upper == DiagramStore.lastCell { break }
            for index in walks.indices where self.upper(walks[index]) == upper { walks[index].edge += 1 }
            low = upper
        }
        return (variableOfLevel[Int(top)], runs)
    }
}
