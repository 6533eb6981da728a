import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkAnalysis

@Suite struct `Analyses within a tiny allowance` {
    static let limits = Array(0...40) + [50, 64, 80, 100, 150, 200, 300, 500]

    /// The same day, prepared afresh, on which no question may add more than some nodes.
    private func day(_ world: RandomCensus, atMost nodes: Int) -> DayQuestions {
        let plan = DayPlan(world.rulebook, on: world.census.day, nodeLimit: nodes)
        for programme in world.rulebook.policy.order { _ = plan.met(programme) }
        return DayQuestions(plan, work: Workload(budget: 1_000_000_000))
    }

    @Test func `the influence of a fact is found, ruled out or not decided, never wrong`() throws {
        var wrong = 0
        try RandomCensus.each(12, limit: 40) { world in
            let days = Self.limits.map { day(world, atMost: $0) }
            for service in world.rulebook.services.indices {
                let answers = world.census.people.map { world.census.answer(of: service, $0) }
                for fact in world.rulebook.vocabulary.facts.indices where world.day.day.grid.first[fact] != nil {
                    let people = world.census.people
                    let expected = people.indices.contains { a in
                        people.indices.contains { b in
                            a != b && answers[a] != answers[b] && people[a].differs(from: people[b], onlyIn: [fact])
                        }
                    }
                    for day in days {
                        let question = InfluenceQuestion(day: day, fact: fact, service: service)
                        guard let coded = try? question.coded() else { continue }
                        switch question.pair(coded) {
                        case .none: if expected { wrong += 1 }
                        case .pair: if !expected { wrong += 1 }
                        case .notDecided: break
                        }
                    }
                }
            }
        }
        #expect(wrong == 0)
    }

    @Test func `conditions that some possible person tells apart are never taken for alike`() throws {
        var wrong = 0
        try RandomCensus.each(6, limit: 40) { world in
            let conditions =
                (world.rulebook.programmes.flatMap(\.criteria) + world.rulebook.services.flatMap(\.criteria)).map(
                    \.when)
            let holds = conditions.map { condition in world.census.people.map { world.census.holds(condition, $0) } }
            for nodes in Self.limits {
                let day = day(world, atMost: nodes)
                let diagrams = conditions.map { (try? day.amongPossible(day.day.gate($0))) }
                for a in conditions.indices {
                    for b in conditions.indices where holds[a] != holds[b] {
                        if let one = diagrams[a], let two = diagrams[b], one == two { wrong += 1 }
                    }
                }
            }
        }
        #expect(wrong == 0)
    }

    /// Groups of facts, each tied by a constraint, the last group standing on top of the diagrams: to deny all constraints
    /// together takes more nodes than any step before.
    private static func tied() throws -> Rulebook {
        var text = "facts:\n"
        for group in ["a", "b", "c", "d", "e", "f"] {
            for number in 1...3 {
                text +=
                    "  \(group)\(number): {label: \(group)\(number), ask: \"\(group)\(number)?\", type: yes or no}\n"
            }
        }
        text += """
            definitions:
              order: {says: in this order, when: {any: [{f1: yes}, {f2: yes}, {f3: yes}, {e1: yes}, {e2: yes}, {e3: yes}, {d1: yes}, {d2: yes}, {d3: yes}, {c1: yes}, {c2: yes}, {c3: yes}, {b1: yes}, {b2: yes}, {b3: yes}, {a1: yes}, {a2: yes}, {a3: yes}]}}
            constraints:

            """
        for group in ["a", "b", "c", "d", "e", "f"] {
            text +=
                "  \(group): {says: not all three, impossible: {all: [{\(group)1: yes}, {\(group)2: yes}, {\(group)3: yes}]}}\n"
        }
        text += """
            programmes:
              help: {title: Help, kind: support, located_by: nothing, consent: none, criteria: {first: {says: the first is so, when: {a1: yes}}, second: {says: order, when: {order: yes}}}}
            services:
              helper: {programme: help, name: Helper, provider: Helper, areas: everywhere, agreement: not needed}
            routing: {order: [help]}

            """
        return try TestRulebook.load([("Rules/all.yaml", text)])
    }

    @Test func `constraints that could not be finished do not make conditions alike`() throws {
        let rulebook = try Self.tied()
        var wrong = 0
        for nodes in 0...60 {
            let plan = DayPlan(rulebook, on: Day("2025-01-01")!, nodeLimit: nodes)
            let day = DayQuestions(plan, work: Workload(budget: 1_000_000_000))
            let gates = ["a1", "b1", "c1", "d1"].map { day.day.gate(rulebook.vocabulary[$0]!, .isYes) }
            let alike = gates.compactMap { try? day.amongPossible($0) }
            if Set(alike).count != alike.count { wrong += 1 }
        }
        #expect(wrong == 0)
    }

    @Test func `a fact that decides is never told to be harmless`() throws {
        let rulebook = try Self.tied()
        let fact = try #require(rulebook.vocabulary["a1"])
        var found = 0
        for nodes in 0...200 {
            let plan = DayPlan(rulebook, on: Day("2025-01-01")!, nodeLimit: nodes)
            let day = DayQuestions(plan, work: Workload(budget: 1_000_000_000))
            let question = InfluenceQuestion(day: day, fact: fact, service: 0)
            guard let coded = try? question.coded() else { continue }
            switch question.pair(coded) {
            case .none: Issue.record("told to be harmless with \(nodes) nodes")
            case .pair: found += 1
            case .notDecided: break
            }
        }
        #expect(found > 0)
    }
}
