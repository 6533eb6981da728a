/// Which numbers of a table of people must not be shown, so that no small group can be read off or worked out.
///
/// The table has a line for each group and a column for each outcome, with the sums of lines and columns. A number from 1
/// to 4 is hidden; and then others, until each that is hidden could also be another number. Lines and columns are the two
/// sides of a graph and hidden numbers its edges; a hidden number could be another exactly where it lies on a way round
/// along which numbers can go up and down by one in turn without one falling below nought (D. Gusfield, "A graph theoretic
/// approach to statistical data security", SIAM J. Comput. 17, 1988).
package struct Suppression: Sendable {
    /// The smallest number above nought that is shown. The Office for National Statistics and NHS England hide fewer
    /// than five.
    package static let smallest = 5

    /// The numbers with the sums: the last column and the last line.
    package let numbers: [[Int]]
    /// Of the same shape; nil where nothing can be shown at all.
    package let isHidden: [[Bool]]?

    /// - Parameters:
    ///   - counts: a line for each group, all of one length; without sums.
    ///   - hiddenSums: columns whose sum stays hidden, so that tables of the same people hide the same sums.
    package init(_ counts: [[Int]], hiddenSums: Set<Int>) {
        let width = counts.first?.count ?? 0
        var numbers = counts.map { $0 + [$0.reduce(0, +)] }
        numbers.append((0...width).map { column in numbers.reduce(0) { $0 + $1[column] } })
        self.numbers = numbers
        isHidden = Suppression.hidden(numbers, hiddenSums)
    }

    /// Columns whose sums cannot be shown; the same for every table of the same people.
    ///
    /// - Parameter sums: of each outcome, without the sum of all.
    package static func hiddenSums(_ sums: [Int]) -> Set<Int> {
        var hidden = Set(sums.indices.filter { isSmall(sums[$0]) })
        // One alone would follow from the sum of all.
        if hidden.count == 1,
            let next = sums.indices.filter({ !hidden.contains($0) }).min(by: { (sums[$0], $0) < (sums[$1], $1) })
        {
            hidden.insert(next)
        }
        return hidden
    }

    private static func isSmall(_ number: Int) -> Bool { number > 0 && number < smallest }

    private static func hidden(_ numbers: [[Int]], _ hiddenSums: Set<Int>) -> [[Bool]]? {
        guard let sums = numbers.last, let total = sums.last, !isSmall(total) else { return nil }
        let lastLine = numbers.count - 1
        let lastColumn = sums.count - 1
        var hidden = numbers.map { $0.map(isSmall) }
        for column in sums.indices { hidden[lastLine][column] = hiddenSums.contains(column) }
        while let (line, column) = open(hidden, numbers).first {
            // The way round over three more numbers that hides the fewest people. Sums of columns stay as they are.
            var best: (people: Int, more: [(Int, Int)])?
            for otherLine in 0...lastLine where otherLine != line {
                for otherColumn in 0...lastColumn where otherColumn != column {
                    let more = [(line, otherColumn), (otherLine, column), (otherLine, otherColumn)].filter {
                        !hidden[$0.0][$0.1]
                    }
                    if more.isEmpty || more.contains(where: { $0.0 == lastLine }) { continue }
                    let people = more.reduce(0) { $0 + numbers[$1.0][$1.1] }
                    if let best, (best.people, best.more.count) <= (people, more.count) { continue }
                    var tried = hidden
                    for (line, column) in more { tried[line][column] = true }
                    if isFree(line, column, tried, numbers) { best = (people, more) }
                }
            }
            guard let best else { return nil }
            for (line, column) in best.more { hidden[line][column] = true }
        }
        return hidden
    }

    /// Hidden numbers that follow from those shown.
    private static func open(_ hidden: [[Bool]], _ numbers: [[Int]]) -> [(Int, Int)] {
        hidden.indices.flatMap { line in
            hidden[line].indices.filter { hidden[line][$0] && !isFree(line, $0, hidden, numbers) }.map { (line, $0) }
        }
    }

    /// Whether a hidden number could be another with everything that is shown as it is.
    private static func isFree(_ line: Int, _ column: Int, _ hidden: [[Bool]], _ numbers: [[Int]]) -> Bool {
        let way = Way(hidden: hidden, numbers: numbers)
        return (way.canRise(line, column) && way.leads(from: .column(column), to: .line(line), without: (line, column)))
            || (way.canFall(line, column) && way.leads(from: .line(line), to: .column(column), without: (line, column)))
    }

    /// Steps from line to column, where a number rises, and back, where one falls. Sums stand on the other side of their
    /// equations: there it is the other way about.
    private struct Way {
        let hidden: [[Bool]]
        let numbers: [[Int]]

        enum Place: Hashable {
            case line(Int)
            case column(Int)
        }

        private func isSum(_ line: Int, _ column: Int) -> Bool {
            (line == numbers.count - 1) != (column == numbers[line].count - 1)
        }

        func canRise(_ line: Int, _ column: Int) -> Bool { !isSum(line, column) || numbers[line][column] > 0 }
        func canFall(_ line: Int, _ column: Int) -> Bool { isSum(line, column) || numbers[line][column] > 0 }

        func leads(from start: Place, to end: Place, without: (Int, Int)) -> Bool {
            var seen: Set<Place> = [start]
            var open = [start]
            while let place = open.popLast() {
                for next in steps(place, without) where seen.insert(next).inserted {
                    if next == end { return true }
                    open.append(next)
                }
            }
            return false
        }

        private func steps(_ place: Place, _ without: (Int, Int)) -> [Place] {
            switch place {
            case .line(let line):
                hidden[line].indices.filter { hidden[line][$0] && (line, $0) != without && canRise(line, $0) }.map {
                    .column($0)
                }
            case .column(let column):
                hidden.indices.filter { hidden[$0][column] && ($0, column) != without && canFall($0, column) }.map {
                    .line($0)
                }
            }
        }
    }
}
