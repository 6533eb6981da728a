/// A calendar day in the proleptic Gregorian calendar, without time zone; today is an input, never read from a clock here.
package struct Day: Sendable, Hashable, Comparable {
    /// Days since 1900-01-01, which is 0.
    package var number: Int32

    package init(number: Int32) {
        self.number = number
    }

    /// The day with this year, month (1 to 12) and day of the month, or nil if there is none.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...12).contains(month), day >= 1, day <= Day.length(ofMonth: month, year: year) else { return nil }
        number = Int32(Day.daysFromCivil(year, month, day) - Day.epoch)
    }

    /// Reads `YYYY-MM-DD` in ASCII digits; nil for anything else or a day that does not exist.
    package init?(_ text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        func digits(_ range: Range<Int>) -> Int? {
            var value = 0
            for byte in bytes[range] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                value = value * 10 + Int(byte - 0x30)
            }
            return value
        }
        guard let year = digits(0..<4), let month = digits(5..<7), let day = digits(8..<10) else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// First day that a date fact, a period or a decision may name: 1900-01-01.
    package static let first = Day(number: 0)
    /// Last such day: 2100-12-31.
    package static let last = Day(number: Int32(daysFromCivil(2100, 12, 31) - epoch))

    package static func < (a: Day, b: Day) -> Bool { a.number < b.number }

    package func adding(days: Int) -> Day {
        Day(number: Int32(clamping: Int(number) + days))
    }

    /// Adds months (a year is 12), keeping the day of the month or, if that month is shorter, taking its last day.
    package func adding(months: Int) -> Day {
        let (year, month, day) = civil
        let total = (year * 12 + (month - 1)).addingReportingOverflow(months)
        guard !total.overflow, total.partialValue < 12 * 1_000_000 else { return Day(number: .max) }
        let newYear = total.partialValue / 12
        let newMonth = total.partialValue % 12 + 1
        let newDay = min(day, Day.length(ofMonth: newMonth, year: newYear))
        return Day(number: Int32(clamping: Day.daysFromCivil(newYear, newMonth, newDay) - Day.epoch))
    }

    /// Year, month and day of the month.
    package var civil: (year: Int, month: Int, day: Int) {
        Day.civilFromDays(Int(number) + Day.epoch)
    }

    private static let epoch = daysFromCivil(1900, 1, 1)

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }

    // Days since 1970-01-01 and back: the well-known integer algorithms for the civil calendar.
    private static func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func civilFromDays(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let z = days + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * mp + 2) / 5 + 1
        let month = mp < 10 ? mp + 3 : mp - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, day)
    }
}

extension Day: CustomStringConvertible {
    /// `YYYY-MM-DD`.
    package var description: String {
        let (year, month, day) = civil
        func padded(_ value: Int, _ width: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}
