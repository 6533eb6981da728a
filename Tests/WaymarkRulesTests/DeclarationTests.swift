import Testing
import WaymarkDocuments
import WaymarkRules

@Suite("Facts of each type") struct FactDeclarationTests {
    private func ids(_ body: String) -> [String] {
        LoadedRules("facts: {f: {label: F, ask: F?, \(body)}}\n").ids
    }

    @Test(arguments: [
        "type: yes or no", "type: whole number, range: 0 to 9", "type: whole number, range: -9 to -1", "type: date",
        "type: one of, values: {a: A}", "type: one of, values_from: areas", "type: several of, values_from: areas",
        "type: one of, values_from: areas, values: {elsewhere: Elsewhere}", "type: several of, values: {a: A, b: B}",
        "type: text", "type: yes or no, use: audit only", "type: date, burden: 10", "type: date, burden: 1",
        "type: yes or no, changeable: true, protected: false", "type: text, sensitivity: safeguarding",
        "type: date, known_by: []", "type: date, basis: unverified, source: S4, note: N",
    ])
    func `load`(_ body: String) {
        #expect(ids(body) == [])
    }

    @Test(arguments: [
        ("type: whole number", ["key.missing"]), ("type: whole number, range: 9 to 0", ["fact.range-empty"]),
        ("type: whole number, range: 0-9", ["fact.range-form"]),
        ("type: whole number, range: 0 to many", ["fact.range-form"]),
        ("type: date, range: 0 to 9", ["fact.range-not-here"]), ("type: one of", ["key.missing"]),
        ("type: one of, values: {}", ["fact.no-values"]), ("type: date, values: {a: A}", ["fact.values-not-here"]),
        ("type: yes or no, values_from: areas", ["fact.values-not-here"]),
        ("type: one of, values_from: services", ["fact.values-from"]),
        ("type: one of, values_from: areas, values: {birmingham: B}", ["fact.value-is-area"]),
        ("type: number", ["choice.unknown"]), ("type: date, burden: 11", ["number.range"]),
        ("type: date, burden: 0", ["number.range"]), ("type: date, sensitivity: secret", ["choice.unknown"]),
        ("type: date, use: never", ["choice.unknown"]), ("type: date, basis: rumour", ["choice.unknown"]),
        ("type: date, colour: red", ["key.unknown"]), ("range: 0 to 9", ["key.missing"]),
    ])
    func `say what is missing or does not fit`(_ body: String, _ expected: [String]) {
        #expect(ids(body) == expected)
    }

    @Test func `need a question, except texts and what only an audit reads`() {
        func ids(_ body: String) -> [String] { LoadedRules("facts: {f: {label: F, \(body)}}\n").ids }
        #expect(ids("type: yes or no") == ["key.missing"])
        #expect(ids("type: text") == [])
        #expect(ids("type: yes or no, use: audit only") == [])
    }

    @Test func `that have no areas to take say so once`() {
        let text = people + "definitions: {d: {says: d, when: {local_authority: elsewhere}}}\n"
        #expect(
            LoadedRules(text.replacing("{value: 10, area: sandwell, from: 2026-04-01}", with: "10"), areas: []).messages
                == "")
        let bare = "facts: {f: {label: F, ask: F?, type: one of, values_from: areas}}\n"
        #expect(LoadedRules(bare, areas: []).ids == ["fact.no-areas"])
    }

    @Test(
        arguments: [
            ("a: yes", "b: yes", ["fact.circle"]), ("b: yes", "a: yes", ["fact.circle"]), ("c: yes", "a: yes", []),
            ("any: [{c: yes}, {c: no}]", "all: [{a: yes}, {c: yes}]", []), ("d: yes", "c: yes", ["fact.circle"]),
        ] as [(String, String, [String])])
    func `may apply by others, not in a circle`(_ a: String, _ b: String, _ expected: [String]) {
        let loaded = LoadedRules(
            """
            facts:
              a: {label: A, ask: A?, type: yes or no, only_when: {\(a)}}
              b: {label: B, ask: B?, type: yes or no, only_when: {\(b)}}
              c: {label: C, ask: C?, type: yes or no}
            definitions: {d: {says: d, when: {a: yes}}}
            """)
        // `a` by itself and `b` by itself are circles of one.
        let circles = a == "a: yes" && b == "b: yes" ? expected + expected : expected
        #expect(loaded.ids == circles, "\(loaded.messages)")
    }
}

@Suite("Definitions with versions") struct DefinitionVersionTests {
    private func load(_ versions: String) -> LoadedRules {
        LoadedRules(people + "definitions: {d: {says: d, versions: [\(versions)]}}\n")
    }

