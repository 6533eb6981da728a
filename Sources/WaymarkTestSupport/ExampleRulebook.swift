package import WaymarkDocuments
package import WaymarkRouting
package import WaymarkRules

/// A rulebook written in one text, and what the engine says of people written in one line.
package struct ExampleRulebook {
    package let rulebook: Rulebook
    private let decider: Decider

    /// A case that was meant to be read and was not.
    package struct IsNoCase: Error, CustomStringConvertible {
        package var description: String
    }

    package init(_ text: String) throws(TestRulebook.DoesNotLoad) {
        rulebook = try TestRulebook.load([("Rules/rules.yaml", text)])
        decider = Decider(rulebook)
    }

    /// What is wrong with a rulebook in one text: the problems' ids in the order of their places.
    package static func problems(_ text: String) -> [String] {
        problems([("Rules/rules.yaml", text)])
    }

    /// The same of several files, given in file order.
    package static func problems(_ files: [(path: String, text: String)]) -> [String] {
        var sources = SourceSet()
        for file in files { _ = sources.add(SourceFile(path: file.path, bytes: Array(file.text.utf8))) }
        var problems = Diagnostics()
        _ = Rulebook.load(sources, into: &problems)
        return problems.inOrder.map(\.id)
    }

    /// A case whose facts are written in braces: `{age: 20}`.
    package func person(_ facts: String, on date: String) throws(IsNoCase) -> Case {
        let given = facts == "{}" ? "" : "facts: \(facts)\n"
        let text = "case: somebody\ndecision_date: \(date)\n\(given)"
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "cases/case.yaml", bytes: Array(text.utf8)))
        var problems = Diagnostics()
        let cases = CaseLoader(rulebook: rulebook).load([file], of: &sources, into: &problems)
        guard cases.count == 1, let person = cases.first, problems.all.isEmpty else {
            throw IsNoCase(description: DiagnosticRenderer(sources: sources).text(problems))
        }
        return person.case
    }

    package func decision(_ facts: String, on date: String = "2026-06-01") throws(IsNoCase) -> NaiveDecision {
        EngineAnswer.decide(decider, try person(facts, on: date), on: .first)
    }

    /// Every outcome in a line, in their order: `treatment/willow: refer`, `course: need_information asks [age]`.
    package func outcomes(_ facts: String, on date: String = "2026-06-01") throws(IsNoCase) -> [String] {
        let decision = try decision(facts, on: date)
        return decision.refused ? ["refused"] : decision.outcomes.map(\.description)
    }
}
