import WaymarkDocuments
package import WaymarkRouting
import WaymarkRules

/// What the analyses found, as text for people: grouped, worst first.
package struct FindingsText {
    private let rulebook: Rulebook
    private let result: RulebookFindings
    private let style: TextStyle
    private let isComplete: Bool
    private let words: FindingWords

    /// Findings of one heading that are shown unless all are wanted.
    private static let shortLimit = 5

    /// - Parameter complete: everything, with examples and the lines of the rulebook.
    package init(
        _ rulebook: Rulebook, _ result: RulebookFindings, style: TextStyle = TextStyle(), complete: Bool = false
    ) {
        self.rulebook = rulebook
        self.result = result
        self.style = style
        isComplete = complete
        words = FindingWords(rulebook, complete: complete)
    }

    package var text: String {
        var page = TextPage(style)
        page.line(
            "What the analysis found on \(English.date(result.today)), looking ahead to \(English.date(result.last)):",
            tone: .strong)
        for section in FindingSection.allCases {
            let findings = result.findings.filter { $0.section == section }
            if findings.isEmpty { continue }
            page.gap()
            page.line("\(section.title) (\(findings.count))", tone: .strong)
            if section == .fairness, !isComplete {
                addFairness(findings, to: &page)
                continue
            }
            let limit = isComplete || section == .proved ? findings.count : FindingsText.shortLimit
            for finding in findings.prefix(limit) { add(finding, to: &page) }
            if findings.count > limit {
                page.line("… and \(findings.count - limit) more: --all", indent: 2, tone: .faint)
            }
        }
        addPromises(to: &page)
        addUndecided(to: &page)
        return page.text
    }

    private func add(_ finding: Finding, to page: inout TextPage) {
        let account = FindingAccount(finding, words)
        let mark: (String, Tone) =
            switch (account.section, account.weight) {
            case (.proved, _): ("✓ ", .good)
            case (_, .problem): ("✗ ", .bad)
            case (_, .warning): ("! ", .warning)
            case (_, .note): ("· ", .plain)
            }
        page.line(account.headline, indent: 2, mark: mark.0, markTone: mark.1)
        for detail in account.details.prefix(isComplete ? .max : finding.isAboutPeople ? 2 : 0) {
            page.line(detail, indent: 4)
        }
        if isComplete || account.weight == .problem {
            for example in account.examples { page.line("for example: \(example)", indent: 4, tone: .faint) }
        }
        if isComplete || account.section == .rules, !account.places.isEmpty {
            let shown = account.places.prefix(isComplete ? .max : 3)
            page.line(shown.joined(separator: ", "), indent: 4, tone: .faint)
        }
    }

    /// One line for each fact, and whatever harms anybody by itself.
    private func addFairness(_ findings: [Finding], to page: inout TextPage) {
        var order: [FactID] = []
        var together: [FactID: [Influence]] = [:]
        for finding in findings {
            guard case .influence(let influence) = finding.kind else { continue }
            if influence.isHarm {
                add(finding, to: &page)
                continue
            }
            if together[influence.fact] == nil { order.append(influence.fact) }
            together[influence.fact, default: []].append(influence)
        }
        for fact in order { page.line(words.together(fact, together[fact, default: []]), indent: 2, mark: "· ") }
        page.line("… each with a pair of people and the lines: --all", indent: 2, tone: .faint)
    }

    private func addPromises(to page: inout TextPage) {
        // A rulebook that breaks a promise does not load, so that it never comes here.
        guard !rulebook.promises.isEmpty else { return }
        if !result.findings.contains(where: { $0.section == .proved }) {
            page.gap()
            page.line(FindingSection.proved.title, tone: .strong)
        }
        let kept = rulebook.promises.count - result.undecidedPromises
        if kept > 0 {
            let words = English.count(kept, "promise is", "promises are") + " kept for everybody."
            page.line(words, indent: 2, mark: "✓ ", markTone: .good)
        }
        if result.undecidedPromises > 0 {
            let words =
                English.count(result.undecidedPromises, "promise was", "promises were")
                + " not decided: see the warnings."
            page.line(words, indent: 2, mark: "? ", markTone: .warning)
        }
    }

    private func addUndecided(to page: inout TextPage) {
        if result.undecided.isEmpty { return }
        page.gap()
        page.line("Not decided within the budget of \(result.budget / 1_000_000) million steps", tone: .strong)
        for undecided in result.undecided {
            let names = undecided.parts.map { "`\(words.parts.identifier($0))`" }
            page.line(
                "\(undecided.topic.words): \(words.parts.list(names, all: isComplete)).", indent: 2, mark: "? ",
                markTone: .warning)
        }
        page.line("A larger --budget may decide them.", indent: 2, tone: .faint)
    }
}

extension Finding {
    /// Whether the short form says who is concerned.
    fileprivate var isAboutPeople: Bool {
        switch kind {
        case .gap, .soleProvider: true
        default: false
        }
    }
}

extension Undecided.Topic {
    /// What was asked.
    var words: String {
        switch self {
        case .gaps: "whether somebody takes everybody with the need"
        case .soleProviders: "which services alone take people with the need"
        case .reach: "whether somebody can reach"
        case .lines: "whether it can ever matter"
        case .tests: "whether every test inside it matters"
        case .conditions: "whether it can ever hold and matter"
        case .agreement: "whether two are always the same"
        case .influence: "what it influences"
        }
    }
}
