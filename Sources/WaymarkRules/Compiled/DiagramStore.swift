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

/// A store of multi-valued decision diagrams over the variables of a grid.
///
/// A node holds its edges by runs of cells, so a test of a number or a date costs two edges whatever its range.
/// Past `limit` nodes the store gives up: ``isExhausted`` is set and every result until ``allow(nodes:)`` is void.
struct DiagramStore {
    /// Edges of a node stand together: `uppers[i]` is one past the last cell of the run that leads to `children[i]`.
    private(set) var uppers: ContiguousArray<Int32> = []
    private(set) var children: ContiguousArray<Diagram> = []
    private(set) var levels: ContiguousArray<Int32> = []
    private(set) var starts: ContiguousArray<UInt32> = [0]
    private var unique: ContiguousArray<UInt32>
    private var cache: ContiguousArray<CacheEntry>
    private var pending: ContiguousArray<(upper: Int32, child: Diagram)> = []
    /// Nodes that ``visit(_:leaf:node:)`` has seen, by the number of the visit.
    var marks: ContiguousArray<UInt32> = []
    var mark: UInt32 = 0

    private let levelOfVariable: [Int32]
    let variableOfLevel: [VariableID]
    private var limit: Int
    private var steps = 0
    private var earlierSteps = 0
    private var stepLimit: Int
    private(set) var isExhausted = false

    static let firstNode: UInt32 = 0x1_0000
    static let lastCell = Int32.max

    private struct CacheEntry {
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
        limit = .max
        stepLimit = .max
    }

    var nodeCount: Int { levels.count }

    /// Steps taken since the beginning: the same for the same questions in the same order on every machine.
    var stepCount: Int { earlierSteps + steps }

    /// Clears ``isExhausted`` and allows this many more nodes and a proportional number of steps.
    mutating func allow(nodes: Int) {
        isExhausted = false
        limit = levels.count + nodes
        earlierSteps += steps
        steps = 0
        stepLimit = nodes * 32
    }

    // MARK: - Nodes

    /// The condition that a variable's cell is in `low..<high`.
    mutating func range(_ variable: VariableID, _ low: Int32, _ high: Int32, size: Int32) -> Diagram {
        let base = pending.count
        if low > 0 { pending.append((low, .falsity)) }
        pending.append((high >= size ? DiagramStore.lastCell : high, .truth))
        if high < size { pending.append((DiagramStore.lastCell, .falsity)) }
        return make(levelOfVariable[variable], from: base)
    }

    /// The condition that a variable's cell lies between the first and second of `flips`, the third and fourth, …
    mutating func cells(_ variable: VariableID, _ flips: ArraySlice<Int32>, size: Int32) -> Diagram {
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
        return make(levelOfVariable[variable], from: base)
    }

    /// Takes the pending edges from `base` on as a node: runs with one child are joined, a single run is its child.
    private mutating func make(_ level: Int32, from base: Int) -> Diagram {
        defer { pending.removeSubrange(base...) }
        if isExhausted { return .impossible }
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
        if levels.count >= limit || levels.count > Int(UInt32.max / 4) {
            isExhausted = true
            return .impossible
        }
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

    private var hashes: ContiguousArray<UInt32> = []

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
    private mutating func spend() -> Bool {
        steps += 1
        if steps > stepLimit { isExhausted = true }
        return !isExhausted
    }

    // MARK: - Operations

    /// `then` where the condition holds, else `otherwise`.
    mutating func choose(_ condition: Diagram, _ then: Diagram, _ otherwise: Diagram) -> Diagram {
        if condition == .truth { return then }
        if condition == .falsity { return otherwise }
        if condition == .impossible { return .impossible }
        if then == otherwise { return then }
        if then == .truth, otherwise == .falsity { return condition }
        let slot = slot(condition, then, otherwise)
        let entry = cache[slot]
        if entry.a == condition, entry.b == then, entry.c == otherwise { return entry.result }
        guard spend() else { return .impossible }

        let top = min(level(condition), level(then), level(otherwise))
        var first = walk(condition, top)
        var second = walk(then, top)
        var third = walk(otherwise, top)
        let base = pending.count
        while true {
            let upper = min(self.upper(first), self.upper(second), self.upper(third))
            let result = choose(child(first), child(second), child(third))
            pending.append((upper, result))
            if upper == DiagramStore.lastCell { break }
            if self.upper(first) == upper { first.edge += 1 }
            if self.upper(second) == upper { second.edge += 1 }
            if self.upper(third) == upper { third.edge += 1 }
        }
        let result = make(top, from: base)
        if !isExhausted {
            cache[self.slot(condition, then, otherwise)] = CacheEntry(
                a: condition, b: then, c: otherwise, result: result)
        }
        return result
    }

    mutating func and(_ a: Diagram, _ b: Diagram) -> Diagram {
        if a == b || b == .truth { return a }
        if b == .falsity { return .falsity }
        return a < b ? choose(a, b, .falsity) : choose(b, a, .falsity)
    }

    mutating func or(_ a: Diagram, _ b: Diagram) -> Diagram {
        if a == b || b == .falsity { return a }
        if b == .truth { return .truth }
        return a < b ? choose(a, .truth, b) : choose(b, .truth, a)
    }

    mutating func not(_ a: Diagram) -> Diagram { choose(a, .falsity, .truth) }

    /// `value` where the condition holds; elsewhere impossible.
    mutating func within(_ condition: Diagram, _ value: Diagram) -> Diagram { choose(condition, value, .impossible) }

    private static let joinTag: UInt32 = .max - 1

    /// Everywhere the union of the two answers.
    mutating func join(_ a: Diagram, _ b: Diagram) -> Diagram {
        if a == b || b == .impossible { return a }
        if a == .impossible { return b }
        if a.isLeaf, b.isLeaf { return a | b }
        let (a, b) = a < b ? (a, b) : (b, a)
        let slot = slot(a, b, DiagramStore.joinTag)
        let entry = cache[slot]
        if entry.a == a, entry.b == b, entry.c == DiagramStore.joinTag { return entry.result }
        guard spend() else { return .impossible }

        let top = min(level(a), level(b))
        var first = walk(a, top)
        var second = walk(b, top)
        let base = pending.count
        while true {
            let upper = min(self.upper(first), self.upper(second))
            let result = join(child(first), child(second))
            pending.append((upper, result))
            if upper == DiagramStore.lastCell { break }
            if self.upper(first) == upper { first.edge += 1 }
            if self.upper(second) == upper { second.edge += 1 }
        }
        let result = make(top, from: base)
        if !isExhausted {
            cache[self.slot(a, b, DiagramStore.joinTag)] = CacheEntry(
                a: a, b: b, c: DiagramStore.joinTag, result: result)
        }
        return result
    }

    @inline(__always)
    private func slot(_ a: UInt32, _ b: UInt32, _ c: UInt32) -> Int {
        var hash = UInt64(a) &* 0x9E37_79B9_7F4A_7C15
        hash = (hash ^ UInt64(b)) &* 0xBF58_476D_1CE4_E5B9
        hash = (hash ^ (hash >> 31) ^ UInt64(c)) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: hash >> 20) & (cache.count - 1)
    }

