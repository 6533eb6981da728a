import Testing

@testable import WaymarkStore

@Suite struct `Small numbers` {
    /// Every number that a hidden one could be, by writing out all tables that agree with what is shown.
    private func couldBe(_ numbers: [[Int]], _ hidden: [[Bool]]) -> [[Set<Int>]] {
        let lines = numbers.count - 1
        let columns = numbers[0].count - 1
        var found = numbers.map { $0.map { _ in Set<Int>() } }
        let cells = (0..<lines).flatMap { line in (0..<columns).filter { hidden[line][$0] }.map { (line, $0) } }
        var table = numbers
        func tryFrom(_ index: Int) {
            guard index < cells.count else {
                var sums = (0..<lines).map { line in
                    Array(table[line][..<columns]) + [table[line][..<columns].reduce(0, +)]
                }
                sums.append((0...columns).map { column in sums.reduce(0) { $0 + $1[column] } })
                for line in 0...lines {
                    for column in 0...columns where !hidden[line][column] && sums[line][column] != numbers[line][column]
                    { return }
                }
                for line in 0...lines { for column in 0...columns { found[line][column].insert(sums[line][column]) } }
                return
            }
            let (line, column) = cells[index]
            // What is not more than one away from the truth is enough to show that it is not certain.
            for change in -1...1 where numbers[line][column] + change >= 0 {
                table[line][column] = numbers[line][column] + change
                tryFrom(index + 1)
            }
        }
        tryFrom(0)
        return found
    }

    @Test func `no hidden number follows from those that are shown, and no small one is shown`() {
        var random = SystemLike(state: 7)
        var shown = 0
        var looked = 0
        for _ in 0..<900 {
            let lines = Int(random.next() % 4) + 1
            let columns = Int(random.next() % 3) + 2
            let most = [3, 12, 60][Int(random.next() % 3)]
            // Columns of nought alone: what is hidden in them is known to be nought.
            let empty = Int(random.next() % 4)
            let counts = (0..<lines).map { _ in
                (0..<columns).map { $0 == empty ? 0 : Int(random.next() % UInt64(most)) }
            }
            let sums = (0..<columns).map { column in counts.reduce(0) { $0 + $1[column] } }
            let hiddenSums = Suppression.hiddenSums(sums)
            let table = Suppression(counts, hiddenSums: hiddenSums)
            guard let hidden = table.isHidden, hidden.dropLast().joined().count(where: { $0 }) <= 9 else { continue }
            let possible = couldBe(table.numbers, hidden)
            looked += 1
            for line in hidden.indices {
                for column in hidden[line].indices {
                    if hidden[line][column] {
                        #expect(possible[line][column].count > 1, "\(counts): \(line), \(column)")
                    } else {
                        shown += 1
                        #expect(!(1..<5).contains(table.numbers[line][column]), "\(counts): \(line), \(column)")
                    }
                }
            }
            // Tables of the same people show the same sums.
            #expect(Set((hidden.last ?? []).indices.filter { hidden[hidden.count - 1][$0] }) == hiddenSums)
        }
        #expect(shown > 3000 && looked > 300, "\(shown), \(looked)")
    }

    @Test func `a table without small numbers is shown whole`() throws {
        let table = Suppression([[10, 20], [0, 9]], hiddenSums: Suppression.hiddenSums([10, 29]))
        #expect(table.numbers == [[10, 20, 30], [0, 9, 9], [10, 29, 39]])
        #expect(try #require(table.isHidden).allSatisfy { !$0.contains(true) })
    }

    @Test func `one small number takes others with it`() throws {
        let table = Suppression(
            [[3, 20, 30], [15, 16, 17], [40, 41, 42]], hiddenSums: Suppression.hiddenSums([58, 77, 89]))
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
                #expect(
                    interval.low <= share && share <= interval.high && wider.low <= interval.low
                        && wider.high >= interval.high)
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
