import WaymarkRouting
import WaymarkStore

/// What is done with referrals: sent, read, moved on. The pages and the JSON API both call it.
struct ReferralOperations: Sendable {
    private let context: RequestContext
    private var store: Store { context.server.store }
    private var areas: Set<String> { context.visitor?.areas ?? [] }

    init(_ context: RequestContext) {
        self.context = context
    }

    /// One referral, if this visitor may see it; the reading is in the audit.
    func read(_ reference: String) throws -> Referral {
        try context.admit(referral: reference)
        return try store.referral(reference, readBy: context.actor, at: context.now)
    }

    /// Those of the filter that this visitor may see.
    func list(_ filter: ReferralFilter) throws -> ReferralList {
        var filter = filter
        filter.areas = areas
        return try store.referrals(filter, readBy: context.actor, at: context.now)
    }

    /// What was decided and sent under one case reference, as far as this visitor may see it, and the facts that follow
    /// for the next decision.
    func referrals(forCase caseReference: String) throws -> (referrals: [Referral], facts: [HistoricFact]) {
        let referrals = try store.referrals(
            forCase: caseReference, areas: areas, readBy: context.actor, at: context.now)
        let serving = context.rulebook
        return (referrals, serving.rulebook.historicFacts(from: referrals.map(\.earlier), on: context.now.day))
    }

    func decisions(forCase caseReference: String) throws -> [String] {
        try store.decisions(forCase: caseReference, areas: areas, readBy: context.actor, at: context.now)
    }

    /// Keeps a referral that was sent.
    ///
    /// - Returns: its reference.
    func send(
        _ offer: ReferralOffer, consent: ReferralConsent, note: String?, idempotencyKey: String? = nil
    ) throws(StoreError) -> String {
        try store.send(
            offer.referral(consent: consent, note: note), by: context.actor, at: context.now,
            idempotencyKey: idempotencyKey)
    }

    /// Keeps what the person said to a service.
    func answer(_ offer: ReferralOffer, _ answer: ConsentAnswer, note: String?) throws(StoreError) {
        try store.state(
            offer.statement(answer, note: note), ofDecision: offer.found.kept.reference, by: context.actor,
            at: context.now)
    }

    /// Records what happened to a referral.
    func record(
        _ change: ReferralChange, of reference: String, idempotencyKey: String? = nil
    ) throws(StoreError) -> Referral {
        try store.change(reference, change, by: context.actor, at: context.now, idempotencyKey: idempotencyKey)
    }
}
