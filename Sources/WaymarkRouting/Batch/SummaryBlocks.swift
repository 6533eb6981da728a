import WaymarkRules

/// Decides blocks of people as far as summaries go, many people at once. Belongs to one thread.
final class SummaryBlocks {
    typealias Row = CellBlock.Row

    private let layout: CellLayout
    /// For each person of the block a key of ``SummaryEnds``.
    let keys: UnsafeMutablePointer<UInt64>
    let keyWidth: Int
    private let evaluator: BlockEvaluator
    private let decider: Decider
    private let sequenceBase: Int
    private var days: [Day: DaySummary] = [:]
    /// Days are worked out again rather than kept beyond this number.
    private static let dayLimit = 4_096

    init(_ decider: Decider, block: CellBlock, keyWidth: Int) {
        self.decider = decider
        layout = block.layout
        self.keyWidth = keyWidth
        sequenceBase = decider.rulebook.policy.order.count
        evaluator = BlockEvaluator(block)
        keys = .allocate(capacity: CellBlock.size * keyWidth)
        keys.initialize(repeating: 0, count: CellBlock.size * keyWidth)
    }

    deinit { keys.deallocate() }

    /// The day's programs, which stay the same for every block.
    func summary(on day: Day) -> DaySummary {
        if let done = days[day] { return done }
        if days.count >= SummaryBlocks.dayLimit { days = [:] }
        let made = DaySummary(decider.plan(on: day), layout: layout)
        days[day] = made
        return made
    }

    /// Turns to another block of the same layout.
    func turn(to block: CellBlock) { evaluator.block = block }

    /// Forgets the keys and prepares the cells of a block just read.
    func begin(count: Int) {
        keys.update(repeating: 0, count: count * keyWidth)
        evaluator.count()
    }

    /// Fills the keys of `people`, who are all decided on one day.
    ///
    /// - Parameter areKnown: whether all of them have a value for each of these facts.
    /// - Returns: those of them whose answer takes the exact ``Decider``, their keys void.
    func decide(_ people: Row, by summary: DaySummary, areKnown: ([FactID]) -> Bool) -> Row {
        if let complete = summary.complete, areKnown(complete.facts) { return decide(people, complete) }
        return decide(people, summary.partial)
    }

    func decide(_ people: Row, _ summary: DaySummary.Complete) -> Row {
        evaluator.runComplete(summary.program)
        for (bit, register) in summary.actionable.enumerated() { set(bit, evaluator.holds(register) & people) }
        for sequence in summary.sequences {
            set(sequenceBase + sequence.index, evaluator.holds(sequence.register) & people)
        }
        var exact = ~evaluator.holds(summary.isPossible)
        for item in summary.conditional { exact |= evaluator.known(item.column) & ~evaluator.holds(item.applies) }
        return exact & people
    }

    private func decide(_ people: Row, _ summary: DaySummary.Partial) -> Row {
        evaluator.runPartial(summary.program)
        var exact = ~evaluator.isYes(summary.isPossible)
        for (bit, register) in summary.actionable.enumerated() {
            set(bit, evaluator.isYes(register) & people)
            exact |= ~(evaluator.isYes(register) | evaluator.isNo(register))
        }
        for sequence in summary.sequences {
            set(sequenceBase + sequence.index, evaluator.isYes(sequence.register) & people)
            exact |= ~(evaluator.isYes(sequence.register) | evaluator.isNo(sequence.register))
        }
        for item in summary.conditional { exact |= evaluator.known(item.column) & ~evaluator.isYes(item.applies) }
        for place in summary.places {
            var known = Row(repeating: .max)
            for column in place.columns { known &= evaluator.known(column) }
            exact |= ~known & ~evaluator.isNo(place.register)
        }
        return exact & people
    }

    @inline(__always)
    private func set(_ bit: Int, _ people: Row) {
        let word = bit >> 6
        let mask: UInt64 = 1 << UInt64(bit & 63)
        for part in 0..<8 {
            var left = people[part]
            while left != 0 {
                keys[(part * 64 + left.trailingZeroBitCount) * keyWidth + word] |= mask
                left &= left &- 1
            }
        }
    }
}
