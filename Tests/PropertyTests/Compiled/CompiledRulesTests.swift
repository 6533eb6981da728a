import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// The rules of a day in compiled form, held against everybody whom the naive evaluator writes out.
@Suite struct `Compiled rules of a day, against everybody written out` {
    /// A small rulebook on a day, with everybody who is possible.
    struct World {
        var rulebook: Rulebook
        var plan: DayPlan
        var census: NaiveCensus
        var origin: String

        var day: DayRules { plan.day }
        /// The point of the grid at which each person stands; what does not apply has the first cell.
        var points: [[Int32]]
        /// Every condition that programmes and services ask, and what each person says to it.
        var conditions: [Condition]

        func holds(_ condition: Condition) -> [Bool] { census.people.map { census.holds(condition, $0) } }
    }

    private static let days = ["2024-12-31", "2025-06-15", "2025-07-01", "2026-02-28", "2026-03-31"]
        .compactMap { Day($0) }

    private func each(_ count: Int, limit: Int = 150, _ body: (World) throws -> Void) throws {
        for seed in Effort.seeds(count) {
            for (number, (name, shape)) in Trial.shapes.enumerated() {
                let rulebook = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                let date = Self.days[(Int(seed) + number) % Self.days.count]
                guard let census = try? NaiveCensus(rulebook, on: date, limit: limit) else { continue }
                let plan = PlanCache(rulebook).plan(on: date)
                let points = census.people.map { person in
                    var cells = [Int32](repeating: 0, count: plan.day.grid.variables.count)
                    for (fact, value) in person.values.enumerated() {
                        if let value { plan.day.grid.place(value, of: fact, in: rulebook.vocabulary, into: &cells) }
                    }
                    return cells
                }
                let conditions = (rulebook.programmes.flatMap(\.criteria) + rulebook.services.flatMap(\.criteria))
                    .map(\.when)
                try body(
                    World(
                        rulebook: rulebook, plan: plan, census: census, origin: "seed \(seed), \(name), \(date)",
                        points: points, conditions: conditions))
            }
        }
    }

    /// The truth of a gate at a point, gate by gate.
    private func holds(_ gate: Gate, at point: [Int32], _ circuit: Circuit) -> Bool {
        var truths: [Bool] = []
        for next in 0...Int(gate) { truths.append(circuit.holds(Gate(next), at: point, given: truths)) }
        return truths[Int(gate)]
    }

    @Test func `gates hold for exactly those for whom their condition does`() throws {
        try each(8, limit: 80) { world in
            for condition in world.conditions {
                let gate = world.day.gate(condition)
                let expected = world.holds(condition)
                for (point, isSo) in zip(world.points, expected) {
                    #expect(holds(gate, at: point, world.day.circuit) == isSo, "\(world.origin)")
                }
            }
        }
    }

