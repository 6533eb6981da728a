/// The decision diagrams of one day, shared by whoever asks about it: a ``DiagramStore`` behind a reference.
///
/// Whatever may make diagrams does so within an ``attempt(nodes:_:)`` and throws ``Exhausted`` where the allowance does
/// not do: a result is always a real one. Belongs to one thread.
package final class Diagrams {
    private var store: DiagramStore
    private let nodeLimit: Int

    /// - Parameters:
    ///   - order: the variables from the root down; each exactly once.
    ///   - nodeLimit: how many nodes an attempt may add at most, whatever it is allowed.
    package init(order: [VariableID], nodeLimit: Int = .max) {
        store = DiagramStore(order: order)
        self.nodeLimit = nodeLimit
    }

    package var nodeCount: Int { store.nodeCount }

    /// Steps taken since the beginning: a measure of work that does not depend on the machine.
    package var stepCount: Int { store.stepCount }

    /// Runs work that may add this many nodes and take a proportional number of steps. An attempt within another has an
    /// allowance of its own, which does not count against the other's.
    package func attempt<Result>(
        nodes: Int, _ work: () throws(Exhausted) -> Result
    ) throws(Exhausted) -> Result {
        let outer = store.begin(nodes: min(nodes, nodeLimit))
        defer { store.end(outer) }
        return try work()
    }

    // MARK: - Making

    /// The condition that a variable's cell is in `low..<high`.
    package func range(_ variable: VariableID, _ low: Int32, _ high: Int32, size: Int32) throws(Exhausted) -> Diagram {
        try store.range(variable, low, high, size: size)
    }

    /// The condition that a variable's cell lies between the first and second of `flips`, the third and fourth, …
    package func cells(_ variable: VariableID, _ flips: ArraySlice<Int32>, size: Int32) throws(Exhausted) -> Diagram {
        try store.cells(variable, flips, size: size)
    }

    /// `then` where the condition holds, else `otherwise`.
    package func choose(_ condition: Diagram, _ then: Diagram, _ otherwise: Diagram) throws(Exhausted) -> Diagram {
        try store.choose(condition, then, otherwise)
    }

    package func and(_ a: Diagram, _ b: Diagram) throws(Exhausted) -> Diagram { try store.and(a, b) }

    package func or(_ a: Diagram, _ b: Diagram) throws(Exhausted) -> Diagram { try store.or(a, b) }

    package func not(_ a: Diagram) throws(Exhausted) -> Diagram { try store.not(a) }

    /// `value` where the condition holds; elsewhere impossible.
    package func within(_ condition: Diagram, _ value: Diagram) throws(Exhausted) -> Diagram {
        try store.within(condition, value)
    }

    /// Everywhere the union of the two answers.
    package func join(_ a: Diagram, _ b: Diagram) throws(Exhausted) -> Diagram { try store.join(a, b) }

    /// At least `number` of the conditions hold.
    package func atLeast(_ number: Int, _ conditions: [Diagram]) throws(Exhausted) -> Diagram {
        try store.atLeast(number, conditions)
    }

    /// The diagram that is left where the variables with a cell of 0 or more are known; `cells` has one per variable.
    package func restrict(
        _ diagram: Diagram, _ cells: [Int32], memo: inout [Diagram: Diagram]
    ) throws(Exhausted) -> Diagram {
        try store.restrict(diagram, cells, memo: &memo)
    }

    /// The diagram with every leaf replaced.
    package func map(
        _ diagram: Diagram, memo: inout [Diagram: Diagram], _ leaf: (Diagram) -> Diagram
    ) throws(Exhausted) -> Diagram {
        try store.map(diagram, memo: &memo, leaf)
    }

    /// For everything but the variables for which `drops` is true: the union of the answers over all their cells.
    package func eliminate(
        _ diagram: Diagram, memo: inout [Diagram: Diagram], _ drops: (VariableID) -> Bool
    ) throws(Exhausted) -> Diagram {
        try store.eliminate(diagram, memo: &memo, drops)
    }

    // MARK: - Asking

    /// The union of all leaves.
    package func answers(_ diagram: Diagram) -> Diagram { store.answers(diagram) }

    /// Whether some leaf satisfies `test`.
    package func hasLeaf(_ diagram: Diagram, where test: (Diagram) -> Bool) -> Bool {
        store.hasLeaf(diagram, where: test)
    }

    /// The variables that the function depends on, ascending.
    package func support(_ diagram: Diagram) -> [VariableID] { store.support(diagram) }

    /// The answer for one point of the grid; `cells` has a cell for every variable on the way.
    package func answer(_ diagram: Diagram, at cells: [Int32]) -> Diagram { store.answer(diagram, at: cells) }

    /// The runs of cells of the topmost variable with the diagram each leads to; nil for a leaf.
    package func edges(_ diagram: Diagram) -> (variable: VariableID, runs: [(cells: Range<Int32>, child: Diagram)])? {
        store.edges(diagram)
    }

    /// The topmost variable of several diagrams with, for each run of its cells, what each diagram leads to; nil where
    /// all are leaves.
    package func edges(
        _ diagrams: [Diagram]
    ) -> (variable: VariableID, runs: [(cells: Range<Int32>, children: [Diagram])])? {
        store.edges(diagrams)
    }
}
