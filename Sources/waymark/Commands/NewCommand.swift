import ArgumentParser
import WaymarkDocuments
import WaymarkRouting

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Starts something new in a rulebook.",
        discussion: "Example: waymark new area Nottingham --gss E06000018", subcommands: [NewAreaCommand.self])
}

struct NewAreaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "area",
        abstract: "Writes the service map of a new area, with every programme to be filled in.",
        discussion: """
            Makes Services/<name>.yaml with the area and, as comments, a service for each programme that depends on where \
            a person is. A file that is there already is left as it is.

            Example: waymark new area Nottingham --gss E06000018
            """)

    @Argument(help: ArgumentHelp("The area as people call it, or its name in the rulebook.", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("The GSS code of the authority.", valueName: "code"))
    var gss: String

    @OptionGroup var rulebook: RulebookOption

    func run() throws {
        let before = try rulebook.load()
        let scaffold: AreaScaffold
        do {
            scaffold = try AreaScaffold(name, gss: gss, for: before)
        } catch {
            Output.error("error: " + words(error))
            throw Exit.problems
        }
        let path = rulebook.folder == "." ? scaffold.path : "\(rulebook.folder)/\(scaffold.path)"
        try FileWriting.create(path, with: Array(scaffold.text(for: before).utf8))
        var problems = Diagnostics()
        let (after, sources) = Rulebook.load(folder: rulebook.folder, into: &problems)
        guard after != nil else {
            Problems(sources: sources).show(problems)
            Output.error("error: with `\(path)` the rulebook does not load; mend it or remove the file")
            throw Exit.problems
        }
        Output.line(
            "Wrote \(path). Fill in the services that \(scaffold.title) has, then run waymark check and waymark test.")
    }

    private func words(_ refusal: AreaScaffold.Refusal) -> String {
        switch refusal {
        case .noName: "`\(name)` gives no name for the rulebook; write it in letters a to z, such as milton_keynes"
        case .notGSS:
            "`\(gss)` is no GSS code; it is a letter and eight digits, such as E06000018 (see the ONS Code History Database)"
        case .nameTaken(let place): "there is an area of this name already, at \(place)"
        case .gssTaken(let area, let place): "\(area) has the GSS code \(gss) already, at \(place)"
        }
    }
}
