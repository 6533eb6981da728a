import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules

/// What a case says of places, and what of it may be shown.
extension Case {
    /// The areas of the service map that this case names, in any fact whose values are areas: whose the decision is.
    func areas(under rulebook: Rulebook) -> Set<String> {
        var areas: Set<String> = []
        func add(_ option: Int, _ fact: Fact) { if option < fact.areaCount { areas.insert(fact.options[option].name) } }
        for (id, fact) in rulebook.vocabulary.facts.enumerated() where fact.areaCount > 0 {
            switch answers[id] {
            case .value(.option(let option)): add(option, fact)
            case .value(.options(let options)): for option in options { add(option, fact) }
            default: break
            }
        }
        return areas
    }

    /// The home area by name; nil where it is not known or none of the service map.
    func homeArea(under rulebook: Rulebook) -> String? {
        guard let home = AreaPlaces(rulebook).home, case .value(.option(let option)) = answers[home],
            option < rulebook.vocabulary[home].areaCount
        else { return nil }
        return rulebook.vocabulary[home].options[option].name
    }

    /// Without what is for audit alone, under its own rulebook or the one that serves now: as it may be shown.
    func shown(under rulebook: Rulebook, and serving: Rulebook) -> Case {
        var shown = self
        for (id, fact) in rulebook.vocabulary.facts.enumerated() {
            let isHidden =
                fact.isAuditOnly || serving.vocabulary[fact.name].map { serving.vocabulary[$0].isAuditOnly } == true
            if isHidden { shown.answers[id] = .unknown }
        }
        return shown
    }
}
