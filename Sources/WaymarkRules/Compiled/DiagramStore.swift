/// A reduced, ordered, hash-consed decision diagram in a store of ``Diagrams``: equal functions have equal numbers.
///
/// Numbers below 65,536 are leaves: sets of answers, one bit for each. For conditions bit 0 is "false" and bit 1
/// "true" (as in ``Truth``); the empty set marks a combination of facts that cannot occur.
package typealias Diagram = UInt32

extension Diagram {
    package static let impossible: Diagram = 0
    package static let falsity: Diagram = 1
    package static let truth: Diagram = 2

    package var isLeaf: Bool { self < 0x1_0000 }
}

/// What was asked could not be finished within its allowance, so nothing is known of the answer.
package struct Exhausted: Error, Sendable, Hashable {
    package init() {}
}

/// A store of multi-valued decision diagrams over the variables of a grid.
///
/// A node holds its edges by runs of cells, so a test of a number or a date costs two edges whatever its range.
/// What makes nodes throws ``Exhausted`` past the ``Allowance`` in force; at the beginning there is none.
struct DiagramStore {
    /// Edges of a node stand together: `uppers[i]` is one past the last cell of the run that leads to `children[i]`.
    private(set) var uppers: ContiguousArray<Int32> = []
    private(set) var children: ContiguousArray<Diagram> = []
    private(set) var levels: ContiguousArray<Int32> = []
    private(set) var starts: ContiguousArray<UInt32> = [0]
    private var unique: ContiguousArray<UInt32>
    private var hashes: ContiguousArray<UInt32> = []
    /// Results of operations, by their operands.
    var cache: ContiguousArray<CacheEntry>
    /// Edges of the nodes in the making, those of the innermost last.
    var pending: ContiguousArray<(upper: Int32, child: Diagram)> = []
    /// Nodes that ``visit(_:leaf:node:)`` has seen, by the number of the visit.
    var marks: ContiguousArray<UInt32> = []
    var mark: UInt32 = 0

    private let levelOfVariable: [Int32]
    let variableOfLevel: [VariableID]
    /// How many nodes there may be and how many steps may be taken, counted from the beginning.
    private var limits = (nodes: 0, steps: 0)
    /// Steps taken since the beginning: the same for the same questions in the same order on every machine.
    private(set) var stepCount = 0

    static let firstNode: UInt32 = 0x1_0000
    static let lastCell = Int32.max

    struct CacheEntry {
        var a: UInt32 = .max
        var b: UInt32 = 0
        var c: UInt32 = 0
        var result: UInt32 = 0
    }

    /// - Parameter order: the variables from the root down; each exactly once.
    init(order: [VariableID]) {
        variableOfLevel = order
        var levels = [Int32](repeating: 0, count: order.count)
        for (level, variable) in order.enumerated() { levels[variable] = Int32(level) }
        levelOfVariable = levels
        unique = ContiguousArray(repeating: .max, count: 1 << 10)
        cache = ContiguousArray(repeating: CacheEntry(), count: 1 << 10)
    }

    var nodeCount: Int { levels.count }

    /// What there was and what was allowed when an allowance began.
    struct Allowance {
        fileprivate var limits: (nodes: Int, steps: Int)
        fileprivate var nodes: Int
        fileprivate var steps: Int
        fileprivate var pending: Int
    }

    /// Allows this many more nodes and a proportional number of steps, until ``end(_:)``.
    mutating func begin(nodes: Int) -> Allowance {
        let outer = Allowance(limits: limits, nodes: nodeCount, steps: stepCount, pending: pending.count)
        limits = (nodeCount + nodes, stepCount + nodes * 32)
        return outer
    }

    /// Goes back to what was allowed before; what was added since does not count against it.
    mutating func end(_ outer: Allowance) {
        limits.nodes = outer.limits.nodes + nodeCount - outer.nodes
        limits.steps = outer.limits.steps + stepCount - outer.steps
        // Nodes in the making when it was exhausted.
        if pending.count > outer.pending { pending.removeSubrange(outer.pending...) }
    }

    // MARK: - Nodes

    /// The condition that a variable's cell is in `low..<high`.
    mutating func range(_ variable: VariableID, _ low: Int32, _ high: Int32, size: Int32) throws(Exhausted) -> Diagram {
        let base = pending.count
        if low > 0 { pending.append((low, .falsity)) }
        pending.append((high >= size ? DiagramStore.lastCell : high, .truth))
        if high < size { pending.append((DiagramStore.lastCell, .falsity)) }
        return try make(levelOfVariable[variable], from: base)
    }

