import Testing
import WaymarkDocuments
import WaymarkRules

@Suite("What a case says of a fact") struct AnswerTests {
    private static let rules = LoadedRules(people).rules

    /// The answer, or the id of what is wrong with it.
    private func read(_ notation: AnswerReader.Notation, _ fact: String, _ value: WrittenValue) throws -> String {
        let vocabulary = Self.rules.vocabulary
        let id = try #require(vocabulary[fact])
        var problems = Diagnostics()
        let span = SourceSpan(file: 0, start: 0, end: 0)
        let answer = AnswerReader(vocabulary: vocabulary, notation: notation)
            .read(value, of: id, at: span, into: &problems)
        #expect((answer == nil) == problems.hasErrors)
        #expect(problems.all.count <= 1)
        return answer.map(vocabulary[id].plainText) ?? problems.all.map(\.id).joined()
    }

    @Test(arguments: [
        ("age", "23", "23"), ("age", "023", "23"), ("age", "10", "10"), ("age", "120", "120"),
        ("age", "9", "case.value-range"),
        ("age", "121", "case.value-range"), ("age", "twenty", "case.value-type"), ("age", "23.0", "case.value-type"),
        ("age", "23 years", "case.value-type"), ("age", "", "case.value-type"), ("offences", "-5", "-5"),
        ("offences", "+5", "case.value-type"), ("age", "99999999999999999999", "case.value-type"),
        ("on_licence", "yes", "yes"), ("on_licence", "no", "no"), ("on_licence", "true", "yes"),
        ("on_licence", "false", "no"), ("on_licence", "Yes", "case.value-type"), ("on_licence", "1", "case.value-type"),
        ("on_licence", "y", "case.value-type"), ("seen", "2026-02-28", "2026-02-28"),
        ("seen", "2026-02-29", "date.none"),
        ("seen", "28/02/2026", "date.form"), ("seen", "1899-12-31", "date.bounds"),
        ("seen", "2101-01-01", "date.bounds"),
        ("seen", "today", "date.form"), ("housing", "street", "Street"), ("housing", "Street", "value.unknown"),
        ("housing", "nothing", "value.unknown"), ("drugs", "nothing", "nothing"),
        ("drugs", "heroin", "case.value-type"),
        ("local_authority", "sandwell", "Sandwell"), ("local_authority", "elsewhere", "Elsewhere"),
        ("remarks", "sleeps: badly", "sleeps: badly"), ("remarks", "", ""), ("remarks", "yes", "yes"),
    ])
    func `in YAML is a text that the fact's type reads`(_ fact: String, _ text: String, _ expected: String) throws {
        #expect(try read(.yaml, fact, .text(text)) == expected)
    }

