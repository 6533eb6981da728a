package import WaymarkRouting
package import WaymarkRules

/// A smallest set of facts that, were they otherwise (or found out to be so), would give a better outcome for certain.
package struct PossibleChange: Sendable {
    package enum Kind: Int, Sendable, Comparable {
        /// Something known and marked `changeable` becomes otherwise, perhaps with something found out as well.
        case couldBeDone
        /// Nothing has to change: what is not known has to turn out so.
        case couldBeChecked
        /// Something known that is not marked `changeable` would have to be otherwise.
        case cannotChange

        package static func < (a: Kind, b: Kind) -> Bool { a.rawValue < b.rawValue }
    }

    package var kind: Kind
    /// The service that would then have the outcome.
    package var service: Int
    /// What it would then be, whatever stays unknown.
    package var outcome: Outcome
    /// Known facts that would have to be otherwise, in vocabulary order.
    package var toChange: [FactID]
    /// Those of them that are not marked `changeable`.
    package var fixed: [FactID]
    /// Every fact to change is a yes or no that becomes yes, or a number that rises: something gained, not given up. A
    /// rule may ask that somebody has no home or no prescription; nobody should be told to see to that.
    package var isStepForward: Bool
    /// Unknown facts that would have to turn out so.
    package var toFindOut: [FactID]
    /// Services and agreements that would have to be confirmed (or found not to be in force).
    package var toConfirm: [RulebookPlan.Uncertain]
    /// What all these would have to be, in any one of these ways.
    package var groups: [Box]
    /// Whether ``groups`` are all ways.
    package var hasAllWays: Bool

    /// All that the change is about.
    package var owners: [Grid.Owner]
}

/// What would change one outcome for the better. No change is here that asks for all that another asks for, and more,
/// and gives no better outcome.
package struct PossibleChanges: Sendable {
    /// Cheapest first: what could be done, what could be checked, what cannot change; in each the fewest facts to
    /// change, then the fewest to find out, then vocabulary order.
    package var changes: [PossibleChange] = []
    /// False where there may be more than these.
    package var isComplete = true
}

