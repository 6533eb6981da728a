import ArgumentParser
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

enum MapFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, svg
}

struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Shows who serves where and when, and people whom nobody takes.",
        discussion: """
            The matrix of programmes and areas comes from the service map alone: periods, agreements and capacity. The \
            gaps are of the rulebook's needs and hold for all possible people. The SVG is for printing.

            Example: waymark map --format svg > map.svg
            """)

    @OptionGroup var rulebook: RulebookOption

    @Option(help: "What to write: text, json or svg.")
    var format: MapFormat = .text

    @Option(help: ArgumentHelp("The day to take for today (YYYY-MM-DD).", valueName: "day"))
    var date: Day?

    @Option(help: ArgumentHelp("How many months to look ahead.", valueName: "months"))
    var ahead = 24

    @Flag(name: .customLong("all"), help: "Every gap and every change, in text.")
    var isComplete = false

    func validate() throws {
        guard (0...1200).contains(ahead) else { throw ValidationError("--ahead is a number of months from 0 to 1200.") }
    }

    func run() throws {
        let rulebook = try rulebook.load()
        let today = date ?? Today.day
        let report = CoverageReport(rulebook, period: today...max(today, min(today.adding(months: ahead), .last)))
        switch format {
        case .text:
            Output.write(MapText(rulebook, report, style: Terminal.style, complete: isComplete).text)
        case .json:
            var writer = JSONWriter(indented: true)
            MapJSON(rulebook).write(report, to: &writer)
            writer.newline()
            Output.write(writer.bytes)
        case .svg:
            Output.write(MapSVG(rulebook, report).text)
        }
    }
}
