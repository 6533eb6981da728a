package import WaymarkRouting
package import WaymarkRules

/// All possible people of one day, each once as far as rules can tell them apart, and what they are told: by writing
/// everything out.
package struct NaiveCensus {
    /// A complete person. Values stand by fact number; nil where the fact does not apply.
    package struct Person {
        package var values: [FactValue?]

        package init(values: [FactValue?]) {
            self.values = values
        }

        /// Whether another person is the same but for some facts (and for facts that apply to one of the two alone).
        package func differs(from other: Person, onlyIn facts: Set<FactID>) -> Bool {
            values.indices.allSatisfy { fact in
                facts.contains(fact) || values[fact] == nil || other.values[fact] == nil
                    || values[fact] == other.values[fact]
            }
        }
    }

    /// Which line of section 6 a service's value comes from.
    package enum Step: Int, Hashable, CaseIterable {
        case notMet, elsewhere, notAccepted, held, full, cannotDecide, noConsent, signpostReason, noAgreement, waiting,
            refers
    }

    package let rulebook: Rulebook
    package let day: Day
    package let people: [Person]
    private let meaning: NaiveMeaning

    /// - Throws: if there are more people than `limit`.
    package init(_ rulebook: Rulebook, on day: Day, limit: Int) throws(TooManyCompletions) {
        self.rulebook = rulebook
        self.day = day
        meaning = NaiveMeaning(rulebook: rulebook, day: day)
        let anybody = Case(name: "anybody", answers: rulebook.vocabulary.facts.map { _ in .unknown })
        people = try NaiveWorlds(meaning, limit: limit).all(anybody).map { Person(values: $0.values) }
    }

    /// The same people under another rulebook with the same vocabulary.
    package func under(_ other: Rulebook) -> NaiveCensus {
        NaiveCensus(rulebook: other, day: day, people: people)
    }

    private init(rulebook: Rulebook, day: Day, people: [Person]) {
        self.rulebook = rulebook
        self.day = day
        self.people = people
        meaning = NaiveMeaning(rulebook: rulebook, day: day)
    }

    package func holds(_ condition: Condition, _ person: Person) -> Bool { meaning.holds(condition, person.values) }

    package func applies(_ fact: FactID, _ person: Person) -> Bool { meaning.applies(fact, person.values) }

    /// Whether a complete person breaks no constraint, and has values for exactly the facts that apply and can be read.
    package func isPossible(_ person: Person) -> Bool {
        let facts = rulebook.vocabulary.facts
        return facts.indices.allSatisfy { fact in
            (person.values[fact] != nil) == applies(fact, person) || facts[fact].isAuditOnly
                || facts[fact].type == .text
        } && !rulebook.rules.constraints.contains { holds($0.impossible, person) }
    }

    package func isMet(_ programme: Int, _ person: Person) -> Bool {
        NaiveProgramme(meaning, programme).isMet(person.values)
    }

    /// The name of the place of a person as a programme sees it.
    package func place(_ programme: Int, _ person: Person) -> String? {
        NaiveProgramme(meaning, programme).place(person.values)
    }

    /// Every step that a service's value may come from, whatever is not known of it and its agreement.
    package func steps(of service: Int, _ person: Person) -> Set<Step> {
        var found: Set<Step> = []
        for isInForce in truths(rulebook.services[service].period) {
            for isAgreed in agreementTruths(of: service) {
                found.insert(step(of: service, person, isInForce: isInForce, isAgreed: isAgreed))
            }
        }
        return found
    }

    /// Whether a programme would let a person through to a service, and the service would take them, if it runs.
    package func accepts(_ service: Int, _ person: Person) -> Bool {
        let step = step(of: service, person, isInForce: true, isAgreed: true)
        return step != .notMet && step != .elsewhere && step != .notAccepted
    }

    /// The outcome of a service for a person; every no is `not_eligible`.
    package func answer(of service: Int, _ person: Person) -> Outcome {
        let all = Set(steps(of: service, person).map(\.answer))
        return all.count == 1 ? all.first ?? .notEligible : .needInformation
    }

    private func truths(_ period: ServicePeriod) -> [Bool] {
        switch period.inForce(on: day) {
        case .yes: [true]
        case .no: [false]
        case .unknown: [false, true]
        }
    }

    private func agreementTruths(of service: Int) -> [Bool] {
        switch rulebook.services[service].agreement {
        case .missing: [false]
        case .notNeeded: [true]
        case .agreement(let index): truths(rulebook.agreements[index].period)
        }
    }

    private func step(of number: Int, _ person: Person, isInForce: Bool, isAgreed: Bool) -> Step {
        let service = rulebook.services[number]
        let programme = rulebook.programmes[service.programme]
        if !isMet(service.programme, person) { return .notMet }
        if !isInForce || !meaning.isIn(programme.period) || !covers(service, person) { return .elsewhere }
        let own = service.criteria.filter { meaning.isIn($0.period) }
        for line in own {
            if line.role == .criterion && !holds(line.when, person) { return .notAccepted }
            if line.role == .bar && holds(line.when, person) { return .notAccepted }
        }
        let all = programme.criteria.filter { meaning.isIn($0.period) } + own
        func some(_ role: Criterion.Role) -> Bool { all.contains { $0.role == role && holds($0.when, person) } }
        if some(.hold) { return .held }
        if service.capacity == .noCapacity { return .full }
        if programme.consent == .referral {
            func isNo(_ name: String) -> Bool {
                rulebook.vocabulary[name].map { person.values[$0] == .yesNo(false) } ?? false
            }
            if isNo(ConsentFacts.canGive) { return .cannotDecide }
            if isNo(ConsentFacts.referral) || isNo(ConsentFacts.sharing) { return .noConsent }
        }
        if some(.signpostReason) { return .signpostReason }
        if !isAgreed { return .noAgreement }
        return service.capacity == .waitingList ? .waiting : .refers
    }

    private func covers(_ service: Service, _ person: Person) -> Bool {
        switch (rulebook.programmes[service.programme].location, service.coverage) {
        case (.nothing, _), (_, .everywhere): true
        case (_, .places(let places)): place(service.programme, person).map(places.contains) ?? false
        }
    }
}

extension NaiveCensus.Step {
    /// The outcome it stands for; every no is `not_eligible`.
    fileprivate var answer: Outcome {
        switch self {
        case .notMet, .elsewhere, .notAccepted, .full: .notEligible
        case .held, .cannotDecide: .needInformation
        case .noConsent, .signpostReason, .noAgreement: .signpost
        case .waiting: .waitingList
        case .refers: .refer
        }
    }
}

extension Rulebook {
    /// The same rulebook with other programmes, services, needs or constraints.
    package func with(
        programmes: [Programme]? = nil, services: [Service]? = nil, needs: [Need]? = nil
    ) -> Rulebook {
        Rulebook(
            rules: rules, programmes: programmes ?? self.programmes, areas: areas, services: services ?? self.services,
            agreements: agreements, policy: policy, needs: needs ?? self.needs, promises: promises, hash: hash,
            sources: sources)
    }
}
