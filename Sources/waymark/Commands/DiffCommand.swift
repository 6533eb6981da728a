import ArgumentParser
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Shows exactly who is routed differently by two rulebooks.",
        discussion: """
            OLD and NEW are folders with Rules/ and Services/, single files that hold a whole rulebook, or git revisions \
            of the folder given with --rulebook. Groups of people are described in words, each with an example and the \
            rule lines that make the difference. Two rulebooks that mean the same show no difference.

            Example: waymark diff HEAD~1 .
            Example: waymark diff ../last-year . --from 2027-01-01 --cases caseload.ndjson
            """)

    @OptionGroup var rulebook: RulebookOption

    @Argument(help: "The rulebook before: a folder, a file or a git revision.")
    var old: String

    @Argument(help: "The rulebook after.")
    var new: String

    @Option(
        help: ArgumentHelp(
            "The first decision date that matters: YYYY-MM-DD. Every date, if not given.", valueName: "date"))
    var from: Day?

    @Option(help: ArgumentHelp("The last decision date that matters: YYYY-MM-DD.", valueName: "date"))
    var until: Day?

    @Option(
        help: ArgumentHelp(
            "A caseload (YAML, JSON or NDJSON) to count the changes in; may be given more than once.", valueName: "file"
        ),
        completion: .file())
    var cases: [String] = []

    @Option(help: "text for people, json for programs.")
    var format: OutputFormat = .text

    func run() throws {
        let before = try load(old)
        let after = try load(new)
        let diff = RulebookDiff.between(before, after, within: Period(from: from, until: until), today: Today.day)
        let caseload =
            cases.isEmpty ? nil : CaseloadDiff.between(before, after, paths: cases, on: from ?? Today.day)
        switch format {
        case .json:
            var writer = JSONWriter(indented: true)
            DiffJSON(diff, old: before, new: after).write(caseload, to: &writer)
            writer.newline()
            Output.write(writer.text)
        case .text:
            Output.write(DiffText(diff, old: before, new: after).text())
            if let caseload { Output.write("\n" + caseload.text()) }
        }
        if let caseload, !caseload.problems.all.isEmpty { Problems(sources: caseload.sources).show(caseload.problems) }
    }

    /// The rulebook that an argument names; shows what is wrong with it and ends if it does not load.
    private func load(_ name: String) throws -> Rulebook {
        var problems = Diagnostics()
        let sources: SourceSet
        switch RulebookPlace(name) {
        case .folder: sources = RulebookFolder.read(name, into: &problems)
        case .file:
            var files = SourceSet()
            if let file = RulebookFolder.readFile(name, limit: YAMLReader.byteLimit, into: &problems) {
                _ = files.add(file)
            }
            sources = files
        case .revision:
            guard let files = GitRevision(name, folder: rulebook.folder).read() else {
                Output.error(
                    "“\(name)” is neither a folder, a file nor a git revision of \(rulebook.folder) with Rules/ or Services/ in it."
                )
                throw Exit.problems
            }
            sources = files
        }
        let loaded = problems.hasErrors ? nil : Rulebook.load(sources, into: &problems)
        if let loaded { return loaded }
        Output.error("The rulebook “\(name)” does not load:")
        Problems(sources: sources).show(problems)
        throw Exit.problems
    }
}
