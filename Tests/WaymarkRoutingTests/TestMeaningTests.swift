import Testing
import WaymarkRules
import WaymarkTestSupport

/// What each test of section 4 says of a value, by example: yes, no, or ? where the value is not known.
@Suite struct `What a test says of a value` {
    private static let rules = """
        facts:
          age: {label: Age, ask: Q?, type: whole number, range: 0 to 120, only_when: {applies: yes}}
          seen: {label: Seen, ask: Q?, type: date, only_when: {applies: yes}}
          smoker: {label: Smoker, ask: Q?, type: yes or no, only_when: {applies: yes}}
          housing: {label: Housing, ask: Q?, type: one of, only_when: {applies: yes}, values: {settled: Settled, street: Street, hostel: Hostel}}
          drugs: {label: Drugs, ask: Q?, type: several of, only_when: {applies: yes}, values: {heroin: Heroin, crack: Crack, cannabis: Cannabis}}
          home: {label: Home, ask: Q?, type: one of, values_from: areas}
          applies: {label: Applies, ask: Q?, type: yes or no}
        areas: {ashford: {name: Ashford}, barton: {name: Barton}}
        parameters:
          limit: {says: the limit, located_by: home, values: [12, {value: 10, area: barton}, {value: 20, area: ashford, from: 2027-01-01}]}
        definitions:
          adult: {says: is adult, when: {age: 18 or over}}
          dated: {says: is dated, versions: [{from: 2026-01-01, until: 2026-12-31, when: {smoker: yes}}]}
        programmes:
          help: {title: Help, kind: support, located_by: nothing, consent: none, criteria: {c: {says: s, when: CONDITION}}}
        services:
          ash: {programme: help, name: Ash, provider: A, areas: everywhere, agreement: not needed}
        routing: {order: [help]}

        """

    /// Whether the condition holds: y, n or ?.
    private func truth(_ condition: String, _ facts: String, on date: String = "2026-06-01") throws -> String {
        let outcomes = try ExampleRulebook(Self.rules.replacing("CONDITION", with: condition)).outcomes(facts, on: date)
        switch outcomes {
        case ["help/ash: refer"]: return "y"
        case ["help: not_eligible"]: return "n"
        case let other where other.count == 1 && other[0].hasPrefix("help/ash: need_information"): return "?"
        default: return "\(outcomes)"
        }
    }

    /// A letter for each of some values of a fact.
    private func letters(
        _ fact: String, _ test: String, _ values: [String], on date: String = "2026-06-01"
    ) throws -> String {
        let rules = try ExampleRulebook(Self.rules.replacing("CONDITION", with: "{\(fact): \(test)}"))
        return try values.map { value in
            let outcomes = try rules.outcomes("{applies: yes, \(fact): \(value)}", on: date)
            return outcomes == ["help/ash: refer"] ? "y" : outcomes == ["help: not_eligible"] ? "n" : "?"
        }.joined()
    }

    @Test(arguments: [
        ("18", "nyn"), ("at least 18", "nyy"), ("18 or over", "nyy"), ("more than 18", "nny"), ("at most 18", "yyn"),
        ("less than 18", "ynn"), ("under 18", "ynn"), ("18 to 19", "nyy"), ("17 to 18", "yyn"), ("18 to 18", "nyn"),
    ])
    func `of a whole number compares it, and its negation says the opposite`(_ test: String, _ expected: String) throws
    {
        let values = ["17", "18", "19"]
        #expect(try letters("age", test, values) == expected)
        let opposite = String(expected.map { $0 == "y" ? Character("n") : "y" })
        #expect(try letters("age", "{not: \(test)}", values) == opposite)
        #expect(try letters("age", test, ["unknown"]) == "?")
    }

