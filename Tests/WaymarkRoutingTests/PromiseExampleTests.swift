import Testing
import WaymarkTestSupport

/// Promises of a small rulebook: kept if no complete case breaks them, on any date of their period.
@Suite struct `What a rulebook promises` {
    private static func rules(_ promise: String) -> String {
        """
        facts:
          age: {label: Age, ask: Q?, type: whole number, range: 0 to 120}
          ill: {label: Ill, ask: Q?, type: yes or no}
          home: {label: Home, ask: Q?, type: one of, values_from: areas}
        areas: {ashford: {name: Ashford}, barton: {name: Barton}}
        constraints: {old: {says: nobody over 100 is well, impossible: {age: more than 100, ill: no}}}
        definitions:
          adult: {says: is adult, when: {age: 18 or over}}
        programmes:
          rehab: {title: R, kind: treatment, located_by: home, consent: none, criteria: {c: {says: s, when: {adult: yes}}}, bars: {b: {says: s, when: {ill: no}, from: 2026-01-01}}}
          course: {title: C, kind: course, located_by: nothing, consent: none, criteria: {c: {says: s, when: {age: under 30}}}}
        services:
          ash: {programme: rehab, name: N, provider: P, areas: [ashford], agreement: not needed}
          anywhere: {programme: course, name: N, provider: P, areas: everywhere, agreement: not needed, capacity: {state: waiting_list}, until: 2027-12-31}
        routing: {order: [rehab, course]}
        promises: {p: {says: it is so, \(promise)}}

        """
    }

    @Test(
        arguments: [
            // No child in rehab, and nobody who is well since 2026.
            ("never: {when: {age: under 18}, outcome: {rehab: [refer, waiting_list, signpost]}}", true),
            ("never: {when: {age: under 19}, outcome: {rehab: [refer, waiting_list, signpost]}}", false),
            ("never: {when: {ill: no}, outcome: {rehab: refer}}", false),
            ("never: {when: {ill: no}, outcome: {rehab: refer}}, from: 2026-01-01", true),
            ("never: {when: {ill: no}, outcome: {rehab: refer}}, from: 2025-12-31", false),
            ("never: {when: {ill: no}, outcome: {rehab: refer}}, from: 2026-01-01, until: 2026-01-01", true),
            // The constraint leaves nobody who is over 100 and well.
            ("always: {when: {age: more than 100, home: ashford}, outcome: {rehab: refer}}", true),
            ("always: {when: {age: more than 99, home: ashford}, outcome: {rehab: refer}}", false),
            ("always: {when: {age: more than 99, home: ashford}, outcome: {rehab: refer}}, until: 2025-12-31", true),
            ("always: {when: {age: more than 100}, outcome: {rehab: refer}}", false),
            ("always: {when: {age: more than 100}, outcome: {rehab: [refer, unavailable]}}", true),
            // The course has a waiting list, and ends.
            ("always: {when: {age: under 30}, outcome: {course: waiting_list}}, until: 2027-12-31", true),
            ("always: {when: {age: under 30}, outcome: {course: waiting_list}}", false),
            ("always: {when: {age: under 30}, outcome: {course: [waiting_list, unavailable]}}", true),
            ("always: {when: {age: under 31}, outcome: {course: [waiting_list, unavailable]}}", false),
            ("never: {when: {age: 30 or over}, outcome: {course: [refer, waiting_list, signpost]}}", true),
            // Of several programmes all are promised.
            (
                "always: {when: {age: 20, ill: yes, home: ashford}, outcome: {rehab: refer, course: waiting_list}}, until: 2027-12-31",
                true
            ),
            (
                "always: {when: {age: 40, ill: yes, home: ashford}, outcome: {rehab: refer, course: waiting_list}}, until: 2027-12-31",
                false
            ),
            // Of nobody everything is true.
            ("always: {when: {all: [{age: 20}, {age: 21}]}, outcome: {rehab: waiting_list}}", true),
        ])
    func `is checked of everybody and every day`(_ promise: String, _ isKept: Bool) {
        #expect(ExampleRulebook.problems(Self.rules(promise)) == (isKept ? [] : ["promise.broken"]), "\(promise)")
    }

    @Test func `and is broken by somebody, it is said by whom and when`() throws {
        let rules = Self.rules(
            "never: {when: {age: under 19, home: ashford}, outcome: {rehab: refer}}, from: 2026-05-01, until: 2026-05-31"
        )
        do {
            _ = try ExampleRulebook(rules)
            Issue.record("it loaded")
        } catch {
            let text = error.description
            #expect(text.contains("Age: 18"), "\(text)")
            #expect(text.contains("on 2026-05-"), "\(text)")
            #expect(text.contains("Home: Ashford"), "\(text)")
        }
    }
}
