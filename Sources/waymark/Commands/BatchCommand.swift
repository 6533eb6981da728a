import ArgumentParser
import Glibc
import WaymarkRouting
import WaymarkRules

struct BatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch",
        abstract: "Decides a caseload: JSON cases in, one a line, and their decisions out in the same order.",
        discussion: """
            A case is one line: {"id": "p1", "decision_date": "2026-04-01", "facts": {"age_years": 23}}, or flat, the \
            facts beside id. A line that cannot be decided yields {"id": …, "line": N, "error": "…"} in its place, and \
            the rest goes on.

            Example: waymark batch --output summary caseload.ndjson > routed.ndjson
            Example: waymark batch --trace none --date 2026-04-01 - < caseload.ndjson
            """)

    @OptionGroup var rulebook: RulebookOption

    @Argument(
        help: ArgumentHelp("Files of cases, or - for standard input.", valueName: "file"),
        completion: .file(extensions: ["ndjson", "jsonl"]))
    var files: [String] = ["-"]

    @Option(help: "decisions, or summary: the programmes that something can be done with, in order.")
    var output: BatchForm = .decisions

    @Option(help: "How much of the reason decisions carry: none, short or full.")
    var trace: TraceDetail = .short

    @Option(
        help: ArgumentHelp(
            "The decision date of cases that name none: YYYY-MM-DD. Today, if not given.", valueName: "date"))
    var date: Day?

    @Option(
        help: ArgumentHelp("How many threads decide. As many as there are processors, if not given.", valueName: "n"))
    var threads: Int?

    func validate() throws {
        if let threads, !(1...1024).contains(threads) {
            throw ValidationError("--threads takes a number from 1 to 1024.")
        }
    }

    func run() throws {
        let rulebook = try rulebook.load()
        let session = BatchSession(
            rulebook, date: date ?? Today.day, form: output, detail: trace,
            threads: threads ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        session.run(files)
        if session.hasProblems { throw Exit.problems }
    }
}
