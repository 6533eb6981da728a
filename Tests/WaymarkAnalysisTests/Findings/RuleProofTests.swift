import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkAnalysis

/// What is said of whole programmes, services, definitions, constraints and routing, held against looking at everybody on
/// every day.
@Suite struct `Rules that do nothing, against everybody on every day` {
    /// Finds exactly what is expected, and finds something at all.
    private func compare(_ found: Set<RulePart>, _ expected: Set<RulePart>, _ what: String, _ years: RandomYears) -> Int
    {
        for part in found.symmetricDifference(expected) {
            Issue.record("\(years.run): \(part) \(found.contains(part) ? "is said to" : "is not said to") \(what)")
        }
        return expected.count
    }

    @Test func `programmes and services that nobody can reach`() throws {
        var seen = (programmes: 0, closed: 0, idle: 0, held: 0)
        try RandomYears.each(120) { years in
            let rulebook = years.rulebook
            let days = RulebookDays(PlanCache(rulebook), work: Workload(budget: 1_000_000_000))
            var reach = ReachFindings(DaySweep(days, today: years.today))
            reach.run()
            #expect(reach.undecided.isEmpty)

            let unmet = rulebook.programmes.indices.filter { programme in
                !years.ever(rulebook.programmes[programme].period) { $0.isMet(programme, $1) }
            }
            let open = rulebook.services.indices.filter { !unmet.contains(rulebook.services[$0].programme) }
            func runs(_ service: Int, _ day: Day) -> Bool { rulebook.services[service].period.inForce(on: day) != .no }
            func period(_ service: Int) -> Period { rulebook.programmes[rulebook.services[service].programme].period }
            let idle = open.filter { service in
                !years.censuses.contains { period(service).contains($0.day) && runs(service, $0.day) }
            }
            let closed = open.filter { service in
                !idle.contains(service)
                    && !years.ever(period(service)) { runs(service, $0.day) && $0.accepts(service, $1) }
            }
            let held = open.filter { service in
                let lines =
                    rulebook.programmes[rulebook.services[service].programme].criteria
                    + rulebook.services[service].criteria
                let holds = lines.filter { $0.role == .hold }
                if holds.isEmpty || idle.contains(service) || closed.contains(service) { return false }
                return !years.ever(period(service)) { census, person in
                    runs(service, census.day) && census.accepts(service, person)
                        && !holds.contains { $0.period.contains(census.day) && census.holds($0.when, person) }
                }
            }
            let kinds = reach.findings.map(\.kind)
            func parts(_ part: (Finding.Kind) -> RulePart?) -> Set<RulePart> { Set(kinds.compactMap(part)) }
            let never = parts { if case .neverHolds(let part, _) = $0 { part } else { nil } }
            seen.programmes += compare(
                never.filter { if case .programme = $0 { true } else { false } }, Set(unmet.map(RulePart.programme)),
                "be closed",
                years)
            seen.closed += compare(
                never.filter { if case .service = $0 { true } else { false } }, Set(closed.map(RulePart.service)),
                "be closed", years)
            seen.idle += compare(
                parts { if case .neverRuns(let service) = $0 { .service(service) } else { nil } },
                Set(idle.map(RulePart.service)), "never run", years)
            seen.held += compare(
                parts { if case .holdsEverybody(let service) = $0 { .service(service) } else { nil } },
                Set(held.map(RulePart.service)), "hold everybody", years)
            check(kinds, unmet, years)
        }
        #expect(seen.programmes > 10 && seen.closed > 10, "\(seen)")
    }

