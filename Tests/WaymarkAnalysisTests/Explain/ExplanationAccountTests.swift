import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkAnalysis

@Suite struct `The account of an explanation` {
    private let rulebook: Rulebook
    private let day = Day("2026-06-15") ?? .first

    init() throws { rulebook = try SmallRulebook.load() }

    private func explanation(_ programme: Int, _ entries: [String: FactValue]) throws -> Explanation {
        var answers = rulebook.vocabulary.facts.map { _ in Answer.unknown }
        for (name, value) in entries { answers[try #require(rulebook.vocabulary[name])] = .value(value) }
        return try Explainer(rulebook).explain(Case(name: "p", answers: answers), programme: programme, on: day)
    }

    /// Every programme of the small rulebook for people of many kinds.
    private func everything() throws -> [Explanation] {
        let people: [[String: FactValue]] = [
            [:], ["age_years": .number(16), "on_script": .yesNo(true), "sessions": .number(9)],
            ["age_years": .number(30), "sessions": .number(2)], ["age_years": .number(30), "sessions": .number(5)],
            ["age_years": .number(30), "substances": .options([0]), "local_authority": .option(0)],
        ]
        return try people.flatMap { person in try rulebook.programmes.indices.map { try explanation($0, person) } }
    }

    private func words(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\n" } }

    @Test(arguments: [TraceDetail.none, .short, .full])
    func `is laid out by the text without a word more or less, from 40 to 200 columns`(_ detail: TraceDetail) throws {
        for explanation in try everything() {
            let lines = ExplanationAccount.all(explanation, under: rulebook, detail: detail).flatMap {
                $0.lines(detail)
            }
            let told = lines.flatMap { words(($0.mark?.text ?? "") + $0.words) }
            for width in stride(from: 40, through: 200, by: 20) {
                let text = ExplanationText(rulebook, detail: detail, style: TextStyle(width: width)).text(explanation)
                #expect(words(text) == told, "at \(width)")
            }
        }
    }

    @Test func `has one account for each outcome, and headings in one order`() throws {
        for explanation in try everything() {
            let accounts = ExplanationAccount.all(explanation, under: rulebook)
            #expect(accounts.count == explanation.outcomes.count)
            for (account, explained) in zip(accounts, explanation.outcomes) {
                let row = explanation.decision.outcomes[explained.row]
                #expect(account.outcome.outcome == row.outcome)
                var headings = ["What decides it"]
                if row.outcome != .refer { headings.append("What would change it") }
                if explained.howLong != nil { headings.append("How long it stays so") }
                #expect(account.sections.map(\.heading) == headings)
                #expect(
                    account.sections.allSatisfy { section in
                        !section.lines.isEmpty && section.lines.allSatisfy { $0.depth > 0 && !$0.words.isEmpty }
                    })
            }
        }
    }

    @Test func `says each change in the words that the JSON gives`() throws {
        for explanation in try everything() {
            let programme = explanation.decision.outcomes[explanation.outcomes[0].row].programme
            var writer = JSONWriter()
            ExplanationJSON(rulebook, detail: .full).write(explanation, programme: programme, to: &writer)
            let accounts = ExplanationAccount.all(explanation, under: rulebook)
            for (account, explained) in zip(accounts, explanation.outcomes) {
                let words = ExplanationWords(rulebook)
                let bullets = account.sections.filter { $0.heading == "What would change it" }
                    .flatMap(\.lines).filter { $0.mark == .bullet }.map(\.words)
                for change in explained.changes.changes {
                    let line = words.line(change)
                    var written = JSONWriter()
                    written.string(line)
                    #expect(writer.text.contains(written.text))
                    let told = English.capitalised(String(line.dropFirst("It would be ".count)))
                    if explained.changes.changes.count <= 4, account.outcome.outcome != .refer {
                        #expect(bullets.contains(told), "\(told)")
                    }
                }
            }
        }
    }

    @Test func `is a value: the same explanation gives the same account`() throws {
        for explanation in try everything() {
            #expect(
                ExplanationAccount.all(explanation, under: rulebook)
                    == ExplanationAccount.all(explanation, under: rulebook))
        }
    }
}
