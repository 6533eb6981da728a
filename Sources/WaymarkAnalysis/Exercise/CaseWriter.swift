import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// What a suggested case expects: what the evaluator answers of the programmes that its ways are about.
struct SuggestedExpectation {
    private let rulebook: Rulebook
    private let decision: Decision
    private let finder: TestCoverageFinder
    /// What the case is for.
    var ways: [Way]
    /// Whether the lines that act are named under `because`.
    var isWithReasons = true

    init(_ rulebook: Rulebook, _ decision: Decision, ways: [Way], _ finder: TestCoverageFinder) {
        self.rulebook = rulebook
        self.decision = decision
        self.ways = ways
        self.finder = finder
    }

    /// `programme` or `programme/service` with the outcome, each once, in the order of the decision.
    var outcomes: [(target: String, outcome: Outcome)] {
        var wanted: Set<Int> = []
        var services: Set<Int> = []
        let questions = WayQuestions(day: finder.days[decision.date], lines: finder.lines)
        let situation = try? Situation(decision.answers, on: questions.day.day)
        for way in ways {
            if case .service(let service) = way { services.insert(service) }
            guard let path = situation.flatMap({ questions.path(way, of: $0) }), let programme = path.programme else {
                continue
            }
            wanted.insert(programme)
        }
        var result: [(String, Outcome)] = []
        for row in decision.outcomes {
            let programme = rulebook.programmes[row.programme].name
            if let service = row.service, services.contains(service) {
                result.append(("\(programme)/\(rulebook.services[service].name)", row.outcome))
            }
            if wanted.remove(row.programme) != nil { result.append((programme, best(row.programme) ?? row.outcome)) }
        }
        return result
    }

    private func best(_ programme: Int) -> Outcome? {
        let found = Set(decision.outcomes.filter { $0.programme == programme }.map(\.outcome))
        return Outcome.allCases.first(where: found.contains)
    }

    /// For each programme the lines that act, in the order of the rulebook.
    var because: [(programme: String, names: [String])] {
        if !isWithReasons { return [] }
        var result: [(programme: String, names: [String])] = []
        let concerned = Set(outcomes.map(\.target))
        for case .line(let line, true) in ways {
            for index in line.programmes where concerned.contains(rulebook.programmes[index].name) {
                let programme = rulebook.programmes[index].name
                if let known = result.firstIndex(where: { $0.programme == programme }) {
                    if !result[known].names.contains(line.name) { result[known].names.append(line.name) }
                } else {
                    result.append((programme, [line.name]))
                }
            }
        }
        return result
    }

    /// The alerts that are raised, if the ways are about alerts.
    var alerts: [String]? {
        guard ways.contains(where: { if case .alert = $0 { true } else { false } }) else { return nil }
        return decision.alerts.filter(\.isDecided).map { rulebook.policy.alerts[$0.alert].name }
    }
}

/// Writes a case as a file.
struct CaseWriter {
    private let rulebook: Rulebook
    private let words: WayWords

    init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        words = WayWords(rulebook)
    }

    func yaml(_ person: Case, _ expects: SuggestedExpectation) -> String {
        var lines = [
            "# Suggested by `waymark test --suggest`: an invented person. Read the facts, then confirm each line of `expect`",
            "# or correct it and mend the rule. It exercises what no other case does:",
        ]
        for way in expects.ways { lines.append("#   - " + words.says(way)) }
        lines.append("case: " + person.name)
        lines.append("title: " + YAMLScalar.text(title(expects.ways)))
        if let date = person.decisionDate { lines.append("decision_date: \(date)") }
        lines.append("")
        let facts = rulebook.vocabulary.facts.enumerated().compactMap { index, fact in
            answer(person.answers[index], of: fact).map { "  \(fact.name): \($0)" }
        }
        lines += facts.isEmpty ? ["facts: {}"] : ["facts:"] + facts
        lines += ["", "expect:"]
        let outcomes = expects.outcomes
        if !outcomes.isEmpty { lines.append("  outcomes:") }
        for outcome in outcomes { lines.append("    \(outcome.target): \(outcome.outcome.rawValue)") }
        if let alerts = expects.alerts { lines.append("  alerts: [\(alerts.joined(separator: ", "))]") }
        let because = expects.because
        if !because.isEmpty { lines.append("  because:") }
        for reason in because { lines.append("    \(reason.programme): [\(reason.names.joined(separator: ", "))]") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func title(_ ways: [Way]) -> String {
        "Suggested, to be confirmed: " + English.count(ways.count, "way") + " through the rules"
    }

    /// An answer as a case file spells it; nil where nothing is said.
    private func answer(_ answer: Answer, of fact: Fact) -> String? {
        switch answer {
        case .unknown: nil
        case .notKnown: "not known"
        case .declined: "declined"
        case .value(.yesNo(let yes)): yes ? "yes" : "no"
        case .value(.number(let number)): String(number)
        case .value(.date(let day)): day.description
        case .value(.option(let option)): YAMLScalar.text(fact.options[option].name)
        case .value(.options(let chosen)):
            "[" + chosen.map { YAMLScalar.text(fact.options[$0].name) }.joined(separator: ", ") + "]"
        case .value(.text(let text)): YAMLScalar.text(text)
        }
    }
}

/// Texts as YAML scalars.
private enum YAMLScalar {
    private static let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
    private static let taken: Set<String> = ["yes", "no", "true", "false", "null", "on", "off", "y", "n"]

    static func text(_ text: String) -> String {
        let isName = !text.isEmpty && text.allSatisfy(plain.contains) && (text.first?.isLetter ?? false)
        if isName, !taken.contains(text.lowercased()) { return text }
        return "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
