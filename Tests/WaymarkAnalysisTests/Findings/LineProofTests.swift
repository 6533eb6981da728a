import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkAnalysis

/// What is said of lines, held against writing out everybody.
@Suite struct `Lines that never matter, against everybody written out` {
    @Test func `a line matters exactly where leaving it out changes somebody's step`() throws {
        var seen = [false: 0, true: 0]
        try RandomCensus.each(30) { world in
            let lines = LineQuestions(day: world.day)
            for place in world.lines {
                let found = lines.matters(place)
                #expect(found != .notDecided)
                let expected = world.matters(place, changedTo: nil)
                #expect(found.isNobody == !expected, "\(world.run): \(lines.criterion(place).name)")
                seen[expected, default: 0] += 1
                // The person found is one for whom it matters.
                if case .somebody(let point) = found, expected {
                    #expect(shows(world, place, point), "\(world.run): \(lines.criterion(place).name)")
                }
            }
        }
        #expect(seen[true, default: 0] > 40 && seen[false, default: 0] > 40)
    }

    /// Whether the engine's own decision of a person changes with the line, where that can be told from outcomes.
    private func shows(_ world: RandomCensus, _ place: LinePlace, _ point: [Int32]) -> Bool {
        let somebody = world.person(at: point)
        let other = world.changed(place, to: nil)
        switch place.owner {
        case .programme(let programme):
            if world.census.isMet(programme, somebody) != other.isMet(programme, somebody) { return true }
            return world.rulebook.plan.serviceIndex[programme].all.contains {
                world.census.steps(of: $0, somebody) != other.steps(of: $0, somebody)
            }
        case .service(let service):
            return world.census.steps(of: service, somebody) != other.steps(of: service, somebody)
        }
    }

    @Test func `an entry inside a line matters exactly where writing yes or no for it changes somebody's step`() throws
    {
        var seen = [false: 0, true: 0]
        try RandomCensus.each(15, limit: 120) { world in
            let lines = LineQuestions(day: world.day)
            for place in world.lines {
                let condition = lines.criterion(place).when
                for path in condition.everyPath.prefix(6) {
                    for value in [false, true] {
                        let changed = condition.replacing(path, by: value)
                        let found = lines.changes(place, to: changed)
                        let expected = world.matters(place, changedTo: changed)
                        #expect(
                            found.isNobody == !expected, "\(world.run): \(lines.criterion(place).name) \(path) \(value)"
                        )
                        seen[expected, default: 0] += 1
                    }
                }
            }
        }
        #expect(seen[true, default: 0] > 40 && seen[false, default: 0] > 40)
    }

    @Test func `of reasons none can be left out, and together they suffice`() throws {
        var seen = 0
        try RandomCensus.each(20) { world in
            let lines = LineQuestions(day: world.day)
            for place in world.lines where lines.matters(place).isNobody {
                guard let context = lines.contexts(of: place).first else { continue }
                let acts = lines.acts(lines.criterion(place))
                guard let found = world.day.conflict([acts], context.gates) else {
                    Issue.record("\(world.run): no reason")
                    continue
                }
                seen += 1
                let kept = try world.day.kept
                let constraints = found.constraints.map { kept[$0] }
                func nobody(_ context: [Gate], _ constraints: [Diagram]) throws -> Bool {
                    let gates = try world.day.diagrams(of: [acts] + context)
                    return world.day.somebody(in: gates + constraints).isNobody
                }
                let gates = found.context.map { context.gates[$0] }
                #expect(try nobody(gates, constraints))
                for left in gates.indices {
                    let fewer = gates.indices.filter { $0 != left }.map { gates[$0] }
                    #expect(try !nobody(fewer, constraints), "\(world.run)")
                }
                for left in constraints.indices {
                    let fewer = constraints.indices.filter { $0 != left }.map { constraints[$0] }
                    #expect(try !nobody(gates, fewer), "\(world.run)")
                }
            }
        }
        #expect(seen > 20)
    }

    @Test func `what is said never to matter matters on no day`() throws {
        var told = 0
        for seed in Effort.seeds(6) {
            for (name, shape) in RandomCensus.shapes {
                let rulebook = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                let today = try #require(Day("2025-06-15"))
                let result = RulebookCheck(rulebook, today: today, until: today.adding(months: 6)).run()
                var never: Set<RuleLine> = []
                for finding in result.findings {
                    if case .neverMatters(.line(let line), _) = finding.kind { never.insert(line) }
                }
                told += never.count
                for date in RandomCensus.days {
                    guard let census = try? NaiveCensus(rulebook, on: date, limit: 60) else { continue }
                    let days = RulebookDays(PlanCache(rulebook), work: Workload(budget: 1_000_000_000))
                    let world = RandomCensus(
                        rulebook: rulebook, day: days[date], census: census, run: "seed \(seed), \(name)")
                    for place in world.lines where never.contains(rulebook.line(at: place)) {
                        #expect(!world.matters(place, changedTo: nil), "\(world.run), \(date)")
                    }
                }
            }
        }
        #expect(told > 3)
    }
}

extension Condition {
    /// The paths to all entries.
    var everyPath: [[Int]] {
        let parts: [Condition] =
            switch kind {
            case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts): parts
            case .fact, .definition, .decisionDate: []
            }
        return parts.enumerated().flatMap { index, part in [[index]] + part.everyPath.map { [index] + $0 } }
    }
}
