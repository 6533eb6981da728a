import WaymarkRouting
import WaymarkRules

extension DayQuestions {
    /// The programmes that answer a need: having the need can be what opens them.
    ///
    /// A programme answers a need where two possible people, who differ in the facts that the need reads and in nothing
    /// else, are one with the need and eligible, the other without it and not. An arrest referral that takes everybody
    /// in custody is no answer to homelessness, however many homeless people it takes.
    func programmes(answering need: Int) throws(Exhausted) -> [Int] {
        let gate = day.gate(rulebook.needs[need].when)
        let variables = day.grid.variables
        let owners = Set(day.circuit.variables(of: gate).map { variables[$0].owner })
        let impossible = try impossible
        let has = try diagram(of: gate)
        var answering: [Int] = []
        for programme in rulebook.programmes.indices {
            let met = plan.met(programme)
            guard day.circuit.variables(of: met).contains(where: { owners.contains(variables[$0].owner) }) else {
                continue
            }
            let over = try attempt { () throws(Exhausted) in
                let met = try day.diagram(met)
                // One bit for each way in which need and programme can come together.
                let together = try diagrams.choose(has, diagrams.choose(met, 8, 4), diagrams.choose(met, 2, 1))
                let table = try diagrams.choose(impossible, .impossible, together)
                var memo: [Diagram: Diagram] = [:]
                return try diagrams.eliminate(table, memo: &memo) { owners.contains(variables[$0].owner) }
            }
            if diagrams.hasLeaf(over, where: { $0 & 9 == 9 }) { answering.append(programme) }
        }
        return answering
    }
}
