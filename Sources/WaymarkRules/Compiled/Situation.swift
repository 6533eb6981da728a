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
    struct Piece {
        var gate: Gate
        var diagram: Diagram
        var owners: [Grid.Owner]
    }

    private(set) var pieces: [Piece] = []
    /// What strong Kleene logic says of each gate; 0 where it has not been asked.
    var truths: [UInt8]
    private var restrictMemo: [Diagram: Diagram] = [:]
    private var directMemo: [Gate: Diagram] = [:]
    let shift: DateShift?

    /// How many nodes one question about one case may add.
    static let allowance = 200_000

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
        var open: [OpenRule] = []
        for (id, gate) in day.kept.enumerated() {
            switch kleene(gate) {
            case .no: throw .breaksConstraint(id)
            case .yes: break
            case .unknown: open.append(OpenRule(gate: gate, refusal: .breaksConstraint(id)))
            }
        }
        for fact in known where day.applies[fact] != Circuit.yes {
            switch kleene(day.applies[fact]) {
            case .no: throw .notApplicable(fact)
            case .yes: break
            case .unknown: open.append(OpenRule(gate: day.applies[fact], refusal: .notApplicable(fact)))
            }
        }
        if open.isEmpty { return }
        var refusal: Refusal?
        do throws(Exhausted) {
            refusal = try day.diagrams.attempt(nodes: Situation.allowance) { () throws(Exhausted) in try join(open) }
        } catch {
            // Nothing but Kleene logic decides then.
            constraintsAreFinished = false
            admissible = .truth
            pieces = open.map { Piece(gate: $0.gate, diagram: .truth, owners: openOwners(of: [$0.gate])) }
        }
        if let refusal { throw refusal }
    }

    /// A constraint, or the applicability of a known fact, that Kleene logic does not decide.
    private struct OpenRule {
        var gate: Gate
        /// Where it leaves nobody.
        var refusal: Refusal
    }

    /// Takes in what is still open, one after the other, until it leaves nobody.
    private func join(_ open: [OpenRule]) throws(Exhausted) -> Refusal? {
        let diagrams = day.diagrams
        var joined: [(rule: OpenRule, diagram: Diagram)] = []
        for rule in open {
            let diagram = try restricted(rule.gate)
            if diagram == .falsity { return rule.refusal }
            if diagram == .truth { continue }
            let owners = owners(of: diagrams.support(diagram))
            pieces.append(Piece(gate: rule.gate, diagram: diagram, owners: owners))
            admissible = try diagrams.and(admissible, diagram)
            joined.append((rule, diagram))
            if admissible == .falsity {
                let needed = withoutNeedless(joined.map(\.diagram)).map { joined[$0].rule.refusal }
                return .nothingLeft(
                    needed.compactMap { if case .breaksConstraint(let id) = $0 { id } else { nil } },
                    needed.compactMap { if case .notApplicable(let fact) = $0 { fact } else { nil } })
            }
        }
        return nil
    }

    /// Of conditions that leave nobody together, the places of those that already do: none of them can be left out.
    private func withoutNeedless(_ conditions: [Diagram]) -> [Int] {
        var needed = Array(conditions.indices)
        for place in conditions.indices.reversed() {
            let fewer = needed.filter { $0 != place }
            let together = try? day.diagrams.attempt(nodes: Situation.allowance) { () throws(Exhausted) in
                var together = Diagram.truth
                for place in fewer { together = try day.diagrams.and(together, conditions[place]) }
                return together
            }
            if together == .falsity { needed = fewer }
        }
        return needed
    }

    /// The diagram of a gate with everything known put in.
    func restricted(_ gate: Gate) throws(Exhausted) -> Diagram {
        switch kleene(gate) {
        case .yes: return .truth
        case .no: return .falsity
        case .unknown: break
        }
        if let done = directMemo[gate] { return done }
        let diagrams = day.diagrams
        if let base = try? day.diagram(gate),
            let result = try? diagrams.attempt(
                nodes: Situation.allowance,
                { () throws(Exhausted) in try diagrams.restrict(base, cells, memo: &restrictMemo) })
        {
            directMemo[gate] = result
            return result
        }
        return try diagrams.attempt(nodes: Situation.allowance) { () throws(Exhausted) in
            try day.diagram(gate, memo: &directMemo, cells: cells)
        }
    }

    // MARK: - What is open

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

    func owners(of variables: [VariableID]) -> [Grid.Owner] {
        var result: [Grid.Owner] = []
        for owner in variables.map({ day.grid.variables[$0].owner }) where result.last != owner { result.append(owner) }
        return result
    }
}
