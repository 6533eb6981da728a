import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Writes decisions, reasons included, from fragments of text that were written once for all people to whom they apply.
/// The same bytes as ``DecisionJSON`` gives. Belongs to one thread.
final class DecisionLineWriter {
    private let rulebook: Rulebook
    private let json: DecisionJSON
    private let detail: TraceDetail
    private let codes: AnswerCodes
    private var days: [Day: DecisionFragments] = [:]
    private var writer = JSONWriter()
    /// Room that all fragments take, in bytes.
    private var size = 0
    /// All fragments are forgotten once they take more.
    private let sizeLimit: Int

    init(_ rulebook: Rulebook, detail: TraceDetail, sizeLimit: Int) {
        self.rulebook = rulebook
        self.detail = detail
        self.sizeLimit = sizeLimit
        json = DecisionJSON(rulebook, detail: detail)
        codes = AnswerCodes(factCount: rulebook.vocabulary.facts.count)
    }

    /// Appends a line.
    func write(_ decision: Decision, of run: DecisionRun, to output: OutputBuffer) {
        codes.turn(to: decision)
        writer.removeAll()
        json.write(decision, to: &writer) { $0.raw(Hole.position.mark) }
        writer.newline()
        let frame = writer.bytes
        let start = frame.firstIndex(of: 0) ?? frame.endIndex
        let rest = min(start + Hole.position.mark.utf8.count, frame.endIndex)

        let fragments = fragments(of: run.plan)
        let before = fragments.size
        output.append(frame[..<start])
        fragments.writeOutcomes(of: decision, run, to: output)
        output.append(frame[rest...])
        size += fragments.size - before
        if size > sizeLimit {
            days = [:]
            size = 0
        }
    }

    private func fragments(of plan: DayPlan) -> DecisionFragments {
        let day = plan.day.day
        // Gates mean something only in the plan that they are from.
        if let made = days[day], made.plan === plan { return made }
        if let old = days[day] { size -= old.size }
        let made = DecisionFragments(plan, json, codes, detail: detail)
        days[day] = made
        size += made.size
        return made
    }
}
