import WaymarkRouting
import WaymarkRules

/// Decides blocks of people as far as summaries go, many people at once. Belongs to one thread.
final class SummaryEvaluator {
    typealias Row = CaseBlock.Row

    private let layout: CaseBlockLayout
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
    private var summaries: [(plan: DayPlan, summary: SummaryPrograms)] = []
    private var numbers: [ObjectIdentifier: Int] = [:]
    /// Summaries are forgotten rather than kept beyond this number, and so are days.
    private static let summaryLimit = 400
    private static let dayLimit = 1 << 14

    private let fewPlaces: Int
    /// Programmes of one person, as bits of a key, that may be actionable and may not.
    private var open: [UInt64]

    init(_ decider: Decider, block: CaseBlock, keyWidth: Int, fewPlaces: Int = SummaryGates.fewPlaces) {
        self.fewPlaces = fewPlaces
        open = [UInt64](repeating: 0, count: keyWidth)
        self.decider = decider
        layout = block.layout
        self.keyWidth = keyWidth
        sequenceBase = decider.rulebook.policy.order.count
        evaluator = BlockEvaluator(block)
        keys = .allocate(capacity: CaseBlock.size * keyWidth)
        keys.initialize(repeating: 0, count: CaseBlock.size * keyWidth)
    }

    deinit { keys.deallocate() }

    /// The day's programs, which stay the same for every block and for all days that mean the same.
    func summary(on day: Day) -> SummaryPrograms { summaries[entry(on: day).summary].summary }

    private func entry(on day: Day) -> Entry {
        if let known = entries[day] { return known }
        let found = decider.entry(on: day)
        let number: Int
        if let known = numbers[ObjectIdentifier(found.plan)] {
            number = known
        } else {
            number = summaries.count
            numbers[ObjectIdentifier(found.plan)] = number
            summaries.append((found.plan, SummaryPrograms(found.plan, layout: layout, fewPlaces: fewPlaces)))
        }
        let made = Entry(summary: number, shift: found.shift)
        entries[day] = made
        return made
    }

    /// Prepares the cells of these people of the block, all of whom are decided on one day.
    ///
    /// - Returns: what decides them.
    func prepare(_ people: Row, on day: Day) -> SummaryPrograms {
        let entry = entry(on: day)
        if let shift = entry.shift { SummaryEvaluator.each(people) { evaluator.move($0, by: shift) } }
        return summaries[entry.summary].summary
    }

