import ArgumentParser
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Lists everything that is wrong with a rulebook, and what the analysis finds.",
        discussion: """
            Every problem is shown with its file, line and column, and with what to write instead. If the rulebook \
            loads, the analysis follows: people whom nobody takes, what ends soon, rules that do nothing, what protected \
            characteristics decide, help that depends on one service. Its findings hold for all possible people; what \
            it cannot decide within its budget it says.

            Ends with status 1 if there is an error. Warnings and findings do not matter to the status, unless \
            --strict is given: then a finding marked ✗ ends with status 1 too.

            Example: waymark check --rulebook . --all
            """)

    @OptionGroup var rulebook: RulebookOption

    @Option(help: "How to show the problems: text or json.")
    var format: OutputFormat = .text

    @Flag(inversion: .prefixedNo, help: "Whether to look for more than errors.")
    var analysis = true

    @Flag(name: .customLong("all"), help: "Every finding with an example person and the lines of the rulebook.")
    var isComplete = false

    @Option(help: ArgumentHelp("The day to take for today (YYYY-MM-DD).", valueName: "day"))
    var date: Day?

    @Option(help: ArgumentHelp("How many months to look ahead.", valueName: "months"))
    var ahead = 12

    @Option(
        help: ArgumentHelp(
            "How much work the analysis may take, in millions of steps; the same steps on every computer.",
            valueName: "millions"))
    var budget = RulebookCheck.usualBudget / 1_000_000

    @Flag(help: "End with status 1 for findings marked ✗ too.")
    var strict = false

    func validate() throws {
        guard (0...1200).contains(ahead) else { throw ValidationError("--ahead is a number of months from 0 to 1200.") }
        guard (1...1_000_000).contains(budget) else { throw ValidationError("--budget is a number from 1 to 1000000.") }
    }

    func run() throws {
        var problems = Diagnostics()
        let (loaded, sources) = Rulebook.load(folder: rulebook.folder, into: &problems)
        var findings = analysis ? loaded.map(analysed) : nil
        findings?.undecidedPromises = problems.all.count { $0.id == PromiseCheck.notDecided }
        switch format {
        case .json: writeJSON(problems, sources, loaded, findings)
        case .text: writeText(problems, sources, loaded, findings)
        }
        let isGrave = findings?.findings.contains { $0.weight == .problem } ?? false
        if loaded == nil || (strict && isGrave) { throw Exit.problems }
    }

    private func analysed(_ rulebook: Rulebook) -> RulebookFindings {
        let today = date ?? Today.day
        let last = min(today.adding(months: ahead), .last)
        return RulebookCheck(rulebook, today: today, until: last, budget: budget * 1_000_000).run()
    }

    private func writeText(
        _ problems: Diagnostics, _ sources: SourceSet, _ loaded: Rulebook?, _ findings: RulebookFindings?
    ) {
        let renderer = DiagnosticRenderer(sources: sources, colour: Terminal.hasColour)
        if !problems.all.isEmpty { Output.line(renderer.text(problems) + "\n") }
        Output.line(renderer.summary(problems))
        guard let loaded else { return }
        Output.line(loaded.inventory)
        guard let findings else { return }
        Output.line("")
        Output.write(FindingsText(loaded, findings, style: Terminal.style, complete: isComplete).text)
    }

    /// `waymark.check/1`: the problems, and the analysis or null.
    private func writeJSON(
        _ problems: Diagnostics, _ sources: SourceSet, _ loaded: Rulebook?, _ findings: RulebookFindings?
    ) {
        var writer = JSONWriter(indented: true)
        writer.object { writer in
            writer.field("schema", FindingsJSON.schemaName)
            writer.field("rulebook", loaded?.hash)
            writer.key("problems")
            DiagnosticRenderer(sources: sources).write(problems, to: &writer)
            writer.key("analysis")
            if let loaded, let findings {
                FindingsJSON(loaded).write(findings, to: &writer)
            } else {
                writer.null()
            }
        }
        writer.newline()
        Output.write(writer.bytes)
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
