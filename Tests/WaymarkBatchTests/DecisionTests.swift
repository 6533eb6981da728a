import Testing
import WaymarkBatch
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `Decisions of a batch` {
    /// Pieces are written once and put together for everybody after that; with no room for them they are all written anew.
    @Test(arguments: ["mixed", "tangled", "wide", "knotted"], [64 << 20, 0])
    func `are, byte for byte, what the ordinary writer says of each person`(shape: String, room: Int) throws {
        let shapes: [String: RandomShape] = ["mixed": .mixed, "tangled": .tangled, "wide": .wide, "knotted": .knotted]
        for seed in Effort.seeds(3) {
            let draft = RandomRulebook.make(seed: seed &+ 500, shape: try #require(shapes[shape]))
            guard let rulebook = try? TestRulebook.load(draft) else { continue }
            var people = RandomCases(rulebook, completions: 200, seed: seed)
            var writer = LineWriter(random: RandomSource(seed: seed &* 77))
            var lines: [String] = []
            for number in 0..<40 { lines.append(writer.line(people.next(), id: "p\(number)")) }
            for number in 0..<20 {
                guard let person = people.complete() else { continue }
                let day = person.decisionDate ?? Batch.date
                lines.append(writer.line(NamedCase(person.answers, on: day, in: rulebook), id: "c\(number)"))
            }
            // Everybody a second time, so that all is there already.
            let text = (lines + lines).joined(separator: "\n") + "\n"
            let day = people.day()
            for detail in TraceDetail.allCases {
                let worker = try #require(DecisionWorker(rulebook, date: day, detail: detail, fragmentLimit: room))
                let found = Batch.lines(worker, text).lines
                let expected = Batch.oneByOne(rulebook, text, on: day, detail: detail)
                if expected == found { continue }
                let first = zip(expected, found).first { $0 != $1 }
                Issue.record(
                    """
                    seed \(seed), \(detail), \(expected.count) and \(found.count) lines
                    ordinary: \(first?.0 ?? "-")
                    batch:    \(first?.1 ?? "-")
                    \(draft.description)
                    """)
                return
            }
        }
    }
}
