import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// What is done with decisions: made and kept, read, departed from. The pages and the JSON API both call it.
struct DecisionOperations: Sendable {
    private let context: RequestContext
    private var store: Store { context.server.store }

    init(_ context: RequestContext) {
        self.context = context
    }

    /// Decides a case under the rulebook that serves, and keeps the decision.
    ///
    /// - Parameters:
    ///   - idempotencyKey: sent twice with it, one decision is kept.
    ///   - sent: what the key stands for, where that is more than the case itself.
    /// - Returns: its reference; nil where the case is refused.
    func keep(
        _ person: Case, channel: String, caseReference: String?, idempotencyKey: (NewDecision) -> String?,
        sent: [UInt8]? = nil
    ) throws -> String? {
        let decided = DecisionRecorder(context.rulebook).decided(person, channel: channel, caseReference: caseReference)
        guard let new = decided?.new else { return nil }
        return try store.record(
            new, by: context.actor, at: context.now, idempotencyKey: idempotencyKey(new), sent: sent)
    }

    /// A kept decision, if this visitor may see it; the reading is in the audit.
    ///
    /// - Throws: ``Problem/otherArea``; what the record says.
    func read(_ reference: String) throws -> KeptDecision {
        try context.admit(decision: reference)
        return try store.decision(reference, readBy: context.actor, at: context.now)
    }

    /// A kept case as JSON without what is for audit alone: ethnicity is never shown beside a person. Nil where it was
    /// disposed of.
    func shownCase(of kept: KeptDecision) throws -> [UInt8]? {
        if kept.facts.isEmpty { return nil }
        let recorder = DecisionRecorder(try context.server.serving(kept.rulebook))
        guard let person = recorder.person(from: kept.facts) else { throw Problem.broken }
        return recorder.facts(of: recorder.shown(person, under: context.rulebook.rulebook))
    }

    /// Records that the worker decided otherwise.
    ///
    /// - Returns: what is wrong with what they wrote; nil where it was recorded.
    func depart(from reference: String, choosing choice: String?, because reason: String?) throws -> String? {
        guard let choice, let reason else { return "Say what you decided instead, and why" }
        guard choice.utf8.count <= 500, reason.utf8.count <= 4000 else {
            return "Use 500 characters at most for what you decided, and 4,000 for why"
        }
        try store.depart(from: reference, choosing: choice, because: reason, by: context.actor, at: context.now)
        return nil
    }
}
