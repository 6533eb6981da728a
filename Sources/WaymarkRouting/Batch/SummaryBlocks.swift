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
    /// What decides the people of a day.
    private struct Entry {
        var summary: Int
        var shift: DateShift?
    }

    private var entries: [Day: Entry] = [:]
    private var summaries: [(plan: DayPlan, summary: DaySummary)] = []
    private var numbers: [ObjectIdentifier: Int] = [:]
    /// Summaries are forgotten rather than kept beyond this number, and so are days.
    private static let summaryLimit = 400
    private static let dayLimit = 1 << 14

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

    /// The day's programs, which stay the same for every block and for all days that mean the same.
    func summary(on day: Day) -> DaySummary { summaries[entry(on: day).summary].summary }

    private func entry(on day: Day) -> Entry {
        if let known = entries[day] { return known }
        let found = decider.entry(on: day)
        let number: Int
        if let known = numbers[ObjectIdentifier(found.plan)] { number = known } else {
            number = summaries.count
            numbers[ObjectIdentifier(found.plan)] = number
            summaries.append((found.plan, DaySummary(found.plan, layout: layout)))
        }
        let made = Entry(summary: number, shift: found.shift)
        entries[day] = made
        return made
    }

    /// Prepares the cells of these people of the block, all of whom are decided on one day.
    ///
    /// - Returns: what decides them.
    func prepare(_ people: Row, on day: Day) -> DaySummary {
        let entry = entry(on: day)
        if let shift = entry.shift { SummaryBlocks.each(people) { evaluator.move($0, by: shift) } }
        return summaries[entry.summary].summary
    }

    /// Prepares the cells of these people of the block, each of whom is decided on the day that `day` says.
    ///
    /// - Returns: those who are decided together, with what decides them.
    func prepare(_ people: Row, on day: (Int) -> Day) -> [(people: Row, summary: DaySummary)] {
        if summaries.count >= SummaryBlocks.summaryLimit || entries.count >= SummaryBlocks.dayLimit {
            entries = [:]
            summaries = []
            numbers = [:]
        }
        var groups: [(people: Row, summary: Int)] = []
        var places: [Int: Int] = [:]
        SummaryBlocks.each(people) { person in
            let entry = entry(on: day(person))
            if let shift = entry.shift { evaluator.move(person, by: shift) }
            let place = places[entry.summary] ?? groups.count
            if place == groups.count {
                places[entry.summary] = place
                groups.append((Row(repeating: 0), entry.summary))
            }
            groups[place].people[person >> 6] |= 1 << UInt64(person & 63)
        }
        return groups.map { ($0.people, summaries[$0.summary].summary) }
    }

    private static func each(_ people: Row, _ body: (Int) -> Void) {
        for word in 0..<8 {
            var left = people[word]
            while left != 0 {
                body(word * 64 + left.trailingZeroBitCount)
                left &= left &- 1
            }
        }
    }

    /// Turns to another block of the same layout.
    func turn(to block: CellBlock) { evaluator.block = block }

    /// Forgets the keys and prepares the cells of a block just read.
    func begin(count: Int) {
        keys.update(repeating: 0, count: count * keyWidth)
        evaluator.prepare()
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
