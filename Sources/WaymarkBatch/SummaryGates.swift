import WaymarkRouting
import WaymarkRules

/// What a summary needs to know of a person on one day, as gates: the programmes with an actionable outcome, the
/// sequences that change their order, and whether anything calls for the ``Decider``'s exact look at the person.
///
/// No gate reads what no case can say (whether a service or an agreement is in force where nobody knows): it is said of
/// the service, once, what that leaves of its being actionable.
struct SummaryGates {
    /// For each programme, in the order of the policy, that it has an actionable outcome from a service that is not among
    /// those of ``local``.
    var actionable: [Gate] = []
    /// Programmes with services in many places: what is offered where.
    var local: [Offers] = []
    /// For each sequence of the day that may have something to move: that it holds, its first programme and those that
    /// come after it, by their places in the order of the policy.
    var sequences: [(index: Int, gate: Gate, first: Int, then: [Int])] = []
    /// That the person's facts are possible together, as far as constraints go.
    var isPossible = Circuit.yes
    /// Facts that do not always apply, with the gate that they do: nobody may have a value where it does not hold.
    var conditional: [(fact: FactID, applies: Gate)] = []
    /// Location facts of programmes with several services in some place, with the gate that one of them might be
    /// actionable: where such a place is unknown the services are reported together, whatever each of them says.
    var places: [(facts: [FactID], gate: Gate)] = []

    /// Whether to refer or to signpost, for everything above: not read for an answer, yet it has to be certain.
    private(set) var decisive: Set<Gate> = []

    /// What services offer at the places of one kind of location.
    struct Offers {
        /// Facts whose first value below `placeCount` is the person's place.
        var facts: [FactID]
        /// For each place the services there, each by its programme's place in the order and the gate that it is
        /// actionable for somebody there.
        var byPlace: [[(programme: Int, gate: Gate)]]
    }

    /// Services in at most so many places are taken into the gate of their programme.
    static let fewPlaces = 8

    /// - Parameters:
    ///   - isComplete: for people of whom everything that matters is known; the gates are then smaller.
    ///   - fewPlaces: services in more places than this are looked up by place.
    init(_ plan: DayPlan, isComplete: Bool, fewPlaces: Int) {
        let rulebook = plan.rulebook
        let day = plan.day
        var offers: [Programme.Location: Int] = [:]
        for (place, programme) in rulebook.policy.order.enumerated() {
            var builder = ProgrammeBuilder(plan: plan, programme: programme, isComplete: isComplete)
            let location = rulebook.programmes[programme].location
            let index = rulebook.plan.serviceIndex[programme]
            let isLocal = plan.isOpen[programme] && index.byPlace.count > fewPlaces
            let gate = isLocal ? builder.any(index.everywhere) : builder.gate()
            actionable.append(gate)
            var mayBe = [gate]
            if isLocal {
                let number = offers[location] ?? local.count
                if number == local.count {
                    offers[location] = number
                    local.append(
                        Offers(
                            facts: location.facts, byPlace: Array(repeating: [], count: rulebook.placeCount(location))))
                }
                for (option, services) in index.byPlace.sorted(by: { $0.key < $1.key }) {
                    for gate in builder.each(services) where gate != Circuit.no {
                        local[number].byPlace[option].append((place, gate))
                        mayBe.append(gate)
                    }
                }
            }
            decisive.formUnion(builder.decisive)
            let localCount = index.all.count { rulebook.plan.places(of: $0) != nil }
            if localCount > 1 || isLocal, !location.facts.isEmpty { places.append((location.facts, day.or(mayBe))) }
        }
        var position: [Int: Int] = [:]
        for (place, programme) in rulebook.policy.order.enumerated() { position[programme] = place }
        for (index, gate) in plan.sequences where gate != Circuit.no {
            let sequence = rulebook.policy.sequences[index]
            guard let first = position[sequence.first] else { continue }
            sequences.append((index, gate, first, sequence.then.compactMap { position[$0] }))
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
    private(set) var decisive: Set<Gate> = []

    init(plan: DayPlan, programme: Int, isComplete: Bool) {
        self.plan = plan
        self.programme = programme
        self.isComplete = isComplete
    }

    mutating func gate() -> Gate {
        guard plan.isOpen[programme] else { return Circuit.no }
        let index = plan.rulebook.plan.serviceIndex[programme]
        var parts = [any(index.everywhere)]
        // Places whose services say the same of everybody share a gate.
        var placesByGate: [Gate: [Int]] = [:]
        for (place, services) in index.byPlace.sorted(by: { $0.key < $1.key }) {
            placesByGate[any(services), default: []].append(place)
        }
        for (gate, places) in placesByGate.sorted(by: { $0.key < $1.key }) where gate != Circuit.no {
            parts.append(plan.day.and([plan.isAt(places, programme: programme), gate]))
        }
        return plan.day.or(parts)
    }

    mutating func any(_ services: [Int]) -> Gate {
        plan.day.or(each(services))
    }

    /// The different gates of services, in an order of their own.
    mutating func each(_ services: [Int]) -> [Gate] {
        var gates: Set<Gate> = []
        for service in services { gates.insert(actionable(service)) }
        return gates.sorted()
    }

    /// That a service is certainly actionable for somebody at a place it covers, in both ways the same: whether to refer
    /// or to signpost has to be certain, too.
    ///
    /// Where nobody knows whether the service is in force, it is actionable for nobody: either it serves or it does not.
    /// Where nobody knows that of its agreement, it is only for those who are signposted anyway, as the others may be
    /// referred or signposted.
    private mutating func actionable(_ service: Int) -> Gate {
        let rulebook = plan.rulebook
        guard rulebook.services[service].period.inForce(on: plan.day.day) == .yes else { return Circuit.no }
        var isAgreementOpen = false
        if case .agreement(let agreement) = rulebook.services[service].agreement {
            isAgreementOpen = rulebook.agreements[agreement].period.inForce(on: plan.day.day) == .unknown
        }
        let ladder = plan.ladder(of: service, where: Circuit.yes)
        var signposted: [Gate] = []
        var missed: [Gate] = []
        for rung in ladder.rungs {
            switch Step(rawValue: rung.bit) {
            case .noAgreement where isAgreementOpen: break
            case let step where step.outcome == .signpost: signposted.append(rung.gate)
            default: missed.append(rung.gate)
            }
        }
        let day = plan.day
        let reached = day.not(day.or(missed))
        let isSignposted = day.or(signposted)
        if reached != Circuit.no { decisive.insert(isSignposted) }
        if isAgreementOpen { return day.and([reached, isSignposted]) }
        if isComplete { return reached }
        return day.or([day.and([reached, isSignposted]), day.and([reached, day.not(isSignposted)])])
    }
}

extension Rulebook {
    /// How many places a kind of location tells apart.
    fileprivate func placeCount(_ location: Programme.Location) -> Int {
        switch location {
        case .nothing: 0
        case .fact(let fact): vocabulary[fact].options.count
        case .firstArea: areas.count
        }
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
