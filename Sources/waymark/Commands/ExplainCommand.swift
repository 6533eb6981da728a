import ArgumentParser
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says why a person can or cannot have a programme, and what would change that.",
        discussion: """
            Shows the outcome with its reasons; the smallest sets of facts that decide it, whatever everything else is; \
            every smallest change that would give something better, cheapest first, split into what could be done (facts \
            marked `changeable`), what could be found out, and what cannot be changed; and until when it stays so.

            Example: waymark explain Examples/cases/v02.yaml --programme residential_rehab
            """)

    @OptionGroup var rulebook: RulebookOption

    @Argument(
        help: ArgumentHelp("A file of one or more cases.", valueName: "case"),
        completion: .file(extensions: ["yaml", "yml", "json", "ndjson"]))
    var path: String

    @Option(help: ArgumentHelp("The programme, by its name in the rulebook.", valueName: "name"))
    var programme: String

    @Option(
        help: ArgumentHelp(
            "The decision date of cases that name none: YYYY-MM-DD. Today, if not given.", valueName: "date"))
    var date: Day?

    @Option(help: "How much of the reason to show: none, short or full.")
    var trace: TraceDetail = .short

    @Option(help: "text for people, json for programs (one document a line for each case).")
    var format: OutputFormat = .text

    func run() throws {
        let rulebook = try rulebook.load()
        let index = try rulebook.programme(named: programme)
        var problems = Diagnostics()
        let (cases, sources) = CaseLoader(rulebook: rulebook).load(paths: [path], into: &problems)
        Problems(sources: sources).show(problems)
        let explainer = Explainer(rulebook)
        let text = ExplanationText(rulebook, detail: trace, style: Terminal.style)
        let json = ExplanationJSON(rulebook, detail: trace)
        let heading = DecisionText(rulebook, detail: trace, style: Terminal.style)
        for loaded in cases {
            do {
                let explanation = try explainer.explain(loaded.case, programme: index, on: date ?? Today.day)
                switch format {
                case .json:
                    var writer = JSONWriter()
                    json.write(explanation, programme: index, to: &writer)
                    writer.newline()
                    Output.write(writer.text)
                case .text:
                    if cases.count > 1 { Output.write(heading.heading("Case \(loaded.case.name)")) }
                    Output.write(text.text(explanation))
                }
            } catch {
                var refusal = Diagnostics()
                refusal.add(error.diagnostic(of: loaded.case, under: rulebook))
                Problems(sources: sources).show(refusal)
                problems.add(contentsOf: refusal)
            }
        }
        if problems.hasErrors { throw Exit.problems }
    }
}
