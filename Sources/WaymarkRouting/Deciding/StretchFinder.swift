import WaymarkRules

/// Finds the days on which something that a question about the rulebook reads begins to differ.
package struct StretchFinder {
    private let rulebook: Rulebook

    package init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
    }

    /// The first day of every stretch of `period` on which these programmes (with their services and agreements) and
    /// conditions mean the same, ascending.
    ///
    /// - Parameters:
    ///   - services: of these programmes' services only these count; nil: all.
    ///   - answers: of a case, one for each fact: days are told apart on which a test of a date that is known begins to
    ///     differ (the last day "within the last 3 months" of it).
    package func days(
        programmes: [Int], conditions: [Condition], services: [Int]? = nil, within period: Period,
        answers: [Answer] = []
    ) -> [Day] {
        var reads = DateReads(rulebook.rules)
        for condition in conditions { reads.add(condition) }
        reads.addFrame()
        for index in programmes {
            let programme = rulebook.programmes[index]
            reads.add(programme.period.changes)
            for criterion in programme.criteria { reads.add(criterion) }
            for number in services ?? rulebook.plan.serviceIndex[index].all {
                let service = rulebook.services[number]
                reads.add(service.period.changes)
                if case .agreement(let agreement) = service.agreement {
                    reads.add(rulebook.agreements[agreement].period.changes)
                }
                for criterion in service.criteria { reads.add(criterion) }
            }
        }
        let first = max(period.from ?? .first, .first)
        let last = min(period.until ?? .last, .last)
        if first > last { return [] }
        var turns = Turns(reads)
        for (fact, answer) in answers.enumerated() {
            if case .value(.date(let day)) = answer { turns.know(fact, day) }
        }
        return turns.stretches(first, last)
    }
}

/// The dates that conditions mention, and the tests of date facts whose meaning moves with the decision date.
private struct Turns {
    private let changes: Set<Day>
    /// For each date fact, the fixed days and the spans that its tests name.
    private var fixed: [FactID: Set<Day>]
    private var spans: [FactID: Set<TimeSpan>]
    private var known: Set<FactID> = []

    init(_ reads: DateReads) {
        changes = reads.changes
        fixed = reads.tests.mapValues { Set($0.flatMap(\.fixedDays)) }
        spans = reads.tests.mapValues { Set($0.compactMap(\.span)) }.filter { !$0.value.isEmpty }
    }

    /// Takes a date fact's value for one that tests name.
    mutating func know(_ fact: FactID, _ day: Day) {
        fixed[fact, default: []].insert(day)
        known.insert(fact)
    }

    /// The first day of every stretch between two days.
    func stretches(_ first: Day, _ last: Day) -> [Day] {
        var starts = changes
        starts.insert(first)
        for fact in Set(fixed.keys).union(spans.keys) {
            let days = fixed[fact] ?? []
            // Where a moving bound of a date fact passes a fixed one, or the ends of all dates.
            for day in days.union([.first, .last, Day.last.adding(days: 1)]) {
                for near in -1...1 { starts.insert(day.adding(days: near)) }
                for span in spans[fact] ?? [] {
                    let meeting = span.after(day)
                    // Ends of months map several days to one, so the meeting may spread over a few days.
                    for near in -1...4 { starts.insert(meeting.adding(days: near)) }
                }
            }
        }
        for (fact, spans) in spans where spans.contains(where: \.isInDays) && spans.contains(where: { !$0.isInDays }) {
            if known.contains(fact) { continue }
            addDaysOfEachOrder(of: spans, to: &starts, first, last)
        }
        return starts.filter { $0 >= first && $0 <= last }.sorted()
    }
}

extension Turns {
    /// Days and months on one fact: which of "90 days" and "3 months" reaches further back changes from month to month.
    /// Adds, within each stretch, one day of each order in which they may stand.
    private func addDaysOfEachOrder(of spans: Set<TimeSpan>, to starts: inout Set<Day>, _ first: Day, _ last: Day) {
        struct Kind: Hashable {
            var stretch: Int
            var order: [Int]
        }
        let inDays = Array(spans.filter(\.isInDays))
        let inMonths = Array(spans.subtracting(inDays))
        let boundaries = starts.sorted()
        var stretch = 0
        var seen: Set<Kind> = []
        var day = first
        while day <= last {
            while stretch < boundaries.count, boundaries[stretch] <= day { stretch += 1 }
            var order: [Int] = []
            for a in inDays.map({ $0.firstDay(reaching: day) }) {
                for b in inMonths.map({ $0.firstDay(reaching: day) }) { order.append(a < b ? -1 : a == b ? 0 : 1) }
            }
            if seen.insert(Kind(stretch: stretch, order: order)).inserted { starts.insert(day) }
            day = day.adding(days: 1)
        }
    }
}

extension TimeSpan {
    fileprivate var isInDays: Bool {
        switch self {
        case .days, .weeks: true
        case .months, .years: false
        }
    }
}

extension DateTest {
    fileprivate var span: TimeSpan? {
        switch self {
        case .withinLast(let span), .moreThanAgo(let span): span
        default: nil
        }
    }
}
