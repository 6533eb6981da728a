import Testing

/// Hand-computed answers for "Outcomes in one completion", step by step in the page's order.
@Suite struct `Outcomes in one completion` {
    @Test func `every criterion in force must hold and no bar in force may`() throws {
        let example = try Example(
            programme(
                "help", when: "{homeless: yes}",
                "bars: {b: {says: b, when: {dependent: yes}}, old: {says: o, when: {engaged: yes}, until: 2024-12-31}}"),
            service())
        #expect(try example.outcomes("homeless: yes, dependent: no") == ["help/one: refer"])
        #expect(try example.outcomes("homeless: no, dependent: no") == ["help: not_eligible"])
        #expect(try example.outcomes("homeless: yes, dependent: yes") == ["help: not_eligible"])
        let facts = "homeless: yes, dependent: no, engaged: yes"
        #expect(try example.outcomes(facts) == ["help/one: refer"])
        #expect(try example.outcomes(facts, on: "2024-12-31") == ["help: not_eligible"])
    }

    @Test func `a criterion outside its period plays no part`() throws {
        let example = try Example(
            .programme(
                "help",
                """
                located_by: nothing, consent: none, criteria: {a: {says: a, when: {homeless: yes}}, \
                b: {says: b, when: {dependent: yes}, from: 2025-07-01}}
                """),
            service())
        #expect(try example.outcomes("homeless: yes, dependent: no", on: "2025-06-30") == ["help/one: refer"])
        #expect(try example.outcomes("homeless: yes, dependent: no", on: "2025-07-01") == ["help: not_eligible"])
    }

    @Test func `criteria and bars of the family belong to every programme that names it`() throws {
        let example = try Example(
            rules(
                """
                families:
                  f: {title: F, criteria: {young: {says: y, when: {age_years: under 18}}}, bars: {b: {says: b, when: {dependent: yes}}}}
                """),
            programme("help", "family: f"), service())
        #expect(try example.outcomes("homeless: yes, age_years: 17, dependent: no") == ["help/one: refer"])
        #expect(try example.outcomes("homeless: yes, age_years: 18, dependent: no") == ["help: not_eligible"])
        #expect(try example.outcomes("homeless: yes, age_years: 17, dependent: yes") == ["help: not_eligible"])
    }

    @Test func `met and no service there is an unmet need`() throws {
        #expect(try Example(programme()).outcomes("homeless: yes") == ["help: unavailable"])
        let elsewhere = try Example(programme(located: "local_authority"), service(areas: "[ashby]"))
        #expect(try elsewhere.outcomes("homeless: yes, local_authority: bexley") == ["help: unavailable"])
        #expect(try elsewhere.outcomes("homeless: no, local_authority: bexley") == ["help: not_eligible"])
        #expect(try elsewhere.outcomes("homeless: yes, local_authority: ashby") == ["help/one: refer"])
    }

    @Test func `a service outside its period does not serve, nor any outside the programme's`() throws {
        let example = try Example(
            programme("help", "until: 2025-12-31"), service("one", "from: 2025-06-01, until: 2026-06-30"))
        #expect(try example.outcomes("homeless: yes", on: "2025-05-31") == ["help: unavailable"])
        #expect(try example.outcomes("homeless: yes", on: "2025-06-01") == ["help/one: refer"])
        #expect(try example.outcomes("homeless: yes", on: "2026-01-01") == ["help: unavailable"])
    }

    @Test func `everywhere and located by nothing cover every place, and none`() throws {
        let everywhere = try Example(
            onlyWhen("local_authority", "{dependent: yes}"), programme(located: "local_authority"), service())
        #expect(try everywhere.outcomes("homeless: yes, dependent: no") == ["help/one: refer"])
        #expect(try everywhere.outcomes("homeless: yes, local_authority: outside") == ["help/one: refer"])
        let nowhere = try Example(programme(located: "nothing"), service(areas: "[ashby]"))
        #expect(try nowhere.outcomes("homeless: yes, local_authority: bexley") == ["help/one: refer"])
        let bound = try Example(
            onlyWhen("local_authority", "{dependent: yes}"), programme(located: "local_authority"),
            service(areas: "[ashby]"))
        #expect(try bound.outcomes("homeless: yes, dependent: no") == ["help: unavailable"])
    }

    @Test func `a single place fact may have a value that is no area, and services may name it`() throws {
        let example = try Example(programme(located: "local_authority"), service(areas: "[outside]"))
        #expect(try example.outcomes("homeless: yes, local_authority: outside") == ["help/one: refer"])
    }

