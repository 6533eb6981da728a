package import WaymarkRouting
import WaymarkRules

/// One outcome explained, in words: the outcome and why, what decides it, what would change it, how long it stays so.
package struct ExplanationAccount: Sendable, Hashable {
    /// What there is to say under one heading.
    package struct Section: Sendable, Hashable {
        package var heading: String
        /// From one step below the heading.
        package var lines: [AccountLine] = []

        mutating func add(_ words: String, depth: Int = 1, mark: Mark? = nil, tone: Tone = .plain) {
            lines.append(AccountLine(words, depth: depth, mark: mark, tone: tone))
        }
    }

    package var outcome: OutcomeAccount
    package var sections: [Section]

    /// Changes shown of each kind.
    private static let shown = 4

    /// One account for each outcome of the explanation, in order.
    ///
    /// - Parameter detail: full tells everything that took part in the outcome.
    package static func all(
        _ explanation: Explanation, under rulebook: Rulebook, detail: TraceDetail = .full
    ) -> [ExplanationAccount] {
        let decision = explanation.decision
        let maker = SectionMaker(
            rulebook: rulebook, words: ExplanationWords(rulebook), wording: Wording(rulebook, decision))
        let accounts = OutcomeAccount.all(decision, under: rulebook, detail: detail)
        return explanation.outcomes.map { explained in
            let row = decision.outcomes[explained.row]
            let sections = [
                maker.decidedBy(explained.reasons, row),
                row.outcome == .refer ? nil : maker.changes(explained.changes),
                explained.howLong.map(maker.howLong),
            ]
            return ExplanationAccount(outcome: accounts[explained.row], sections: sections.compactMap { $0 })
        }
    }

    /// The whole account in reading order.
    package func lines(_ detail: TraceDetail) -> [AccountLine] {
        outcome.lines(detail)
            + sections.flatMap { [AccountLine($0.heading, depth: 0, tone: .strong)] + $0.lines }
    }

    /// Makes the sections of one decision's accounts.
    private struct SectionMaker {
        let rulebook: Rulebook
        let words: ExplanationWords
        let wording: Wording

        func decidedBy(_ reasons: SufficientReasons?, _ row: DecidedOutcome) -> Section {
            var section = Section(heading: "What decides it")
            guard let reasons, !reasons.sets.isEmpty else {
                let facts = row.asks.compactMap { ask -> String? in
                    if case .fact(let fact) = ask { rulebook.vocabulary[fact].label } else { nil }
                }
                let rest = facts.isEmpty ? "" : ": it turns on " + English.list(facts, "and")
                section.add(reasons == nil ? "Nothing yet\(rest)." : "This was not worked out within the limit.")
                return section
            }
            // Of long sets one is enough to read.
            let shown = (reasons.sets.first?.count ?? 0) > 3 ? 1 : ExplanationAccount.shown
            for set in reasons.sets.prefix(shown) {
                let facts = set.map { "\(rulebook.vocabulary[$0].label) (\(wording.value(of: $0)))" }
                let line =
                    switch set.count {
                    case 0: "Nothing about the person matters: on this date it is the same for everybody."
                    case 1: "\(facts[0]) alone decides this, whatever everything else is."
                    default: "\(English.list(facts, "and")) together decide this, whatever everything else is."
                    }
                section.add(line, mark: .bullet)
            }
            if reasons.sets.count > shown {
                section.add("Other sets of facts as short would be enough too.", tone: .faint)
            } else if !reasons.isComplete {
                section.add("There may be others as short.", tone: .faint)
            }
            return section
        }

        func changes(_ changes: PossibleChanges) -> Section {
            var section = Section(heading: "What would change it")
            func add(_ heading: String, _ changes: [PossibleChange]) {
                if changes.isEmpty { return }
                section.add(heading)
                for change in changes.prefix(ExplanationAccount.shown) {
                    section.add(
                        "\(English.capitalised(words.newOutcome(change))) if \(words.ways(change)).", depth: 2,
                        mark: .bullet)
                }
                let more = changes.count - ExplanationAccount.shown
                if more > 0 { section.add("and \(more) more.", depth: 2, tone: .faint) }
            }
            let done = changes.changes.filter { $0.kind == .couldBeDone }
            let checked = changes.changes.filter { $0.kind == .couldBeChecked }
            add("Could be done:", done.filter(\.isStepForward))
            add("Could be found out:", checked)
            add("Would be so too, but is no step to take:", done.filter { !$0.isStepForward })
            if done.isEmpty, checked.isEmpty, changes.isComplete {
                section.add("Nothing that can be done or found out now.")
            }
            add(
                "Not in the person’s hands, but would make a difference:",
                changes.changes.filter { $0.kind == .cannotChange })
            if !changes.isComplete {
                section.add("Not every combination of facts was tried: there may be more.", tone: .faint)
            }
            return section
        }

        func howLong(_ howLong: HowLong) -> Section {
            var section = Section(heading: "How long it stays so")
            switch howLong.end {
            case .never: section.add("If the facts stay as they are, no date in the rules ends it.")
            case .notBefore(let day):
                section.add("At least until \(English.date(day)); it was not looked at any further.")
            case .changes(let day, let outcome):
                let causes = howLong.causes.map { words.says($0, on: day) }
                let because = causes.isEmpty ? "" : ": " + English.clauses(causes)
                let last = English.date(day.adding(days: -1))
                section.add(English.sentence("Until \(last), if the facts stay as they are\(because)"))
                section.add("From then on: \(says(outcome)).")
            }
            return section
        }

        private func says(_ outcome: Outcome?) -> String {
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
    }
}
