/// Index of a variable in a ``Grid``.
package typealias VariableID = Int

/// The grid of all possible people: every fact that a rule can read as one or more variables with finitely many cells.
///
/// A yes-or-no fact has the cells 0 (no) and 1 (yes); a `one of` fact one cell for each option; a whole number a cell
/// for each number of its range; a date the days from 1900-01-01; a `several of` fact is a variable for each option
/// (0 absent, 1 present). Behind the facts stand the yes-or-no unknowns of whoever uses the grid (services and
/// agreements whose being in force is not known).
package struct Grid: Sendable {
    /// What a variable belongs to: the fact with this number, or (from the number of facts on) an outside unknown.
    package typealias Owner = Int

    package struct Variable: Sendable {
        package var owner: Owner
        /// Option number, for a variable of a `several of` fact.
        package var option: Int?
        /// Number of cells.
        package var size: Int32
    }

    package private(set) var variables: [Variable] = []
    /// First variable of each owner; nil for facts that no rule can read.
    package private(set) var first: [VariableID?] = []
    package let factCount: Int
    /// For whole numbers of a very wide range: the first number of each cell, ascending.
    private var wideCells: [FactID: [Int]] = [:]
    private static let widest = 1_000_000_000

    /// - Parameter outside: the number of yes-or-no unknowns beside the facts.
    package init(_ rules: RuleBase, conditions: [Condition], outside: Int) {
        let vocabulary = rules.vocabulary
        factCount = vocabulary.facts.count
        for (id, fact) in vocabulary.facts.enumerated() {
            if fact.isAuditOnly {
                first.append(nil)
                continue
            }
            switch fact.type {
            case .text:
                first.append(nil)
            case .yesNo:
                add(owner: id, size: 2)
            case .oneOf:
                add(owner: id, size: Int32(fact.options.count))
            case .wholeNumber(let range):
                if range.upperBound - range.lowerBound < Grid.widest {
                    add(owner: id, size: Int32(range.upperBound - range.lowerBound + 1))
                } else {
                    let starts = Grid.cellStarts(of: id, in: range, rules, conditions)
                    add(owner: id, size: Int32(starts.count))
                    wideCells[id] = starts
                }
            case .date:
                add(owner: id, size: Day.last.number + 1)
            case .severalOf:
                first.append(variables.count)
                for option in fact.options.indices {
                    variables.append(Variable(owner: id, option: option, size: 2))
                }
            }
        }
        for index in 0..<outside {
            add(owner: factCount + index, size: 2)
        }
    }

    private mutating func add(owner: Owner, size: Int32) {
        first.append(variables.count)
        variables.append(Variable(owner: owner, option: nil, size: size))
    }

    /// The first number of each cell of a fact whose range is too wide for a cell for each number: the cells end where
    /// some test may begin to differ.
    private static func cellStarts(
        of fact: FactID, in range: ClosedRange<Int>, _ rules: RuleBase, _ conditions: [Condition]
    ) -> [Int] {
        var starts: Set<Int> = [range.lowerBound]
        func note(_ bound: Bound) {
            switch bound {
            case .number(let number): starts.formUnion([number, number + 1])
            case .parameter(let id):
                for entry in rules.parameters[id].entries { starts.formUnion([entry.value, entry.value + 1]) }
            }
        }
        var open = conditions
        while let next = open.popLast() {
            switch next.kind {
            case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts): open += parts
            case .fact(fact, .number(let test)), .fact(fact, .notNumber(let test)): test.bounds.forEach(note)
            case .fact, .definition, .decisionDate: break
            }
        }
        return starts.filter(range.contains).sorted()
    }

    /// The cell of a whole number; the number of cells if it lies past the range, 0 if before it.
    package func cell(of number: Int, fact: FactID, in range: ClosedRange<Int>) -> Int32 {
        guard let starts = wideCells[fact] else { return Int32(clamping: max(0, number - range.lowerBound)) }
        if number > range.upperBound { return Int32(starts.count) }
        return Int32(max(0, (starts.firstIndex { $0 > number } ?? starts.count) - 1))
    }

    /// The smallest whole number of a cell.
    package func number(in cell: Int32, fact: FactID, in range: ClosedRange<Int>) -> Int {
        wideCells[fact].map { $0[min(Int(cell), $0.count - 1)] } ?? range.lowerBound + Int(cell)
    }

    /// Whether a cell of a whole-number fact holds one number only.
    package func isOneNumber(fact: FactID) -> Bool { wideCells[fact] == nil }

    /// The first number of each cell of a whole-number fact with a very wide range, ascending; nil for others, which
    /// have a cell for each number.
    package func cellStarts(of fact: FactID) -> [Int]? { wideCells[fact] }

    /// The variables of a fact.
    package func variables(of fact: FactID, in vocabulary: Vocabulary) -> Range<VariableID> {
        guard let start = first[fact] else { return 0..<0 }
        let count = vocabulary[fact].type == .severalOf ? vocabulary[fact].options.count : 1
        return start..<(start + count)
    }

    /// The variable of an outside unknown, counted from 0.
    package func outside(_ index: Int) -> VariableID {
        // Every outside unknown was given a variable by init.
        first[factCount + index] ?? 0
    }

    /// Writes the cells of a known value into `cells`; a value of another type than the fact's writes nothing.
    package func place(_ value: FactValue, of fact: FactID, in vocabulary: Vocabulary, into cells: inout [Int32]) {
        guard let start = first[fact] else { return }
        switch (value, vocabulary[fact].type) {
        case (.yesNo(let yes), .yesNo): cells[start] = yes ? 1 : 0
        case (.option(let option), .oneOf): cells[start] = Int32(option)
        case (.number(let number), .wholeNumber(let range)): cells[start] = cell(of: number, fact: fact, in: range)
        case (.date(let day), .date): cells[start] = day.number
        case (.options(let options), .severalOf):
            for option in vocabulary[fact].options.indices { cells[start + option] = 0 }
            for option in options { cells[start + option] = 1 }
        default: break
        }
    }
}
