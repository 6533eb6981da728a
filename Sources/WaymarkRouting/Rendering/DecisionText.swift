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
        let words = OutcomeWords(rulebook, decision)
        var page = TextPage(style)
        writeAlerts(words, &page)
        writeHeadline(words, &page)
        let block = OutcomeBlock(words: words, detail: detail)
        if let primary = decision.primary { writeHint(hints[primary], &page) }
        var isFirstOther = true
        for (index, row) in decision.outcomes.enumerated() where index != decision.primary {
            if row.outcome.isActionable || row.outcome == .needInformation {
                if detail != .none || isFirstOther { page.gap() }
                isFirstOther = false
                block.write(row, isFirst: false, to: &page)
                writeHint(hints[index], &page)
            }
        }
        writeQuestions(words, &page)
        writeNoes(.unavailable, "Not available here", words, block, hints, &page)
        writeNoes(.notEligible, "Not eligible", words, block, hints, &page)
        page.gap()
        page.line(
            "Case \(decision.caseName.isEmpty ? "without a name" : decision.caseName), "
                + "decided for \(English.date(decision.date)) under rulebook \(decision.rulebookHash.prefix(19)). "
                + "This is advice: a person decides, and may decide otherwise.", tone: .faint)
        return page.text
    }

    /// The part of the decision that explains some outcomes, by their positions.
    package func text(_ decision: Decision, rows: [Int]) -> String {
        let words = OutcomeWords(rulebook, decision)
        var page = TextPage(style)
        for row in rows {
            OutcomeBlock(words: words, detail: detail).write(decision.outcomes[row], isFirst: false, to: &page)
        }
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

    private func writeAlerts(_ words: OutcomeWords, _ page: inout TextPage) {
        for alert in words.decision.alerts {
            let declared = rulebook.policy.alerts[alert.alert]
            if alert.isDecided {
                page.line(
                    English.sentence("Act first: " + declared.says), mark: "! ", tone: .bad)
                page.line(English.sentence(declared.instruction), indent: 2, tone: .strong)
            } else {
                page.line(
                    English.sentence("Not ruled out: " + declared.says), mark: "? ", tone: .warning)
                page.line(English.sentence("If so: " + declared.instruction), indent: 2)
            }
        }
        page.gap()
    }

    // MARK: - Verdict

    private func writeHeadline(_ words: OutcomeWords, _ page: inout TextPage) {
        let decision = words.decision
        if let primary = decision.primary {
            OutcomeBlock(words: words, detail: detail).write(decision.outcomes[primary], isFirst: true, to: &page)
            return
        }
        let open = decision.outcomes.contains { $0.outcome == .needInformation }
        let count = decision.questions.count
        if !open {
            page.line("Nothing to refer to: no programme fits this person here and now.", tone: .strong)
        } else if count > 0 {
            page.line(
                "Nothing to refer to yet: \(English.count(count, "answer")) could change that. Ask: "
                    + words.question(decision.questions[0].fact), tone: .strong)
        } else {
            page.line("Nothing to refer to yet: what is still open is for a person to decide.", tone: .strong)
        }
    }

    // MARK: - Noes

    private func writeNoes(
        _ outcome: Outcome, _ heading: String, _ words: OutcomeWords, _ block: OutcomeBlock, _ hints: [Int: String],
        _ page: inout TextPage
    ) {
        let rows = words.decision.outcomes.indices.filter { words.decision.outcomes[$0].outcome == outcome }
        if rows.isEmpty { return }
        page.gap()
        page.line(heading + ":", tone: .strong)
        // Near misses can be worked on, so they come first and whole; of the others one reason is enough to read.
        for row in rows where hints[row] != nil {
            block.writeNo(words.decision.outcomes[row], isBrief: false, to: &page)
            writeHint(hints[row], &page)
        }
        for row in rows where hints[row] == nil {
            block.writeNo(words.decision.outcomes[row], isBrief: detail == .short && outcome == .notEligible, to: &page)
        }
    }

    private func writeHint(_ hint: String?, _ page: inout TextPage) {
        if let hint, detail != .none { page.line(hint, indent: 4, mark: "→ ") }
    }

    // MARK: - Questions

    private func writeQuestions(_ words: OutcomeWords, _ page: inout TextPage) {
        let questions = words.decision.questions
        if questions.isEmpty { return }
        page.gap()
        page.line("Still worth asking:", tone: .strong)
        for question in questions {
            page.line(words.question(question.fact), indent: 2, mark: "? ", markTone: .warning)
            if detail == .none { continue }
            let alerts = question.alerts.map { "the alert that " + rulebook.policy.alerts[$0].says }
            let programmes = question.programmes.map { rulebook.programmes[$0].title }
            page.line("decides: " + English.list(alerts + programmes, "and"), indent: 4, tone: .faint)
        }
    }
}

extension OutcomeWords {
    /// The question to ask for a fact.
    func question(_ fact: FactID) -> String {
        rulebook.vocabulary[fact].ask ?? rulebook.vocabulary[fact].label + "?"
    }
}
