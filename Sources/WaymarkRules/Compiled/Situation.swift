import WaymarkDocuments

/// Why a case is refused.
package enum Refusal: Error, Sendable, Hashable {
    /// The known facts break this constraint.
    case breaksConstraint(DeclarationID)
    /// A value was given to a fact that does not apply.
    case notApplicable(FactID)
    /// Each rule is possible by itself, but together they leave no completion: these constraints, and these facts
    /// whose value was given although they may not apply.
    case nothingLeft([DeclarationID], [FactID])
}

/// One case on one day: what is known, and the completions that remain.
///
/// Answers are exact over the completions of the rulebook page (section 6). Strong Kleene logic comes first, because
/// where it decides it is right and cheap; diagrams answer the rest. Belongs to one thread, as ``DayRules`` does.
package final class Situation {
    package let day: DayRules
    /// A cell for each variable of the grid; -1 where it is unknown. Of a case decided by the rules of another day, dates
    /// stand as those rules see them.
    package let cells: [Int32]
    /// Which completions there are.
    package private(set) var admissible: Diagram = .truth
    /// False where the constraints could not be finished; nothing but Kleene logic decides then.
    package private(set) var constraintsAreFinished = true

    /// A constraint, or the applicability of a known fact, that is still open.
    private struct Piece {
        var gate: Gate
        var diagram: Diagram
        var owners: [Grid.Owner]
    }

    private var pieces: [Piece] = []
    /// What strong Kleene logic says of each gate; 0 where it has not been asked.
    private(set) var truths: [UInt8]
    private var restrictMemo: [Diagram: Diagram] = [:]
    private var directMemo: [Gate: Diagram] = [:]
    private let shift: DateShift?

    /// How many nodes one question about one case may add.
    private static let allowance = 200_000
    /// How many sets of facts are tried when constraints tie facts together.
    private static let setLimit = 4_096

    /// - Parameter answers: one for each fact of the vocabulary.
    /// - Throws: why the case is refused.
    package convenience init(_ answers: [Answer], on day: DayRules) throws(Refusal) {
        try self.init(answers, on: day, shift: nil)
    }

    /// - Parameter shift: from the day of the decision to that of the rules, where they are not the same.
    package init(_ answers: [Answer], on day: DayRules, shift: DateShift?) throws(Refusal) {
        day.tidy()
        self.day = day
        self.shift = shift
        var cells = [Int32](repeating: -1, count: day.grid.variables.count)
        let vocabulary = day.rules.vocabulary
        var known: [FactID] = []
        for (fact, answer) in answers.enumerated() {
            switch answer {
            case .value(let value):
                known.append(fact)
                day.grid.place(value, of: fact, in: vocabulary, into: &cells)
            case .declined where vocabulary.facts[fact].countsDeclinedAsNo:
                known.append(fact)
                day.grid.place(.yesNo(false), of: fact, in: vocabulary, into: &cells)
            case .declined, .notKnown, .unknown:
                break
            }
        }
        shift?.move(&cells)
        self.cells = cells
        truths = [UInt8](repeating: 0, count: day.circuit.nodes.count)
        try admit(known: known)
    }

    private func admit(known: [FactID]) throws(Refusal) {
        var open: [(gate: Gate, constraint: DeclarationID?, fact: FactID?)] = []
        for (id, gate) in day.kept.enumerated() {
            switch kleene(gate) {
            case .no: throw .breaksConstraint(id)
            case .yes: break
            case .unknown: open.append((gate, id, nil))
            }
        }
        for fact in known where day.applies[fact] != Circuit.yes {
            switch kleene(day.applies[fact]) {
            case .no: throw .notApplicable(fact)
            case .yes: break
            case .unknown: open.append((day.applies[fact], nil, fact))
            }
        }
        if open.isEmpty { return }
        let diagrams = day.diagrams
        diagrams.allow(nodes: Situation.allowance)
        var joined: [(place: Int, diagram: Diagram)] = []
        for (place, item) in open.enumerated() {
            guard let diagram = restricted(item.gate) else { return giveUpOnConstraints(open.map(\.gate)) }
            if diagram == .falsity {
                if let constraint = item.constraint { throw .breaksConstraint(constraint) }
                if let fact = item.fact { throw .notApplicable(fact) }
            }
            if diagram == .truth { continue }
            let owners = owners(of: diagrams.support(diagram))
            pieces.append(Piece(gate: item.gate, diagram: diagram, owners: owners))
            admissible = diagrams.and(admissible, diagram)
            if diagrams.isExhausted { return giveUpOnConstraints(open.map(\.gate)) }
            joined.append((place, diagram))
            if admissible == .falsity {
                let needed = withoutNeedless(joined).map { open[$0] }
                throw .nothingLeft(needed.compactMap(\.constraint), needed.compactMap(\.fact))
            }
        }
    }

    /// Of conditions that leave nobody together, those that already do: none of them can be left out.
    private func withoutNeedless(_ joined: [(place: Int, diagram: Diagram)]) -> [Int] {
        let diagrams = day.diagrams
        var needed = joined
        for item in joined.reversed() {
            let fewer = needed.filter { $0.place != item.place }
            diagrams.allow(nodes: Situation.allowance)
            let together = fewer.reduce(Diagram.truth) { diagrams.and($0, $1.diagram) }
            if together == .falsity, !diagrams.isExhausted { needed = fewer }
        }
        return needed.map(\.place)
    }

    private func giveUpOnConstraints(_ gates: [Gate]) {
        constraintsAreFinished = false
        admissible = .truth
        pieces = gates.map { Piece(gate: $0, diagram: .truth, owners: openOwners(of: [$0])) }
    }

    // MARK: - Truth

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
        diagrams.allow(nodes: Situation.allowance)
        guard let diagram = restricted(gate) else { return (.unknown, false) }
        let answers = diagrams.answers(diagrams.within(admissible, diagram))
        if diagrams.isExhausted { return (.unknown, false) }
        return (Truth(rawValue: UInt8(truncatingIfNeeded: answers)) ?? .unknown, true)
    }

    /// The diagram of a gate with everything known put in; nil if it is too large.
    func restricted(_ gate: Gate) -> Diagram? {
        switch kleene(gate) {
        case .yes: return .truth
        case .no: return .falsity
        case .unknown: break
        }
        if let done = directMemo[gate] { return done }
        let diagrams = day.diagrams
        if let base = day.diagram(gate) {
            diagrams.allow(nodes: Situation.allowance)
            let result = diagrams.restrict(base, cells, memo: &restrictMemo)
            if !diagrams.isExhausted {
                directMemo[gate] = result
                return result
            }
            restrictMemo = [:]
        }
        diagrams.allow(nodes: Situation.allowance)
        return day.diagram(gate, memo: &directMemo, cells: cells)
    }

    // MARK: - Values

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
        var guards: [(diagram: Diagram, bit: UInt32)] = []
        var end = last
        for rung in rungs {
            guard let diagram = restricted(rung.gate) else { return nil }
            if diagram == .falsity { continue }
            if diagram == .truth {
                end = rung.bit
                break
            }
            guards.append((diagram, rung.bit))
        }
        diagrams.allow(nodes: Situation.allowance)
        var result: Diagram = end
        for rung in guards.reversed() { result = diagrams.choose(rung.diagram, rung.bit, result) }
        result = diagrams.within(admissible, result)
        let occurring = diagrams.answers(result)
        return diagrams.isExhausted ? nil : Value(diagram: result, occurring: occurring)
    }

    /// The value of a gate: bit 0 where it is false, bit 1 where it is true.
    package func value(_ gate: Gate) -> Value? {
        value([(gate, Diagram.truth)], last: Diagram.falsity)
    }

    // MARK: - Asks

    /// The owners of all facts in telling sets of the values taken together, ascending (rulebook page, section 6).
    ///
    /// - Parameter kind: which values count as the same: equal results are not told apart. Bits below 65,536.
    /// - Returns: nil if it could not be finished.
    package func telling(_ values: [Value], by kind: (UInt32) -> UInt32) -> [Grid.Owner]? {
        let diagrams = day.diagrams
        diagrams.allow(nodes: Situation.allowance)
        var memo: [Diagram: Diagram] = [:]
        let kinds = values.map { value in
            diagrams.map(value.diagram, memo: &memo) { $0 == .impossible ? $0 : kind($0) }
        }
        var support: Set<VariableID> = []
        for value in kinds { support.formUnion(diagrams.support(value)) }
        if diagrams.isExhausted { return nil }
        let candidates = owners(of: support.sorted())
        if pieces.isEmpty { return candidates }

        func tells(_ set: Set<Grid.Owner>) -> Bool {
            kinds.contains { value in
                var memo: [Diagram: Diagram] = [:]
                let rest = diagrams.eliminate(value, memo: &memo) { set.contains(day.grid.variables[$0].owner) }
                return diagrams.hasLeaf(rest) { $0.nonzeroBitCount > 1 }
            }
        }
        let tied = Set(pieces.flatMap(\.owners))
        var found: Set<Grid.Owner> = []
        for owner in candidates where !tied.contains(owner) || tells([owner]) { found.insert(owner) }
        for component in components() {
            // A smallest telling set of several facts stays within facts that constraints tie together: otherwise one
            // could change its parts one after the other, and one of the steps would tell.
            let rest = component.filter { !found.contains($0) }
            if rest.count < 2 || !tells(Set(rest)) { continue }
            guard let sets = smallestSets(of: rest, where: tells) else { return nil }
            for set in sets { found.formUnion(set) }
        }
        return diagrams.isExhausted ? nil : found.sorted()
    }

    /// All smallest sets of two or more of `owners` for which `test` holds, where it holds for no single one.
    private func smallestSets(of owners: [Grid.Owner], where test: (Set<Grid.Owner>) -> Bool) -> [Set<Grid.Owner>]? {
        var sets: [Set<Grid.Owner>] = []
        var tried = 0
        var layer: [[Int]] = owners.indices.map { [$0] }
        while !layer.isEmpty {
            var next: [[Int]] = []
            for chosen in layer {
                for index in ((chosen.last ?? 0) + 1)..<max(owners.count, (chosen.last ?? 0) + 1) {
                    let wider = chosen + [index]
                    let set = Set(wider.map { owners[$0] })
                    if sets.contains(where: { $0.isSubset(of: set) }) { continue }
                    tried += 1
                    if tried > Situation.setLimit { return nil }
                    if test(set) { sets.append(set) } else { next.append(wider) }
                }
            }
            layer = next
        }
        return sets
    }

    /// Owners that constraints tie together, directly or through others.
    package func components() -> [[Grid.Owner]] {
        var groups: [Set<Grid.Owner>] = []
        for piece in pieces {
            var merged = Set(piece.owners)
            groups.removeAll { group in
                if group.isDisjoint(with: merged) { return false }
                merged.formUnion(group)
                return true
            }
            groups.append(merged)
        }
        return groups.map { $0.sorted() }
    }

    /// Unknown owners that these gates read, or that open constraints read: what is left where nothing can be finished.
    package func openOwners(of gates: [Gate]) -> [Grid.Owner] {
        unknownOwners(readBy: gates + pieces.map(\.gate))
    }

    /// Unknown owners that these gates read, but not through gates that are decided.
    package func unknownOwners(readBy gates: [Gate]) -> [Grid.Owner] {
        let circuit = day.circuit
        var found: Set<Grid.Owner> = []
        var seen: Set<Gate> = []
        var open: [Gate] = []
        func look(_ gate: Gate) {
            if kleene(gate) == .unknown, seen.insert(gate).inserted { open.append(gate) }
        }
        gates.forEach(look)
        while let gate = open.popLast() {
            let node = circuit.nodes[Int(gate)]
            switch node.kind {
            case .range, .cells: found.insert(day.grid.variables[Int(node.a)].owner)
            case .constant, .not, .and, .or, .atLeast: circuit.inputs(of: gate).forEach(look)
            }
        }
        return found.sorted()
    }

    private func owners(of variables: [VariableID]) -> [Grid.Owner] {
        var result: [Grid.Owner] = []
        for owner in variables.map({ day.grid.variables[$0].owner }) where result.last != owner { result.append(owner) }
        return result
    }

    // MARK: - What constraints settle

    /// Whether some constraint or known fact still narrows what this fact may be.
    package func isTied(_ fact: FactID) -> Bool {
        pieces.contains { $0.owners.contains(fact) }
    }

    /// The value of an unknown fact where the completions leave exactly one.
    package func settled(_ fact: FactID) -> FactValue? {
        guard isTied(fact), constraintsAreFinished, kleene(day.applies[fact]) == .yes else { return nil }
        let vocabulary = day.rules.vocabulary
        var options: [Int] = []
        for variable in day.grid.variables(of: fact, in: vocabulary) {
            guard let cell = onlyCell(of: variable) else { return nil }
            switch vocabulary[fact].type {
            case .yesNo: return .yesNo(cell == 1)
            case .oneOf: return .option(Int(cell))
            case .wholeNumber(let range):
                if !day.grid.isOneNumber(fact: fact) { return nil }
                return .number(day.grid.number(in: cell, fact: fact, in: range))
            case .date:
                let date = Day(number: cell)
                return .date(shift?.original(fact, date) ?? date)
            case .severalOf: if cell == 1, let option = day.grid.variables[variable].option { options.append(option) }
            case .text: return nil
            }
        }
        return .options(options)
    }

    private func onlyCell(of variable: VariableID) -> Int32? {
        let diagrams = day.diagrams
        diagrams.allow(nodes: Situation.allowance)
        var memo: [Diagram: Diagram] = [:]
        let kept = diagrams.within(admissible, .truth)
        let cells = diagrams.eliminate(kept, memo: &memo) { $0 != variable }
        guard !diagrams.isExhausted, let runs = diagrams.edges(cells)?.runs else { return nil }
        let possible = runs.filter { $0.child == .truth }
        guard possible.count == 1, let run = possible.first else { return nil }
        let end = min(run.cells.upperBound, day.grid.variables[variable].size)
        return end - run.cells.lowerBound == 1 ? run.cells.lowerBound : nil
    }

    /// The constraints that are still open and read this fact, in file order.
    package func openConstraints(on fact: FactID) -> [DeclarationID] {
        day.kept.indices.filter { id in
            pieces.contains { $0.gate == day.kept[id] && $0.owners.contains(fact) }
        }
    }
}
