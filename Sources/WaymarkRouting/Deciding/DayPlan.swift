package import WaymarkRules

/// The step of the meaning (rulebook page, section 6) from which a service's value comes, as a bit, so that sets of
/// steps are unions.
package struct Step: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The programme is not met.
    package static let notMet = Step(rawValue: 1 << 0)
    /// The programme is met, the service does not serve here or now.
    package static let elsewhere = Step(rawValue: 1 << 1)
    /// The service does not accept the person.
    package static let notAccepted = Step(rawValue: 1 << 2)
    package static let held = Step(rawValue: 1 << 3)
    package static let full = Step(rawValue: 1 << 4)
    /// The person cannot decide now.
    package static let cannotDecide = Step(rawValue: 1 << 5)
    package static let noConsent = Step(rawValue: 1 << 6)
    package static let signpostReason = Step(rawValue: 1 << 7)
    package static let noAgreement = Step(rawValue: 1 << 8)
    package static let waiting = Step(rawValue: 1 << 9)
    package static let refers = Step(rawValue: 1 << 10)

    /// Steps that are a no.
    package static let noes: Step = [.notMet, .elsewhere, .notAccepted, .full]
    /// Steps at which the service has an outcome of its own.
    package static let own: Step = [
        .notAccepted, .held, .full, .cannotDecide, .noConsent, .signpostReason, .noAgreement, .waiting, .refers,
    ]

    /// The same bits with values that do not differ from one another (for outcomes and asks) made one.
    package static func kind(_ bits: UInt32) -> UInt32 {
        var result: UInt32 = 0
        let step = Step(rawValue: bits)
        if !step.isDisjoint(with: noes) { result |= notMet.rawValue }
        if !step.isDisjoint(with: [.held, .cannotDecide]) { result |= held.rawValue }
        if !step.isDisjoint(with: [.noConsent, .signpostReason, .noAgreement]) { result |= noConsent.rawValue }
        return result | (bits & (waiting.rawValue | refers.rawValue))
    }

    /// The outcome where only these steps occur; nil where they lead to different outcomes.
    package var outcome: Outcome? {
        if isSubset(of: Step.noes) { return contains(.full) ? Outcome.unavailable : Outcome.notEligible }
        if isSubset(of: [.held, .cannotDecide]) { return .needInformation }
        if isSubset(of: [.noConsent, .signpostReason, .noAgreement]) { return .signpost }
        switch self {
        case .waiting: return .waitingList
        case .refers: return .refer
        default: return nil
        }
    }
}

