import Hummingbird
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// A kept decision, read from the record (the reading is in the audit) and decided again under its own rulebook.
struct KeptCase: Sendable {
    let kept: KeptDecision
    let serving: ServingRulebook
    let person: Case
    let decision: Decision

    /// - Throws: what the record says, or ``Problem`` where the decision belongs to another area or was disposed of.
    init(_ reference: String, _ context: RequestContext) throws {
        kept = try DecisionOperations(context).read(reference)
        if let disposed = kept.disposedAt {
            throw Problem(
                .gone, "This decision has been disposed of",
                "Its time to be kept ended, and on \(English.date(disposed.day)) everything about the person was removed."
            )
        }
        serving = try context.server.serving(kept.rulebook)
        guard let person = DecisionRecorder(serving).person(from: kept.facts), let day = Day(kept.decisionDate),
            let decision = try? serving.decide(person, on: day)
        else { throw Problem.broken }
        self.person = person
        self.decision = decision
    }

    var rulebook: Rulebook { serving.rulebook }

    /// The person's home area by name; nil where it is not known or none of the service map.
    var homeArea: String? { person.homeArea(under: rulebook) }
}
