/// The decision diagrams of one day, shared by whoever asks about it: a ``DiagramStore`` behind a reference.
///
/// Past the allowance set with ``allow(nodes:)`` the store gives up: ``isExhausted`` is set, and results are void until
/// the next allowance. Belongs to one thread.
package final class Diagrams {
    private var store: DiagramStore

    /// - Parameter order: the variables from the root down; each exactly once.
    package init(order: [VariableID]) {
        store = DiagramStore(order: order)
    }

    package var nodeCount: Int { store.nodeCount }

    package var isExhausted: Bool { store.isExhausted }

    /// Steps taken since the beginning: a measure of work that does not depend on the machine.
    package var stepCount: Int { store.stepCount }

    /// Clears ``isExhausted`` and allows this many more nodes and a proportional number of steps.
    package func allow(nodes: Int) { store.allow(nodes: nodes) }

    // MARK: - Making

    /// The condition that a variable's cell is in `low..<high`.
    package func range(_ variable: VariableID, _ low: Int32, _ high: Int32, size: Int32) -> Diagram {
        store.range(variable, low, high, size: size)
    }

    /// The condition that a variable's cell lies between the first and second of `flips`, the third and fourth, …
    package func cells(_ variable: VariableID, _ flips: ArraySlice<Int32>, size: Int32) -> Diagram {
        store.cells(variable, flips, size: size)
    }

    /// `then` where the condition holds, else `otherwise`.
    package func choose(_ condition: Diagram, _ then: Diagram, _ otherwise: Diagram) -> Diagram {
        store.choose(condition, then, otherwise)
    }

    package func and(_ a: Diagram, _ b: Diagram) -> Diagram { store.and(a, b) }

    package func or(_ a: Diagram, _ b: Diagram) -> Diagram { store.or(a, b) }

    package func not(_ a: Diagram) -> Diagram { store.not(a) }

    /// `value` where the condition holds; elsewhere impossible.
    package func within(_ condition: Diagram, _ value: Diagram) -> Diagram { store.within(condition, value) }

    /// Everywhere the union of the two answers.
    package func join(_ a: Diagram, _ b: Diagram) -> Diagram { store.join(a, b) }

    /// At least `number` of the conditions hold.
    package func atLeast(_ number: Int, _ conditions: [Diagram]) -> Diagram { store.atLeast(number, conditions) }

    /// The diagram that is left where the variables with a cell of 0 or more are known; `cells` has one per variable.
    package func restrict(_ diagram: Diagram, _ cells: [Int32], memo: inout [Diagram: Diagram]) -> Diagram {
        store.restrict(diagram, cells, memo: &memo)
    }

    /// The diagram with every leaf replaced.
    package func map(_ diagram: Diagram, memo: inout [Diagram: Diagram], _ leaf: (Diagram) -> Diagram) -> Diagram {
        store.map(diagram, memo: &memo, leaf)
    }

    /// For everything but the variables for which `drops` is true: the union of the answers over all their cells.
    package func eliminate(_ diagram: Diagram, memo: inout [Diagram: Diagram], _ drops: (VariableID) -> Bool) -> Diagram
    {
        store.eliminate(diagram, memo: &memo, drops)
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
