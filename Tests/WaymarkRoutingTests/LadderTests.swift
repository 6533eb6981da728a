import Testing
import WaymarkTestSupport

/// The steps of a service's outcome in one completion (rulebook page, section 6), each by example. Somebody of whom
/// everything is known, and one thing changed at a time.
@Suite struct `What becomes of somebody at one service` {
    static let rules = """
        facts:
          age: {label: Age, ask: How old?, type: whole number, range: 0 to 120}
          home: {label: Home, ask: Where?, type: one of, values_from: areas, values: {elsewhere: Elsewhere}}
          barred: {label: Barred, ask: Barred?, type: yes or no}
          in_prison: {label: In prison, ask: In prison?, type: yes or no}
          interested: {label: Interested, ask: Interested?, type: yes or no}
          local: {label: Local, ask: Known there?, type: yes or no}
          unwell: {label: Unwell, ask: Unwell?, type: yes or no}
          consents_to_referral: {label: Consents, ask: Consents?, type: yes or no}
          consents_to_information_sharing: {label: Sharing, ask: Sharing?, type: yes or no}
          can_give_consent_now: {label: Can consent, ask: Can decide now?, type: yes or no}
        areas: {ashford: {name: Ashford}, barton: {name: Barton}}
        programmes:
          treatment:
            title: Treatment
            kind: treatment
            located_by: home
            consent: referral
            from: 2020-01-01
            until: 2029-12-31
            criteria: {adult: {says: is 18 or over, when: {age: 18 or over}}}
            bars: {banned: {says: is barred, when: {barred: yes}}}
            hold: {away: {says: is in prison, when: {in_prison: yes}}}
            signpost_only: {not_interested: {says: is not interested, when: {interested: no}}}
        services:
          willow:
            programme: treatment
            name: Willow
            provider: Willow Trust
            areas: [ashford]
            from: 2021-01-01
            agreement: pact
            capacity: {state: CAPACITY}
            criteria: {known: {says: is known there, when: {local: yes}}}
            hold: {ill: {says: is unwell, when: {unwell: yes}}}
        agreements:
          pact: {title: Pact, parties: [Police, Willow Trust], from: 2022-01-01, until: 2026-12-31}
        routing: {order: [treatment]}

        """

    /// The rules with the service's room in one state.
    private func rules(_ capacity: String = "has_capacity") throws -> ExampleRulebook {
        try ExampleRulebook(Self.rules.replacing("CAPACITY", with: capacity))
    }

    private static let everything = [
        "age": "30", "home": "ashford", "barred": "no", "in_prison": "no", "interested": "yes", "local": "yes",
        "unwell": "no", "consents_to_referral": "yes", "consents_to_information_sharing": "yes",
        "can_give_consent_now": "yes",
    ]

    /// Facts of somebody to whom every door is open, but for what is changed.
    private static func facts(_ changes: [String: String]) -> String {
        let all = everything.merging(changes) { $1 }.sorted { $0.key < $1.key }
        return "{" + all.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
    }

    @Test(
        arguments: [
            ([:], "treatment/willow: refer"),
            // The programme is not met, whatever else.
            (["age": "17"], "treatment: not_eligible"),
            (["barred": "yes"], "treatment: not_eligible"),
            (["age": "17", "home": "barton"], "treatment: not_eligible"),
            (["age": "17", "can_give_consent_now": "no"], "treatment: not_eligible"),
            // Met, and nobody serves the place.
            (["home": "barton"], "treatment: unavailable"),
            (["home": "elsewhere"], "treatment: unavailable"),
            (["home": "barton", "in_prison": "yes"], "treatment: unavailable"),
            (["home": "barton", "local": "no"], "treatment: unavailable"),
            // The service does not accept: before a hold, consent and all the rest.
            (["local": "no"], "treatment/willow: not_eligible"),
            (["local": "no", "in_prison": "yes"], "treatment/willow: not_eligible"),
            (["local": "no", "consents_to_referral": "no"], "treatment/willow: not_eligible"),
            // A hold, of the programme or of the service: a person decides, and nothing is asked.
            (["in_prison": "yes"], "treatment/willow: need_information"),
            (["unwell": "yes"], "treatment/willow: need_information"),
            (["in_prison": "yes", "can_give_consent_now": "no"], "treatment/willow: need_information"),
            (["in_prison": "yes", "consents_to_referral": "no"], "treatment/willow: need_information"),
            // Consent: whether it can be given comes first.
            (["can_give_consent_now": "no"], "treatment/willow: need_information asks [can_give_consent_now]"),
            (
                ["can_give_consent_now": "no", "consents_to_referral": "no"],
                "treatment/willow: need_information asks [can_give_consent_now]"
            ),
            (["consents_to_referral": "no"], "treatment/willow: signpost"),
            (["consents_to_information_sharing": "no"], "treatment/willow: signpost"),
            (["consents_to_referral": "declined"], "treatment/willow: signpost"),
            (["consents_to_information_sharing": "declined"], "treatment/willow: signpost"),
            // A signpost reason.
            (["interested": "no"], "treatment/willow: signpost"),
            (["interested": "no", "consents_to_referral": "no"], "treatment/willow: signpost"),
        ] as [([String: String], String)])
    func `is the first step that applies`(_ changes: [String: String], _ expected: String) throws {
        #expect(try rules().outcomes(Self.facts(changes)) == [expected])
    }

