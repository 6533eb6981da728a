package import WaymarkRouting
package import WaymarkRules

/// The meaning of a rulebook, as section 6 of the rulebook page words it, by writing out every completion.
///
/// It shares nothing with the engine but the model of the language; the property tests hold the two together. It is
/// slow, and gives up (``TooManyCompletions``) rather than take long.
package struct NaiveEvaluator: Sendable {
    package let rulebook: Rulebook
    /// Completions of a case, and of a programme's services and agreements with it, beyond which it gives up.
    package let limit: Int

    package init(_ rulebook: Rulebook, limit: Int = 3000) {
        self.rulebook = rulebook
        self.limit = limit
    }

    /// The decision for a case whose answers stand in the order of the vocabulary.
    package func decide(_ person: Case, on day: Day) throws(TooManyCompletions) -> NaiveDecision {
        let meaning = NaiveMeaning(rulebook: rulebook, day: day)
        let worlds = try NaiveWorlds(meaning, limit: limit).all(person)
        if worlds.isEmpty { return .refusal }

        let alerts = NaiveAlerts(meaning, worlds)
        var rows: [NaiveRow] = []
        for programme in rulebook.programmes.indices {
            rows += try NaiveProgrammeRows(meaning, programme, worlds, limit: limit).rows()
        }
        var order = NaiveOrder(meaning, worlds, rows)
        order.apply()
        let listed = order.rows

        let asked = alerts.asks + listed.filter { $0.outcome == .needInformation }.flatMap(\.asks)
        var questions: [String] = []
        for name in asked where !questions.contains(name) {
            guard let fact = rulebook.vocabulary[name], person.answers[fact] == .unknown else { continue }
            questions.append(name)
        }
        return NaiveDecision(
            alerts: alerts.listed, outcomes: listed.map { $0.described(in: rulebook) },
            primary: listed.first { $0.outcome.isActionable }?.described(in: rulebook).name,
            questions: questions)
    }

    /// A complete case for each kind of person that the rules can tell apart on a day.
    package func everybody(on day: Day) throws(TooManyCompletions) -> [Case] {
        let blank = Case(name: "", answers: rulebook.vocabulary.facts.map { _ in .unknown })
        let worlds = try NaiveWorlds(NaiveMeaning(rulebook: rulebook, day: day), limit: limit).all(blank)
        return worlds.map { world in
            Case(name: "", decisionDate: day, answers: world.values.map { $0.map { .value($0) } ?? .unknown })
        }
    }

    /// Whether a condition is true over the completions of a case; nil if the case is refused.
    package func truth(
        of condition: Condition, in person: Case, on day: Day
    ) throws(TooManyCompletions) -> Truth? {
        let meaning = NaiveMeaning(rulebook: rulebook, day: day)
        let worlds = try NaiveWorlds(meaning, extra: condition, limit: limit).all(person)
        return worlds.isEmpty ? nil : worlds.truth(of: condition, meaning)
    }

    /// Whether each of some conditions of the rulebook is true over the completions of a case; nil if it is refused.
    package func truths(
        of conditions: [Condition], in person: Case, on day: Day
    ) throws(TooManyCompletions) -> [Truth]? {
        let meaning = NaiveMeaning(rulebook: rulebook, day: day)
        let worlds = try NaiveWorlds(meaning, limit: limit).all(person)
        return worlds.isEmpty ? nil : conditions.map { worlds.truth(of: $0, meaning) }
    }

    /// The sets of facts that are telling for a condition (empty for one that is decided or a refused case), each in
    /// vocabulary order.
    package func tellingSets(
        of condition: Condition, in person: Case, on day: Day
    ) throws(TooManyCompletions) -> [[String]] {
        let meaning = NaiveMeaning(rulebook: rulebook, day: day)
        let worlds = try NaiveWorlds(meaning, extra: condition, limit: limit).all(person)
        let telling = NaiveTelling(axes: rulebook.vocabulary.facts.map(\.name), rows: worlds.map(\.choices))
        let sets = telling.tellingSets(worlds.map { meaning.holds(condition, $0.values) })
        return sets.sorted().map { telling.names($0) }
    }
}

extension [NaiveWorld] {
    /// "True if it is true in every completion, false if false in every completion, otherwise unknown."
    func truth(of condition: Condition, _ meaning: NaiveMeaning) -> Truth {
        let holding = filter { meaning.holds(condition, $0.values) }.count
        if holding == count { return .yes }
        return holding == 0 ? .no : .unknown
    }
}

/// The alerts of a decision.
struct NaiveAlerts {
    /// Those that hold, then undecided ones.
    private(set) var listed: [NaiveDecision.Alert] = []
    /// Asks of the undecided ones, alert by alert.
    private(set) var asks: [String] = []

    init(_ meaning: NaiveMeaning, _ worlds: [NaiveWorld]) {
        let inForce = meaning.rulebook.policy.alerts.filter { meaning.isIn($0.period) }
        let telling = NaiveTelling(
            axes: meaning.rulebook.vocabulary.facts.map(\.name), rows: worlds.map(\.choices))
        for alert in inForce where worlds.truth(of: alert.when, meaning) == .yes {
            listed.append(NaiveDecision.Alert(name: alert.name, decided: true))
        }
        for alert in inForce where worlds.truth(of: alert.when, meaning) == .unknown {
            listed.append(NaiveDecision.Alert(name: alert.name, decided: false))
            asks += telling.asks(worlds.map { meaning.holds(alert.when, $0.values) })
        }
    }
}