    @Test(arguments: [
        ("2026-05-15", "nyn"), ("before 2026-05-15", "ynn"), ("after 2026-05-15", "nny"),
        ("on or before 2026-05-15", "yyn"),
        ("on or after 2026-05-15", "nyy"), ("2026-05-14 to 2026-05-15", "yyn"), ("2026-05-15 to 2026-05-15", "nyn"),
        ("within the last 17 days", "nyy"), ("within the last 16 days", "nny"), ("more than 17 days ago", "ynn"),
        ("more than 16 days ago", "yyn"), ("in the future", "nnn"), ("within the last 2 weeks", "nnn"),
        ("within the last 1 month", "yyy"),
    ])
    func `of a date compares it with a date or with the day of the decision`(_ test: String, _ expected: String) throws
    {
        let values = ["2026-05-14", "2026-05-15", "2026-05-16"]
        #expect(try letters("seen", test, values) == expected)
        let opposite = String(expected.map { $0 == "y" ? Character("n") : "y" })
        #expect(try letters("seen", "{not: \(test)}", values) == opposite)
        #expect(try letters("seen", test, ["not known"]) == "?")
    }

    @Test(arguments: [
        // A month from the end of January is the end of February.
        ("within the last 1 month", "2026-02-28", "2026-01-28", "y"),
        ("within the last 1 month", "2026-02-28", "2026-01-27", "n"),
        ("within the last 1 month", "2026-02-28", "2026-01-31", "y"),
        ("within the last 1 month", "2026-03-01", "2026-01-31", "n"),
        ("within the last 1 month", "2026-03-01", "2026-02-01", "y"),
        ("within the last 1 month", "2026-03-31", "2026-02-28", "n"),
        ("within the last 1 month", "2026-03-28", "2026-02-28", "y"),
        ("within the last 1 month", "2024-02-29", "2024-01-31", "y"),
        ("within the last 1 month", "2024-03-01", "2024-01-31", "n"),
        ("more than 1 month ago", "2026-02-28", "2026-01-31", "n"),
        ("more than 1 month ago", "2026-03-01", "2026-01-31", "y"),
        ("within the last 1 year", "2025-02-28", "2024-02-29", "y"),
        ("within the last 1 year", "2025-03-01", "2024-02-29", "n"),
        ("within the last 12 months", "2025-02-28", "2024-02-29", "y"),
        ("within the last 4 years", "2028-02-29", "2024-02-29", "y"),
        ("within the last 4 years", "2028-03-01", "2024-02-29", "n"),
        ("within the last 0 months", "2026-03-31", "2026-03-31", "y"),
        ("within the last 0 days", "2026-03-31", "2026-03-30", "n"),
        ("within the last 3 months", "2026-06-30", "2026-03-30", "y"),
        ("within the last 3 months", "2026-06-30", "2026-03-31", "y"),
        ("within the last 3 months", "2026-05-31", "2026-02-28", "n"),
        ("within the last 1 week", "2026-06-08", "2026-06-01", "y"),
        ("within the last 1 week", "2026-06-08", "2026-05-31", "n"),
        ("more than 1 week ago", "2026-06-08", "2026-05-31", "y"),
        ("within the last 1 day", "2026-06-01", "2026-06-02", "n"), ("in the future", "2026-06-01", "2026-06-02", "y"),
        ("in the future", "2026-06-01", "2026-06-01", "n"),
    ])
    func `of some months or years takes the last day of a shorter month`(
        _ test: String, _ decision: String, _ date: String, _ expected: String
    ) throws {
        #expect(try letters("seen", test, [date], on: decision) == expected)
    }

    @Test(arguments: [
        ("yes", "yn"), ("no", "ny"), ("true", "yn"), ("false", "ny"),
    ])
    func `of a yes or no is one of the two`(_ test: String, _ expected: String) throws {
        #expect(try letters("smoker", test, ["yes", "no"]) == expected)
        #expect(try letters("smoker", test, ["declined"]) == "?")
    }

    @Test(arguments: [
        ("street", "nyn"), ("[street, settled]", "yyn"), ("{not: street}", "yny"), ("{not: [street, settled]}", "nny"),
        ("[settled, street, hostel]", "yyy"),
    ])
    func `of a choice names one value or several`(_ test: String, _ expected: String) throws {
        #expect(try letters("housing", test, ["settled", "street", "hostel"]) == expected)
    }

