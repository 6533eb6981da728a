import Testing
import WaymarkDocuments
import WaymarkRouting

/// A promise about people who are too many to be told apart: neither proved nor refuted, and said so.
@Suite struct `A promise that cannot be finished` {
    /// Of a square of yes-or-no facts every row has a yes and no column two: no decision diagram of that is small.
    private static func rulebook(side: Int) -> SourceSet {
        func fact(_ row: Int, _ column: Int) -> String { "fact_\(row)_\(column)" }
        let all = 0..<side
        var text = "facts:\n"
        for row in all {
            for column in all {
                text +=
                    "  \(fact(row, column)): {label: Fact \(row) \(column), ask: \"Fact \(row) \(column)?\", type: yes or no}\n"
            }
        }
        text += """
            programmes:
              help: {title: Help, kind: support, located_by: nothing, consent: none, criteria: {first: {says: the first is not so, when: {fact_0_0: no}}}}
            services:
              helper: {programme: help, name: Helper, provider: Helper, areas: everywhere, agreement: not needed}
            routing: {order: [help]}
            promises:
              hard:
                says: people of this kind are never referred
                never:
                  outcome: {help: [refer]}
                  when:
                    all:

            """
        for row in all {
            text += "          - any: [" + all.map { "{\(fact(row, $0)): yes}" }.joined(separator: ", ") + "]\n"
        }
        for column in all {
            text +=
                "          - none: [{at least 2 of: ["
                + all.map { "{\(fact($0, column)): yes}" }.joined(separator: ", ") + "]}]\n"
        }
        var sources = SourceSet()
        _ = sources.add(SourceFile(path: "Rules/all.yaml", bytes: Array(text.utf8)))
        return sources
    }

    @Test func `is a warning at its line, never taken for kept`() throws {
        let sources = Self.rulebook(side: 20)
        var problems = Diagnostics()
        let rulebook = try #require(Rulebook.load(sources, into: &problems), "\(problems.all.map(\.message))")
        let warning = try #require(problems.all.first { $0.id == PromiseCheck.notDecided }, "\(problems.all)")
        #expect(warning.severity == .warning && !problems.hasErrors)
        #expect(warning.message.contains("was not decided within the limit of this check"))
        let span = try #require(warning.span)
        #expect(sources.location(of: span).line > 400)
        let check = PromiseCheck(rulebook)
        guard case .notDecided = check.verdicts()[0] else {
            Issue.record("it is \(check.verdicts()[0])")
            return
        }
    }

    @Test func `is refuted where fewer people have to be told apart`() throws {
        var problems = Diagnostics()
        #expect(Rulebook.load(Self.rulebook(side: 4), into: &problems) == nil)
        #expect(problems.all.map(\.id) == ["promise.broken"])
    }
}
