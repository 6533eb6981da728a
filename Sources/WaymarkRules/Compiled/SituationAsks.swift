// What an open answer depends on.
extension Situation {
    /// How many sets of facts are tried when constraints tie facts together.
    private static let setLimit = 4_096

    /// The owners of all facts in telling sets of the values taken together, ascending (rulebook page, section 6).
    ///
    /// - Parameter kind: which values count as the same: equal results are not told apart. Bits below 65,536.
    /// - Returns: nil if it could not be finished.
    package func telling(_ values: [Value], by kind: (UInt32) -> UInt32) -> [Grid.Owner]? {
        try? day.diagrams.attempt(nodes: Situation.allowance) { () throws(Exhausted) in try tellingOwners(values, kind)
        }
    }

    private func tellingOwners(_ values: [Value], _ kind: (UInt32) -> UInt32) throws(Exhausted) -> [Grid.Owner] {
        let diagrams = day.diagrams
        var memo: [Diagram: Diagram] = [:]
        var kinds: [Diagram] = []
        for value in values {
            kinds.append(try diagrams.map(value.diagram, memo: &memo) { $0 == .impossible ? $0 : kind($0) })
        }
        var support: Set<VariableID> = []
        for value in kinds { support.formUnion(diagrams.support(value)) }
        let candidates = owners(of: support.sorted())
        if pieces.isEmpty { return candidates }

        func tells(_ set: Set<Grid.Owner>) throws(Exhausted) -> Bool {
            for value in kinds {
                var memo: [Diagram: Diagram] = [:]
                let rest = try diagrams.eliminate(value, memo: &memo) { set.contains(day.grid.variables[$0].owner) }
                if diagrams.hasLeaf(rest, where: { $0.nonzeroBitCount > 1 }) { return true }
            }
            return false
        }
        let tied = Set(pieces.flatMap(\.owners))
        var found: Set<Grid.Owner> = []
        for owner in candidates {
            if !tied.contains(owner) { found.insert(owner) } else if try tells([owner]) { found.insert(owner) }
        }
        for component in components() {
            // A smallest telling set of several facts stays within facts that constraints tie together: otherwise one
            // could change its parts one after the other, and one of the steps would tell.
            let rest = component.filter { !found.contains($0) }
            if rest.count < 2 { continue }
            guard try tells(Set(rest)) else { continue }
            for set in try smallestSets(of: rest, where: tells) { found.formUnion(set) }
        }
        return found.sorted()
    }

    /// All smallest sets of two or more of `owners` for which `test` holds, where it holds for no single one.
    private func smallestSets(
        of owners: [Grid.Owner], where test: (Set<Grid.Owner>) throws(Exhausted) -> Bool
    ) throws(Exhausted) -> [Set<Grid.Owner>] {
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
                    if tried > Situation.setLimit { throw Exhausted() }
                    if try test(set) { sets.append(set) } else { next.append(wider) }
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
        let cells = try? diagrams.attempt(nodes: Situation.allowance) { () throws(Exhausted) in
            var memo: [Diagram: Diagram] = [:]
            let kept = try diagrams.within(admissible, .truth)
            return try diagrams.eliminate(kept, memo: &memo) { $0 != variable }
        }
        guard let cells, let runs = diagrams.edges(cells)?.runs else { return nil }
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
