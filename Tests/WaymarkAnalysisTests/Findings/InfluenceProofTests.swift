import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkAnalysis

/// What one fact decides, held against comparing everybody with everybody.
@Suite struct `Influence of single facts, against every pair of people` {
    @Test func `a pair is found exactly where two people who differ in the fact alone fare differently`() throws {
        var seen = [true: 0, false: 0]
        try RandomCensus.each(20, limit: 60) { world in
            for service in world.rulebook.services.indices where world.mayServe(service) {
                let answers = world.census.people.map { world.census.answer(of: service, $0) }
                for fact in world.rulebook.vocabulary.facts.indices where world.day.day.grid.first[fact] != nil {
                    let question = InfluenceQuestion(day: world.day, fact: fact, service: service)
                    let coded = try question.coded()
                    let expected = world.hasPair(differingIn: fact) { answers[$0] != answers[$1] }
                    let origin: Comment = "\(world.run), \(world.rulebook.vocabulary[fact].name), service \(service)"
                    seen[expected, default: 0] += 1
                    switch question.pair(coded) {
                    case .none: #expect(!expected, origin)
                    case .notDecided: Issue.record("not decided: \(origin)")
                    case .pair(let pair): check(pair, fact, service, world, origin)
                    }
                }
            }
        }
        #expect(seen[true, default: 0] > 50 && seen[false, default: 0] > 50, "\(seen)")
    }

    @Test func `a line is named exactly where a pair differs in it too`() throws {
        var seen = [true: 0, false: 0]
        try RandomCensus.each(20, limit: 40) { world in
            for service in world.rulebook.services.indices where world.mayServe(service) {
                let programme = world.rulebook.services[service].programme
                let answers = world.census.people.map { world.census.answer(of: service, $0) }
                let lines = world.rulebook.programmes[programme].criteria + world.rulebook.services[service].criteria
                for line in lines where line.period.contains(world.census.day) {
                    let holds = world.census.people.map { world.census.holds(line.when, $0) }
                    for fact in world.rulebook.factsRead(line.when) where world.day.day.grid.first[fact] != nil {
                        let question = InfluenceQuestion(day: world.day, fact: fact, service: service)
                        let coded = try question.coded()
                        let expected = world.hasPair(differingIn: fact) {
                            answers[$0] != answers[$1] && holds[$0] != holds[$1]
                        }
                        let found = question.pair(coded, differingIn: world.day.day.gate(line.when))
                        if case .pair = found {
                            #expect(expected, "\(world.run)")
                        } else {
                            #expect(!expected, "\(world.run)")
                        }
                        seen[expected, default: 0] += 1
                    }
                }
            }
        }
        #expect(seen[true, default: 0] > 20 && seen[false, default: 0] > 20, "\(seen)")
    }

    @Test func `harm is found exactly where another value than the harmless one makes somebody worse off`() throws {
        var seen = [true: 0, false: 0]
        try RandomCensus.each(40, limit: 60) { world in
            for (fact, declaration) in world.rulebook.vocabulary.facts.enumerated() {
                guard declaration.type == .oneOf, !declaration.isAuditOnly, world.day.day.grid.first[fact] != nil else {
                    continue
                }
                for service in world.rulebook.services.indices where world.mayServe(service) {
                    let answers = world.census.people.map { world.census.answer(of: service, $0) }
                    let question = InfluenceQuestion(day: world.day, fact: fact, service: service)
                    let coded = try question.coded()
                    for good in declaration.options.indices {
                        let bad = declaration.options.indices.filter { $0 != good }.map(Int32.init)
                        let expected = world.hasPair(differingIn: fact) { a, b in
                            world.census.people[a].values[fact] == .option(good)
                                && answers[a].burden < answers[b].burden
                        }
                        let origin: Comment = "\(world.run), \(declaration.name), service \(service)"
                        seen[expected, default: 0] += 1
                        switch question.harm(coded, good: Int32(good), bad: bad) {
                        case .none: #expect(!expected, origin)
                        case .notDecided: Issue.record("not decided: \(origin)")
                        case .pair(let pair):
                            check(pair, fact, service, world, origin)
                            #expect(pair.outcomes[0].burden < pair.outcomes[1].burden, origin)
                            #expect(world.person(at: pair.points[0]).values[fact] == .option(good), origin)
                        }
                    }
                }
            }
        }
        #expect(seen[true, default: 0] > 20 && seen[false, default: 0] > 20, "\(seen)")
    }