    private static let young = "when: {age: under 18}"

    @Test(
        arguments: [
            ("{\(young)}", []), ("{from: 2026-01-01, \(young)}", []),
            ("{until: 2025-12-31, \(young)}, {from: 2026-01-01, \(young)}", []),
            ("{from: 2026-01-01, \(young)}, {until: 2025-12-31, \(young)}", []),
            ("{until: 2025-12-31, \(young)}, {from: 2026-01-02, \(young)}", ["definition.gap"]),
            ("{until: 2025-12-31, \(young)}, {from: 2025-12-31, \(young)}", ["definition.overlap"]),
            ("{\(young)}, {from: 2025-12-31, \(young)}", ["definition.overlap"]),
            ("{from: 2026-01-01, \(young)}, {from: 2027-01-01, \(young)}", ["definition.overlap"]),
            (
                "{until: 2024-12-31, \(young)}, {from: 2025-06-01, until: 2025-06-30, \(young)}, {from: 2026-01-01, \(young)}",
                ["definition.gap", "definition.gap"]
            ),
        ] as [(String, [String])])
    func `may follow one another in any order of the file, never share a day`(_ versions: String, _ expected: [String])
    {
        let loaded = load(versions)
        #expect(loaded.ids == expected, "\(loaded.messages)")
        #expect(loaded.problems.hasErrors == expected.contains("definition.overlap"))
    }

    @Test func `say which days have none, a single one as such`() {
        let one = load("{until: 2025-12-31, \(Self.young)}, {from: 2026-01-02, \(Self.young)}")
        #expect(one.messages.contains("on 2026-01-01; on that day it is `no`"))
        let many = load("{until: 2025-12-31, \(Self.young)}, {from: 2026-02-01, \(Self.young)}")
        #expect(many.messages.contains("from 2026-01-01 to 2026-01-31; on those days it is `no`"))
    }

    @Test func `are told apart by the day, whatever their order`() throws {
        let loaded = load(
            "{from: 2026-01-01, says: c, \(Self.young)}, {until: 2024-12-31, says: a, \(Self.young)}, {from: 2025-01-01, until: 2025-12-31, says: b, \(Self.young)}"
        )
        let definition = try loaded.definition("d")
        let says = ["1900-01-01", "2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01", "2100-12-31"]
            .map { definition.version(on: day($0))?.says }
        #expect(says == ["a", "a", "b", "b", "c", "c"])
    }

    @Test(arguments: [
        ("says: d, when: {age: 18}, versions: [{when: {age: 18}}]", "definition.both"),
        ("says: d", "definition.neither"),
        ("when: {age: 18}", "key.missing"), ("says: d, versions: []", "list.empty"),
        ("says: d, versions: [{from: 2026-01-01}]", "key.missing"),
        ("says: d, versions: [{from: 2026-01-02, until: 2026-01-01, when: {age: 18}}]", "period.inverted"),
        ("says: d, when: {d: yes}", "definition.circle"), ("says: d, when: {e: yes}", "definition.circle"),
        ("says: d, versions: [{until: 2025-12-31, when: {age: 18}}, {from: 2026-01-01}]", "key.missing"),
    ])
    func `or with a condition, one of the two`(_ body: String, _ expected: String) {
        let loaded = LoadedRules(
            people + "definitions: {d: {\(body)}, e: {says: e, when: {d: no}}}\n")
        #expect(loaded.ids == [expected], "\(loaded.messages)")
    }
}

@Suite("Parameters by area and by date") struct ParameterTests {
    private static let text = people.replacing(
        "values: [12, {value: 10, area: sandwell, from: 2026-04-01}]",
        with: "values: [12, {value: 11, from: 2026-01-01, until: 2026-12-31}, {value: 10, area: sandwell}, "
            + "{value: 9, area: sandwell, from: 2026-06-01, until: 2026-06-30}, {value: 8, from: 2027-01-01}, "
            + "{value: 7, area: elsewhere, from: 2027-01-01}]")

