import WaymarkRouting
import WaymarkRules

/// Which outcomes of a programme are looked for.
enum WantedOutcome {
    /// `refer`, `waiting_list` or `signpost`.
    case actionable
    /// One of these, or `need_information`.
    case actionableOrOpen

    func accepts(_ steps: Step) -> Bool {
        if steps.isEmpty || steps.isDisjoint(with: .own) { return false }
        // Where what is not known of services and agreements leads to different outcomes, nobody can say yet.
        let outcome = steps.isSubset(of: .noes) ? Outcome.notEligible : steps.outcome ?? .needInformation
        return outcome.isActionable || (self == .actionableOrOpen && outcome == .needInformation)
    }
}

extension DayQuestions {
    /// A possible person for whom the gates hold and who, for each wish, has a wanted outcome of one of its programmes.
    func somebody(_ gates: [Gate], withOutcomesOf wishes: [(programmes: [Int], wanted: WantedOutcome)]) -> Search {
        guard let kept = try? kept, let conditions = try? diagrams(of: gates) else { return .notDecided }
        return somebody(in: conditions + kept, wishes[...])
    }

    private func somebody(
        in conditions: [Diagram], _ wishes: ArraySlice<(programmes: [Int], wanted: WantedOutcome)>
    ) -> Search {
        let found = somebody(in: conditions)
        guard let wish = wishes.first, case .somebody = found else { return found }
        var isOpen = false
        for service in wish.programmes.flatMap({ rulebook.plan.serviceIndex[$0].all }) {
            guard rulebook.services[service].period.inForce(on: date) != .no else { continue }
            guard let people = try? people(at: service, wish.wanted) else {
                isOpen = true
                continue
            }
            if people == .falsity { continue }
            switch somebody(in: conditions + [people], wishes.dropFirst()) {
            case .nobody: break
            case .somebody(let point): return .somebody(point)
            case .notDecided: isOpen = true
            }
            if work.isExhausted { return .notDecided }
        }
        return isOpen ? .notDecided : .nobody
    }

    /// The people for whom a service's outcome is a wanted one, constraints left aside.
    private func people(at service: Int, _ wanted: WantedOutcome) throws(Exhausted) -> Diagram {
        try attempt { () throws(Exhausted) in
            var memo: [Diagram: Diagram] = [:]
            return try diagrams.map(OutcomePeople(plan).steps(of: service, among: .truth), memo: &memo) { leaf in
                wanted.accepts(Step(rawValue: leaf)) ? .truth : .falsity
            }
        }
    }
}
