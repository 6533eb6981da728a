import WaymarkRouting
import WaymarkRules

/// The order of the list, sequences and priorities (rulebook page, "Order").
struct NaiveOrder {
    private let meaning: NaiveMeaning
    private let worlds: [NaiveWorld]
    private(set) var rows: [NaiveRow]

    private var policy: RoutingPolicy { meaning.rulebook.policy }

    init(_ meaning: NaiveMeaning, _ worlds: [NaiveWorld], _ rows: [NaiveRow]) {
        self.meaning = meaning
        self.worlds = worlds
        self.rows = rows
    }

    mutating func apply() {
        sort()
        applySequences()
        for row in rows.indices where rows[row].outcome.isActionable {
            (rows[row].after, rows[row].afterUndecided) = after(rows[row].programme)
            rows[row].lowPriority = lowPriority(rows[row].programme)
        }
    }

    private mutating func sort() {
        func place(_ row: NaiveRow) -> [Int] {
            [group(row), policy.order.firstIndex(of: row.programme) ?? Int.max, row.service ?? -1]
        }
        rows = rows.enumerated().sorted { a, b in
            (place(a.element) + [a.offset]).lexicographicallyPrecedes(place(b.element) + [b.offset])
        }.map(\.element)
    }

    private func group(_ row: NaiveRow) -> Int {
        switch row.outcome {
        case .needInformation: policy.urgent.contains(row.programme) ? 0 : 2
        case .refer, .waitingList, .signpost: 1
        case .unavailable: 3
        case .notEligible: 4
        }
    }

    /// Sequences in force that hold or are undecided, in file order.
    private var liveSequences: [(sequence: WaymarkRouting.Sequence, truth: Truth)] {
        policy.sequences.compactMap { sequence in
            guard meaning.isIn(sequence.period) else { return nil }
            let truth = sequence.when.map { worlds.truth(of: $0, meaning) } ?? .yes
            return truth == .no ? nil : (sequence, truth)
        }
    }

    private mutating func applySequences() {
        let sequences = liveSequences.map(\.sequence)
        // Sequences form no circle, so this ends; the count only keeps a mistake from hanging the tests.
        for _ in 0..<1000 {
            var moved = false
            for sequence in sequences where move(sequence) { moved = true }
            if !moved { return }
        }
        preconditionFailure("sequences move without end")
    }

    /// Moves the actionable outcomes of `then` that stand before the last actionable outcome of `first` directly
    /// behind it; false if there are none.
    private mutating func move(_ sequence: WaymarkRouting.Sequence) -> Bool {
        let last = rows.lastIndex { $0.programme == sequence.first && $0.outcome.isActionable }
        guard let last else { return false }
        func mustMove(_ row: NaiveRow) -> Bool { row.outcome.isActionable && sequence.then.contains(row.programme) }
        let before = rows[..<last]
        let moving = before.filter(mustMove)
        if moving.isEmpty { return false }
        rows = before.filter { !mustMove($0) } + [rows[last]] + moving + rows[(last + 1)...]
        return true
    }

    private func after(_ programme: Int) -> (certain: [Int], undecided: [Int]) {
        var certain: [Int] = []
        var undecided: [Int] = []
        for (sequence, truth) in liveSequences where sequence.then.contains(programme) {
            let isLive = rows.contains {
                $0.programme == sequence.first && ($0.outcome.isActionable || $0.outcome == .needInformation)
            }
            guard isLive else { continue }
            if truth == .yes && !certain.contains(sequence.first) { certain.append(sequence.first) }
            if truth == .unknown && !undecided.contains(sequence.first) { undecided.append(sequence.first) }
        }
        return (certain, undecided.filter { !certain.contains($0) })
    }

    private func lowPriority(_ programme: Int) -> [String] {
        policy.lowPriority.filter { priority in
            meaning.isIn(priority.period) && priority.programmes.contains(programme)
                && worlds.truth(of: priority.when, meaning) == .yes
        }.map(\.name)
    }
}
