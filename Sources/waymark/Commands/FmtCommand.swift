import ArgumentParser
import WaymarkDocuments
import WaymarkRouting

struct FmtCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt",
        abstract: "Writes rulebook and case files in their one layout and spelling; comments stay, meaning too.",
        discussion: """
            Without a path: every file of the rulebook. Names the files it changes. With --check it changes nothing, and \
            ends with status 1 if a file would change.

            Example: waymark fmt
            Example: waymark fmt --check Rules Services Examples/cases
            """)

    @OptionGroup var rulebook: RulebookOption

    @Argument(
        help: ArgumentHelp("Files or folders.", valueName: "path"), completion: .file(extensions: ["yaml", "yml"]))
    var paths: [String] = []

    @Flag(help: "Only say which files would change.")
    var check = false

    func run() throws {
        var problems = Diagnostics()
        let folders = ["Rules", "Services"].map { rulebook.folder == "." ? $0 : "\(rulebook.folder)/\($0)" }
        let wanted = paths.isEmpty ? folders.filter { FolderPaths.exists($0) } : paths
        if wanted.isEmpty {
            Output.error(
                "error: there is no `Rules` or `Services` in `\(rulebook.folder)`; name the files or folders to be formatted"
            )
            throw Exit.problems
        }
        let files = wanted.flatMap { RulebookFolder.caseFiles(at: $0, into: &problems) }
            .filter { path in wanted.contains(path) || [".yaml", ".yml"].contains(where: path.hasSuffix) }
        Problems(sources: SourceSet()).show(problems)
        var session = FormattingSession(defaultRulebook: rulebook.folder, isChecking: check)
        for file in files { try session.format(file) }
        session.finish()
        if problems.hasErrors || session.hasProblems || (check && session.changed > 0) { throw Exit.problems }
    }
}
