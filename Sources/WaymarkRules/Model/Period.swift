/// From and until, both days included; missing means without end.
package struct Period: Sendable, Hashable {
    package var from: Day?
    package var until: Day?

    package init(from: Day? = nil, until: Day? = nil) {
        self.from = from
        self.until = until
    }

    /// Without beginning or end.
    package static let always = Period()

    package func contains(_ day: Day) -> Bool {
        if let from, day < from { return false }
        if let until, day > until { return false }
        return true
    }

    package func overlaps(_ other: Period) -> Bool {
        let start = max(from ?? .distantPast, other.from ?? .distantPast)
        let end = min(until ?? .distantFuture, other.until ?? .distantFuture)
        return start <= end
    }
}

extension Day {
    /// Before every day that can be written.
    package static let distantPast = Day(number: .min)
    /// After every day that can be written.
    package static let distantFuture = Day(number: .max)
}

/// The period of a service or an agreement, whose ends may be unknown (rulebook page, section 4).
package struct ServicePeriod: Sendable, Hashable {
    /// One end of the period.
    package enum Bound: Sendable, Hashable {
        /// Not written: without end on this side.
        case open
        case day(Day)
        /// Written `not known`.
        case notKnown
    }

    package var from: Bound
    package var until: Bound
    /// Certainly not in force before this day; stands only beside `from: not known`.
    package var notBefore: Day?
    /// Nobody has confirmed it past this day.
    package var confirmedUntil: Day?

    package init(from: Bound = .open, until: Bound = .open, notBefore: Day? = nil, confirmedUntil: Day? = nil) {
        self.from = from
        self.until = until
        self.notBefore = notBefore
        self.confirmedUntil = confirmedUntil
    }

    /// Whether it is in force on `day`.
    package func inForce(on day: Day) -> Truth {
        let begun: Truth
        switch from {
        case .open: begun = .yes
        case .day(let start): begun = Truth(day >= start)
        case .notKnown:
            if let notBefore, day < notBefore { begun = .no } else { begun = .unknown }
        }
        let notEnded: Truth
        switch until {
        case .open: notEnded = .yes
        case .day(let end): notEnded = Truth(day <= end)
        case .notKnown: notEnded = confirmedUntil.map { day <= $0 ? .yes : .unknown } ?? .unknown
        }
        let confirmed: Truth = confirmedUntil.map { day <= $0 ? .yes : .unknown } ?? .yes
        return begun && notEnded && confirmed
    }

    /// Every day on which ``inForce(on:)`` may begin to differ from the day before.
    package var changes: [Day] {
        var days: [Day] = []
        if case .day(let start) = from { days.append(start) }
        if case .day(let end) = until { days.append(end.adding(days: 1)) }
        if let notBefore { days.append(notBefore) }
        if let confirmedUntil { days.append(confirmedUntil.adding(days: 1)) }
        return days
    }
}

extension Period {
    /// Every day on which ``contains(_:)`` may begin to differ from the day before.
    package var changes: [Day] {
        var days: [Day] = []
        if let from { days.append(from) }
        if let until { days.append(until.adding(days: 1)) }
        return days
    }
}
