import WaymarkRules

/// Turns a point of the grid back into a case.
package struct CellReader {
    private let day: DayRules

    package init(_ day: DayRules) {
        self.day = day
    }

    /// A complete case; facts that do not apply are left unknown.
    package func person(_ cells: [Int32], named name: String) -> Case {
        let vocabulary = day.rules.vocabulary
        var answers = [Answer](repeating: .unknown, count: vocabulary.facts.count)
        let truths = Point(day, cells)
        for fact in vocabulary.facts.indices where truths.holds(day.applies[fact]) {
            guard let first = day.grid.first[fact] else { continue }
            let cell = cells[first]
            let value: FactValue
            switch vocabulary[fact].type {
            case .yesNo: value = .yesNo(cell == 1)
            case .oneOf: value = .option(Int(cell))
            case .wholeNumber(let range): value = .number(day.grid.number(in: cell, fact: fact, in: range))
            case .date: value = .date(Day(number: cell))
            case .severalOf:
                let variables = day.grid.variables(of: fact, in: vocabulary)
                value = .options(variables.filter { cells[$0] == 1 }.compactMap { day.grid.variables[$0].option })
            case .text: continue
            }
            answers[fact] = .value(value)
        }
        return Case(name: name, decisionDate: day.day, answers: answers)
    }

    /// For each fact, whether it applies at this point.
    package func applies(at cells: [Int32]) -> [Bool] {
        let truths = Point(day, cells)
        return day.applies.map { truths.holds($0) }
    }

    /// Truth at one point, gate by gate.
    private struct Point {
        private var truths: [Bool] = []

        init(_ day: DayRules, _ cells: [Int32]) {
            let circuit = day.circuit
            for gate in circuit.nodes.indices.prefix(day.sharedCount) {
                truths.append(circuit.holds(Gate(gate), at: cells, given: truths))
            }
        }

        func holds(_ gate: Gate) -> Bool { truths[Int(gate)] }
    }
}