    @Test func `with a list the place is the first of the facts whose value is an area`() throws {
        let example = try Example(
            onlyWhen("arrest_area", "{dependent: yes}"),
            programme(located: "[arrest_area, local_authority]"), service(areas: "[ashby]"))
        func outcome(_ facts: String) throws -> [String] { try example.outcomes("homeless: yes, " + facts) }
        #expect(try outcome("arrest_area: ashby, local_authority: bexley") == ["help/one: refer"])
        #expect(try outcome("arrest_area: bexley, local_authority: ashby") == ["help: unavailable"])
        #expect(try outcome("arrest_area: outside, local_authority: ashby") == ["help/one: refer"])
        #expect(try outcome("dependent: no, local_authority: ashby") == ["help/one: refer"])
        #expect(try outcome("dependent: no, local_authority: outside") == ["help: unavailable"])
        #expect(try outcome("arrest_area: ashby") == ["help/one: refer"])
    }

    @Test func `one: a service that does not accept comes before anything else`() throws {
        let example = try Example(
            programme("help", "hold: {h: {says: h, when: {engaged: yes}}}"),
            service(
                "one",
                "criteria: {c: {says: c, when: {dependent: yes}}}, bars: {b: {says: b, when: {age_years: under 18}}}"))
        #expect(
            try example.outcomes("homeless: yes, dependent: no, age_years: 20, engaged: yes")
                == ["help/one: not_eligible"])
        #expect(
            try example.outcomes("homeless: yes, dependent: yes, age_years: 17, engaged: yes")
                == ["help/one: not_eligible"])
        #expect(
            try example.outcomes("homeless: yes, dependent: yes, age_years: 18, engaged: no")
                == ["help/one: refer"])
    }

    @Test func `two: a hold of programme or service asks nothing and comes before a full service`() throws {
        let example = try Example(
            programme("help", "hold: {h: {says: h, when: {engaged: yes}}}"),
            service("one", "hold: {s: {says: s, when: {dependent: yes}}}, capacity: {state: no_capacity}"))
        #expect(try example.outcomes("homeless: yes, engaged: yes, dependent: no") == ["help/one: need_information"])
        #expect(try example.outcomes("homeless: yes, engaged: no, dependent: yes") == ["help/one: need_information"])
        #expect(try example.outcomes("homeless: yes, engaged: no, dependent: no") == ["help/one: unavailable"])
        #expect(try example.questions("homeless: yes, engaged: yes, dependent: no") == [])
    }

    @Test func `three: a full service is unavailable whatever consent says`() throws {
        let example = try Example(programme(consent: "referral"), service("one", "capacity: {state: no_capacity}"))
        #expect(try example.outcomes("homeless: yes, can_give_consent_now: no") == ["help/one: unavailable"])
    }

    @Test func `four: nobody who cannot consent now is sent or signposted; who refuses is signposted`() throws {
        let example = try Example(programme(consent: "referral"), service())
        func outcome(_ now: String, _ referral: String, _ sharing: String) throws -> [String] {
            try example.outcomes(
                """
                homeless: yes, can_give_consent_now: \(now), consents_to_referral: \(referral), \
                consents_to_information_sharing: \(sharing)
                """)
        }
        #expect(try outcome("yes", "yes", "yes") == ["help/one: refer"])
        #expect(try outcome("no", "no", "no") == ["help/one: need_information asks [can_give_consent_now]"])
        #expect(try outcome("yes", "no", "yes") == ["help/one: signpost"])
        #expect(try outcome("yes", "yes", "no") == ["help/one: signpost"])
        #expect(try outcome("yes", "declined", "yes") == ["help/one: signpost"])
        #expect(try outcome("yes", "yes", "declined") == ["help/one: signpost"])
    }

    @Test func `a consent fact that does not apply says no to nothing`() throws {
        let example = try Example(
            onlyWhen("can_give_consent_now", "{dependent: yes}"), onlyWhen("consents_to_referral", "{dependent: yes}"),
            onlyWhen("consents_to_information_sharing", "{dependent: yes}"), programme(consent: "referral"), service())
        #expect(try example.outcomes("homeless: yes, dependent: no") == ["help/one: refer"])
    }

    @Test func `without consent in the programme nobody is asked for it`() throws {
        let example = try Example(programme(consent: "none"), service())
        #expect(
            try example.outcomes("homeless: yes, can_give_consent_now: no, consents_to_referral: no")
                == ["help/one: refer"])
    }

    @Test func `five: a signpost reason of programme or service`() throws {
        let example = try Example(
            programme("help", "signpost_only: {s: {says: s, when: {engaged: yes}}}"),
            service(
                "one",
                """
                capacity: {state: waiting_list}, \
                signpost_only: {t: {says: t, when: {dependent: yes}, until: 2025-06-30}}
                """))
        #expect(try example.outcomes("homeless: yes, engaged: yes, dependent: no") == ["help/one: signpost"])
        #expect(try example.outcomes("homeless: yes, engaged: no, dependent: yes") == ["help/one: signpost"])
        #expect(
            try example.outcomes("homeless: yes, engaged: no, dependent: yes", on: "2025-07-01")
                == ["help/one: waiting_list"])
    }

    @Test func `six: no agreement, or one that is not in force, means giving the details`() throws {
        let missing = try Example(programme(), service("one", agreement: nil, "capacity: {state: waiting_list}"))
        #expect(try missing.outcomes("homeless: yes") == ["help/one: signpost"])
        let example = try Example(
            programme(), service("one", agreement: "mou"), agreement("mou", "from: 2025-06-15, until: 2025-12-31"))
        #expect(try example.outcomes("homeless: yes", on: "2025-06-14") == ["help/one: signpost"])
        #expect(try example.outcomes("homeless: yes", on: "2025-06-15") == ["help/one: refer"])
        #expect(try example.outcomes("homeless: yes", on: "2026-01-01") == ["help/one: signpost"])
    }

    @Test func `seven and eight: the waiting list, otherwise refer, also where the provider assesses first`() throws {
        func outcome(_ capacity: String) throws -> [String] {
            try Example(programme(), service("one", capacity)).outcomes("homeless: yes")
        }
        #expect(try outcome("capacity: {state: waiting_list}") == ["help/one: waiting_list"])
        #expect(try outcome("capacity: {state: has_capacity}") == ["help/one: refer"])
        #expect(try outcome("capacity: {state: assess_first}") == ["help/one: refer"])
        #expect(try outcome("") == ["help/one: refer"])
    }

    @Test func `each service that serves has its own outcome`() throws {
        let example = try Example(
            programme(located: "local_authority"), service("one", areas: "[ashby]"),
            service("two", areas: "[ashby, bexley]", "capacity: {state: waiting_list}"),
            service("three", areas: "[bexley]"), service("four"))
        #expect(
            try example.outcomes("homeless: yes, local_authority: ashby")
                == ["help/one: refer", "help/two: waiting_list", "help/four: refer"])
    }
}

