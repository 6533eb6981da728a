import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Decides the cases of one command and prints the decisions.
final class RoutingSession {
    private(set) var hasProblems = false
    private let decider: Decider
    private let loader: CaseLoader
    private let date: Day
    private let format: OutputFormat
    private let text: DecisionText
    private let json: DecisionJSON
    private var writer = JSONWriter()
    private var decided = 0

    init(_ rulebook: Rulebook, date: Day, detail: TraceDetail, format: OutputFormat) {
        decider = Decider(rulebook)
        loader = CaseLoader(rulebook: rulebook)
        self.date = date
        self.format = format
        text = DecisionText(rulebook, detail: detail, style: Terminal.style)
        json = DecisionJSON(rulebook, detail: detail)
    }

    /// Decides the cases at a path.
    func route(_ path: String) {
        var problems = Diagnostics()
        let (cases, sources) = loader.load(paths: [path], into: &problems)
        if problems.hasErrors { hasProblems = true }
        Problems(sources: sources).show(problems)
        for loaded in cases {
            do {
                show(try decider.decide(loaded.case, on: date))
            } catch {
                hasProblems = true
                var refusal = Diagnostics()
                refusal.add(error.diagnostic(of: loaded.case, under: decider.rulebook))
                Problems(sources: sources).show(refusal)
            }
        }
    }

    private func show(_ decision: Decision) {
        switch format {
        case .json:
            writer.removeAll()
            json.write(decision, to: &writer)
            writer.newline()
            Output.write(writer.bytes)
        case .text:
            if decided > 0 { Output.write("\n" + String(repeating: "─", count: 40) + "\n\n") }
            Output.write(text.text(decision))
        }
        decided += 1
    }
}
