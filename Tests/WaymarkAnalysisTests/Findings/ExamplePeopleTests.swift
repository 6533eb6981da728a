import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkAnalysis

/// The people whom findings show, put before the engine and before the naive evaluator.
@Suite struct `The people whom check shows` {
    @Test func `are possible, and what both evaluators tell them is what the finding says`() throws {
        var seen: [String: Int] = [:]
        for seed in Effort.seeds(6) {
            for (number, (name, shape)) in RandomCensus.shapes.enumerated() {
                let drawn = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                let rulebook = drawn.withRandomNeeds(2, seed: seed)
                let today = RandomCensus.days[(Int(seed) + number) % RandomCensus.days.count]
                let result = RulebookCheck(rulebook, today: today, until: today.adding(months: 6)).run()
                let people = ShownPeople(rulebook)
                for finding in result.findings {
                    for found in finding.people {
                        try people.check(found, of: finding, "seed \(seed), \(name), \(today): \(finding.id)")
                        seen[finding.id, default: 0] += 1
                    }
                    if case .influence = finding.kind {
                        #expect(finding.people.count == 2)
                        people.checkDifference(finding, "seed \(seed), \(name), \(today)")
                    }
                }
            }
        }
        for id in [
            "gap.nobody", "gap.full", "gap.unconfirmed", "service.sole-provider", "part.never-matters",
            "fact.influences",
        ] {
            #expect(seen[id, default: 0] > 0, "\(id): \(seen)")
        }
    }
}

private struct ShownPeople {
    let rulebook: Rulebook
    let naive: NaiveEvaluator
    let days: RulebookDays

    init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        naive = NaiveEvaluator(rulebook)
        days = RulebookDays(PlanCache(rulebook), work: Workload(budget: 1_000_000_000))
    }

    /// What the engine and the naive evaluator alike decide.
    func decision(_ person: Case, _ origin: Comment) throws -> NaiveDecision {
        let day = try #require(person.decisionDate, origin)
        let engine = EngineAnswer.decide(rulebook, person, on: day)
        #expect(!engine.refused, "\(origin): the person cannot be")
        #expect(try engine == naive.decide(person, on: day), origin)
        return engine
    }

    func check(_ found: FoundPerson, of finding: Finding, _ origin: Comment) throws {
        let decision = try decision(found.person, origin)
        let day = try #require(found.person.decisionDate)
        func holds(_ condition: Condition) throws -> Bool {
            try naive.truth(of: condition, in: found.person, on: day) == .yes
        }
        func rows(_ need: Int) throws -> [NaiveDecision.Row] {
            let answering = try days[day].programmes(answering: need).map { rulebook.programmes[$0].name }
            return decision.outcomes.filter { answering.contains($0.programme) }
        }
        for fact in found.facts { #expect(found.person.answers[fact] != .unknown, origin) }
        switch finding.kind {
        case .gap(let gap):
            #expect(try holds(rulebook.needs[gap.need].when), origin)
            #expect(gap.from ?? day <= day && day <= gap.until ?? day, origin)
            for row in try rows(gap.need) {
                let isNo = row.outcome == .notEligible || row.outcome == .unavailable
                // Only services that are full may hold somebody back, only unconfirmed ones leave it open.
                #expect(!row.outcome.isActionable, origin)
                #expect(gap.level != .nobody || isNo, origin)
            }
        case .soleProvider(let sole):
            #expect(try holds(rulebook.needs[sole.need].when), origin)
            let takers = try rows(sole.need).filter { $0.service != nil && $0.outcome != .notEligible }.compactMap(
                \.service)
            #expect(takers.count == 1, origin)
            #expect(
                takers.first.map { name in sole.providers.contains { rulebook.services[$0.service].name == name } }
                    ?? false)
        case .neverMatters(.line(let line), _):
            let lines = rulebook.programmes.flatMap(\.criteria) + rulebook.services.flatMap(\.criteria)
            let condition = try #require(lines.first { $0.span == line.span }?.when)
            #expect(try holds(condition) == (line.role != .criterion), origin)
        case .influence(let influence):
            let service = rulebook.services[influence.service].name
            let outcomes = influence.outcomes.map { $0 == .unavailable ? .notEligible : $0 }
            let own = decision.outcomes.first { $0.service == service }?.outcome ?? .notEligible
            #expect(outcomes.contains(own == .unavailable ? .notEligible : own), origin)
        default: break
        }
    }

    /// The two people of an influence have its outcomes, in their order, and differ in the fact alone.
    func checkDifference(_ finding: Finding, _ origin: Comment) {
        guard case .influence(let influence) = finding.kind else { return }
        let service = rulebook.services[influence.service].name
        let outcomes = finding.people.map { found -> Outcome in
            let decision = EngineAnswer.decide(rulebook, found.person, on: found.person.decisionDate ?? .first)
            let own = decision.outcomes.first { $0.service == service }?.outcome ?? .notEligible
            return own == .unavailable ? .notEligible : own
        }
        #expect(outcomes == influence.outcomes.map { $0 == .unavailable ? .notEligible : $0 }, origin)
        let people = finding.people.map(\.person)
        #expect(people[0].decisionDate == people[1].decisionDate, origin)
        for fact in rulebook.vocabulary.facts.indices where fact != influence.fact {
            let both = people.map { $0.answers[fact] }
            // A fact may apply to one of the two alone.
            #expect(both[0] == both[1] || both.contains(.unknown), origin)
        }
    }
}
