import Foundation
import Testing
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite("Who is routed differently")
struct DiffTests {
    /// A programme's outcome at a service, or alone, as the diff words it.
    private struct Row: Hashable {
        var programme: String
        var service: String?
        var outcome: Outcome
    }

    /// The years around which random rulebooks have their dates.
    private static let period = Period(
        from: Day(year: 2023, month: 6, day: 1), until: Day(year: 2026, month: 6, day: 1))

    private static func rows(_ decider: Decider, _ person: Case, _ day: Day) -> [Row]? {
        guard let decision = try? decider.decide(person, on: day, traced: false) else { return nil }
        let rulebook = decider.rulebook
        return decision.outcomes.map { row in
            Row(
                programme: rulebook.programmes[row.programme].name,
                service: row.service.map { rulebook.services[$0].name }, outcome: row.outcome)
        }
    }

    private struct Move: Hashable {
        var programme: String
        var service: String?
        var from: Outcome?
        var to: Outcome?
    }

    /// What moves between two decisions of a complete case.
    private static func moves(_ old: [Row], _ new: [Row]) -> Set<Move> {
        var result: Set<Move> = []
        func outcome(_ rows: [Row], _ programme: String, _ service: String?) -> Outcome? {
            rows.first { $0.programme == programme && $0.service == service }?.outcome
                ?? rows.first { $0.programme == programme && $0.service == nil }?.outcome
        }
        for programme in Set((old + new).map(\.programme)) {
            let services = Set((old + new).filter { $0.programme == programme }.compactMap(\.service))
            for service in services.isEmpty ? [nil] : services.map(Optional.some) {
                let from = outcome(old, programme, service)
                let to = outcome(new, programme, service)
                if from != to { result.insert(Move(programme: programme, service: service, from: from, to: to)) }
            }
        }
        return result
    }

