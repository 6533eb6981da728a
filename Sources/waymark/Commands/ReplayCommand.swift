import ArgumentParser
import WaymarkReplay
import WaymarkStore

struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Decides the decisions of the record again.",
        discussion: """
            Under the rulebook that each was made with, every decision must come out byte for byte as it was shown. With \
            --rulebook, it says which would come out differently under that one. References only: nothing of a person.

            Exit status: 0 done; 1 a decision differs under its own rulebook or cannot be decided again; 2 wrong usage.

            Example: waymark replay --data waymark-data
            Example: waymark replay --rulebook ../next-year
            """)

    @OptionGroup var data: DataOption

    @Option(
        help: ArgumentHelp("Another rulebook: a folder that holds Rules/ and Services/.", valueName: "dir"),
        completion: .directory)
    var rulebook: String?

    private static let shown = 20

    func run() throws {
        let other = try rulebook.map { folder in
            var option = RulebookOption()
            option.folder = folder
            return try option.load()
        }
        let report = try data.use { store throws(StoreError) in
            try store.replay(under: other, by: DataOption.actor, at: DataOption.now)
        }
        show(report, isOther: other != nil)
        if !report.failures.isEmpty || (other == nil && !report.changes.isEmpty) { throw Exit.problems }
    }

    private func show(_ report: ReplayReport, isOther: Bool) {
        let same = report.count - report.changes.count - report.failures.count
        Output.line(
            "\(count(report.count)) decided again, \(same) \(isOther ? "with the same outcomes" : "byte for byte the same")."
        )
        if report.disposed > 0 { Output.line("\(count(report.disposed)) left out: disposed of.") }
        var groups: [(line: String, references: [String])] = []
        var places: [String: Int] = [:]
        for change in report.changes {
            for line in change.lines.isEmpty ? ["the words or reasons"] : change.lines {
                if let place = places[line] {
                    groups[place].references.append(change.reference)
                } else {
                    places[line] = groups.count
                    groups.append((line, [change.reference]))
                }
            }
        }
        if !report.changes.isEmpty { Output.line("\n\(count(report.changes.count)) would come out differently:") }
        for group in groups {
            let more = group.references.count - ReplayCommand.shown
            Output.line(
                "  \(group.line) (\(group.references.count)): \(group.references.prefix(ReplayCommand.shown).joined(separator: ", "))"
                    + (more > 0 ? " and \(more) more" : ""))
        }
        if !report.failures.isEmpty { Output.line("\n\(count(report.failures.count)) could not be decided again:") }
        for failure in report.failures.prefix(ReplayCommand.shown) {
            Output.line("  \(failure.reference): \(failure.says)")
        }
        let more = report.failures.count - ReplayCommand.shown
        if more > 0 { Output.line("  and \(more) more") }
    }

    private func count(_ number: Int) -> String { number == 1 ? "1 decision" : "\(number) decisions" }
}