/// A line of the decision before names are put to it.
struct NaiveRow {
    /// Indices in the rulebook.
    var programme: Int
    var service: Int?
    var outcome: Outcome
    var asks: [String] = []
    var after: [Int] = []
    var afterUndecided: [Int] = []
    var lowPriority: [String] = []

    func described(in rulebook: Rulebook) -> NaiveDecision.Row {
        NaiveDecision.Row(
            programme: rulebook.programmes[programme].name, service: service.map { rulebook.services[$0].name },
            outcome: outcome, asks: asks, after: after.map { rulebook.programmes[$0].name },
            afterUndecided: afterUndecided.map { rulebook.programmes[$0].name }, lowPriority: lowPriority)
    }
}

/// Outcomes of a case for one programme (rulebook page, "Outcomes of a case").
struct NaiveProgrammeRows {
    private let meaning: NaiveMeaning
    private let index: Int
    private let programme: NaiveProgramme
    private let completions: [NaiveCompletion]
    /// For each service of the programme, what each completion says of it.
    private let values: [Int: [NaiveServiceValue]]

    init(
        _ meaning: NaiveMeaning, _ index: Int, _ worlds: [NaiveWorld], limit: Int
    ) throws(TooManyCompletions) {
        self.meaning = meaning
        self.index = index
        let programme = NaiveProgramme(meaning, index)
        let completions = try programme.completions(worlds, limit: limit)
        var values: [Int: [NaiveServiceValue]] = [:]
        for service in programme.services {
            values[service] = completions.map { programme.value(of: service, in: $0) }
        }
        self.programme = programme
        self.completions = completions
        self.values = values
    }

    func rows() -> [NaiveRow] {
        // Services that have an outcome of their own in some completion.
        let reported = programme.services.filter { values[$0, default: []].contains { $0.isOwnOutcome } }
        if reported.isEmpty { return [programmeNo()] }

        let bound = reported.filter { meaning.rulebook.services[$0].coverage != .everywhere }
        if placeIsUnknown && bound.count > 1 {
            let apart = reported.filter { meaning.rulebook.services[$0].coverage == .everywhere }
            return [row(together: bound)] + apart.map { row(of: $0) }
        }
        return reported.map { row(of: $0) }
    }

    /// "It is unknown when the completions give more than one (none counts as one)."
    private var placeIsUnknown: Bool {
        Set(completions.map { programme.place($0.world.values) }).count > 1
    }

    /// 1. No service has an outcome of its own: the programme's value is `not_eligible` where it is not met, and
    /// `unavailable` where it is met and no service serves.
    private func programmeNo() -> NaiveRow {
        let isMetSomewhere = completions.contains { programme.isMet($0.world.values) }
        return NaiveRow(programme: index, service: nil, outcome: isMetSomewhere ? .unavailable : .notEligible)
    }

    /// 2. Services in different places, reported together.
    private func row(together services: [Int]) -> NaiveRow {
        let said = services.flatMap { values[$0, default: []] }
        if said.allSatisfy(\.isNo) {
            return NaiveRow(programme: index, service: nil, outcome: no(said))
        }
        return NaiveRow(programme: index, service: nil, outcome: .needInformation, asks: asks(services))
    }

    /// 3. One service: "its outcome where all completions agree, a no where all give a no, else need_information".
    private func row(of service: Int) -> NaiveRow {
        let said = values[service, default: []]
        let outcome: Outcome
        if said.allSatisfy(\.isNo) {
            outcome = no(said)
        } else if let first = said.first?.outcome, said.allSatisfy({ $0.outcome == first }) {
            outcome = first
        } else {
            outcome = .needInformation
        }
        return NaiveRow(
            programme: index, service: service, outcome: outcome,
            asks: outcome == .needInformation ? asks([service]) : [])
    }

    /// "`not_eligible` if only `not_eligible` (and *elsewhere*) occur, else `unavailable`."
    private func no(_ said: [NaiveServiceValue]) -> Outcome {
        said.contains { $0.outcome == .unavailable } ? .unavailable : .notEligible
    }

    private func asks(_ services: [Int]) -> [String] {
        let rulebook = meaning.rulebook
        let facts = rulebook.vocabulary.facts.map(\.name)
        let unknownServices = programme.unknownServices
        let unknownAgreements = programme.unknownAgreements
        let telling = NaiveTelling(
            axes: facts + unknownServices.map { "service:\(rulebook.services[$0].name)" }
                + unknownAgreements.map { "agreement:\(rulebook.agreements[$0].name)" },
            rows: completions.map { completion in
                completion.world.choices
                    + unknownServices.map { completion.servicesInForce[$0] == true ? 1 : 0 }
                    + unknownAgreements.map { completion.agreementsInForce[$0] == true ? 1 : 0 }
            })
        let said = completions.indices.map { completion in
            services.map { values[$0, default: []][completion].forAsks }
        }
        var names = telling.asks(said)
        // "`can_give_consent_now`, known or not, is among the asks where in some completion its step is the one the
        // outcome comes from."
        if services.contains(where: { values[$0, default: []].contains(.cannotConsentNow) }) {
            names.append(ConsentFacts.canGive)
        }
        return telling.axes.filter { names.contains($0) }
    }
}
