package import WaymarkRouting
import WaymarkRules

/// Says explanations to people.
package struct ExplanationText: Sendable {
    private let rulebook: Rulebook
    private let style: TextStyle
    private let decisions: DecisionText
    private let groups: GroupWords

    /// Changes shown of each kind.
    private static let shown = 4

    package init(_ rulebook: Rulebook, detail: TraceDetail = .short, style: TextStyle = TextStyle()) {
        self.rulebook = rulebook
        self.style = style
        decisions = DecisionText(rulebook, detail: detail, style: style)
        groups = GroupWords(rulebook)
    }

    /// The whole explanation: the outcome and why; what decides it; what would change it; how long it stays so.
    package func text(_ explanation: Explanation) -> String {
        var text = ""
        for outcome in explanation.outcomes {
            if !text.isEmpty { text += "\n" }
            text += decisions.text(explanation.decision, rows: [outcome.row])
            var page = TextPage(style)
            let row = explanation.decision.outcomes[outcome.row]
            write(outcome.reasons, row, explanation.decision, to: &page)
            write(outcome.changes, row, explanation.decision, to: &page)
            if let howLong = outcome.howLong { write(howLong, explanation.decision, to: &page) }
            text += "\n" + page.text
        }
        return text
    }

    /// A change in one line: "It would be a referral to X if “On a script: yes”."
    package func line(_ change: PossibleChange) -> String {
        "It would be \(goal(change)) if " + ways(change) + "."
    }

    // MARK: - What decides it

    private func write(
        _ reasons: SufficientReasons?, _ row: DecidedOutcome, _ decision: Decision, to page: inout TextPage
    ) {
        page.line("What decides it", tone: .strong)
        guard let reasons, !reasons.sets.isEmpty else {
            let facts = row.asks.compactMap { ask -> String? in
                if case .fact(let fact) = ask { rulebook.vocabulary[fact].label } else { nil }
            }
            let rest = facts.isEmpty ? "" : ": it turns on " + English.list(facts, "and")
            page.line(reasons == nil ? "Nothing yet\(rest)." : "This was not worked out within the limit.", indent: 2)
            page.gap()
            return
        }
        let wording = Wording(rulebook, decision)
        // Of long sets one is enough to read.
        let shown = (reasons.sets.first?.count ?? 0) > 3 ? 1 : ExplanationText.shown
        for set in reasons.sets.prefix(shown) {
            let facts = set.map { "\(rulebook.vocabulary[$0].label) (\(wording.value(of: $0)))" }
            let line =
                switch set.count {
                case 0: "Nothing about the person matters: on this date it is the same for everybody."
                case 1: "\(facts[0]) alone decides this, whatever everything else is."
                default: "\(English.list(facts, "and")) together decide this, whatever everything else is."
                }
            page.line(line, indent: 2, mark: "• ")
        }
        if reasons.sets.count > shown {
            page.line("Other sets of facts as short would be enough too.", indent: 2, tone: .faint)
        } else if !reasons.isComplete {
            page.line("There may be others as short.", indent: 2, tone: .faint)
        }
        page.gap()
    }

    // MARK: - What would change it

    private func write(
        _ changes: PossibleChanges, _ row: DecidedOutcome, _ decision: Decision, to page: inout TextPage
    ) {
        if row.outcome == .refer { return }
        page.line("What would change it", tone: .strong)
        let done = changes.changes.filter { $0.kind == .couldBeDone }
        let checked = changes.changes.filter { $0.kind == .couldBeChecked }
        let fixed = changes.changes.filter { $0.kind == .cannotChange }
        write("Could be done:", done.filter(\.isStepForward), to: &page)
        write("Could be found out:", checked, to: &page)
        write("Would be so too, but is no step to take:", done.filter { !$0.isStepForward }, to: &page)
        if done.isEmpty, checked.isEmpty, changes.isComplete {
            page.line("Nothing that can be done or found out now.", indent: 2)
        }
        write("Not in the person’s hands, but would make a difference:", fixed, to: &page)
        if !changes.isComplete {
            page.line("Not every combination of facts was tried: there may be more.", indent: 2, tone: .faint)
        }
        page.gap()
    }

    private func write(_ heading: String, _ changes: [PossibleChange], to page: inout TextPage) {
        if changes.isEmpty { return }
        page.line(heading, indent: 2)
        for change in changes.prefix(ExplanationText.shown) {
            page.line("\(English.capitalised(goal(change))) if \(ways(change)).", indent: 4, mark: "• ")
        }
        let more = changes.count - ExplanationText.shown
        if more > 0 { page.line("and \(more) more.", indent: 4, tone: .faint) }
    }

    /// "a referral to Changes UK".
    func goal(_ change: PossibleChange) -> String {
        let service = rulebook.services[change.service].title
        return switch change.outcome {
        case .refer: "a referral to \(service)"
        case .waitingList: "a place on the waiting list of \(service)"
        case .signpost: "a signpost to \(service) (details to pass on)"
        case .needInformation, .unavailable, .notEligible: change.outcome.rawValue
        }
    }

    private func ways(_ change: PossibleChange) -> String {
        let ways = change.groups.map { English.list(groups.phrases($0).map { "“\($0)”" }, "and") }
        return ways.joined(separator: ", or if ") + (change.hasAllWays ? "" : ", or in other ways")
    }

    // MARK: - How long

    private func write(_ howLong: HowLong, _ decision: Decision, to page: inout TextPage) {
        page.line("How long it stays so", tone: .strong)
        switch howLong.end {
        case .never:
            page.line("If the facts stay as they are, no date in the rules ends it.", indent: 2)
        case .notBefore(let day):
            page.line("At least until \(English.date(day)); it was not looked at any further.", indent: 2)
        case .changes(let day, let outcome):
            let causes = howLong.causes.map { says($0, on: day) }
            let because = causes.isEmpty ? "" : ": " + English.clauses(causes)
            page.line(
                English.sentence(
                    "Until \(English.date(day.adding(days: -1))), if the facts stay as they are\(because)"),
                indent: 2)
            page.line("From then on: \(ExplanationText.says(outcome)).", indent: 2)
        }
        page.gap()
    }

    private static func says(_ outcome: Outcome?) -> String {
        switch outcome {
        case .refer: "a referral"
        case .waitingList: "a place on the waiting list"
        case .signpost: "the details are given, nothing is sent"
        case .needInformation: "it cannot be said without asking or confirming more"
        case .unavailable: "not available here"
        case .notEligible: "not eligible"
        case nil: "these facts can no longer be"
        }
    }

    func says(_ cause: HowLong.Cause, on day: Day) -> String {
        func turn(_ before: Truth, _ after: Truth) -> String {
            switch (before, after) {
            case (.yes, .unknown): "is confirmed no longer than that"
            case (_, .no): "ends then"
            case (_, .yes): "begins the day after"
            default: "may change then"
            }
        }
        func turn(_ period: ServicePeriod) -> String {
            turn(period.inForce(on: day.adding(days: -1)), period.inForce(on: day))
        }
        switch cause {
        case .programme(let index):
            let period = rulebook.programmes[index].period
            let runs = (before: period.contains(day.adding(days: -1)), after: period.contains(day))
            return "\(rulebook.programmes[index].title) \(turn(Truth(runs.before), Truth(runs.after)))"
        case .service(let index): return "\(rulebook.services[index].title) \(turn(rulebook.services[index].period))"
        case .agreement(let index):
            return "the agreement “\(rulebook.agreements[index].title)” \(turn(rulebook.agreements[index].period))"
        case .criterion(let says): return "the rule “\(says)” changes the day after"
        case .definition(let id): return "“\(rulebook.rules.definitions[id].says)” means something else the day after"
        case .parameter(let id): return "the \(rulebook.rules.parameters[id].says) change the day after"
        case .time(let facts):
            return
                "too long after \(English.list(facts.map { English.inSentence(rulebook.vocabulary[$0].label) }, "and"))"
        }
    }
}
