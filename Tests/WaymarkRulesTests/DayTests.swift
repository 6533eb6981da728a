import Testing
import WaymarkRules

/// Days counted one after another, as one turns the leaves of a calendar.
private struct Calendar {
    var year = 1900
    var month = 1
    var day = 1

    static func length(of month: Int, _ year: Int) -> Int {
        let isLeap = year.isMultiple(of: 400) || year.isMultiple(of: 4) && !year.isMultiple(of: 100)
        return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    mutating func turn() {
        day += 1
        if day > Self.length(of: month, year) { (day, month) = (1, month + 1) }
        if month > 12 { (month, year) = (1, year + 1) }
    }

    var text: String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(two(month))-\(two(day))"
    }
}

func day(_ text: String) -> Day {
    guard let day = Day(text) else { fatalError("\(text) is no day") }
    return day
}

@Suite struct `Days of the calendar` {
    @Test func `are counted from 1900 to 2100 without a gap, read and written alike`() {
        var calendar = Calendar()
        var number: Int32 = 0
        while calendar.year <= 2100 {
            let here = Day(number: number)
            guard here.civil == (calendar.year, calendar.month, calendar.day), here.description == calendar.text,
                Day(calendar.text) == here, Day(year: calendar.year, month: calendar.month, day: calendar.day) == here
            else {
                Issue.record("day \(number) is \(here), not \(calendar.text)")
                return
            }
            number += 1
            calendar.turn()
        }
        #expect(Day.first == Day(number: 0) && Day.last == Day(number: number - 1))
    }

    @Test(arguments: [
        "", "2026", "2026-4-1", "26-04-01", "2026-04-1", "2026/04/01", "2026-04-01 ", " 2026-04-01", "2026-04-01T00:00",
        "+026-04-01", "2026-13-01", "2026-00-10", "2026-02-29", "2023-02-30", "1900-02-29", "2026-04-31", "2026-04-00",
        "２０２６-04-01", "2026–04–01", "aaaa-bb-cc",
    ])
    func `are nothing else`(_ text: String) {
        #expect(Day(text) == nil)
    }

    @Test(arguments: ["0000-01-01", "1600-02-29", "2000-02-29", "2400-02-29", "9999-12-31"])
    func `outside the bounds of the language are days all the same`(_ text: String) {
        #expect(Day(text)?.description == text)
    }

    @Test(arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-01-31", 3, "2026-04-30"),
        ("2026-01-30", 1, "2026-02-28"), ("2026-02-28", 1, "2026-03-28"), ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"), ("2026-12-31", 2, "2027-02-28"), ("2026-03-31", -1, "2026-02-28"),
        ("2026-01-15", -13, "2024-12-15"), ("2026-05-31", 0, "2026-05-31"), ("1900-01-31", 1, "1900-02-28"),
    ])
    func `months later keep the day of the month, or take the last there is`(
        _ from: String, _ months: Int, _ to: String
    ) {
        #expect(day(from).adding(months: months) == day(to))
    }

    @Test func `months later are never earlier for a later day`() {
        for months in [1, 2, 6, 11, 12, 25] {
            var last = Day.first
            for number in 45_000..<46_500 {
                let later = Day(number: Int32(number)).adding(months: months)
                #expect(later >= last)
                last = later
            }
        }
    }

    @Test func `months one after another are months at once, but for the ends of short ones`() {
        let start = day("2025-11-28")
        for a in 0..<15 {
            for b in 0..<15 { #expect(start.adding(months: a).adding(months: b) == start.adding(months: a + b)) }
        }
    }

    @Test func `beyond what can be counted stay at the end`() {
        #expect(Day.last.adding(days: .max / 2) == Day(number: .max))
        #expect(Day.first.adding(days: .min / 2) == Day(number: .min))
        #expect(Day.last.adding(months: .max) == Day(number: .max))
        #expect(Day.distantPast < Day.first && Day.last < Day.distantFuture)
    }
}

@Suite struct `Lengths of time` {
    private static let spans: [TimeSpan] = [
        .days(0), .days(1), .days(2), .days(27), .days(31), .weeks(0), .weeks(1), .weeks(5), .months(0), .months(1),
        .months(2), .months(6), .months(11), .months(13), .years(0), .years(1), .years(4),
    ]

    @Test(arguments: spans)
    func `the first day that reaches another is found by trying them all`(_ span: TimeSpan) {
        for end in [
            "2024-02-28", "2024-02-29", "2024-03-01", "2025-02-28", "2025-03-01", "2025-12-31", "2026-01-31",
            "2026-04-30",
        ] {
            let end = day(end)
            var expected = end.adding(days: -2_000)
            while span.after(expected) < end { expected = expected.adding(days: 1) }
            #expect(span.firstDay(reaching: end) == expected, "\(span) before \(end)")
        }
    }

    @Test(arguments: [
        (TimeSpan.days(10), "2026-03-11"), (.weeks(2), "2026-03-15"), (.months(1), "2026-04-01"),
        (.years(1), "2027-03-01"),
        (.years(2), "2028-03-01"), (.months(24), "2028-03-01"),
    ])
    func `a week is seven days and a year twelve months`(_ span: TimeSpan, _ expected: String) {
        #expect(span.after(day("2026-03-01")) == day(expected))
    }

    @Test func `longer than anybody lives reach back before every day`() {
        #expect(TimeSpan.years(100_000).firstDay(reaching: .last) == .distantPast)
        #expect(TimeSpan.months(.max / 2).firstDay(reaching: .last) == .distantPast)
    }
}
