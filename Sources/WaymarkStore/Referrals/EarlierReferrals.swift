package import WaymarkRouting

extension Referral {
    /// What the lines of a rulebook's history look at; the referral has its events.
    package var earlier: EarlierReferral {
        EarlierReferral(
            reference: reference, programme: programme, state: state, events: events.map(\.event),
            changedOn: changedAt.day, wasSentByMistake: events.contains { $0.reason == .sentInError })
    }
}
