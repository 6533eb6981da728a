import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkSynthetic

private let day = Day(year: 2023, month: 2, day: 28) ?? .first

private func text(
    of people: PersonGenerator, _ numbers: some Collection<Int>, form: JSONCaseWriter.Form = .nested
) -> String {
    var writer = PersonWriter(people, form: form)
    var lines = JSONWriter()
    for number in numbers { writer.append(number, to: &lines) }
    return lines.text
}

@Suite("Synthetic people")
struct PersonGeneratorTests {
    @Test func `the same seed and number give the same person, in whatever order`() throws {
        let people = PersonGenerator(try generatedRulebook(areas: 2), seed: 7, on: day, unknownPercent: 20)
        let forward = text(of: people, 0..<50)
        let backward = (0..<50).reversed().map { text(of: people, [$0]) }.reversed().joined()
        #expect(forward == backward)
        let others = PersonGenerator(try generatedRulebook(areas: 2), seed: 8, on: day, unknownPercent: 20)
        #expect(text(of: others, 0..<50) != forward)
    }

    @Test func `a person's facts do not depend on which other facts a rulebook has`() throws {
        let large = try smallRulebook(facts: ["age_years", "housing_status", "gender"])
        let small = try smallRulebook(facts: ["gender", "age_years"])
        let among = PersonGenerator(large, seed: 3, on: day)
        let alone = PersonGenerator(small, seed: 3, on: day)
        for number in 0..<100 {
            for name in ["age_years", "gender"] {
                let (a, b) = (try #require(large.vocabulary[name]), try #require(small.vocabulary[name]))
                #expect(among.person(number).answers[a] == alone.person(number).answers[b])
            }
        }
    }

    @Test(arguments: [0, 15, 60, 100]) func `no generated person is refused`(unknownPercent: Int) throws {
        let rulebook = try generatedRulebook(areas: 3)
        let people = PersonGenerator(rulebook, seed: 11, on: day, unknownPercent: unknownPercent)
        let decider = Decider(rulebook)
        for number in 0..<60 {
            #expect(throws: Never.self) { try decider.decide(people.person(number), on: day, traced: false) }
        }
    }

    @Test func `a constraint that the shares break often is kept all the same`() throws {
        let rulebook = try smallRulebook(
            facts: ["age_years", "housing_status", "gender"],
            extra:
                "constraints:\n  odd: {says: no man is a tenant, impossible: {gender: man, housing_status: tenant}}\n")
        let people = PersonGenerator(rulebook, seed: 1, on: day)
        let decider = Decider(rulebook)
        for number in 0..<300 {
            #expect(throws: Never.self) { try decider.decide(people.person(number), on: day, traced: false) }
        }
    }

    @Test func `with nothing left open every fact that applies has a value`() throws {
        let rulebook = try generatedRulebook(areas: 2)
        let people = PersonGenerator(rulebook, seed: 5, on: day)
        let decision = try Decider(rulebook).decide(people.person(0), on: day, traced: false)
        #expect(decision.questions.isEmpty)
        let pregnant = try #require(rulebook.vocabulary["pregnant"])
        let gender = try #require(rulebook.vocabulary["gender"])
        for number in 0..<200 {
            let answers = people.person(number).answers
            #expect((answers[pregnant] == .unknown) == (answers[gender] != .value(.option(0))))
        }
    }

    @Test func `so many facts in a hundred are left open`() throws {
        let rulebook = try smallRulebook(facts: ["age_years", "housing_status", "gender"])
        let people = PersonGenerator(rulebook, seed: 2, on: day, unknownPercent: 30)
        let answers = (0..<2000).flatMap { people.person($0).answers }
        func share(_ answer: Answer) -> Double { Double(answers.count { $0 == answer }) / Double(answers.count) }
        #expect(abs(share(.unknown) - 0.24) < 0.02)
        #expect(abs(share(.declined) - 0.03) < 0.01)
        #expect(abs(share(.notKnown) - 0.03) < 0.01)
    }

    @Test func `a line holds the person's name, the date and the known facts`() throws {
        let rulebook = try smallRulebook(facts: ["gender", "age_years"])
        let people = PersonGenerator(rulebook, seed: 4, on: day)
        guard case .value(.number(let age)) = people.person(0).answers[1] else {
            Issue.record("the age is not known")
            return
        }
        #expect(
            text(of: people, [0])
                == "{\"id\":\"P000000001\",\"decision_date\":\"2023-02-28\",\"facts\":{\"gender\":\"woman\",\"age_years\":\(age)}}\n"
        )
        #expect(
            text(of: people, [0], form: .flat)
                == "{\"id\":\"P000000001\",\"decision_date\":\"2023-02-28\",\"gender\":\"woman\",\"age_years\":\(age)}\n"
        )
    }

    @Test func `a fact that the table means otherwise takes any of its values`() throws {
        let rulebook = try smallRulebook(
            facts: [],
            extra: """
                facts:
                  local_authority: {label: Home, ask: Where?, type: one of, values: {leeds: Leeds, outside_force_area: Outside}}

                """)
        let people = PersonGenerator(rulebook, seed: 6, on: day)
        let leeds = (0..<1000).count { people.person($0).answers[0] == .value(.option(0)) }
        #expect((400...600).contains(leeds))
    }
}

/// A rulebook with some well-known facts and one programme.
func smallRulebook(facts: [String], extra: String = "") throws -> Rulebook {
    let known = [
        "age_years": "{label: Age, ask: How old?, type: whole number, range: 10 to 120}",
        "gender": "{label: Gender, ask: Which?, type: one of, values: {woman: Woman, man: Man}}",
        "housing_status":
            "{label: Housing, ask: Where?, type: one of, values: {tenant: Tenant, rough_sleeping: Rough, hostel: Hostel, family_or_friends: Family, sofa_surfing: Sofa, supported: Supported, threatened_56_days: Threatened}}",
    ]
    let vocabulary = facts.isEmpty ? "" : "facts:\n" + facts.map { "  \($0): \(known[$0] ?? "")\n" }.joined()
    let text =
        vocabulary + extra + """
            definitions:
              recent: {says: is recent, when: {decision_date: on or after 2020-01-01}}
            programmes:
              help: {title: Help, kind: support, located_by: nothing, consent: none, criteria: {now: {says: now, when: {recent: yes}}}}
            routing: {order: [help]}

            """
    var sources = SourceSet()
    _ = sources.add(SourceFile(path: "Rules/rules.yaml", bytes: Array(text.utf8)))
    var problems = Diagnostics()
    let rulebook = Rulebook.load(sources, into: &problems)
    let message = rulebook == nil ? DiagnosticRenderer(sources: sources).text(problems) : ""
    return try #require(rulebook, "\(message)")
}
