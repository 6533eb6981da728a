package import WaymarkRouting
package import WaymarkRules

/// More completions than the naive evaluator is willing to write out.
package struct TooManyCompletions: Error {}

/// One way in which everything about the person may turn out: a completion without its services and agreements.
struct NaiveWorld {
    /// By fact number; nil where the fact does not apply.
    var values: NaiveMeaning.Values
    /// The number of each value among its fact's representatives; 0 for known facts, -1 where it does not apply.
    var choices: [Int]
}

/// Writes out the completions of a case.
struct NaiveWorlds {
    let meaning: NaiveMeaning
    let representatives: NaiveRepresentatives
    let limit: Int
    /// Every fact after those that decide whether it applies.
    private let order: [FactID]

    init(_ meaning: NaiveMeaning, extra: Condition? = nil, limit: Int) {
        self.meaning = meaning
        representatives = NaiveRepresentatives(meaning, extra: extra)
        self.limit = limit
        order = meaning.rulebook.factsByDependence
    }

    /// All completions of the facts of a case; none if the case contradicts itself or a constraint.
    func all(_ person: Case) throws(TooManyCompletions) -> [NaiveWorld] {
        let facts = meaning.rulebook.vocabulary.facts
        var options: [[FactValue]] = []
        for (fact, answer) in person.answers.enumerated() {
            if let known = knownValue(answer, facts[fact].name) {
                options.append([known])
            } else {
                options.append(representatives.values(of: fact))
            }
        }
        let isKnown = person.answers.enumerated().map { knownValue($1, facts[$0].name) != nil }
        let nothing = NaiveWorld(
            values: Array(repeating: nil, count: facts.count), choices: Array(repeating: -1, count: facts.count))
        var worlds = [nothing]
        for fact in order {
            var next: [NaiveWorld] = []
            for world in worlds {
                guard meaning.applies(fact, world.values) else {
                    // A known value rules out the completions in which its fact would not apply.
                    if !isKnown[fact] { next.append(world) }
                    continue
                }
                for (number, value) in options[fact].enumerated() {
                    var extended = world
                    extended.values[fact] = value
                    extended.choices[fact] = number
                    next.append(extended)
                }
                // Constraints still to come may thin this out, but not without end.
                guard next.count <= 5 * limit else { throw TooManyCompletions() }
            }
            worlds = next
        }
        let possible = worlds.filter { world in
            !meaning.rulebook.rules.constraints.contains { meaning.holds($0.impossible, world.values) }
        }
        guard possible.count <= limit else { throw TooManyCompletions() }
        return possible
    }
}

/// What a case says for certain: a value, or `declined` for consent, which counts as `no`.
func knownValue(_ answer: Answer, _ fact: String) -> FactValue? {
    switch answer {
    case .value(let value): value
    case .declined where fact == ConsentFacts.referral || fact == ConsentFacts.sharing: .yesNo(false)
    case .unknown, .declined, .notKnown: nil
    }
}

extension Rulebook {
    /// Every fact after the facts that its `only_when` reads.
    var factsByDependence: [FactID] {
        var placed: [FactID] = []
        var waiting = Array(vocabulary.facts.indices)
        while !waiting.isEmpty {
            let ready = waiting.filter { fact in
                let reads = vocabulary[fact].onlyWhen.map(factsRead) ?? []
                return reads.isSubset(of: placed)
            }
            precondition(!ready.isEmpty, "only_when of some facts go round in a circle")
            placed += ready
            waiting.removeAll { ready.contains($0) }
        }
        return placed
    }

    /// The facts that a condition reads, through definitions and the areas of parameters.
    package func factsRead(_ condition: Condition) -> Set<FactID> {
        switch condition.kind {
        case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts):
            return parts.reduce(into: []) { $0.formUnion(factsRead($1)) }
        case .fact(let fact, let test):
            return test.parameters.reduce(into: [fact]) { facts, parameter in
                if let place = rules.parameters[parameter].locatedBy { facts.insert(place) }
            }
        case .definition(let definition, _):
            return rules.definitions[definition].versions.reduce(into: []) { $0.formUnion(factsRead($1.when)) }
        case .decisionDate:
            return []
        }
    }
}

extension Test {
    /// The parameters that stand in the test.
    fileprivate var parameters: [DeclarationID] {
        let bounds: [Bound]
        switch self {
        case .number(let test), .notNumber(let test):
            switch test {
            case .equals(let bound), .atLeast(let bound), .atMost(let bound), .moreThan(let bound),
                .lessThan(let bound):
                bounds = [bound]
            case .between(let low, let high):
                bounds = [low, high]
            }
        default: bounds = []
        }
        return bounds.compactMap { if case .parameter(let id) = $0 { id } else { nil } }
    }
}
