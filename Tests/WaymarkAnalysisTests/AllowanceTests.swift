import Testing
import WaymarkDocuments
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

    // MARK: - Whole analyses

    private static let few = [0, 2, 5, 12, 30, 80]

    /// With all the room there is, more is told: of a part that is dead as a whole nothing is said about what is in it.
    /// So a claim made with less room is made with all of it too, or stands inside something of which that tells.
    @Test func `what a check proves it proves with all the room there is too`() throws {
        var proved = 0
        try RandomYears.each(15, needs: 1) { years in
            let check = RulebookCheck(years.rulebook, today: years.today, until: years.today.adding(months: 2))
            let whole = check.run().findings
            let known = Set(whole.compactMap(\.claim))
            let told = Set(whole.flatMap(\.parts))
            for nodes in Self.few {
                let result = check.run(PlanCache(years.rulebook, nodeLimit: nodes))
                let claims = result.findings.filter { $0.claim != nil }
                for finding in claims where !known.contains(finding.claim!) {
                    let around = finding.parts.flatMap { [$0] + $0.owners(in: years.rulebook) }
                    #expect(!told.isDisjoint(with: around), "\(years.run), \(nodes) nodes: \(finding.claim!)")
                }
                proved += claims.count
                if !known.isSubset(of: claims.map { $0.claim! }) {
                    #expect(!result.undecided.isEmpty, "\(years.run), \(nodes) nodes")
                }
            }
        }
        #expect(proved > 0)
    }

    @Test func `a difference between rulebooks is found or said to be open`() throws {
        let period = Period(from: Day(year: 2025, month: 1, day: 1), until: Day(year: 2025, month: 7, day: 2))
        var found = 0
        var open = 0
        for seed in Effort.seeds(5) {
            for (name, shape) in [("mixed", RandomShape.mixed), ("tangled", .tangled)] {
                let old = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                let mutations = Mutation.all(of: old)
                guard !mutations.isEmpty else { continue }
                let new = mutations[Int(seed) % mutations.count].applied(to: old)
                let whole = RulebookDiff.between(old, new, within: period).findings
                for nodes in Self.few {
                    let origin: Comment = "seed \(seed), \(name), \(nodes) nodes"
                    let less = RulebookDiff.between(old, new, within: period, nodeLimit: nodes).findings
                    let isOpen = Set(less.filter { !$0.isComplete }.map(\.subject.programme))
                    for finding in less where !finding.moves.isEmpty {
                        #expect(whole.contains { $0.subject == finding.subject }, origin)
                        found += 1
                    }
                    for finding in whole {
                        let isFound = less.contains { $0.subject == finding.subject && $0.isComplete }
                        #expect(isFound || isOpen.contains(finding.subject.programme), origin)
                        if !isFound { open += 1 }
                    }
                }
            }
        }
        #expect(found > 5 && open > 5, "\(found) found, \(open) open")
    }

    @Test func `an interview ends, and what it then says for certain is so`() throws {
        var certain = 0
        for seed in Effort.seeds(8) {
            for shape in [RandomShape.mixed, .tangled] {
                let rulebook = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                var cases = RandomCases(rulebook, completions: 200, seed: seed)
                guard let person = cases.complete(attempts: 20), let day = person.decisionDate else { continue }
                let truth = try Decider(rulebook).decide(person, on: day, traced: false).outcomes
                for nodes in Self.few {
                    let interviewer = Interviewer(PlanCache(rulebook, nodeLimit: nodes))
                    let blank = Case(name: "", decisionDate: day, answers: person.answers.map { _ in .unknown })
                    var interview = try interviewer.begin(blank, on: day)
                    var asked: Set<FactID> = []
                    while let fact = try interviewer.step(interview).question?.fact {
                        try #require(asked.insert(fact).inserted, "seed \(seed): asked twice")
                        let answer = person.answers[fact] == .unknown ? Answer.notKnown : person.answers[fact]
                        interview = try interviewer.reply(answer, to: fact, in: interview).interview
                    }
                    for row in try interviewer.decision(interview).outcomes
                    where !row.isUndecided && row.outcome != .needInformation && row.together.isEmpty {
                        certain += 1
                        let own = truth.filter { $0.programme == row.programme }
                        let same = own.filter { $0.service == row.service }
                        // A service that does not serve where the person is has no row of its own: that is a no too.
                        let noes = row.service == nil ? own : []
                        let isSo =
                            same.isEmpty
                            ? row.outcome.withOneNo == .notEligible && noes.allSatisfy { !$0.outcome.isActionable }
                            : same.contains { $0.outcome.withOneNo == row.outcome.withOneNo }
                        #expect(isSo, "seed \(seed), \(nodes) nodes, \(row)")
                    }
                }
            }
        }
        #expect(certain > 50)
    }

    @Test func `facts that are told to be enough for an outcome are enough`() throws {
        var sets = 0
        for seed in Effort.seeds(24) {
            let shape = seed % 2 == 0 ? RandomShape.mixed : .wide
            let rulebook = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
            var cases = RandomCases(rulebook, completions: 200, seed: seed)
            guard let person = cases.complete(attempts: 20), let day = person.decisionDate else { continue }
            let decider = Decider(rulebook)
            for nodes in Self.few {
                let explainer = Explainer(PlanCache(rulebook, nodeLimit: nodes))
                for programme in rulebook.programmes.indices {
                    let explanation = try explainer.explain(person, programme: programme, on: day)
                    for told in explanation.outcomes {
                        let row = explanation.decision.outcomes[told.row]
                        guard row.service != nil else { continue }
                        for set in told.reasons?.sets ?? [] {
                            var less = person
                            for fact in less.answers.indices where !set.contains(fact) { less.answers[fact] = .unknown }
                            let rows = try decider.outcomes(of: programme, for: less, on: day)
                            // Reported together with others where the place is no longer known.
                            let same = rows.first { $0.service == row.service }
                            if let same { #expect(same.outcome == row.outcome, "seed \(seed), \(nodes) nodes") }
                            sets += 1
                        }
                    }
                }
            }
        }
        #expect(sets > 5)
    }
}