    /// The condition that a variable's cell lies between the first and second of `flips`, the third and fourth, …
    mutating func cells(_ variable: VariableID, _ flips: ArraySlice<Int32>, size: Int32) throws(Exhausted) -> Diagram {
        let base = pending.count
        var inside = false
        for flip in flips {
            if flip > 0 { pending.append((flip >= size ? DiagramStore.lastCell : flip, inside ? .truth : .falsity)) }
            inside.toggle()
            if flip >= size { break }
        }
        if pending.count == base || pending[pending.count - 1].upper != DiagramStore.lastCell {
            pending.append((DiagramStore.lastCell, inside ? .truth : .falsity))
        }
        return try make(levelOfVariable[variable], from: base)
    }

    /// Takes the pending edges from `base` on as a node: runs with one child are joined, a single run is its child.
    mutating func make(_ level: Int32, from base: Int) throws(Exhausted) -> Diagram {
        // One by one: a node has few edges, and taking out a range costs more than the node.
        defer { while pending.count > base { pending.removeLast() } }
        var count = base
        for index in (base + 1)..<max(base + 1, pending.count) {
            if pending[index].child == pending[count].child {
                pending[count].upper = pending[index].upper
            } else {
                count += 1
                pending[count] = pending[index]
            }
        }
        count += 1
        if count == base + 1 { return pending[base].child }

        var hash = UInt64(UInt32(bitPattern: level)) &* 0x9E37_79B9_7F4A_7C15
        for index in base..<count {
            hash = (hash ^ UInt64(UInt32(bitPattern: pending[index].upper))) &* 0xBF58_476D_1CE4_E5B9
            hash = (hash ^ UInt64(pending[index].child)) &* 0x94D0_49BB_1331_11EB
            hash ^= hash >> 29
        }
        var slot = Int(truncatingIfNeeded: hash >> 16) & (unique.count - 1)
        while unique[slot] != .max {
            if isNode(unique[slot], level, base, count) { return unique[slot] + DiagramStore.firstNode }
            slot = (slot + 1) & (unique.count - 1)
        }
        if levels.count >= limits.nodes || levels.count > Int(UInt32.max / 4) { throw Exhausted() }
        let node = UInt32(levels.count)
        levels.append(level)
        for index in base..<count {
            uppers.append(pending[index].upper)
            children.append(pending[index].child)
        }
        starts.append(UInt32(uppers.count))
        hashes.append(UInt32(truncatingIfNeeded: hash >> 16))
        unique[slot] = node
        if levels.count * 2 > unique.count { grow() }
        return node + DiagramStore.firstNode
    }

    private func isNode(_ node: UInt32, _ level: Int32, _ base: Int, _ end: Int) -> Bool {
        let start = Int(starts[Int(node)])
        guard levels[Int(node)] == level, Int(starts[Int(node) + 1]) - start == end - base else { return false }
        for index in base..<end {
            let edge = start + index - base
            if uppers[edge] != pending[index].upper || children[edge] != pending[index].child { return false }
        }
        return true
    }

    private mutating func grow() {
        let size = unique.count * 4
        unique = ContiguousArray(repeating: .max, count: size)
        for node in levels.indices {
            var slot = Int(hashes[node]) & (size - 1)
            while unique[slot] != .max { slot = (slot + 1) & (size - 1) }
            unique[slot] = UInt32(node)
        }
        if cache.count < size { cache = ContiguousArray(repeating: CacheEntry(), count: size) }
    }

    @inline(__always)
    func level(_ diagram: Diagram) -> Int32 {
        diagram.isLeaf ? .max : levels[Int(diagram - DiagramStore.firstNode)]
    }

    /// A walk along the edges of a node; a node of a deeper level counts as one edge to itself.
    struct Walk {
        var edge: Int
        var isFixed: Bool
        var fixed: Diagram
    }

    @inline(__always)
    func walk(_ diagram: Diagram, _ level: Int32) -> Walk {
        if diagram.isLeaf || levels[Int(diagram - DiagramStore.firstNode)] != level {
            return Walk(edge: 0, isFixed: true, fixed: diagram)
        }
        return Walk(edge: Int(starts[Int(diagram - DiagramStore.firstNode)]), isFixed: false, fixed: 0)
    }

    @inline(__always)
    func upper(_ walk: Walk) -> Int32 { walk.isFixed ? DiagramStore.lastCell : uppers[walk.edge] }

    @inline(__always)
    func child(_ walk: Walk) -> Diagram { walk.isFixed ? walk.fixed : children[walk.edge] }

    @inline(__always)
    mutating func spend() throws(Exhausted) {
        stepCount += 1
        if stepCount > limits.steps { throw Exhausted() }
    }
}
