import Testing
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// Explanations under random rulebooks, held against trying everything out.
@Suite struct `Explanations under random rulebooks` {
    private static var shapes: [(String, RandomShape)] {
        var plain = RandomShape()
        plain.facts = 3...6
        plain.onlyWhen = 0
        plain.period = 0.1
        var nested = RandomShape.tangled
        nested.facts = 3...6
        return [("plain", plain), ("nested", nested)]
    }

    /// One outcome of one case.
    private struct Run {
        var decider: Decider
        var person: Case
        var date: Day
        var row: DecidedOutcome
        var values: [[FactValue]]
        var name: String

        var rulebook: Rulebook { decider.rulebook }

        /// What becomes of the row's service, or of the programme's services together, for another case; nil where it
        /// is refused or does not say.
        func outcome(_ answers: [Answer], on day: Day? = nil) -> Outcome? {
            guard
                let rows = try? decider.outcomes(
                    of: row.programme, for: Case(name: "", answers: answers), on: day ?? date)
            else { return nil }
            if let service = row.service {
                return rows.first { $0.service == service }?.outcome ?? .notEligible
            }
            return rows.map(\.outcome).min { Outcome.rank($0) < Outcome.rank($1) }
        }
    }

    private static func isSame(_ a: Outcome?, _ b: Outcome) -> Bool {
        func isNo(_ outcome: Outcome?) -> Bool { outcome == .notEligible || outcome == .unavailable }
        return a == b || (isNo(a) && isNo(b))
    }

    private func everyRow(_ count: Int, shapes: [String], _ body: (Run) throws -> Void) throws {
        for seed in Effort.seeds(count) {
            for (name, shape) in Self.shapes where shapes.contains(name) {
                let rulebook = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                var cases = RandomCases(rulebook, completions: 300, seed: seed)
                for _ in 0..<2 {
                    guard let person = cases.next().resolved(in: rulebook), let date = person.decisionDate else {
                        continue
                    }
                    let decider = Decider(rulebook)
                    guard let decision = try? decider.decide(person, on: date, traced: false) else { continue }
                    for row in decision.outcomes where !row.isUndecided {
                        // Where services in different places are told of together, a case with less in it says less of one.
                        let local = rulebook.plan.serviceIndex[row.programme].all.count {
                            rulebook.plan.places(of: $0) != nil
                        }
                        if local > 1 { continue }
                        try body(
                            Run(
                                decider: decider, person: person, date: date, row: row,
                                values: cases.representativeValues(on: date),
                                name: "seed \(seed), \(name), \(rulebook.programmes[row.programme].name)"))
                    }
                }
            }
        }
    }

    // MARK: - What decides it

