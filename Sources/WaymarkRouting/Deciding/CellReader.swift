package import WaymarkRules

/// Turns a point of the grid back into a case.
package struct CellReader {
    private let day: DayRules

    package init(_ day: DayRules) {
        self.day = day
    }

    /// A complete case; facts that do not apply are left unknown.
    package func person(_ cells: [Int32], named name: String) -> Case {
        let applies = applies(at: cells)
        let answers = applies.indices.map { applies[$0] ? answer(of: $0, at: cells) : .unknown }
        return Case(name: name, decisionDate: day.day, answers: answers)
    }

    /// What the cells say of one fact; unknown for facts that no rule can read.
    package func answer(of fact: FactID, at cells: [Int32]) -> Answer {
        let vocabulary = day.rules.vocabulary
        guard let first = day.grid.first[fact] else { return .unknown }
        let cell = cells[first]
        switch vocabulary[fact].type {
        case .yesNo: return .value(.yesNo(cell == 1))
        case .oneOf: return .value(.option(Int(cell)))
        case .wholeNumber(let range): return .value(.number(day.grid.number(in: cell, fact: fact, in: range)))
        case .date: return .value(.date(Day(number: cell)))
        case .severalOf:
            let present = day.grid.variables(of: fact, in: vocabulary).filter { cells[$0] == 1 }
            return .value(.options(present.compactMap { day.grid.variables[$0].option }))
        case .text: return .unknown
        }
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
