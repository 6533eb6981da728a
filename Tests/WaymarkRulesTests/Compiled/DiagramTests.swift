import Testing

@testable import WaymarkRules

/// Decision diagrams, held against tables that write every combination out.
@Suite struct `Decision diagrams` {
    /// The variables of these tests with their numbers of cells, in the order in which diagrams test them.
    static let sizes: [Int32] = [2, 3, 5, 2, 4]

    /// Every point of the grid.
    static let points: [[Int32]] = sizes.reduce([[]]) { points, size in
        points.flatMap { point in (0..<size).map { point + [$0] } }
    }

    /// A function, as a diagram and as the answer at every point.
    struct Function {
        var diagram: Diagram
        var table: [Diagram]
    }

    private func diagrams(nodeLimit: Int = .max) -> Diagrams {
        Diagrams(order: Array(Self.sizes.indices), nodeLimit: nodeLimit)
    }

    /// Runs work that may take what it wants.
    private func freely<Result>(
        _ diagrams: Diagrams, _ work: () throws(Exhausted) -> Result
    ) throws(Exhausted) -> Result {
        try diagrams.attempt(nodes: 1_000_000, work)
    }

    /// A random condition, made of random tests.
    private func condition(
        _ diagrams: Diagrams, depth: Int, _ random: inout Numbers
    ) throws(Exhausted) -> Function {
        if depth == 0 {
            let variable = random.below(Self.sizes.count)
            let size = Self.sizes[variable]
            if random.below(2) == 0 {
                let low = Int32(random.below(Int(size)))
                let high = low + 1 + Int32(random.below(Int(size - low)))
                return Function(
                    diagram: try diagrams.range(variable, low, high, size: size),
                    table: Self.points.map { (low..<high).contains($0[variable]) ? .truth : .falsity })
            }
            let cells = (0..<size).filter { _ in random.below(2) == 0 }
            let flips = cells.flatMap { [$0, $0 + 1] }
            return Function(
                diagram: try diagrams.cells(variable, Self.joined(flips)[...], size: size),
                table: Self.points.map { cells.contains($0[variable]) ? .truth : .falsity })
        }
        let a = try condition(diagrams, depth: depth - 1, &random)
        let b = try condition(diagrams, depth: depth - 1, &random)
        func each(_ isSo: (Bool, Bool) -> Bool) -> [Diagram] {
            zip(a.table, b.table).map { isSo($0 == .truth, $1 == .truth) ? .truth : .falsity }
        }
        switch random.below(4) {
        case 0: return Function(diagram: try diagrams.and(a.diagram, b.diagram), table: each { $0 && $1 })
        case 1: return Function(diagram: try diagrams.or(a.diagram, b.diagram), table: each { $0 || $1 })
        case 2: return Function(diagram: try diagrams.not(a.diagram), table: a.table.map { $0 == .truth ? 1 : 2 })
        default:
            let c = try condition(diagrams, depth: depth - 1, &random)
            return Function(
                diagram: try diagrams.atLeast(2, [a.diagram, b.diagram, c.diagram]),
                table: a.table.indices.map { place in
                    [a, b, c].count { $0.table[place] == .truth } >= 2 ? .truth : .falsity
                })
        }
    }

    /// Where a run of cells ends and the next begins at once, there is no flip.
    private static func joined(_ flips: [Int32]) -> [Int32] {
        var result: [Int32] = []
        for flip in flips {
            if result.last == flip { result.removeLast() } else { result.append(flip) }
        }
        return result
    }

    /// A random function with a few single bits as values, one of them now and then impossible.
    private func value(_ diagrams: Diagrams, _ random: inout Numbers) throws(Exhausted) -> Function {
        var result = Function(diagram: 4, table: Self.points.map { _ in 4 })
        for leaf in [0, 8, 16, 2] as [Diagram] {
            let guardian = try condition(diagrams, depth: 2, &random)
            result = Function(
                diagram: try diagrams.choose(guardian.diagram, leaf, result.diagram),
                table: result.table.indices.map { guardian.table[$0] == .truth ? leaf : result.table[$0] })
        }
        return result
    }

