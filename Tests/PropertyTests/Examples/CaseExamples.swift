import Testing

/// Hand-computed answers for "Outcomes of a case": which rows there are and what they say.
@Suite struct `Outcomes of a case` {
    @Test func `case 1: no service in any completion, one row without a service`() throws {
        let example = try Example(programme(located: "local_authority"), service(areas: "[ashby]"))
        #expect(try example.outcomes("homeless: no") == ["help: not_eligible"])
        #expect(try example.outcomes("homeless: yes, local_authority: bexley") == ["help: unavailable"])
        // Met or not: a no either way, and it is not worth a question which.
        #expect(try example.outcomes("local_authority: bexley") == ["help: unavailable"])
        #expect(try example.questions("local_authority: bexley") == [])
    }

    @Test func `case 2: several services in different places and the place unknown`() throws {
        let example = try Example(
            programme(located: "local_authority"), service("one", areas: "[ashby]"), service("two", areas: "[bexley]"))
        #expect(try example.outcomes("homeless: yes") == ["help: need_information asks [local_authority]"])
        #expect(try example.outcomes() == ["help: need_information asks [homeless, local_authority]"])
        #expect(try example.outcomes("homeless: no") == ["help: not_eligible"])
        #expect(try example.outcomes("homeless: yes, local_authority: bexley") == ["help/two: refer"])
    }

    @Test func `case 2: the row is a no only if each service is a no wherever the person may be`() throws {
        let full = "capacity: {state: no_capacity}"
        let example = try Example(
            programme(located: "local_authority"), service("one", areas: "[ashby]", full),
            service("two", areas: "[bexley]", full))
        #expect(try example.outcomes("homeless: yes") == ["help: unavailable"])
        let refusing = "bars: {b: {says: b, when: {dependent: yes}}}"
        let strict = try Example(
            programme(located: "local_authority"), service("one", areas: "[ashby]", refusing),
            service("two", areas: "[bexley]", refusing))
        // Not eligible where they serve, elsewhere where they do not: only these two occur.
        #expect(try strict.outcomes("homeless: yes, dependent: yes") == ["help: not_eligible"])
        #expect(try strict.outcomes("homeless: yes") == ["help: need_information asks [dependent, local_authority]"])
    }

    @Test func `case 2: services everywhere are reported by themselves, after the row without a service`() throws {
        let example = try Example(
            programme(located: "local_authority"), service("anywhere"), service("one", areas: "[ashby]"),
            service("two", areas: "[bexley]"))
        #expect(
            try example.outcomes("homeless: yes")
                == ["help/anywhere: refer", "help: need_information asks [local_authority]"])
        #expect(
            try example.outcomes()
                == [
                    "help: need_information asks [homeless, local_authority]",
                    "help/anywhere: need_information asks [homeless]",
                ])
    }

    @Test func `case 3: one service bound to a place stands under its own name though the place is unknown`() throws {
        let example = try Example(
            programme(located: "local_authority"), service("one", areas: "[ashby]"), service("anywhere"))
        #expect(
            try example.outcomes("homeless: yes")
                == ["help/anywhere: refer", "help/one: need_information asks [local_authority]"])
    }

    @Test func `case 3: services that can have no outcome of their own do not count towards several`() throws {
        let example = try Example(
            programme(located: "local_authority"), service("one", areas: "[ashby]"),
            service("two", areas: "[bexley]", "until: 2024-12-31"))
        #expect(try example.outcomes("homeless: yes") == ["help/one: need_information asks [local_authority]"])
    }

    @Test func `the place is known when all completions give the same, though the facts are not all known`() throws {
        let example = try Example(
            programme(located: "[arrest_area, local_authority]"), service("one", areas: "[ashby]"),
            service("two", areas: "[ashby]", "capacity: {state: waiting_list}"))
        #expect(
            try example.outcomes("homeless: yes, arrest_area: ashby") == ["help/one: refer", "help/two: waiting_list"])
        let constrained = try Example(
            impossible("{homeless: yes, local_authority: [bexley, corley, outside]}"),
            programme(located: "local_authority"), service("one", areas: "[ashby]"), service("two", areas: "[ashby]"))
        #expect(try constrained.outcomes("homeless: yes") == ["help/one: refer", "help/two: refer"])
    }

    @Test func `none counts as a place of its own`() throws {
        let example = try Example(
            onlyWhen("local_authority", "{dependent: yes}"),
            impossible("{local_authority: [bexley, corley, outside]}"),
            programme(located: "local_authority"), service("one", areas: "[ashby]"), service("two", areas: "[ashby]"))
        #expect(try example.outcomes("homeless: yes") == ["help: need_information asks [dependent]"])
        #expect(try example.outcomes("homeless: yes, dependent: yes") == ["help/one: refer", "help/two: refer"])
    }

    @Test func `a service that refers in every completion refers, whatever is unknown`() throws {
        let example = try Example(programme(when: "{any: [{homeless: yes}, {homeless: no}]}"), service())
        #expect(try example.outcomes() == ["help/one: refer"])
    }

    @Test func `a service gives a no where all completions give one, not eligible unless something else occurs`() throws
    {
        let example = try Example(
            programme(), service("one", "bars: {b: {says: b, when: {dependent: yes}}}, capacity: {state: no_capacity}"))
        #expect(try example.outcomes() == ["help/one: unavailable"])
        #expect(try example.outcomes("homeless: yes") == ["help/one: unavailable"])
        #expect(try example.outcomes("dependent: yes") == ["help/one: not_eligible"])
        #expect(try example.outcomes("homeless: no") == ["help: not_eligible"])
    }

    @Test func `elsewhere beside not eligible is not eligible`() throws {
        let example = try Example(
            programme(located: "local_authority"),
            service("one", areas: "[ashby]", "bars: {b: {says: b, when: {dependent: yes}}}"))
        #expect(try example.outcomes("homeless: yes, dependent: yes") == ["help/one: not_eligible"])
    }

    @Test func `different ways to act leave it open`() throws {
        let example = try Example(programme("help", "signpost_only: {s: {says: s, when: {engaged: yes}}}"), service())
        #expect(try example.outcomes("homeless: yes") == ["help/one: need_information asks [engaged]"])
        #expect(try example.outcomes() == ["help/one: need_information asks [homeless, engaged]"])
    }
}

