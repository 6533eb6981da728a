package import WaymarkRouting
package import WaymarkRules

extension RandomRulebook {
    /// A `history` section over the facts, programmes and families that there are; nil where it comes out empty.
    mutating func makeHistory() -> YAMLTree? {
        let readable = facts.filter { !$0.isAuditOnly }
        let entries = random.some(readable, 0...3).map { fact in
            let lines = (0..<random.int(1...3)).map { _ in YAMLTree.map(historyLine(of: fact)) }
            return YAMLTree.Entry(fact.name, .list(lines))
        }
        return entries.isEmpty ? nil : .map([.init("history", .map(entries))])
    }

    private mutating func historyLine(of fact: DraftFact) -> [YAMLTree.Entry] {
        let names = programmes.map(\.name) + families.map(\.key)
        var line: [YAMLTree.Entry] = [
            .init("value", historicValue(of: fact)), .init("says", "has been here before"),
            .init("programmes", .names(random.some(names, 1...2))),
        ]
        if random.chance(0.7) { line.append(.init("which", .scalar(random.pick(["latest", "any", "every"])))) }
        let states = ReferralState.allCases.map(\.rawValue)
        let events = ReferralEvent.allCases.map(\.rawValue)
        if random.chance(0.5) { line.append(.init("came_to", .names(random.some(states, 1...4)))) }
        if random.chance(0.3) { line.append(.init("happened", .names(random.some(events, 1...3)))) }
        if random.chance(0.3) { line.append(.init("not_happened", .names(random.some(events, 1...2)))) }
        if random.chance(0.3) { line.append(.init("within_months", .scalar("\(random.int(1...14))"))) }
        return line + provenance()
    }

    private mutating func historicValue(of fact: DraftFact) -> YAMLTree {
        switch fact.kind {
        case .yesNo: return .scalar(random.pick(["yes", "no", "true", "false"]))
        case .number(let range):
            return .scalar(
                random.pick(["count of referrals", "count of failed contacts", "\(random.int(range))"]))
        case .date: return .scalar(random.pick(["day of last change", date()]))
        case .oneOf(let values): return .scalar(random.pick(values + fact.otherValues))
        case .severalOf(let values): return random.chance(0.2) ? "nothing" : .names(random.some(values, 1...2))
        case .text: return "was here"
        }
    }
}

extension EarlierReferral {
    /// Referrals that somebody may have had, the newest first, some of them to programmes that are no more.
    package static func random(
        _ random: inout RandomSource, under rulebook: Rulebook, upTo day: Day
    ) -> [EarlierReferral] {
        var day = day.adding(days: -random.int(0...100))
        return (0..<random.int(0...5)).map { number in
            day = day.adding(days: -random.int(0...250))
            let events = (0..<random.int(0...4)).map { _ in random.pick(ReferralEvent.allCases) }
            return EarlierReferral(
                reference: "R-\(9 - number)", programme: random.pick(rulebook.programmes.map(\.name) + ["gone"]),
                state: random.pick(ReferralState.allCases), events: [.sent] + events, changedOn: day,
                wasSentByMistake: random.chance(0.1))
        }
    }
}
