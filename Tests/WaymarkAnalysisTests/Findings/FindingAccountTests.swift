import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkAnalysis

@Suite struct `The account of a finding` {
    private let rulebook: Rulebook
    private let result: RulebookFindings

    init() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Golden/check")
        let files = try ["Rules/rules.yaml", "Services/services.yaml"].map { path in
            (path: path, text: try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8))
        }
        rulebook = try TestRulebook.load(files)
        let today = try #require(Day("2026-06-01"))
        result = RulebookCheck(rulebook, today: today, until: today.adding(months: 12)).run()
    }

    private var accounts: [FindingAccount] {
        let words = FindingWords(rulebook, complete: true)
        return result.findings.map { FindingAccount($0, words) }
    }

    private func words(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\n" } }

    @Test func `has a headline, a part of the rulebook and a place to look, and says no place twice`() {
        for account in accounts {
            #expect(!account.headline.isEmpty && account.headline.first?.isLowercase == false, "\(account.headline)")
            #expect(!account.parts.isEmpty && !account.places.isEmpty, "\(account.headline)")
            #expect(Set(account.places).count == account.places.count, "\(account.headline)")
            #expect(account.places.allSatisfy { $0.contains(".yaml:") })
        }
    }

    @Test func `the full text says all of it in the order of its parts`() {
        let text = words(FindingsText(rulebook, result, complete: true).text)
        for account in accounts {
            let told =
                words(account.headline) + account.details.flatMap(words)
                + account.examples.flatMap { words("for example: " + $0) }
            #expect(text.indices.contains { text[$0...].starts(with: told) }, "\(account.headline)")
        }
    }

    @Test func `the JSON says the same headline, details and parts`() throws {
        var writer = JSONWriter()
        FindingsJSON(rulebook).write(result, to: &writer)
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String: Any])
        let findings = try #require(document["findings"] as? [[String: Any]])
        #expect(findings.count == accounts.count)
        for (finding, account) in zip(findings, accounts) {
            #expect(finding["says"] as? String == account.headline)
            #expect(finding["details"] as? [String] == account.details)
            #expect(finding["section"] as? String == account.section.rawValue)
            #expect(finding["weight"] as? String == account.weight.name)
            #expect((finding["about"] as? [Any])?.count == account.parts.count)
        }
    }

    @Test func `the sections hold every finding once, worst first`() {
        let sorted = FindingSection.allCases.map { FindingAccount.all(in: $0, of: result, under: rulebook) }
        #expect(sorted.flatMap { $0 }.count == result.findings.count)
        for accounts in sorted {
            #expect(accounts.map(\.weight) == accounts.map(\.weight).sorted())
        }
        #expect(
            zip(FindingSection.allCases, sorted).allSatisfy { section, accounts in
                accounts.allSatisfy { $0.section == section }
            })
    }

    @Test func `what was not decided is a sentence for each question asked`() {
        let none = RulebookCheck(rulebook, today: result.today, until: result.last, budget: 0).run()
        let topics = Set(Undecided.Topic.allCases)
        let lines = FindingAccount.undecided(topics, of: none, under: rulebook)
        #expect(!lines.isEmpty && lines.count == none.undecided.count)
        #expect(lines.allSatisfy { $0.hasSuffix(".") && $0.first?.isUppercase == true })
        #expect(FindingAccount.undecided([], of: none, under: rulebook) == [])
    }
}