    @Test(
        arguments: [
            ("no_capacity", [:], "unavailable"), ("no_capacity", ["can_give_consent_now": "no"], "unavailable"),
            ("no_capacity", ["consents_to_referral": "no"], "unavailable"),
            ("no_capacity", ["interested": "no"], "unavailable"),
            // Full, but a hold comes first, and not being accepted before that.
            ("no_capacity", ["in_prison": "yes"], "need_information"), ("no_capacity", ["local": "no"], "not_eligible"),
            ("waiting_list", [:], "waiting_list"), ("waiting_list", ["consents_to_referral": "no"], "signpost"),
            ("waiting_list", ["interested": "no"], "signpost"), ("assess_first", [:], "refer"),
            ("assess_first", ["interested": "no"], "signpost"),
        ] as [(String, [String: String], String)])
    func `depends on the room there is where everything before it is fine`(
        _ capacity: String, _ changes: [String: String], _ expected: String
    ) throws {
        #expect(try rules(capacity).outcomes(Self.facts(changes)) == ["treatment/willow: \(expected)"])
    }

    @Test(arguments: [
        // Before the service there is nobody; before the agreement there is no referral.
        ("2020-12-31", "treatment: unavailable"), ("2021-01-01", "treatment/willow: signpost"),
        ("2021-12-31", "treatment/willow: signpost"), ("2022-01-01", "treatment/willow: refer"),
        ("2026-12-31", "treatment/willow: refer"), ("2027-01-01", "treatment/willow: signpost"),
        ("2019-12-31", "treatment: unavailable"), ("2029-12-31", "treatment/willow: signpost"),
        ("2030-01-01", "treatment: unavailable"),
    ])
    func `depends on the periods of programme, service and agreement`(_ date: String, _ expected: String) throws {
        #expect(try rules().outcomes(Self.facts([:]), on: date) == [expected])
    }

    @Test(
        arguments: [
            ("agreement: not needed", "treatment/willow: refer"), ("", "treatment/willow: signpost"),
            ("agreement: pact", "treatment/willow: refer"),
        ] as [(String, String)])
    func `is a referral with an agreement or where none is needed`(_ line: String, _ expected: String) throws {
        let text = Self.rules.replacing("CAPACITY", with: "has_capacity").replacing(
            "    agreement: pact\n", with: line.isEmpty ? "" : "    \(line)\n")
        #expect(try ExampleRulebook(text).outcomes(Self.facts([:])) == [expected])
    }

    @Test func `asks nobody for consent where the programme needs none`() throws {
        let text = Self.rules.replacing("CAPACITY", with: "has_capacity")
            .replacing("consent: referral", with: "consent: none")
        let statutory = try ExampleRulebook(text)
        for fact in ["can_give_consent_now", "consents_to_referral", "consents_to_information_sharing"] {
            #expect(try statutory.outcomes(Self.facts([fact: "no"])) == ["treatment/willow: refer"])
            #expect(try statutory.outcomes(Self.facts([fact: "unknown"])) == ["treatment/willow: refer"])
        }
    }

    @Test func `says what room there is as if nothing were said, where nothing is`() throws {
        let text = Self.rules.replacing("    capacity: {state: CAPACITY}\n", with: "")
        #expect(try ExampleRulebook(text).outcomes(Self.facts([:])) == ["treatment/willow: refer"])
    }
}

@Suite struct `What is said while something is not known` {
    private func outcomes(_ changes: [String: String], without names: [String] = []) throws -> [String] {
        var all = [
            "age": "30", "home": "ashford", "barred": "no", "in_prison": "no", "interested": "yes", "local": "yes",
            "unwell": "no", "consents_to_referral": "yes", "consents_to_information_sharing": "yes",
            "can_give_consent_now": "yes",
        ]
        for name in names { all[name] = nil }
        all.merge(changes) { $1 }
        let facts = all.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
        let text = `What becomes of somebody at one service`.rules.replacing("CAPACITY", with: "has_capacity")
        return try ExampleRulebook(text).outcomes("{\(facts)}")
    }

