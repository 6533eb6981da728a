import Foundation
package import WaymarkDocuments
import WaymarkRules

/// How long each class of record is kept: `retention.yaml`.
///
/// ```yaml
/// retention:
///   decision: 6 years
/// ```
package struct RetentionPlan: Sendable {
    /// A number of months or days after the record was made.
    package enum Span: Sendable, Hashable {
        case months(Int)
        case days(Int)

        /// The first day on which a record made on `day` is no longer kept.
        func end(from day: Day) -> Day {
            switch self {
            case .months(let count): day.adding(months: count)
            case .days(let count): day.adding(days: count)
            }
        }

        /// "6 years", "18 months", "30 days".
        package var words: String {
            func words(_ count: Int, _ unit: String) -> String { "\(count) \(unit)" + (count == 1 ? "" : "s") }
            switch self {
            case .months(let count): return count % 12 == 0 ? words(count / 12, "year") : words(count, "month")
            case .days(let count): return words(count, "day")
            }
        }
    }

    /// Classes with their periods, in the file's order.
    package var periods: [(name: String, span: Span)]

    /// Where there is no `retention.yaml`. Six years is a placeholder that keeps rather than loses: the organisation's
    /// own retention schedule takes its place.
    package static let standard = RetentionPlan(periods: [("decision", .months(72))])

    /// The file's name in the data folder.
    package static let fileName = "retention.yaml"

    /// The plan of a data folder; the standard one where it has none.
    ///
    /// - Returns: nil, after a message, where its file cannot be read.
    package static func find(
        in folder: String, of sources: inout SourceSet, into problems: inout Diagnostics
    ) -> RetentionPlan? {
        let path = folder + "/" + fileName
        guard FileManager.default.fileExists(atPath: path) else { return .standard }
        guard let file = RulebookFolder.readFile(path, limit: 1 << 20, into: &problems) else { return nil }
        return read(sources.add(file), of: sources, into: &problems)
    }

    func span(of name: String) -> Span? { periods.first { $0.name == name }?.span }

    /// Reads a `retention.yaml`.
    ///
    /// - Returns: nil, after a message, where anything in it is wrong: nothing is disposed of by a plan half read.
    package static func read(
        _ file: Int32, of sources: SourceSet, into diagnostics: inout Diagnostics
    ) -> RetentionPlan? {
        var problems = Diagnostics()
        let root = YAMLReader.read(file, of: sources, into: &problems)
        var plan = RetentionPlan(periods: [])
        if let root, !problems.hasErrors { read(root, &plan, &problems) }
        if root == nil, !problems.hasErrors {
            problems.error(
                "retention.empty", "the file is empty", at: SourceSpan(file: file, start: 0, end: 0), help: example)
        }
        diagnostics.add(contentsOf: problems)
        return root == nil || problems.hasErrors ? nil : plan
    }

    private static let example = "write `retention:` and under it, for example, `decision: 6 years`"

    private static func read(_ root: Node, _ plan: inout RetentionPlan, _ problems: inout Diagnostics) {
        for entry in root.entries ?? [] where entry.key != "retention" {
            problems.error(
                "retention.key", "`\(entry.key)` has no meaning in \(fileName)", at: entry.keySpan, help: example)
        }
        guard let classes = root["retention"]?.entries, !classes.isEmpty else {
            if !problems.hasErrors {
                problems.error(
                    "retention.shape", "there is no list of classes with their periods", at: root.span, help: example)
            }
            return
        }
        for entry in classes {
            guard let span = entry.value.text.flatMap(span) else {
                problems.error(
                    "retention.period", "how long `\(entry.key)` is kept cannot be read", at: entry.value.span,
                    help: "write a number of days, months or years, such as `6 years`")
                continue
            }
            plan.periods.append((entry.key, span))
        }
    }

    private static func span(_ text: String) -> Span? {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let count = Int(parts[0]), (1...36_500).contains(count) else { return nil }
        switch parts[1] {
        case "day", "days": return .days(count)
        case "month", "months": return count <= 1200 ? .months(count) : nil
        case "year", "years": return count <= 100 ? .months(count * 12) : nil
        default: return nil
        }
    }
}
