import ArgumentParser
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Which rulebook.
struct RulebookOption: ParsableArguments {
    @Option(
        name: .customLong("rulebook"),
        help: ArgumentHelp("The folder that holds Rules/ and Services/.", valueName: "dir"),
        completion: .directory)
    var folder = "."

    /// Loads the rulebook; shows what is wrong with it and ends with ``Exit/problems`` if it does not load. Warnings
    /// are for `waymark check`.
    func load() throws -> Rulebook { try RulebookOption.at(folder) }

    /// The rulebook in a folder, as ``load()``.
    static func at(_ folder: String) throws -> Rulebook {
        var problems = Diagnostics()
        let (rulebook, sources) = Rulebook.load(folder: folder, into: &problems)
        if let rulebook { return rulebook }
        var errors = Diagnostics()
        for problem in problems.all where problem.severity == .error { errors.add(problem) }
        Problems(sources: sources).show(errors)
        Output.error("")
        Output.error(Problems(sources: sources).summary(errors))
        throw Exit.problems
    }
}

extension Rulebook {
    /// A programme that was named on the command line; says where there is none and ends with ``Exit/wrongUsage``.
    func programme(named name: String) throws -> Int {
        if let index = programmes.firstIndex(where: { $0.name == name }) { return index }
        let help = Suggestion.help(for: name, among: programmes.map(\.name)).map { ": " + $0 } ?? ""
        Output.error(English.sentence("There is no programme called “\(name)” in this rulebook\(help)"))
        throw Exit.wrongUsage
    }
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// What a batch writes of each case.
enum BatchForm: String, ExpressibleByArgument, CaseIterable {
    case decisions, summary
}

extension TraceDetail: ExpressibleByArgument {}

extension Day: ExpressibleByArgument {
    package init?(argument: String) {
        guard let day = Day(argument), day >= .first, day <= .last else { return nil }
        self = day
    }
}

/// Shows problems on standard error.
struct Problems {
    let sources: SourceSet

    func show(_ diagnostics: Diagnostics) {
        if diagnostics.all.isEmpty { return }
        Output.error(DiagnosticRenderer(sources: sources, colour: Terminal.errorHasColour).text(diagnostics))
    }

    func summary(_ diagnostics: Diagnostics) -> String {
        DiagnosticRenderer(sources: sources).summary(diagnostics)
    }
}
