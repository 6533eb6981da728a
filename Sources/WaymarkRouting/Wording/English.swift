package import WaymarkRules

/// How numbers, dates and lists are said in sentences.
package enum English {
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    /// "1 March 2024".
    package static func date(_ day: Day) -> String {
        let (year, month, day) = day.civil
        return "\(day) \(months[month - 1]) \(year)"
    }

    /// "A", "A or B", "A, B or C".
    package static func list(_ items: [String], _ last: String) -> String {
        guard let final = items.last else { return "" }
        if items.count == 1 { return final }
        return items.dropLast().joined(separator: ", ") + " \(last) " + final
    }

    /// Clauses that may hold commas of their own: "a; b; and c".
    package static func clauses(_ items: [String], _ last: String = "and") -> String {
        guard items.contains(where: { $0.utf8.contains(UInt8(ascii: ",")) || $0.contains(" and ") }) else {
            return list(items, last)
        }
        guard let final = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: "; ") + "; \(last) " + final
    }

    /// "1 year", "16 years"; without a unit the number alone.
    package static func amount(_ number: Int, _ unit: String?) -> String {
        guard let unit, !unit.isEmpty else { return String(number) }
        return "\(number) \(number == 1 ? singular(unit) : unit)"
    }

    /// "3 outcomes", "1 outcome".
    package static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(number) \(number == 1 ? noun : plural ?? noun + "s")"
    }

    /// A unit as it stands after 1: the noun of "offences in 12 months" is its first part.
    private static func singular(_ unit: String) -> String {
        let words = unit.split(separator: " ")
        let end = words.firstIndex { ["in", "a", "an", "per", "of", "from", "since"].contains($0) } ?? words.count
        guard end > 0 else { return unit }
        let noun = words[end - 1]
        guard noun.hasSuffix("s"), !noun.hasSuffix("ss"), noun.utf8.count > 2 else { return unit }
        var result = words.map(String.init)
        result[end - 1] = String(noun.dropLast())
        return result.joined(separator: " ")
    }

    /// A label inside a sentence: "Rough sleeping" becomes "rough sleeping". Labels that hold another capital letter
    /// ("Class A drugs", "GP") keep theirs, since they are names or begin with one.
    package static func inSentence(_ label: String) -> String {
        let bytes = label.utf8
        guard let first = bytes.first, (0x41...0x5A).contains(first) else { return label }
        if bytes.dropFirst().contains(where: { (0x41...0x5A).contains($0) }) { return label }
        return String(decoding: [first + 0x20], as: UTF8.self) + label.dropFirst()
    }

    /// The beginning of a sentence.
    package static func capitalised(_ text: String) -> String {
        guard let first = text.utf8.first, (0x61...0x7A).contains(first) else { return text }
        return String(decoding: [first - 0x20], as: UTF8.self) + text.dropFirst()
    }

    /// A sentence with one full stop at its end.
    package static func sentence(_ text: String) -> String {
        guard let last = text.utf8.last else { return text }
        return [0x2E, 0x21, 0x3F].contains(last) ? text : text + "."
    }

    /// A length of time: "3 months", "1 week".
    package static func span(_ span: TimeSpan) -> String {
        switch span {
        case .days(let n): count(n, "day")
        case .weeks(let n): count(n, "week")
        case .months(let n): count(n, "month")
        case .years(let n): count(n, "year")
        }
    }
}

extension Decision {
    /// The date as words name it.
    var dateInWords: String { dateMark ?? English.date(date) }
}
