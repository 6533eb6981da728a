package import WaymarkRouting
package import WaymarkRules

/// Everything there is to say about one outcome.
package struct ExplainedOutcome: Sendable {
    /// Position in the decision's outcomes.
    package var row: Int
    /// Nil where the outcome is not decided.
    package var reasons: SufficientReasons?
    package var changes: PossibleChanges
    /// Nil where the outcome is not decided.
    package var howLong: HowLong?
}

/// What one programme's outcomes for a case rest on.
package struct Explanation: Sendable {
    /// The whole decision, with its trace.
    package var decision: Decision
    /// One for each outcome of the programme, in the order of the decision.
    package var outcomes: [ExplainedOutcome]
}

/// Explains decisions under one rulebook. Belongs to one thread.
package final class Explainer {
    package var rulebook: Rulebook { decider.rulebook }
    private let decider: Decider

    package init(_ plans: PlanCache) {
        decider = Decider(plans)
    }

    package convenience init(_ rulebook: Rulebook) {
        self.init(PlanCache(rulebook))
    }

    /// - Parameters:
    ///   - programme: index in the rulebook.
    ///   - day: the decision date where the case names none.
    /// - Throws: why the case is refused.
    package func explain(_ person: Case, programme: Int, on day: Day) throws(Refusal) -> Explanation {
        let decision = try decider.decide(person, on: day)
        let plan = decider.plan(on: decision.date)
        let reasons = ReasonFinder(plan: plan, answers: person.answers)
        let changes = ChangeFinder(plan: plan, answers: person.answers)
        let ends = EndFinder(decider: decider)
        var outcomes: [ExplainedOutcome] = []
        for (index, row) in decision.outcomes.enumerated() where row.programme == programme {
            let found = reasons.reasons(of: row)
            outcomes.append(
                ExplainedOutcome(
                    row: index, reasons: found, changes: changes?.changes(of: row) ?? PossibleChanges(),
                    howLong: found == nil ? nil : ends.end(of: row, for: person, on: decision.date)))
        }
        return Explanation(decision: decision, outcomes: outcomes)
    }

    /// For each outcome that a step forward (``PossibleChange/isStepForward``) in one or two facts marked `changeable`
    /// would turn into something better, the cheapest such change, by the outcome's position.
    ///
    /// - Parameter decision: of this rulebook.
    package func nearMisses(_ decision: Decision) -> [Int: PossibleChange] {
        let plan = decider.plan(on: decision.date)
        guard let finder = ChangeFinder(plan: plan, answers: decision.answers) else { return [:] }
        var result: [Int: PossibleChange] = [:]
        for (index, row) in decision.outcomes.enumerated() {
            // What an open outcome waits for stands among the questions.
            if row.outcome == .needInformation { continue }
            let cheapest = finder.changes(of: row, atMost: Explainer.nearMissSize).changes.first { change in
                change.kind == .couldBeDone && change.isStepForward
            }
            if let cheapest { result[index] = cheapest }
        }
        return result
    }

    /// Facts that a near miss may be away.
    private static let nearMissSize = 2
}
