import Testing

/// Hand-computed answers for "Asks of a `need_information`".
@Suite struct `Asks` {
    private func asks(_ facts: String, _ example: Example) throws -> String {
        try example.outcomes(facts).joined(separator: "\n")
    }

    @Test func `a fact that can no longer matter is not asked for`() throws {
        let example = try Example(
            programme(when: "{any: [{homeless: yes}, {all: [{dependent: yes}, {engaged: yes}]}]}"), service())
        #expect(try asks("", example) == "help/one: need_information asks [homeless, dependent, engaged]")
        #expect(try asks("dependent: no", example) == "help/one: need_information asks [homeless]")
        #expect(try asks("homeless: no", example) == "help/one: need_information asks [dependent, engaged]")
        #expect(try asks("homeless: yes", example) == "help/one: refer")
    }

    @Test func `facts that only decide between noes are not asked for`() throws {
        // Dependent: not eligible. Not dependent: full. Nobody gains by knowing.
        let example = try Example(
            programme("help", "signpost_only: {s: {says: s, when: {engaged: yes}}}"),
            service("one", "bars: {b: {says: b, when: {dependent: yes}}}, capacity: {state: no_capacity}"))
        #expect(try asks("homeless: yes", example) == "help/one: unavailable")
        #expect(try asks("", example) == "help/one: unavailable")
    }

