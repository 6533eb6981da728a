import WaymarkRules

/// Says a decision to people: what to act on, what to do first, everything else in order, what is still worth asking.
package struct DecisionText: Sendable {
    private let rulebook: Rulebook
    private let detail: TraceDetail
    private let style: TextStyle

    package init(_ rulebook: Rulebook, detail: TraceDetail = .short, style: TextStyle = TextStyle()) {
        self.rulebook = rulebook
        self.detail = detail
        self.style = style
    }

    /// The whole decision. Reasons need a decision made with its trace.
    ///
    /// - Parameter hints: a sentence to stand below an outcome, by the outcome's position: what would change it.
    package func text(_ decision: Decision, hints: [Int: String] = [:]) -> String {
        let accounts = OutcomeAccount.all(decision, under: rulebook, detail: detail)
        var page = TextPage(style)
        writeAlerts(decision, &page)
        if let primary = decision.primary {
            page.write(accounts[primary].lines(detail, isFirst: true))
            writeHint(hints[primary], &page)
        } else {
            page.line(nothing(decision), tone: .strong)
        }
        var isFirstOther = true
        for (index, account) in accounts.enumerated() where index != decision.primary {
            if account.outcome.isActionable || account.outcome == .needInformation {
                if detail != .none || isFirstOther { page.gap() }
                isFirstOther = false
                page.write(account.lines(detail))
                writeHint(hints[index], &page)
            }
        }
        writeQuestions(decision, &page)
        writeNoes(.unavailable, "Not available here", accounts, hints, &page)
        writeNoes(.notEligible, "Not eligible", accounts, hints, &page)
        page.gap()
        page.line(
            "Case \(decision.caseName.isEmpty ? "without a name" : decision.caseName), "
                + "decided for \(English.date(decision.date)) under rulebook \(decision.rulebookHash.prefix(19)). "
                + "This is advice: a person decides, and may decide otherwise.", tone: .faint)
        return page.text
    }

    /// The part of the decision that explains some outcomes, by their positions.
    package func text(_ decision: Decision, rows: [Int]) -> String {
        var page = TextPage(style)
        let accounts = OutcomeAccount.all(decision, under: rulebook, detail: detail)
        for row in rows { page.write(accounts[row].lines(detail)) }
        return page.text
    }

    /// A line that names a case where several are shown.
    package func heading(_ words: String) -> String {
        var page = TextPage(style)
        page.line(words, mark: "== ", tone: .strong)
        page.gap()
        return page.text
    }

    // MARK: - Alerts

    private func writeAlerts(_ decision: Decision, _ page: inout TextPage) {
        for alert in decision.alerts {
            let declared = rulebook.policy.alerts[alert.alert]
            if alert.isDecided {
                page.line(
                    English.sentence("Act first: " + declared.says), mark: "! ", tone: .bad)
                page.line(declared.instruction(isDecided: true), indent: 2, tone: .strong)
            } else {
                page.line(
                    English.sentence("Not ruled out: " + declared.says), mark: "? ", tone: .warning)
                page.line(declared.instruction(isDecided: false), indent: 2)
            }
        }
        page.gap()
    }

    // MARK: - Verdict

    /// What stands at the top where nothing can be acted on.
    private func nothing(_ decision: Decision) -> String {
        if !decision.outcomes.contains(where: { $0.outcome == .needInformation }) {
            return "Nothing to refer to: no programme fits this person here and now."
        }
        guard let first = decision.questions.first else {
            return "Nothing to refer to yet: what is still open is for a person to decide."
        }
        return "Nothing to refer to yet: \(English.count(decision.questions.count, "answer")) could change that. Ask: "
            + rulebook.question(first.fact)
    }

    // MARK: - Noes

    private func writeNoes(
        _ outcome: Outcome, _ heading: String, _ accounts: [OutcomeAccount], _ hints: [Int: String],
        _ page: inout TextPage
    ) {
        let rows = accounts.indices.filter { accounts[$0].outcome == outcome }
        if rows.isEmpty { return }
        page.gap()
        page.line(heading + ":", tone: .strong)
        // Near misses can be worked on, so they come first and whole; of the others one reason is enough to read.
        for row in rows where hints[row] != nil {
            page.write(accounts[row].noLines(detail, isBrief: false))
            writeHint(hints[row], &page)
        }
        let isBrief = detail == .short && outcome == .notEligible
        for row in rows where hints[row] == nil { page.write(accounts[row].noLines(detail, isBrief: isBrief)) }
    }

    private func writeHint(_ hint: String?, _ page: inout TextPage) {
        if let hint, detail != .none { page.line(hint, indent: 4, mark: "→ ") }
    }

    // MARK: - Questions

    private func writeQuestions(_ decision: Decision, _ page: inout TextPage) {
        let questions = decision.questions
        if questions.isEmpty { return }
        page.gap()
        page.line("Still worth asking:", tone: .strong)
        for question in questions {
            page.line(rulebook.question(question.fact), indent: 2, mark: "? ", markTone: .warning)
            if detail == .none { continue }
            let alerts = question.alerts.map { "the alert that " + rulebook.policy.alerts[$0].says }
            let programmes = question.programmes.map { rulebook.programmes[$0].title }
            page.line("decides: " + English.list(alerts + programmes, "and"), indent: 4, tone: .faint)
        }
    }
}
