import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// Makes decisions ready to be kept: the case and the decision as JSON, as the record wants them.
struct DecisionRecorder: Sendable {
    private let serving: ServingRulebook

    init(_ serving: ServingRulebook) {
        self.serving = serving
    }

    /// Decides, with the full trace.
    ///
    /// - Returns: nil where the case is refused: facts that cannot be so together.
    func decided(
        _ person: Case, channel: String, caseReference: String? = nil
    ) -> (new: NewDecision, decision: Decision)? {
        guard let day = person.decisionDate,
            let decision = try? serving.decide(person, on: day)
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

    /// The case in the form that cases are read in: only what was said, in the vocabulary's order.
    func facts(of person: Case) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("id", person.name)
        if let day = person.decisionDate { writer.field("decision_date", day.description) }
        writer.key("facts")
        writer.beginObject()
        for (id, fact) in serving.rulebook.vocabulary.facts.enumerated() {
            switch person.answers[id] {
            case .unknown: break
            case .declined: writer.field(fact.name, "declined")
            case .notKnown: writer.field(fact.name, "not known")
            case .value(let value):
                writer.key(fact.name)
                writer.write(value, of: fact)
            }
        }
        writer.endObject()
        writer.endObject()
        return writer.bytes
    }

    /// A case as it may be shown beside a person.
    func shown(_ person: Case, under now: Rulebook) -> Case { person.shown(under: serving.rulebook, and: now) }

    /// The case that was kept, as this rulebook reads it; nil where it cannot be read any more.
    func person(from facts: [UInt8]) -> Case? {
        var problems = Diagnostics()
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "kept case", bytes: facts))
        guard let value = JSONReader.read(file, of: sources, into: &problems) else { return nil }
        let read = JSONCaseReader(serving.rulebook).read(value, into: &problems).case
        return problems.hasErrors ? nil : read
    }
}