/// Hand-computed answers for the table of periods in section 4.
@Suite struct `Services and agreements that may or may not be in force` {
    private func outcomes(_ period: String, on day: String) throws -> [String] {
        try Example(programme(), service("one", period)).outcomes("homeless: yes", on: day)
    }

    private let open = ["help/one: need_information asks [service:one]"]
    private let yes = ["help/one: refer"]
    private let no = ["help: unavailable"]

    @Test func `from not known: unknown up to until, no after it`() throws {
        #expect(try outcomes("from: not known, until: 2025-06-15", on: "2000-01-01") == open)
        #expect(try outcomes("from: not known, until: 2025-06-15", on: "2025-06-15") == open)
        #expect(try outcomes("from: not known, until: 2025-06-15", on: "2025-06-16") == no)
    }

    @Test func `not_before: certainly not before it`() throws {
        let period = "from: not known, not_before: 2025-06-15"
        #expect(try outcomes(period, on: "2025-06-14") == no)
        #expect(try outcomes(period, on: "2025-06-15") == open)
    }

    @Test func `until not known: no before from, unknown from then on`() throws {
        #expect(try outcomes("from: 2025-06-15, until: not known", on: "2025-06-14") == no)
        #expect(try outcomes("from: 2025-06-15, until: not known", on: "2025-06-15") == open)
    }

    @Test func `confirmed_until: as written up to it, then unknown where it would be in force`() throws {
        let period = "from: 2025-01-01, until: 2025-12-31, confirmed_until: 2025-06-15"
        #expect(try outcomes(period, on: "2024-12-31") == no)
        #expect(try outcomes(period, on: "2025-06-15") == yes)
        #expect(try outcomes(period, on: "2025-06-16") == open)
        #expect(try outcomes(period, on: "2026-01-01") == no)
    }

    @Test func `until not known with confirmed_until: in force up to it, then unknown`() throws {
        let period = "from: 2025-01-01, until: not known, confirmed_until: 2025-06-15"
        #expect(try outcomes(period, on: "2024-12-31") == no)
        #expect(try outcomes(period, on: "2025-06-15") == yes)
        #expect(try outcomes(period, on: "2025-06-16") == open)
    }

    @Test func `an agreement that may not be in force is asked for, unless nothing turns on it`() throws {
        let example = try Example(
            programme("help", "signpost_only: {s: {says: s, when: {engaged: yes}}}"), service("one", agreement: "mou"),
            agreement("mou", "from: 2025-01-01, confirmed_until: 2025-06-01"))
        #expect(
            try example.outcomes("homeless: yes, engaged: no")
                == ["help/one: need_information asks [agreement:mou]"])
        #expect(try example.outcomes("homeless: yes, engaged: yes") == ["help/one: signpost"])
        #expect(try example.questions("homeless: yes, engaged: no") == [])
    }

    @Test func `a service is certainly not there outside its programme's period, known or not`() throws {
        let example = try Example(programme("help", "until: 2025-06-01"), service("one", "from: not known"))
        #expect(try example.outcomes("homeless: yes") == ["help: unavailable"])
    }
}