    @Test(
        arguments: [
            (["age"], [:], "treatment/willow: need_information asks [age]"),
            (["age", "barred"], [:], "treatment/willow: need_information asks [age, barred]"),
            // A no whatever the rest may be.
            (["age"], ["barred": "yes"], "treatment: not_eligible"),
            (["barred"], ["age": "17"], "treatment: not_eligible"),
            (["age", "barred", "home", "local"], ["barred": "yes"], "treatment: not_eligible"),
            // A no either way: not eligible, or nobody there.
            (["age"], ["home": "barton"], "treatment: unavailable"),
            (["home"], [:], "treatment/willow: need_information asks [home]"),
            (["local"], [:], "treatment/willow: need_information asks [local]"),
            (["in_prison"], [:], "treatment/willow: need_information asks [in_prison]"),
            // Signposted whatever the answer: nothing is asked.
            (["interested"], ["consents_to_referral": "no"], "treatment/willow: signpost"),
            (["consents_to_information_sharing"], ["consents_to_referral": "no"], "treatment/willow: signpost"),
            (["consents_to_referral"], [:], "treatment/willow: need_information asks [consents_to_referral]"),
            (["can_give_consent_now"], [:], "treatment/willow: need_information asks [can_give_consent_now]"),
            (
                ["can_give_consent_now"], ["consents_to_referral": "no"],
                "treatment/willow: need_information asks [can_give_consent_now]"
            ),
            // Asked and not answered, it is unknown still.
            ([], ["age": "declined"], "treatment/willow: need_information asks [age]"),
            ([], ["age": "not known"], "treatment/willow: need_information asks [age]"),
        ] as [([String], [String: String], String)])
    func `is an answer where every completion gives it, else what it hangs on`(
        _ unknown: [String], _ changes: [String: String], _ expected: String
    ) throws {
        #expect(try outcomes(changes, without: unknown) == [expected])
    }

    @Test func `asks nothing twice, in the order of the vocabulary, and never what was asked`() throws {
        let text = `What becomes of somebody at one service`.rules.replacing("CAPACITY", with: "has_capacity")
        let rules = try ExampleRulebook(text)
        let nobody = try rules.decision("{}")
        #expect(
            nobody.questions == [
                "age", "home", "barred", "in_prison", "interested", "local", "unwell", "consents_to_referral",
                "consents_to_information_sharing", "can_give_consent_now",
            ])
        let some = try rules.decision("{home: declined, local: not known, age: 30}")
        #expect(
            !some.questions.contains("home") && !some.questions.contains("local") && !some.questions.contains("age"))
        #expect(some.outcomes.first?.asks.contains("home") == true, "the answer still hangs on it")
    }
}

@Suite struct `Several services of one programme` {
    private static let rules = """
        facts:
          home: {label: Home, ask: Where?, type: one of, values_from: areas, values: {elsewhere: Elsewhere}}
          second: {label: Second, ask: Second place?, type: one of, values_from: areas, values: {elsewhere: Elsewhere}}
          choosy: {label: Choosy, ask: Choosy?, type: yes or no}
        areas: {ashford: {name: Ashford}, barton: {name: Barton}, crewe: {name: Crewe}}
        programmes:
          help:
            title: Help
            kind: support
            located_by: LOCATION
            consent: none
            criteria: {anybody: {says: is anybody, when: {decision_date: after 1900-01-01}}}
        services:
          ash: {programme: help, name: Ash, provider: A, areas: [ashford], agreement: not needed}
          birch: {programme: help, name: Birch, provider: B, areas: [barton, ashford], agreement: not needed, capacity: {state: waiting_list}}
          cedar: {programme: help, name: Cedar, provider: C, areas: everywhere, agreement: not needed, criteria: {picky: {says: is choosy, when: {choosy: yes}}}}
        routing: {order: [help]}

        """

    private func rules(_ location: String) throws -> ExampleRulebook {
        let places = location == "home" || location.hasPrefix("[")
        let text = Self.rules.replacing("LOCATION", with: location)
        return try ExampleRulebook(
            places
                ? text
                : text.replacing("areas: [ashford],", with: "areas: everywhere,").replacing(
                    "areas: [barton, ashford],", with: "areas: everywhere,"))
    }

