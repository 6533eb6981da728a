/// Number of a gate in a ``Circuit``.
package typealias Gate = Int32

/// Conditions as they stand on one day, as gates over the grid: equal conditions share a gate, and the inputs of a
/// gate always have smaller numbers than the gate itself.
package struct Circuit: Sendable {
    /// Trivial on purpose: evaluation walks an array of these and counts no references.
    package struct Node: Sendable, Hashable {
        package enum Kind: UInt8, Sendable, Hashable {
            case constant
            /// `a` variable; true where `b` ≤ cell < `c`.
            case range
            /// `a` variable; cells in the pool at `b`, `c` of them: true between the first and second, third and fourth, …
            case cells
            /// `a` gate.
            case not
            /// Gates in the pool at `a`, `b` of them.
            case and
            case or
            /// As `and`; at least `c` of them.
            case atLeast
        }

        package var kind: Kind
        package var a: Int32
        package var b: Int32 = 0
        package var c: Int32 = 0
    }

    package private(set) var nodes: [Node] = []
    package private(set) var pool: [Int32] = []
    private var known: [Node: Gate] = [:]
    private var knownLists: [ListKey: Gate] = [:]

    private struct ListKey: Hashable {
        var kind: Node.Kind
        var number: Int32
        var list: [Int32]
    }

    package static let no: Gate = 0
    package static let yes: Gate = 1

    package init() {
        nodes = [Node(kind: .constant, a: 0), Node(kind: .constant, a: 1)]
    }

    package static func constant(_ value: Bool) -> Gate { value ? yes : no }

    package mutating func not(_ gate: Gate) -> Gate {
        if gate == Circuit.no { return Circuit.yes }
        if gate == Circuit.yes { return Circuit.no }
        let node = nodes[Int(gate)]
        if node.kind == .not { return node.a }
        return add(Node(kind: .not, a: gate))
    }

    /// True where the variable's cell is in `low..<high`; `size` is the number of its cells.
    package mutating func range(_ variable: VariableID, _ low: Int32, _ high: Int32, size: Int32) -> Gate {
        let low = max(0, low)
        let high = min(size, high)
        if low >= high { return Circuit.no }
        if low == 0, high == size { return Circuit.yes }
        return add(Node(kind: .range, a: Int32(variable), b: low, c: high))
    }

    /// True where the variable's cell is one of `cells`.
    package mutating func cells(_ variable: VariableID, _ cells: [Int], size: Int32) -> Gate {
        var flips: [Int32] = []
        for cell in Set(cells).sorted() {
            if flips.last == Int32(cell) {
                flips[flips.count - 1] = Int32(cell) + 1
            } else {
                flips.append(Int32(cell))
                flips.append(Int32(cell) + 1)
            }
        }
        if flips.isEmpty { return Circuit.no }
        if flips.count == 2 { return range(variable, flips[0], flips[1], size: size) }
        return addList(.cells, number: Int32(variable), flips)
    }

    package mutating func and(_ gates: [Gate]) -> Gate {
        combine(.and, gates, neutral: Circuit.yes, absorbing: Circuit.no)
    }

    package mutating func or(_ gates: [Gate]) -> Gate {
        combine(.or, gates, neutral: Circuit.no, absorbing: Circuit.yes)
    }

    package mutating func and(_ a: Gate, _ b: Gate) -> Gate { and([a, b]) }

    package mutating func or(_ a: Gate, _ b: Gate) -> Gate { or([a, b]) }

    package mutating func atLeast(_ number: Int, _ gates: [Gate]) -> Gate {
        let open = gates.filter { $0 != Circuit.no && $0 != Circuit.yes }
        let needed = number - gates.count { $0 == Circuit.yes }
        if needed <= 0 { return Circuit.yes }
        if needed > open.count { return Circuit.no }
        if needed == 1 { return or(open) }
        if needed == open.count { return and(open) }
        return addList(.atLeast, number: Int32(needed), open.sorted())
    }

    private mutating func combine(_ kind: Node.Kind, _ gates: [Gate], neutral: Gate, absorbing: Gate) -> Gate {
        if gates.contains(absorbing) { return absorbing }
        var inputs: [Gate] = []
        for gate in gates.sorted() where gate != neutral && inputs.last != gate { inputs.append(gate) }
        if inputs.isEmpty { return neutral }
        if inputs.count == 1 { return inputs[0] }
        return addList(kind, number: 0, inputs)
    }

    private mutating func add(_ node: Node) -> Gate {
        if let gate = known[node] { return gate }
        let gate = Gate(nodes.count)
        nodes.append(node)
        known[node] = gate
        return gate
    }

    private mutating func addList(_ kind: Node.Kind, number: Int32, _ list: [Int32]) -> Gate {
        let key = ListKey(kind: kind, number: number, list: list)
        if let gate = knownLists[key] { return gate }
        let start = Int32(pool.count)
        pool.append(contentsOf: list)
        let count = Int32(list.count)
        let gate = Gate(nodes.count)
        switch kind {
        case .cells: nodes.append(Node(kind: kind, a: number, b: start, c: count))
        default: nodes.append(Node(kind: kind, a: start, b: count, c: number))
        }
        knownLists[key] = gate
        return gate
    }

    /// The gates that feed this one directly.
    package func inputs(of gate: Gate) -> ArraySlice<Gate> {
        let node = nodes[Int(gate)]
        switch node.kind {
        case .constant, .range, .cells: return []
        case .not: return [node.a]
        case .and, .or, .atLeast: return pool[Int(node.a)..<Int(node.a + node.b)]
        }
    }

    /// The cells for which a `range` or `cells` node is true.
    package func runs(of node: Node) -> [Range<Int32>] {
        switch node.kind {
        case .range: return [node.b..<node.c]
        case .cells:
            return stride(from: Int(node.b), to: Int(node.b + node.c), by: 2).map { pool[$0]..<pool[$0 + 1] }
        default: return []
        }
    }

    /// Whether a cell is in the set of a `cells` node: found by halving, as a parameter by area may have hundreds of flips.
    @inline(__always)
    func contains(_ node: Node, _ cell: Int32) -> Bool {
        let start = Int(node.b)
        var low = start
        var high = start + Int(node.c)
        while low < high {
            let middle = (low + high) / 2
            if pool[middle] <= cell { low = middle + 1 } else { high = middle }
        }
        return (low - start) % 2 == 1
    }

    /// Whether a gate holds at a point of the grid, `given` the gates before it.
    package func holds(_ gate: Gate, at cells: [Int32], given truths: [Bool]) -> Bool {
        let node = nodes[Int(gate)]
        switch node.kind {
        case .constant: return node.a == 1
        case .range: return node.b <= cells[Int(node.a)] && cells[Int(node.a)] < node.c
        case .cells: return contains(node, cells[Int(node.a)])
        case .not: return !truths[Int(node.a)]
        case .and: return inputs(of: gate).allSatisfy { truths[Int($0)] }
        case .or: return inputs(of: gate).contains { truths[Int($0)] }
        case .atLeast: return inputs(of: gate).count { truths[Int($0)] } >= Int(node.c)
        }
    }

    /// Every gate from which `gate` can be reached backwards, itself included, in ascending order.
    package func cone(of gate: Gate) -> [Gate] {
        var seen: Set<Gate> = [gate]
        var open = [gate]
        while let next = open.popLast() {
            for input in inputs(of: next) where seen.insert(input).inserted { open.append(input) }
        }
        return seen.sorted()
    }

    /// The variables that a gate reads, ascending.
    package func variables(of gate: Gate) -> [VariableID] {
        var found: Set<VariableID> = []
        for gate in cone(of: gate) {
            let node = nodes[Int(gate)]
            if node.kind == .range || node.kind == .cells { found.insert(Int(node.a)) }
        }
        return found.sorted()
    }
}
