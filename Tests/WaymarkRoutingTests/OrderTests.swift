import Testing
import WaymarkRouting
import WaymarkTestSupport

/// The order of the outcomes (rulebook page, section 6, "Order"). Each programme's outcome is chosen by one fact.
@Suite struct `The order of the outcomes` {
    /// Programmes a to e, each open to everybody of whom the fact of its name says yes, asked in this order.
    private static func rules(_ routing: String, capacities: [String: String] = [:]) -> String {
        let names = ["a", "b", "c", "d", "e"]
        let facts = names.map { "  is_\($0): {label: L, ask: Q?, type: yes or no}\n" }.joined()
        let programmes = names.map {
            "  \($0): {title: T, kind: support, located_by: nothing, consent: none, criteria: {c: {says: s, when: {is_\($0): yes}}}}\n"
        }.joined()
        let services = names.map { name in
            let state = capacities[name].map { ", capacity: {state: \($0)}" } ?? ""
            return
                "  s_\(name): {programme: \(name), name: N, provider: P, areas: everywhere, agreement: not needed\(state)}\n"
        }.joined()
        return
            "facts:\n\(facts)  extra: {label: L, ask: Q?, type: yes or no}\nprogrammes:\n\(programmes)services:\n\(services)routing: {\(routing)}\n"
    }

    /// The names of the programmes in the order of the decision; `?` behind open ones, `-` behind noes.
    private func order(
        _ routing: String, _ facts: String, on date: String = "2026-06-01", capacities: [String: String] = [:]
    ) throws -> String {
        let decision = try ExampleRulebook(Self.rules(routing, capacities: capacities)).decision(facts, on: date)
        return decision.outcomes.map { row in
            switch row.outcome {
            case .needInformation: row.programme + "?"
            case .unavailable, .notEligible: row.programme + "-"
            default: row.programme
            }
        }.joined(separator: " ")
    }

    private static let all = "{is_a: yes, is_b: yes, is_c: yes, is_d: yes, is_e: yes}"

    @Test func `is that of the routing, whatever the order of the programmes in the file`() throws {
        #expect(try order("order: [a, b, c, d, e]", Self.all) == "a b c d e")
        #expect(try order("order: [e, c, a, d, b]", Self.all) == "e c a d b")
    }

