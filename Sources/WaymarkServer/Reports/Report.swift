import WaymarkDocuments
import WaymarkRules
import WaymarkStore

/// A report: tables with what they mean. Pages, CSV and JSON are written from this alone, so that they say the same.
struct Report: Sendable {
    /// In addresses and file names.
    var name: String
    var title: String
    var says: [String]
    var tables: [ReportTable]
}

struct ReportTable: Sendable {
    var name: String
    var title: String
    var columns: [Column]
    var rows: [[ReportValue]]
    /// What is said where it has no rows.
    var empty = "Nothing in these months."

    struct Column: Sendable {
        var name: String
        var title: String
        /// Drawn as bars too: numbers beside their greatest, or a share with its interval.
        var isDrawn = false

        init(_ name: String, _ title: String, isDrawn: Bool = false) {
            self.name = name
            self.title = title
            self.isDrawn = isDrawn
        }
    }
}

/// One cell.
enum ReportValue: Sendable, Hashable {
    case text(String)
    case count(Int)
    /// A part of something with its exact 95 % interval; each from 0 to 1.
    case share(Double, low: Double, high: Double)
    /// A part of something that is not about groups of people.
    case part(Double)
    case hours(Double)
    /// Too few people to show, or another number could be worked out from it.
    case hidden
    /// There is nothing to say.
    case nothing

    static func share(_ count: Int, of total: Int) -> ReportValue {
        guard let interval = ExactInterval(count, of: total) else { return .nothing }
        return .share(Double(count) / Double(total), low: interval.low, high: interval.high)
    }

    /// In words, for a page.
    var words: String {
        switch self {
        case .text(let text): text
        case .count(let count): String(count)
        case .share(let share, let low, let high): "\(percent(share)) (\(percent(low)) to \(percent(high)))"
        case .part(let part): percent(part)
        case .hours(let hours): ReportValue.duration(hours)
        case .hidden: "hidden"
        case .nothing: "–"
        }
    }

    /// As a field of CSV: numbers plain, shares from 0 to 1.
    var field: String {
        switch self {
        case .text(let text): text
        case .count(let count): String(count)
        case .share(let share, let low, let high): "\(decimal(share)) (\(decimal(low))-\(decimal(high)))"
        case .part(let part): decimal(part)
        case .hours(let hours): ReportValue.tenths(hours)
        case .hidden: "suppressed"
        case .nothing: ""
        }
    }

    private func percent(_ share: Double) -> String { "\(ReportValue.tenths(share * 100))%" }

    private func decimal(_ share: Double) -> String {
        let tens = String(Int((share * 10_000).rounded()))
        let digits = String(repeating: "0", count: max(0, 5 - tens.count)) + tens
        return digits.dropLast(4) + "." + digits.suffix(4)
    }

    private static func tenths(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10))"
    }

    private static func duration(_ hours: Double) -> String {
        hours < 48 ? "\(tenths(hours)) hours" : "\(tenths(hours / 24)) days"
    }
}

extension Report {
    /// Every table, one after another, each with its title and an empty line between (RFC 4180).
    var csv: [UInt8] {
        var lines: [String] = []
        for table in tables {
            lines.append(Report.line([table.title]))
            lines.append(Report.line(table.columns.map(\.title)))
            lines += table.rows.map { row in Report.line(row.map(\.field)) }
            lines.append("")
        }
        return Array(lines.map { $0 + "\r\n" }.joined().utf8)
    }

    /// Fields that a spreadsheet would take for a formula begin with an apostrophe.
    private static func line(_ fields: [String]) -> String {
        fields.map { field in
            var field = field
            if let first = field.first, "=+-@\t\r".contains(first) { field = "'" + field }
            guard field.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return field }
            return "\"" + field.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: ",")
    }

    func write(to writer: inout JSONWriter, period: ReportPeriod) {
        writer.object { writer in
            writer.field("report", name)
            writer.field("title", title)
            writer.field("from", period.first.description)
            writer.field("through", period.end.adding(days: -1).description)
            writer.field("areas", period.areas.sorted())
            writer.field("notes", says)
            writer.key("tables")
            writer.array(of: tables) { writer, table in
                writer.object { writer in
                    writer.field("table", table.name)
                    writer.field("title", table.title)
                    writer.key("rows")
                    writer.array(of: table.rows) { writer, row in
                        writer.object { writer in
                            for (column, value) in zip(table.columns, row) { value.write(column.name, to: &writer) }
                        }
                    }
                }
            }
        }
    }
}

extension ReportValue {
    fileprivate func write(_ key: String, to writer: inout JSONWriter) {
        switch self {
        case .text(let text): writer.field(key, text)
        case .count(let count): writer.field(key, count)
        case .share(let share, let low, let high):
            writer.key(key)
            writer.object { writer in
                for (name, number) in [("share", share), ("low", low), ("high", high)] {
                    writer.key(name)
                    writer.raw(decimal(number))
                }
            }
        case .part(let part):
            writer.key(key)
            writer.raw(decimal(part))
        case .hours(let hours):
            writer.key(key)
            writer.raw(ReportValue.tenths(hours))
        case .hidden: writer.field(key, "suppressed")
        case .nothing:
            writer.key(key)
            writer.raw("null")
        }
    }
}
