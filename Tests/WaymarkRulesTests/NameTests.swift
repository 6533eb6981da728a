import Testing
import WaymarkDocuments
import WaymarkRules

@Suite("Names") struct NameTests {
    @Test(arguments: ["a", "age_years", "o2r", "a_", "x1", "yes_or_no", "nothing_else", "everywhere_else"])
    func `are small letters, digits and underscores, with a letter first`(_ name: String) {
        #expect(Names.isSnakeCase(name))
        #expect(LoadedRules("facts: {\(name): {label: L, type: text}}\n").messages == "")
    }

    @Test(
        arguments: [
            ("Age", "age"), ("age-years", "age_years"), ("age years", "age_years"), ("Age (years)", "age_years"),
            ("  spaced  out ", "spaced_out"), ("1st", nil), ("_a", "a"), ("é", nil), ("ageé", "age"), ("日本", nil),
            ("a.b", "a_b"),
            ("", nil),
        ] as [(String, String?)])
    func `of another form are refused, with the one that was meant`(_ name: String, _ meant: String?) throws {
        let key = YAMLQuoting.key(name, in: .flow)
        let loaded = LoadedRules("facts: {\(key): {label: L, type: text}}\n")
        #expect(loaded.ids == ["name.form"], "\(loaded.messages)")
        let help = try #require(loaded.problems.all.first?.help)
        #expect(help.hasSuffix(meant.map { "write `\($0)`" } ?? "starting with a letter"), "\(help)")
    }

    @Test(arguments: ["all", "any", "none", "at_least", "decision_date"])
    func `that are words of the language are refused for facts, definitions and parameters`(_ name: String) {
        for text in [
            "facts: {\(name): {label: L, type: text}}",
            "definitions: {\(name): {says: s, when: {age: 18}}}\nfacts: {age: {label: A, ask: A?, type: whole number, range: 0 to 99}}",
            "parameters: {\(name): {says: s, values: [1]}}",
        ] {
            #expect(LoadedRules(text + "\n").ids == ["name.reserved"], "\(text)")
        }
    }

    @Test(arguments: ["yes", "no", "nothing", "something", "unknown", "declined", "not_known"])
    func `that are words of the language are refused for values`(_ name: String) {
        let text = "facts: {housing: {label: H, ask: H?, type: one of, values: {\(name): words, street: Street}}}\n"
        #expect(LoadedRules(text).ids == ["name.reserved"])
        #expect(LoadedRules("facts: {\(name): {label: L, type: text}}\n").messages == "", "a fact may be called so")
    }

    @Test func `are shared by facts, definitions and parameters, and each says where the other is`() throws {
        let loaded = LoadedRules(
            """
            facts: {limit: {label: L, ask: L?, type: yes or no}}
            definitions: {limit: {says: s, when: {limit: yes}}}
            parameters: {limit: {says: s, values: [1]}}
            """)
        #expect(loaded.ids == ["name.shared", "name.shared"])
        let places = loaded.problems.inOrder.map { problem in
            problem.notes.map { loaded.sources.location(of: $0.span).line }
        }
        #expect(places == [[1], [1]])
    }

    @Test(
        arguments: [
            (["a"], "`a`"), (["a", "b"], "`a` and `b`"), (["a", "b", "c"], "`a`, `b` and `c`"), ([], ""),
        ] as [([String], String)])
    func `are listed as people list things`(_ names: [String], _ expected: String) {
        #expect(Words.list(names) == expected)
    }

    @Test func `that are too many or too long to list are cut short`() {
        #expect(Words.list((1...20).map { "n\($0)" }).hasSuffix("`n19` and `n20`"))
        #expect(Words.list((1...21).map { "n\($0)" }).hasSuffix("`n12` and 9 more"))
        #expect(Words.code(String(repeating: "x", count: 61)) == "`" + String(repeating: "x", count: 60) + "…`")
        #expect(Words.code("two\nlines") == "`two lines`")
        #expect(Words.code("") == "empty text")
    }

    @Test(arguments: [("area", "an area"), ("fact", "a fact"), ("expectation", "an expectation"), ("", "a ")])
    func `of kinds take their article`(_ noun: String, _ expected: String) {
        #expect(Words.withArticle(noun) == expected)
    }
}
