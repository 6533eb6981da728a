import WaymarkRouting
import WaymarkRules

/// A programme or definition that may mean the same as another.
struct LikenessCandidate {
    var part: RulePart
    /// The days that count; what differs in them is never compared.
    var period: Period
    /// Everything it reads.
    var conditions: [Condition]
    var programmes: [Int] = []
    var gate: (DayQuestions) -> Gate
}

extension DaySweep {
    /// The candidates that hold for the same possible people as one before them on every day of their period, each with
    /// the first such; and those of which that was not decided.
    func alike(_ candidates: [LikenessCandidate]) -> (pairs: [(RulePart, RulePart)], undecided: [RulePart]) {
        var pairs: [(RulePart, RulePart)] = []
        var undecided: [RulePart] = []
        /// What the candidates so far mean on one day of their period.
        var known: [(candidate: LikenessCandidate, diagram: Diagram)] = []
        for candidate in candidates {
            let day = days[nearestDay(of: candidate.period)]
            guard !days.work.isExhausted, let diagram = try? day.amongPossible(candidate.gate(day)) else {
                undecided.append(candidate.part)
                continue
            }
            var isOpen = false
            search: for earlier in known
            where earlier.candidate.period == candidate.period && earlier.diagram == diagram {
                switch differ(earlier.candidate, candidate) {
                case .somebody: break
                case .notDecided: isOpen = true
                case .never:
                    pairs.append((earlier.candidate.part, candidate.part))
                    isOpen = false
                    break search
                }
            }
            if isOpen { undecided.append(candidate.part) }
            known.append((candidate, diagram))
        }
        return (pairs, undecided)
    }

    private func differ(_ a: LikenessCandidate, _ b: LikenessCandidate) -> Ever {
        let list = days(of: a.conditions + b.conditions, programmes: a.programmes + b.programmes, within: a.period)
        return ever(on: list) { day in day.somebody([day.day.differs(a.gate(day), b.gate(day))]) }
    }

    private func nearestDay(of period: Period) -> Day {
        if let from = period.from, today < from { return from }
        if let until = period.until, until < today { return until }
        return today
    }
}
