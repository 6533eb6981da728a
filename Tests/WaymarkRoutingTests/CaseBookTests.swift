import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `Cases that start from another` {
    private static let rules = """
        facts:
          age: {label: Age, ask: Q?, type: whole number, range: 0 to 120}
          smoker: {label: Smoker, ask: Q?, type: yes or no}
          drugs: {label: Drugs, ask: Q?, type: several of, values: {heroin: Heroin, crack: Crack}}
        programmes:
          help: {title: Help, kind: support, located_by: nothing, consent: none, criteria: {c: {says: s, when: {age: 18}}}}
        routing: {order: [help]}

        """

    /// Every case that could be read as "name date: age, smoker, drugs", and the problems as "path:line id".
    private func read(_ files: [(String, String)]) throws -> (cases: [String], problems: [String]) {
        let rulebook = try ExampleRulebook(Self.rules).rulebook
        var sources = SourceSet()
        for (path, text) in files { _ = sources.add(SourceFile(path: path, bytes: Array(text.utf8))) }
        var problems = Diagnostics()
        let cases = CaseLoader(rulebook: rulebook)
            .load(sources.files.indices.map(Int32.init), of: &sources, into: &problems)
        let lines = cases.map { loaded in
            let answers = zip(rulebook.vocabulary.facts, loaded.case.answers).map { $0.plainText(of: $1) }
            let date = loaded.case.decisionDate.map { " \($0)" } ?? ""
            return "\(loaded.case.name)\(date): \(answers.joined(separator: ", "))"
        }
        let said = problems.inOrder.map { problem in
            let place = problem.span.map { sources.location(of: $0) }
            return "\(place.map { "\($0.path):\($0.line) " } ?? "")\(problem.id)"
        }
        return (lines, said)
    }

    private static let base = (
        "c/base.yaml", "case: base\ndecision_date: 2026-01-01\nfacts: {age: 30, smoker: yes, drugs: [crack]}\n"
    )

    @Test(arguments: [
        ("", "2026-01-01: 30, yes, Crack"), ("facts: {age: 40}", "2026-01-01: 40, yes, Crack"),
        ("facts: {age: unknown}", "2026-01-01: unknown, yes, Crack"),
        ("facts: {drugs: [heroin]}", "2026-01-01: 30, yes, Heroin"),
        ("facts: {drugs: nothing}", "2026-01-01: 30, yes, nothing"),
        ("facts: {smoker: declined}", "2026-01-01: 30, declined, Crack"),
        ("decision_date: 2026-05-05", "2026-05-05: 30, yes, Crack"),
    ])
    func `take its facts and its date, and replace them by their own`(_ text: String, _ expected: String) throws {
        let result = try read([Self.base, ("c/tried.yaml", "case: tried\nlike: base\n\(text)\n")])
        #expect(result.problems == [])
        #expect(result.cases == ["base 2026-01-01: 30, yes, Crack", "tried \(expected)"])
    }

    @Test func `may be in any order of files, and in a long line`() throws {
        let chain = (1...30).map { ("c/n\($0).yaml", "case: n\($0)\nlike: n\($0 + 1)\nfacts: {}\n") }
        let last = ("c/n31.yaml", "case: n31\nfacts: {age: 7}\n")
        let result = try read(chain + [last])
        #expect(result.problems == [])
        #expect(result.cases.allSatisfy { $0.hasSuffix(": 7, unknown, unknown") } && result.cases.count == 31)
        #expect(try read([last] + chain.reversed()).cases.sorted() == result.cases.sorted())
    }

    @Test func `look in their own folder only`() throws {
        let elsewhere = try read([Self.base, ("d/tried.yaml", "case: tried\nlike: base\n")])
        #expect(elsewhere.problems == ["d/tried.yaml:2 case.unknown-like"])
        #expect(elsewhere.cases == ["base 2026-01-01: 30, yes, Crack"])
        let below = try read([Self.base, ("c/sub/tried.yaml", "case: tried\nlike: base\n")])
        #expect(below.problems == ["c/sub/tried.yaml:2 case.unknown-like"])
    }

    @Test(
        arguments: [
            ([("c/a.yaml", "case: a\nlike: a\n")], ["c/a.yaml:2 case.like-circle"]),
            ([("c/a.yaml", "case: a\nlike: b\n")], ["c/a.yaml:2 case.unknown-like"]),
        ] as [([(String, String)], [String])])
    func `are refused where there is none, or where it is themselves`(
        _ files: [(String, String)], _ expected: [String]
    ) throws {
        let result = try read(files)
        #expect(result.problems == expected)
        #expect(result.cases == [])
    }

    @Test func `that go in a circle are refused, and those outside it are read`() throws {
        let result = try read([
            Self.base, ("c/a.yaml", "case: a\nlike: b\n"), ("c/b.yaml", "case: b\nlike: a\n"),
            ("c/z.yaml", "case: z\nlike: base\n"),
        ])
        #expect(result.cases.map { $0.prefix { $0 != " " } } == ["base", "z"])
        #expect(Set(result.problems.map { $0.split(separator: " ").last }) == ["case.like-circle"])
    }

    @Test func `do not take what it expects`() throws {
        let rules = try ExampleRulebook(Self.rules)
        var sources = SourceSet()
        let expecting = Self.base.1 + "expect: {primary: nothing}\ntitle: The base\n"
        for (path, text) in [("c/base.yaml", expecting), ("c/tried.yaml", "case: tried\nlike: base\n")] {
            _ = sources.add(SourceFile(path: path, bytes: Array(text.utf8)))
        }
        var problems = Diagnostics()
        let cases = CaseLoader(rulebook: rules.rulebook).load([0, 1], of: &sources, into: &problems)
        #expect(problems.all.isEmpty)
        #expect(cases.map { $0.expectation == nil } == [false, true])
        #expect(cases.map(\.case.title) == ["The base", nil])
    }

    @Test func `have names that no other of the folder has`() throws {
        let twice = try read([Self.base, ("c/other.yaml", "case: base\n"), ("d/base.yaml", "case: base\n")])
        #expect(twice.problems == ["c/other.yaml:1 case.twice"])
    }

    @Test func `need a date where something is expected, their own or the other's`() throws {
        func expecting(_ text: String) throws -> [String] {
            try read([Self.base, ("c/tried.yaml", "case: tried\n\(text)expect: {primary: nothing}\n")]).problems
        }
        #expect(try expecting("like: base\n") == [])
        #expect(try expecting("decision_date: 2026-01-01\n") == [])
        #expect(try expecting("") == ["c/tried.yaml:2 case.no-date"])
    }

    @Test func `may be like none that is JSON`() throws {
        let result = try read([
            ("c/base.json", "{\"id\": \"base\", \"age\": 30}"), ("c/tried.yaml", "case: tried\nlike: base\n"),
        ])
        #expect(result.problems == ["c/tried.yaml:2 case.unknown-like"])
    }

    @Test func `a stream of cases goes on behind a wrong line`() throws {
        let result = try read([
            (
                "c/s.ndjson",
                "{\"id\": \"a\", \"age\": 1}\n{\"id\": \"b\", \"age\": 999}\nnonsense\n\n{\"id\": \"c\", \"age\": 3}"
            )
        ])
        #expect(result.cases == ["a: 1, unknown, unknown", "c: 3, unknown, unknown"])
        #expect(result.problems == ["c/s.ndjson:2 case.value-range", "c/s.ndjson:3 json.syntax"])
    }
}
