package import WaymarkRouting
package import WaymarkRules

/// Leads conversations under one rulebook: what to ask next, and when to stop. Belongs to one thread.
///
/// It asks only what some completion of the case turns on: facts whose answer may change an outcome or an alert. A fact
/// that may not apply is asked for only once what decides that has been asked.
package final class Interviewer {
    package var rulebook: Rulebook { decider.rulebook }
    package let order: QuestionOrder
    private let decider: Decider

    package init(_ plans: PlanCache, order: QuestionOrder = .best) {
        self.order = order
        decider = Decider(plans)
    }

    package convenience init(_ rulebook: Rulebook, order: QuestionOrder = .best) {
        self.init(PlanCache(rulebook), order: order)
    }

    /// The plans it works with, for whoever goes on with what it finds.
    package var plans: PlanCache { decider.plans }

    // MARK: - Going on

    /// Begins with what is known of a person, perhaps nothing.
    ///
    /// - Parameter day: the decision date where the case names none.
    /// - Throws: why there cannot be such a person.
    package func begin(_ given: Case, on day: Day) throws(Refusal) -> Interview {
        let interview = Interview(given, on: day)
        _ = try situation(interview)
        return interview
    }

    /// The interview after an answer, whether the fact was asked for, answered before or never mentioned.
    ///
    /// - Returns: the interview, and facts answered earlier that no longer apply and were taken back.
    /// - Throws: why the answer contradicts what is known; the interview stays as it was.
    package func reply(
        _ answer: Answer, to fact: FactID, in interview: Interview
    ) throws(Refusal) -> (interview: Interview, takenBack: [FactID]) {
        var next = interview
        let earlier = next.replies.firstIndex { $0.fact == fact }
        next.answers[fact] = answer
        if let earlier {
            next.replies[earlier].answer = answer
        } else {
            next.replies.append(.init(fact: fact, answer: answer, before: interview.answers[fact]))
        }
        var takenBack: [FactID] = []
        while true {
            do {
                _ = try situation(next)
                return (next, takenBack.sorted())
            } catch {
                // Another answer may have been about something that no longer applies.
                guard case .notApplicable(let other) = error, other != fact else { throw error }
                next.answers[other] = .unknown
                next.replies.removeAll { $0.fact == other }
                takenBack.append(other)
            }
        }
    }

    func situation(_ interview: Interview) throws(Refusal) -> Situation {
        try Situation(interview.answers, on: decider.plan(on: interview.date).day)
    }

    // MARK: - Where it stands

    /// - Parameter programme: where only this one matters, the interview asks what this one turns on and nothing else.
    /// - Throws: never for an interview that this interviewer began and carried on.
    package func step(_ interview: Interview, about programme: Int? = nil) throws(Refusal) -> InterviewStep {
        let decision = try decider.decide(interview.person, on: interview.date, traced: false)
        let situation = try situation(interview)
        let plan = decider.plan(on: interview.date)
        let asks = OpenAsks(decision, plan, situation)
        let possible = asks.questions.filter { programme == nil || programme.map($0.programmes.contains) == true }
        let standings = standings(decision, asks)
        if possible.isEmpty {
            return InterviewStep(decision: decision, question: nil, atMost: 0, standings: standings)
        }
        let open = OpenItems(decision, plan, situation, about: programme)
        let toCome = open.reachable.union(possible.map(\.fact)).filter {
            interview.answers[$0] == .unknown && situation.settled($0) == nil
        }
        let candidates = ready(possible, asks.questions, situation)
        let question: Question? =
            switch order {
            case .best: QuestionChooser.best(candidates, open, plan)
            case .vocabulary: candidates.min { $0.fact < $1.fact }
            }
        return InterviewStep(decision: decision, question: question, atMost: toCome.count, standings: standings)
    }

    /// The decision on what is known, with its trace.
    package func decision(_ interview: Interview) throws(Refusal) -> Decision {
        try decider.decide(interview.person, on: interview.date)
    }

    /// Those questions about facts that apply, or that may apply and nothing decides it that is still to be asked. Where
    /// none of them can be asked yet, those that come before them.
    private func ready(_ wanted: [Question], _ all: [Question], _ situation: Situation) -> [Question] {
        let askable = Set(all.map(\.fact))
        var seen: Set<FactID> = []
        var wanted = wanted
        while true {
            let ready = wanted.filter { deciding($0, situation).isDisjoint(with: askable) }
            seen.formUnion(wanted.map(\.fact))
            let before = wanted.reduce(into: Set<FactID>()) { $0.formUnion(deciding($1, situation)) }.subtracting(seen)
            wanted = all.filter { before.contains($0.fact) }
            if !ready.isEmpty || wanted.isEmpty { return ready }
        }
    }

    /// What decides whether a question's fact applies, where that is not known.
    private func deciding(_ question: Question, _ situation: Situation) -> Set<Grid.Owner> {
        let applies = situation.day.applies[question.fact]
        return situation.truth(applies).truth == .yes ? [] : Set(situation.unknownOwners(readBy: [applies]))
    }

    private func standings(_ decision: Decision, _ asks: OpenAsks) -> [InterviewStep.Standing] {
        var best = [Outcome?](repeating: nil, count: rulebook.programmes.count)
        for row in decision.outcomes { best[row.programme] = min(best[row.programme] ?? row.outcome, row.outcome) }
        return best.indices.map { programme in
            let facts = asks.questions.filter { $0.programmes.contains(programme) }.map(\.fact)
            return facts.isEmpty ? .settled(best[programme] ?? .notEligible) : .open(facts.sorted())
        }
    }
}

/// The better of two outcomes: the one that stands first in the table of outcomes.
private func min(_ a: Outcome, _ b: Outcome) -> Outcome {
    let order = Outcome.allCases
    return (order.firstIndex(of: a) ?? 0) <= (order.firstIndex(of: b) ?? 0) ? a : b
}
