import Testing
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// What cases exercise under random rulebooks, held against the naive evaluator.
@Suite struct `The coverage of cases under random rulebooks` {
    private static var shapes: [RandomShape] {
        var plain = RandomShape()
        plain.facts = 3...6
        plain.period = 0.2
        var nested = RandomShape.tangled
        nested.facts = 3...6
        return [plain, nested]
    }

    /// Speaks of every programme and of alerts; what it says is never looked at.
    private static var anything: WaymarkRouting.Expectation {
        var expectation = WaymarkRouting.Expectation(span: SourceSpan(file: 0, start: 0, end: 0))
        expectation.others = .notEligible
        expectation.alerts = []
        return expectation
    }

    /// Whether the line of a programme decides, and how: nil where other lines are against or not certain.
    private static func decides(_ line: Int, of programme: Programme, _ truths: [Truth], on day: Day) -> Bool? {
        var acts: Bool?
        for (index, criterion) in programme.criteria.enumerated() where criterion.period.contains(day) {
            guard criterion.role == .criterion || criterion.role == .bar else { continue }
            let isAgainst = criterion.role == .bar ? truths[index] : !truths[index]
            if index == line {
                if isAgainst == .unknown { return nil }
                acts = isAgainst == .yes
            } else if isAgainst != .no {
                return nil
            }
        }
        return acts
    }

    private static func isLine(_ way: Way, of programme: Int, _ criterion: Criterion, acts: Bool) -> Bool {
        guard case .line(let line, acts) = way else { return false }
        return line.span == criterion.span && line.service == nil && line.programmes.contains(programme)
    }

    @Test func `a line is exercised exactly where it alone decides`() throws {
        var compared = 0
        for seed in Effort.seeds(14) {
            for shape in Self.shapes {
                let rulebook = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                let naive = NaiveEvaluator(rulebook)
                var cases = RandomCases(rulebook, completions: 200, seed: seed)
                let today = cases.day()
                let finder = TestCoverageFinder(PlanCache(rulebook), today: today)
                let all = finder.coverage(of: [])
                let ways = all.holes.map(\.way) + all.impossible + all.undecided
                for _ in 0..<3 {
                    guard let person = cases.next().resolved(in: rulebook), let date = person.decisionDate else {
                        continue
                    }
                    let gone = Set(finder.exercised(by: person, Self.anything, among: ways))
                    for (index, programme) in rulebook.programmes.enumerated() where programme.family == nil {
                        let truths: [Truth]?
                        do { truths = try naive.truths(of: programme.criteria.map(\.when), in: person, on: date) } catch
                        { continue }
                        guard let truths else {
                            #expect(gone.isEmpty, "seed \(seed): a refused case exercises nothing")
                            continue
                        }
                        for (number, criterion) in programme.criteria.enumerated() {
                            guard criterion.role == .criterion || criterion.role == .bar else { continue }
                            let decides =
                                criterion.period.contains(date)
                                ? Self.decides(number, of: programme, truths, on: date) : nil
                            for acts in [true, false] {
                                let isGone = gone.contains { Self.isLine($0, of: index, criterion, acts: acts) }
                                #expect(
                                    isGone == (decides == acts),
                                    "seed \(seed): \(programme.name), \(criterion.name), \(acts)")
                                compared += 1
                            }
                        }
                    }
                }
            }
        }
        #expect(compared > 150)
    }

    @Test func `what nobody can exercise is exercised by nobody`() throws {
        var looked = 0
        for seed in Effort.seeds(8) {
            let rulebook = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: Self.shapes[Int(seed % 2)]))
            var cases = RandomCases(rulebook, completions: 200, seed: seed)
            let today = cases.day()
            let finder = TestCoverageFinder(PlanCache(rulebook), today: today)
            let coverage = finder.coverage(of: [])
            guard let everybody = try? NaiveEvaluator(rulebook, limit: 600).everybody(on: today) else { continue }
            for person in everybody {
                let gone = finder.exercised(by: person, Self.anything, among: coverage.impossible)
                #expect(gone.isEmpty, "seed \(seed): \(gone)")
                looked += 1
            }
        }
        #expect(looked > 60)
    }

    @Test func `suggested cases load, pass and close every hole they were written for`() throws {
        var closed = 0
        for seed in Effort.seeds(8) {
            for shape in Self.shapes {
                let rulebook = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                var cases = RandomCases(rulebook, completions: 200, seed: seed)
                let today = cases.day()
                let finder = TestCoverageFinder(PlanCache(rulebook), today: today)
                let before = finder.coverage(of: [])
                let suggestions = finder.suggestions(for: before, besides: [])
                var sources = SourceSet()
                let files = suggestions.cases.map {
                    sources.add(SourceFile(path: $0.case.name + ".yaml", bytes: Array($0.yaml.utf8)))
                }
                var problems = Diagnostics()
                let loaded = CaseLoader(rulebook: rulebook).load(files, of: &sources, into: &problems)
                #expect(
                    problems.all.isEmpty && loaded.count == suggestions.cases.count,
                    "seed \(seed): \(problems.all.map(\.message))")
                let decider = Decider(rulebook)
                for tested in loaded {
                    let decision = try decider.decide(tested.case, on: today)
                    let failures = try #require(tested.expectation).failures(of: decision, under: rulebook)
                    #expect(failures.isEmpty, "seed \(seed): \(failures.map(\.expected))")
                }
                let after = TestCoverageFinder(PlanCache(rulebook), today: today).coverage(of: loaded)
                #expect(Set(after.holes.map(\.way)) == Set(suggestions.open), "seed \(seed)")
                // A case may go a way of which it was not decided before whether anybody can.
                let more = Set(after.exercised).subtracting(suggestions.cases.flatMap(\.ways))
                #expect(Set(suggestions.cases.flatMap(\.ways)).isSubset(of: after.exercised), "seed \(seed)")
                #expect(more.isSubset(of: before.undecided), "seed \(seed): \(more)")
                #expect(
                    before.count + more.count == after.count && before.impossible == after.impossible, "seed \(seed)")
                closed += after.exercised.count
                // Nothing rests on the order of a hash.
                let again = TestCoverageFinder(PlanCache(rulebook), today: today)
                #expect(
                    again.suggestions(for: again.coverage(of: []), besides: []).cases.map(\.yaml)
                        == suggestions.cases.map(\.yaml))
            }
        }
        #expect(closed > 100)
    }

    @Test func `what could not be looked at within the budget is not called impossible`() throws {
        let rulebook = try SmallRulebook.load()
        let today = try #require(Day("2026-06-01"))
        let coverage = TestCoverageFinder(PlanCache(rulebook), today: today, budget: 1).coverage(of: [])
        #expect(coverage.impossible.isEmpty && coverage.holes.isEmpty && !coverage.undecided.isEmpty)
        #expect(TestCoverageText(rulebook).summary(coverage).contains("not decided within the budget"))
    }
}