    /// Two possible people who differ in the fact alone and have the outcomes that are said of them.
    private func check(
        _ pair: InfluenceQuestion.Pair, _ fact: FactID, _ service: Int, _ world: RandomCensus, _ origin: Comment
    ) {
        let people = pair.points.map(world.person)
        for person in people { #expect(world.census.isPossible(person), origin) }
        #expect(people[0].differs(from: people[1], onlyIn: [fact]), origin)
        #expect(people.map { world.census.answer(of: service, $0) } == pair.outcomes.map(\.asAnswer), origin)
    }

    @Test func `what a fact decides within a year is told of every programme, and otherwise proved to be nothing`()
        throws
    {
        var seen = [true: 0, false: 0]
        try RandomYears.each(25, limit: 24) { years in
            let rulebook = years.rulebook.withEveryFactProtected
            let last = years.today.adding(months: 12)
            let result = RulebookCheck(rulebook, today: years.today, until: last).run()
            #expect(result.undecided.isEmpty, "\(years.run)")
            var found: Set<[Int]> = []
            var proved: Set<FactID> = []
            for finding in result.findings {
                switch finding.kind {
                case .influence(let influence): found.insert([influence.fact, influence.programme])
                case .harmless(let fact, .changesNothing): proved.insert(fact)
                default: break
                }
            }
            var expected: Set<[Int]> = []
            for census in years.censuses where years.today <= census.day && census.day <= last {
                for (service, offered) in rulebook.services.enumerated() {
                    let answers = census.people.map { census.answer(of: service, $0) }
                    for fact in rulebook.readableFacts where !expected.contains([fact, offered.programme]) {
                        let hasPair = census.people.indices.contains { a in
                            census.people.indices.contains { b in
                                a < b && answers[a] != answers[b]
                                    && census.people[a].differs(from: census.people[b], onlyIn: [fact])
                            }
                        }
                        if hasPair { expected.insert([fact, offered.programme]) }
                    }
                }
            }
            #expect(found == expected, "\(years.run)")
            for fact in rulebook.readableFacts {
                let decides = expected.contains { $0[0] == fact }
                #expect(proved.contains(fact) == !decides, "\(years.run), \(rulebook.vocabulary[fact].name)")
                seen[decides, default: 0] += 1
            }
        }
        #expect(seen[true, default: 0] > 10 && seen[false, default: 0] > 20, "\(seen)")
    }
}

extension Rulebook {
    /// The facts that rules may read.
    fileprivate var readableFacts: [FactID] {
        vocabulary.facts.indices.filter { !vocabulary[$0].isAuditOnly && vocabulary[$0].type != .text }
    }

    /// The same rulebook with every fact marked `protected`.
    fileprivate var withEveryFactProtected: Rulebook {
        var rules = rules
        for fact in readableFacts { rules.vocabulary[fact].isProtected = true }
        return Rulebook(
            rules: rules, programmes: programmes, areas: areas, services: services, agreements: agreements,
            policy: policy, needs: needs, promises: promises, hash: hash, sources: sources)
    }
}

extension RandomCensus {
    /// Whether a service may run on the day, under a programme that does.
    fileprivate func mayServe(_ service: Int) -> Bool {
        rulebook.services[service].period.inForce(on: census.day) != .no
            && rulebook.programmes[rulebook.services[service].programme].period.contains(census.day)
    }

    /// Whether two people who differ in a fact alone are so.
    fileprivate func hasPair(differingIn fact: FactID, _ isSo: (Int, Int) -> Bool) -> Bool {
        let people = census.people
        return people.indices.contains { a in
            people.indices.contains { b in a != b && isSo(a, b) && people[a].differs(from: people[b], onlyIn: [fact]) }
        }
    }
}

extension Outcome {
    /// How bad it is for a person: less is better.
    fileprivate var burden: Int {
        switch self {
        case .refer: 0
        case .waitingList: 1
        case .signpost: 2
        case .needInformation: 3
        case .unavailable, .notEligible: 4
        }
    }

    /// With one word for every no.
    fileprivate var asAnswer: Outcome { self == .unavailable ? .notEligible : self }
}