    /// Prepares the cells of these people of the block, each of whom is decided on the day that `day` says.
    ///
    /// - Returns: those who are decided together, with what decides them.
    func prepare(_ people: Row, on day: (Int) -> Day) -> [(people: Row, summary: SummaryPrograms)] {
        if summaries.count >= SummaryEvaluator.summaryLimit || entries.count >= SummaryEvaluator.dayLimit {
            entries = [:]
            summaries = []
            numbers = [:]
        }
        var groups: [(people: Row, summary: Int)] = []
        var places: [Int: Int] = [:]
        SummaryEvaluator.each(people) { person in
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
    func turn(to block: CaseBlock) { evaluator.block = block }

    /// Forgets the keys and prepares the cells of a block just read.
    func begin(count: Int) {
        keys.update(repeating: 0, count: count * keyWidth)
        evaluator.prepare()
    }

    /// Fills the keys of `people`, who are all decided on one day.
    ///
    /// - Parameter areKnown: whether all of them have a value for each of these facts.
    /// - Returns: those of them whose answer takes the exact ``Decider``, their keys void.
    func decide(_ people: Row, by summary: SummaryPrograms, areKnown: ([FactID]) -> Bool) -> Row {
        guard let complete = summary.complete else { return decide(people, summary.partial) }
        if areKnown(complete.facts) { return decide(people, complete) }
        // Facts that always apply tell quickly whether there is anybody of whom everything is known.
        var known = people
        for item in complete.needed where item.applies == 1 { known &= evaluator.known(item.column) }
        if known == Row(repeating: 0) { return decide(people, summary.partial) }
        evaluator.runComplete(complete.answers.program)
        for item in complete.needed where item.applies != 1 {
            known &= evaluator.known(item.column) | ~evaluator.holds(item.applies)
        }
        let exact = fill(known, complete.answers)
        let others = people & ~known
        if others == Row(repeating: 0) { return exact }
        return exact | decide(others, summary.partial)
    }

    func decide(_ people: Row, _ summary: SummaryPrograms.Complete) -> Row {
        evaluator.runComplete(summary.answers.program)
        return fill(people, summary.answers)
    }

    /// Fills the keys of people of whom everything is known, after the program's run.
    private func fill(_ people: Row, _ answers: SummaryPrograms.Answers) -> Row {
        for (bit, register) in answers.actionable.enumerated() { set(bit, evaluator.holds(register) & people) }
        for offers in answers.offers { look(up: offers, for: people) }
        for sequence in answers.sequences {
            let holds = evaluator.holds(sequence.register) & people
            set(sequenceBase + sequence.index, moving(holds, sequence.first, sequence.then))
        }
        var exact = ~evaluator.holds(answers.isPossible)
        for item in answers.conditional { exact |= evaluator.known(item.column) & ~evaluator.holds(item.applies) }
        return exact & people
    }

    private func decide(_ people: Row, _ summary: SummaryPrograms.Partial) -> Row {
        let answers = summary.answers
        evaluator.runPartial(answers.program)
        var exact = ~evaluator.isYes(answers.isPossible)
        for (bit, register) in answers.actionable.enumerated() {
            set(bit, evaluator.isYes(register) & people)
            exact |= ~(evaluator.isYes(register) | evaluator.isNo(register))
        }
        for offers in answers.offers { exact |= look(up: offers, forPartlyKnown: people) }
        for sequence in answers.sequences {
            let (yes, no) = (evaluator.isYes(sequence.register), evaluator.isNo(sequence.register))
            // Of whoever needs no exact look, a programme is actionable or it is not.
            set(sequenceBase + sequence.index, moving(yes & people, sequence.first, sequence.then))
            exact |= moving(people & ~yes & ~no, sequence.first, sequence.then)
        }
        for item in answers.conditional { exact |= evaluator.known(item.column) & ~evaluator.isYes(item.applies) }
        for place in summary.places {
            var known = Row(repeating: .max)
            for column in place.columns { known &= evaluator.known(column) }
            exact |= ~known & ~evaluator.isNo(place.register)
        }
        return exact & people
    }

    // MARK: - By place

    /// Adds to the keys what is offered where each person is.
    private func look(up local: LocalOffers, for people: Row) {
        let words = evaluator.words
        let block = evaluator.block
        local.offers.withUnsafeBufferPointer { offers in
            SummaryEvaluator.each(people) { person in
                var place = -1
                for (column, _) in local.located {
                    let cell = Int(block.cell(column, of: person))
                    if cell >= 0, cell < local.placeCount {
                        place = cell
                        break
                    }
                }
                if place < 0 { return }
                let key = keys + person * keyWidth
                let (word, shift) = (person >> 6, UInt64(person & 63))
                for index in local.starts[place]..<local.starts[place + 1] {
                    let offer = offers[index]
                    let truth = words[Int(offer.register) * 8 + word] >> shift & 1
                    key[Int(offer.programme) >> 6] |= truth << UInt64(offer.programme & 63)
                }
            }
        }
    }

    /// The same for people of whom something may be unknown.
    ///
    /// - Returns: those at whose place a programme may be actionable or not. Those whose place is not known are none of
    ///   them.
    private func look(up local: LocalOffers, forPartlyKnown people: Row) -> Row {
        let words = evaluator.words
        var exact = Row(repeating: 0)
        SummaryEvaluator.each(people) { person in
            guard let place = place(of: person, local) else { return }
            let key = keys + person * keyWidth
            let (word, shift) = (person >> 6, UInt64(person & 63))
            for index in 0..<keyWidth { open[index] = 0 }
            for index in local.starts[place]..<local.starts[place + 1] {
                let offer = local.offers[index]
                let (part, bit) = (Int(offer.programme) >> 6, UInt64(offer.programme & 63))
                let yes = words[Int(offer.register) * 16 + word] >> shift & 1
                let no = words[Int(offer.register) * 16 + 8 + word] >> shift & 1
                key[part] |= yes << bit
                open[part] |= (1 & ~(yes | no)) << bit
            }
            for index in 0..<keyWidth where open[index] & ~key[index] != 0 { exact[word] |= 1 << shift }
        }
        return exact
    }

    /// Where a person is, if that is known and there is such a place.
    private func place(of person: Int, _ local: LocalOffers) -> Int? {
        for (column, applies) in local.located {
            let bit: UInt64 = 1 << UInt64(person & 63)
            if evaluator.isNo(applies)[person >> 6] & bit != 0 { continue }
            if evaluator.isYes(applies)[person >> 6] & bit == 0 { return nil }
            let cell = Int(evaluator.block.cell(column, of: person))
            if cell < 0 { return nil }
            if cell < local.placeCount { return cell }
        }
        return nil
    }

    // MARK: - Keys

    /// Those of `people` whose keys have the first programme and one of those after it.
    private func moving(_ people: Row, _ first: Int, _ then: [Int]) -> Row {
        var row = Row(repeating: 0)
        SummaryEvaluator.each(people) { person in
            let key = keys + person * keyWidth
            func isSet(_ bit: Int) -> Bool { key[bit >> 6] >> UInt64(bit & 63) & 1 == 1 }
            if isSet(first), then.contains(where: isSet) { row[person >> 6] |= 1 << UInt64(person & 63) }
        }
        return row
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
