import WaymarkRules

/// Where the facts of a block of people stand: a column of cells for each variable of the grid that belongs to a fact,
/// and one for each fact that rules cannot read but that may wrongly be given a value.
struct CellLayout: Sendable {
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
    /// For each fact its first column; nil for texts without a condition.
    private(set) var first: [Int?] = []
    private(set) var byteCount = 0

    /// - Parameter blockSize: people in a block, a multiple of 64.
    init(_ rulebook: Rulebook, blockSize: Int) {
        let grid = rulebook.plan.grid
        for (id, fact) in rulebook.vocabulary.facts.enumerated() {
            let variables = grid.variables(of: id, in: rulebook.vocabulary)
            if !variables.isEmpty {
                first.append(columns.count)
                for variable in variables { add(size: Int(grid.variables[variable].size), blockSize) }
            } else if fact.onlyWhen != nil {
                first.append(columns.count)
                let size = fact.type == .severalOf ? 2 : max(2, fact.options.count)
                for _ in 0..<(fact.type == .severalOf ? fact.options.count : 1) { add(size: size, blockSize) }
            } else {
                first.append(nil)
            }
        }
    }

    private mutating func add(size: Int, _ blockSize: Int) {
        // The top three numbers of a width are the answers without a value.
        let width = size <= 0xFD ? 1 : size <= 0xFFFD ? 2 : 4
        columns.append(Column(width: width, size: size, offset: byteCount))
        byteCount += width * blockSize
    }
}