    @Test("whoever is routed differently is found, and whoever is found is routed differently")
    func agreesWithDecisions() throws {
        var seen = 0
        for seed in Effort.firstSeed..<Effort.firstSeed + UInt64(6 * Effort.factor) {
            for (name, shape) in [("mixed", RandomShape.mixed), ("tangled", .tangled)] {
                guard let old = try? TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape)) else { continue }
                let mutations = Mutation.all(of: old)
                guard !mutations.isEmpty else { continue }
                let mutation = mutations[Int(seed) % mutations.count]
                let new = mutation.applied(to: old)
                let origin = "seed \(seed), shape \(name), without \(mutation.title)"
                let diff = RulebookDiff.between(old, new, within: Self.period)
                let deciders = (Decider(old), Decider(new))
                for finding in diff.findings {
                    guard case .outcome(let programme, let service) = finding.subject else { continue }
                    for move in finding.moves {
                        let day = try #require(move.example.decisionDate)
                        let before = try #require(Self.rows(deciders.0, move.example, day), "\(origin)")
                        let after = try #require(Self.rows(deciders.1, move.example, day), "\(origin)")
                        let expected = Move(programme: programme, service: service, from: move.from, to: move.to)
                        #expect(Self.moves(before, after).contains(expected), "\(origin): \(expected)")
                    }
                }
                var people = RandomCases(old, seed: seed)
                for _ in 0..<25 {
                    guard let person = people.complete(attempts: 3), let day = person.decisionDate,
                        Self.period.contains(day),
                        let before = Self.rows(deciders.0, person, day), let after = Self.rows(deciders.1, person, day)
                    else { continue }
                    for move in Self.moves(before, after) {
                        seen += 1
                        let found = diff.findings.contains { finding in
                            finding.subject == .outcome(programme: move.programme, service: move.service)
                                && finding.from <= day && day <= finding.until
                                && finding.moves.contains { $0.from == move.from && $0.to == move.to }
                        }
                        #expect(found, "\(origin), on \(day): \(move)")
                    }
                }
            }
        }
        #expect(seen > 10)
    }

    @Test("a rulebook does not differ from itself")
    func sameIsSame() throws {
        for seed in Effort.firstSeed..<Effort.firstSeed + 8 {
            guard let rulebook = try? TestRulebook.load(RandomRulebook.make(seed: seed, shape: .mixed)) else {
                continue
            }
            #expect(RulebookDiff.between(rulebook, rulebook, within: Self.period).findings.isEmpty, "seed \(seed)")
        }
    }

    private static func small(
        _ criteria: String, range: String = "10 to 120", order: String = "[help, rest]"
    ) -> [(path: String, text: String)] {
        [
            (
                "Rules/rules.yaml",
                """
                facts:
                  age: {label: Age, ask: How old?, type: whole number, range: \(range)}
                  uses: {label: Uses, ask: What?, type: several of, values: {a: A, b: B, c: C}}
                programmes:
                  help: {title: Help, kind: support, located_by: nothing, consent: none, criteria: \(criteria)}
                  rest: {title: Rest, kind: support, located_by: nothing, consent: none, criteria: {old: {says: is, when: {age: at least 10}}}}
                routing: {order: \(order)}
                """
            ),
            (
                "Services/map.yaml",
                """
                services:
                  helper: {programme: help, name: Helper, provider: P, areas: everywhere, agreement: not needed}
                """
            ),
        ]
    }

    @Test("rulebooks that mean the same show no difference, however they are written")
    func differentWordsSameMeaning() throws {
        let pairs = [
            (
                "{young: {says: is young, when: {age: under 18}}}",
                "{young: {says: is young, when: {none: [{age: 18 or over}]}}}"
            ),
            ("{x: {says: x, when: {uses: [a, b]}}}", "{x: {says: x, when: {any: [{uses: a}, {uses: b}]}}}"),
            ("{x: {says: x, when: {uses: {none of: [a, b, c]}}}}", "{x: {says: x, when: {uses: nothing}}}"),
            (
                "{x: {says: x, when: {age: 20 to 30}}, y: {says: y, when: {uses: something}}}",
                "{z: {says: z, when: {all: [{uses: something}, {age: {not: under 20}}, {age: at most 30}]}}}"
            ),
        ]
        for (one, two) in pairs {
            let diff = RulebookDiff.between(
                try TestRulebook.load(Self.small(one)), try TestRulebook.load(Self.small(two)))
            #expect(diff.findings.isEmpty, "\(one) and \(two)")
        }
    }

    @Test("a moved boundary names the people between the two")
    func movedBoundary() throws {
        let old = try TestRulebook.load(Self.small("{adult: {says: is an adult, when: {age: 18 or over}}}"))
        let new = try TestRulebook.load(Self.small("{adult: {says: is an adult, when: {age: 21 or over}}}"))
        let diff = RulebookDiff.between(old, new)
        #expect(diff.findings.count == 1)
        let finding = try #require(diff.findings.first)
        #expect(finding.subject == .outcome(programme: "help", service: "helper"))
        #expect(finding.groups.map(\.phrases) == [["Age: 18 to 20"]])
        #expect(finding.moves.map(\.from) == [.refer])
        #expect(finding.moves.map(\.to) == [.notEligible])
        #expect(finding.lines.map(\.place) == ["Rules/rules.yaml:5", "Rules/rules.yaml:5"])
    }

    @Test("another order of programmes is said")
    func changedOrder() throws {
        let criteria = "{adult: {says: is an adult, when: {age: 18 or over}}}"
        let diff = RulebookDiff.between(
            try TestRulebook.load(Self.small(criteria)),
            try TestRulebook.load(Self.small(criteria, order: "[rest, help]")))
        #expect(diff.findings.map(\.subject) == [.order(first: "rest", second: "help")])
    }

    @Test(
        "answers and areas that only one rulebook knows are named, so that no difference does not mean nothing changed")
    func otherValues() throws {
        func files(_ values: String, _ areas: String, _ test: String) -> [(path: String, text: String)] {
            [
                (
                    path: "Rules/rules.yaml",
                    text: """
                    facts:
                      uses: {label: Uses, ask: What?, type: several of, values: \(values)}
                      home: {label: Home, ask: Where?, type: one of, values_from: areas}
                    programmes:
                      help: {title: Help, kind: support, located_by: home, consent: none, criteria: {uses: {says: uses, when: {uses: \(test)}}}}
                    routing: {order: [help]}
                    areas: \(areas)
                    services:
                      helper: {programme: help, name: Helper, provider: P, areas: everywhere, agreement: not needed}
                    """
                )
            ]
        }
        let old = try TestRulebook.load(files("{a: Apples, b: Beer}", "{x: {name: Xton}}", "[a, b]"))
        let new = try TestRulebook.load(
            files("{a: Apples, b: Beer, c: Cider}", "{x: {name: Xton}, y: {name: Yton}}", "[a, b, c]"))
        let diff = RulebookDiff.between(old, new)
        #expect(
            diff.notes == [
                "the area “Yton” is new; people who belong there could not be compared, as the old rulebook does not know it",
                "“Uses”: “Cider” is new; people with such an answer could not be compared, as the old rulebook does not know it",
            ])
        #expect(
            DiffText(diff, old: old, new: new).text().hasSuffix(
                "Of those who could be compared nobody is routed differently.\n"))
    }

    @Test("another order of services is said where somebody can be taken by both, and urgent programmes")
    func changedServiceOrder() throws {
        func files(_ services: [String], urgent: String = "") -> [(path: String, text: String)] {
            [
                (
                    path: "Rules/rules.yaml",
                    text: """
                    facts:
                      age: {label: Age, ask: How old?, type: whole number, range: 10 to 120}
                    programmes:
                      help: {title: Help, kind: support, located_by: nothing, consent: none, criteria: {any: {says: any, when: {age: 10 or over}}}}
                    routing: {order: [help]\(urgent)}
                    services:
                    \(services.map { "  \($0)" }.joined(separator: "\n"))
                    """.replacingOccurrences(of: "criteria: {any:", with: "criteria: {some:")
                )
            ]
        }
        let young =
            "young: {programme: help, name: Young, provider: P, areas: everywhere, agreement: not needed, bars: {old: {says: is old, when: {age: 30 or over}}}}"
        let old =
            "old: {programme: help, name: Old, provider: P, areas: everywhere, agreement: not needed, criteria: {old: {says: is old, when: {age: 30 or over}}}}"
        let all = "everyone: {programme: help, name: All, provider: P, areas: everywhere, agreement: not needed}"
        let apart = RulebookDiff.between(
            try TestRulebook.load(files([young, old])), try TestRulebook.load(files([old, young])))
        #expect(apart.findings.isEmpty, "nobody can be taken by both")
        let diff = RulebookDiff.between(
            try TestRulebook.load(files([young, all])), try TestRulebook.load(files([all, young])))
        #expect(diff.findings.map(\.subject) == [.serviceOrder(programme: "help", first: "everyone", second: "young")])
        #expect(diff.findings.first?.groups.map(\.phrases) == [["Age: under 30"]])
        let urgent = RulebookDiff.between(
            try TestRulebook.load(files([all])), try TestRulebook.load(files([all], urgent: ", urgent: [help]")))
        #expect(urgent.findings.map(\.subject) == [.urgent("help", isAdded: true)])
    }

    @Test("facts that only one rulebook has, or that changed, are named")
    func otherVocabulary() throws {
        let old = try TestRulebook.load(Self.small("{adult: {says: is an adult, when: {age: 18 or over}}}"))
        var files = Self.small(
            "{adult: {says: is an adult, when: {age: 18 or over, homeless: yes}}}", range: "16 to 120")
        files[0].text = files[0].text.replacingOccurrences(
            of: "facts:\n", with: "facts:\n  homeless: {label: Homeless, ask: Homeless?, type: yes or no}\n")
        files[0].text = files[0].text.replacingOccurrences(of: "age: at least 10", with: "age: at least 16")
        let diff = RulebookDiff.between(old, try TestRulebook.load(files))
        #expect(
            diff.notes == [
                "“Homeless” is new; the old rulebook reads nothing of it",
                "“Age” now runs from 16 to 120, before from 10 to 120; only people whom both allow could be compared",
            ])
        let moved = diff.findings.first { $0.subject == .outcome(programme: "help", service: "helper") }
        #expect(moved?.groups.map(\.phrases) == [["Age: 18 or over", "Homeless: no"]])
        files[0].text = files[0].text.replacingOccurrences(
            of: "facts:\n", with: "facts:\n  hungry: {label: Hungry, ask: Hungry?, type: yes or no}\n")
        let back = RulebookDiff.between(try TestRulebook.load(files), old)
        #expect(back.notes.first == "“Hungry” and “Homeless” are gone; the new rulebook reads nothing of them")
    }
}

@Suite("Every line of the shipped rulebook matters to the diff")
struct DiffMutationTests {
    @Test("taking out any criterion, bar, hold, signpost reason or service is seen and named")
    func everyMutationIsSeen() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        var problems = Diagnostics()
        let (loaded, _) = Rulebook.load(folder: root.path, into: &problems)
        let rulebook = try #require(loaded)
        let mutations = Mutation.all(of: rulebook)
        #expect(mutations.count > 150)
        // An eighth of them by default, each eighth with its own first seed; all of them with more effort.
        let step = Effort.factor > 1 ? 1 : 8
        for mutation in mutations.enumerated().filter({ $0.offset % step == Int(Effort.firstSeed) % step }).map(
            \.element)
        {
            let diff = RulebookDiff.between(rulebook, mutation.applied(to: rulebook), programmes: [mutation.programme])
            let places = diff.findings.flatMap(\.lines).filter { !$0.isNew }.map(\.place)
            #expect(places.contains(mutation.place), "\(mutation.title) at \(mutation.place); named: \(places)")
        }
    }
}
