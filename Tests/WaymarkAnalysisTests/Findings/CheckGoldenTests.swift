import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkAnalysis

/// What `check` and `map` say of a small rulebook that has one thing of every kind to find.
@Suite("check and map: Golden") struct CheckGoldenTests {
    private let rulebook: Rulebook
    private let today: Day
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Golden/check")

    init() throws {
        let files = try ["Rules/rules.yaml", "Services/services.yaml"].map { path in
            (
                path: path,
                text: try String(contentsOf: CheckGoldenTests.folder.appendingPathComponent(path), encoding: .utf8)
            )
        }
        rulebook = try TestRulebook.load(files)
        today = try #require(Day("2026-06-01"))
    }

    private func findings(budget: Int = RulebookCheck.usualBudget) -> RulebookFindings {
        RulebookCheck(rulebook, today: today, until: today.adding(months: 12), budget: budget).run()
    }

    @Test("The service map alone is found to be as the whole analysis finds it")
    func serviceMapAlone() {
        let alone = RulebookCheck(rulebook, today: today, until: today.adding(months: 12)).runOnServiceMap()
        for section in [FindingSection.ahead, .agreements, .gaps] {
            let cards = FindingAccount.all(in: section, of: alone, under: rulebook)
            let whole = FindingAccount.all(in: section, of: findings(), under: rulebook)
            #expect(!cards.isEmpty && cards.map(\.headline) == whole.map(\.headline), "\(section)")
            #expect(cards.map(\.details) == whole.map(\.details) && cards.map(\.weight) == whole.map(\.weight))
        }
        #expect(alone.findings.allSatisfy { [.ahead, .agreements, .gaps].contains($0.section) })
        #expect(FindingAccount.undecided([.gaps], of: alone, under: rulebook) == [])
    }

    @Test("Without room to work, the needs that were not decided are said")
    func serviceMapWithoutBudget() {
        let none = RulebookCheck(rulebook, today: today, until: today.adding(months: 12), budget: 0).runOnServiceMap()
        let lines = FindingAccount.undecided([.gaps], of: none, under: rulebook)
        #expect(lines.count == 1 && lines[0].hasPrefix("Whether somebody takes everybody with the need: the need “"))
    }

    private var report: CoverageReport { CoverageReport(rulebook, period: today...today.adding(months: 12)) }

    private func check(_ text: String, _ name: String) throws {
        let file = CheckGoldenTests.folder.appendingPathComponent(name)
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try text.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("recorded \(name)")
            return
        }
        let expected = try? String(contentsOf: file, encoding: .utf8)
        #expect(text == expected, "RECORD_GOLDEN=1 swift test --filter Golden records it again; read the difference")
    }

    @Test func `the rulebook has something of every kind`() {
        let expected: Set<String> = [
            "part.never-matters", "part.never-in-play", "test.never-matters", "part.never-holds", "part.always-holds",
            "service.never-runs",
            "service.holds-everybody", "parts.agree", "parts.unread", "programme.no-service", "gap.nobody", "gap.full",
            "gap.unconfirmed", "service.sole-provider", "coverage.ends", "agreement.over", "agreement.unconfirmed",
            "agreement.ends", "agreement.review-past", "agreement.review-due", "agreement.unused",
            "service.no-agreement",
            "service.unconfirmed", "fact.harms", "fact.influences", "fact.harmless",
        ]
        #expect(expected.subtracting(findings().findings.map(\.id)) == [])
    }

    @Test func `the findings in short`() throws { try check(FindingsText(rulebook, findings()).text, "check.txt") }

    @Test func `the findings in full`() throws {
        try check(FindingsText(rulebook, findings(), complete: true).text, "check-all.txt")
    }

    @Test func `the findings for programs`() throws {
        var writer = JSONWriter(indented: true)
        FindingsJSON(rulebook).write(findings(), to: &writer)
        try check(writer.text.replacing(rulebook.hash, with: "sha256:…"), "check.json.txt")
    }

    @Test func `what a small budget leaves open is said, and nothing is guessed`() throws {
        let all = findings()
        let few = findings(budget: 300)
        #expect(!few.undecided.isEmpty)
        try check(FindingsText(rulebook, few, complete: true).text, "check-small-budget.txt")
        // Nothing is found that a full search does not find.
        let known = Set(all.findings.map { FindingWords(rulebook, complete: true).headline($0) })
        for finding in few.findings {
            #expect(known.contains(FindingWords(rulebook, complete: true).headline(finding)))
        }
    }

    @Test func `two runs are the same to the byte`() {
        func text() -> String {
            var writer = JSONWriter()
            FindingsJSON(rulebook).write(findings(), to: &writer)
            MapJSON(rulebook).write(report, to: &writer)
            return writer.text + FindingsText(rulebook, findings(), complete: true).text + MapSVG(rulebook, report).text
        }
        #expect(text() == text())
    }

    @Test func `the map as text`() throws { try check(MapText(rulebook, report, complete: true).text, "map.txt") }

    @Test func `the map as a picture`() throws { try check(MapSVG(rulebook, report).text, "map.svg") }

    @Test func `the map for programs`() throws {
        var writer = JSONWriter(indented: true)
        MapJSON(rulebook).write(report, to: &writer)
        try check(writer.text.replacing(rulebook.hash, with: "sha256:…"), "map.json.txt")
    }
}
