import WaymarkDocuments

/// The rules as they stand on one day: conditions as gates of a ``Circuit`` and, where facts are unknown, as diagrams.
///
/// A workspace, not a value: it grows with the questions it is asked and belongs to one thread.
package final class DayRules {
    package let rules: RuleBase
    package let grid: Grid
    package let day: Day
    package private(set) var circuit = Circuit()
    /// For each fact, that it applies.
    package private(set) var applies: [Gate]
    private var definitionGates: [Gate]
    /// Gates below this number are of definitions and applicability, which nearly every case needs.
    package private(set) var sharedCount = 0
    /// For each constraint, that it is kept.
    package private(set) var kept: [Gate] = []

    private let nodeLimit: Int
    private var store: Diagrams?
    /// Gates below this number say in which order variables stand; nil: all there are when diagrams are first asked for.
    private var orderingCount: Int?
    private var baseDiagrams: [Gate: Diagram] = [:]
    private var tooLarge: Set<Gate> = []

    /// - Parameters:
    ///   - order: of these rules, without a circle.
    ///   - grid: of these rules' vocabulary.
    ///   - nodeLimit: how many nodes one question may add to the diagrams at most, whatever it is allowed.
    package init(_ rules: RuleBase, order: RuleOrder, grid: Grid, day: Day, nodeLimit: Int = .max) {
        self.nodeLimit = nodeLimit
        self.rules = rules
        self.grid = grid
        self.day = day
        applies = [Gate](repeating: Circuit.yes, count: rules.vocabulary.facts.count)
        definitionGates = [Gate](repeating: Circuit.no, count: rules.definitions.count)
        for item in order.items {
            switch item {
            case .fact(let fact):
                if let condition = rules.vocabulary[fact].onlyWhen { applies[fact] = gate(condition) }
            case .definition(let id):
                if let version = rules.definitions[id].version(on: day) { definitionGates[id] = gate(version.when) }
            }
        }
        kept = rules.constraints.map { constraint in
            let impossible = gate(constraint.impossible)
            return circuit.not(impossible)
        }
        sharedCount = circuit.nodes.count
    }

    // MARK: - Gates

    /// The gate of a condition on this day.
    package func gate(_ condition: Condition) -> Gate {
        switch condition.kind {
        case .all(let parts): return and(parts.map(gate))
        case .any(let parts): return or(parts.map(gate))
        case .none(let parts): return not(or(parts.map(gate)))
        case .atLeast(let number, let parts):
            let gates = parts.map(gate)
            return circuit.atLeast(number, gates)
        case .definition(let id, let wanted): return wanted ? definitionGates[id] : not(definitionGates[id])
        case .decisionDate(let test): return Circuit.constant(holdsToday(test))
        case .fact(let fact, let test): return gate(fact, test)
        }
    }

    /// The gate of one test of one fact, applicability included.
    package func gate(_ fact: FactID, _ test: Test) -> Gate {
        let positive = and([applies[fact], plain(fact, test.withoutNegation)])
        return test.isNegative ? not(positive) : positive
    }

    package func and(_ gates: [Gate]) -> Gate { circuit.and(gates) }
    package func or(_ gates: [Gate]) -> Gate { circuit.or(gates) }
    package func not(_ gate: Gate) -> Gate { circuit.not(gate) }

    /// The gate of a yes-or-no unknown outside the facts.
    package func outside(_ index: Int) -> Gate {
        circuit.range(grid.outside(index), 1, 2, size: 2)
    }

    /// The same gate, of other rules over the same grid, among the gates of these.
    package func adopt(_ gate: Gate, from other: DayRules) -> Gate {
        var here: [Gate: Gate] = [:]
        for gate in other.circuit.cone(of: gate) {
            let node = other.circuit.nodes[Int(gate)]
            let inputs = other.circuit.inputs(of: gate).compactMap { here[$0] }
            switch node.kind {
            case .constant: here[gate] = Circuit.constant(node.a == 1)
            case .range:
                here[gate] = circuit.range(Int(node.a), node.b, node.c, size: grid.variables[Int(node.a)].size)
            case .cells:
                let cells = other.circuit.runs(of: node).flatMap { $0.map(Int.init) }
                here[gate] = circuit.cells(Int(node.a), cells, size: grid.variables[Int(node.a)].size)
            case .not: here[gate] = inputs.first.map { circuit.not($0) }
            case .and: here[gate] = circuit.and(inputs)
            case .or: here[gate] = circuit.or(inputs)
            case .atLeast: here[gate] = circuit.atLeast(Int(node.c), inputs)
            }
        }
        return here[gate] ?? Circuit.no
    }

    /// The test where the fact applies; `test` is not negative.
    private func plain(_ fact: FactID, _ test: Test) -> Gate {
        guard let variable = grid.first[fact] else { return Circuit.no }
        let size = grid.variables[variable].size
        func includes(_ option: Int) -> Gate { circuit.range(variable + option, 1, 2, size: 2) }
        switch test {
        case .isYes: return circuit.range(variable, 1, 2, size: 2)
        case .isNo: return circuit.range(variable, 0, 1, size: 2)
        case .oneOf(let options): return circuit.cells(variable, options, size: size)
        case .includesAny(let options): return or(options.map(includes))
        case .includesAll(let options): return and(options.map(includes))
        case .only(let options):
            let others = rules.vocabulary[fact].options.indices.filter { !options.contains($0) }
            return and([or(options.map(includes))] + others.map { not(includes($0)) })
        case .nothing:
            return not(or(rules.vocabulary[fact].options.indices.map(includes)))
        case .something:
            return or(rules.vocabulary[fact].options.indices.map(includes))
        case .number(let number): return plain(fact, variable, size, number)
        case .date(let date):
            let days = date.days(on: day)
            return circuit.range(variable, days.lowerBound, days.upperBound, size: size)
        case .notOneOf, .includesNone, .notNumber, .notDate:
            return Circuit.no
        }
    }

    private func plain(_ fact: FactID, _ variable: VariableID, _ size: Int32, _ test: NumberTest) -> Gate {
        guard case .wholeNumber(let range) = rules.vocabulary[fact].type else { return Circuit.no }
        func between(_ low: Int?, _ high: Int?) -> Gate {
            let low = low.map { grid.cell(of: $0, fact: fact, in: range) } ?? 0
            let high = high.map { $0 < range.lowerBound ? 0 : grid.cell(of: $0 + 1, fact: fact, in: range) } ?? size
            return circuit.range(variable, low, high, size: size)
        }
        func each(_ bound: Bound, _ body: (Int) -> Gate) -> Gate {
            or(alternatives(of: bound).map { and([$0.gate, body($0.value)]) })
        }
        switch test {
        case .equals(let n): return each(n) { between($0, $0) }
        case .atLeast(let n): return each(n) { between($0, nil) }
        case .atMost(let n): return each(n) { between(nil, $0) }
        case .moreThan(let n): return each(n) { between($0 + 1, nil) }
        case .lessThan(let n): return each(n) { between(nil, $0 - 1) }
        case .between(let low, let high):
            return each(low) { low in each(high) { high in between(low, high) } }
        }
    }

    /// The values that a bound may have, each with the condition under which it does; the conditions exclude one another.
    private func alternatives(of bound: Bound) -> [(gate: Gate, value: Int)] {
        switch bound {
        case .number(let number): return [(Circuit.yes, number)]
        case .parameter(let id):
            let parameter = rules.parameters[id]
            let general = parameter.value(on: day, area: nil)
            guard let fact = parameter.locatedBy, let variable = grid.first[fact] else {
                return [(Circuit.yes, general)]
            }
            let named = Set(parameter.entries.compactMap(\.area)).sorted()
            let areasByValue = Dictionary(grouping: named) { parameter.value(on: day, area: $0) }
            let size = grid.variables[variable].size
            var result: [(gate: Gate, value: Int)] = []
            for (value, areas) in areasByValue.sorted(by: { $0.key < $1.key }) where value != general {
                result.append((and([applies[fact], circuit.cells(variable, areas, size: size)]), value))
            }
            result.append((not(or(result.map(\.gate))), general))
            return result
        }
    }

    private func holdsToday(_ test: Test) -> Bool {
        switch test {
        case .date(let test): test.days(on: day).contains(day.number)
        case .notDate(let test): !test.days(on: day).contains(day.number)
        default: false
        }
    }

    // MARK: - Diagrams

    /// Lets the variables of the diagrams stand in the order in which the gates there are now read them, whatever is asked
    /// later on.
    package func fixVariableOrder() { orderingCount = circuit.nodes.count }

    /// The diagrams of this day; the variables stand in the order in which the rules first read them.
    package var diagrams: Diagrams {
        if let store { return store }
        var order: [VariableID] = []
        var seen = [Bool](repeating: false, count: grid.variables.count)
        func place(_ variable: VariableID) {
            // The options of a fact stay together: sets are tested as wholes.
            let owner = grid.variables[variable].owner
            guard !seen[variable], let start = grid.first[owner] else { return }
            var next = start
            while next < grid.variables.count, grid.variables[next].owner == owner {
                seen[next] = true
                order.append(next)
                next += 1
            }
        }
        for node in circuit.nodes.prefix(orderingCount ?? circuit.nodes.count)
        where node.kind == .range || node.kind == .cells { place(Int(node.a)) }
        for variable in grid.variables.indices { place(variable) }
        let made = Diagrams(order: order, nodeLimit: nodeLimit)
        store = made
        return made
    }

    /// Forgets diagrams once they take much room; called between cases.
    func tidy() {
        if let store, store.nodeCount > 1_000_000 {
            self.store = nil
            baseDiagrams = [:]
        }
    }

    /// How many nodes the diagram of one gate may add.
    private static let allowance = 100_000

    /// The diagram of a gate over all facts.
    package func diagram(_ gate: Gate) throws(Exhausted) -> Diagram {
        if let done = baseDiagrams[gate] { return done }
        if tooLarge.contains(gate) { throw Exhausted() }
        do {
            return try diagrams.attempt(nodes: DayRules.allowance) { () throws(Exhausted) in
                try diagram(gate, memo: &baseDiagrams, cells: nil)
            }
        } catch {
            tooLarge.insert(gate)
            throw error
        }
    }

    /// Builds the diagram of a gate, with the known cells put in if there are any.
    func diagram(_ root: Gate, memo: inout [Gate: Diagram], cells: [Int32]?) throws(Exhausted) -> Diagram {
        let diagrams = self.diagrams
        let circuit = self.circuit
        // A gate's inputs have smaller numbers, so they come before it in its cone.
        var built = Diagram.impossible
        for gate in circuit.cone(of: root) {
            if let done = memo[gate] {
                built = done
                continue
            }
            let node = circuit.nodes[Int(gate)]
            switch node.kind {
            case .constant: built = node.a == 1 ? .truth : .falsity
            case .range:
                if let cell = cells?[Int(node.a)], cell >= 0 {
                    built = node.b <= cell && cell < node.c ? .truth : .falsity
                } else {
                    built = try diagrams.range(Int(node.a), node.b, node.c, size: grid.variables[Int(node.a)].size)
                }
            case .cells:
                if let cell = cells?[Int(node.a)], cell >= 0 {
                    built = circuit.contains(node, cell) ? .truth : .falsity
                } else {
                    let flips = circuit.pool[Int(node.b)..<Int(node.b + node.c)]
                    built = try diagrams.cells(Int(node.a), flips, size: grid.variables[Int(node.a)].size)
                }
            case .not: if let input = memo[node.a] { built = try diagrams.not(input) }
            case .and:
                built = .truth
                for input in circuit.inputs(of: gate) {
                    if let input = memo[input] { built = try diagrams.and(built, input) }
                }
            case .or:
                built = .falsity
                for input in circuit.inputs(of: gate) {
                    if let input = memo[input] { built = try diagrams.or(built, input) }
                }
            case .atLeast: built = try diagrams.atLeast(Int(node.c), circuit.inputs(of: gate).compactMap { memo[$0] })
            }
            memo[gate] = built
        }
        return built
    }
}

extension Test {
    /// The test that a negative one denies; a positive one itself.
    var withoutNegation: Test {
        switch self {
        case .notOneOf(let options): .oneOf(options)
        case .includesNone(let options): .includesAny(options)
        case .notNumber(let test): .number(test)
        case .notDate(let test): .date(test)
        default: self
        }
    }
}
