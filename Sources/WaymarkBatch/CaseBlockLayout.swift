import WaymarkRouting
import WaymarkRules

/// Where the facts of a block of people stand: a column of cells for each variable of the grid that belongs to a fact,
/// and one for each fact that rules cannot read but that may wrongly be given a value.
struct CaseBlockLayout: Sendable {
    struct Column: Sendable {
        /// Bytes of a cell: 1, 2 or 4.
        var width: Int
        /// Number of cells; a column holds smaller numbers for values, and numbers near the top of its width for the
        /// answers that are no values.
        var size: Int
        /// From the first byte of the first column.
        var offset: Int
    }

    /// What a cell holds that holds no value, as the two's complement of any width.
    static let unknown: Int32 = -1
    static let declined: Int32 = -2
    static let notKnown: Int32 = -3

    private(set) var columns: [Column] = []
    /// For each fact its columns, as a case fills them; empty for texts without a condition.
    private(set) var facts: [Range<Int>] = []
    /// Columns in which `declined` counts as no, and the column behind all others that holds what it counts as.
    private(set) var counted: [(given: Int, counted: Int)] = []
    /// Columns of dates with tests that move with the decision date, and the column behind that holds what each date
    /// becomes under the rules of another day.
    private(set) var moved: [(fact: FactID, given: Int, moved: Int)] = []
    private(set) var byteCount = 0

    /// - Parameter blockSize: people in a block, a multiple of 64.
    init(_ rulebook: Rulebook, blockSize: Int) {
        let grid = rulebook.plan.grid
        for (id, fact) in rulebook.vocabulary.facts.enumerated() {
            let variables = grid.variables(of: id, in: rulebook.vocabulary)
            let start = columns.count
            if !variables.isEmpty {
                for variable in variables { add(size: Int(grid.variables[variable].size), blockSize) }
            } else if fact.onlyWhen != nil {
                for _ in 0..<(fact.type == .severalOf ? fact.options.count : 1) {
                    add(size: CaseBlockLayout.cellCount(fact), blockSize)
                }
            }
            facts.append(start..<columns.count)
        }
        for fact in rulebook.vocabulary.facts.indices where rulebook.vocabulary[fact].countsDeclinedAsNo {
            for column in facts[fact] where columns[column].size == 2 {
                counted.append((column, columns.count))
                add(size: 2, blockSize)
            }
        }
        for fact in rulebook.dateTests.filter({ $0.value.contains(where: \.moves) }).keys.sorted() {
            for column in facts[fact] {
                moved.append((fact, column, columns.count))
                add(size: columns[column].size, blockSize)
            }
        }
    }

    /// The number of cells of a fact that rules cannot read.
    private static func cellCount(_ fact: Fact) -> Int {
        switch fact.type {
        case .yesNo, .text, .severalOf: 2
        case .oneOf: max(2, fact.options.count)
        case .date: Int(Day.last.number) + 1
        case .wholeNumber(let range): range.upperBound - range.lowerBound < 1 << 30 ? range.count : 2
        }
    }

    /// The first column of a fact, nil where it has none.
    func first(_ fact: FactID) -> Int? { facts[fact].first }

    /// The column that rules read: a fact's own, but for those that count `declined` as no and dates that are moved.
    func read(_ column: Int) -> Int {
        counted.first { $0.given == column }?.counted ?? moved.first { $0.given == column }?.moved ?? column
    }

    private mutating func add(size: Int, _ blockSize: Int) {
        // The top three numbers of a width are the answers without a value.
        let width = size <= 0xFD ? 1 : size <= 0xFFFD ? 2 : 4
        columns.append(Column(width: width, size: size, offset: byteCount))
        byteCount += width * blockSize
    }
}
