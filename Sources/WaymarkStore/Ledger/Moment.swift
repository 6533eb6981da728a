import GRDB
package import WaymarkRules

/// A point in time in UTC. Always given by the caller: there is no clock inside the store.
package struct Moment: Sendable, Hashable, Comparable, Codable {
    /// Since 1970-01-01T00:00:00Z.
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package static func < (a: Moment, b: Moment) -> Bool { a.milliseconds < b.milliseconds }

    package func adding(seconds: Int64) -> Moment { Moment(milliseconds: milliseconds + seconds * 1000) }

    /// Midnight in UTC at the beginning of a day.
    package init(startOf day: Day) {
        milliseconds = (Int64(day.number) - Moment.epoch) * Moment.millisecondsInDay
    }

    /// The calendar day in UTC.
    package var day: Day { Day(number: Int32(clamping: days)) }

    private static let millisecondsInDay: Int64 = 86_400_000
    /// Days from 1900-01-01, where ``Day`` begins, to 1970-01-01.
    private static let epoch: Int64 = 25_567

    private var days: Int64 {
        let whole = milliseconds / Moment.millisecondsInDay
        return (milliseconds % Moment.millisecondsInDay < 0 ? whole - 1 : whole) + Moment.epoch
    }

    /// `2026-11-21T07:15:00.000Z`.
    package var iso: String {
        var rest = milliseconds % Moment.millisecondsInDay
        if rest < 0 { rest += Moment.millisecondsInDay }
        func digits(_ number: Int64, _ width: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        let seconds = rest / 1000
        return
            "\(day)T\(digits(seconds / 3600, 2)):\(digits(seconds / 60 % 60, 2)):\(digits(seconds % 60, 2)).\(digits(rest % 1000, 3))Z"
    }
}

/// Who acts: the name of an account (never a person's data), `desk` where one person uses it alone, or `system`.
package struct Actor: Sendable, Hashable, Codable {
    package var name: String

    package init(name: String) {
        self.name = name
    }

    package static let system = Actor(name: "system")
}

extension Moment: DatabaseValueConvertible {
    var databaseValue: DatabaseValue { milliseconds.databaseValue }

    static func fromDatabaseValue(_ value: DatabaseValue) -> Moment? {
        Int64.fromDatabaseValue(value).map(Moment.init(milliseconds:))
    }
}
