import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

@Suite("Why a case is refused") struct RefusalWordsTests {
    private let fixture: DecisionFixture

    init() throws { fixture = try DecisionFixture() }

    /// What is said of the adult of the golden cases with these facts changed; nil where it is decided.
    private func refusal(_ facts: String) throws -> Diagnostic? {
        var files = Golden.files(in: Golden.folder.appendingPathComponent("decisions/cases"))
        files["tried.yaml"] = Array("case: tried\nlike: adult\nfacts: \(facts)\n".utf8)
        let tried = try #require(try fixture.load(files).first { $0.case.name == "tried" }).case
        do {
            _ = try Decider(fixture.rulebook).decide(tried, on: .first)
            return nil
        } catch {
            return error.diagnostic(of: tried, under: fixture.rulebook)
        }
    }

    @Test func `a case that nobody can be names the rule, the facts and what to do`() throws {
        let said = try #require(try refusal("{age_years: 12, on_licence: yes}"))
        #expect(said.id == "case.impossible")
        #expect(said.message.hasPrefix("this cannot be: nobody under 14 is on licence (Rules/vocabulary.yaml:"))
        #expect(
            said.help
                == "the case says “Age” is 12 years and “On licence” is yes: correct one, or write `unknown`")
        #expect(said.span != nil)
    }

    @Test func `a fact that does not apply names what it follows from`() throws {
        let said = try #require(try refusal("{da_relationship: intimate_partner}"))
        #expect(said.id == "case.not-applicable")
        #expect(
            said.message.hasPrefix(
                "“Relationship to the victim” (`da_relationship`) does not apply to this person, "
                    + "since the case says “Domestic abuse offence” is no (Rules/vocabulary.yaml:"))
        #expect(said.help == "leave `da_relationship` out, or correct what it follows from")
        #expect(said.span != nil)
    }

    @Test func `a case that can be is not refused`() throws {
        #expect(try refusal("{age_years: 14, on_licence: yes}") == nil)
        #expect(try refusal("{age_years: 12, on_licence: unknown}") == nil)
    }

    @Test func `what cannot all be so is said together`() {
        let given = Case(name: "", answers: fixture.rulebook.vocabulary.facts.map { _ in .unknown })
        let one = Refusal.nothingLeft([0], []).diagnostic(of: given, under: fixture.rulebook)
        #expect(one.message.hasPrefix("nobody can be as this case says: nobody under 14 is on licence ("))
        let two = Refusal.nothingLeft([0], [0]).diagnostic(of: given, under: fixture.rulebook)
        #expect(two.message.hasPrefix("nobody can be as this case says, for these cannot all be so: "))
        #expect(two.message.hasSuffix("“Age” has a value, so it has to apply"))
        #expect(two.span == nil && two.help == "check the facts that these rules name")
    }

    @Test func `all errors together read as sentences, without warnings`() {
        var problems = Diagnostics()
        problems.add(Diagnostic("a", "this cannot be", at: nil, help: "correct one"))
        problems.add(Diagnostic("b", "look at this", at: nil, severity: .warning))
        problems.add(Diagnostic("c", "that neither.", at: nil))
        #expect(problems.sentence == "This cannot be. Correct one. That neither.")
        #expect(Diagnostics().sentence == "")
    }
}
