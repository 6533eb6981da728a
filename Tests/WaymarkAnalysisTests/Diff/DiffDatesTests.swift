import Testing
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// Two rulebooks that differ in what they say of a date.
@Suite struct `Who is routed differently by dates` {
    private static func rulebook(_ test: String) throws -> Rulebook {
        try TestRulebook.load([
            (
                path: "Rules/rules.yaml",
                text: """
                facts:
                  left_on: {label: Left on, ask: When did the person leave?, type: date}
                programme: aftercare
                title: Aftercare
                kind: support
                located_by: nothing
                consent: none
                criteria:
                  recent: {says: left a short time ago, when: {left_on: \(test)}}
                routing: {order: [aftercare]}
                services:
                  team: {programme: aftercare, name: Team, provider: P, areas: everywhere, agreement: not needed}
                """
            )
        ])
    }

    private static func day(_ year: Int, _ month: Int, _ day: Int) throws -> Day {
        try #require(Day(year: year, month: month, day: day))
    }

    private static let tests = [
        "within the last 3 months", "within the last 90 days", "more than 3 months ago", "more than 13 weeks ago",
        "in the future", "on or after 2026-02-10", "{not: in the future}", "2026-01-20 to 2026-06-10",
    ]

    /// Whether a complete case is routed differently, by deciding it twice.
    private static func differs(_ old: Decider, _ new: Decider, _ left: Day, _ day: Day) throws -> Bool {
        let person = Case(name: "p", decisionDate: day, answers: [.value(.date(left))])
        let before = try old.decide(person, on: day, traced: false).outcomes.map(\.outcome)
        return try before != new.decide(person, on: day, traced: false).outcomes.map(\.outcome)
    }

    @Test(arguments: tests)
    func `are found on every day on which deciding twice finds them, and on no other`(_ one: String) throws {
        let period = Period(from: try Self.day(2026, 3, 1), until: try Self.day(2026, 7, 31))
        let old = try Self.rulebook(one)
        for two in Self.tests where two != one {
            let new = try Self.rulebook(two)
            let diff = RulebookDiff.between(old, new, within: period)
            let deciders = (Decider(old), Decider(new))
            var date = try Self.day(2026, 3, 1)
            let last = try Self.day(2026, 7, 31)
            while date <= last {
                var isDifferent = false
                for back in -3...200 where try Self.differs(deciders.0, deciders.1, date.adding(days: -back), date) {
                    isDifferent = true
                    break
                }
                let said = diff.findings.filter { $0.from <= date && date <= $0.until }
                if isDifferent {
                    #expect(!said.isEmpty, "\(one) → \(two), on \(date)")
                } else {
                    #expect(said.allSatisfy { !$0.isEveryDay }, "\(one) → \(two), on \(date)")
                }
                date = date.adding(days: 1)
            }
            for finding in diff.findings {
                let person = try #require(finding.moves.first?.example)
                guard case .value(.date(let left)) = person.answers[0], let date = person.decisionDate else { continue }
                #expect(try Self.differs(deciders.0, deciders.1, left, date), "\(one) → \(two): the example")
                #expect(date >= finding.from && date <= finding.until)
            }
        }
    }

    @Test func `a difference of 90 days and 3 months is seen though they are the same on the first day`() throws {
        let old = try Self.rulebook("within the last 3 months")
        let new = try Self.rulebook("within the last 90 days")
        let period = Period(from: try Self.day(2026, 3, 1), until: try Self.day(2026, 12, 31))
        let diff = RulebookDiff.between(old, new, within: period)
        #expect(!diff.findings.isEmpty)
    }

    @Test func `are said as the tests say them, so that the words are true on every day`() throws {
        let old = try Self.rulebook("within the last 3 months")
        let new = try Self.rulebook("within the last 2 months")
        let diff = RulebookDiff.between(old, new, today: try Self.day(2026, 6, 1))
        #expect(
            diff.findings.map { $0.groups.map(\.phrases) } == [
                [["Left on: more than 2 months ago but within the last 3 months"]]
            ])
        let text = DiffText(diff, old: old, new: new).text()
        #expect(text.contains("For example on 1 June 2026: Left on 2026-03-31"), "\(text)")
        #expect(!text.contains("1900"), "\(text)")
        let bounded = RulebookDiff.between(
            old, try Self.rulebook("on or before 2026-05-05"),
            within: Period(from: try Self.day(2026, 5, 20), until: try Self.day(2026, 6, 20)))
        #expect(
            bounded.findings.first?.groups.flatMap(\.phrases)
                == ["Left on: more than 3 months ago or on or after 2026-05-06, but not in the future"])
    }
}