/// Hand-computed answers for alerts and questions.
@Suite struct `Alerts and questions` {
    private func example(_ more: Example.Part...) throws -> Example {
        try Example(
            programme("help", when: "{homeless: yes}"), service("one", of: "help"),
            programme("other", when: "{dependent: yes, homeless: yes}"), service("two", of: "other"),
            routing(
                """
                alerts:
                    first: {says: a, do: b, when: {engaged: yes}}
                    second: {says: a, do: b, when: {on_licence: yes}}
                    past: {says: a, do: b, when: {homeless: yes}, until: 2024-12-31}
                """),
            routing("order: [help, other]"), routing("urgent: [other]"))
    }

    @Test func `alerts that hold come first, then undecided ones; others and past ones are not shown`() throws {
        let example = try example()
        #expect(try example.alerts("on_licence: yes, homeless: yes") == ["second", "first?"])
        #expect(try example.alerts("on_licence: no, engaged: yes") == ["first"])
        #expect(try example.alerts("on_licence: no, engaged: no") == [])
    }

    @Test func `questions: of undecided alerts, then of urgent programmes, then of the others, each once`() throws {
        let example = try example()
        #expect(try example.questions() == ["engaged", "on_licence", "homeless", "dependent"])
        #expect(try example.questions("engaged: no, on_licence: yes") == ["homeless", "dependent"])
        #expect(try example.questions("homeless: yes, engaged: no, on_licence: no") == ["dependent"])
    }

    @Test func `what was asked is not asked again, but is still among the asks`() throws {
        let example = try example()
        let facts = "engaged: not known, on_licence: declined, homeless: declined"
        #expect(try example.questions(facts) == ["dependent"])
        #expect(
            try example.outcomes(facts) == [
                "other/two: need_information asks [homeless, dependent]", "help/one: need_information asks [homeless]",
            ])
        #expect(try example.alerts(facts) == ["first?", "second?"])
    }

    @Test func `an open answer may have no question left`() throws {
        let example = try Example(programme(), service())
        #expect(try example.outcomes("homeless: declined") == ["help/one: need_information asks [homeless]"])
        #expect(try example.questions("homeless: declined") == [])
    }

    @Test func `an alert over an unknown fact read twice is decided`() throws {
        let example = try Example(
            routing("alerts: {a: {says: a, do: b, when: {any: [{homeless: yes}, {homeless: no}]}}}"))
        #expect(try example.alerts() == ["a"])
    }

    @Test func `the telling facts of an alert are found over completions`() throws {
        let example = try Example(
            impossible("{homeless: yes, dependent: no}"),
            routing("alerts: {a: {says: a, do: b, when: {homeless: yes, dependent: yes}}}"))
        // Homeless implies dependent, so only homeless tells by itself; dependent tells nothing more.
        #expect(try example.questions() == ["homeless"])
    }
}
