package import WaymarkRouting

/// Lays explanations out as text for people.
package struct ExplanationText: Sendable {
    private let rulebook: Rulebook
    private let detail: TraceDetail
    private let style: TextStyle

    package init(_ rulebook: Rulebook, detail: TraceDetail = .short, style: TextStyle = TextStyle()) {
        self.rulebook = rulebook
        self.detail = detail
        self.style = style
    }

    /// The whole explanation: the outcome and why; what decides it; what would change it; how long it stays so.
    package func text(_ explanation: Explanation) -> String {
        ExplanationAccount.all(explanation, under: rulebook, detail: detail).map { account in
            var page = TextPage(style)
            page.write(account.outcome.lines(detail))
            page.gap()
            for section in account.sections {
                page.line(section.heading, tone: .strong)
                page.write(section.lines)
                page.gap()
            }
            return page.text
        }.joined(separator: "\n")
    }
}
