import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// Makes decisions ready to be kept: the case and the decision as JSON, as the record wants them.
struct Keeper: Sendable {
    private let serving: ServingRulebook

    init(_ serving: ServingRulebook) {
        self.serving = serving
    }

    /// Decides, with the full trace.
    ///
    /// - Returns: nil where the case is refused: facts that cannot be so together.
    func keepable(
        _ person: Case, channel: String, caseReference: String? = nil
    ) -> (new: NewDecision, decision: Decision)? {
        guard let day = person.decisionDate,
            let decision = serving.withEngine({ try? $0.decider.decide(person, on: day) })
        else { return nil }
        var writer = JSONWriter()
        DecisionJSON(serving.rulebook, detail: .full).write(decision, to: &writer)
        let new = NewDecision(
            caseReference: caseReference, channel: channel, decisionDate: decision.date.description,
            rulebook: serving.rulebook.hash, facts: facts(of: person), document: writer.bytes,
            areas: person.areas(under: serving.rulebook), count: count(decision, of: person))
        return (new, decision)
    }

    /// What reports count of a decision.
    private func count(_ decision: Decision, of person: Case) -> DecisionCount {
        let best =
            Outcome.allCases.first { outcome in decision.outcomes.contains { $0.outcome == outcome } } ?? .notEligible
        // A programme counts where nothing better than "not available here" came of it.
        let rows = Dictionary(grouping: decision.outcomes, by: \.programme)
        let unmet = rows.keys.filter { programme in
            rows[programme]?.contains { $0.outcome == .unavailable } == true
                && rows[programme]?.allSatisfy { $0.outcome == .unavailable || $0.outcome == .notEligible } == true
        }
        return DecisionCount(
            home: person.homeArea(under: serving.rulebook), best: best.rawValue,
            unavailable: unmet.sorted().map { serving.rulebook.programmes[$0].name })
    }

    /// The case in the form that cases are read in: only what was said.
    func facts(of person: Case) -> [UInt8] {
        var writer = JSONWriter()
        JSONCaseWriter(serving.rulebook.vocabulary).write(person, to: &writer)
        return writer.bytes
    }

    /// A case as it may be shown beside a person.
    func shown(_ person: Case, under now: Rulebook) -> Case { person.shown(under: serving.rulebook, and: now) }

    /// The case that was kept, as this rulebook reads it; nil where it cannot be read any more.
    func person(from facts: [UInt8]) -> Case? {
        var problems = Diagnostics()
        return JSONCaseReader(serving.rulebook).read(facts, as: "kept case", into: &problems).case
    }
}
