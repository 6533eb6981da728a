import Testing
import WaymarkDocuments
import WaymarkRules

@Suite("Facts, definitions and parameters are read as they are written") struct VocabularyTests {
    @Test func `a fact keeps everything that is said of it`() throws {
        let loaded = LoadedRules(
            """
            facts:
              on_script:
                label: On a script
                ask: Is the person on a script?
                help: Prescribed by a doctor.
                type: yes or no
                unit: none
                group: health
                known_by: [person, provider]
                sensitivity: health
                only_when: {opioids: yes}
                changeable: yes
                burden: 3
                protected: no
                source: S4 ¶20
                basis: inferred
                note: Asked at booking-in.
              opioids: {label: Opioids, ask: Opioids?, type: yes or no}
              ethnicity: {label: Ethnicity, type: one of, values: {white: White, black: Black}, use: audit only, protected: yes}
            """)
        #expect(loaded.messages == "")
        let fact = try loaded.fact("on_script")
        #expect(fact.label == "On a script" && fact.ask == "Is the person on a script?")
        #expect(fact.help == "Prescribed by a doctor." && fact.unit == "none" && fact.group == "health")
        #expect(fact.knownBy == ["person", "provider"] && fact.sensitivity == .health)
        #expect(fact.isChangeable && fact.burden == 3 && !fact.isProtected && !fact.isAuditOnly)
        #expect(fact.provenance == Provenance(source: "S4 ¶20", basis: .inferred, note: "Asked at booking-in."))
        guard case .fact(1, .isYes)? = fact.onlyWhen?.kind else { return #expect(Bool(false)) }
        let ethnicity = try loaded.fact("ethnicity")
        #expect(ethnicity.isAuditOnly && ethnicity.isProtected && ethnicity.ask == nil && ethnicity.burden == 1)
        #expect(loaded.sources.text(of: ethnicity.span) == "ethnicity")
    }

    @Test func `facts keep the order of the file`() {
        #expect(
            LoadedRules(people).rules.vocabulary.facts.map(\.name) == [
                "age", "offences", "on_licence", "seen", "housing", "drugs", "local_authority", "remarks",
            ])
    }

    @Test func `a definition holds what its version of the day says`() throws {
        let loaded = LoadedRules(
            people + """
                definitions:
                  d:
                    says: is a trigger offence
                    versions:
                      - {from: 2007-01-15, when: {age: 18}, says: is one now}
                      - {from: 2004-07-27, until: 2007-01-14, when: {age: 19}}
                """)
        #expect(loaded.messages == "")
        let definition = try loaded.definition("d")
        #expect(definition.version(on: try #require(Day("2004-07-26"))) == nil)
        #expect(definition.version(on: try #require(Day("2007-01-14")))?.says == nil)
        #expect(definition.version(on: try #require(Day("2007-01-15")))?.says == "is one now")
    }

    @Test func `a parameter takes its last entry that applies`() throws {
        let loaded = LoadedRules(people)
        let limit = try #require(loaded.rules.parameters.first)
        let place = try #require(loaded.rules.vocabulary["local_authority"])
        #expect(limit.locatedBy == place)
        let sandwell = try #require(loaded.rules.vocabulary[place].optionIndex["sandwell"])
        let before = try #require(Day("2026-03-31"))
        #expect(limit.value(on: before, area: sandwell) == 12)
        #expect(limit.value(on: before.adding(days: 1), area: sandwell) == 10)
        #expect(limit.value(on: before.adding(days: 1), area: nil) == 12)
    }

    @Test func `a parameter that differs by no area needs no place`() throws {
        let loaded = LoadedRules(
            "parameters:\n  limit: {says: the limit, unit: days, values: [{value: 3}, {value: 4, from: 2026-04-01}]}\n")
        #expect(loaded.messages == "")
        #expect(loaded.rules.parameters.first?.locatedBy == nil)
        #expect(loaded.rules.parameters.first?.unit == "days")
    }

    @Test func `a parameter's place counts among what a condition reads`() {
        let loaded = LoadedRules(
            """
            facts:
              local_authority: {label: Area, ask: Where?, type: one of, values_from: areas, only_when: {age: at least limit}}
              age: {label: Age, ask: How old?, type: whole number, range: 0 to 120}
            parameters:
              limit: {says: the limit, values: [12, {value: 10, area: sandwell}]}
            """)
        #expect(loaded.ids == ["fact.circle"])
    }

    @Test func `a long chain of definitions is no circle`() {
        var yaml = people + "definitions:\n  d0: {says: d, when: {age: 18}}\n"
        for number in 1...3000 { yaml += "  d\(number): {says: d, when: {d\(number - 1): yes}}\n" }
        #expect(LoadedRules(yaml).messages == "")
    }

    @Test(
        arguments: [
            ([[1], [2], [0]], [[0, 1, 2]]), ([[0]], [[0]]), ([[1], []], []),
            ([[1], [0], [3], [2]], [[0, 1], [2, 3]]),
            ([[1, 2], [2], [0]], [[0, 2]]), ([], []),
        ] as [([[Int]], [[Int]])])
    func `each group of things that go in circles is told once`(_ edges: [[Int]], _ expected: [[Int]]) {
        #expect(Circles.find(edges) == expected)
    }
}