    /// At least `number` of the conditions hold.
    mutating func atLeast(_ number: Int, _ conditions: [Diagram]) -> Diagram {
        // rows[k]: at least k of those seen so far.
        var rows = [Diagram](repeating: .falsity, count: number + 1)
        rows[0] = .truth
        for condition in conditions {
            for k in stride(from: number, through: 1, by: -1) {
                rows[k] = choose(condition, rows[k - 1], rows[k])
            }
        }
        return rows[number]
    }

    /// The diagram that is left where the variables with a cell of 0 or more are known; `cells` has one per variable.
    mutating func restrict(_ diagram: Diagram, _ cells: [Int32], memo: inout [Diagram: Diagram]) -> Diagram {
        if diagram.isLeaf { return diagram }
        if let done = memo[diagram] { return done }
        let node = Int(diagram - DiagramStore.firstNode)
        let cell = cells[variableOfLevel[Int(levels[node])]]
        let result: Diagram
        if cell >= 0 {
            var edge = Int(starts[node])
            while uppers[edge] <= cell { edge += 1 }
            result = restrict(children[edge], cells, memo: &memo)
        } else {
            guard spend() else { return .impossible }
            let base = pending.count
            for edge in Int(starts[node])..<Int(starts[node + 1]) {
                let child = restrict(children[edge], cells, memo: &memo)
                pending.append((uppers[edge], child))
            }
            result = make(levels[node], from: base)
        }
        memo[diagram] = result
        return result
    }

    /// The diagram with every leaf replaced.
    mutating func map(_ diagram: Diagram, memo: inout [Diagram: Diagram], _ leaf: (Diagram) -> Diagram) -> Diagram {
        if diagram.isLeaf { return leaf(diagram) }
        if let done = memo[diagram] { return done }
        guard spend() else { return .impossible }
        let node = Int(diagram - DiagramStore.firstNode)
        let base = pending.count
        for edge in Int(starts[node])..<Int(starts[node + 1]) {
            let child = map(children[edge], memo: &memo, leaf)
            pending.append((uppers[edge], child))
        }
        let result = make(levels[node], from: base)
        memo[diagram] = result
        return result
    }

    /// For everything but the variables for which `drops` is true: the union of the answers over all their cells.
    mutating func eliminate(
        _ diagram: Diagram, memo: inout [Diagram: Diagram], _ drops: (VariableID) -> Bool
    ) -> Diagram {
        if diagram.isLeaf { return diagram }
        if let done = memo[diagram] { return done }
        guard spend() else { return .impossible }
        let node = Int(diagram - DiagramStore.firstNode)
        let edges = Int(starts[node])..<Int(starts[node + 1])
        var result = Diagram.impossible
        if drops(variableOfLevel[Int(levels[node])]) {
            for edge in edges {
                result = join(result, eliminate(children[edge], memo: &memo, drops))
            }
        } else {
            let base = pending.count
            for edge in edges {
                let child = eliminate(children[edge], memo: &memo, drops)
                pending.append((uppers[edge], child))
            }
            result = make(levels[node], from: base)
        }
        memo[diagram] = result
        return result
    }
}
