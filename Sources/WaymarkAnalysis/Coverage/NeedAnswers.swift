import WaymarkRouting
import WaymarkRules

extension DayQuestions {
    /// The programmes that answer a need: having the need can be what opens them. Nil where it was not decided.
    ///
    /// A programme answers a need where two possible people, who differ in the facts that the need reads and in nothing
    /// else, are one with the need and eligible, the other without it and not. An arrest referral that takes everybody
    /// in custody is no answer to homelessness, however many homeless people it takes.
    func programmes(answering need: Int) -> [Int]? {
        let gate = day.gate(rulebook.needs[need].when)
        let variables = day.grid.variables
        let owners = Set(day.circuit.variables(of: gate).map { variables[$0].owner })
        guard let impossible, let has = diagrams(of: [gate])?.first else { return nil }
        return work.charging(diagrams) {
            var answering: [Int] = []
            for programme in rulebook.programmes.indices {
                let met = plan.met(programme)
                let reads = day.circuit.variables(of: met).contains { owners.contains(variables[$0].owner) }
                guard reads, let met = day.diagram(met) else {
                    if reads { return nil }
                    continue
                }
                diagrams.allow(nodes: OutcomePeople.allowance)
                // One bit for each way in which need and programme can come together.
                let table = diagrams.choose(
                    impossible, .impossible,
                    diagrams.choose(has, diagrams.choose(met, 8, 4), diagrams.choose(met, 2, 1)))
                var memo: [Diagram: Diagram] = [:]
                let over = diagrams.eliminate(table, memo: &memo) { owners.contains(variables[$0].owner) }
                if diagrams.isExhausted { return nil }
                if diagrams.hasLeaf(over, where: { $0 & 9 == 9 }) { answering.append(programme) }
            }
            return answering
        }
    }
}
