/// A group of people: a set of cells for each variable that matters, any cell for every other.
package struct Box: Sendable, Hashable {
    /// For each variable that is limited, its runs of cells: ascending, apart from one another, not all cells.
    package var limits: [VariableID: [Range<Int32>]] = [:]

    package init() {}

    package init(_ limits: [VariableID: [Range<Int32>]]) {
        self.limits = limits
    }

    /// The limited variables, ascending.
    package var variables: [VariableID] { limits.keys.sorted() }

    package func allows(_ variable: VariableID, _ cells: Range<Int32>) -> Bool {
        limits[variable].map { $0.contains { $0.overlaps(cells) } } ?? true
    }
}

extension Box {
    /// What is certain of everybody for whom a gate holds, as far as it can be read off without splitting cases.
    package init(certainWhere gate: Gate, in circuit: Circuit, _ grid: Grid) {
        self.init()
        var open: [(gate: Gate, holds: Bool)] = [(gate, true)]
        while let (gate, holds) = open.popLast() {
            let node = circuit.nodes[Int(gate)]
            switch (node.kind, holds) {
            case (.not, _): open.append((node.a, !holds))
            case (.and, true), (.or, false): open += circuit.inputs(of: gate).map { ($0, holds) }
            case (.range, _), (.cells, _):
                let variable = Int(node.a)
                let size = grid.variables[variable].size
                let runs = circuit.runs(of: node)
                limit(variable, to: holds ? runs : Box.complement(runs, size: size), size: size)
            case (.and, false), (.or, true), (.atLeast, _), (.constant, _): break
            }
        }
    }

    private mutating func limit(_ variable: VariableID, to runs: [Range<Int32>], size: Int32) {
        let old = limits[variable] ?? [0..<size]
        limits[variable] = old.flatMap { run in runs.map { $0.clamped(to: run) }.filter { !$0.isEmpty } }
    }

    private static func complement(_ runs: [Range<Int32>], size: Int32) -> [Range<Int32>] {
        var start: Int32 = 0
        var result: [Range<Int32>] = []
        for run in runs {
            if start < run.lowerBound { result.append(start..<run.lowerBound) }
            start = run.upperBound
        }
        if start < size { result.append(start..<size) }
        return result
    }

    /// Truth of gates for everybody in the box: strong Kleene logic, so right where it decides.
    package struct Judge {
        private let box: Box
        private var truths: [Gate: Truth] = [:]

        package init(_ box: Box) {
            self.box = box
        }

        package mutating func truth(_ root: Gate, in circuit: Circuit) -> Truth {
            for gate in circuit.cone(of: root) where truths[gate] == nil {
                let node = circuit.nodes[Int(gate)]
                let inputs = circuit.inputs(of: gate).map { truths[$0] ?? .unknown }
                switch node.kind {
                case .constant: truths[gate] = Truth(node.a == 1)
                case .range, .cells: truths[gate] = leaf(Int(node.a), circuit.runs(of: node))
                case .not: truths[gate] = inputs.first.map { !$0 } ?? .unknown
                case .and: truths[gate] = inputs.reduce(.yes) { $0 && $1 }
                case .or: truths[gate] = inputs.reduce(.no) { $0 || $1 }
                case .atLeast:
                    let sure = inputs.count { $0 == .yes }
                    let possible = inputs.count { $0 != .no }
                    truths[gate] = sure >= Int(node.c) ? .yes : possible < Int(node.c) ? .no : .unknown
                }
            }
            return truths[root] ?? .unknown
        }

        private func leaf(_ variable: VariableID, _ runs: [Range<Int32>]) -> Truth {
            guard let limits = box.limits[variable] else { return .unknown }
            if limits.allSatisfy({ limit in
                runs.contains { $0.lowerBound <= limit.lowerBound && limit.upperBound <= $0.upperBound }
            }) {
                return .yes
            }
            return limits.contains { limit in runs.contains { $0.overlaps(limit) } } ? .unknown : .no
        }
    }
}
