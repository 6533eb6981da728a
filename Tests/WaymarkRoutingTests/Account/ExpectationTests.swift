import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// The small rulebook and its cases under Tests/Golden/decisions.
struct DecisionFixture {
    let rulebook: Rulebook

    init() throws {
        var problems = Diagnostics()
        let files = Golden.files(in: Golden.folder.appendingPathComponent("decisions/rulebook"))
        rulebook = try #require(Rulebook.load(Golden.rulebook(files), into: &problems))
    }

    /// The cases of the folder in order of their files.
    func cases() throws -> [LoadedCase] {
        try load(Golden.files(in: Golden.folder.appendingPathComponent("decisions/cases")))
    }

    /// Cases written in the test; they may be `like` those of the folder.
    func load(_ files: [String: [UInt8]]) throws -> [LoadedCase] {
        var sources = Golden.sourceSet(files)
        var problems = Diagnostics()
        let cases = CaseLoader(rulebook: rulebook)
            .load(sources.files.indices.map(Int32.init), of: &sources, into: &problems)
        try #require(!problems.hasErrors, "\(DiagnosticRenderer(sources: sources).text(problems))")
        return cases
    }
}

@Suite("What a case expects") struct ExpectationTests {
    let fixture: DecisionFixture
    let decider: Decider

    init() throws {
        fixture = try DecisionFixture()
        decider = Decider(fixture.rulebook)
    }

    /// Expected and got of each failure of the case `treatment_first` (treatment, outreach and drop-in: refer).
    private func failures(
        _ expect: String, facts: String = "{substances: [heroin], shop_thefts: 45}"
    ) throws -> [String] {
        var files = Golden.files(in: Golden.folder.appendingPathComponent("decisions/cases"))
        files["tried.yaml"] = Array("case: tried\nlike: adult\nfacts: \(facts)\nexpect: \(expect)\n".utf8)
        let loaded = try #require(try fixture.load(files).first { $0.case.name == "tried" })
        let decision = try decider.decide(loaded.case, on: .first)
        return try #require(loaded.expectation).failures(of: decision, under: fixture.rulebook)
            .map { "\($0.expected) | \($0.got)" }
    }

    @Test(arguments: [
        "{outcomes: {treatment: refer, treatment/willow_ashford: refer, safeguarding: not_eligible}}",
        "{outcomes: {treatment: refer, outreach: refer, drop_in: refer}, others: not_eligible}",
        "{primary: treatment}", "{primary: treatment/willow_ashford}",
        "{before: [[treatment, outreach], [treatment/willow_ashford, outreach/street_team]]}",
        "{asks: []}", "{alerts: []}", "{because: {safeguarding: [at_risk], alcohol_course: [drink]}}",
    ])
    func `holds`(_ expect: String) throws {
        #expect(try failures(expect) == [])
    }

    @Test(arguments: [
        ("{outcomes: {treatment: signpost}}", "`treatment`: signpost | refer"),
        ("{outcomes: {treatment/willow_barton: refer}}", "`treatment/willow_barton`: refer | no such outcome"),
        (
            "{outcomes: {treatment: refer, drop_in: refer}, others: not_eligible}",
            "`outreach`: not_eligible (as all others) | refer"
        ),
        ("{primary: nothing}", "primary: nothing | `treatment/willow_ashford`"),
        ("{primary: outreach}", "primary: `outreach` | `treatment/willow_ashford`"),
        ("{asks: [age_years]}", "to ask `age_years` | no questions"),
        ("{alerts: [immediate_risk]}", "the alerts `immediate_risk` | no alerts"),
        (
            "{because: {treatment: [adult]}}", "`treatment` because of `adult` | no such reasons"
        ),
        (
            "{because: {safeguarding: [at_risk], outreach: [banned]}}",
            "`outreach` because of `banned` | no such reasons"
        ),
    ])
    func `does not hold`(_ expect: String, _ failure: String) throws {
        #expect(try failures(expect) == [failure])
    }

    @Test func `the wrong order is shown`() throws {
        let failure = try #require(try failures("{before: [[outreach, treatment]]}").first)
        #expect(
            failure.hasPrefix(
                "`outreach` before `treatment` | the order `treatment/willow_ashford`, `outreach/street_team`"))
    }

    @Test func `all that is expected is checked`() throws {
        #expect(try failures("{outcomes: {treatment: signpost, outreach: signpost}, primary: nothing}").count == 3)
    }

    @Test func `not eligible as all others also accepts that nothing is available`() throws {
        let facts = "{home_area: barton, housing_status: rough_sleeping}"
        #expect(try failures("{outcomes: {drop_in: refer}, others: not_eligible}", facts: facts) == [])
        #expect(
            try failures("{outcomes: {housing: not_eligible}}", facts: facts) == [
                "`housing`: not_eligible | unavailable"
            ])
    }

    @Test func `questions and undecided reasons of an open outcome count`() throws {
        let facts = "{substances: [heroin], on_script: unknown}"
        #expect(
            try failures(
                "{outcomes: {treatment: need_information}, asks: [on_script], because: {treatment: [in_treatment]}}",
                facts: facts) == [])
        #expect(
            try failures("{asks: [on_script, age_years]}", facts: facts)
                == ["to ask `age_years` | the questions `on_script`"])
    }

    @Test func `an undecided alert is not among the decided ones`() throws {
        #expect(try failures("{alerts: []}", facts: "{immediate_risk: unknown}") == [])
        #expect(try failures("{alerts: [immediate_risk]}", facts: "{immediate_risk: yes}") == [])
    }
}
