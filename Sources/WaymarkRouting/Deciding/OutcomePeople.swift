package import WaymarkRules

/// Sets of complete people on one day, as diagrams over facts: who they may be, and what a service says to each.
///
/// Every function throws ``Exhausted`` where it could not be finished within ``allowance``.
package struct OutcomePeople {
    package let plan: DayPlan
    /// Nodes that one question may add.
    package static let allowance = 400_000

    package init(_ plan: DayPlan) {
        self.plan = plan
    }

    private var day: DayRules { plan.day }
    private var diagrams: Diagrams { plan.day.diagrams }

    /// Those of `people` who break no constraint.
    package func possible(among people: Diagram = .truth) throws(Exhausted) -> Diagram {
        try all(of: day.kept, among: people)
    }

    /// Those of `people` for whom all these gates hold.
    package func all(of gates: [Gate], among people: Diagram = .truth) throws(Exhausted) -> Diagram {
        var result = people
        for gate in gates {
            let holds = try day.diagram(gate)
            result = try diagrams.attempt(nodes: OutcomePeople.allowance) { () throws(Exhausted) in
                try diagrams.and(result, holds)
            }
        }
        return result
    }

    /// A place as a programme sees it.
    package struct Place {
        /// Option of the `located_by` fact, or area; nil for all places without a service of their own.
        package var option: Int?
        /// That the person is there; nil: everywhere.
        package var gate: Gate?
        /// The services that cover it, in file order.
        package var services: [Int]
    }

    /// The places of a programme: each that a service names, and all others together.
    package func places(of programme: Int) -> [Place] {
        let index = plan.rulebook.plan.serviceIndex[programme]
        if case .nothing = plan.rulebook.programmes[programme].location {
            return [Place(option: nil, gate: nil, services: index.all)]
        }
        let named = index.byPlace.keys.sorted()
        let each = named.map { option in
            Place(
                option: option, gate: plan.isAt([option], programme: programme),
                services: plan.rulebook.plan.services(ofProgramme: programme, at: .known(option)))
        }
        let elsewhere = day.not(plan.isAt(named, programme: programme))
        return each + [Place(option: nil, gate: elsewhere, services: index.everywhere)]
    }

    /// For each of `people`, the ``Step``s of a service that occur, whatever is not known of services and agreements;
    /// elsewhere impossible.
    package func steps(of service: Int, among people: Diagram) throws(Exhausted) -> Diagram {
        if plan.rulebook.services[service].period.inForce(on: day.day) == .no { return .impossible }
        return try steps(of: plan.ladder(of: service), among: people)
    }

    /// The same for any ladder of gates of this day.
    package func steps(of ladder: DayPlan.Ladder, among people: Diagram) throws(Exhausted) -> Diagram {
        let facts = day.grid.factCount
        return try diagrams.attempt(nodes: OutcomePeople.allowance) { () throws(Exhausted) in
            var memo: [Diagram: Diagram] = [:]
            return try diagrams.eliminate(value(of: ladder, among: people), memo: &memo) {
                day.grid.variables[$0].owner >= facts
            }
        }
    }

    /// For each of `people`, and whatever is in force, the step that a ladder's value comes from; elsewhere impossible.
    package func value(of ladder: DayPlan.Ladder, among people: Diagram) throws(Exhausted) -> Diagram {
        try diagrams.attempt(nodes: OutcomePeople.allowance) { () throws(Exhausted) in
            var guards: [(Diagram, UInt32)] = []
            for rung in ladder.rungs { guards.append((try day.diagram(rung.gate), rung.bit)) }
            var value: Diagram = ladder.last
            for (condition, bit) in guards.reversed() { value = try diagrams.choose(condition, bit, value) }
            return try diagrams.within(people, value)
        }
    }
}
