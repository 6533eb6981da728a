import GRDB
package import WaymarkRules

/// What a report covers: whole months, and areas.
///
/// Whole months, so that nobody can count single people by moving a period's ends by a day.
package struct ReportPeriod: Sendable, Hashable {
    /// The first day of the first month.
    package let first: Day
    /// The first day after the last month.
    package let end: Day
    /// Home areas by name; empty means all, also people whose area is not known or is outside.
    package var areas: Set<String>

    /// - Parameters:
    ///   - from, through: any day of the first and of the last month.
    /// - Returns: nil where it would end before it begins.
    package init?(from: Day, through: Day, areas: Set<String> = []) {
        first = ReportPeriod.monthStart(from)
        end = ReportPeriod.monthStart(through).adding(months: 1)
        self.areas = areas
        if end <= first { return nil }
    }

    /// The first days of its months.
    package var months: [Day] {
        var months: [Day] = []
        var next = first
        while next < end {
            months.append(next)
            next = next.adding(months: 1)
        }
        return months
    }

    package static func monthStart(_ day: Day) -> Day {
        let (year, month, _) = day.civil
        return Day(year: year, month: month, day: 1) ?? day
    }

    /// Rows whose time in milliseconds and home area lie in it.
    func condition(time: String, area: String) -> (sql: String, arguments: StatementArguments) {
        let times: StatementArguments = [Moment(startOf: first).milliseconds, Moment(startOf: end).milliseconds]
        if areas.isEmpty { return ("\(time) >= ? AND \(time) < ?", times) }
        let marks = databaseQuestionMarks(count: areas.count)
        return ("\(time) >= ? AND \(time) < ? AND \(area) IN (\(marks))", times + StatementArguments(areas.sorted()))
    }
}
