import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

@Suite("Consent to a referral") struct ConsentTests {
    private static func rulebook(consent: String = "referral", without missing: String? = nil) throws -> Rulebook {
        let facts: [String] = (ConsentFacts.names + ["eats_meat"]).filter { $0 != missing }
        let vocabulary = facts.map { "  \($0): {label: Agrees, ask: Agrees?, type: yes or no}\n" }.joined()
        let text = """
            facts:
            \(vocabulary)programmes:
              help:
                title: Help
                kind: support
                located_by: nothing
                consent: \(consent)
                criteria: {everybody: {says: everybody, when: {decision_date: on or after 2020-01-01}}}
            routing: {order: [help]}
            services:
              place: {programme: help, name: Place, provider: P, areas: everywhere, agreement: not needed, capacity: {state: has_capacity}}
            """
        var sources = SourceSet()
        _ = sources.add(SourceFile(path: "Rules/all.yaml", bytes: Array(text.utf8)))
        var problems = Diagnostics()
        let rulebook = Rulebook.load(sources, into: &problems)
        return try #require(rulebook, "\(DiagnosticRenderer(sources: sources).text(problems))")
    }

    private static func outcome(
        _ rulebook: Rulebook, _ referral: Answer, _ sharing: Answer, _ ability: Answer
    ) throws -> Outcome {
        var answers = rulebook.vocabulary.facts.map { _ in Answer.unknown }
        for (fact, answer) in zip(
            [rulebook.consent.referral, rulebook.consent.sharing, rulebook.consent.ability],
            [referral, sharing, ability])
        {
            if let fact { answers[fact] = answer }
        }
        let person = Case(name: "", answers: answers)
        let day = try #require(Day(year: 2026, month: 4, day: 1))
        let decision = try Decider(rulebook).decide(person, on: day, traced: false)
        return try #require(decision.outcomes.first?.outcome)
    }

    private static let yes = Answer.value(.yesNo(true))
    private static let no = Answer.value(.yesNo(false))

    @Test func `turns on three facts, which a rulebook names once`() throws {
        let rulebook = try Self.rulebook()
        let consent = rulebook.consent
        #expect(consent.referral == rulebook.vocabulary["consents_to_referral"])
        #expect(consent.sharing == rulebook.vocabulary["consents_to_information_sharing"])
        #expect(consent.ability == rulebook.vocabulary["can_give_consent_now"])
        #expect(consent.declared.map { rulebook.vocabulary[$0].name } == ConsentFacts.names)
    }

    @Test(arguments: ConsentFacts.names) func `needs none of them where nothing is sent`(missing: String) throws {
        let rulebook = try Self.rulebook(consent: "none", without: missing)
        #expect(rulebook.consent.declared.count == 2)
        #expect(!rulebook.consent.declared.contains { rulebook.vocabulary[$0].name == missing })
        #expect(try Self.outcome(rulebook, Self.no, Self.no, Self.no) == .refer)
    }

    @Test func `sends where the person agrees to both and can decide, and else does not`() throws {
        let rulebook = try Self.rulebook()
        #expect(try Self.outcome(rulebook, Self.yes, Self.yes, Self.yes) == .refer)
        #expect(try Self.outcome(rulebook, Self.no, Self.yes, Self.yes) == .signpost)
        #expect(try Self.outcome(rulebook, Self.yes, Self.no, Self.yes) == .signpost)
        #expect(try Self.outcome(rulebook, Self.no, Self.no, Self.no) == .needInformation)
        #expect(try Self.outcome(rulebook, .unknown, Self.yes, Self.yes) == .needInformation)
    }

    /// Nobody is referred whose agreement is not known; that they would not say is an answer all the same.
    @Test func `takes declining to say for a no, and what nobody knows for open`() throws {
        let rulebook = try Self.rulebook()
        for answer in [Self.yes, Self.no, .unknown] {
            let said = try Self.outcome(rulebook, Self.no, answer, Self.yes)
            #expect(try Self.outcome(rulebook, .declined, answer, Self.yes) == said)
            let shared = try Self.outcome(rulebook, answer, Self.no, Self.yes)
            #expect(try Self.outcome(rulebook, answer, .declined, Self.yes) == shared)
        }
        #expect(try Self.outcome(rulebook, .notKnown, Self.yes, Self.yes) == .needInformation)
    }

    @Test func `does not take declining for a no where it is about being able to decide`() throws {
        let rulebook = try Self.rulebook()
        let open = try Self.outcome(rulebook, Self.yes, Self.yes, .unknown)
        #expect(try Self.outcome(rulebook, Self.yes, Self.yes, .declined) == open)
        let declined = rulebook.vocabulary.facts.filter(\.countsDeclinedAsNo).map(\.name)
        #expect(declined == ["consents_to_referral", "consents_to_information_sharing"])
    }
}
