package import WaymarkDocuments

/// A number in a test: written out, or a parameter's value on the decision date.
package enum Bound: Sendable, Hashable {
    case number(Int)
    case parameter(DeclarationID)
}

/// A comparison of a whole-number fact.
package enum NumberTest: Sendable, Hashable {
    case equals(Bound)
    case atLeast(Bound)
    case atMost(Bound)
    case moreThan(Bound)
    /// `less than N` and `under N`.
    case lessThan(Bound)
    /// Both included.
    case between(Bound, Bound)
}

/// A length of time as written in a test; a week is 7 days, a year 12 months.
package enum TimeSpan: Sendable, Hashable {
    case days(Int)
    case weeks(Int)
    case months(Int)
    case years(Int)

    /// The day this much after `day`.
    package func after(_ day: Day) -> Day {
        switch self {
        case .days(let n): day.adding(days: n)
        case .weeks(let n): day.adding(days: 7 * n)
        case .months(let n): day.adding(months: n)
        case .years(let n): day.adding(months: 12 * n)
        }
    }

    /// The first day that, this much added, is `day` or later. Adding never changes the order of days.
    package func firstDay(reaching day: Day) -> Day {
        let months: Int
        switch self {
        case .days(let n): return day.adding(days: -n)
        case .weeks(let n): return day.adding(days: -7 * n)
        case .months(let n): months = n
        case .years(let n): months = 12 * n
        }
        // Further back than any day that can be written.
        if months > 12 * 1_000 { return .distantPast }
        // The end of a month may be cut on the way back or on the way forth: look at the days around.
        var first = day.adding(months: -months)
        while after(first) < day { first = first.adding(days: 1) }
        while after(first.adding(days: -1)) >= day { first = first.adding(days: -1) }
        return first
    }
}

/// A comparison of a date fact F at decision date T.
package enum DateTest: Sendable, Hashable {
    case on(Day)
    case before(Day)
    case after(Day)
    case onOrBefore(Day)
    case onOrAfter(Day)
    /// Both included.
    case between(Day, Day)
    /// F ≤ T and F plus the span ≥ T.
    case withinLast(TimeSpan)
    /// F plus the span < T.
    case moreThanAgo(TimeSpan)
    /// F > T.
    case inFuture
}

/// A test of one fact; the option numbers are those of ``Fact/options``.
///
/// Where the fact does not apply, a test is false, except that `not` and `none of` tests are true.
package enum Test: Sendable, Hashable {
    case isYes
    case isNo
    case oneOf([Int])
    case notOneOf([Int])
    /// At least one of these is in the set.
    case includesAny([Int])
    case includesAll([Int])
    case includesNone([Int])
    /// At least one of these and nothing else.
    case only([Int])
    case nothing
    case something
    case number(NumberTest)
    case notNumber(NumberTest)
    case date(DateTest)
    case notDate(DateTest)

    /// True where the fact does not apply.
    package var isNegative: Bool {
        switch self {
        case .notOneOf, .includesNone, .notNumber, .notDate: true
        default: false
        }
    }
}

/// A condition as its author wrote it, every part with its place.
package struct Condition: Sendable {
    package indirect enum Kind: Sendable {
        case all([Condition])
        case any([Condition])
        case none([Condition])
        case atLeast(Int, [Condition])
        case fact(FactID, Test)
        /// A definition that has to be yes (true) or no (false).
        case definition(DeclarationID, Bool)
        /// The built-in `decision_date`; the test is a `date` or `notDate` one.
        case decisionDate(Test)
    }

    package var kind: Kind
    /// From the key of the entry to the end of its value.
    package var span: SourceSpan

    package init(_ kind: Kind, at span: SourceSpan) {
        self.kind = kind
        self.span = span
    }
}
