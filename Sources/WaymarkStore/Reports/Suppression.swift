/// Which numbers of a table of people must not be shown, so that no small group can be read off or worked out.
///
/// The table has a line for each group and a column for each outcome, with the sums of lines and columns. A number from 1
/// to 4 is hidden; and then others, until none that is hidden follows from those that are shown. Lines and columns are the
/// two sides of a graph and hidden numbers its edges: a hidden number follows from the others exactly where its edge is a
/// bridge (D. Gusfield, "A graph theoretic approach to statistical data security", SIAM J. Comput. 17, 1988).
public struct Suppression: Sendable {
    /// The smallest number above nought that is shown. The Office for National Statistics and NHS England hide fewer
    /// than five.
    public static let smallest = 5

    /// The numbers with the sums: the last column and the last line.
    public let numbers: [[Int]]
    /// Of the same shape; nil where nothing can be shown at all.
    public let isHidden: [[Bool]]?

    /// - Parameters:
    ///   - counts: a line for each group, all of one length; without sums.
    ///   - hiddenSums: columns whose sum stays hidden, so that tables of the same people hide the same sums.
    public init(_ counts: [[Int]], hiddenSums: Set<Int>) {
        let width = counts.first?.count ?? 0
        var numbers = counts.map { $0 + [$0.reduce(0, +)] }
        numbers.append((0...width).map { column in numbers.reduce(0) { $0 + $1[column] } })
        self.numbers = numbers
        isHidden = Suppression.hidden(numbers, hiddenSums)
    }

    /// Columns whose sums cannot be shown; the same for every table of the same people.
    ///
    /// - Parameter sums: of each outcome, without the sum of all.
    public static func hiddenSums(_ sums: [Int]) -> Set<Int> {
        var hidden = Set(sums.indices.filter { isSmall(sums[$0]) })
        // One alone would follow from the sum of all.
        if hidden.count == 1, let next = sums.indices.filter({ !hidden.contains($0) }).min(by: { (sums[$0], $0) < (sums[$1], $1) }) {
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
        while let (line, column) = bridges(hidden).first {
            // The way round over three more numbers that hides the fewest people. Sums of columns stay as they are.
            var best: (people: Int, more: [(Int, Int)])?
            for otherLine in 0...lastLine where otherLine != line {
                for otherColumn in 0...lastColumn where otherColumn != column {
                    let more = [(line, otherColumn), (otherLine, column), (otherLine, otherColumn)].filter { !hidden[$0.0][$0.1] }
                    if more.contains(where: { $0.0 == lastLine }) { continue }
                    let people = more.reduce(0) { $0 + numbers[$1.0][$1.1] }
                    if best.map({ (people, more.count) < ($0.people, $0.more.count) }) ?? true { best = (people, more) }
                }
            }
            guard let best, !best.more.isEmpty else { return nil }
            for (line, column) in best.more { hidden[line][column] = true }
        }
        return hidden
    }

    /// Hidden numbers that follow from those shown: edges without which their two ends fall apart.
    static func bridges(_ hidden: [[Bool]]) -> [(Int, Int)] {
        var found: [(Int, Int)] = []
        for line in hidden.indices {
            for column in hidden[line].indices where hidden[line][column] {
                if !isJoined(line, column, without: (line, column), hidden) { found.append((line, column)) }
            }
        }
        return found
    }

    /// Whether a way over hidden numbers leads from a line to a column, other than straight.
    private static func isJoined(_ line: Int, _ column: Int, without: (Int, Int), _ hidden: [[Bool]]) -> Bool {
        var lines: Set<Int> = [line]
        var columns: Set<Int> = []
        var open = [line]
        while let next = open.popLast() {
            for other in hidden[next].indices where hidden[next][other] && (next, other) != without {
                guard columns.insert(other).inserted else { continue }
                if other == column { return true }
                for further in hidden.indices where hidden[further][other] && (further, other) != without {
                    if lines.insert(further).inserted { open.append(further) }
                }
            }
        }
        return false
    }
}
