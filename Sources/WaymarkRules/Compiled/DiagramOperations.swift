/// What is made of diagrams. Every operation throws ``Exhausted`` where the allowance does not do; memos then hold
/// only what was finished.
extension DiagramStore {
    /// `then` where the condition holds, else `otherwise`.
    mutating func choose(_ condition: Diagram, _ then: Diagram, _ otherwise: Diagram) throws(Exhausted) -> Diagram {
        if condition == .truth { return then }
        if condition == .falsity { return otherwise }
        if condition == .impossible { return .impossible }
        if then == otherwise { return then }
        if then == .truth, otherwise == .falsity { return condition }
        let slot = slot(condition, then, otherwise)
        let entry = cache[slot]
        if entry.a == condition, entry.b == then, entry.c == otherwise { return entry.result }
        try spend()

        let top = min(level(condition), level(then), level(otherwise))
        var first = walk(condition, top)
        var second = walk(then, top)
        var third = walk(otherwise, top)
        let base = pending.count
        while true {
            let upper = min(self.upper(first), self.upper(second), self.upper(third))
            let result = try choose(child(first), child(second), child(third))
            pending.append((upper, result))
            if upper == DiagramStore.lastCell { break }
            if self.upper(first) == upper { first.edge += 1 }
            if self.upper(second) == upper { second.edge += 1 }
            if self.upper(third) == upper { third.edge += 1 }
        }
        let result = try make(top, from: base)
        cache[self.slot(condition, then, otherwise)] = CacheEntry(a: condition, b: then, c: otherwise, result: result)
        return result
    }

    mutating func and(_ a: Diagram, _ b: Diagram) throws(Exhausted) -> Diagram {
        if a == b || b == .truth { return a }
        if b == .falsity { return .falsity }
        return a < b ? try choose(a, b, .falsity) : try choose(b, a, .falsity)
    }

    mutating func or(_ a: Diagram, _ b: Diagram) throws(Exhausted) -> Diagram {
        if a == b || b == .falsity { return a }
        if b == .truth { return .truth }
        return a < b ? try choose(a, .truth, b) : try choose(b, .truth, a)
    }

    mutating func not(_ a: Diagram) throws(Exhausted) -> Diagram { try choose(a, .falsity, .truth) }

    /// `value` where the condition holds; elsewhere impossible.
    mutating func within(_ condition: Diagram, _ value: Diagram) throws(Exhausted) -> Diagram {
        try choose(condition, value, .impossible)
    }

    private static let joinTag: UInt32 = .max - 1

    /// Everywhere the union of the two answers.
    mutating func join(_ a: Diagram, _ b: Diagram) throws(Exhausted) -> Diagram {
        if a == b || b == .impossible { return a }
        if a == .impossible { return b }
        if a.isLeaf, b.isLeaf { return a | b }
        let (a, b) = a < b ? (a, b) : (b, a)
        let slot = slot(a, b, DiagramStore.joinTag)
        let entry = cache[slot]
        if entry.a == a, entry.b == b, entry.c == DiagramStore.joinTag { return entry.result }
        try spend()

        let top = min(level(a), level(b))
        var first = walk(a, top)
        var second = walk(b, top)
        let base = pending.count
        while true {
            let upper = min(self.upper(first), self.upper(second))
            let result = try join(child(first), child(second))
            pending.append((upper, result))
            if upper == DiagramStore.lastCell { break }
            if self.upper(first) == upper { first.edge += 1 }
            if self.upper(second) == upper { second.edge += 1 }
        }
        let result = try make(top, from: base)
        cache[self.slot(a, b, DiagramStore.joinTag)] = CacheEntry(
            a: a, b: b, c: DiagramStore.joinTag, result: result)
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
    mutating func atLeast(_ number: Int, _ conditions: [Diagram]) throws(Exhausted) -> Diagram {
        // rows[k]: at least k of those seen so far.
        var rows = [Diagram](repeating: .falsity, count: number + 1)
        rows[0] = .truth
        for condition in conditions {
            for k in stride(from: number, through: 1, by: -1) {
                rows[k] = try choose(condition, rows[k - 1], rows[k])
            }
        }
        return rows[number]
    }

    /// The diagram that is left where the variables with a cell of 0 or more are known; `cells` has one per variable.
    mutating func restrict(
        _ diagram: Diagram, _ cells: [Int32], memo: inout [Diagram: Diagram]
    ) throws(Exhausted) -> Diagram {
        if diagram.isLeaf { return diagram }
        if let done = memo[diagram] { return done }
        let node = Int(diagram - DiagramStore.firstNode)
        let cell = cells[variableOfLevel[Int(levels[node])]]
        let result: Diagram
        if cell >= 0 {
            var edge = Int(starts[node])
            while uppers[edge] <= cell { edge += 1 }
            result = try restrict(children[edge], cells, memo: &memo)
        } else {
            try spend()
            let base = pending.count
            for edge in Int(starts[node])..<Int(starts[node + 1]) {
                let child = try restrict(children[edge], cells, memo: &memo)
                pending.append((uppers[edge], child))
            }
            result = try make(levels[node], from: base)
        }
        memo[diagram] = result
        return result
    }

    /// The diagram with every leaf replaced.
    mutating func map(
        _ diagram: Diagram, memo: inout [Diagram: Diagram], _ leaf: (Diagram) -> Diagram
    ) throws(Exhausted) -> Diagram {
        if diagram.isLeaf { return leaf(diagram) }
        if let done = memo[diagram] { return done }
        try spend()
        let node = Int(diagram - DiagramStore.firstNode)
        let base = pending.count
        for edge in Int(starts[node])..<Int(starts[node + 1]) {
            let child = try map(children[edge], memo: &memo, leaf)
            pending.append((uppers[edge], child))
        }
        let result = try make(levels[node], from: base)
        memo[diagram] = result
        return result
    }

    /// For everything but the variables for which `drops` is true: the union of the answers over all their cells.
    mutating func eliminate(
        _ diagram: Diagram, memo: inout [Diagram: Diagram], _ drops: (VariableID) -> Bool
    ) throws(Exhausted) -> Diagram {
        if diagram.isLeaf { return diagram }
        if let done = memo[diagram] { return done }
        try spend()
        let node = Int(diagram - DiagramStore.firstNode)
        let edges = Int(starts[node])..<Int(starts[node + 1])
        var result = Diagram.impossible
        if drops(variableOfLevel[Int(levels[node])]) {
            for edge in edges {
                result = try join(result, eliminate(children[edge], memo: &memo, drops))
            }
        } else {
            let base = pending.count
            for edge in edges {
                let child = try eliminate(children[edge], memo: &memo, drops)
                pending.append((uppers[edge], child))
            }
            result = try make(levels[node], from: base)
        }
        memo[diagram] = result
        return result
    }
}
