import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Writes decisions, reasons included, from pieces of text that were written once for all people to whom they apply.
/// The same bytes as ``DecisionJSON`` gives. Belongs to one thread.
final class DecisionLines {
    private let rulebook: Rulebook
    private let json: DecisionJSON
    private let codes: FactCodes
    private var days: [Day: DayPieces] = [:]
    private var writer = JSONWriter()
    /// Room that all pieces take, in bytes.
    private var size = 0
    /// All pieces are forgotten once they take more.
    private let sizeLimit: Int

    init(_ rulebook: Rulebook, detail: TraceDetail, sizeLimit: Int) {
        self.rulebook = rulebook
        self.sizeLimit = sizeLimit
        json = DecisionJSON(rulebook, detail: detail)
        codes = FactCodes(factCount: rulebook.vocabulary.facts.count)
    }

    /// Appends a line.
    func write(_ decision: Decision, of run: DecisionRun, to output: BatchOutput) {
        codes.turn(to: decision)
        writer.removeAll()
        json.write(decision, to: &writer) { $0.raw(Hole.position.mark) }
        writer.newline()
        let frame = writer.bytes
        let start = frame.firstIndex(of: 0) ?? frame.endIndex
        let rest = min(start + Hole.position.mark.utf8.count, frame.endIndex)

        let pieces = pieces(of: run.plan)
        let before = pieces.size
        output.append(frame[..<start])
        pieces.writeOutcomes(of: decision, run, to: output)
        output.append(frame[rest...])
        size += pieces.size - before
        if size > sizeLimit {
            days = [:]
            size = 0
        }
    }

    private func pieces(of plan: DayPlan) -> DayPieces {
        let day = plan.day.day
        // Gates mean something only in the plan that they are from.
        if let made = days[day], made.plan === plan { return made }
        if let old = days[day] { size -= old.size }
        let made = DayPieces(plan, json, codes)
        days[day] = made
        size += made.size
        return made
    }
}