    @Test func `asks stand in vocabulary order, services and agreements behind the facts`() throws {
        let example = try Example(
            programme(when: "{age_years: under 18, homeless: yes}", located: "local_authority"),
            service(
                "one", areas: "[ashby]", agreement: "mou", "from: not known, bars: {b: {says: b, when: {drug: crack}}}"),
            agreement("mou", "until: not known"))
        #expect(
            try asks("", example)
                == """
                help/one: need_information asks [homeless, age_years, drug, local_authority, service:one, agreement:mou]
                """)
    }

    @Test func `only the services and agreements that matter are named`() throws {
        let example = try Example(
            programme(located: "local_authority"),
            service("one", areas: "[ashby]", "from: not known"),
            service("two", areas: "[bexley]", agreement: "mou"), agreement("mou", "from: not known"),
            service("three", areas: "[corley]", agreement: "other", "capacity: {state: no_capacity}"),
            agreement("other", "from: not known"))
        #expect(
            try asks("homeless: yes", example)
                == "help: need_information asks [local_authority, service:one, agreement:mou]")
        #expect(
            try asks("homeless: yes, local_authority: ashby", example)
                == "help/one: need_information asks [service:one]")
        #expect(
            try asks("homeless: yes, local_authority: bexley", example)
                == "help/two: need_information asks [agreement:mou]")
        #expect(try asks("homeless: yes, local_authority: corley", example) == "help/three: unavailable")
    }

    @Test func `several services in force or not: they are reported together and one value tells`() throws {
        let example = try Example(
            programme(located: "local_authority"), service("one", areas: "[ashby]", "from: not known"),
            service("two", areas: "[ashby]"))
        // Both are bound to places, so with the place unknown they share a row.
        #expect(try asks("homeless: yes", example) == "help: need_information asks [local_authority, service:one]")
        #expect(
            try asks("homeless: yes, local_authority: ashby", example)
                == "help/two: refer\nhelp/one: need_information asks [service:one]")
    }

    // MARK: Constraints

    @Test func `facts that a constraint ties together are asked for together`() throws {
        // Exactly one of the two holds, so neither can differ alone.
        let example = try Example(
            rules(
                """
                constraints:
                  both: {says: not both, impossible: {homeless: yes, dependent: yes}}
                  neither: {says: one of them, impossible: {homeless: no, dependent: no}}
                """),
            programme(when: "{homeless: yes}"), service())
        #expect(try asks("", example) == "help/one: need_information asks [homeless, dependent]")
    }

    @Test func `a set with a smaller telling set inside it tells nothing more`() throws {
        // Homeless implies dependent. Homeless alone tells where dependent is so.
        let example = try Example(
            impossible("{homeless: yes, dependent: no}"), programme(when: "{homeless: yes}"), service())
        #expect(try asks("", example) == "help/one: need_information asks [homeless]")
        // Of engaged and homeless each tells by itself.
        let both = try Example(
            impossible("{homeless: yes, dependent: no}"), programme(when: "{homeless: yes, engaged: yes}"), service())
        #expect(try asks("", both) == "help/one: need_information asks [homeless, engaged]")
    }

    @Test func `a fact tied to one that is known is settled and not asked for`() throws {
        let example = try Example(
            impossible("{age_years: under 14, on_licence: yes}"), programme(when: "{on_licence: no}"), service())
        #expect(try asks("age_years: 12", example) == "help/one: refer")
        #expect(try asks("", example) == "help/one: need_information asks [on_licence]")
    }

    @Test func `a constraint may keep a number from telling alone`() throws {
        // On licence is the same as being 18 or over.
        let example = try Example(
            rules(
                """
                constraints:
                  a: {says: a, impossible: {age_years: under 18, on_licence: yes}}
                  b: {says: b, impossible: {age_years: 18 or over, on_licence: no}}
                """),
            programme(when: "{on_licence: yes, age_years: under 25}"), service())
        // From 18 to 24, the age alone tells (25); the licence only together with the age.
        #expect(try asks("", example) == "help/one: need_information asks [age_years]")
    }

    // MARK: Facts that may not apply

    @Test func `a fact that may not apply is asked for with the fact that decides so`() throws {
        let example = try Example(
            onlyWhen("drug", "{dependent: yes}"), programme(when: "{drug: heroin}"), service())
        // Two completions: dependent with heroin, and not dependent: they differ in dependent, and besides in a fact
        // that applies in just one of them. So dependent tells; drug tells while dependent.
        #expect(try asks("", example) == "help/one: need_information asks [dependent, drug]")
        #expect(try asks("dependent: yes", example) == "help/one: need_information asks [drug]")
        #expect(try asks("dependent: no", example) == "help: not_eligible")
    }

    @Test func `what a fact opens is not asked for where nothing reads it`() throws {
        let example = try Example(
            onlyWhen("drug", "{dependent: yes}"), programme(when: "{any: [{dependent: no}, {homeless: yes}]}"),
            service())
        #expect(try asks("", example) == "help/one: need_information asks [homeless, dependent]")
    }

    @Test func `a known value ties the facts that decide whether it applies`() throws {
        // Heroin is known, and applies to the homeless and to the dependent; one of the two must be so.
        let example = try Example(
            onlyWhen("drug", "{any: [{homeless: yes}, {dependent: yes}]}"),
            programme(when: "{homeless: yes, dependent: no}"), service())
        // Completions: (yes, no) met; (yes, yes) and (no, yes) not. Dependent tells; (yes, no) and (no, yes) differ
        // in both, a larger set.
        #expect(try asks("drug: heroin", example) == "help/one: need_information asks [dependent]")
        let other = try Example(
            onlyWhen("drug", "{any: [{homeless: yes}, {dependent: yes}]}"),
            programme(when: "{any: [{homeless: no}, {none: [{homeless: yes}]}]}"), service())
        #expect(try asks("drug: heroin", other) == "help/one: need_information asks [homeless]")
    }

    @Test func `facts that must change together because of only_when of a known fact`() throws {
        // Drug is known and applies to either of two groups, which a constraint keeps apart.
        let example = try Example(
            onlyWhen("drug", "{any: [{homeless: yes}, {dependent: yes}]}"),
            impossible("{homeless: yes, dependent: yes}"),
            programme(when: "{homeless: yes}"), service())
        #expect(try asks("drug: heroin", example) == "help/one: need_information asks [homeless, dependent]")
    }

    // MARK: Consent

    @Test func `can_give_consent_now is asked for wherever its step gives the outcome, known or not`() throws {
        let example = try Example(programme(consent: "referral"), service())
        let consents = "consents_to_referral: yes, consents_to_information_sharing: yes"
        #expect(
            try asks("homeless: yes, can_give_consent_now: no, \(consents)", example)
                == "help/one: need_information asks [can_give_consent_now]")
        // Known, so among the asks but not among the questions.
        #expect(try example.questions("can_give_consent_now: no, \(consents)") == ["homeless"])
        #expect(
            try asks("can_give_consent_now: no, \(consents)", example)
                == "help/one: need_information asks [homeless, can_give_consent_now]")
        #expect(
            try asks("homeless: yes, \(consents)", example)
                == "help/one: need_information asks [can_give_consent_now]")
        #expect(try example.questions("homeless: yes, \(consents)") == ["can_give_consent_now"])
    }

    @Test func `can_give_consent_now is not asked for where its step is never reached`() throws {
        let example = try Example(
            programme("help", consent: "referral", "hold: {h: {says: h, when: {engaged: yes}}}"), service())
        #expect(
            try asks("homeless: yes, engaged: yes, can_give_consent_now: no", example)
                == "help/one: need_information")
        #expect(
            try asks("homeless: yes, can_give_consent_now: no", example)
                == "help/one: need_information asks [can_give_consent_now]")
    }

    @Test func `a hold and the consent step are both need_information and do not differ`() throws {
        let example = try Example(
            programme("help", consent: "referral", "hold: {h: {says: h, when: {engaged: yes}}}"), service())
        let facts = "homeless: yes, can_give_consent_now: no"
        // Engaged decides between the two, but the value is the same.
        #expect(try example.questions(facts) == [])
    }

    @Test func `in a row for several services the step of each counts`() throws {
        let example = try Example(
            programme(located: "local_authority", consent: "referral"),
            service("one", areas: "[ashby]", "bars: {b: {says: b, when: {engaged: yes}}}"),
            service("two", areas: "[bexley]", "capacity: {state: no_capacity}"))
        #expect(
            try asks("homeless: yes, engaged: no, can_give_consent_now: no", example)
                == "help: need_information asks [local_authority, can_give_consent_now]")
        #expect(try asks("homeless: yes, engaged: yes, can_give_consent_now: no", example) == "help: unavailable")
    }

    @Test func `who signs off on consent: each refusal is enough, so with one refused the other is not asked`() throws {
        let example = try Example(programme(consent: "referral"), service())
        let facts = "homeless: yes, can_give_consent_now: yes"
        #expect(try asks("\(facts), consents_to_referral: no", example) == "help/one: signpost")
        #expect(
            try asks(facts, example)
                == """
                help/one: need_information asks [consents_to_referral, consents_to_information_sharing]
                """)
    }

    @Test func `a hold that may or may not hold asks for what decides it`() throws {
        let example = try Example(programme("help", "hold: {h: {says: h, when: {engaged: yes}}}"), service())
        #expect(try asks("homeless: yes", example) == "help/one: need_information asks [engaged]")
        #expect(try asks("homeless: yes, engaged: yes", example) == "help/one: need_information")
    }

    @Test func `numbers and dates are asked for where a constant divides them`() throws {
        let example = try Example(
            programme(when: "{age_years: 18 or over, released_on: within the last 3 months}"), service())
        #expect(try asks("", example) == "help/one: need_information asks [age_years, released_on]")
        #expect(try asks("age_years: 18", example) == "help/one: need_information asks [released_on]")
        #expect(try asks("age_years: 18, released_on: 2025-03-15", example) == "help/one: refer")
        #expect(try asks("released_on: 2025-03-14", example) == "help: not_eligible")
    }

    @Test func `a parameter by area makes the area tell`() throws {
        let example = try Example(
            rules("parameters:\n  many: {says: many, values: [12, {value: 10, area: ashby}]}"),
            programme(when: "{offences: at least many}"), service())
        #expect(try asks("", example) == "help/one: need_information asks [offences, local_authority]")
        #expect(try asks("offences: 11", example) == "help/one: need_information asks [local_authority]")
        #expect(try asks("local_authority: bexley", example) == "help/one: need_information asks [offences]")
        #expect(try asks("offences: 9", example) == "help: not_eligible")
    }
}
