package import WaymarkRules

/// Days that follow one another and on which the same things are so.
package struct Stretch: Sendable, Hashable {
    /// The first day; then, where tests of one date in days and in months stand in different orders from day to day, one
    /// day of each further order. Every day of the stretch is as one of these.
    package var days: [Day]
    /// The last day.
    package var until: Day
}

/// Finds the days on which something that a question about the rulebook reads begins to differ.
package struct StretchFinder {
    /// A rulebook, and what of it a question is about.
    package struct Side {
        var rulebook: Rulebook
        var programmes: [Int]
        var conditions: [Condition]

        package init(_ rulebook: Rulebook, programmes: [Int], conditions: [Condition]) {
            self.rulebook = rulebook
            self.programmes = programmes
            self.conditions = conditions
        }
    }

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
        let reads = DateReads(Side(rulebook, programmes: programmes, conditions: conditions), services: services)
        return StretchFinder.stretches(reads, within: period, answers: answers).flatMap(\.days).sorted()
    }

    /// The stretches of `period` on which neither of two rulebooks over one vocabulary begins to mean something else, nor
    /// any date test of the one passes one of the other.
    ///
    /// - Parameter changes: further days on which something begins to differ.
    package static func stretches(of sides: [Side], changes: [Day] = [], within period: Period) -> [Stretch] {
        guard let first = sides.first else { return [] }
        var reads = DateReads(first)
        for side in sides.dropFirst() { reads.join(DateReads(side)) }
        reads.add(changes)
        return stretches(reads, within: period)
    }

    private static func stretches(_ reads: DateReads, within period: Period, answers: [Answer] = []) -> [Stretch] {
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

extension DateReads {
    /// What some programmes (with these of their services; nil: all, and with their agreements) and conditions read.
    fileprivate init(_ side: StretchFinder.Side, services: [Int]? = nil) {
        let rulebook = side.rulebook
        self.init(rulebook.rules)
        for condition in side.conditions { add(condition) }
        addFrame()
        for index in side.programmes {
            let programme = rulebook.programmes[index]
            add(programme.period.changes)
            for criterion in programme.criteria { add(criterion) }
            for number in services ?? rulebook.plan.serviceIndex[index].all {
                let service = rulebook.services[number]
                add(service.period.changes)
                if case .agreement(let agreement) = service.agreement {
                    add(rulebook.agreements[agreement].period.changes)
                }
                for criterion in service.criteria { add(criterion) }
            }
        }
    }
}

/// The dates that conditions mention, and the tests of date facts whose meaning moves with the decision date.
private struct Turns {
    private let changes: Set<Day>
    /// For each date fact, the fixed days and the spans that its tests name.
    private var fixed: [FactID: Set<Day>]
    private var spans: [FactID: Set<TimeSpan>]
    private var known: Set<FactID> = []

    /// Up to this many days every change of order of tests in days and in months begins a stretch.
    private static let fewDays: Int32 = 1_100

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

    /// The stretches between two days, in order.
    func stretches(_ first: Day, _ last: Day) -> [Stretch] {
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
        let ordered = starts.filter { $0 >= first && $0 <= last }.sorted()
        let ends = ordered.dropFirst().map { $0.adding(days: -1) } + [last]
        let stretches = zip(ordered, ends).map { Stretch(days: [$0], until: $1) }
        let mixed = mixedSpans
        if mixed.isEmpty { return stretches }
        return stretches.flatMap { split($0, by: mixed, everyChange: last.number - first.number <= Turns.fewDays) }
    }

    /// Days and months on one fact: which of "90 days" and "3 months" reaches further back changes from month to month.
    private var mixedSpans: [(inDays: [TimeSpan], inMonths: [TimeSpan])] {
        spans.keys.sorted().compactMap { fact in
            let spans = spans[fact] ?? []
            let inDays = Array(spans.filter(\.isInDays))
            let inMonths = Array(spans.subtracting(inDays))
            return known.contains(fact) || inDays.isEmpty || inMonths.isEmpty ? nil : (inDays, inMonths)
        }
    }

    /// A stretch with a day of each order in which the spans stand, or a stretch for each change of the order.
    private func split(
        _ stretch: Stretch, by mixed: [(inDays: [TimeSpan], inMonths: [TimeSpan])], everyChange: Bool
    ) -> [Stretch] {
        var result: [Stretch] = []
        var seen: Set<[Int]> = []
        var days: [Day] = []
        var before: [Int] = []
        guard var day = stretch.days.first else { return [] }
        while day <= stretch.until {
            let order = Turns.order(of: mixed, on: day)
            if everyChange, order != before { result.append(Stretch(days: [day], until: day)) }
            if !result.isEmpty { result[result.count - 1].until = day }
            if seen.insert(order).inserted { days.append(day) }
            before = order
            day = day.adding(days: 1)
        }
        return everyChange ? result : [Stretch(days: days, until: stretch.until)]
    }

    private static func order(of mixed: [(inDays: [TimeSpan], inMonths: [TimeSpan])], on day: Day) -> [Int] {
        var order: [Int] = []
        for fact in mixed {
            let months = fact.inMonths.map { $0.firstDay(reaching: day) }
            for a in fact.inDays.map({ $0.firstDay(reaching: day) }) {
                for b in months { order.append(a < b ? -1 : a == b ? 0 : 1) }
            }
        }
        return order
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
