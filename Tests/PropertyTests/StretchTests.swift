import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `Days on which the rules mean the same` {
    /// What a decider says of a case on a day, all reasons included, or why it refuses the case.
    private static func written(_ decider: Decider, _ given: Case, on day: Day) -> String {
        do throws(Refusal) {
            var writer = JSONWriter()
            let decision = try decider.decide(given, on: day)
            DecisionJSON(decider.rulebook, detail: .full).write(decision, to: &writer)
            return writer.text
        } catch {
            return "\(error)"
        }
    }

    @Test func `share their preparation, and every answer is, byte for byte, that of the day's own`() {
        Trial.check(rulebooks: 12, cases: 6, salt: 21) { rulebook, decider, people, person in
            guard let resolved = person.resolved(in: rulebook) else { return nil }
            // Days at which something changes, days between, and ends of months, where months are of different length.
            var days = (0..<4).map { _ in people.day() }
            days += [person.day, person.day.adding(days: 1), person.day.adding(days: 40)]
            for (month, day) in [(2, 28), (3, 1), (5, 31), (7, 1)] {
                days += [2023, 2024].compactMap { Day(year: $0, month: month, day: day) }
            }
            for day in days {
                var given = resolved
                given.decisionDate = day
                let own = Self.written(Decider(rulebook), given, on: day)
                let shared = Self.written(decider, given, on: day)
                if own != shared { return "on \(day)\nof its own: \(own)\nshared:     \(shared)" }
            }
            return nil
        }
    }

    @Test func `are prepared once`() throws {
        let rulebook = try TestRulebook.load([(path: "Rules/rules.yaml", text: Self.text)])
        let decider = Decider(rulebook)
        let answers = rulebook.vocabulary.facts.map { _ in Answer.unknown }
        func decide(_ year: Int, _ days: Int) throws {
            let first = try #require(Day(year: year, month: 1, day: 1))
            for number in 0..<days {
                _ = try decider.decide(Case(name: "", answers: answers), on: first.adding(days: number), traced: false)
            }
        }
        try decide(2020, 365 * 4)
        #expect(decider.plansMade == 1)
        try decide(2024, 366)
        #expect(decider.plansMade == 2, "the programme has another criterion from 2024 on")
    }

    private static let text = """
        facts:
          left_on:
            label: Left on
            ask: When did the person leave?
            type: date
        programme: aftercare
        title: Aftercare
        kind: support
        located_by: nothing
        consent: none
        criteria:
          recent: {says: left within three months, when: {left_on: within the last 3 months}}
          older: {says: left after 1980, from: 2024-01-01, when: {left_on: after 1980-01-01}}
        routing: {order: [aftercare]}
        """
}
