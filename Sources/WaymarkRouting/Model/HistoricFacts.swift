package import WaymarkRules

extension Rulebook {
    /// The facts that a person's earlier referrals give, in the vocabulary's order: of each the first line that applies.
    ///
    /// No decision reads them by itself. That there is no referral says nothing of a person.
    ///
    /// - Parameters:
    ///   - referrals: of one person, the newest first.
    ///   - day: of the new decision.
    package func historicFacts(from referrals: [EarlierReferral], on day: Day) -> [HistoricFact] {
        let meant = referrals.filter { !$0.wasSentByMistake }
        var found: [FactID: HistoricFact] = [:]
        for line in history where found[line.fact] == nil {
            let names = line.programmes.map { programmes[$0].name }
            let seen = meant.filter { names.contains($0.programme) }
            found[line.fact] = line.fact(from: seen, on: day, vocabulary[line.fact])
        }
        return vocabulary.facts.indices.compactMap { found[$0] }
    }
}

extension HistoryLine {
    /// - Parameter referrals: those to its programmes, the newest first.
    fileprivate func fact(from referrals: [EarlierReferral], on day: Day, _ declared: Fact) -> HistoricFact? {
        let fitting = referrals.filter { fits($0, on: day) }
        let source: EarlierReferral?
        switch which {
        case .latest: source = referrals.first.flatMap { fits($0, on: day) ? $0 : nil }
        case .any: source = fitting.first
        case .every: source = fitting.count == referrals.count ? referrals.first : nil
        }
        guard let source, let value = value(source, count: fitting.count, declared) else { return nil }
        return HistoricFact(
            fact: fact, value: value,
            origin: .init(referral: source.reference, state: source.state, day: source.changedOn))
    }

    private func fits(_ referral: EarlierReferral, on day: Day) -> Bool {
        if !cameTo.isEmpty, !cameTo.contains(referral.state) { return false }
        if !happened.isEmpty, !referral.events.contains(where: happened.contains) { return false }
        if referral.events.contains(where: notHappened.contains) { return false }
        if let withinMonths, referral.changedOn.adding(months: withinMonths) < day { return false }
        return true
    }

    /// Nil where it is out of the fact's range.
    private func value(_ referral: EarlierReferral, count: Int, _ declared: Fact) -> FactValue? {
        func number(_ number: Int) -> FactValue? {
            guard case .wholeNumber(let range) = declared.type, range.contains(number) else { return nil }
            return .number(number)
        }
        switch value {
        case .fixed(let value): return value
        case .countOfReferrals: return number(count)
        case .countOfFailedContacts: return number(referral.events.count { $0 == .contactFailed })
        case .dayOfLastChange: return .date(referral.changedOn)
        }
    }
}
