import ArgumentParser
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Lists everything that is wrong with a rulebook.",
        discussion: """
            Every problem is shown with its file, line and column, and with what to write instead. Ends with status 1 if \
            there is an error; warnings alone do not matter to the status.

            Example: waymark check --rulebook .
            """)

    @OptionGroup var rulebook: RulebookOption

    @Option(help: "How to show the problems: text or json.")
    var format: OutputFormat = .text

    func run() throws {
        var problems = Diagnostics()
        let (loaded, sources) = Rulebook.load(folder: rulebook.folder, into: &problems)
        switch format {
        case .json:
            Output.write(DiagnosticRenderer(sources: sources).json(problems))
        case .text:
            let renderer = DiagnosticRenderer(sources: sources, colour: Terminal.hasColour)
            if !problems.all.isEmpty { Output.line(renderer.text(problems) + "\n") }
            Output.line(renderer.summary(problems))
            if let loaded {
                Output.line(loaded.inventory)
                let result = RulebookCheck(loaded, today: Today.day, until: Today.day.adding(months: 12)).run()
                Output.line("\n" + FindingsText(loaded, result, style: Terminal.style, complete: true).text)
                Output.line("\(result.steps)")
            }
        }
        if loaded == nil { throw Exit.problems }
    }
}

extension Rulebook {
    /// What the rulebook holds: "28 programmes, 61 services in 7 areas, 12 agreements, 84 facts."
    fileprivate var inventory: String {
        let parts = [
            English.count(programmes.count, "programme"),
            "\(English.count(services.count, "service")) in \(English.count(areas.count, "area"))",
            English.count(agreements.count, "agreement"), English.count(vocabulary.facts.count, "fact"),
            English.count(promises.count, "promise"),
        ]
        return English.list(parts, "and") + "."
    }
}
