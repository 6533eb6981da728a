package import WaymarkDocuments
package import WaymarkRules

/// A line of `history` (rulebook page, section 8): the value that earlier referrals give a fact, and when they do.
package struct HistoryLine: Sendable {
    /// Which of the referrals to its programmes have to fit.
    package enum Which: String, Sendable, CaseIterable { case latest, any, every }

    package enum Value: Sendable, Hashable {
        case fixed(FactValue)
        case countOfReferrals
        case countOfFailedContacts
        case dayOfLastChange
    }

    package var fact: FactID
    package var value: Value
    package var says: String
    /// Indices of the programmes whose referrals it looks at, in file order.
    package var programmes: [Int]
    package var which: Which
    /// Empty: any state.
    package var cameTo: Set<ReferralState>
    /// Empty: nothing is asked of the events.
    package var happened: Set<ReferralEvent>
    package var notHappened: Set<ReferralEvent>
    /// In months: the last change is not older. Nil: however old.
    package var withinMonths: Int?
    package var provenance: Provenance
    package var span: SourceSpan

    package init(
        fact: FactID, value: Value, says: String, programmes: [Int], which: Which, cameTo: Set<ReferralState>,
        happened: Set<ReferralEvent>, notHappened: Set<ReferralEvent>, withinMonths: Int?, provenance: Provenance,
        span: SourceSpan
    ) {
        self.fact = fact
        self.value = value
        self.says = says
        self.programmes = programmes
        self.which = which
        self.cameTo = cameTo
        self.happened = happened
        self.notHappened = notHappened
        self.withinMonths = withinMonths
        self.provenance = provenance
        self.span = span
    }
}

extension HistoryLine.Value {
    /// Values that are worked out, as they are written.
    package static let workedOut: [(words: String, value: HistoryLine.Value)] = [
        ("count of referrals", .countOfReferrals), ("count of failed contacts", .countOfFailedContacts),
        ("day of last change", .dayOfLastChange),
    ]
}

/// A referral that a person had before, as far as history lines look at it.
package struct EarlierReferral: Sendable, Hashable {
    package var reference: String
    /// By name.
    package var programme: String
    package var state: ReferralState
    /// What happened, the first event first.
    package var events: [ReferralEvent]
    /// The day of the last event.
    package var changedOn: Day
    /// It was withdrawn because it should never have been sent: it says nothing of the person.
    package var wasSentByMistake: Bool

    package init(
        reference: String, programme: String, state: ReferralState, events: [ReferralEvent], changedOn: Day,
        wasSentByMistake: Bool
    ) {
        self.reference = reference
        self.programme = programme
        self.state = state
        self.events = events
        self.changedOn = changedOn
        self.wasSentByMistake = wasSentByMistake
    }
}

/// A fact as earlier referrals give it. Whoever decides sees from which referral it comes and may change it.
package struct HistoricFact: Sendable {
    package var fact: FactID
    package var value: FactValue
    package var origin: Origin

    package var answer: Answer { .value(value) }

    /// Where it comes from.
    package struct Origin: Sendable, Hashable {
        /// The referral that says it; of several the newest.
        package var referral: String
        package var state: ReferralState
        /// When that referral came to this state.
        package var day: Day

        package init(referral: String, state: ReferralState, day: Day) {
            self.referral = referral
            self.state = state
            self.day = day
        }
    }
}
