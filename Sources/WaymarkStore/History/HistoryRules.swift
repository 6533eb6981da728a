import WaymarkDocuments
package import WaymarkRouting
package import WaymarkRules

/// What earlier referrals say of a person: the lines of `Record/history.yaml` in the rulebook's folder, which explains
/// its own form. It is data beside the rulebook, not part of it: no decision reads it, and it is not in the hash.
///
/// What is inferred: only what a line gives, from referrals under the same case reference in areas that whoever decides
/// may see. That the record holds no referral says nothing. A referral that was withdrawn as sent by mistake is passed
/// over. Whoever decides sees from which referral a fact comes and may change it.
package struct HistoryRules: Sendable {
    /// A line of the file.
    struct Line: Sendable {
        enum Which: String, CaseIterable, Sendable { case latest, any, every }

        enum Value: Sendable {
            case fixed(FactValue)
            case countOfReferrals
            case countOfFailedContacts
            case dayOfLastChange
        }

        var fact: FactID
        var value: Value
        /// In words, as the file has it.
        var says: String
        /// By name.
        var programmes: Set<String>
        var which: Which
        /// Empty: any state.
        var cameTo: Set<ReferralState>
        /// Empty: nothing is asked of the events.
        var happened: Set<ReferralEvent>
        var notHappened: Set<ReferralEvent>
        var withinMonths: Int?
    }

    /// In the file's order; of one fact the first that applies counts.
    var lines: [Line]
    /// Of the file they stand in.
    package var hash: String

    package var isEmpty: Bool { lines.isEmpty }

    /// Where there is no such file: nothing is ever filled in.
    package static let none = HistoryRules(lines: [], hash: "")

    /// The facts that these referrals give, in the vocabulary's order.
    ///
    /// - Parameters:
    ///   - referrals: of one person, with their events, the newest first.
    ///   - day: of the new decision.
    package func facts(from referrals: [Referral], on day: Day, under rulebook: Rulebook) -> [HistoricFact] {
        let meant = referrals.filter { referral in !referral.events.contains { $0.reason == .sentInError } }
        var found: [FactID: HistoricFact] = [:]
        for line in lines where found[line.fact] == nil {
            found[line.fact] = line.fact(from: meant, on: day, rulebook.vocabulary[line.fact])
        }
        return found.keys.sorted().compactMap { found[$0] }
    }
}

/// A fact as the record gives it.
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

extension HistoryRules.Line {
    fileprivate func fact(from referrals: [Referral], on day: Day, _ declared: Fact) -> HistoricFact? {
        let mine = referrals.filter { programmes.contains($0.programme) }
        let fitting = mine.filter { fits($0, on: day) }
        let source: Referral?
        switch which {
        case .latest: source = mine.first.flatMap { fits($0, on: day) ? $0 : nil }
        case .any: source = fitting.first
        case .every: source = fitting.count == mine.count ? mine.first : nil
        }
        guard let source, let value = value(source, count: fitting.count, declared) else { return nil }
        return HistoricFact(
            fact: fact, value: value,
            origin: .init(referral: source.reference, state: source.state, day: source.changedAt.day))
    }

    private func fits(_ referral: Referral, on day: Day) -> Bool {
        let events = Set(referral.events.map(\.event))
        if !cameTo.isEmpty, !cameTo.contains(referral.state) { return false }
        if !happened.isEmpty, happened.isDisjoint(with: events) { return false }
        if !notHappened.isDisjoint(with: events) { return false }
        if let withinMonths, referral.changedAt.day.adding(months: withinMonths) < day { return false }
        return true
    }

    private func value(_ referral: Referral, count: Int, _ declared: Fact) -> FactValue? {
        func number(_ number: Int) -> FactValue? {
            guard case .wholeNumber(let range) = declared.type, range.contains(number) else { return nil }
            return .number(number)
        }
        switch self.value {
        case .fixed(let value): return value
        case .countOfReferrals: return number(count)
        case .countOfFailedContacts: return number(referral.events.count { $0.event == .contactFailed })
        case .dayOfLastChange: return .date(referral.changedAt.day)
        }
    }
}
