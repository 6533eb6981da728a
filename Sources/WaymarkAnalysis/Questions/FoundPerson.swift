import WaymarkRouting
package import WaymarkRules

/// A person who shows what a finding says.
package struct FoundPerson: Sendable {
    /// A complete case with its decision date.
    package var person: Case
    /// The facts worth telling, in vocabulary order; the others play no part.
    package var facts: [FactID]

    package init(person: Case, facts: [FactID]) {
        self.person = person
        self.facts = facts
    }
}

extension DayQuestions {
    /// A person at a point of the grid, with the facts that a group limits as those worth telling.
    func found(_ point: [Int32], telling group: Box, name: String) -> FoundPerson {
        let person = person(point, named: name)
        let facts = Set(group.variables.map { day.grid.variables[$0].owner }).filter { $0 < day.grid.factCount }
        return FoundPerson(person: person, facts: facts.filter { person.answers[$0] != .unknown }.sorted())
    }
}