    @Test(
        arguments: [
            (
                "{home: ashford, choosy: no}",
                ["help/ash: refer", "help/birch: waiting_list", "help/cedar: not_eligible"]
            ),
            ("{home: barton, choosy: no}", ["help/birch: waiting_list", "help/cedar: not_eligible"]),
            ("{home: crewe, choosy: yes}", ["help/cedar: refer"]),
            ("{home: elsewhere, choosy: yes}", ["help/cedar: refer"]),
            // Where nobody knows the place, those of places are one line, those everywhere lines of their own.
            ("{choosy: yes}", ["help/cedar: refer", "help: need_information asks [home]"]),
            ("{choosy: no}", ["help: need_information asks [home]", "help/cedar: not_eligible"]),
            (
                "{home: ashford}",
                ["help/ash: refer", "help/birch: waiting_list", "help/cedar: need_information asks [choosy]"]
            ),
        ] as [(String, [String])])
    func `are each reported where they serve, together where the place is not known`(
        _ facts: String, _ expected: [String]
    ) throws {
        #expect(try rules("home").outcomes(facts) == expected)
    }

    @Test(
        arguments: [
            (
                "{home: ashford, second: barton, choosy: no}",
                ["help/ash: refer", "help/birch: waiting_list", "help/cedar: not_eligible"]
            ),
            (
                "{home: elsewhere, second: barton, choosy: no}",
                ["help/birch: waiting_list", "help/cedar: not_eligible"]
            ),
            ("{home: elsewhere, second: elsewhere, choosy: no}", ["help/cedar: not_eligible"]),
            (
                "{home: ashford, choosy: no}",
                ["help/ash: refer", "help/birch: waiting_list", "help/cedar: not_eligible"]
            ),
            ("{home: elsewhere, choosy: no}", ["help: need_information asks [second]", "help/cedar: not_eligible"]),
        ] as [(String, [String])])
    func `take the first place that is an area, where several facts say the place`(
        _ facts: String, _ expected: [String]
    ) throws {
        #expect(try rules("[home, second]").outcomes(facts) == expected)
    }

    @Test func `serve everybody where the place does not matter`() throws {
        #expect(
            try rules("nothing").outcomes("{choosy: no}")
                == ["help/ash: refer", "help/birch: waiting_list", "help/cedar: not_eligible"])
    }
}

@Suite struct `Services and agreements that nobody has confirmed` {
    private static func rules(service: String, agreement: String) -> String {
        """
        facts:
          age: {label: Age, ask: How old?, type: whole number, range: 0 to 120}
        programmes:
          help: {title: Help, kind: support, located_by: nothing, consent: none, criteria: {adult: {says: is adult, when: {age: 18 or over}}}}
        services:
          ash: {programme: help, name: Ash, provider: A, areas: everywhere, agreement: pact\(service)}
        agreements:
          pact: {title: Pact, parties: [Police, A]\(agreement)}
        routing: {order: [help]}

        """
    }

    @Test(
        arguments: [
            ("", "", "2026-06-01", "help/ash: refer"),
            (", from: not known", "", "2026-06-01", "help/ash: need_information asks [service:ash]"),
            (", from: not known, not_before: 2026-06-02", "", "2026-06-01", "help: unavailable"),
            (
                ", from: not known, not_before: 2026-06-01", "", "2026-06-01",
                "help/ash: need_information asks [service:ash]"
            ),
            (", from: not known, until: 2026-05-31", "", "2026-06-01", "help: unavailable"),
            (", until: not known", "", "2026-06-01", "help/ash: need_information asks [service:ash]"),
            (", from: 2026-06-02, until: not known", "", "2026-06-01", "help: unavailable"),
            (", confirmed_until: 2026-06-01", "", "2026-06-01", "help/ash: refer"),
            (", confirmed_until: 2026-05-31", "", "2026-06-01", "help/ash: need_information asks [service:ash]"),
            (", until: not known, confirmed_until: 2026-06-01", "", "2026-06-01", "help/ash: refer"),
            ("", ", from: not known", "2026-06-01", "help/ash: need_information asks [agreement:pact]"),
            ("", ", until: 2026-05-31", "2026-06-01", "help/ash: signpost"),
            ("", ", confirmed_until: 2026-05-31", "2026-06-01", "help/ash: need_information asks [agreement:pact]"),
            (
                ", from: not known", ", from: not known", "2026-06-01",
                "help/ash: need_information asks [service:ash, agreement:pact]"
            ),
        ])
    func `leave the answer open where it hangs on them, and say whom to ask`(
        _ service: String, _ agreement: String, _ date: String, _ expected: String
    ) throws {
        let rules = try ExampleRulebook(Self.rules(service: service, agreement: agreement))
        #expect(try rules.outcomes("{age: 30}", on: date) == [expected])
        #expect(try rules.decision("{age: 30}", on: date).questions == [], "nothing of it is asked of the person")
        #expect(try rules.outcomes("{age: 17}", on: date) == ["help: not_eligible"], "a no does not hang on them")
    }
}