extension Finding {
    /// What is proved, where it is something that is proved of all people.
    fileprivate var claim: String? {
        switch kind {
        case .neverMatters(let part, _): "\(part) never matters"
        case .neverHolds(let part, _): "\(part) never holds"
        case .alwaysHolds(let part, _): "\(part) always holds"
        case .holdsEverybody(let service): "\(service) holds everybody"
        case .agree(let a, let b): "\(a) and \(b) agree"
        case .testNeverMatters(let part, let place, let isAlways, _): "\(part) at \(place): \(isAlways)"
        case .harmless(let fact, let how): "\(fact) \(how)"
        case .influence(let influence): "\(influence.fact) decides about \(influence.programme)"
        default: nil
        }
    }
}

extension Finding {
    /// The parts that what it proves is about; none of what is told of facts, which nothing else may stand for.
    fileprivate var parts: [RulePart] {
        switch kind {
        case .neverMatters(let part, _), .neverInPlay(let part), .neverHolds(let part, _), .alwaysHolds(let part, _),
            .testNeverMatters(let part, _, _, _):
            [part]
        case .neverRuns(let service), .holdsEverybody(let service): [.service(service)]
        case .agree(let a, let b): [a, b]
        case .unread(let parts): parts
        case .noService(let programme, _): [.programme(programme)]
        default: []
        }
    }
}

extension RulePart {
    /// What it stands in, from the inside out.
    fileprivate func owners(in rulebook: Rulebook) -> [RulePart] {
        switch self {
        case .line(let line):
            let service = line.service.map { [RulePart.service($0), .programme(rulebook.services[$0].programme)] }
            return service ?? line.programmes.map { .programme($0) }
        case .service(let service): return [.programme(rulebook.services[service].programme)]
        case .parameterEntry(let parameter, _): return [.parameter(parameter)]
        default: return []
        }
    }
}

extension Outcome {
    /// With one word for every no: while it is open whether somebody is eligible, a no is "unavailable".
    fileprivate var withOneNo: Outcome { self == .unavailable ? .notEligible : self }
}

extension RulebookDiff.Subject {
    /// The programme it is about, if it is about one.
    fileprivate var programme: String? {
        switch self {
        case .outcome(let programme, _), .serviceOrder(let programme, _, _): programme
        default: nil
        }
    }
}
