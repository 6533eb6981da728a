import WaymarkBatch
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// Batches in memory.
enum Batch {
    /// What a worker makes of a text, line by line.
    static func lines(_ worker: some BatchWorker, _ text: String) -> (lines: [String], counts: BatchCounts) {
        let bytes = Array(text.utf8) + [UInt8](repeating: 0, count: 64)
        let output = OutputBuffer(capacity: 64)
        let counts = bytes.withUnsafeBytes {
            worker.work(UnsafeRawBufferPointer(rebasing: $0[..<text.utf8.count]), into: output)
        }
        let made = String(decoding: output.numbered(base: 0), as: UTF8.self)
        return (made.split(separator: "\n").map(String.init), counts)
    }

    /// - Parameter fewPlaces: see ``SummaryWorker/init(_:date:fewPlaces:)``.
    static func summaries(
        _ rulebook: Rulebook, _ text: String, on date: Day = Batch.date, fewPlaces: Int? = nil
    ) -> [String] {
        SummaryWorker(rulebook, date: date, fewPlaces: fewPlaces).map { lines($0, text).lines } ?? []
    }

    static let date = Day(number: 46_000)

    /// What the ordinary reader and a decider that knows no other day, one line at a time, make of the lines.
    ///
    /// - Parameter detail: of decisions; nil for summaries.
    static func oneByOne(
        _ rulebook: Rulebook, _ text: String, on date: Day = Batch.date, detail: TraceDetail? = nil
    ) -> [String] {
        let reader = CaseLineReader(rulebook)
        var deciders: [Day: Decider] = [:]
        let json = DecisionJSON(rulebook, detail: detail ?? .none)
        var writer = JSONWriter()
        var number = 0
        return Array(text.utf8).split(separator: 0x0A, omittingEmptySubsequences: false).compactMap {
            bytes -> String? in
            number += 1
            if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { return nil }
            var line = reader.read(Array(bytes))
            writer.removeAll()
            if let given = line.case {
                let decider = deciders[given.decisionDate ?? date] ?? Decider(rulebook)
                deciders[given.decisionDate ?? date] = decider
                do throws(Refusal) {
                    let decision = try decider.decide(given, on: date, traced: detail != nil)
                    if detail == nil {
                        json.writeSummary(decision, to: &writer)
                    } else {
                        json.write(decision, to: &writer)
                    }
                    return writer.text
                } catch {
                    line.problem = reader.words(for: error, of: given)
                }
            }
            writer.beginObject()
            writer.field("id", line.id)
            writer.field("line", number)
            writer.field("error", line.problem ?? "")
            writer.endObject()
            return writer.text
        }
    }
}

/// Cases as lines of JSON, written as different programs write them.
struct LineWriter {
    var random: RandomSource

    mutating func line(_ person: NamedCase, id: String) -> String {
        var facts = person.entries.map { "\"\($0.fact)\"\(colon())\(json($0.said))" }
        if random.chance(0.2) { facts = random.shuffled(facts) }
        var head = ["\"id\"\(colon())\"\(id)\""]
        if random.chance(0.5) { head.append("\"decision_date\"\(colon())\"\(person.day)\"") }
        let comma = random.chance(0.8) ? "," : " ,\t "
        if random.chance(0.5) {
            head.append("\"facts\"\(colon()){\(facts.joined(separator: comma))}")
        } else {
            head.append(contentsOf: facts)
        }
        if random.chance(0.1) { head = random.shuffled(head) }
        let end = random.chance(0.9) ? "" : " \r"
        return "{\(head.joined(separator: comma))}\(end)"
    }

    private mutating func colon() -> String { random.chance(0.9) ? ":" : random.pick([" : ", ":\t", " :"]) }

    private mutating func json(_ said: NamedCase.Said) -> String {
        switch said {
        case .declined: return "\"declined\""
        case .notKnown: return "\"not known\""
        case .yesNo(let yes): return yes ? "true" : "false"
        case .number(let number): return "\(number)"
        case .date(let day): return "\"\(day)\""
        case .option(let name): return "\"\(name)\"" + (random.chance(0.05) ? " " : "")
        case .options(let names):
            if names.isEmpty, random.chance(0.3) { return "\"nothing\"" }
            return "[\(names.map { "\"\($0)\"" }.joined(separator: random.chance(0.8) ? "," : " , "))]"
        case .text(let text): return "\"\(text.filter { $0.isLetter || $0 == " " })\""
        }
    }
}
