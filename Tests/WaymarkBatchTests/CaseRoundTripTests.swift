import Testing
import WaymarkBatch
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `A case written as JSON` {
    private static let forms: [JSONCaseWriter.Form] = [.nested, .flat]

    private static func line(_ person: Case, _ form: JSONCaseWriter.Form, _ rulebook: Rulebook) -> String {
        var writer = JSONWriter()
        JSONCaseWriter(rulebook.vocabulary).write(person, as: form, to: &writer)
        return writer.text
    }

    /// Random people of random rulebooks, one rulebook at a time.
    private static func people(salt: UInt64, _ body: (Rulebook, [Case]) throws -> Void) rethrows {
        for seed in Effort.seeds(6) {
            for shape in [RandomShape.mixed, .tangled, .wide] {
                guard let rulebook = try? TestRulebook.load(RandomRulebook.make(seed: seed &+ salt, shape: shape))
                else {
                    continue
                }
                var random = RandomCases(rulebook, seed: seed)
                try body(rulebook, (0..<30).compactMap { _ in random.next().resolved(in: rulebook) })
            }
        }
    }

    @Test(arguments: forms) func `is read back as it was, whatever is known of the person`(form: JSONCaseWriter.Form) {
        var count = 0
        Self.people(salt: 40) { rulebook, people in
            let reader = JSONCaseReader(rulebook)
            for person in people {
                let line = Self.line(person, form, rulebook)
                var problems = Diagnostics()
                let record = reader.read(Array(line.utf8), as: "line", into: &problems)
                #expect(problems.all.isEmpty, "\(line)")
                #expect(record.id == person.name && record.case?.name == person.name)
                #expect(record.case?.decisionDate == person.decisionDate)
                #expect(record.case?.answers == person.answers, "\(line)")
                count += 1
            }
        }
        #expect(count > 100)
    }

    @Test(arguments: forms) func `is decided by a batch as the case itself is`(form: JSONCaseWriter.Form) {
        Self.people(salt: 41) { rulebook, people in
            let decider = Decider(rulebook)
            let json = DecisionJSON(rulebook, detail: .none)
            let possible = people.compactMap { person in
                try? decider.decide(person, on: Batch.date, traced: false)
            }
            let lines = people.map { Self.line($0, form, rulebook) + "\n" }.joined()
            let summaries = Batch.summaries(rulebook, lines).filter { !$0.contains("\"error\":") }
            let expected = possible.map { decision in
                var writer = JSONWriter()
                json.writeSummary(decision, to: &writer)
                return writer.text
            }
            #expect(summaries == expected)
        }
    }

    private static func rulebook() throws -> Rulebook {
        try TestRulebook.load([("Rules/all.yaml", `Lines of a batch`.rulebook)])
    }

    @Test func `says what was said, in the order of the vocabulary, and nothing of what was not`() throws {
        let rulebook = try Self.rulebook()
        var person = Case(
            name: "a \"b\"", decisionDate: Day(year: 2026, month: 4, day: 1),
            answers: rulebook.vocabulary.facts.map { _ in .unknown })
        func say(_ fact: String, _ answer: Answer) throws {
            person.answers[try #require(rulebook.vocabulary[fact])] = answer
        }
        try say("drugs", .value(.options([0, 1])))
        try say("age", .value(.number(-3)))
        try say("drug", .notKnown)
        try say("consents", .declined)
        try say("released_on", .value(.date(try #require(Day(year: 2025, month: 12, day: 31)))))
        try say("remarks", .value(.text("says \"no\"\nto all")))
        try say("adult_ward", .value(.yesNo(false)))
        let facts =
            #""age":-3,"adult_ward":false,"consents":"declined","drug":"not known","drugs":["heroin","crack"],"#
            + #""released_on":"2025-12-31","remarks":"says \"no\"\nto all""#
        let head = #"{"id":"a \"b\"","decision_date":"2026-04-01","#
        #expect(Self.line(person, .nested, rulebook) == head + "\"facts\":{" + facts + "}}")
        #expect(Self.line(person, .flat, rulebook) == head + facts + "}")
    }

    @Test func `has no date and no facts where none are known`() throws {
        let rulebook = try Self.rulebook()
        let nobody = Case(name: "", answers: rulebook.vocabulary.facts.map { _ in .unknown })
        #expect(Self.line(nobody, .nested, rulebook) == #"{"id":"","decision_date":null,"facts":{}}"#)
        #expect(Self.line(nobody, .flat, rulebook) == #"{"id":"","decision_date":null}"#)
    }

    @Test func `that cannot be read yields no case, and its name where that could be`() throws {
        let reader = JSONCaseReader(try Self.rulebook())
        func read(_ text: String) -> (record: JSONCaseReader.Record, ids: [String]) {
            var problems = Diagnostics()
            let record = reader.read(Array(text.utf8), as: "line", into: &problems)
            return (record, problems.all.map(\.id))
        }
        #expect(read(#"{"id":"a","age":"old"}"#).record.id == "a")
        #expect(read(#"{"id":"a","age":"old"}"#).record.case == nil)
        // The first of two keys is read, but a case that says something twice says nothing for certain.
        let twice = read(#"{"id":"a","age":3,"age":4}"#)
        #expect(twice.record.id == "a" && twice.record.case == nil && !twice.ids.isEmpty)
        let broken = read(#"{"id":"a""#)
        #expect(broken.record.id == nil && broken.record.case == nil && broken.ids == ["json.syntax"])
        #expect(read("[]").ids == ["json-case.shape"])
    }

    @Test func `keeps the problems found before it`() throws {
        let reader = JSONCaseReader(try Self.rulebook())
        var problems = Diagnostics()
        problems.error("earlier", "something else is wrong", at: nil)
        let record = reader.read(Array(#"{"id":"a","age":3}"#.utf8), as: "line", into: &problems)
        #expect(record.case != nil && problems.all.map(\.id) == ["earlier"])
    }
}
