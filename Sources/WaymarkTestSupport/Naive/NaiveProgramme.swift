import WaymarkRouting
import WaymarkRules

/// What a completion says of one service (rulebook page, "Outcomes of a case").
enum NaiveServiceValue: Hashable {
    /// The programme is not met: `not_eligible`, but not an outcome of the service's own.
    case programmeNotMet
    /// The programme is met and the service does not serve.
    case elsewhere
    case own(Outcome)
    /// `need_information` that the step `can_give_consent_now` gave.
    case cannotConsentNow

    var isOwnOutcome: Bool {
        switch self {
        case .programmeNotMet, .elsewhere: false
        case .own, .cannotConsentNow: true
        }
    }

    var outcome: Outcome? {
        switch self {
        case .programmeNotMet: .notEligible
        case .elsewhere: nil
        case .own(let outcome): outcome
        case .cannotConsentNow: .needInformation
        }
    }

    /// "`not_eligible`, `unavailable` and *elsewhere* are each a **no**."
    var isNo: Bool { outcome == nil || outcome == .notEligible || outcome == .unavailable }

    /// The value as the asks see it, where noes do not differ from one another; nil for a no.
    var forAsks: Outcome? { isNo ? nil : outcome }
}

/// A completion as far as one programme is concerned: a world, and a yes or no for each of the programme's services
/// and their agreements that may or may not be in force.
struct NaiveCompletion {
    var world: NaiveWorld
    var servicesInForce: [Int: Bool]
    var agreementsInForce: [Int: Bool]
}

/// One programme, its services, and what each completion says of them.
struct NaiveProgramme {
    let meaning: NaiveMeaning
    let programme: Programme
    /// Numbers of the programme's services, in file order.
    let services: [Int]

    init(_ meaning: NaiveMeaning, _ index: Int) {
        self.meaning = meaning
        programme = meaning.rulebook.programmes[index]
        services = meaning.rulebook.services.indices.filter { meaning.rulebook.services[$0].programme == index }
    }

    /// Services whose being in force is unknown on the day; agreements of the programme's services likewise.
    var unknownServices: [Int] {
        services.filter { inForce(meaning.rulebook.services[$0].period) == nil }
    }

    var unknownAgreements: [Int] {
        meaning.rulebook.agreements.indices.filter { agreement in
            inForce(meaning.rulebook.agreements[agreement].period) == nil
                && services.contains { meaning.rulebook.services[$0].agreement == .agreement(agreement) }
        }
    }

    func completions(_ worlds: [NaiveWorld], limit: Int) throws(TooManyCompletions) -> [NaiveCompletion] {
        var result = worlds.map { NaiveCompletion(world: $0, servicesInForce: [:], agreementsInForce: [:]) }
        for service in unknownServices {
            result = result.flatMap { completion in
                [false, true].map { answer in
                    var settled = completion
                    settled.servicesInForce[service] = answer
                    return settled
                }
            }
            guard result.count <= limit else { throw TooManyCompletions() }
        }
        for agreement in unknownAgreements {
            result = result.flatMap { completion in
                [false, true].map { answer in
                    var settled = completion
                    settled.agreementsInForce[agreement] = answer
                    return settled
                }
            }
            guard result.count <= limit else { throw TooManyCompletions() }
        }
        return result
    }

    // MARK: Outcomes in one completion

    /// 1. "A programme is met when every criterion in force holds and no bar in force does."
    func isMet(_ values: NaiveMeaning.Values) -> Bool {
        accepts(programme.criteria, values)
    }

    /// 3 to 5. What the completion says of a service.
    func value(of service: Int, in completion: NaiveCompletion) -> NaiveServiceValue {
        let values = completion.world.values
        guard isMet(values) else { return .programmeNotMet }
        guard serves(service, completion) else { return .elsewhere }
        return ownOutcome(meaning.rulebook.services[service], completion)
    }