    @Test(
        arguments: [
            ("2025-12-31", "birmingham", 12), ("2026-01-01", "birmingham", 11), ("2026-12-31", "birmingham", 11),
            ("2027-01-01", "birmingham", 8), ("2025-12-31", "sandwell", 10), ("2026-05-31", "sandwell", 10),
            ("2026-06-01", "sandwell", 9), ("2026-06-30", "sandwell", 9), ("2026-07-01", "sandwell", 10),
            ("2027-01-01", "sandwell", 8), ("2026-06-01", "elsewhere", 11), ("2027-01-01", "elsewhere", 7),
            ("2026-06-01", nil, 11), ("1900-01-01", nil, 12),
        ] as [(String, String?, Int)])
    func `have the value of the last entry that applies`(_ date: String, _ area: String?, _ expected: Int) throws {
        let loaded = LoadedRules(Self.text)
        try #require(loaded.messages == "")
        let place = try loaded.fact("local_authority")
        let parameter = try #require(loaded.rules.parameters.first)
        #expect(parameter.value(on: day(date), area: area.flatMap { place.optionIndex[$0] }) == expected)
    }

    @Test(arguments: [
        ("[{value: 1, area: sandwell}]", "parameter.first-general"),
        ("[{value: 1, from: 2026-01-01}]", "parameter.first-general"),
        ("[]", "list.empty"), ("12", "shape.list"), ("[12, {value: 3, area: nowhere}]", "value.unknown"),
        ("[twelve]", "number.form"), ("[1.5]", "number.form"), ("[1, {area: sandwell}]", "key.missing"),
        ("[1, {value: 2, areas: [sandwell]}]", "key.unknown"),
    ])
    func `need a general value first and numbers everywhere`(_ values: String, _ expected: String) {
        let loaded = LoadedRules(people + "definitions: {d: {says: d, when: {age: 18}}}\n")
        #expect(loaded.messages == "")
        let text = people.replacing(
            "values: [12, {value: 10, area: sandwell, from: 2026-04-01}]", with: "values: \(values)")
        let wrong = LoadedRules(text)
        #expect(wrong.ids == [expected], "\(wrong.messages)")
    }

    @Test func `may turn on another fact that says where the person is`() throws {
        let text = """
            facts:
              offending_area: {label: O, ask: O?, type: one of, values_from: areas}
              age: {label: Age, ask: How old?, type: whole number, range: 0 to 120}
            parameters:
              limit: {says: the limit, located_by: offending_area, values: [12, {value: 10, area: sandwell}]}
            definitions:
              over: {says: is over the limit, when: {age: limit or over}}

            """
        let loaded = LoadedRules(text)
        #expect(loaded.messages == "")
        #expect(loaded.rules.parameters.first?.locatedBy == loaded.rules.vocabulary["offending_area"])
        #expect(LoadedRules(text.replacing("located_by: offending_area, ", with: "")).ids == ["place.unknown-fact"])
        #expect(
            LoadedRules(text.replacing("located_by: offending_area", with: "located_by: age")).ids == [
                "place.not-areas"
            ])
    }

    @Test func `compared with a fact have every value within its range`() {
        let tight =
            people.replacing("range: 10 to 120", with: "range: 11 to 120")
            + "definitions: {d: {says: d, when: {age: limit or over}}, e: {says: e, when: {age: under limit}}}\n"
        #expect(LoadedRules(tight).ids == ["parameter.out-of-range"], "said once, however many tests read it")
        let empty = people + "definitions: {d: {says: d, when: {age: 11 to limit}}}\n"
        #expect(LoadedRules(empty).ids == ["test.empty-range"], "in Sandwell the limit is 10")
    }
}

@Suite("Constraints") struct ConstraintDeclarationTests {
    @Test func `keep their words, their source and the place they stand at`() throws {
        let loaded = LoadedRules(
            people + """
                constraints:
                  children_are_not_on_licence: {says: nobody under 14 is on licence, impossible: {age: under 14, on_licence: yes}, source: S4}

                """)
        #expect(loaded.messages == "")
        let constraint = try #require(loaded.rules.constraints.first)
        #expect(constraint.name == "children_are_not_on_licence" && constraint.says == "nobody under 14 is on licence")
        #expect(constraint.provenance.source == "S4")
        #expect(loaded.sources.location(of: constraint.span).line == 13)
    }

    @Test(arguments: [
        ("says: s", ["key.missing"]), ("impossible: {age: 14}", ["key.missing"]),
        ("says: s, impossible: {}", ["condition.empty"]),
        ("says: s, impossible: {agee: 14}", ["name.unknown"]), ("says: s, impossible: {remarks: x}", ["fact.text"]),
        ("says: s, impossible: {age: 14}, from: 2026-01-01", ["key.unknown"]),
        ("says: s, impossible: {limit: 14}", ["condition.parameter"]),
    ])
    func `need words and a condition that can be read`(_ body: String, _ expected: [String]) {
        let loaded = LoadedRules(people + "constraints: {c: {\(body)}}\n")
        #expect(loaded.ids == expected, "\(loaded.messages)")
    }
}