    @Test func `diagrams hold for exactly those for whom their condition does`() throws {
        try each(12) { world in
            for condition in world.conditions {
                let diagram = try world.day.diagram(world.day.gate(condition))
                for (point, isSo) in zip(world.points, world.holds(condition)) {
                    #expect(
                        world.day.diagrams.answer(diagram, at: point) == (isSo ? .truth : .falsity), "\(world.origin)")
                }
            }
        }
    }

    @Test func `constraints leave everybody who is possible`() throws {
        try each(12) { world in
            let possible = try OutcomePeople(world.plan).possible()
            for point in world.points {
                #expect(world.day.diagrams.answer(possible, at: point) == .truth, "\(world.origin)")
            }
        }
    }

    @Test func `gates of another plan of the same day say the same here`() throws {
        try each(6, limit: 80) { world in
            let other = DayPlan(world.rulebook, on: world.census.day)
            for condition in world.conditions.reversed() {
                let adopted = world.day.adopt(other.day.gate(condition), from: other.day)
                #expect(adopted == world.day.gate(condition), "\(world.origin)")
            }
        }
    }

    // MARK: - Groups

    @Test func `groups hold everybody concerned and nobody else`() throws {
        var groupCount = 0
        try each(12) { world in
            let finder = BoxFinder(world.day)
            for condition in world.conditions.prefix(6) {
                let people = try world.day.diagram(world.day.gate(condition))
                let (boxes, isAll) = finder.groups(people, limit: 100, nodes: 400_000)
                #expect(isAll, "\(world.origin)")
                groupCount += boxes.count
                for (point, isSo) in zip(world.points, world.holds(condition)) {
                    #expect(boxes.contains { $0.holds(point) } == isSo, "\(world.origin)")
                }
                for box in boxes {
                    #expect(finder.holds(people, for: box), "\(world.origin)")
                    let point = try #require(finder.example(of: people, in: box))
                    #expect(box.holds(point) && world.day.diagrams.answer(people, at: point) == .truth)
                    // None of them could be wider.
                    for variable in box.variables {
                        var wider = box
                        wider.limits[variable] = nil
                        #expect(!finder.holds(people, for: wider), "\(world.origin)")
                    }
                }
            }
        }
        #expect(groupCount > 100)
    }

    @Test func `groups that could not be finished are fewer and narrower, but never wrong`() throws {
        var open = 0
        try each(6) { world in
            let finder = BoxFinder(world.day)
            for condition in world.conditions.prefix(4) {
                let people = try world.day.diagram(world.day.gate(condition))
                for nodes in [0, 1, 2, 3, 5, 8, 13, 21] {
                    let (boxes, isAll) = finder.groups(people, limit: 100, nodes: nodes)
                    if !isAll { open += 1 }
                    for box in boxes { #expect(finder.holds(people, for: box), "\(world.origin), \(nodes) nodes") }
                    for (point, isSo) in zip(world.points, world.holds(condition)) where isAll && isSo {
                        #expect(boxes.contains { $0.holds(point) }, "\(world.origin), \(nodes) nodes")
                    }
                }
            }
        }
        #expect(open > 10)
    }

    @Test func `as many groups are told as are wanted`() throws {
        try each(6) { world in
            let finder = BoxFinder(world.day)
            for condition in world.conditions {
                let people = try world.day.diagram(world.day.gate(condition))
                let all = finder.groups(people, limit: 100, nodes: 400_000)
                let one = finder.groups(people, limit: 1, nodes: 400_000)
                #expect(one.boxes.count <= 1)
                if people == .falsity { #expect(all.boxes.isEmpty && one.isAll) }
                if one.isAll, let box = one.boxes.first { #expect(all.boxes == [box]) }
            }
        }
    }

    // MARK: - Single cases

    @Test func `what is so whatever is not known is found, or not decided, with any allowance`() throws {
        var decided = 0
        var undecided = 0
        for seed in Effort.seeds(10) {
            for (name, shape) in Trial.shapes {
                let rulebook = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                var people = RandomCases(rulebook, completions: 60, seed: seed &+ 5)
                let conditions = rulebook.programmes.flatMap(\.criteria).map(\.when).prefix(6)
                for _ in 0..<4 {
                    let person = people.next()
                    guard let resolved = person.resolved(in: rulebook) else { continue }
                    let evaluator = NaiveEvaluator(rulebook, limit: 240)
                    for condition in conditions {
                        guard let expected = try? evaluator.truth(of: condition, in: resolved, on: person.day) else {
                            continue
                        }
                        for nodes in [0, 1, 2, 4, 8, 16, 40, 100, 100_000] {
                            let plan = PlanCache(rulebook, nodeLimit: nodes).plan(on: person.day)
                            guard let situation = try? Situation(resolved.answers, on: plan.day) else { continue }
                            let found = situation.truth(plan.day.gate(condition))
                            if found.isExact {
                                decided += 1
                                #expect(found.truth == expected, "seed \(seed), \(name), \(nodes) nodes")
                            } else {
                                undecided += 1
                                #expect(nodes < 100_000 && found.truth == .unknown)
                            }
                        }
                    }
                }
            }
        }
        #expect(decided > 1_000 && undecided > 20, "\(decided) decided, \(undecided) not")
    }
}

extension Box {
    /// Whether a point lies in it.
    fileprivate func holds(_ point: [Int32]) -> Bool {
        limits.allSatisfy { variable, runs in runs.contains { $0.contains(point[variable]) } }
    }
}