    @Test(arguments: [
        ("crack", "nnyyny"), ("[crack, cannabis]", "nnyyyy"), ("{all of: [heroin, crack]}", "nnnyny"),
        ("{none of: [crack]}", "yynnyn"), ("{only: [crack]}", "nnynnn"), ("{only: [heroin, crack]}", "nyyynn"),
        ("nothing", "ynnnnn"), ("something", "nyyyyy"), ("{none of: [heroin, crack, cannabis]}", "ynnnnn"),
        ("{only: heroin}", "nynnnn"), ("heroin", "nynyny"),
    ])
    func `of a set looks at what is in it`(_ test: String, _ expected: String) throws {
        let sets = ["nothing", "[heroin]", "[crack]", "[crack, heroin]", "[cannabis]", "[cannabis, crack, heroin]"]
        #expect(try letters("drugs", test, sets) == expected)
        #expect(try letters("drugs", test, ["unknown"]) == "?")
    }

    @Test(
        arguments: [
            ("age", "at least 0", "n"), ("age", "{not: 18}", "y"), ("seen", "in the future", "n"),
            ("seen", "{not: in the future}", "y"), ("smoker", "yes", "n"), ("smoker", "no", "n"),
            ("housing", "street", "n"),
            ("housing", "{not: street}", "y"), ("drugs", "nothing", "n"), ("drugs", "something", "n"),
            ("drugs", "{none of: [crack]}", "y"), ("drugs", "{only: [crack]}", "n"),
            ("drugs", "{all of: [crack]}", "n"),
            ("adult", "no", "y"), ("adult", "yes", "n"),
        ])
    func `of a fact that does not apply is no, but for the negative ones`(
        _ fact: String, _ test: String, _ expected: String
    ) throws {
        #expect(try truth("{\(fact): \(test)}", "{applies: no}") == expected)
        // Where nobody knows whether it applies, both may be.
        #expect(try truth("{\(fact): \(test)}", "{}") == "?")
    }

    @Test(arguments: [
        ("ashford", "2026-06-01", "11", "n"), ("ashford", "2026-06-01", "12", "y"), ("barton", "2026-06-01", "10", "y"),
        ("barton", "2026-06-01", "9", "n"), ("ashford", "2026-12-31", "19", "y"), ("ashford", "2027-01-01", "19", "n"),
        ("ashford", "2027-01-01", "20", "y"), ("unknown", "2026-06-01", "12", "y"), ("unknown", "2026-06-01", "9", "n"),
        ("unknown", "2026-06-01", "11", "?"), ("unknown", "2027-01-01", "15", "?"),
    ])
    func `with a parameter compares with its value at the place on the day`(
        _ home: String, _ date: String, _ age: String, _ expected: String
    ) throws {
        #expect(try truth("{age: limit or over}", "{applies: yes, home: \(home), age: \(age)}", on: date) == expected)
    }

    @Test(arguments: [
        ("2025-12-31", "yes", "n"), ("2026-01-01", "yes", "y"), ("2026-12-31", "yes", "y"), ("2027-01-01", "yes", "n"),
        ("2026-06-01", "no", "n"), ("2026-06-01", "unknown", "?"), ("2025-12-31", "unknown", "n"),
    ])
    func `of a definition is that of its version on the day, and no where there is none`(
        _ date: String, _ smoker: String, _ expected: String
    ) throws {
        #expect(try truth("{dated: yes}", "{applies: yes, smoker: \(smoker)}", on: date) == expected)
        let opposite = ["y": "n", "n": "y", "?": "?"][expected]
        #expect(try truth("{dated: no}", "{applies: yes, smoker: \(smoker)}", on: date) == opposite)
    }

    @Test(
        arguments: [
            ("{all: [{age: 18}, {smoker: yes}]}", "nnny"), ("{any: [{age: 18}, {smoker: yes}]}", "nyyy"),
            ("{none: [{age: 18}, {smoker: yes}]}", "ynnn"), ("{age: 18, smoker: yes}", "nnny"),
            ("{at least 1 of: [{age: 18}, {smoker: yes}]}", "nyyy"),
            ("{at least 2 of: [{age: 18}, {smoker: yes}]}", "nnny"),
            ("{any: [{age: 18}], none: [{smoker: yes}]}", "nnyn"),
        ])
    func `joined with others says what the words say`(_ condition: String, _ expected: String) throws {
        let people = ["age: 17, smoker: no", "age: 17, smoker: yes", "age: 18, smoker: no", "age: 18, smoker: yes"]
        let got = try people.map { try truth(condition, "{applies: yes, \($0)}") }.joined()
        #expect(got == expected)
    }

