/// A rulebook and what was measured under it.
struct Column: Sendable {
    var title: String
    var folder: String
    var figures: [String: Double] = [:]

    init(title: String, folder: String) {
        self.title = title
        self.folder = folder
    }

    /// Takes the figures that `measure` printed.
    mutating func read(_ output: String) {
        for line in output.split(separator: "\n") {
            let parts = line.split(separator: "\t")
            if parts.count == 2, let value = Double(parts[1]) { figures[String(parts[0])] = value }
        }
    }
}

/// A row of the table: how a figure is worked out and shown.
struct Figure: Sendable {
    enum Unit: Sendable { case seconds, bytes, count, ratio, perSecond }

    var title: String
    var unit: Unit
    var value: @Sendable (Column) -> Double?

    init(_ title: String, _ unit: Unit, _ value: @escaping @Sendable (Column) -> Double?) {
        self.title = title
        self.unit = unit
        self.value = value
    }

    init(_ title: String, _ unit: Unit, _ name: String) {
        self.init(title, unit) { $0.figures[name] }
    }

    static func ratio(_ title: String, _ a: String, to b: String) -> Figure {
        Figure(title, .ratio) { column in
            guard let a = column.figures[a], let b = column.figures[b], b > 0 else { return nil }
            return a / b
        }
    }

    /// People per second of a whole program.
    static func rate(_ title: String, _ name: String) -> Figure {
        Figure(title, .perSecond) { column in
            guard let people = column.figures["people"], let seconds = column.figures[name] else { return nil }
            return people / seconds
        }
    }

    static let all: [Figure] = [
        Figure("services", .count, "services"),
        Figure("rulebook, bytes", .bytes, "bytes"),
        Figure("read the files", .seconds, "files"),
        Figure("libyaml alone, bare events", .seconds, "libyaml"),
        Figure("YAML to trees with places", .seconds, "tree"),
        Figure("content hash", .seconds, "hash"),
        Figure("load: parse, resolve, check, compile", .seconds, "load"),
        .ratio("load ÷ libyaml alone", "load", to: "libyaml"),
        Figure("load from the folder", .seconds, "all"),
        Figure("peak memory of one load", .bytes, "memory"),
        Figure("first decision of a day", .seconds, "first"),
        Figure("decision, all known", .seconds, "known_plain"),
        Figure("… with full trace", .seconds, "known_trace"),
        Figure("… with full trace as JSON", .seconds, "known_json"),
        .ratio("trace as JSON ÷ no trace", "known_json", to: "known_plain"),
        Figure("decision, 5 in 100 unknown", .seconds, "unknown_5_plain"),
        Figure("… with full trace", .seconds, "unknown_5_trace"),
        Figure("decision, 25 in 100 unknown", .seconds, "unknown_25_plain"),
        Figure("… with full trace", .seconds, "unknown_25_trace"),
        Figure("interview, first step of a day", .seconds, "ask_cold"),
        Figure("… first step again", .seconds, "ask_first"),
        Figure("… later step, mean", .seconds, "ask_step"),
        .ratio("later step ÷ load", "ask_step", to: "load"),
        Figure("… questions of an interview, mean", .count, "ask_questions"),
        Figure("near misses of one decision", .seconds, "near_misses"),
        Figure("explain one programme", .seconds, "explain"),
        .ratio("explain ÷ load", "explain", to: "load"),
        Figure("check with every analysis, whole program", .seconds, "check"),
        .ratio("check ÷ load", "check", to: "load"),
        Figure("… peak memory", .bytes, "check_memory"),
        Figure("diff with itself, whole program", .seconds, "diff"),
        Figure("diff of one age limit, whole program", .seconds, "diff_edit"),
        .ratio("diff of one age limit ÷ load", "diff_edit", to: "load"),
        Figure("… peak memory", .bytes, "diff_edit_memory"),
        .rate("generate people, a second", "generate"),
        .rate("batch summaries, a second", "batch_summary"),
        Figure("… peak memory", .bytes, "batch_summary_memory"),
        .rate("batch decisions without trace, a second", "batch_decisions"),
        .rate("batch decisions with full trace, a second", "batch_traced"),
    ]
}

/// Figures in Markdown; rows that no column has are left out.
struct Table {
    var columns: [Column]
    var rows: [Figure]

    var text: String {
        var cells = [[""] + columns.map(\.title)]
        for row in rows {
            let values = columns.map { row.value($0) }
            if values.allSatisfy({ $0 == nil }) { continue }
            cells.append([row.title] + values.map { $0.map { Table.text($0, row.unit) } ?? "" })
        }
        let widths = cells[0].indices.map { column in max(2, cells.map { $0[column].count }.max() ?? 0) }
        var lines = cells.map { row in
            let padded = row.enumerated().map { index, text in
                let blanks = String(repeating: " ", count: widths[index] - text.count)
                return index == 0 ? text + blanks : blanks + text
            }
            return "| " + padded.joined(separator: " | ") + " |"
        }
        let rule = widths.enumerated().map {
            String(repeating: "-", count: $1 - ($0 == 0 ? 0 : 1)) + ($0 == 0 ? "" : ":")
        }
        lines.insert("| " + rule.joined(separator: " | ") + " |", at: 1)
        return lines.joined(separator: "\n")
    }

    static func text(_ value: Double, _ unit: Figure.Unit) -> String {
        switch unit {
        case .seconds:
            if value >= 1 { return "\(digits(value)) s" }
            if value >= 1e-3 { return "\(digits(value * 1e3)) ms" }
            return "\(digits(value * 1e6)) µs"
        case .bytes: return value >= 1e6 ? "\(digits(value / 1e6)) MB" : "\(digits(value / 1e3)) kB"
        case .count, .perSecond: return grouped(Int(value.rounded()))
        case .ratio: return "\(digits(value)) ×"
        }
    }

    /// Three digits that count.
    private static func digits(_ value: Double) -> String {
        if value >= 100 { return grouped(Int(value.rounded())) }
        let decimals = value >= 10 ? 10 : 100
        let scaled = Int((value * Double(decimals)).rounded())
        let fraction = String(scaled % decimals)
        let zeros = String(repeating: "0", count: (decimals == 10 ? 1 : 2) - fraction.count)
        return "\(scaled / decimals).\(zeros)\(fraction)"
    }

    private static func grouped(_ value: Int) -> String {
        var text = ""
        for (index, digit) in String(value).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
