import Testing
import WaymarkBatch
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkSynthetic

/// A map of more areas than are taken into the gates of programmes, with services and agreements of which nobody knows
/// whether they are in force.
@Suite struct `Summaries on a map of many areas` {
    private static let day = Day(year: 2023, month: 2, day: 28) ?? .first

    private static func rulebook() throws -> Rulebook {
        var problems = Diagnostics()
        return try #require(Rulebook.load(RulebookGenerator(areas: 12).sources(), into: &problems))
    }

    private static func people(_ rulebook: Rulebook, _ count: Int, unknown: Int = 0) -> [String] {
        var writer = PersonWriter(PersonGenerator(rulebook, seed: 5, on: day, unknownPercent: unknown), form: .nested)
        var lines = JSONWriter()
        for index in 0..<count { writer.append(index, to: &lines) }
        return lines.text.split(separator: "\n").map(String.init)
    }

    private static func areAsDecided(_ lines: [String], _ rulebook: Rulebook) -> Bool {
        let text = lines.joined(separator: "\n") + "\n"
        return Batch.summaries(rulebook, text, on: day) == Batch.oneByOne(rulebook, text, on: day)
    }

    @Test(arguments: [0, 1, 10]) func `are those of the decider, one by one`(unknown: Int) throws {
        let rulebook = try Self.rulebook()
        #expect(Self.areAsDecided(Self.people(rulebook, unknown == 10 ? 150 : 700, unknown: unknown), rulebook))
    }

    @Test func `need no look one by one at people of whom everything is known`() throws {
        let rulebook = try Self.rulebook()
        let isSomethingOpen = rulebook.services.contains { $0.period.inForce(on: Self.day) == .unknown }
        #expect(isSomethingOpen)
        let worker = try #require(SummaryWorker(rulebook, date: Self.day))
        _ = Batch.lines(worker, Self.people(rulebook, 600).joined(separator: "\n") + "\n")
        #expect(worker.decidedOneByOne == 0)
    }
}
