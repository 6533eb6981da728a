package import WaymarkRouting
package import WaymarkRules

/// Where people are, as coverage is told: an area of the service map, another value of the home area ("no fixed
/// abode"), or nowhere in particular.
package struct AreaPlace: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Index of the area.
        case area(Int)
        /// A value of the home fact that is no area, by name.
        case other(String)
        /// The rulebook knows no areas.
        case anywhere
    }

    package var kind: Kind
    package var title: String

    /// The name of the area or value; nil where the rulebook knows no areas.
    package func name(in rulebook: Rulebook) -> String? {
        switch kind {
        case .area(let index): rulebook.areas[index].name
        case .other(let name): name
        case .anywhere: nil
        }
    }

    /// A value of the home fact that is no area of the service map.
    package var isElsewhere: Bool {
        if case .other = kind { true } else { false }
    }

    package var isArea: Bool {
        if case .area = kind { true } else { false }
    }
}

/// The places of a rulebook, and who and what is found at each.
package struct AreaPlaces {
    private let rulebook: Rulebook
    /// The fact that says where a person lives: `local_authority`, else the first that takes areas.
    package let home: FactID?

    package init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        let facts = rulebook.vocabulary.facts
        home =
            rulebook.vocabulary["local_authority"].flatMap { facts[$0].takesAreas ? $0 : nil }
            ?? facts.firstIndex(where: \.takesAreas)
    }

    /// Areas in file order, then the home fact's other values.
    package var all: [AreaPlace] {
        let areas = rulebook.areas.enumerated().map { AreaPlace(kind: .area($0), title: $1.title) }
        let others = home.map { home in
            let fact = rulebook.vocabulary[home]
            return fact.options[fact.areaCount...].map { AreaPlace(kind: .other($0.name), title: $0.label) }
        }
        let places = areas + (others ?? [])
        return places.isEmpty ? [AreaPlace(kind: .anywhere, title: "any area")] : places
    }

    /// The services of a programme that may cover people at a place, in file order.
    ///
    /// Who has no fixed abode may be found by the area of the arrest: where a fact that a programme goes by has no such
    /// value, it says nothing of these people's place, and every service may cover some of them.
    package func services(of programme: Int, at place: AreaPlace) -> [Int] {
        let plan = rulebook.plan
        let vocabulary = rulebook.vocabulary
        guard let name = place.name(in: rulebook) else { return plan.services(ofProgramme: programme, at: .known(nil)) }
        switch rulebook.programmes[programme].location {
        case .nothing: return plan.services(ofProgramme: programme, at: .known(nil))
        case .fact(let fact):
            guard let option = vocabulary[fact].optionIndex[name] else { return plan.serviceIndex[programme].all }
            return plan.services(ofProgramme: programme, at: .known(option))
        case .firstArea(let facts):
            if case .area(let index) = place.kind { return plan.services(ofProgramme: programme, at: .known(index)) }
            let isSettled = facts.allSatisfy { vocabulary[$0].optionIndex[name] != nil }
            return isSettled ? plan.services(ofProgramme: programme, at: .known(nil)) : plan.serviceIndex[programme].all
        }
    }

    /// That a person belongs to a place: every fact by which a programme finds its people's place, as far as it applies
    /// and has such a value, names this one.
    package func people(at place: AreaPlace, on day: DayRules) -> Gate {
        guard let name = place.name(in: rulebook) else { return Circuit.yes }
        return day.and(
            placeFacts.compactMap { fact in
                guard let option = rulebook.vocabulary[fact].optionIndex[name] else { return nil }
                return day.or([day.not(day.applies[fact]), day.gate(fact, .oneOf([option]))])
            })
    }

    /// The facts that say where people are, the home fact among them.
    private var placeFacts: [FactID] {
        var facts = Set(home.map { [$0] } ?? [])
        for programme in rulebook.programmes {
            switch programme.location {
            case .nothing: break
            case .fact(let fact): if rulebook.vocabulary[fact].takesAreas { facts.insert(fact) }
            case .firstArea(let list): facts.formUnion(list)
            }
        }
        return facts.sorted()
    }
}