    private func table(_ diagrams: Diagrams, _ diagram: Diagram) -> [Diagram] {
        Self.points.map { diagrams.answer(diagram, at: $0) }
    }

    @Test func `say at every point what their conditions say`() throws {
        var random = Numbers(seed: 1)
        for _ in 0..<200 {
            let diagrams = diagrams()
            let made = try freely(diagrams) { () throws(Exhausted) in try condition(diagrams, depth: 4, &random) }
            #expect(table(diagrams, made.diagram) == made.table)
        }
    }

    @Test func `are equal exactly where their functions are`() throws {
        var random = Numbers(seed: 2)
        let diagrams = diagrams()
        var seen: [[Diagram]: Diagram] = [:]
        var twice = 0
        for _ in 0..<600 {
            let made = try freely(diagrams) { () throws(Exhausted) in try condition(diagrams, depth: 2, &random) }
            if let known = seen[made.table] {
                #expect(known == made.diagram)
                twice += 1
            } else {
                #expect(!seen.values.contains(made.diagram))
            }
            seen[made.table] = made.diagram
        }
        #expect(twice > 20 && seen.count > 100)
    }

    @Test func `choose between values, and join what two of them allow`() throws {
        var random = Numbers(seed: 3)
        for _ in 0..<100 {
            let diagrams = diagrams()
            try freely(diagrams) { () throws(Exhausted) in
                let condition = try condition(diagrams, depth: 3, &random)
                let a = try value(diagrams, &random)
                let b = try value(diagrams, &random)
                let chosen = try diagrams.choose(condition.diagram, a.diagram, b.diagram)
                #expect(
                    table(diagrams, chosen)
                        == a.table.indices.map { condition.table[$0] == .truth ? a.table[$0] : b.table[$0] })
                let within = try diagrams.within(condition.diagram, a.diagram)
                #expect(
                    table(diagrams, within)
                        == a.table.indices.map { condition.table[$0] == .truth ? a.table[$0] : .impossible })
                let joined = try diagrams.join(a.diagram, b.diagram)
                #expect(table(diagrams, joined) == zip(a.table, b.table).map { $0 | $1 })
            }
        }
    }

    @Test func `are left with what is open once some of it is known`() throws {
        var random = Numbers(seed: 4)
        for _ in 0..<100 {
            let diagrams = diagrams()
            let made = try freely(diagrams) { () throws(Exhausted) in try value(diagrams, &random) }
            let known = Self.sizes.map { random.below(2) == 0 ? -1 : Int32(random.below(Int($0))) }
            let rest = try freely(diagrams) { () throws(Exhausted) in
                var memo: [Diagram: Diagram] = [:]
                return try diagrams.restrict(made.diagram, known, memo: &memo)
            }
            for point in Self.points {
                let put = zip(known, point).map { $0 >= 0 ? $0 : $1 }
                #expect(diagrams.answer(rest, at: point) == diagrams.answer(made.diagram, at: put))
            }
            #expect(diagrams.support(rest).allSatisfy { known[$0] < 0 })
        }
    }

    @Test func `forget a variable by taking all its cells together`() throws {
        var random = Numbers(seed: 5)
        for _ in 0..<100 {
            let diagrams = diagrams()
            let made = try freely(diagrams) { () throws(Exhausted) in try value(diagrams, &random) }
            let dropped = Set(Self.sizes.indices.filter { _ in random.below(2) == 0 })
            let rest = try freely(diagrams) { () throws(Exhausted) in
                var memo: [Diagram: Diagram] = [:]
                return try diagrams.eliminate(made.diagram, memo: &memo, dropped.contains)
            }
            #expect(dropped.isDisjoint(with: diagrams.support(rest)))
            for point in Self.points {
                let alike = Self.points.filter { other in
                    Self.sizes.indices.allSatisfy { dropped.contains($0) || other[$0] == point[$0] }
                }
                let union = alike.reduce(Diagram.impossible) { $0 | diagrams.answer(made.diagram, at: $1) }
                #expect(diagrams.answer(rest, at: point) == union)
            }
        }
    }

    @Test func `give every value another where they are told to`() throws {
        var random = Numbers(seed: 6)
        for _ in 0..<100 {
            let diagrams = diagrams()
            let made = try freely(diagrams) { () throws(Exhausted) in try value(diagrams, &random) }
            let mapped = try freely(diagrams) { () throws(Exhausted) in
                var memo: [Diagram: Diagram] = [:]
                return try diagrams.map(made.diagram, memo: &memo) { $0 == 8 ? 4 : $0 }
            }
            #expect(table(diagrams, mapped) == made.table.map { $0 == 8 ? 4 : $0 })
        }
    }

    @Test func `tell their values, what they depend on, and where they part`() throws {
        var random = Numbers(seed: 7)
        for _ in 0..<100 {
            let diagrams = diagrams()
            let made = try freely(diagrams) { () throws(Exhausted) in try value(diagrams, &random) }
            #expect(diagrams.answers(made.diagram) == made.table.reduce(0, |))
            for leaf in [0, 2, 4, 8, 16] as [Diagram] {
                #expect(diagrams.hasLeaf(made.diagram) { $0 == leaf } == made.table.contains(leaf))
            }
            let support = Self.sizes.indices.filter { variable in
                Self.points.contains { point in
                    (0..<Self.sizes[variable]).contains { cell in
                        var other = point
                        other[variable] = cell
                        return diagrams.answer(made.diagram, at: other) != diagrams.answer(made.diagram, at: point)
                    }
                }
            }
            #expect(diagrams.support(made.diagram) == support)
            guard let (variable, runs) = diagrams.edges(made.diagram) else {
                #expect(support.isEmpty)
                continue
            }
            #expect(variable == support.first)
            #expect(runs.first?.cells.lowerBound == 0)
            for (run, next) in zip(runs, runs.dropFirst()) {
                #expect(run.cells.upperBound == next.cells.lowerBound && run.child != next.child)
            }
        }
    }

    @Test func `part together at the first variable that any of them tests`() throws {
        var random = Numbers(seed: 8)
        for _ in 0..<50 {
            let diagrams = diagrams()
            let pair = try freely(diagrams) { () throws(Exhausted) in
                [try value(diagrams, &random).diagram, try condition(diagrams, depth: 2, &random).diagram]
            }
            guard let (variable, runs) = diagrams.edges(pair) else {
                #expect(pair.allSatisfy { $0.isLeaf })
                continue
            }
            for point in Self.points {
                let run = try #require(runs.first { $0.cells.contains(point[variable]) })
                for (whole, part) in zip(pair, run.children) {
                    #expect(diagrams.answer(part, at: point) == diagrams.answer(whole, at: point))
                }
            }
        }
    }

    // MARK: - Allowances

    @Test func `are right or not finished, however little is allowed`() throws {
        var finished = 0
        var given = 0
        for seed in 1...40 {
            for nodes in Array(0...30) + [40, 60, 100, 200] {
                let diagrams = diagrams()
                var random = Numbers(seed: UInt64(seed))
                do {
                    let made = try diagrams.attempt(nodes: nodes) { () throws(Exhausted) in
                        try condition(diagrams, depth: 4, &random)
                    }
                    #expect(table(diagrams, made.diagram) == made.table)
                    finished += 1
                } catch {
                    given += 1
                }
                #expect(diagrams.nodeCount <= nodes)
                // What was given up leaves nothing behind that could spoil what comes after.
                var again = Numbers(seed: UInt64(seed))
                let made = try freely(diagrams) { () throws(Exhausted) in
                    try condition(diagrams, depth: 4, &again)
                }
                #expect(table(diagrams, made.diagram) == made.table)
            }
        }
        #expect(finished > 100 && given > 100)
    }

    @Test func `keep in their memos only what was finished`() throws {
        for seed in 1...30 {
            var random = Numbers(seed: UInt64(seed))
            let diagrams = diagrams()
            let made = try freely(diagrams) { () throws(Exhausted) in try value(diagrams, &random) }
            for nodes in 0...12 {
                var memo: [Diagram: Diagram] = [:]
                _ = try? diagrams.attempt(nodes: nodes) { () throws(Exhausted) in
                    try diagrams.eliminate(made.diagram, memo: &memo) { $0 == 1 || $0 == 3 }
                }
                let rest = try freely(diagrams) { () throws(Exhausted) in
                    try diagrams.eliminate(made.diagram, memo: &memo) { $0 == 1 || $0 == 3 }
                }
                var fresh: [Diagram: Diagram] = [:]
                let expected = try freely(diagrams) { () throws(Exhausted) in
                    try diagrams.eliminate(made.diagram, memo: &fresh) { $0 == 1 || $0 == 3 }
                }
                #expect(rest == expected)
            }
        }
    }

    @Test func `are not made outside an attempt`() {
        let diagrams = diagrams()
        #expect(throws: Exhausted.self) { try diagrams.range(1, 0, 1, size: 3) }
        #expect(diagrams.nodeCount == 0)
    }

    @Test func `have allowances of their own for an attempt within another`() throws {
        let diagrams = diagrams()
        let made = try diagrams.attempt(nodes: 2) { () throws(Exhausted) in
            let first = try diagrams.range(0, 1, 2, size: 2)
            // Takes three nodes of an allowance of its own.
            let inner = try diagrams.attempt(nodes: 3) { () throws(Exhausted) in
                [
                    try diagrams.range(1, 0, 1, size: 3), try diagrams.range(1, 1, 2, size: 3),
                    try diagrams.range(2, 0, 1, size: 5),
                ]
            }
            return [first, try diagrams.range(3, 0, 1, size: 2)] + inner
        }
        #expect(Set(made).count == 5 && diagrams.nodeCount == 5)
        #expect(throws: Exhausted.self) {
            try diagrams.attempt(nodes: 1) { () throws(Exhausted) in
                _ = try diagrams.range(4, 0, 1, size: 4)
                _ = try diagrams.range(4, 1, 2, size: 4)
            }
        }
    }

    @Test func `go on with an attempt after one within it could not be finished`() throws {
        let diagrams = diagrams()
        let made = try diagrams.attempt(nodes: 1) { () throws(Exhausted) in
            let inner = try? diagrams.attempt(nodes: 0) { () throws(Exhausted) in
                try diagrams.range(2, 1, 2, size: 5)
            }
            #expect(inner == nil)
            return try diagrams.range(2, 1, 2, size: 5)
        }
        #expect(diagrams.answer(made, at: [0, 0, 1, 0, 0]) == .truth)
        #expect(diagrams.answer(made, at: [0, 0, 2, 0, 0]) == .falsity)
    }

    @Test func `never take more than their limit, whatever is allowed`() {
        let diagrams = diagrams(nodeLimit: 1)
        #expect(throws: Exhausted.self) {
            try diagrams.attempt(nodes: 1_000) { () throws(Exhausted) in
                _ = try diagrams.range(4, 0, 1, size: 4)
                _ = try diagrams.range(4, 1, 2, size: 4)
            }
        }
    }

    @Test func `count the same steps for the same questions`() throws {
        func steps() throws -> Int {
            let diagrams = diagrams()
            var random = Numbers(seed: 9)
            _ = try freely(diagrams) { () throws(Exhausted) in try condition(diagrams, depth: 5, &random) }
            return diagrams.stepCount
        }
        #expect(try steps() == steps())
        #expect(try steps() > 10)
    }

    @Test func `can be looked through more often than a number of visits can count`() throws {
        var store = DiagramStore(order: [0, 1])
        let outer = store.begin(nodes: 10)
        let a = try store.range(0, 1, 2, size: 2)
        let both = try store.and(a, store.range(1, 1, 2, size: 3))
        store.end(outer)
        #expect(store.support(both) == [0, 1])
        store.mark = .max - 1
        for _ in 0..<4 {
            #expect(store.support(both) == [0, 1])
            #expect(store.answers(both) == Diagram.truth | Diagram.falsity)
        }
    }
}

/// Numbers that look random and are the same everywhere.
struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func below(_ limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % limit
    }
}
