import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `A batch` {
    @Test(arguments: ["mixed", "tangled", "wide", "knotted"])
    func `says of every person what the decider says, one by one`(shape: String) throws {
        let shapes: [String: RandomShape] = ["mixed": .mixed, "tangled": .tangled, "wide": .wide, "knotted": .knotted]
        for seed in Effort.seeds(3) {
            let draft = RandomRulebook.make(seed: seed, shape: try #require(shapes[shape]))
            guard let rulebook = try? TestRulebook.load(draft) else { continue }
            var people = RandomCases(rulebook, completions: 200, seed: seed)
            var writer = LineWriter(random: RandomSource(seed: seed &* 77))
            // More than a block, so that blocks of known and of partly unknown people both occur.
            var texts: [String] = []
            for number in 0..<120 { texts.append(writer.line(people.next(), id: "p\(number)")) }
            var complete: [String] = []
            for number in 0..<60 {
                guard let person = people.complete() else { continue }
                let day = person.decisionDate ?? Batch.date
                complete.append(writer.line(NamedCase(person.answers, on: day, in: rulebook), id: "c\(number)"))
            }
            for lines in [texts, complete] where !lines.isEmpty {
                let text = lines.joined(separator: "\n") + "\n"
                let day = people.day()
                let expected = Batch.oneByOne(rulebook, text, on: day)
                // Services looked up by place, however few the places, and services taken into their programme's gate.
                let byPlace = Batch.summaries(rulebook, text, on: day, fewPlaces: 0)
                let inGates = Batch.summaries(rulebook, text, on: day)
                if expected == byPlace, expected == inGates { continue }
                let found = expected == byPlace ? inGates : byPlace
                let first = zip(expected, found).enumerated().first { $1.0 != $1.1 }
                Issue.record(
                    """
                    seed \(seed), \(expected.count) and \(found.count) lines; of line \(first.map { lines[$0.offset] } ?? "-")
                    decider: \(first?.element.0 ?? "-")
                    batch:   \(first?.element.1 ?? "-")
                    \(draft.description)
                    """)
                return
            }
        }
    }
}
