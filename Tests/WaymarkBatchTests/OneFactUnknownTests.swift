import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkSynthetic
import WaymarkTestSupport

/// People of whom a single fact is not known, for every fact: a fact that no answer reads may still decide between two
/// answers, as consent does between referring and signposting.
@Suite struct `Summaries of people of whom one fact is not known` {
    private static let day = Day(year: 2023, month: 2, day: 28) ?? .first
    private static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

    @Test func `are those of the decider, under the shipped rulebook`() throws {
        var problems = Diagnostics()
        try Self.check(try #require(Rulebook.load(folder: Self.root, into: &problems).0), people: 30)
    }

    @Test func `are those of the decider, on a map of many areas`() throws {
        var problems = Diagnostics()
        let rulebook = try #require(Rulebook.load(RulebookGenerator(areas: 12).sources(), into: &problems))
        try Self.check(rulebook, people: 30)
    }

    private static func check(_ rulebook: Rulebook, people count: Int) throws {
        let people = PersonGenerator(rulebook, seed: 9, on: day)
        var writer = LineWriter(random: RandomSource(seed: 9))
        for fact in rulebook.vocabulary.facts.indices {
            let lines = (0..<count).map { index in
                var answers = people.person(fact * count + index).answers
                answers[fact] = .unknown
                return writer.line(NamedCase(answers, on: day, in: rulebook), id: "p\(index)")
            }
            let text = lines.joined(separator: "\n") + "\n"
            let expected = Batch.oneByOne(rulebook, text, on: day)
            #expect(
                Batch.summaries(rulebook, text, on: day) == expected,
                "\(rulebook.vocabulary[fact].name), services in gates")
            #expect(
                Batch.summaries(rulebook, text, on: day, fewPlaces: 0) == expected,
                "\(rulebook.vocabulary[fact].name), services by place")
        }
    }
}
