import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkAnalysis

/// The reasons given for lines of services that change nothing.
@Suite struct `Why a line changes nothing` {
    private static func findings(_ services: String) throws -> [String] {
        let rulebook = try TestRulebook.load([
            (
                path: "Rules/rules.yaml",
                text: """
                facts:
                  age: {label: Age, ask: How old?, type: whole number, range: 10 to 120}
                programme: clinic
                title: Clinic
                kind: treatment
                located_by: nothing
                consent: none
                criteria:
                  adult: {says: is 18 or over, when: {age: 18 or over}, until: 2027-12-31}
                  grown: {says: is 20 or over, when: {age: 20 or over}, from: 2028-01-01}
                routing: {order: [clinic]}
                services:
                  \(services)
                """
            )
        ])
        let today = try #require(Day(year: 2026, month: 6, day: 1))
        let result = RulebookCheck(rulebook, today: today, until: today.adding(months: 12)).run()
        let words = FindingWords(rulebook, complete: true)
        return result.findings.filter { $0.section == .rules }.map {
            words.headline($0) + words.examples($0).map { " — " + $0 }.joined()
        }
    }

    private static let service =
        "new: {programme: clinic, name: New, provider: P, areas: everywhere, agreement: not needed"

    @Test func `a service that opens later has the reasons of the days on which it runs`() throws {
        let found = try Self.findings(
            Self.service
                + ", from: 2026-09-01, until: 2027-06-30, criteria: {grown: {says: is grown, when: {age: 16 or over}}}, bars: {small: {says: is ten, when: {age: 10}}}}"
        )
        #expect(
            found == [
                "The criterion “is grown” of New changes nothing: whoever passes the criterion “is 18 or over” of Clinic meets it too. — Age: 10",
                "The bar “is ten” of New changes nothing: whoever it would rule out is ruled out already by the criterion “is 18 or over” of Clinic. — Age: 10",
            ])
    }

    @Test func `a reason that is over is not the only one named`() throws {
        let found = try Self.findings(Self.service + ", bars: {small: {says: is ten, when: {age: 10}}}}")
        #expect(
            found == [
                "The bar “is ten” of New changes nothing: whoever it would rule out is ruled out already by the criterion “is 18 or over” of Clinic and the criterion “is 20 or over” of Clinic. — Age: 10"
            ])
    }

    @Test func `a line whose dates lie outside those of its service is said to be so`() throws {
        let found = try Self.findings(
            Self.service
                + ", until: 2026-12-31, bars: {late: {says: is old, when: {age: 60 or over}, from: 2027-06-01}}}")
        #expect(
            found == [
                "The bar “is old” of New is never in force while what it belongs to is open: their dates do not meet."
            ])
    }

    @Test func `a service that can never take anybody has the reasons of every day it is open`() throws {
        let found = try Self.findings(Self.service + ", criteria: {young: {says: is under 16, when: {age: under 16}}}}")
        #expect(
            found == [
                "New (Clinic) can never take anybody: the criterion “is 18 or over”, the criterion “is under 16” of New and the criterion “is 20 or over” together leave nobody."
            ])
    }
}
