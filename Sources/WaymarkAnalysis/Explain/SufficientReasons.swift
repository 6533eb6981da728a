package import WaymarkRouting
package import WaymarkRules

/// The smallest sets of known facts that already decide an outcome, whatever everything else may be.
package struct SufficientReasons: Sendable {
    /// Sets of facts, fewest first, each in vocabulary order; none is part of another. The empty set: nothing about
    /// the person matters.
    package var sets: [[FactID]] = []
    /// False where there may be sets this small that were not looked for any longer.
    package var isComplete = true
}

/// Finds ``SufficientReasons`` for one case.
///
/// A set of facts is enough if the case that says these alone has the same outcome. Sets are proposed as smallest sets
/// that hit every counterexample found so far (somebody who agrees with the case in a set that was not enough and gets
/// another outcome), so a handful of proposals settles what trying all sets would.
package struct ReasonFinder {
    private let plan: DayPlan
    private let answers: [Answer]

    /// - Parameter answers: of a case that is not refused.
    package init(plan: DayPlan, answers: [Answer]) {
        self.plan = plan
        self.answers = answers
    }

    /// Proposals looked at for one outcome.
    private static let proposalLimit = 400
    /// Sets reported, and facts in a set.
    private static let setLimit = 4
    private static let sizeLimit = 12

    /// The reasons of an outcome; nil where it is not decided.
    package func reasons(of row: DecidedOutcome) -> SufficientReasons? {
        guard !row.isUndecided, let kind = kind(of: row), let whole = try? Situation(answers, on: plan.day) else {
            return nil
        }
        let services = row.service.map { [$0] } ?? servicesOfNo(row.programme)
        let known = answers.indices.filter { fact in
            plan.day.grid.variables(of: fact, in: plan.rulebook.vocabulary).contains { whole.cells[$0] >= 0 }
        }
        var result = SufficientReasons()
        var hitting = HittingSets()
        for _ in 0..<ReasonFinder.proposalLimit {
            let limit = result.sets.first.map { $0.count + 1 } ?? ReasonFinder.sizeLimit
            guard let proposal = hitting.smallest(avoiding: result.sets, limit: limit) else { return result }
            switch check(proposal, kind, services, known, whole) {
            case .enough:
                result.sets.append(proposal)
                if proposal.isEmpty { return result }
                if result.sets.count == ReasonFinder.setLimit {
                    result.isComplete = false
                    return result
                }
            case .differs(let facts): hitting.add(facts)
            case .notFinished:
                result.isComplete = false
                return result
            }
        }
        result.isComplete = false
        return result
    }

    /// The one kind of value that the outcome stands for; nil where completions differ.
    private func kind(of row: DecidedOutcome) -> UInt32? {
        if row.service == nil, row.outcome == .notEligible || row.outcome == .unavailable {
            return Step.kind(Step.notMet.rawValue)
        }
        let kind = Step.kind(row.steps.rawValue)
        return row.service != nil && kind.nonzeroBitCount == 1 ? kind : nil
    }

    /// All services that could have an outcome of their own for somebody today.
    private func servicesOfNo(_ programme: Int) -> [Int] {
        guard plan.isOpen[programme] else { return [] }
        return plan.rulebook.plan.serviceIndex[programme].all.filter {
            plan.rulebook.services[$0].period.inForce(on: plan.day.day) != .no
        }
    }

    private enum Verdict {
        case enough
        /// Somebody has another outcome who differs in these known facts.
        case differs([FactID])
        case notFinished
    }

    private func check(
        _ facts: [FactID], _ kind: UInt32, _ services: [Int], _ known: [FactID], _ whole: Situation
    ) -> Verdict {
        let said = answers.indices.map { facts.contains($0) ? answers[$0] : Answer.unknown }
        guard let situation = try? Situation(said, on: plan.day) else { return .notFinished }
        for service in services {
            let ladder = plan.ladder(of: service)
            guard let value = situation.value(ladder.rungs, last: ladder.last) else { return .notFinished }
            if Step.kind(value.occurring) == kind { continue }
            guard
                let point = nearest(value.diagram, where: { Step.kind($0) != kind }, to: whole.cells),
                let differing = differing(point, known, facts, whole)
            else { return .notFinished }
            return .differs(differing)
        }
        return .enough
    }

    /// The known facts (beside those of the set) in which somebody at this point differs from the case.
    private func differing(_ point: [Int32], _ known: [FactID], _ set: [FactID], _ whole: Situation) -> [FactID]? {
        let applies = CellReader(plan.day).applies(at: point)
        let found = known.filter { fact in
            if set.contains(fact) { return false }
            let variables = plan.day.grid.variables(of: fact, in: plan.rulebook.vocabulary)
            return !applies[fact] || variables.contains { point[$0] != whole.cells[$0] }
        }
        return found.isEmpty ? nil : found
    }

    /// A point with a value that `test` picks, differing from the case in as few tests on the way as possible.
    private func nearest(_ value: Diagram, where test: (UInt32) -> Bool, to cells: [Int32]) -> [Int32]? {
        let diagrams = plan.day.diagrams
        var costs: [Diagram: Int] = [:]
        func cost(_ diagram: Diagram) -> Int {
            if diagram.isLeaf { return diagram != .impossible && test(diagram) ? 0 : .max }
            if let done = costs[diagram] { return done }
            var best = Int.max
            if let (variable, runs) = diagrams.edges(diagram) {
                for run in runs {
                    let rest = cost(run.child)
                    if rest < .max { best = min(best, rest + (leaves(run.cells, variable) ? 1 : 0)) }
                }
            }
            costs[diagram] = best
            return best
        }
        func leaves(_ run: Range<Int32>, _ variable: VariableID) -> Bool {
            cells[variable] >= 0 && !run.contains(cells[variable])
        }
        guard cost(value) < .max else { return nil }
        var point = cells.map { max(0, $0) }
        var next = value
        while let (variable, runs) = diagrams.edges(next) {
            let best = runs.min { a, b in
                let (first, second) = (cost(a.child), cost(b.child))
                if first == .max || second == .max { return first < second }
                return first + (leaves(a.cells, variable) ? 1 : 0) < second + (leaves(b.cells, variable) ? 1 : 0)
            }
            guard let best else { return nil }
            if !best.cells.contains(point[variable]) { point[variable] = best.cells.lowerBound }
            next = best.child
        }
        return point
    }
}
