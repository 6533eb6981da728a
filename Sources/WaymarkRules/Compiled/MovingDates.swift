/// The date facts with tests that move with the decision date ("within the last 3 months"), and where such tests begin
/// and end on a day.
///
/// The tests of a date fact cut its days into stretches of dates that all tests treat alike. On two days with the same
/// ``pattern(on:)`` these stretches stand in the same order, so the rules of one day decide for the other as soon as each
/// date is taken to one of the same stretch, which is what a ``DateShift`` does.
package struct MovingDates: Sendable {
    private let facts: [(fact: FactID, tests: [DateTest])]

    /// - Parameter tests: of each date fact, in any order; facts without a test that moves are left out.
    package init(_ tests: [FactID: Set<DateTest>]) {
        facts = tests.filter { $0.value.contains(where: \.moves) }
            .sorted { $0.key < $1.key }
            // The order is the same for every day, which is all that matters.
            .map { ($0.key, Array($0.value)) }
    }

    package var isEmpty: Bool { facts.isEmpty }

    /// How the tests' ends stand to one another: their ranks, and how far each lies behind the one before (one day, or
    /// more: it matters where constraints leave a single date).
    package func pattern(on day: Day) -> [Int32] {
        var pattern: [Int32] = []
        for (_, tests) in facts {
            let ends = MovingDates.ends(of: tests, on: day)
            let cuts = Set(ends).sorted()
            var ranks: [Int32: Int32] = [:]
            for (rank, cut) in cuts.enumerated() { ranks[cut] = Int32(rank) }
            pattern += ends.compactMap { ranks[$0] }
            pattern += zip(cuts, cuts.dropFirst()).map { min($1 - $0, 2) }
        }
        return pattern
    }

    /// What takes dates as the tests of `day` see them to dates that the tests of `other`, a day with the same pattern,
    /// see alike; nil where nothing changes.
    package func shift(from day: Day, to other: Day, _ grid: Grid) -> DateShift? {
        if day == other { return nil }
        let shifts = facts.compactMap { fact, tests -> DateShift.OfFact? in
            guard let variable = grid.first[fact] else { return nil }
            let from = Set(MovingDates.ends(of: tests, on: day)).sorted()
            let to = Set(MovingDates.ends(of: tests, on: other)).sorted()
            let runs = from.indices.dropLast().map { index in
                DateShift.Run(start: from[index], target: to[index], last: to[index + 1] - 1)
            }
            return DateShift.OfFact(fact: fact, variable: variable, runs: runs)
        }
        return shifts.isEmpty ? nil : DateShift(facts: shifts)
    }

    private static func ends(of tests: [DateTest], on day: Day) -> [Int32] {
        [0, Day.last.number + 1]
            + tests.flatMap { test in
                let days = test.days(on: day)
                return [days.lowerBound, days.upperBound]
            }
    }
}

/// Takes the dates of a case to dates to which the rules of another day say the same.
package struct DateShift: Sendable {
    /// The dates from `start` on, up to the next run, and what they become: each one day after the other from `target`,
    /// but none later than `last`.
    struct Run: Sendable {
        var start: Int32
        var target: Int32
        var last: Int32
    }

    struct OfFact: Sendable {
        var fact: FactID
        var variable: VariableID
        var runs: [Run]

        func moved(_ cell: Int32) -> Int32 {
            guard let run = runs.last(where: { $0.start <= cell }) else { return cell }
            return min(run.target + (cell - run.start), run.last)
        }
    }

    let facts: [OfFact]

    func move(_ cells: inout [Int32]) {
        for item in facts where cells[item.variable] >= 0 { cells[item.variable] = item.moved(cells[item.variable]) }
    }

    /// The facts whose dates are moved.
    package var movedFacts: [FactID] { facts.map(\.fact) }

    /// What a date of one of ``movedFacts``, by its place among them, becomes.
    package func moved(_ index: Int, _ date: Int32) -> Int32 { facts[index].moved(date) }

    /// The date of the case that became this one, the only one of its stretch.
    func original(_ fact: FactID, _ date: Day) -> Day {
        guard let runs = facts.first(where: { $0.fact == fact })?.runs,
            let run = runs.last(where: { $0.target <= date.number })
        else { return date }
        return Day(number: run.start)
    }
}

extension DateTest {
    /// Whether it passes other dates on other decision dates.
    package var moves: Bool {
        switch self {
        case .withinLast, .moreThanAgo, .inFuture: true
        case .on, .before, .after, .onOrBefore, .onOrAfter, .between: false
        }
    }

    /// The numbers of the days (as cells of a date fact) that pass the test on a decision date.
    func days(on today: Day) -> Range<Int32> {
        let end = Day.last.number + 1
        func clamped(_ low: Int32, _ high: Int32) -> Range<Int32> {
            let low = min(max(low, 0), end)
            return low..<max(low, min(high, end))
        }
        switch self {
        case .on(let day): return clamped(day.number, day.number + 1)
        case .before(let day): return clamped(0, day.number)
        case .after(let day): return clamped(day.number + 1, end)
        case .onOrBefore(let day): return clamped(0, day.number + 1)
        case .onOrAfter(let day): return clamped(day.number, end)
        case .between(let first, let last): return clamped(first.number, last.number + 1)
        case .inFuture: return clamped(today.number + 1, end)
        case .withinLast(let span): return clamped(span.firstDay(reaching: today).number, today.number + 1)
        case .moreThanAgo(let span): return clamped(0, span.firstDay(reaching: today).number)
        }
    }
}