    @Test(arguments: [
        // Decided though something is not known.
        ("{any: [{age: 18}, {smoker: yes}]}", "{applies: yes, smoker: yes}", "y"),
        ("{all: [{age: 18}, {smoker: yes}]}", "{applies: yes, smoker: no}", "n"),
        // One fact read in two places is one value, whatever it is.
        ("{any: [{smoker: yes}, {smoker: no}]}", "{applies: yes}", "y"),
        ("{all: [{age: under 18}, {age: 18 or over}]}", "{applies: yes}", "n"),
        ("{any: [{age: under 18}, {adult: yes}]}", "{applies: yes}", "y"),
        ("{at least 2 of: [{age: under 30}, {age: 20 or over}, {smoker: yes}]}", "{applies: yes, smoker: yes}", "y"),
        ("{at least 2 of: [{age: under 30}, {age: 20 or over}, {smoker: yes}]}", "{applies: yes, smoker: no}", "?"),
    ])
    func `is decided where every value of what is not known says the same`(
        _ condition: String, _ facts: String, _ expected: String
    ) throws {
        #expect(try truth(condition, facts) == expected)
    }
}

@Suite struct `What cannot be` {
    private static let rules = """
        facts:
          age: {label: Age, ask: Q?, type: whole number, range: 0 to 120}
          on_licence: {label: On licence, ask: Q?, type: yes or no}
          offender: {label: Offender, ask: Q?, type: yes or no}
          licence_type: {label: Kind, ask: Q?, type: one of, only_when: {on_licence: yes}, values: {standard: Standard, life: Life}}
        constraints:
          children: {says: nobody under 14 is on licence, impossible: {age: under 14, on_licence: yes}}
          innocent: {says: nobody is on licence without an offence, impossible: {on_licence: yes, offender: no}}
        programmes:
          help: {title: Help, kind: support, located_by: nothing, consent: none, criteria: {c: {says: s, when: {on_licence: no}}}}
        services:
          ash: {programme: help, name: Ash, provider: A, areas: everywhere, agreement: not needed}
        routing: {order: [help]}

        """

    @Test(arguments: [
        ("{age: 13, on_licence: yes}", "refused"), ("{on_licence: yes, offender: no}", "refused"),
        ("{age: 13}", "help/ash: refer"), ("{offender: no}", "help/ash: refer"),
        ("{age: 14}", "help/ash: need_information asks [on_licence]"),
        ("{age: 14, on_licence: yes}", "help: not_eligible"), ("{licence_type: life}", "help: not_eligible"),
        ("{licence_type: life, on_licence: no}", "refused"), ("{licence_type: life, age: 13}", "refused"),
        ("{licence_type: life, offender: no}", "refused"), ("{licence_type: declined, age: 13}", "help/ash: refer"),
        ("{licence_type: unknown, on_licence: no}", "help/ash: refer"),
    ])
    func `is refused, and what a constraint leaves is taken as known`(_ facts: String, _ expected: String) throws {
        #expect(try ExampleRulebook(Self.rules).outcomes(facts) == [expected])
    }

    @Test(arguments: [
        "{age: 13}", "{}", "{on_licence: yes}", "{licence_type: life}", "{offender: no, age: 40}",
        "{age: 13, licence_type: life}",
    ])
    func `is told alike by the engine and by writing out everybody`(_ facts: String) throws {
        let rules = try ExampleRulebook(Self.rules)
        let naive = NaiveEvaluator(rules.rulebook)
        let person = try rules.person(facts, on: "2026-06-01")
        let day = try #require(Day("2026-06-01"))
        #expect(try rules.decision(facts) == naive.decide(person, on: day))
    }
}