    /// Programmes that are said to be the same are, and none that has a likeness before it is left out.
    private func check(_ kinds: [Finding.Kind], _ unmet: [Int], _ years: RandomYears) {
        let programmes = years.rulebook.programmes
        func agree(_ a: Int, _ b: Int) -> Bool {
            programmes[a].period == programmes[b].period
                && !years.ever(programmes[a].period) { $0.isMet(a, $1) != $0.isMet(b, $1) }
        }
        let pairs = kinds.compactMap { kind -> (Int, Int)? in
            if case .agree(.programme(let a), .programme(let b)) = kind { (a, b) } else { nil }
        }
        for (a, b) in pairs { #expect(agree(a, b), "\(years.run): \(a), \(b)") }
        for b in programmes.indices where !unmet.contains(b) {
            let hasLikeness = programmes.indices.contains { $0 < b && agree($0, b) && !unmet.contains($0) }
            #expect(pairs.contains { $0.1 == b } == hasLikeness, "\(years.run): \(b)")
        }
    }

    @Test func `programmes that come to agree only on another day than today`() throws {
        // What each programme demands before and since 2026; all are looked at in 2025 and agree or not on every day.
        let rulebook = try TestRulebook.load([
            (
                "Rules/all.yaml",
                """
                facts:
                  homeless: {label: Homeless, ask: Is the person homeless?, type: yes or no}
                  dependent: {label: Dependent, ask: Is the person dependent?, type: yes or no}
                programmes:
                  one:
                    {title: One, kind: course, located_by: nothing, consent: none, criteria: {a: {says: a, when: {homeless: yes}}}}
                  two:
                    title: Two
                    kind: course
                    located_by: nothing
                    consent: none
                    criteria:
                      a: {says: a, when: {homeless: yes}}
                      b: {says: b, when: {dependent: yes}, from: 2026-01-01}
                  three:
                    title: Three
                    kind: course
                    located_by: nothing
                    consent: none
                    criteria:
                      a: {says: a, when: {homeless: yes}}
                      c: {says: c, when: {none: [{dependent: no}]}, from: 2026-01-01}
                  later:
                    {title: Later, kind: course, located_by: nothing, consent: none, from: 2026-01-01, criteria: {a: {says: a, when: {homeless: yes}}}}
                  later_too:
                    title: Later too
                    kind: course
                    located_by: nothing
                    consent: none
                    from: 2026-01-01
                    criteria:
                      a: {says: a, when: {homeless: yes}, from: 2026-01-01}
                      b: {says: b, when: {dependent: yes}, until: 2025-12-31}
                routing: {order: [one, two, three, later, later_too]}
                """
            )
        ])
        let today = try #require(Day("2025-06-01"))
        let result = RulebookCheck(rulebook, today: today, until: today.adding(months: 12)).run()
        let pairs = result.findings.compactMap { finding -> [RulePart]? in
            if case .agree(let a, let b) = finding.kind { [a, b] } else { nil }
        }
        #expect(pairs == [[.programme(1), .programme(2)], [.programme(3), .programme(4)]])
    }

    @Test func `conditions that never or always hold, and routing without effect`() throws {
        var seen: [String: Int] = [:]
        try RandomYears.each(100, needs: 1) { years in
            let rulebook = years.rulebook
            let days = RulebookDays(PlanCache(rulebook), work: Workload(budget: 1_000_000_000))
            var conditions = ConditionFindings(DaySweep(days, today: years.today))
            conditions.run()
            #expect(conditions.undecided.isEmpty)

            var never: Set<RulePart> = []
            var always: Set<RulePart> = []
            func look(_ part: RulePart, _ condition: Condition, _ period: Period, mayBeAlways: Bool = true) {
                if !years.ever(period, { $0.holds(condition, $1) }) {
                    never.insert(part)
                } else if !mayBeAlways, !years.ever(period, { !$0.holds(condition, $1) }) {
                    always.insert(part)
                }
            }
            for (id, definition) in rulebook.rules.definitions.enumerated() {
                let isEver = definition.versions.contains { version in
                    years.ever(version.period) { $0.holds(version.when, $1) }
                }
                if !isEver {
                    never.insert(.definition(id))
                } else if definition.versions.count == 1, definition.versions[0].period == .always {
                    look(.definition(id), definition.versions[0].when, .always, mayBeAlways: false)
                }
            }
            for (id, fact) in rulebook.vocabulary.facts.enumerated() {
                if let condition = fact.onlyWhen { look(.applicability(id), condition, .always, mayBeAlways: false) }
            }
            for (index, need) in rulebook.needs.enumerated() { look(.need(index), need.when, .always) }
            for (index, alert) in rulebook.policy.alerts.enumerated() { look(.alert(index), alert.when, alert.period) }

            func offers(_ programmes: [Int], _ census: NaiveCensus, _ person: NaiveCensus.Person, orOpen: Bool) -> Bool
            {
                programmes.flatMap { rulebook.plan.serviceIndex[$0].all }.contains { service in
                    let outcome = census.answer(of: service, person)
                    return outcome.isActionable || (orOpen && outcome == .needInformation)
                }
            }
            let idle = Set(
                rulebook.policy.sequences.indices.filter { index in
                    let sequence = rulebook.policy.sequences[index]
                    return !years.ever(sequence.period) { census, person in
                        sequence.when.map { census.holds($0, person) } ?? true
                            && offers([sequence.first], census, person, orOpen: true)
                            && offers(sequence.then, census, person, orOpen: false)
                    }
                }.map(RulePart.sequence)
                    + rulebook.policy.lowPriority.indices.filter { index in
                        let priority = rulebook.policy.lowPriority[index]
                        return !years.ever(priority.period) { census, person in
                            census.holds(priority.when, person)
                                && offers(priority.programmes, census, person, orOpen: false)
                        }
                    }.map(RulePart.priority))

            let kinds = conditions.findings.map(\.kind)
            func parts(_ part: (Finding.Kind) -> RulePart?) -> Set<RulePart> { Set(kinds.compactMap(part)) }
            seen["never", default: 0] += compare(
                parts { if case .neverHolds(let part, _) = $0 { part } else { nil } }, never, "never hold", years)
            seen["always", default: 0] += compare(
                parts { if case .alwaysHolds(let part, _) = $0 { part } else { nil } }, always, "always hold", years)
            seen["routing", default: 0] += compare(
                parts { kind in
                    guard case .neverMatters(let part, _) = kind else { return nil }
                    switch part {
                    case .sequence, .priority: return part
                    default: return nil
                    }
                }, idle, "have no effect", years)
            seen["constraints", default: 0] += try constraints(kinds, years)
            seen["tests", default: 0] += tests(kinds, years)
        }
        for kind in ["never", "always", "routing", "constraints", "tests"] {
            #expect(seen[kind, default: 0] > 5, "\(seen)")
        }
    }

    /// Constraints that exclude nobody whom the others leave.
    private func constraints(_ kinds: [Finding.Kind], _ years: RandomYears) throws -> Int {
        let rulebook = years.rulebook
        var expected: Set<RulePart> = []
        for (id, constraint) in rulebook.rules.constraints.enumerated() {
            var rules = rulebook.rules
            rules.constraints.remove(at: id)
            // The constraint stays as a need, so that people are told apart by it.
            let need = Need(
                name: "left", says: "left", when: constraint.impossible, provenance: Provenance(), span: constraint.span
            )
            let without = Rulebook(
                rules: rules, programmes: rulebook.programmes, areas: rulebook.areas, services: rulebook.services,
                agreements: rulebook.agreements, policy: rulebook.policy, needs: rulebook.needs + [need],
                promises: [], hash: rulebook.hash, sources: rulebook.sources)
            let excludes = try years.censuses.contains { census in
                try NaiveCensus(without, on: census.day, limit: 5000).people.contains {
                    census.holds(constraint.impossible, $0)
                }
            }
            if !excludes { expected.insert(.constraint(id)) }
        }
        let found = kinds.compactMap { kind -> RulePart? in
            if case .neverMatters(.constraint(let id), _) = kind { .constraint(id) } else { nil }
        }
        return compare(Set(found), expected, "exclude nobody", years)
    }

    /// Entries of conditions that stand by themselves: writing yes or no for an idle one changes nothing for anybody.
    private func tests(_ kinds: [Finding.Kind], _ years: RandomYears) -> Int {
        var count = 0
        for case .testNeverMatters(let part, let span, let isAlways, _) in kinds {
            guard let (condition, period) = years.rulebook.condition(of: part, at: span) else { continue }
            count += 1
            // Needs are drawn together from lines, so that two entries of one may stand at the same place.
            let isIdle = ([[]] + condition.everyPath).filter { condition.entry(at: $0).span == span }.contains { path in
                let changed = condition.replacing(path, by: isAlways)
                return !years.ever(period) { $0.holds(condition, $1) != $0.holds(changed, $1) }
            }
            #expect(isIdle, "\(years.run): \(part)")
        }
        return count
    }

    @Test func `parameter entries that never apply`() throws {
        var seen = 0
        for seed in Effort.seeds(60) {
            for (name, shape) in RandomCensus.shapes {
                let rulebook = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                var unread = UnreadFindings(rulebook)
                unread.run()
                var found: Set<RulePart> = []
                for case .neverMatters(let part, _) in unread.findings.map(\.kind) { found.insert(part) }
                var expected: Set<RulePart> = []
                let first = try #require(Day("2024-01-01"))
                for (id, parameter) in rulebook.rules.parameters.enumerated() {
                    for index in parameter.entries.indices.dropFirst() {
                        var fewer = parameter
                        fewer.entries.remove(at: index)
                        let options = parameter.locatedBy.map { rulebook.vocabulary[$0].options.indices } ?? 0..<0
                        let places = [nil] + options.map(Int?.some)
                        // Every day on which random rulebooks change, one by one.
                        let applies = (0...900).map { first.adding(days: $0) }.contains { day in
                            places.contains { fewer.value(on: day, area: $0) != parameter.value(on: day, area: $0) }
                        }
                        if !applies { expected.insert(.parameterEntry(id, index)) }
                    }
                }
                #expect(found == expected, "seed \(seed), \(name)")
                seen += expected.count
            }
        }
        #expect(seen > 10)
    }
}

extension Condition {
    fileprivate func entry(at path: [Int]) -> Condition {
        guard let index = path.first else { return self }
        switch kind {
        case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts):
            return parts[index].entry(at: Array(path.dropFirst()))
        case .fact, .definition, .decisionDate: return self
        }
    }
}

extension Rulebook {
    /// The condition of a part that stands by itself, with its period: of a definition, the version around a place.
    fileprivate func condition(of part: RulePart, at span: SourceSpan) -> (Condition, Period)? {
        switch part {
        case .definition(let id):
            return rules.definitions[id].versions.first { version in
                ([[]] + version.when.everyPath).contains { version.when.entry(at: $0).span == span }
            }.map { ($0.when, $0.period) }
        case .applicability(let fact): return vocabulary[fact].onlyWhen.map { ($0, .always) }
        case .need(let index): return (needs[index].when, .always)
        case .alert(let index): return (policy.alerts[index].when, policy.alerts[index].period)
        case .sequence(let index): return policy.sequences[index].when.map { ($0, policy.sequences[index].period) }
        case .priority(let index): return (policy.lowPriority[index].when, policy.lowPriority[index].period)
        default: return nil
        }
    }
}
