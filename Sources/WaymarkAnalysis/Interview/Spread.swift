import WaymarkRules

/// How a value is spread over the people who may still be meant.
///
/// Answers count alike: each value of a `one of` fact, each side of a yes or no, and of a number or a date each stretch
/// that the function tells apart. Of a `several of` fact people have two values on average. Nothing here is measured on
/// real people: it only decides in which order questions come, never an outcome. Only additions, multiplications and
/// divisions are used, so that every machine gets the same order.
struct Spread {
    /// The weight of each value; values are single bits, the lane is the bit's number.
    typealias Weights = SIMD16<Double>

    private let day: DayRules
    private var diagrams: Diagrams { day.diagrams }

    init(_ day: DayRules) {
        self.day = day
    }

    /// More ways to answer than this are not told apart for one question and one function.
    private static let answerLimit = 64
    private static let allowance = 100_000

    /// The chance that two of the people differ in the value: 0 where all have the same.
    static func difference(_ weights: Weights) -> Double {
        let total = weights.sum()
        if total <= 0 { return 0 }
        let shares = weights / total
        return max(0, 1 - (shares * shares).sum())
    }

    /// By how much learning each fact is expected to lower the ``difference(_:)`` of a function.
    func gains(_ value: Diagram) -> [FactID: Double] {
        var measured = Measured(day, value)
        let before = Spread.difference(measured.weights(value))
        var gains: [FactID: Double] = [:]
        var cells = [Int32](repeating: -1, count: day.grid.variables.count)
        for fact in measured.facts {
            var weight = 0.0
            var left = 0.0
            for answer in answers(value, fact, &measured, &cells) {
                let weights = measured.weights(answer.rest)
                let share = weights.sum() * answer.weight
                weight += share
                left += share * Spread.difference(weights)
            }
            if weight > 0 { gains[fact] = max(0, before - left / weight) }
        }
        return gains
    }

    /// The ways in which a fact may be answered as far as the function tells them apart, with what is then left of it.
    private func answers(
        _ value: Diagram, _ fact: FactID, _ measured: inout Measured, _ cells: inout [Int32]
    ) -> [(weight: Double, rest: Diagram)] {
        var open: [(weight: Double, rest: Diagram)] = [(1, value)]
        for variable in measured.variables(of: fact) {
            var next: [(weight: Double, rest: Diagram)] = []
            for part in open {
                if next.count >= Spread.answerLimit {
                    next.append(part)
                    continue
                }
                var rests: [Diagram] = []
                var weights: [Double] = []
                for run in measured.runs(of: variable) {
                    cells[variable] = run.cell
                    // Where it cannot be finished nothing is learnt: only the order of questions hangs on it.
                    let left = try? diagrams.attempt(nodes: Spread.allowance) { () throws(Exhausted) in
                        var memo: [Diagram: Diagram] = [:]
                        return try diagrams.restrict(part.rest, cells, memo: &memo)
                    }
                    let rest = left ?? part.rest
                    if let known = rests.firstIndex(of: rest) {
                        weights[known] += run.weight
                    } else {
                        rests.append(rest)
                        weights.append(run.weight)
                    }
                }
                cells[variable] = -1
                for (rest, weight) in zip(rests, weights) { next.append((part.weight * weight, rest)) }
            }
            open = next
        }
        return open
    }

    /// One function with the stretches of cells that it tells apart.
    private struct Measured {
        private let day: DayRules
        /// For each variable it reads, the first cells of the stretches, ascending.
        private var starts: [VariableID: [Int32]] = [:]
        private var memo: [Diagram: Weights] = [:]
        let facts: [FactID]

        init(_ day: DayRules, _ value: Diagram) {
            self.day = day
            let diagrams = day.diagrams
            var bounds: [VariableID: Set<Int32>] = [:]
            var seen: Set<Diagram> = [value]
            var open = [value]
            while let next = open.popLast() {
                guard let (variable, runs) = diagrams.edges(next) else { continue }
                for run in runs {
                    bounds[variable, default: []].insert(run.cells.lowerBound)
                    if seen.insert(run.child).inserted { open.append(run.child) }
                }
            }
            for (variable, cells) in bounds { starts[variable] = cells.sorted() }
            let factCount = day.grid.factCount
            facts = Set(bounds.keys.map { day.grid.variables[$0].owner }).filter { $0 < factCount }.sorted()
        }

        func variables(of fact: FactID) -> [VariableID] {
            starts.keys.filter { day.grid.variables[$0].owner == fact }.sorted()
        }

        /// The stretches of a variable, each by its first cell and its share.
        func runs(of variable: VariableID) -> [(cell: Int32, weight: Double)] {
            let starts = starts[variable] ?? [0]
            return starts.indices.map { index in
                let end = index + 1 < starts.count ? starts[index + 1] : day.grid.variables[variable].size
                return (starts[index], weight(variable, starts[index], end))
            }
        }

        /// The share of people whose cell is in `low..<high`.
        private func weight(_ variable: VariableID, _ low: Int32, _ high: Int32) -> Double {
            let owner = day.grid.variables[variable].owner
            let size = day.grid.variables[variable].size
            guard owner < day.grid.factCount else { return Double(high - low) / Double(size) }
            let fact = day.rules.vocabulary[owner]
            switch fact.type {
            case .severalOf:
                let present = min(0.5, 2 / Double(max(1, fact.options.count)))
                return (low == 0 ? 1 - present : 0) + (high == 2 ? present : 0)
            case .wholeNumber, .date:
                let all = starts[variable] ?? [0]
                let inside = all.count { $0 >= low && $0 < high }
                return Double(inside) / Double(all.count)
            case .yesNo, .oneOf, .text:
                return Double(high - low) / Double(size)
            }
        }

        /// The weights of the values of a function that tells apart no more than this one.
        mutating func weights(_ value: Diagram) -> Weights {
            if value == .impossible { return Weights() }
            if value.isLeaf {
                var result = Weights()
                result[value.trailingZeroBitCount & 15] = 1
                return result
            }
            if let done = memo[value] { return done }
            guard let (variable, runs) = day.diagrams.edges(value) else { return Weights() }
            let size = day.grid.variables[variable].size
            var result = Weights()
            for run in runs {
                result += weights(run.child) * weight(variable, run.cells.lowerBound, min(run.cells.upperBound, size))
            }
            memo[value] = result
            return result
        }
    }
}
