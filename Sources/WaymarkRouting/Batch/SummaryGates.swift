import WaymarkRules

/// What a summary needs to know of a person on one day, as gates: the programmes with an actionable outcome, the
/// sequences that change their order, and whether anything calls for the ``Decider``'s exact look at the person.
struct SummaryGates {
    /// For each programme, in the order of the policy, that it has an actionable outcome. Over unknown facts: certain
    /// where the gate is, open (and for the decider) where it is unknown.
    var actionable: [Gate] = []
    /// For each sequence of the day, that it holds and has something to move.
    var sequences: [(index: Int, gate: Gate)] = []
    /// That the person's facts are possible together, as far as constraints go.
    var isPossible = Circuit.yes
    /// Facts that do not always apply, with the gate that they do: nobody may have a value where it does not hold.
    var conditional: [(fact: FactID, applies: Gate)] = []
    /// Location facts of programmes with several services in some place, with the gate that one of them might be
    /// actionable: where such a place is unknown the services are reported together, whatever each of them says.
    var places: [(facts: [FactID], gate: Gate)] = []

    /// - Parameter isComplete: for people of whom everything that matters is known; the gates are then smaller.
    init(_ plan: DayPlan, isComplete: Bool) {
        let rulebook = plan.rulebook
        let day = plan.day
        for programme in rulebook.policy.order {
            let builder = ProgrammeBuilder(plan: plan, programme: programme, isComplete: isComplete)
            let gate = builder.gate()
            actionable.append(gate)
            if isComplete { continue }
            let local = rulebook.plan.serviceIndex[programme].all.count { rulebook.plan.places(of: $0) != nil }
            let facts = rulebook.programmes[programme].location.facts
            if local > 1, !facts.isEmpty { places.append((facts, gate)) }
        }
        var position: [Int: Int] = [:]
        for (place, programme) in rulebook.policy.order.enumerated() { position[programme] = place }
        for (index, gate) in plan.sequences {
            let sequence = rulebook.policy.sequences[index]
            guard let first = position[sequence.first] else { continue }
            let then = day.or(sequence.then.compactMap { position[$0] }.map { actionable[$0] })
            let moves = day.and([gate, actionable[first], then])
            if moves != Circuit.no { sequences.append((index, moves)) }
        }
        isPossible = day.and(day.kept)
        for fact in rulebook.vocabulary.facts.indices where day.applies[fact] != Circuit.yes {
            conditional.append((fact, day.applies[fact]))
        }
    }
}

/// The gate of one programme's actionable outcomes, service by service.
private struct ProgrammeBuilder {
    let plan: DayPlan
    let programme: Int
    let isComplete: Bool

    func gate() -> Gate {
        guard plan.isOpen[programme] else { return Circuit.no }
        let index = plan.rulebook.plan.serviceIndex[programme]
        var parts = [any(index.everywhere)]
        // Places whose services say the same of everybody share a gate, so a programme costs by its differences, not by
        // the size of the map.
        var placesByGate: [Gate: [Int]] = [:]
        for (place, services) in index.byPlace { placesByGate[any(services), default: []].append(place) }
        for (gate, places) in placesByGate.sorted(by: { $0.key < $1.key }) where gate != Circuit.no {
            parts.append(plan.day.and([plan.isAt(places.sorted(), programme: programme), gate]))
        }
        return plan.day.or(parts)
    }

    private func any(_ services: [Int]) -> Gate {
        plan.day.or(services.map(actionable))
    }

    /// That a service is actionable for somebody at a place it covers: certainly so only where it is certain, too,
    /// whether to refer or to signpost.
    private func actionable(_ service: Int) -> Gate {
        if plan.rulebook.services[service].period.inForce(on: plan.day.day) == .no { return Circuit.no }
        let ladder = plan.ladder(of: service, where: Circuit.yes)
        var signposted: [Gate] = []
        var missed: [Gate] = []
        for rung in ladder.rungs {
            switch Step(rawValue: rung.bit).outcome {
            case .signpost: signposted.append(rung.gate)
            default: missed.append(rung.gate)
            }
        }
        let day = plan.day
        let reached = day.not(day.or(missed))
        if isComplete { return reached }
        let isSignposted = day.or(signposted)
        return day.or([day.and([reached, isSignposted]), day.and([reached, day.not(isSignposted)])])
    }
}

extension Programme.Location {
    /// The facts that say where the person is.
    var facts: [FactID] {
        switch self {
        case .nothing: []
        case .fact(let fact): [fact]
        case .firstArea(let facts): facts
        }
    }
}
