import Testing
import WaymarkTestSupport

/// Hand-computed answers for "Order": the list, sequences, priorities, primary.
@Suite struct `Order` {
    private let when = ["a": "homeless", "b": "dependent", "c": "engaged", "d": "on_licence"]

    /// Programmes `a` to `d`, each for a fact of its own, each with a service of the same letter.
    private func four(_ more: Example.Part...) throws -> Example {
        var parts: [Example.Part] = ["a", "b", "c", "d"].flatMap { name in
            [programme(name, when: "{\(when[name] ?? ""): yes}"), service("\(name)1", of: name)]
        }
        parts += more
        return try Example(parts)
    }

    private func facts(_ given: String) -> String {
        given.split(separator: " ").map { pair in
            let sides = pair.split(separator: "=")
            return "\(when[String(sides[0])] ?? ""): \(sides[1])"
        }.joined(separator: ", ")
    }

    private func names(_ example: Example, _ given: String, on day: String = "2025-06-15") throws -> [String] {
        try example.decide(facts(given), on: day).outcomes.map { $0.programme }
    }

    @Test func `actionable, then open, then unavailable, then not eligible; each by routing order`() throws {
        let example = try four(routing("order: [d, c, b, a]"))
        #expect(try names(example, "a=yes b=yes c=yes d=yes") == ["d", "c", "b", "a"])
        #expect(try names(example, "a=yes b=no d=no") == ["a", "c", "d", "b"])
        let full = try Example(
            programme("a", when: "{homeless: yes}"), programme("b", when: "{dependent: yes}"),
            service("b1", of: "b"), programme("c", when: "{engaged: yes}"), service("c1", of: "c"))
        #expect(
            try full.outcomes("homeless: yes, dependent: no")
                == ["c/c1: need_information asks [engaged]", "a: unavailable", "b: not_eligible"])
    }

    @Test func `open outcomes of urgent programmes stand at the top, decided ones in their place`() throws {
        let example = try four(routing("urgent: [c, d]"))
        #expect(try names(example, "a=yes b=yes") == ["c", "d", "a", "b"])
        #expect(try names(example, "a=yes b=yes c=yes d=no") == ["a", "b", "c", "d"])
    }

    @Test func `within a programme the row without a service stands first, then services in file order`() throws {
        let example = try Example(
            programme(located: "local_authority"), service("zeta"), service("one", areas: "[ashby]"),
            service("two", areas: "[bexley]"), service("alpha"))
        #expect(try example.outcomes().map { String($0.prefix { $0 != ":" }) } == ["help", "help/zeta", "help/alpha"])
    }

    @Test func `kinds of actionable outcomes are not told apart by the order`() throws {
        let example = try Example(
            programme("a"), service("a1", of: "a", agreement: nil), programme("b"), service("b1", of: "b"))
        #expect(try example.outcomes("homeless: yes") == ["a/a1: signpost", "b/b1: refer"])
        #expect(try example.primary("homeless: yes") == "a/a1")
    }

    @Test func `primary is the first actionable outcome, with none nothing`() throws {
        let example = try four(routing("urgent: [d]"))
        #expect(try example.primary(facts("a=no b=yes c=yes")) == "b/b1")
        #expect(try example.primary(facts("a=no b=no c=no")) == nil)
    }

    // MARK: Sequences

    private let all = "a=yes b=yes c=yes d=yes"

    @Test func `a sequence moves what comes later directly behind what comes first`() throws {
        let example = try four(routing("sequences: {s: {first: c, then: [a], says: s}}"))
        #expect(
            try example.outcomes(facts(all)) == ["b/b1: refer", "c/c1: refer", "a/a1: refer after [c]", "d/d1: refer"])
    }

    @Test func `those moved keep their order among themselves`() throws {
        let example = try four(routing("sequences: {s: {first: d, then: [b, a], says: s}}"))
        #expect(try names(example, all) == ["c", "d", "a", "b"])
    }

    @Test func `what stands behind already stays where it is, and lists first all the same`() throws {
        let example = try four(routing("sequences: {s: {first: a, then: [c], says: s}}"))
        #expect(
            try example.outcomes(facts(all)) == ["a/a1: refer", "b/b1: refer", "c/c1: refer after [a]", "d/d1: refer"])
    }

    @Test func `it moves behind the last actionable outcome of first`() throws {
        let example = try Example(
            programme("a"), service("a1", of: "a"), programme("b"), service("b1", of: "b"), service("b2", of: "b"),
            routing("sequences: {s: {first: b, then: [a], says: s}}"))
        #expect(try example.outcomes("homeless: yes") == ["b/b1: refer", "b/b2: refer", "a/a1: refer after [b]"])
    }

    @Test func `sequences are applied until nothing moves`() throws {
        // First a behind b; then b behind d, which leaves a before b again; so once more.
        let example = try four(
            routing("sequences: {s: {first: b, then: [a], says: s}, t: {first: d, then: [b], says: t}}"))
        #expect(
            try example.outcomes(facts(all))
                == ["c/c1: refer", "d/d1: refer", "b/b1: refer after [d]", "a/a1: refer after [b]"])
    }

    @Test func `with first open nothing moves, but it is listed; with first a no it is not`() throws {
        let example = try four(routing("sequences: {s: {first: c, then: [a], says: s}}"))
        #expect(
            try example.outcomes(facts("a=yes b=no d=no")) == [
                "a/a1: refer after [c]", "c/c1: need_information asks [engaged]", "b: not_eligible", "d: not_eligible",
            ])
        #expect(try example.outcomes(facts("a=yes b=no c=no d=no")).first == "a/a1: refer")
    }

    @Test func `only actionable outcomes are moved or say what they come after`() throws {
        let example = try four(routing("sequences: {s: {first: c, then: [a, b], says: s}}"))
        #expect(
            try example.outcomes(facts("b=no c=yes d=no")) == [
                "c/c1: refer", "a/a1: need_information asks [homeless]", "b: not_eligible", "d: not_eligible",
            ])
    }

    @Test func `an undecided sequence moves too, and says after_undecided`() throws {
        let example = try four(routing("sequences: {s: {first: b, then: [a], says: s, when: {age_years: under 18}}}"))
        let people = facts("a=yes b=yes c=no d=no")
        #expect(try example.outcomes(people).prefix(2) == ["b/b1: refer", "a/a1: refer after_undecided [b]"])
        #expect(try example.outcomes(people + ", age_years: 17").prefix(2) == ["b/b1: refer", "a/a1: refer after [b]"])
        #expect(try example.outcomes(people + ", age_years: 18").prefix(2) == ["a/a1: refer", "b/b1: refer"])
        #expect(try example.questions(people) == [])
    }

    @Test func `a certain sequence is what counts where an undecided one says the same`() throws {
        let example = try four(
            routing(
                """
                sequences:
                    u: {first: b, then: [a], says: s, when: {age_years: under 18}}
                    v: {first: b, then: [a], says: s}
                    w: {first: c, then: [a], says: s, when: {age_years: under 16}}
                """))
        #expect(
            try example.outcomes(facts("a=yes b=yes c=yes d=no")).prefix(3)
                == ["b/b1: refer", "c/c1: refer", "a/a1: refer after [b] after_undecided [c]"])
    }

    @Test func `a sequence outside its period plays no part`() throws {
        let example = try four(routing("sequences: {s: {first: b, then: [a], says: s, until: 2025-06-14}}"))
        #expect(try names(example, all) == ["a", "b", "c", "d"])
        #expect(try names(example, all, on: "2025-06-14") == ["b", "a", "c", "d"])
    }

    // MARK: Priorities

    @Test func `priorities are listed on actionable outcomes where they hold for certain, and move nothing`() throws {
        let example = try four(
            routing(
                """
                low_priority:
                    young: {programmes: [a, c], says: s, when: {age_years: under 18}}
                    past: {programmes: [a], says: s, when: {age_years: under 18}, until: 2025-06-14}
                """))
        let people = facts("a=yes b=yes d=no")
        #expect(
            try example.outcomes(people + ", age_years: 17").prefix(3) == [
                "a/a1: refer low_priority [young]", "b/b1: refer", "c/c1: need_information asks [engaged]",
            ])
        #expect(try example.outcomes(people).first == "a/a1: refer")
        #expect(try example.questions(people) == ["engaged"])
    }
}