/// Finds ``PossibleChanges`` for one case.
///
/// Exact over the completions: a change has to give a better outcome whatever else is not known, and what it sets must
/// break no constraint. Where the person belongs counts as given: services elsewhere are not looked at.
package struct ChangeFinder {
    private let plan: DayPlan
    private let answers: [Answer]
    package let situation: Situation

    /// Services looked at for one programme, sets of facts tried for one service.
    private static let serviceLimit = 64
    private static let tryLimit = 1_500
    private static let groupLimit = 3

    private var day: DayRules { plan.day }
    private var diagrams: Diagrams { plan.day.diagrams }
    private var rulebook: Rulebook { plan.rulebook }

    /// - Returns: nil for a case that is refused.
    package init?(plan: DayPlan, answers: [Answer]) {
        guard let situation = try? Situation(answers, on: plan.day) else { return nil }
        self.plan = plan
        self.answers = answers
        self.situation = situation
    }

    /// What would change an outcome for the better.
    ///
    /// - Parameter size: sets of more facts than this are not looked for.
    package func changes(of row: DecidedOutcome, atMost size: Int = 6) -> PossibleChanges {
        var result = PossibleChanges()
        let goal = Outcome.allCases.filter { $0.isActionable && Outcome.rank($0) < Outcome.rank(row.outcome) }
        if goal.isEmpty { return result }
        let all = row.service.map { [$0] } ?? plan.candidates(row.programme, in: situation)
        let services = all.prefix(ChangeFinder.serviceLimit)
        result.isComplete = services.count == all.count
        guard let possible = try? possible() else { return PossibleChanges(changes: [], isComplete: false) }
        for service in services {
            do throws(Exhausted) {
                let steps = try OutcomePeople(plan).value(of: plan.ladder(of: service), among: possible)
                for outcome in goal {
                    let target = Target(service: service, outcome: outcome, way: try way(steps, to: outcome))
                    let found = search(target, atMost: size)
                    result.changes += found.changes
                    if !found.isComplete { result.isComplete = false }
                }
            } catch {
                result.isComplete = false
            }
        }
        result.changes = ChangeFinder.smallest(result.changes).sorted(by: isCheaper)
        return result
    }

    /// Who can exist: nobody who breaks a constraint, nobody to whom something known (of which that is open) does not
    /// apply.
    private func possible() throws(Exhausted) -> Diagram {
        let open = answers.indices.filter(isKnown).map { day.applies[$0] }.filter {
            situation.kleene($0) == .unknown
        }
        return try OutcomePeople(plan).all(of: day.kept + open)
    }

    private func isKnown(_ owner: Grid.Owner) -> Bool {
        owner < day.grid.factCount && variables(of: owner).contains { situation.cells[$0] >= 0 }
    }

    private func variables(of owner: Grid.Owner) -> Range<VariableID> {
        guard owner < day.grid.factCount else {
            let first = day.grid.outside(owner - day.grid.factCount)
            return first..<(first + 1)
        }
        return day.grid.variables(of: owner, in: rulebook.vocabulary)
    }

    /// What is looked for.
    private struct Target {
        var service: Int
        var outcome: Outcome
        /// "True" where the service has the outcome, "false" where another, impossible where nobody is.
        var way: Diagram
    }

    private func way(_ steps: Diagram, to outcome: Outcome) throws(Exhausted) -> Diagram {
        try diagrams.attempt(nodes: OutcomePeople.allowance) { () throws(Exhausted) in
            var memo: [Diagram: Diagram] = [:]
            return try diagrams.map(steps, memo: &memo) { leaf in
                if leaf == .impossible { return .impossible }
                return Step(rawValue: leaf).outcome == outcome ? .truth : .falsity
            }
        }
    }

    // MARK: - Search

    private func search(_ target: Target, atMost limit: Int) -> PossibleChanges {
        var result = PossibleChanges()
        let seeds = NearestWays(day, known: situation.cells).sets(to: target.way)
        result.isComplete = seeds.isComplete
        let relevant = Set(diagrams.support(target.way).map { day.grid.variables[$0].owner }).sorted()
        // Sets by size; every set that works holds one of the seeds.
        var layers = [[[Grid.Owner]]](repeating: [], count: limit + 2)
        for seed in seeds.sets { layers[min(seed.count, limit + 1)].append(seed) }
        var queued = Set(seeds.sets)
        var tried = 0
        var found: [[Grid.Owner]] = []
        for size in 0...limit {
            for set in layers[size].sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                if found.contains(where: { $0.allSatisfy(set.contains) }) { continue }
                tried += 1
                if tried > ChangeFinder.tryLimit {
                    result.isComplete = false
                    return result
                }
                guard let ways = try? ways(set, target) else {
                    // Nothing is known of this set, nor of wider ones that hold it.
                    result.isComplete = false
                    continue
                }
                if !ways.boxes.isEmpty {
                    found.append(set)
                    result.changes.append(describe(set, ways, target))
                    continue
                }
                for owner in relevant where !set.contains(owner) {
                    let wider = (set + [owner]).sorted()
                    if queued.insert(wider).inserted { layers[size + 1].append(wider) }
                }
            }
        }
        let last = layers[limit + 1]
        if last.contains(where: { set in !found.contains { $0.allSatisfy(set.contains) } }) {
            result.isComplete = false
        }
        return result
    }

    /// In which ways these owners give the goal for certain.
    private func ways(_ set: [Grid.Owner], _ target: Target) throws(Exhausted) -> (boxes: [Box], isAll: Bool) {
        var cells = situation.cells
        for owner in set { for variable in variables(of: owner) { cells[variable] = -1 } }
        let variables = day.grid.variables
        let good = try diagrams.attempt(nodes: OutcomePeople.allowance) { () throws(Exhausted) in
            var memo: [Diagram: Diagram] = [:]
            let restricted = try diagrams.restrict(target.way, cells, memo: &memo)
            memo = [:]
            let left = try diagrams.eliminate(restricted, memo: &memo) { !set.contains(variables[$0].owner) }
            memo = [:]
            return try diagrams.map(left, memo: &memo) { $0 == .truth ? .truth : .falsity }
        }
        let groups = BoxFinder(day).groups(good, limit: ChangeFinder.groupLimit, nodes: OutcomePeople.allowance)
        if groups.boxes.isEmpty, !groups.isAll { throw Exhausted() }
        return groups
    }

    private func describe(
        _ set: [Grid.Owner], _ groups: (boxes: [Box], isAll: Bool), _ target: Target
    ) -> PossibleChange {
        let toChange = set.filter(isKnown)
        let fixed = toChange.filter { !rulebook.vocabulary[$0].isChangeable }
        let facts = day.grid.factCount
        let toConfirm = set.filter { $0 >= facts }.map { rulebook.plan.uncertain[$0 - facts] }
        return PossibleChange(
            kind: !fixed.isEmpty ? .cannotChange : toChange.isEmpty ? .couldBeChecked : .couldBeDone,
            service: target.service, outcome: target.outcome, toChange: toChange, fixed: fixed,
            isStepForward: toChange.allSatisfy { fact in groups.boxes.allSatisfy { isGain(fact, $0) } },
            toFindOut: set.filter { $0 < facts && !isKnown($0) }, toConfirm: toConfirm, groups: groups.boxes,
            hasAllWays: groups.isAll, owners: set)
    }

    /// Whether a known fact only gains in a group.
    private func isGain(_ fact: FactID, _ group: Box) -> Bool {
        switch rulebook.vocabulary[fact].type {
        case .yesNo, .wholeNumber:
            guard let variable = day.grid.first[fact] else { return false }
            return group.limits[variable].map { $0.allSatisfy { $0.lowerBound > situation.cells[variable] } } ?? true
        case .oneOf, .severalOf, .date, .text: return false
        }
    }

    // MARK: - Order

    /// Without changes that ask for all that another asks for and give nothing better.
    private static func smallest(_ changes: [PossibleChange]) -> [PossibleChange] {
        func isAsGood(_ a: PossibleChange, _ b: PossibleChange) -> Bool {
            Outcome.rank(a.outcome) <= Outcome.rank(b.outcome) && a.owners.allSatisfy(b.owners.contains)
        }
        return changes.enumerated().filter { index, change in
            !changes.enumerated().contains { other, better in
                other != index && isAsGood(better, change) && (other < index || !isAsGood(change, better))
            }
        }.map(\.element)
    }

    private func isCheaper(_ a: PossibleChange, _ b: PossibleChange) -> Bool {
        func cost(_ change: PossibleChange) -> (Int, Int, Int, Int, Int) {
            (
                change.kind.rawValue, change.fixed.count, change.toChange.count, change.owners.count,
                Outcome.rank(change.outcome)
            )
        }
        if cost(a) != cost(b) { return cost(a) < cost(b) }
        return a.owners.lexicographicallyPrecedes(b.owners)
    }
}

extension Outcome {
    /// Place in the table of outcomes, best first.
    package static func rank(_ outcome: Outcome) -> Int { Outcome.allCases.firstIndex(of: outcome) ?? 0 }
}