    @Test func `has what can be done first, then what is open, then what is full, then what is not for the person`()
        throws
    {
        #expect(
            try order(
                "order: [a, b, c, d, e]", "{is_a: no, is_b: yes, is_d: yes, is_e: yes}",
                capacities: ["b": "no_capacity", "e": "waiting_list"])
                == "d e c? b- a-")
    }

    @Test func `has what is urgent and open at the top, and nothing else that is urgent`() throws {
        #expect(
            try order("order: [a, b, c, d, e], urgent: [c, d]", "{is_a: yes, is_b: yes, is_d: yes, is_e: no}")
                == "c? a b d e-")
        #expect(try order("order: [a, b, c, d, e], urgent: [e, b]", "{is_a: yes, is_c: yes}") == "b? e? a c d?")
    }

    @Test(
        arguments: [
            ("first: d, then: [a]", "b c d a e"), ("first: e, then: [a, b]", "c d e a b"),
            ("first: a, then: [e]", "a b c d e"),
            ("first: c, then: [b, a]", "c a b d e"),
            ("first: d, then: [a], when: {extra: yes}", "b c d a e"),
            ("first: d, then: [a], when: {extra: no}", "a b c d e"),
            ("first: d, then: [a], from: 2026-06-01, until: 2026-06-01", "b c d a e"),
            ("first: d, then: [a], from: 2026-06-02", "a b c d e"),
            ("first: d, then: [a], until: 2026-05-31", "a b c d e"),
        ])
    func `is changed by a sequence that holds`(_ sequence: String, _ expected: String) throws {
        let facts = Self.all.dropLast() + ", extra: yes}"
        #expect(
            try order("order: [a, b, c, d, e], sequences: {s: {\(sequence), says: w}}", String(facts)) == expected)
    }

    @Test func `is changed by several sequences until nothing moves`() throws {
        let routing =
            "order: [a, b, c, d, e], sequences: {s: {first: c, then: [a], says: w}, t: {first: e, then: [c], says: w}}"
        #expect(try order(routing, Self.all) == "b d e c a")
        let other =
            "order: [a, b, c, d, e], sequences: {t: {first: e, then: [c], says: w}, s: {first: c, then: [a], says: w}}"
        #expect(try order(other, Self.all) == "b d e c a")
    }

    @Test func `moves nothing that cannot be done, and nothing behind what cannot`() throws {
        let routing = "order: [a, b, c, d, e], sequences: {s: {first: d, then: [a], says: w}}"
        #expect(try order(routing, "{is_a: no, is_b: yes, is_c: yes, is_d: yes, is_e: yes}") == "b c d e a-")
        #expect(try order(routing, "{is_a: yes, is_b: yes, is_c: yes, is_d: no, is_e: yes}") == "a b c e d-")
        #expect(try order(routing, "{is_a: yes, is_b: yes, is_c: yes, is_e: yes}") == "a b c e d?")
    }

    @Test func `says what comes first, also of what is still open, and whether that is certain`() throws {
        func rows(_ when: String, _ facts: String) throws -> [String] {
            let routing = "order: [a, b, c, d, e], sequences: {s: {first: b, then: [a], says: w\(when)}}"
            return try ExampleRulebook(Self.rules(routing)).outcomes(facts).filter {
                $0.hasPrefix("a/") || $0.hasPrefix("b/")
            }
        }
        let both = "{is_a: yes, is_b: yes, is_c: no, is_d: no, is_e: no}"
        #expect(try rows("", both) == ["b/s_b: refer", "a/s_a: refer after [b]"])
        #expect(try rows(", when: {extra: yes}", both) == ["b/s_b: refer", "a/s_a: refer after_undecided [b]"])
        let open = "{is_a: yes, is_c: no, is_d: no, is_e: no}"
        #expect(try rows("", open) == ["a/s_a: refer after [b]", "b/s_b: need_information asks [is_b]"])
        let none = "{is_a: yes, is_b: no, is_c: no, is_d: no, is_e: no}"
        #expect(try rows("", none) == ["a/s_a: refer"])
    }

    @Test func `is not changed by low priority, which is only said, and only where it is certain`() throws {
        let routing = "order: [a, b, c, d, e], low_priority: {p: {programmes: [a, c], says: w, when: {extra: yes}}}"
        let rules = try ExampleRulebook(Self.rules(routing))
        func marked(_ facts: String) throws -> [String] {
            try rules.decision(facts).outcomes.filter { !$0.lowPriority.isEmpty }.map(\.programme)
        }
        let all = Self.all.dropLast()
        #expect(try marked(all + ", extra: yes}") == ["a", "c"])
        #expect(try marked(all + ", extra: no}") == [])
        #expect(try marked(all + "}") == [])
        #expect(try marked("{is_a: no, is_c: yes, extra: yes}") == ["c"], "of what can be done alone")
        #expect(try order(routing, all + ", extra: yes}") == "a b c d e")
    }

    @Test func `has as its primary the first that can be done`() throws {
        let rules = try ExampleRulebook(
            Self.rules("order: [a, b, c, d, e], urgent: [a]", capacities: ["c": "waiting_list"]))
        #expect(try rules.decision("{is_b: no, is_c: yes, is_d: yes, is_e: no}").primary == "c/s_c")
        #expect(try rules.decision("{is_b: yes, is_c: yes}").primary == "b/s_b", "not what is urgent and open")
        #expect(try rules.decision("{is_b: no, is_c: no, is_d: no, is_e: no}").primary == nil)
    }
}

@Suite struct `Alerts` {
    private static let rules = """
        facts:
          risk: {label: Risk, ask: Risk?, type: yes or no}
          child: {label: Child, ask: Child?, type: yes or no}
        programmes:
          help: {title: Help, kind: support, located_by: nothing, consent: none, criteria: {c: {says: s, when: {child: yes}}}}
        services:
          ash: {programme: help, name: Ash, provider: A, areas: everywhere, agreement: not needed}
        routing:
          alerts:
            danger: {says: there is a danger, do: Act, when: {risk: yes}}
            young: {says: it is a child, do: Tell, when: {child: yes}, from: 2026-01-01, until: 2026-12-31}
            both: {says: a child in danger, do: Both, when: {risk: yes, child: yes}}
          order: [help]

        """

    @Test(
        arguments: [
            ("{risk: yes, child: yes}", "2026-06-01", ["danger", "young", "both"]),
            ("{risk: no, child: no}", "2026-06-01", []),
            ("{risk: yes, child: yes}", "2027-01-01", ["danger", "both"]),
            ("{risk: yes}", "2026-06-01", ["danger", "young?", "both?"]),
            ("{risk: no}", "2026-06-01", ["young?"]), ("{child: yes}", "2026-06-01", ["young", "danger?", "both?"]),
            ("{}", "2025-12-31", ["danger?", "both?"]),
        ] as [(String, String, [String])])
    func `that hold come first, then those that may`(_ facts: String, _ date: String, _ expected: [String]) throws {
        let decision = try ExampleRulebook(Self.rules).decision(facts, on: date)
        #expect(decision.alerts.map { $0.name + ($0.decided ? "" : "?") } == expected)
    }

    @Test func `that may hold are asked about before everything else`() throws {
        let rules = try ExampleRulebook(Self.rules)
        #expect(try rules.decision("{}").questions == ["risk", "child"])
        #expect(try rules.decision("{child: yes}").questions == ["risk"])
        #expect(try rules.decision("{child: declined}").questions == ["risk"])
        #expect(try rules.decision("{risk: no}", on: "2025-01-01").questions == ["child"], "for the programme alone")
    }
}
