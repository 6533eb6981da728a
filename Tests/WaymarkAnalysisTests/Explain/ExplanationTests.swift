import Testing
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `An explanation` {
    private let rulebook: Rulebook
    private let day = Day("2026-06-15") ?? .first

    init() throws {
        rulebook = try SmallRulebook.load()
    }

    private func person(_ entries: [String: FactValue]) throws -> Case {
        var answers = rulebook.vocabulary.facts.map { _ in Answer.unknown }
        for (name, value) in entries { answers[try #require(rulebook.vocabulary[name])] = .value(value) }
        return Case(name: "p", answers: answers)
    }

    /// What is said after the outcome and its reasons.
    private func explain(_ programme: String, _ entries: [String: FactValue]) throws -> String {
        let index = try #require(rulebook.programmes.firstIndex { $0.name == programme })
        let explanation = try Explainer(rulebook).explain(try person(entries), programme: index, on: day)
        let text = ExplanationText(rulebook, style: TextStyle(width: 100)).text(explanation)
        return String(text[(text.range("What decides it") ?? text.endIndex)...])
    }

    @Test func `a fact that cannot be changed decides alone`() throws {
        #expect(
            try explain("rehab", ["age_years": .number(16), "on_script": .yesNo(true), "sessions": .number(9)]) == """
                What decides it
                  • Age (16 years) alone decides this, whatever everything else is.

                What would change it
                  Nothing that can be done or found out now.
                  Not in the person’s hands, but would make a difference:
                    • A referral to Rehab House if “Age: 18 or over”.

                How long it stays so
                  If the facts stay as they are, no date in the rules ends it.


                """)
    }

    @Test func `what could be done is told apart from what could be found out`() throws {
        #expect(
            try explain("rehab", ["age_years": .number(30), "sessions": .number(2)]) == """
                What decides it
                  • Sessions attended (2 sessions) alone decides this, whatever everything else is.

                What would change it
                  Could be done:
                    • A referral to Rehab House if “On a script: yes” and “Sessions attended: 4 sessions or over”.

                How long it stays so
                  If the facts stay as they are, no date in the rules ends it.


                """)
        #expect(
            try explain("rehab", ["age_years": .number(30), "sessions": .number(5)]) == """
                What decides it
                  Nothing yet: it turns on On a script.

                What would change it
                  Could be found out:
                    • A referral to Rehab House if “On a script: yes”.


                """)
    }

    @Test func `an agreement that ends is said with its last day`() throws {
        let text = try explain(
            "treatment", ["age_years": .number(30), "substances": .options([0]), "local_authority": .option(0)])
        #expect(
            text == """
                What decides it
                  • Age (30 years), Substances (heroin) and Home area (Ashby) together decide this, whatever
                    everything else is.

                How long it stays so
                  Until 31 December 2026, if the facts stay as they are: the agreement “Treatment in Ashby” ends
                  then.
                  From then on: the details are given, nothing is sent.


                """)
    }

    @Test func `a time limit that runs out is said with its last day`() throws {
        let text = try explain(
            "family_course",
            ["abuse": .yesNo(true), "relationship": .option(1), "seen_on": .date(Day("2026-05-31") ?? .first)])
        #expect(text.contains("Until 31 August 2026, if the facts stay as they are: too long after last seen."))
        #expect(text.contains("From then on: not eligible."))
    }

    @Test func `a near miss is shown with its cheapest step forward`() throws {
        let decision = try Decider(rulebook).decide(
            try person(["age_years": .number(30), "on_script": .yesNo(false), "sessions": .number(6)]), on: day)
        let hints = NearMisses(PlanCache(rulebook)).hints(decision)
        #expect(Array(hints.values) == ["It would be a referral to Rehab House if “On a script: yes”."])
        let text = DecisionText(rulebook).text(decision, hints: hints)
        #expect(text.contains("    → It would be a referral to Rehab House if “On a script: yes”.\n"))
    }
}

extension String {
    /// Where a text begins.
    fileprivate func range(_ text: String) -> String.Index? {
        indices.first { self[$0...].hasPrefix(text) }
    }
}
