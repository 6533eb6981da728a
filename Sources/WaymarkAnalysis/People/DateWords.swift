import WaymarkRouting
import WaymarkRules

/// Dates of a group in the words of the tests that set its ends: "within the last 3 months" stays true as days pass, while
/// the dates that it means today do not.
struct DateWords {
    /// Where a run of dates begins or ends.
    private enum End {
        case none
        case day(Day)
        /// The first date that lies no longer ago than this.
        case ago(TimeSpan)
        /// The day after the decision date.
        case future
    }

    /// For each date fact with tests that move, the spans they name (shortest first, months before days).
    private let spans: [FactID: [TimeSpan]]
    private let endsToday: Set<FactID>

    init(_ tests: [FactID: Set<DateTest>]) {
        let moving = tests.mapValues { $0.filter(\.moves) }.filter { !$0.value.isEmpty }
        spans = moving.mapValues { tests in
            Set(tests.compactMap(\.span)).sorted { ($0.order.unit, $0.order.length) < ($1.order.unit, $1.order.length) }
        }
        endsToday = Set(moving.filter { $0.value.contains(where: \.endsToday) }.keys)
    }

    /// The spans that reach back beyond the first date there is: whoever has a date has one within them.
    func spansBeyondAllDates(on day: Day) -> [TimeSpan] {
        let beyond = spans.keys.sorted().flatMap { fact in
            spans[fact, default: []].filter { $0.firstDay(reaching: day) <= .first }
        }
        return beyond.enumerated().filter { beyond.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    }

    /// A run of dates.
    ///
    /// - Parameters:
    ///   - day: the decision date on which it is so; nil: said by its dates alone.
    ///   - beyond: one of ``spansBeyondAllDates(on:)``, to be named where the run begins with the first date there is.
    func phrase(_ run: Range<Int32>, of fact: FactID, on day: Day?, beyond: TimeSpan?) -> String {
        let low = Day(number: run.lowerBound)
        let high = Day(number: run.upperBound)
        var first = low == .first ? End.none : end(low, fact, day)
        if low == .first, let beyond, spans[fact, default: []].contains(beyond) { first = .ago(beyond) }
        let last = high > .last ? End.none : end(high, fact, day)
        switch (first, last) {
        case (.day, .day) where low.adding(days: 1) == high: return "on \(low)"
        case (.day, .day(let end)): return "from \(low) to \(end.adding(days: -1))"
        case (.ago(let span), .future):
            return span.length == 0 ? "on the day of the decision" : "within the last \(English.lastSpan(span))"
        case (.ago(let long), .ago(let short)) where long.length > 0 && short.length > 0:
            return "more than \(English.span(short)) ago but within the last \(English.lastSpan(long))"
        case (.none, .none): return "any"
        default: return [start(first), stop(last)].compactMap { $0 }.joined(separator: ", but ")
        }
    }

    private func start(_ end: End) -> String? {
        switch end {
        case .none: nil
        case .day(let day): "on or after \(day)"
        case .ago(let span) where span.length == 0: "on the day of the decision or later"
        case .ago(let span): "not more than \(English.span(span)) ago"
        case .future: "in the future"
        }
    }

    private func stop(_ end: End) -> String? {
        switch end {
        case .none: nil
        case .day(let day): "on or before \(day.adding(days: -1))"
        case .ago(let span) where span.length == 0: "before the day of the decision"
        case .ago(let span): "more than \(English.span(span)) ago"
        case .future: "not in the future"
        }
    }

    private func end(_ cut: Day, _ fact: FactID, _ day: Day?) -> End {
        guard let day else { return .day(cut) }
        if let span = spans[fact, default: []].first(where: { $0.firstDay(reaching: day) == cut }) { return .ago(span) }
        return endsToday.contains(fact) && cut == day.adding(days: 1) ? .future : .day(cut)
    }
}

extension DateTest {
    fileprivate var span: TimeSpan? {
        switch self {
        case .withinLast(let span), .moreThanAgo(let span): span
        default: nil
        }
    }

    fileprivate var endsToday: Bool {
        switch self {
        case .withinLast, .inFuture: true
        default: false
        }
    }
}

extension TimeSpan {
    fileprivate var length: Int { order.length }

    fileprivate var order: (unit: Int, length: Int) {
        switch self {
        case .years(let n): (0, n)
        case .months(let n): (1, n)
        case .weeks(let n): (2, n)
        case .days(let n): (3, n)
        }
    }
}
