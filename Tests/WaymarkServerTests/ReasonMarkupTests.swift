import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

@testable import WaymarkServer

@Suite("Reasons on a page: truth is said, words are text") struct ReasonMarkupTests {
    private func markup(_ lines: [AccountLine]) -> String {
        String(decoding: ResultParts.lines(lines).bytes, as: UTF8.self)
    }

    /// What a screen reader says of each paragraph: no tags, and nothing that is only drawn.
    private func spoken(_ lines: [AccountLine]) -> [String] {
        markup(lines).replacing(#/<span [^>]*aria-hidden="true"[^>]*>[^<]*</span>/#, with: "")
            .split(separator: "</p>").map { paragraph in
                String(paragraph).replacing(#/<[^>]*>/#, with: "")
                    .replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
                    .replacing("&#39;", with: "'").replacing("&amp;", with: "&")
            }
            .filter { !$0.isEmpty }
    }

    @Test(arguments: [(Truth.yes, "yes", "✓"), (.no, "no", "✗"), (.unknown, "not known", "?")])
    func `a truth is drawn for the eye and said for the ear`(_ truth: Truth, _ word: String, _ sign: String) {
        let lines = [AccountLine("is 18 or over", depth: 0, mark: .truth(truth))]
        #expect(spoken(lines) == ["\(word): is 18 or over"])
        #expect(markup(lines).contains(#"aria-hidden="true">\#(sign)</span>"#))
    }

    @Test(arguments: ["✓ is not a mark", "✗ nor this", "? nor this", "?", "✗"])
    func `words that begin like a mark are words`(_ words: String) {
        #expect(spoken([AccountLine(words, depth: 0)]) == [words])
        #expect(!markup([AccountLine(words, depth: 0)]).contains("aria-hidden"))
        #expect(spoken([AccountLine(words, depth: 0, mark: .truth(.no))]) == ["no: " + words])
    }

    @Test func `other marks are said as they stand`() {
        let lines = [
            AccountLine("Age: 16", depth: 3, mark: .state(.no)), AccountLine("age alone", depth: 1, mark: .bullet),
            AccountLine("ring first", depth: 2, mark: .task), AccountLine("Why:", depth: 1),
        ]
        #expect(spoken(lines) == ["not so: Age: 16", "• age alone", "- ring first", "Why:"])
    }

    @Test(arguments: [
        "<script>alert(1)</script>", "Tom & Jerry", #"" onclick="x"#, "it's", "</p></div>", "&lt;b&gt;", "<!--",
    ])
    func `nothing in the words of a rule is markup`(_ words: String) {
        let html = markup([AccountLine(words, depth: 1, mark: .truth(.yes)), AccountLine(words, depth: 1)])
        #expect(spoken([AccountLine(words, depth: 1)]) == [words])
        #expect(html.matches(of: #/<[a-z]+/#).allSatisfy { ["<div", "<p", "<span"].contains($0.output) }, "\(html)")
        #expect(html.matches(of: #/<p /#).count == 2)
    }

    @Test func `deeper lines stand further in, up to what a phone has room for`() {
        for depth in 0...12 {
            #expect(markup([AccountLine("x", depth: depth)]).contains(#"class="i\#(min(8, 2 * depth))""#))
        }
    }

    @Test func `the page says what the text says, line by line in the same order`() throws {
        var problems = Diagnostics()
        let golden = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Golden/decisions")
        let loaded = Rulebook.load(folder: golden.appending(path: "rulebook").path, into: &problems).rulebook
        let rulebook = try #require(loaded)
        let cases = CaseLoader(rulebook: rulebook).load(paths: [golden.appending(path: "cases").path], into: &problems)
        try #require(cases.cases.count > 5)
        for loaded in cases.cases {
            let decision = try Decider(rulebook).decide(loaded.case, on: .first)
            for (row, account) in OutcomeAccount.all(decision, under: rulebook).enumerated() {
                let text = DecisionText(rulebook, detail: .full, style: TextStyle(width: 10_000))
                    .text(decision, rows: [row])
                let told = text.split(separator: "\n").map { line in
                    // The signs are said in words.
                    String(line.drop { $0 == " " }).replacing(#/^✓ /#, with: "yes: ").replacing(#/^✗ /#, with: "no: ")
                        .replacing(#/^\? /#, with: "not known: ")
                }
                #expect(spoken(account.lines(.full)) == told, "\(loaded.case.name), \(account.verdict)")
                let tree = try #require(account.tree)
                let whole = spoken(tree.lines)
                #expect(whole.allSatisfy(told.contains))
                let why = spoken(account.why.lines())
                #expect(String(decoding: ResultParts.why(account).bytes, as: UTF8.self).contains("class=\"lines\""))
                #expect(why.isEmpty == account.why.isEmpty)
            }
        }
    }

    @Test func `whoever has to confirm something can be reached from the page`() throws {
        let details = [Detail(key: "opening_hours", value: "9 to 5"), Detail(key: "phone", value: "0121 496 0000")]
        let html = String(decoding: ResultParts.contact(referBy: nil, details, basis: nil).bytes, as: UTF8.self)
        #expect(html.contains("Opening hours") && html.contains(#"href="tel:01214960000""#))
        #expect(ResultParts.contact(referBy: nil, [], basis: "T5").isEmpty)
    }
}

@Suite("What a page says before and after the verdict") struct ResultPartsTests {
    private func decide(_ site: TestSite, _ answers: [Answer]) throws -> Decision {
        let day = try #require(Day("2023-05-10"))
        return try site.server.rulebooks.current.decide(Case(name: "", decisionDate: day, answers: answers), on: day)
    }

    @Test func `an alert that is only not ruled out is acted on only if it is so`() throws {
        let site = try TestSite()
        var answers = site.rulebook.vocabulary.facts.map { _ in Answer.unknown }
        func page() throws -> String {
            let decision = try decide(site, answers)
            try #require(!decision.alerts.isEmpty)
            return String(decoding: ResultParts.alerts(decision, site.rulebook).bytes, as: UTF8.self)
        }
        #expect(try page().contains("<p>If so: "))
        answers[site.fact("immediate_risk")] = .value(.yesNo(true))
        #expect(try page().contains("Act first: "))
    }

    @Test func `steps of a service that is told nothing are the person's own`() throws {
        let site = try TestSite()
        var answers = site.rulebook.vocabulary.facts.map { _ in Answer.unknown }
        answers[site.fact("age_years")] = .value(.number(30))
        answers[site.fact("home_area")] = .value(
            .option(try #require(site.rulebook.vocabulary[site.fact("home_area")].optionIndex["ashford"])))
        answers[site.fact("substances")] = .value(.options([0]))
        for name in ["on_script", "on_licence"] { answers[site.fact(name)] = .value(.yesNo(false)) }
        for consent in [true, false] {
            for name in ["consents_to_referral", "consents_to_information_sharing", "can_give_consent_now"] {
                answers[site.fact(name)] = .value(.yesNo(consent || name == "can_give_consent_now"))
            }
            let accounts = OutcomeAccount.all(try decide(site, answers), under: site.rulebook)
            let expected: Outcome = consent ? .refer : .signpost
            let account = try #require(accounts.first { $0.outcome == expected })
            #expect(account.nextHeading == (consent ? "Next" : "If the person goes ahead"))
        }
    }
}
