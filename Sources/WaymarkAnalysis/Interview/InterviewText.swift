package import WaymarkRouting
package import WaymarkRules

/// Says where a conversation stands to the person who leads it.
package struct InterviewText: Sendable {
    private let rulebook: Rulebook
    private let style: TextStyle
    private let replies: ReplyReader

    package init(_ rulebook: Rulebook, style: TextStyle = TextStyle()) {
        self.rulebook = rulebook
        self.style = style
        replies = ReplyReader(rulebook)
    }

    /// What may be written besides an answer.
    package static let help = """
        Besides an answer you may write
          don't know (or d)       nobody can say
          rather not say (or r)   the person would rather not say
          back (or b)             take the last answer back
          change <fact>           answer that fact again, by its name or label
          state (or s)            show every programme
          why (or w)              say what the question is for
          stop (or q)             end, and decide on what is known

        """

    /// A question with what may be answered.
    ///
    /// - Parameters:
    ///   - number: counted from 1.
    ///   - atMost: how many questions may still come, this one included.
    package func question(_ fact: FactID, number: Int, atMost: Int) -> String {
        let asked = rulebook.vocabulary[fact]
        var page = TextPage(style)
        let left = atMost <= 1 ? "the last question" : "at most \(atMost - 1) more after it"
        page.line("\(asked.ask ?? asked.label)  (\(left))", mark: "\(number). ", tone: .strong)
        if let help = asked.help { page.line(help, indent: 3, tone: .faint) }
        switch asked.type {
        case .oneOf, .severalOf: writeOptions(asked, to: &page)
        case .yesNo, .wholeNumber, .date, .text: break
        }
        page.line(English.sentence(replies.advice(asked)), indent: 3, tone: .faint)
        return page.text
    }

    private func writeOptions(_ fact: Fact, to page: inout TextPage) {
        let digits = String(fact.options.count).utf8.count
        for (index, option) in fact.options.enumerated() {
            let number = String(index + 1)
            let mark = String(repeating: " ", count: digits - number.utf8.count) + number + " "
            page.line(option.label, indent: 3, mark: mark)
        }
    }

    /// What a question is for.
    package func reason(_ question: Question) -> String {
        let alerts = question.alerts.map { "whether " + rulebook.policy.alerts[$0].says }
        let programmes = question.programmes.map { rulebook.programmes[$0].title }
        var page = TextPage(style)
        page.line("It may decide: " + English.clauses(alerts + programmes) + ".", indent: 3)
        return page.text
    }

    /// What the last answer settled (or opened again): alerts first, then programmes.
    package func news(from before: InterviewStep?, to now: InterviewStep) -> String {
        var page = TextPage(style)
        let earlier = Set(before?.decision.alerts.filter(\.isDecided).map(\.alert) ?? [])
        for alert in now.decision.alerts where alert.isDecided && !earlier.contains(alert.alert) {
            let declared = rulebook.policy.alerts[alert.alert]
            page.line(English.sentence("Act first: " + declared.says), indent: 3, mark: "! ", tone: .bad)
            page.line(English.sentence(declared.instruction), indent: 5, tone: .strong)
        }
        for (programme, standing) in now.standings.enumerated() where before?.standings[programme] != standing {
            let title = rulebook.programmes[programme].title
            switch (before?.standings[programme], standing) {
            case (_, .settled(let outcome)) where before != nil || outcome.isActionable:
                page.line(
                    "\(title): \(InterviewText.says(outcome))", indent: 3, mark: mark(standing),
                    markTone: tone(standing))
            case (.settled?, .open):
                page.line("\(title): open again", indent: 3, mark: mark(standing), markTone: tone(standing))
            default: break
            }
        }
        page.line(
            "\(now.settledCount) of \(English.count(now.standings.count, "programme")) settled.", indent: 3,
            tone: .faint)
        return page.text
    }

    /// Every programme, in the rulebook's order.
    package func state(_ step: InterviewStep) -> String {
        var page = TextPage(style)
        for programme in rulebook.policy.order {
            let standing = step.standings[programme]
            let words =
                switch standing {
                case .settled(let outcome): InterviewText.says(outcome)
                case .open(let facts): "open; it turns on " + turns(on: facts)
                }
            page.line(
                "\(rulebook.programmes[programme].title): \(words)", indent: 3, mark: mark(standing),
                markTone: tone(standing))
        }
        return page.text
    }

    private func turns(on facts: [FactID]) -> String {
        let labels = facts.map { English.inSentence(rulebook.vocabulary[$0].label) }
        if labels.count <= 4 { return English.list(labels, "and") }
        return labels.prefix(3).joined(separator: ", ") + " and \(labels.count - 3) more facts"
    }

    private static func says(_ outcome: Outcome) -> String {
        switch outcome {
        case .refer: "refer"
        case .waitingList: "refer to the waiting list"
        case .signpost: "give the details"
        case .needInformation: "nothing left to ask; a person decides, or calls to confirm"
        case .unavailable: "not available here"
        case .notEligible: "not eligible"
        }
    }

    private func mark(_ standing: InterviewStep.Standing) -> String {
        switch standing {
        case .open, .settled(.needInformation): "? "
        case .settled(let outcome): outcome.isActionable ? "✓ " : "✗ "
        }
    }

    private func tone(_ standing: InterviewStep.Standing) -> Tone {
        switch standing {
        case .open, .settled(.needInformation): .warning
        case .settled(let outcome): outcome.isActionable ? .good : .bad
        }
    }
}

extension InterviewReport {
    /// The report as a small table.
    package var text: String {
        guard let everything = mean(\.everything) else { return "No people.\n" }
        func row(_ name: String, _ way: (Person) -> Effort) -> String {
            let weight = people.reduce(0) { $0 + way($1).weight } / Double(people.count)
            let cells = [
                InterviewReport.oneDecimal(mean(way) ?? 0), "\(quantile(0.5, way) ?? 0)", "\(quantile(0.9, way) ?? 0)",
                "\(quantile(1, way) ?? 0)", InterviewReport.oneDecimal(weight),
            ]
            return InterviewReport.padded(name, 22, left: true)
                + cells.map { InterviewReport.padded($0, 10, left: false) }.joined() + "\n"
        }
        var text =
            "Questions until nothing that can be asked changes anything, \(English.count(people.count, "person", "people")):\n\n"
        let heads = ["mean", "half", "9 in 10", "most", "burden"]
        text += InterviewReport.padded("", 22, left: true)
        text += heads.map { InterviewReport.padded($0, 10, left: false) }.joined() + "\n"
        text += row("best question first", \.best)
        text += row("vocabulary order", \.vocabulary)
        text += row("asking everything", \.everything)
        if let best = mean(\.best), everything > 0 {
            let saved = Int((100 * (1 - best / everything)).rounded())
            text += "\nBest question first asks \(saved)% fewer questions than asking everything.\n"
        }
        return text
    }

    private static func oneDecimal(_ number: Double) -> String {
        let tenths = Int((number * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10))"
    }

    private static func padded(_ text: String, _ width: Int, left: Bool) -> String {
        let room = String(repeating: " ", count: max(0, width - text.count))
        return left ? text + room : room + text
    }
}
