import ArgumentParser
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

struct RouteCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "route",
        abstract: "Decides cases: what to do for each person, in order, and why.",
        discussion: """
            A case is a YAML or JSON file; a folder stands for every case in it, and - for standard input. In an NDJSON \
            stream (one JSON object a line) a case that cannot be decided gives an error in its place and the rest goes on.

            Example: waymark route Examples/cases/v02.yaml
            Example: waymark route --format json --trace full Examples/cases/v02.yaml
            """)

    @OptionGroup var rulebook: RulebookOption

    @Argument(
        help: ArgumentHelp("Files or folders of cases, or - for standard input.", valueName: "case"),
        completion: .file(extensions: ["yaml", "yml", "json", "ndjson"]))
    var cases: [String]

    @Option(
        help: ArgumentHelp(
            "The decision date of cases that name none: YYYY-MM-DD. Today, if not given.", valueName: "date"))
    var date: Day?

    @Option(help: "How much of the reason to show: none, short or full.")
    var trace: TraceDetail = .short

    @Option(help: "text for people, json for programs (one decision a line).")
    var format: OutputFormat = .text

    func run() throws {
        let rulebook = try rulebook.load()
        let session = RoutingSession(rulebook, date: date ?? Today.day, detail: trace, format: format)
        session.route(cases)
        if session.hasProblems { throw Exit.problems }
    }
}