/// A rulebook on one day: what holds of programmes and services as gates, worked out when first asked for.
///
/// A workspace of one thread, as ``DayRules`` is.
package final class DayPlan {
    /// The value of a service: the step of the first rung whose gate holds, else `last`.
    package struct Ladder {
        package var rungs: [(gate: Gate, bit: UInt32)]
        package var last: UInt32

        package init(rungs: [(gate: Gate, bit: UInt32)], last: UInt32) {
            self.rungs = rungs
            self.last = last
        }
    }

    /// A service that may serve.
    struct Candidate {
        var service: Int
        var ladder: Ladder
        /// It covers every place.
        var isEverywhere: Bool
    }

    package let rulebook: Rulebook
    package let day: DayRules
    /// For each programme, that it is in its period.
    package let isOpen: [Bool]
    package let alerts: [(index: Int, gate: Gate)]
    package let sequences: [(index: Int, gate: Gate)]
    package let priorities: [(index: Int, gate: Gate)]
    private var programmes: [Int: ProgrammeGates] = [:]
    private var ladders: [Int: Ladder] = [:]
    private var sharedLadders: [[Int64]: Ladder] = [:]
    private var candidates: [[PersonPlace: [Candidate]]]
    private var templates: [TemplateKey: [CriterionTemplate]] = [:]
    /// All criteria with a template, by its number.
    package private(set) var allTemplates: [CriterionTemplate] = []
    private var definitions: [DeclarationID: ConditionTemplate] = [:]
    private var steps: [Int: [StepTemplate]] = [:]

    /// Where this rulebook's unknowns begin among the outside unknowns of the grid.
    private let firstUnknown: Int

    package convenience init(_ rulebook: Rulebook, on date: Day, nodeLimit: Int = .max) {
        self.init(rulebook, on: date, grid: rulebook.plan.grid, firstUnknown: 0, nodeLimit: nodeLimit)
    }

    /// - Parameters:
    ///   - grid: of this rulebook's vocabulary; with room for the unknowns of other rulebooks too.
    ///   - firstUnknown: where this rulebook's own begin.
    ///   - nodeLimit: how many nodes one question may add to the diagrams at most, whatever it is allowed.
    package init(_ rulebook: Rulebook, on date: Day, grid: Grid, firstUnknown: Int, nodeLimit: Int = .max) {
        self.rulebook = rulebook
        self.firstUnknown = firstUnknown
        let day = DayRules(
            rulebook.rules, order: rulebook.plan.order, grid: grid, day: date, nodeLimit: nodeLimit)
        self.day = day
        candidates = Array(repeating: [:], count: rulebook.programmes.count)
        isOpen = rulebook.programmes.map { $0.period.contains(date) }
        alerts = rulebook.policy.alerts.enumerated().filter { $1.period.contains(date) }
            .map { ($0, day.gate($1.when)) }
        sequences = rulebook.policy.sequences.enumerated().filter { $1.period.contains(date) }
            .map { ($0, $1.when.map(day.gate) ?? Circuit.yes) }
        priorities = rulebook.policy.lowPriority.enumerated().filter { $1.period.contains(date) }
            .map { ($0, day.gate($1.when)) }
    }

    /// Prepares what every programme asks, in the rulebook's own order, so that diagrams are the same whatever is asked
    /// first.
    func layOut() {
        for programme in rulebook.policy.order { _ = met(programme) }
        day.fixVariableOrder()
        size = day.circuit.nodes.count
    }

    /// Gates that laying it out made: a measure of the work.
    package private(set) var size = 0

    private struct ProgrammeGates {
        var met: Gate
        var held: Gate
        var signposted: Gate
    }

    private func gates(of programme: Int) -> ProgrammeGates {
        if let done = programmes[programme] { return done }
        let criteria = rulebook.programmes[programme].criteria.filter { $0.period.contains(day.day) }
        let made = ProgrammeGates(
            met: allows(criteria), held: any(criteria, .hold), signposted: any(criteria, .signpostReason))
        programmes[programme] = made
        return made
    }

    /// That every criterion and no bar holds.
    private func allows(_ criteria: [Criterion]) -> Gate {
        let needed = criteria.of(.criterion).map { day.gate($0.when) }
        return day.and(needed + [day.not(any(criteria, .bar))])
    }

    private func any(_ criteria: [Criterion], _ role: Criterion.Role) -> Gate {
        day.or(criteria.of(role).map { day.gate($0.when) })
    }

    /// That a programme is met.
    package func met(_ programme: Int) -> Gate { gates(of: programme).met }

    /// That a programme is met, a service of it covers the person's place and accepts the person; whether the service is
    /// in force today is not part of it.
    package func accepts(service: Int) -> Gate {
        let criteria = rulebook.services[service].criteria.filter { $0.period.contains(day.day) }
        return day.and([met(rulebook.services[service].programme), covers(service: service), allows(criteria)])
    }

    /// That a service is in force today.
    package func inForce(service: Int) -> Gate {
        gate(rulebook.services[service].period.inForce(on: day.day), rulebook.plan.serviceUnknown[service])
    }

    /// That an agreement is in force today.
    package func inForce(agreement: Int) -> Gate {
        gate(rulebook.agreements[agreement].period.inForce(on: day.day), rulebook.plan.agreementUnknown[agreement])
    }

    private func gate(_ truth: Truth, _ unknown: Int?) -> Gate {
        switch truth {
        case .yes: Circuit.yes
        case .no: Circuit.no
        case .unknown: unknown.map { day.outside(firstUnknown + $0) } ?? Circuit.no
        }
    }

    /// That the person's place is one that the service covers.
    package func covers(service: Int) -> Gate {
        guard let places = rulebook.plan.places(of: service) else { return Circuit.yes }
        return isAt(places, programme: rulebook.services[service].programme)
    }

    /// That the person's place, as a programme sees it, is one of these options (or areas, by number).
    package func isAt(_ places: [Int], programme: Int) -> Gate {
        switch rulebook.programmes[programme].location {
        case .nothing: return Circuit.no
        case .fact(let fact): return day.gate(fact, .oneOf(places))
        case .firstArea(let facts):
            let areas = Array(rulebook.areas.indices)
            var earlier: [Gate] = []
            var found: [Gate] = []
            for fact in facts {
                found.append(day.and(earlier + [day.gate(fact, .oneOf(places))]))
                earlier.append(day.not(day.gate(fact, .oneOf(areas))))
            }
            return day.or(found)
        }
    }

    /// The value of a service, step by step in the order of the meaning.
    package func ladder(of number: Int) -> Ladder {
        if let done = ladders[number] { return done }
        let ladder = ladder(of: number, where: covers(service: number))
        ladders[number] = ladder
        return ladder
    }

    /// The same for people of whom `covers` says that their place is one the service covers.
    package func ladder(of number: Int, where covers: Gate) -> Ladder {
        let service = rulebook.services[number]
        let programme = rulebook.programmes[service.programme]
        let shared = gates(of: service.programme)
        let own = service.criteria.filter { $0.period.contains(day.day) }

        var rungs: [(gate: Gate, bit: UInt32)] = []
        func rung(_ gate: Gate, _ step: Step) { rungs.append((gate, step.rawValue)) }
        rung(day.not(shared.met), .notMet)
        let serves = day.and([
            Circuit.constant(isOpen[service.programme]), inForce(service: number), covers,
        ])
        rung(day.not(serves), .elsewhere)
        rung(day.not(allows(own)), .notAccepted)
        rung(day.or([shared.held, any(own, .hold)]), .held)
        rung(Circuit.constant(service.capacity == .noCapacity), .full)
        if programme.consent == .referral {
            rung(isNo(rulebook.consent.ability), .cannotDecide)
            rung(day.or([isNo(rulebook.consent.referral), isNo(rulebook.consent.sharing)]), .noConsent)
        }
        rung(day.or([shared.signposted, any(own, .signpostReason)]), .signpostReason)
        switch service.agreement {
        case .missing: rung(Circuit.yes, .noAgreement)
        case .notNeeded: break
        case .agreement(let agreement): rung(day.not(inForce(agreement: agreement)), .noAgreement)
        }
        let last: Step = service.capacity == .waitingList ? .waiting : .refers
        return Ladder(rungs: rungs, last: last.rawValue)
    }

    /// That a consent fact is no.
    private func isNo(_ fact: FactID?) -> Gate {
        fact.map { day.gate($0, .isNo) } ?? Circuit.no
    }

    // MARK: - For traces

    /// Whose criteria a template is of.
    package enum TemplateKey: Hashable {
        case programme(Int)
        case service(Int)
    }

    /// The criteria in force today of a programme or service, every condition with its gate.
    func templates(_ key: TemplateKey) -> [CriterionTemplate] {
        if let done = templates[key] { return done }
        let (criteria, isOfService) =
            switch key {
            case .programme(let index): (rulebook.programmes[index].criteria, false)
            case .service(let index): (rulebook.services[index].criteria, true)
            }
        var made: [CriterionTemplate] = []
        for criterion in criteria where criterion.period.contains(day.day) {
            made.append(
                CriterionTemplate(
                    number: allTemplates.count + made.count, isOfService: isOfService, criterion: criterion,
                    condition: ConditionTemplate(criterion.when, on: day)))
        }
        allTemplates += made
        templates[key] = made
        return made
    }

    /// What a trace shows of a service today, in the order of the meaning.
    package func steps(of service: Int) -> [StepTemplate] {
        if let done = steps[service] { return done }
        let made = makeSteps(of: service)
        steps[service] = made
        return made
    }

    /// The condition of a definition today; nil where no version is in force.
    package func definition(_ id: DeclarationID) -> ConditionTemplate? {
        if let done = definitions[id] { return done }
        guard let version = rulebook.rules.definitions[id].version(on: day.day) else { return nil }
        let made = ConditionTemplate(version.when, on: day)
        definitions[id] = made
        return made
    }

    // MARK: - Places

    package func place(of programme: Int, in situation: Situation) -> PersonPlace {
        switch rulebook.programmes[programme].location {
        case .nothing: return .anywhere
        case .fact(let fact):
            switch situation.kleene(day.applies[fact]) {
            case .no: return .known(nil)
            case .unknown: return .unknown
            case .yes:
                guard let variable = day.grid.first[fact], situation.cells[variable] >= 0 else { return .unknown }
                return .known(Int(situation.cells[variable]))
            }
        case .firstArea(let facts):
            for fact in facts {
                let applies = situation.kleene(day.applies[fact])
                if applies == .no { continue }
                guard applies == .yes, let variable = day.grid.first[fact], situation.cells[variable] >= 0 else {
                    return .unknown
                }
                let option = Int(situation.cells[variable])
                if option < rulebook.areas.count { return .known(option) }
            }
            return .known(nil)
        }
    }

    /// The services of a programme that may serve today where the person may be, in file order.
    package func candidates(_ programme: Int, in situation: Situation) -> [Int] {
        candidates(programme, at: place(of: programme, in: situation)).map(\.service)
    }

    /// The same for a place, each with its value.
    ///
    /// Found once for each place: to look at services one by one costs a decision more the larger the map is, as they
    /// lie all over the memory then.
    func candidates(_ programme: Int, at place: PersonPlace) -> [Candidate] {
        if let done = candidates[programme][place] { return done }
        let made = makeCandidates(programme, at: place)
        candidates[programme][place] = made
        return made
    }

    private func makeCandidates(_ programme: Int, at place: PersonPlace) -> [Candidate] {
        guard isOpen[programme] else { return [] }
        let numbers: [Int]
        switch place {
        case .anywhere, .unknown: numbers = rulebook.plan.serviceIndex[programme].all
        case .known: numbers = rulebook.plan.services(ofProgramme: programme, at: place)
        }
        return numbers.filter { rulebook.services[$0].period.inForce(on: day.day) != .no }.map { number in
            // At a known place these are the services that cover it.
            let ladder = if case .known = place { ladder(of: number, where: Circuit.yes) } else { ladder(of: number) }
            return Candidate(
                service: number, ladder: shared(ladder), isEverywhere: rulebook.plan.places(of: number) == nil)
        }
    }

    /// The first ladder that is equal to this one: most services say the same of everybody, and what is read for all of
    /// them stays at hand.
    private func shared(_ ladder: Ladder) -> Ladder {
        var key = [Int64(ladder.last)]
        for rung in ladder.rungs { key.append(Int64(rung.gate) << 32 | Int64(rung.bit)) }
        if let known = sharedLadders[key] { return known }
        sharedLadders[key] = ladder
        return ladder
    }
}
