/// Index of a variable in a ``Grid``.
public typealias VariableID = Int

/// The grid of all possible people: every fact that a rule can read as one or more variables with finitely many cells.
///
/// A yes-or-no fact has the cells 0 (no) and 1 (yes); a `one of` fact one cell for each option; a whole number a cell
/// for each number of its range; a date the days from 1900-01-01; a `several of` fact is a variable for each option
/// (0 absent, 1 present). Behind the facts stand the yes-or-no unknowns of whoever uses the grid (services and
/// agreements whose being in force is not known).
public struct Grid: Sendable {
    /// What a variable belongs to: the fact with this number, or (from the number of facts on) an outside unknown.
    public typealias Owner = Int

    public struct Variable: Sendable {
        public var owner: Owner
        /// Option number, for a variable of a `several of` fact.
        public var option: Int?
        /// Number of cells.
        public var size: Int32
    }

    public private(set) var variables: [Variable] = []
    /// First variable of each owner; nil for facts that no rule can read.
    public private(set) var first: [VariableID?] = []
    public let factCount: Int

    /// - Parameter outside: the number of yes-or-no unknowns beside the facts.
    public init(_ vocabulary: Vocabulary, outside: Int) {
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
                add(owner: id, size: Int32(clamping: range.count))
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

    /// Owners are the facts and then the outside unknowns.
    public var ownerCount: Int { first.count }

    /// The variables of a fact.
    public func variables(of fact: FactID, in vocabulary: Vocabulary) -> Range<VariableID> {
        guard let start = first[fact] else { return 0..<0 }
        let count = vocabulary[fact].type == .severalOf ? vocabulary[fact].options.count : 1
        return start..<(start + count)
    }

    /// The variable of an outside unknown, counted from 0.
    public func outside(_ index: Int) -> VariableID {
        // Every outside unknown was given a variable by init.
        first[factCount + index] ?? 0
    }

    /// Writes the cells of a known value into `cells`; a value of another type than the fact's writes nothing.
    public func place(_ value: FactValue, of fact: FactID, in vocabulary: Vocabulary, into cells: inout [Int32]) {
        guard let start = first[fact] else { return }
        switch (value, vocabulary[fact].type) {
        case (.yesNo(let yes), .yesNo): cells[start] = yes ? 1 : 0
        case (.option(let option), .oneOf): cells[start] = Int32(option)
        case (.number(let number), .wholeNumber(let range)): cells[start] = Int32(clamping: number - range.lowerBound)
        case (.date(let day), .date): cells[start] = day.number
        case (.options(let options), .severalOf):
            for option in vocabulary[fact].options.indices { cells[start + option] = 0 }
            for option in options { cells[start + option] = 1 }
        default: break
        }
    }
}
