// What is so in all completions, in none or in some.
extension Situation {
    /// What strong Kleene logic says: right where it decides.
    package func kleene(_ gate: Gate) -> Truth {
        if Int(gate) < truths.count, let done = Truth(rawValue: truths[Int(gate)]) { return done }
        return compute(gate, prepared())
    }

    /// The first of `rungs` whose gate strong Kleene logic does not find false, and what it finds; nil where all are.
    package func first(_ rungs: [(gate: Gate, bit: UInt32)]) -> (rung: Int, truth: Truth)? {
        // One circuit for all: to take it from the day once more for each costs more than to evaluate a gate.
        let circuit = prepared()
        for index in rungs.indices {
            let truth = compute(rungs[index].gate, circuit)
            if truth != .no { return (index, truth) }
        }
        return nil
    }

    /// The day's circuit, with room for the truths of all its gates and those that nearly every case needs worked out.
    private func prepared() -> Circuit {
        let circuit = day.circuit
        if truths.count < circuit.nodes.count {
            truths.append(contentsOf: repeatElement(0, count: circuit.nodes.count - truths.count))
        }
        if truths[1] == 0 {
            for shared in 0..<day.sharedCount { truths[shared] = compute(Gate(shared), circuit).rawValue }
        }
        return circuit
    }

    private func compute(_ gate: Gate, _ circuit: Circuit) -> Truth {
        if let done = Truth(rawValue: truths[Int(gate)]) { return done }
        let node = circuit.nodes[Int(gate)]
        var result: Truth
        switch node.kind {
        case .constant: result = Truth(node.a == 1)
        case .range:
            let cell = cells[Int(node.a)]
            result = cell < 0 ? .unknown : Truth(node.b <= cell && cell < node.c)
        case .cells:
            let cell = cells[Int(node.a)]
            result = cell < 0 ? .unknown : Truth(circuit.contains(node, cell))
        case .not: result = !compute(node.a, circuit)
        case .and:
            result = .yes
            for input in circuit.inputs(of: gate) {
                result = result && compute(input, circuit)
                if result == .no { break }
            }
        case .or:
            result = .no
            for input in circuit.inputs(of: gate) {
                result = result || compute(input, circuit)
                if result == .yes { break }
            }
        case .atLeast:
            var sure = 0
            var possible = 0
            for input in circuit.inputs(of: gate) {
                switch compute(input, circuit) {
                case .yes:
                    sure += 1
                    possible += 1
                case .unknown: possible += 1
                case .no: break
                }
            }
            result = sure >= Int(node.c) ? .yes : possible < Int(node.c) ? .no : .unknown
        }
        truths[Int(gate)] = result.rawValue
        return result
    }

    /// The truth over all completions. `isExact` is false where it could not be finished; it is then unknown.
    package func truth(_ gate: Gate) -> (truth: Truth, isExact: Bool) {
        let quick = kleene(gate)
        if quick != .unknown { return (quick, true) }
        guard constraintsAreFinished else { return (.unknown, false) }
        let diagrams = day.diagrams
        let answers = try? diagrams.attempt(nodes: Situation.allowance) { () throws(Exhausted) in
            let diagram = try restricted(gate)
            return diagrams.answers(try diagrams.within(admissible, diagram))
        }
        guard let answers else { return (.unknown, false) }
        return (Truth(rawValue: UInt8(truncatingIfNeeded: answers)) ?? .unknown, true)
    }

    /// A function of the unknown facts with a few possible values, each a bit.
    package struct Value {
        /// With the answers to conditions that cannot occur left out.
        package var diagram: Diagram
        /// The union of the bits that occur in some completion.
        package var occurring: UInt32
    }

    /// The value chosen by the first gate of `rungs` that holds, else `last`; bits below 65,536.
    /// - Returns: nil if it could not be finished.
    package func value(_ rungs: [(gate: Gate, bit: UInt32)], last: UInt32) -> Value? {
        guard constraintsAreFinished else { return nil }
        let diagrams = day.diagrams
        return try? diagrams.attempt(nodes: Situation.allowance) { () throws(Exhausted) in
            var guards: [(diagram: Diagram, bit: UInt32)] = []
            var result: Diagram = last
            for rung in rungs {
                let diagram = try restricted(rung.gate)
                if diagram == .falsity { continue }
                if diagram == .truth {
                    result = rung.bit
                    break
                }
                guards.append((diagram, rung.bit))
            }
            for rung in guards.reversed() { result = try diagrams.choose(rung.diagram, rung.bit, result) }
            result = try diagrams.within(admissible, result)
            return Value(diagram: result, occurring: diagrams.answers(result))
        }
    }

    /// The value of a gate: bit 0 where it is false, bit 1 where it is true.
    package func value(_ gate: Gate) -> Value? {
        value([(gate, Diagram.truth)], last: Diagram.falsity)
    }
}
