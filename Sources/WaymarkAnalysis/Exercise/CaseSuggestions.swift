import WaymarkDocuments
import WaymarkRouting
package import WaymarkRules

/// A case that would exercise ways which no case exercises yet, for a person to confirm.
package struct SuggestedCase: Sendable {
    package var `case`: Case
    /// What it exercises, in the order of the rulebook.
    package var ways: [Way]
    /// The case as a file, what the evaluator answers as what it expects.
    package var yaml: String
}

/// What was suggested for the holes of a coverage.
package struct Suggestions: Sendable {
    package var cases: [SuggestedCase] = []
    /// Holes for which no case could be written down.
    package var open: [Way] = []
}

/// Writes the fewest cases that it finds for what is not exercised: each takes in as many ways as one person can go.
struct CaseSuggester {
    private let finder: TestCoverageFinder
    private let waysPerCase: Int
    private let decider: Decider
    private let loader: CaseLoader

    init(_ finder: TestCoverageFinder, waysPerCase: Int) {
        self.finder = finder
        self.waysPerCase = waysPerCase
        decider = Decider(finder.days.plans)
        loader = CaseLoader(rulebook: finder.rulebook)
    }

    /// One person in the making: all that has to hold of them.
    fileprivate struct Draft {
        var day: DayQuestions
        var conditions: [Diagram]
        var point: [Int32]
        var ways: [Way]
    }

    /// - Parameter names: taken already; suggested cases are `suggested-001` and on.
    func suggest(_ holes: [TestCoverage.Hole], besides names: Set<String>) -> Suggestions {
        var suggestions = Suggestions()
        var left = holes
        var number = 0
        while let first = left.first {
            guard let draft = draft(first, taking: left.dropFirst().map(\.way)) else {
                suggestions.open.append(first.way)
                left.removeFirst()
                continue
            }
            var name: String
            repeat {
                number += 1
                name = "suggested-" + (number < 10 ? "00" : number < 100 ? "0" : "") + String(number)
            } while names.contains(name)
            guard let made = written(draft, named: name, of: left.map(\.way) + suggestions.open),
                made.ways.contains(first.way)
            else {
                suggestions.open.append(first.way)
                left.removeFirst()
                number -= 1
                continue
            }
            suggestions.cases.append(made)
            let done = Set(made.ways)
            left.removeAll { done.contains($0.way) }
            suggestions.open.removeAll(where: done.contains)
        }
        return suggestions
    }

    // MARK: - One person for many ways

    private func draft(_ hole: TestCoverage.Hole, taking others: [Way]) -> Draft? {
        let day = finder.days[hole.date]
        let questions = WayQuestions(day: day, lines: finder.lines)
        let paths = questions.paths(hole.way)
        guard paths.indices.contains(hole.path), let own = try? questions.conditions(paths[hole.path]),
            let kept = try? day.kept
        else { return nil }
        var draft = Draft(day: day, conditions: own, point: hole.point, ways: [hole.way])
        for way in others where finder.mayGo(way, on: hole.date) {
            if draft.ways.count >= waysPerCase { break }
            for path in questions.paths(way) {
                guard let more = try? questions.conditions(path) else { continue }
                if more.allSatisfy({ day.diagrams.answer($0, at: draft.point) == .truth }) {
                    draft.take(way, more, draft.point)
                    break
                }
                if isAtOdds(more, draft) { continue }
                if case .somebody(let point) = day.somebody(in: draft.conditions + more + kept) {
                    draft.take(way, more, point)
                    break
                }
            }
        }
        return draft
    }

    /// Whether one of the new conditions excludes one of those taken: most ways are told apart so, and cheaply.
    private func isAtOdds(_ more: [Diagram], _ draft: Draft) -> Bool {
        let diagrams = draft.day.diagrams
        let isAtOdds = try? draft.day.attempt(nodes: CaseSuggester.pairAllowance) { () throws(Exhausted) in
            for new in more {
                for old in draft.conditions where try diagrams.and(new, old) == .falsity { return true }
            }
            return false
        }
        return isAtOdds ?? false
    }

    private static let pairAllowance = 20_000

    // MARK: - Writing it down

    /// The case with as few facts as make it go its ways, else with all of them.
    private func written(_ draft: Draft, named name: String, of open: [Way]) -> SuggestedCase? {
        let day = draft.day
        let whole = day.person(draft.point, named: name)
        let told = Set(day.enough(of: draft.point, for: draft.conditions).map { day.day.grid.variables[$0].owner })
        var short = whole
        for fact in short.answers.indices where !told.contains(fact) { short.answers[fact] = .unknown }
        return [short, whole].lazy.compactMap { self.written($0, goes: Set(draft.ways), of: open) }.first
    }

    private func written(_ person: Case, goes ways: Set<Way>, of open: [Way]) -> SuggestedCase? {
        guard let decision = try? decider.decide(person, on: finder.today) else { return nil }
        let rulebook = finder.rulebook
        var expects = SuggestedExpectation(rulebook, decision, ways: open.filter(ways.contains), finder)
        for isWithReasons in [true, false] {
            expects.isWithReasons = isWithReasons
            let yaml = CaseWriter(rulebook).yaml(person, expects)
            var sources = SourceSet()
            let file = sources.add(SourceFile(path: person.name + ".yaml", bytes: Array(yaml.utf8)))
            var problems = Diagnostics()
            guard let loaded = loader.load([file], of: &sources, into: &problems).first, !problems.hasErrors,
                let expectation = loaded.expectation, expectation.failures(of: decision, under: rulebook).isEmpty
            else { continue }
            let gone = finder.exercised(by: loaded.case, expectation, among: open)
            if !ways.isSubset(of: gone) { return nil }
            // What the file says it is for is what it turns out to exercise.
            expects.ways = gone
            return SuggestedCase(case: loaded.case, ways: gone, yaml: CaseWriter(rulebook).yaml(person, expects))
        }
        return nil
    }
}

extension CaseSuggester.Draft {
    fileprivate mutating func take(_ way: Way, _ more: [Diagram], _ point: [Int32]) {
        for condition in more where condition != .truth && !conditions.contains(condition) {
            conditions.append(condition)
        }
        self.point = point
        ways.append(way)
    }
}

extension TestCoverageFinder {
    /// As many ways as a person can still hold in mind who confirms a case.
    package static let usualWaysPerCase = 12

    /// Cases for the holes of a coverage.
    ///
    /// - Parameters:
    ///   - names: of cases that exist.
    ///   - waysPerCase: how many ways a case is made for; it may happen to go more. The more, the fewer cases, and the
    ///     harder each is to confirm.
    package func suggestions(
        for coverage: TestCoverage, besides names: Set<String>, waysPerCase: Int = TestCoverageFinder.usualWaysPerCase
    ) -> Suggestions {
        CaseSuggester(self, waysPerCase: waysPerCase).suggest(coverage.holes, besides: names)
    }
}