    @Test func `sufficient reasons are the smallest sets of facts that decide`() throws {
        try everyRow(35, shapes: ["plain", "nested"]) { run in
            // "Cannot say yet" is said of what is held and of what is open alike, so trying out cannot tell them apart.
            if run.row.outcome == .needInformation { return }
            let plan = run.decider.plan(on: run.date)
            guard let found = ReasonFinder(plan: plan, answers: run.person.answers).reasons(of: run.row) else { return }
            // What only an audit may read is never a reason.
            let known = run.person.answers.indices.filter {
                run.person.answers[$0] != .unknown && plan.day.grid.first[$0] != nil
            }
            var enough: [[FactID]] = []
            for set in known.subsets where !enough.contains(where: { $0.allSatisfy(set.contains) }) {
                let said = run.person.answers.indices.map { set.contains($0) ? run.person.answers[$0] : .unknown }
                if Self.isSame(run.outcome(said), run.row.outcome) { enough.append(set) }
            }
            guard let least = enough.map(\.count).min() else { return #expect(!found.isComplete) }
            #expect(found.sets.first?.count == least, "\(run.name): \(found.sets) of \(enough)")
            #expect(found.sets.allSatisfy(enough.contains), "\(run.name): \(found.sets) of \(enough)")
            if found.isComplete {
                let short = enough.filter { $0.count <= least + 1 }
                #expect(Set(found.sets) == Set(short), "\(run.name): \(found.sets) of \(enough)")
            }
        }
    }

    // MARK: - What would change it

    @Test func `a person with a change has the outcome it promises`() throws {
        try everyRow(50, shapes: ["plain", "nested"]) { run in
            let plan = run.decider.plan(on: run.date)
            guard let finder = ChangeFinder(plan: plan, answers: run.person.answers) else { return }
            for change in finder.changes(of: run.row).changes where change.toConfirm.isEmpty {
                for group in change.groups {
                    guard let outcome = changed(run, change, group, plan) else { continue }
                    #expect(change.outcome == outcome, "\(run.name): \(change.owners) \(outcome)")
                    #expect(Outcome.rank(outcome) < Outcome.rank(run.row.outcome), "\(run.name)")
                    #expect(outcome.isActionable)
                }
            }
        }
    }

    /// What becomes of the change's service for the person with the first values of a group.
    private func changed(_ run: Run, _ change: PossibleChange, _ group: Box, _ plan: DayPlan) -> Outcome? {
        let day = plan.day
        var answers = run.person.answers
        var cells = day.grid.variables.indices.map { group.limits[$0]?.first?.lowerBound ?? -1 }
        for variable in cells.indices where cells[variable] < 0 { cells[variable] = 0 }
        for fact in change.toChange + change.toFindOut {
            // What a group does not limit stays as it is, where it can.
            let limited = day.grid.variables(of: fact, in: run.rulebook.vocabulary).contains { group.limits[$0] != nil }
            if limited { answers[fact] = CellReader(day).answer(of: fact, at: cells) }
        }
        // What no longer applies is not said.
        for _ in answers.indices {
            do {
                _ = try run.decider.outcomes(of: run.row.programme, for: Case(name: "", answers: answers), on: run.date)
                break
            } catch Refusal.notApplicable(let fact) {
                answers[fact] = .unknown
            } catch {
                return nil
            }
        }
        guard
            let rows = try? run.decider.outcomes(
                of: run.row.programme, for: Case(name: "", answers: answers), on: run.date)
        else { return nil }
        return rows.first { $0.service == change.service }?.outcome
    }

    @Test func `changes of one or two facts are exactly those that trying out finds`() throws {
        try everyRow(14, shapes: ["plain"]) { run in
            let goal = Outcome.allCases.filter { $0.isActionable && Outcome.rank($0) < Outcome.rank(run.row.outcome) }
            if goal.isEmpty { return }
            let plan = run.decider.plan(on: run.date)
            guard let finder = ChangeFinder(plan: plan, answers: run.person.answers) else { return }
            let found = finder.changes(of: run.row)
            let facts = run.person.answers.indices.filter { plan.day.grid.first[$0] != nil }
            let services = run.row.service.map { [$0] } ?? plan.candidates(run.row.programme, in: finder.situation)
            func works(_ set: [FactID], _ outcome: Outcome) -> Bool {
                var tries: [[Answer]] = [run.person.answers]
                for fact in set {
                    tries = tries.flatMap { answers in
                        run.values[fact].map { value in
                            var answers = answers
                            answers[fact] = .value(value)
                            return answers
                        }
                    }
                }
                return tries.contains { answers in
                    let rows = try? run.decider.outcomes(
                        of: run.row.programme, for: Case(name: "", answers: answers), on: run.date)
                    return rows?.contains { row in services.contains { $0 == row.service } && row.outcome == outcome }
                        == true
                }
            }
            var expected: Set<Way> = []
            for set in facts.subsets where set.count <= 2 {
                for outcome in goal where works(set, outcome) {
                    // Best outcomes and smallest sets come first.
                    if !expected.contains(where: { $0.isAsGood(as: Way(facts: set, outcome: outcome)) }) {
                        expected.insert(Way(facts: set, outcome: outcome))
                    }
                }
            }
            let short = Set(
                found.changes.filter { $0.owners.count <= 2 && $0.toConfirm.isEmpty }
                    .map { Way(facts: $0.owners, outcome: $0.outcome) })
            #expect(short.isSubset(of: expected), "\(run.name): \(short) of \(expected)")
            if found.isComplete { #expect(short == expected, "\(run.name): \(short) of \(expected)") }
        }
    }

    private struct Way: Hashable {
        var facts: [FactID]
        var outcome: Outcome

        func isAsGood(as other: Way) -> Bool {
            facts.allSatisfy(other.facts.contains) && Outcome.rank(outcome) <= Outcome.rank(other.outcome)
        }
    }

    // MARK: - How long

    @Test func `an outcome stays the same on every day until it is said to change`() throws {
        try everyRow(8, shapes: ["plain"]) { run in
            let found = EndFinder(decider: run.decider).end(of: run.row, for: run.person, on: run.date)
            let last: Day
            switch found.end {
            case .changes(let day, let outcome):
                last = day
                let then = run.outcome(run.person.answers, on: day)
                #expect(outcome == nil ? then == nil : Self.isSame(then, outcome ?? .refer), "\(run.name)")
                #expect(!Self.isSame(then, run.row.outcome), "\(run.name): \(day)")
            case .notBefore(let day): last = day.adding(days: 1)
            case .never: last = Day(year: 2027, month: 1, day: 1) ?? .last
            }
            var day = run.date.adding(days: 1)
            while day < last, day.number - run.date.number < 250 {
                #expect(Self.isSame(run.outcome(run.person.answers, on: day), run.row.outcome), "\(run.name): \(day)")
                day = day.adding(days: 1)
            }
            for day in run.rulebook.interestingDays where day > run.date && day < last {
                #expect(Self.isSame(run.outcome(run.person.answers, on: day), run.row.outcome), "\(run.name): \(day)")
            }
        }
    }
}

extension Array {
    /// Every subset, small ones first, elements in their order.
    fileprivate var subsets: [[Element]] {
        (0..<(1 << count)).map { mask in indices.filter { mask & (1 << $0) != 0 }.map { self[$0] } }
            .sorted { $0.count < $1.count }
    }
}
