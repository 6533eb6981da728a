import ArgumentParser
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

            Example: waymark test Examples/cases
            """)

    @OptionGroup var rulebook: RulebookOption

    @Argument(
        help: ArgumentHelp("Files or folders of cases.", valueName: "path"), completion: .file())
    var paths: [String] = []

    func run() throws {
        let rulebook = try rulebook.load()
        var problems = Diagnostics()
        let (cases, sources) = CaseLoader(rulebook: rulebook)
            .load(paths: paths.isEmpty ? ["Examples/cases"] : paths, into: &problems)
        Problems(sources: sources).show(problems)

        let decider = Decider(rulebook)
        var passed = 0
        var failed = 0
        var withoutExpectation = 0
        for loaded in cases {
            guard let expectation = loaded.expectation else {
                withoutExpectation += 1
                continue
            }
            let report = report(loaded, expectation, decider, sources)
            if report.isEmpty {
                passed += 1
            } else {
                failed += 1
                Output.line(report)
            }
        }
        var counts = ["\(passed) passed", "\(failed) failed"]
        let unread = problems.all.count { $0.severity == .error }
        if unread > 0 { counts.append(English.count(unread, "problem") + " in cases that do not load") }
        if withoutExpectation > 0 { counts.append("\(withoutExpectation) without `expect`") }
        Output.line(English.list(counts, "and") + ".")
        if failed > 0 || unread > 0 { throw Exit.problems }
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
            decision = try decider.decide(loaded.case, on: Today.day)
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
