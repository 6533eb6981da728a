import ArgumentParser
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

struct TestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Decides cases that say what they expect, and shows where the rules say otherwise.",
        discussion: """
            Reads cases with `expect` from files and folders (Examples/cases by default). For each failure it shows what \
            was expected, what came instead, and the part of the trace that decided. Ends with status 1 if one fails.

            Then it says how many of the ways through the rules the cases exercise: each line both when it decides and \
            when it does not, each service, both sides of each number, and the day before and after each change. \
            --coverage lists the ways that are not tested; --suggest writes cases for them, to be confirmed.

            Example: waymark test Examples/cases
            Example: waymark test --coverage
            Example: waymark test --suggest Examples/new
            """)

    @OptionGroup var rulebook: RulebookOption

    @Argument(
        help: ArgumentHelp("Files or folders of cases.", valueName: "path"), completion: .file())
    var paths: [String] = []

    @Flag(inversion: .prefixedNo, help: "List every way through the rules that no case exercises.")
    var coverage: Bool?

    @Option(
        help: ArgumentHelp(
            "Write cases for what is not tested into this folder, one file each (`-` shows them).", valueName: "folder"),
        completion: .directory)
    var suggest: String?

    @Option(
        help: ArgumentHelp(
            "How many ways a suggested case is made for: the more, the fewer cases, and the harder each is to confirm.",
            valueName: "number"))
    var waysPerCase = TestCoverageFinder.usualWaysPerCase

    @Option(help: ArgumentHelp("The day that is looked at first (default: today).", valueName: "date"))
    var date: Day?

    @Option(help: ArgumentHelp("Steps allowed for the coverage.", valueName: "steps"))
    var budget = TestCoverageFinder.usualBudget

    @Option(help: "text for people, json for programs (`waymark.test/1`).")
    var format = OutputFormat.text

    func validate() throws {
        if suggest != nil, coverage == false {
            throw ValidationError("--suggest needs the coverage: leave out --no-coverage.")
        }
        if suggest == "-", format == .json {
            throw ValidationError("--suggest - shows files, so it cannot go with --format json; name a folder.")
        }
        if waysPerCase < 1 { throw ValidationError("--ways-per-case must be 1 or more.") }
        if budget < 1 { throw ValidationError("--budget must be 1 or more.") }
    }

    func run() throws {
        let rulebook = try rulebook.load()
        var problems = Diagnostics()
        let (cases, sources) = CaseLoader(rulebook: rulebook)
            .load(paths: paths.isEmpty ? ["Examples/cases"] : paths, into: &problems)
        Problems(sources: sources).show(problems)

        var results = TestResults(unread: problems.all.count { $0.severity == .error })
        let decider = Decider(rulebook)
        for loaded in cases {
            guard let expectation = loaded.expectation else {
                results.withoutExpectation += 1
                continue
            }
            let report = report(loaded, expectation, decider, sources)
            if report.isEmpty {
                results.passed += 1
            } else {
                results.failed.append(loaded.case.name)
                if format == .text, suggest != "-" { Output.write(report) }
            }
        }
        let finder =
            coverage == false
            ? nil : TestCoverageFinder(decider.plans, today: date ?? Today.day, budget: budget)
        let found = finder?.coverage(of: cases)
        switch format {
        case .json: results.writeJSON(found.map { ($0, rulebook) })
        case .text: if suggest != "-" { results.show(found.map { ($0, rulebook) }, lists: coverage == true) }
        }
        if let suggest, let finder, let found {
            let names = Set(cases.map(\.case.name))
            try SuggestionFiles(folder: suggest, isQuiet: format == .json)
                .write(finder.suggestions(for: found, besides: names, waysPerCase: waysPerCase))
        }
        if results.hasFailed { throw Exit.problems }
    }

    /// What is wrong with one case; empty where it passes.
    private func report(
        _ loaded: LoadedCase, _ expectation: Expectation, _ decider: Decider, _ sources: SourceSet
    ) -> String {
        let rulebook = decider.rulebook
        func place(_ span: SourceSpan) -> String {
            let location = sources.location(of: span)
            return "\(location.path):\(location.line)"
        }
        let title = loaded.case.title.map { " (\($0))" } ?? ""
        let heading = "FAILED \(loaded.case.name)\(title), \(place(loaded.span))\n"
        let decision: Decision
        do {
            decision = try decider.decide(loaded.case, on: date ?? Today.day)
        } catch {
            let problem = error.diagnostic(of: loaded.case, under: rulebook)
            return heading + DiagnosticRenderer(sources: sources, colour: Terminal.hasColour).text(problem)
        }
        let failures = expectation.failures(of: decision, under: rulebook)
        if failures.isEmpty { return "" }
        var text = heading
        var shown: Set<Int> = []
        let words = DecisionText(rulebook, style: Terminal.style)
        for failure in failures {
            text += "  expected \(failure.expected)\n       got \(failure.got)   [\(place(failure.span))]\n"
            let rows = failure.rows.filter { shown.insert($0).inserted }
            for line in words.text(decision, rows: rows).split(separator: "\n") { text += "    \(line)\n" }
        }
        return text
    }
}
