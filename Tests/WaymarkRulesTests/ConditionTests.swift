import Testing
import WaymarkDocuments
import WaymarkRules

@Suite("Conditions are read as they are written") struct ConditionTests {
    /// A condition in words, without places.
    private func words(_ condition: Condition, _ rules: RuleBase) -> String {
        func list(_ parts: [Condition]) -> String { "(" + parts.map { words($0, rules) }.joined(separator: ", ") + ")" }
        switch condition.kind {
        case .all(let parts): return "all" + list(parts)
        case .any(let parts): return "any" + list(parts)
        case .none(let parts): return "none" + list(parts)
        case .atLeast(let count, let parts): return "\(count) of" + list(parts)
        case .fact(let id, _): return rules.vocabulary[id].name
        case .definition(let id, let value): return rules.definitions[id].name + (value ? "" : " is no")
        case .decisionDate: return "decision_date"
        }
    }

    private func read(_ text: String) throws -> String {
        let loaded = LoadedRules(
            people + "definitions:\n  young: {says: is young, when: {age: under 18}}\n  d: {says: d, when: \(text)}\n")
        try #require(loaded.messages == "")
        return words(try loaded.condition("d"), loaded.rules)
    }

    @Test(arguments: [
        ("{age: 18}", "age"), ("{age: 18, on_licence: yes}", "all(age, on_licence)"),
        ("{any: [{age: 18}, {on_licence: yes, young: no}]}", "any(age, all(on_licence, young is no))"),
        ("{all: [{age: 18}], none: [{young: yes}]}", "all(all(age), none(young))"),
        ("{at least 2 of: [{age: 18}, {on_licence: yes}, {young: yes}]}", "2 of(age, on_licence, young)"),
        ("{decision_date: before 2026-04-01}", "decision_date"),
    ])
    func `every entry of a condition must hold`(_ text: String, _ expected: String) throws {
        #expect(try read(text) == expected)
    }

    @Test func `twelve conditions may stand in one another, thirteen may not`() throws {
        func nested(_ depth: Int) -> String {
            (1..<depth).reduce("{age: 18}") { inner, _ in "{any: [\(inner)]}" }
        }
        #expect(try read(nested(12)).hasPrefix("any(any("))
        let deep = LoadedRules(people + "definitions:\n  d: {says: d, when: \(nested(13))}\n")
        #expect(deep.ids == ["condition.too-deep"])
    }

    @Test func `every part of a condition knows its place`() throws {
        let loaded = LoadedRules(
            people + "definitions:\n  d:\n    says: d\n    when: {age: under 18, housing: street}\n")
        guard case .all(let parts) = try loaded.condition("d").kind else { return #expect(Bool(false)) }
        #expect(parts.map { loaded.sources.text(of: $0.span) } == ["age: under 18", "housing: street"])
        #expect(loaded.sources.text(of: try loaded.condition("d").span) == "{age: under 18, housing: street}")
    }

    @Test func `one mistake gives one message, however often it is met`() {
        let loaded = LoadedRules(
            """
            facts:
              smoker: {label: Smoker, ask: Smokes?, type: boolean}
              pipe: {label: Pipe, ask: A pipe?, type: yes or no, only_when: {smoker: yes}}
            parameters:
              limit: {says: the limit, values: [many]}
            definitions:
              smokes: {says: smokes, when: {smoker: yes}}
              heavy: {says: smokes much, when: {smokes: yes, smoker: at least limit}}
              odd: {says: odd, when: {smoker: {any of: [yes]}, pipe: at least limit}}
            """)
        #expect(loaded.ids == ["choice.unknown", "number.form", "test.misfit"])
    }

    @Test func `all problems of a file are found in one run`() {
        let loaded = LoadedRules(
            """
            facts:
              smoker: {label: Smoker, type: yes or no}
              Pipe: {label: Pipe, ask: A pipe?, type: yes or no, colour: brown}
            definitions:
              smokes: {says: smokes, when: {smoker: perhaps, smoking: yes}}
              never: {says: never, when: {}}
            """)
        #expect(
            loaded.ids == [
                "key.missing", "name.form", "key.unknown", "test.misfit", "name.unknown", "condition.empty",
            ])
    }
}
