package import WaymarkDocuments

/// Dates as they are written, with the bounds of the language.
package enum DayText {
    /// The day that `text` names, or nil after a message; `what` says what needs a date.
    package static func parse(
        _ text: String, _ what: String, at span: SourceSpan?, into problems: inout Diagnostics
    ) -> Day? {
        guard hasForm(text) else {
            problems.error(
                "date.form", "\(what) needs a date, not \(Words.code(text))", at: span,
                help: intended(by: text).map { "write \(Words.code($0.description))" }
                    ?? "write year, month and day as `YYYY-MM-DD`, such as `2026-04-01`")
            return nil
        }
        guard let day = Day(text) else {
            problems.error("date.none", "there is no day \(Words.code(text))", at: span, help: daysOfMonth(text))
            return nil
        }
        guard day >= .first, day <= .last else {
            problems.error(
                "date.bounds", "\(Words.code(text)) lies outside the dates that can be named", at: span,
                help: "dates run from \(Day.first) to \(Day.last)"
                    + (["`from`", "`until`"].contains(what) ? "; leave \(what) out where there is no end" : ""))
            return nil
        }
        return day
    }

    /// Four digits, two, and two, with hyphens between them.
    package static func hasForm(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 10
            && text.utf8.enumerated().allSatisfy { position, byte in
                position == 4 || position == 7 ? byte == 0x2D : byte >= 0x30 && byte <= 0x39
            }
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// "February 2023 has 28 days".
    private static func daysOfMonth(_ text: String) -> String {
        let parts = text.split(separator: "-").compactMap { WholeNumber.parse($0) }
        guard parts.count == 3, (1...12).contains(parts[1]) else { return "months run from `01` to `12`" }
        let last = (28...31).last { Day(year: parts[0], month: parts[1], day: $0) != nil } ?? 31
        return "\(months[parts[1] - 1]) \(parts[0]) has \(last) days"
    }

    /// The day that somebody means who writes `1/4/2026` or `1 April 2026`, as people do in Britain.
    private static func intended(by text: String) -> Day? {
        let parts = text.split { " /.-,".contains($0) }
        guard parts.count == 3, let year = WholeNumber.parse(parts[2]), let day = WholeNumber.parse(parts[0]) else {
            return nil
        }
        let name = parts[1].lowercased()
        let named = name.count < 3 ? nil : months.firstIndex { $0.lowercased().hasPrefix(name) }.map { $0 + 1 }
        guard let month = WholeNumber.parse(parts[1]) ?? named, year >= 1000 else { return nil }
        return Day(year: year, month: month, day: day)
    }
}
