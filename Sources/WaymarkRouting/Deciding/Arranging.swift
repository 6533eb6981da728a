import WaymarkRules

extension DecisionRun {
    /// Puts the outcomes into the order of the meaning and notes sequences and priorities on them.
    func arrange(_ outcomes: inout [DecidedOutcome]) {
        let policy = plan.rulebook.policy
        var position = [Int](repeating: 0, count: plan.rulebook.programmes.count)
        for (place, programme) in policy.order.enumerated() { position[programme] = place }
        let urgent = Set(policy.urgent)
        func rank(_ row: DecidedOutcome) -> Int {
            switch row.outcome {
            case .needInformation: urgent.contains(row.programme) ? 0 : 2
            case .refer, .waitingList, .signpost: 1
            case .unavailable: 3
            case .notEligible: 4
            }
        }
        outcomes.sort { a, b in
            (rank(a), position[a.programme], a.service ?? -1) < (rank(b), position[b.programme], b.service ?? -1)
        }

        let active = plan.sequences.compactMap { index, gate -> AppliedSequence? in
            switch situation.truth(gate).truth {
            case .yes: AppliedSequence(sequence: index, isCertain: true)
            case .unknown: AppliedSequence(sequence: index, isCertain: false)
            case .no: nil
            }
        }
        policy.move(
            &outcomes, by: active, programme: { $0.outcome.isActionable ? $0.programme : nil },
            note: { $0.note($1) })
        noteSequences(&outcomes, active)
        let priorities = plan.priorities.filter { situation.truth($0.gate).truth == .yes }.map(\.index)
        for index in outcomes.indices where outcomes[index].outcome.isActionable {
            outcomes[index].lowPriority = priorities.filter {
                policy.lowPriority[$0].programmes.contains(outcomes[index].programme)
            }
        }
    }

    private func noteSequences(_ outcomes: inout [DecidedOutcome], _ active: [AppliedSequence]) {
        let leading = Set(
            outcomes.filter { $0.outcome.isActionable || $0.outcome == .needInformation }.map(\.programme))
        for place in outcomes.indices where outcomes[place].outcome.isActionable {
            var row = outcomes[place]
            for applied in active.filter(\.isCertain) + active.filter({ !$0.isCertain }) {
                let sequence = plan.rulebook.policy.sequences[applied.sequence]
                guard sequence.then.contains(row.programme), leading.contains(sequence.first) else { continue }
                row.note(applied)
                if applied.isCertain {
                    if !row.after.contains(sequence.first) { row.after.append(sequence.first) }
                } else if !row.after.contains(sequence.first), !row.afterUndecided.contains(sequence.first) {
                    row.afterUndecided.append(sequence.first)
                }
            }
            outcomes[place] = row
        }
    }
}

extension DecidedOutcome {
    fileprivate mutating func note(_ sequence: AppliedSequence) {
        if !sequences.contains(sequence) { sequences.append(sequence) }
    }
}