    @Test(arguments: [
        ("age", "23", "23"), ("age", "-1", "case.value-range"), ("age", #""23""#, "case.value-type"),
        ("age", "23.0", "case.value-type"), ("age", "2e1", "case.value-type"), ("age", "true", "case.value-type"),
        ("age", "{}", "case.value-type"), ("age", "[23]", "case.value-type"), ("on_licence", "true", "yes"),
        ("on_licence", "false", "no"), ("on_licence", #""yes""#, "case.value-type"),
        ("on_licence", "1", "case.value-type"),
        ("seen", #""2026-02-28""#, "2026-02-28"), ("seen", "20260228", "case.value-type"),
        ("housing", #""street""#, "Street"), ("housing", #"["street"]"#, "case.value-type"),
        ("drugs", #"["crack", "heroin"]"#, "Heroin, Crack"), ("drugs", #"["crack", "crack"]"#, "Crack"),
        ("drugs", "[]", "nothing"), ("drugs", #""nothing""#, "nothing"), ("drugs", #"["tea"]"#, "value.unknown"),
        ("drugs", "[1]", "case.value-type"), ("drugs", #"["nothing"]"#, "case.value-type"),
        ("drugs", #""heroin""#, "case.value-type"), ("remarks", #""sleeps: badly""#, "sleeps: badly"),
        ("remarks", "12", "case.value-type"), ("remarks", "null", "unknown"), ("housing", #""declined""#, "declined"),
    ])
    func `in JSON has the type of the fact`(_ fact: String, _ json: String, _ expected: String) throws {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "c.json", bytes: Array(json.utf8)))
        var problems = Diagnostics()
        let value = try #require(JSONReader.read(file, of: sources, into: &problems))
        #expect(try read(.json, fact, Self.written(value)) == expected)
    }

    private static func written(_ value: JSONValue) -> WrittenValue {
        switch value.kind {
        case .null: .null
        case .bool(let value): .boolean(value)
        case .integer(let value): .number("\(value)")
        case .number(let text): .number(text)
        case .string(let text): .text(text)
        case .array(let items): .list(items.map { WrittenValue.Item(written($0), at: $0.span) })
        case .object: .mapping
        }
    }

    @Test(arguments: ["age", "on_licence", "seen", "housing", "drugs", "local_authority", "remarks"])
    func `may be that it is unknown, declined or not known, of every fact`(_ fact: String) throws {
        for notation in [AnswerReader.Notation.yaml, .json] {
            for word in ["unknown", "declined", "not known"] {
                #expect(try read(notation, fact, .text(word)) == word)
            }
            #expect(try read(notation, fact, .null) == "unknown")
        }
    }

    @Test(arguments: ["age", "on_licence", "seen", "housing", "remarks"])
    func `is one value, no list and no mapping`(_ fact: String) throws {
        let list = WrittenValue.list([WrittenValue.Item(.text("a"), at: SourceSpan(file: 0, start: 0, end: 1))])
        #expect(try read(.yaml, fact, list) == "case.value-type")
        #expect(try read(.yaml, fact, .mapping) == "case.value-type")
    }

    @Test func `in one list may be wrong in several places, each said`() throws {
        let drugs = try #require(Self.rules.vocabulary["drugs"])
        var problems = Diagnostics()
        let items: [WrittenValue] = [.text("heroine"), .text("crack"), .text("nothing"), .mapping]
        let spans = items.indices.map { SourceSpan(file: 0, start: UInt32($0), end: UInt32($0 + 1)) }
        let list = WrittenValue.list(zip(items, spans).map { WrittenValue.Item($0, at: $1) })
        let answer = AnswerReader(vocabulary: Self.rules.vocabulary, notation: .yaml)
            .read(list, of: drugs, at: spans[0], into: &problems)
        #expect(answer == nil)
        #expect(problems.all.map(\.id) == ["value.unknown", "case.value-type", "case.value-type"])
        #expect(problems.all.compactMap(\.span) == [spans[0], spans[2], spans[3]])
        #expect(problems.all.first?.help?.contains("`heroin`") == true)
    }

    @Test(arguments: [
        ("age", "twenty", "from 10 to 120"), ("on_licence", "Yes", "write `yes`"), ("on_licence", "N", "write `no`"),
        ("seen", "28/02/2026", "`2026-02-28`"), ("seen", "1 April 2026", "`2026-04-01`"),
        ("seen", "2023-02-29", "28 days"),
        ("housing", "hostl", "`hostel`"), ("drugs", "crack", "`[crack]`"),
    ])
    func `that is wrong comes with what to write instead`(_ fact: String, _ text: String, _ advice: String) throws {
        let id = try #require(Self.rules.vocabulary[fact])
        var problems = Diagnostics()
        let span = SourceSpan(file: 0, start: 0, end: 0)
        _ = AnswerReader(vocabulary: Self.rules.vocabulary, notation: .yaml)
            .read(.text(text), of: id, at: span, into: &problems)
        let words = problems.all.map { "\($0.message) \($0.help ?? "")" }.joined()
        #expect(words.contains(advice), "\(words)")
    }
}
