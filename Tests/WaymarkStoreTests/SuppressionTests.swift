import Testing

@testable import WaymarkStore

@Suite struct `Small numbers` {
    /// Whether a hidden number can have another value, by trying every way to change the hidden numbers that keeps all
    /// sums: elimination over whole equations, with nothing of the graph in it.
    private func followsFromOthers(_ cell: (Int, Int), _ hidden: [[Bool]]) -> Bool {
        let cells = hidden.indices.flatMap { line in hidden[line].indices.filter { hidden[line][$0] }.map { (line, $0) } }
        let lastColumn = hidden[0].count - 1
        let lastLine = hidden.count - 1
        // A sum stands on the other side of its line's equation.
        func row(_ isIn: ((Int, Int)) -> Bool, _ isSum: ((Int, Int)) -> Bool) -> [Double] {
            cells.map { isIn($0) ? (isSum($0) ? -1 : 1) : 0 }
        }
        var equations = hidden.indices.map { line in row({ $0.0 == line }, { $0.1 == lastColumn }) }
        equations += hidden[0].indices.map { column in row({ $0.1 == column }, { $0.0 == lastLine }) }
        let target = cells.map { $0 == cell ? 1.0 : 0.0 }
        return rank(equations) == rank(equations + [target])
    }

    private func rank(_ rows: [[Double]]) -> Int {
        var rows = rows
        var rank = 0
        guard let width = rows.first?.count else { return 0 }
        for column in 0..<width {
            guard let pivot = rows.indices.dropFirst(rank).first(where: { abs(rows[$0][column]) > 1e-9 }) else { continue }
            rows.swapAt(rank, pivot)
            for other in rows.indices where other != rank {
                let factor = rows[other][column] / rows[rank][column]
                if factor != 0 { for index in column..<width { rows[other][index] -= factor * rows[rank][index] } }
            }
            rank += 1
            if rank == rows.count { break }
        }
        return rank
    }

    @Test func `no hidden number follows from those that are shown, and no small one is shown`() {
        var random = SystemLike(state: 7)
        var shown = 0
        for _ in 0..<600 {
            let lines = Int(random.next() % 7) + 1
            let columns = Int(random.next() % 4) + 2
            let most = [3, 12, 60][Int(random.next() % 3)]
            let counts = (0..<lines).map { _ in (0..<columns).map { _ in Int(random.next() % UInt64(most)) } }
            let sums = (0..<columns).map { column in counts.reduce(0) { $0 + $1[column] } }
            let hiddenSums = Suppression.hiddenSums(sums)
            let table = Suppression(counts, hiddenSums: hiddenSums)
            guard let hidden = table.isHidden else { continue }
            for line in hidden.indices {
                for column in hidden[line].indices {
                    if hidden[line][column] {
                        #expect(!followsFromOthers((line, column), hidden), "\(counts): \(line), \(column)")
                    } else {
                        shown += 1
                        #expect(!(1..<5).contains(table.numbers[line][column]), "\(counts): \(line), \(column)")
                    }
                }
            }
            // Tables of the same people show the same sums.
            #expect(Set((hidden.last ?? []).indices.filter { hidden[hidden.count - 1][$0] }) == hiddenSums)
        }
        #expect(shown > 3000)
    }

    @Test func `a table without small numbers is shown whole`() throws {
        let table = Suppression([[10, 20], [0, 9]], hiddenSums: Suppression.hiddenSums([10, 29]))
        #expect(table.numbers == [[10, 20, 30], [0, 9, 9], [10, 29, 39]])
        #expect(try #require(table.isHidden).allSatisfy { !$0.contains(true) })
    }

    @Test func `one small number takes others with it`() throws {
        let table = Suppression([[3, 20, 30], [15, 16, 17], [40, 41, 42]], hiddenSums: Suppression.hiddenSums([58, 77, 89]))
        let hidden = try #require(table.isHidden)
        #expect(hidden[0][0] && hidden.joined().count { $0 } == 4)
    }

    @Test(arguments: [
        // Published limits of the 95 % interval.
        (0, 10, 0.0, 0.3085), (5, 10, 0.1871, 0.8129), (10, 10, 0.6915, 1.0), (1, 100, 0.0003, 0.0545),
        (50, 100, 0.3983, 0.6017), (0, 1, 0.0, 0.975), (18, 30, 0.4060, 0.7734),
    ])
    func `the interval is the exact one`(count: Int, total: Int, low: Double, high: Double) throws {
        let interval = try #require(ExactInterval(count, of: total))
        #expect(abs(interval.low - low) < 0.0001 && abs(interval.high - high) < 0.0001, "\(interval)")
    }

    @Test func `an interval holds its share and grows with certainty; what cannot be has none`() throws {
        for total in [1, 7, 40, 3000] {
            for count in stride(from: 0, through: total, by: max(1, total / 7)) {
                let interval = try #require(ExactInterval(count, of: total))
                let wider = try #require(ExactInterval(count, of: total, confidence: 0.99))
                let share = Double(count) / Double(total)
                #expect(interval.low <= share && share <= interval.high && wider.low <= interval.low && wider.high >= interval.high)
            }
        }
        #expect(ExactInterval(3, of: 2) == nil && ExactInterval(0, of: 0) == nil && ExactInterval(-1, of: 2) == nil)
    }
}

private struct SystemLike {
    var state: UInt64
    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return (state >> 33)
    }
}
