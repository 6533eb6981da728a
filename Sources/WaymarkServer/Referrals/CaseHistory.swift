import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// Fills in a new case from earlier referrals under the same case reference: what `history` of the rulebook makes of them.
struct CaseHistory {
    private let context: RequestContext

    init(_ context: RequestContext) {
        self.context = context
    }

    /// What the record adds to a case. The reading is in the audit.
    ///
    /// - Parameters:
    ///   - caseReference: empty where there is none; then nothing is read.
    ///   - person: what is known already, which outweighs the record.
    /// - Returns: in the vocabulary's order, without facts that cannot stand beside the others.
    func facts(forCase caseReference: String, beside person: Case, on day: Day) throws(StoreError) -> [HistoricFact] {
        let serving = context.rulebook
        if caseReference.isEmpty || serving.rulebook.history.isEmpty { return [] }
        let referrals = try context.server.store.referrals(
            forCase: caseReference, areas: context.visitor?.areas ?? [], readBy: context.actor, at: context.now)
        let given = serving.rulebook.historicFacts(from: referrals.map(\.earlier), on: day)
        return CaseHistory.standing(given, beside: person, on: day, under: serving)
    }

    /// Those facts that nothing is known of yet and that can be so beside the others.
    static func standing(
        _ given: [HistoricFact], beside person: Case, on day: Day, under serving: ServingRulebook
    ) -> [HistoricFact] {
        serving.withEngine { engine in
            var known = person
            return given.filter { historic in
                guard known.answers[historic.fact] == .unknown else { return false }
                var more = known
                more.answers[historic.fact] = historic.answer
                guard (try? engine.interviewer.begin(more, on: day)) != nil else { return false }
                known = more
                return true
            }
        }
    }
}

extension HistoricFact.Origin {
    /// "from the record (R-2026-000012, failed to engage, 3 November 2026)".
    var words: String {
        "from the record (\(referral), \(English.inSentence(ReferralWords.state(state))), \(English.date(day)))"
    }
}
