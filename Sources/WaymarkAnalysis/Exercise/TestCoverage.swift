package import WaymarkRouting
package import WaymarkRules

/// Which ways through the rules the cases of a rule test exercise, and which nobody looks at.
package struct TestCoverage: Sendable {
    /// A way that no case exercises, with somebody who would.
    package struct Hole: Sendable {
        package var way: Way
        package var date: Day
        /// Which of the way's paths on that date.
        var path: Int
        var point: [Int32]
    }

    /// Ways that some case exercises and, in its `expect`, holds to an outcome.
    package var exercised: [Way]
    package var holes: [Hole]
    /// Ways that no possible person can go, so that no case is missing.
    package var impossible: [Way]
    /// Ways of which this could not be decided within the budget.
    package var undecided: [Way]

    /// Ways that somebody can go.
    package var count: Int { exercised.count + holes.count }
}

/// Finds the coverage of cases, and cases for what is not covered. Belongs to one thread.
package final class TestCoverageFinder {
    package var rulebook: Rulebook { days.rulebook }
    let today: Day
    let days: RulebookDays
    private let sweep: DaySweep
    private let ways: [Way]
    let lines: [RuleLine: SharedLine]

    /// The steps that are allowed where nothing else is said.
    package static let usualBudget = 200_000_000
    /// Days on which one way is looked for.
    private static let dayLimit = 40

    /// - Parameters:
    ///   - today: the day that is looked at first, and the decision date of cases that name none.
    ///   - budget: steps allowed for all that it is asked.
    package init(_ plans: PlanCache, today: Day, budget: Int = TestCoverageFinder.usualBudget) {
        let rulebook = plans.rulebook
        self.today = today
        days = RulebookDays(plans, work: Workload(budget: budget))
        sweep = DaySweep(days, today: today)
        ways = Way.all(of: rulebook, sweep)
        lines = Dictionary(SharedLine.all(of: rulebook).map { ($0.line, $0) }) { first, _ in first }
    }

    // MARK: - What cases exercise

    /// What these cases exercise together. Cases without `expect`, and cases that are refused, exercise nothing.
    package func coverage(of cases: [LoadedCase]) -> TestCoverage {
        var open = ways
        for tested in cases {
            guard let expectation = tested.expectation else { continue }
            let done = Set(exercised(by: tested.case, expectation, among: open))
            open.removeAll(where: done.contains)
        }
        var coverage = TestCoverage(exercised: [], holes: [], impossible: [], undecided: [])
        let left = Set(open)
        for way in ways {
            guard left.contains(way) else {
                coverage.exercised.append(way)
                continue
            }
            switch hole(way) {
            case .hole(let hole): coverage.holes.append(hole)
            case .nobody: coverage.impossible.append(way)
            case .notDecided: coverage.undecided.append(way)
            }
        }
        return coverage
    }

    /// Those of `ways` that a case goes for certain and whose outcome its expectation names.
    package func exercised(by given: Case, _ expectation: Expectation, among ways: [Way]) -> [Way] {
        let date = given.decisionDate ?? today
        let day = days[date]
        guard let situation = try? Situation(given.answers, on: day.day) else { return [] }
        let questions = WayQuestions(day: day, lines: lines)
        return ways.filter { way in
            if !expectation.maySpeak(of: way, rulebook) { return false }
            guard let path = questions.path(way, of: situation) else { return false }
            return path.programme.map(expectation.speaks) ?? true
        }
    }

    // MARK: - What nobody exercises

    private enum Found {
        case hole(TestCoverage.Hole)
        case nobody
        case notDecided
    }

    private func hole(_ way: Way) -> Found {
        let dates = dates(of: way)
        var isOpen = dates.count > TestCoverageFinder.dayLimit
        for date in dates.prefix(TestCoverageFinder.dayLimit) {
            let day = days[date]
            let questions = WayQuestions(day: day, lines: lines)
            for (index, path) in questions.paths(way).enumerated() {
                guard let conditions = try? questions.conditions(path), let kept = try? day.kept else {
                    isOpen = true
                    continue
                }
                switch day.somebody(in: conditions + kept) {
                case .nobody: break
                case .somebody(let point):
                    return .hole(TestCoverage.Hole(way: way, date: date, path: index, point: point))
                case .notDecided: isOpen = true
                }
            }
        }
        return isOpen ? .notDecided : .nobody
    }

    /// The days on which a way may be gone, the nearest first.
    private func dates(of way: Way) -> [Day] {
        switch way {
        case .line(let line, _), .bound(let line, _, _, _):
            var dates: [Day] = []
            for place in lines[line]?.places ?? [] {
                for date in sweep.days(of: place, rulebook) where !dates.contains(date) { dates.append(date) }
            }
            return dates
        case .service(let service):
            return sweep.days(of: rulebook.services[service].programme, services: [service], within: .always)
        case .alert(let alert, _):
            let declared = rulebook.policy.alerts[alert]
            return sweep.days(of: [declared.when], within: declared.period)
        case .change(_, let date, let isAfter):
            return [isAfter ? date : date.adding(days: -1)]
        }
    }

    /// Whether a way may be gone on a day at all, without asking who goes it.
    func mayGo(_ way: Way, on date: Day) -> Bool {
        if case .change(_, let change, let isAfter) = way {
            return date == (isAfter ? change : change.adding(days: -1))
        }
        return true
    }
}

extension Expectation {
    /// Whether it says what has to come out for a programme.
    fileprivate func speaks(of programme: Int) -> Bool {
        if others != nil || outcomes.contains(where: { $0.target.programme == programme }) { return true }
        if because.contains(where: { $0.target.programme == programme }) { return true }
        if case .target(let target)? = primary { return target.programme == programme }
        return primary == .nothing
    }

    /// Whether it can be about a way at all; looked at before the way is gone.
    fileprivate func maySpeak(of way: Way, _ rulebook: Rulebook) -> Bool {
        switch way {
        case .alert: alerts != nil
        case .line(let line, _), .bound(let line, _, _, _): line.programmes.contains(where: speaks)
        case .service(let service): speaks(of: rulebook.services[service].programme)
        case .change: true
        }
    }
}