    /// 2. "A service of the programme serves the person when …"
    private func serves(_ number: Int, _ completion: NaiveCompletion) -> Bool {
        let service = meaning.rulebook.services[number]
        guard meaning.isIn(programme.period) else { return false }
        guard inForce(service.period) ?? completion.servicesInForce[number] ?? false else { return false }
        switch (programme.location, service.coverage) {
        case (.nothing, _), (_, .everywhere): return true
        case (_, .places(let places)):
            guard let place = place(completion.world.values) else { return false }
            return places.contains(place)
        }
    }

    private func ownOutcome(_ service: Service, _ completion: NaiveCompletion) -> NaiveServiceValue {
        let values = completion.world.values
        let everyReason = programme.criteria + service.criteria
        if !accepts(service.criteria, values) { return .own(.notEligible) }
        if someHolds(everyReason, .hold, values) { return .own(.needInformation) }
        if service.capacity == .noCapacity { return .own(.unavailable) }
        if programme.consent == .referral {
            if says(ConsentFacts.canGive, false, values) { return .cannotConsentNow }
            if says(ConsentFacts.referral, false, values) { return .own(.signpost) }
            if says(ConsentFacts.sharing, false, values) { return .own(.signpost) }
        }
        if someHolds(everyReason, .signpostReason, values) { return .own(.signpost) }
        switch service.agreement {
        case .missing: return .own(.signpost)
        case .notNeeded: break
        case .agreement(let agreement):
            let period = meaning.rulebook.agreements[agreement].period
            let isInForce = inForce(period) ?? completion.agreementsInForce[agreement] ?? false
            if !isInForce { return .own(.signpost) }
        }
        if service.capacity == .waitingList { return .own(.waitingList) }
        return .own(.refer)
    }

    /// Every criterion in force holds and no bar in force does.
    private func accepts(_ criteria: [Criterion], _ values: NaiveMeaning.Values) -> Bool {
        for item in criteria where meaning.isIn(item.period) {
            if item.role == .criterion && !meaning.holds(item.when, values) { return false }
            if item.role == .bar && meaning.holds(item.when, values) { return false }
        }
        return true
    }

    private func someHolds(_ items: [Criterion], _ role: Criterion.Role, _ values: NaiveMeaning.Values) -> Bool {
        items.contains { $0.role == role && meaning.isIn($0.period) && meaning.holds($0.when, values) }
    }

    private func says(_ fact: String, _ answer: Bool, _ values: NaiveMeaning.Values) -> Bool {
        guard let number = meaning.rulebook.vocabulary[fact] else { return false }
        return values[number] == .yesNo(answer)
    }

    /// "The place of the person is the value of the fact; with a list, the value of the first of these facts whose
    /// value is an area of the service map, else none."
    func place(_ values: NaiveMeaning.Values) -> String? {
        switch programme.location {
        case .nothing:
            return nil
        case .fact(let fact):
            guard case .option(let option) = values[fact] else { return nil }
            return meaning.rulebook.vocabulary[fact].options[option].name
        case .firstArea(let facts):
            for fact in facts {
                guard case .option(let option) = values[fact] else { continue }
                let name = meaning.rulebook.vocabulary[fact].options[option].name
                if meaning.rulebook.areas.contains(where: { $0.name == name }) { return name }
            }
            return nil
        }
    }

    /// The table of section 4, row by row; nil where it is unknown.
    private func inForce(_ period: ServicePeriod) -> Bool? {
        let day = meaning.day
        if case .day(let from) = period.from, day < from { return false }
        if case .day(let until) = period.until, day > until { return false }
        if case .notKnown = period.from {
            // "unknown up to `until`, no after it; with `not_before: D` certainly no before D"
            if let notBefore = period.notBefore, day < notBefore { return false }
            return nil
        }
        // "where it would be in force": up to here nothing says no.
        if let confirmed = period.confirmedUntil { return day <= confirmed ? true : nil }
        // "`until: not known`: no before `from`; unknown from then on"
        if case .notKnown = period.until { return nil }
        return true
    }
}
