import Foundation
import Testing
import WaymarkDocuments
import WaymarkRules

@testable import WaymarkRouting

@Suite("Tests and facts in words") struct WordingTests {
    private static let facts = """
        facts:
          age: {label: Age, ask: Age?, type: whole number, range: 0 to 120, unit: years}
          sessions: {label: Sessions, ask: Sessions?, type: whole number, range: 0 to 99, unit: sessions in 12 months}
          points: {label: Points, ask: Points?, type: whole number, range: 0 to 99}
          home: {label: Home area, ask: Where?, type: one of, values_from: areas, values: {no_fixed_abode: No fixed abode}}
          housing:
            label: Housing
            ask: Housing?
            type: one of
            values: {settled: Settled home, rough_sleeping: Rough sleeping, gp: GP surgery, class_a: Class A house}
          drugs:
            label: Drugs
            ask: Drugs?
            type: several of
            values: {heroin: Heroin, crack: Crack, cannabis: Cannabis}
          last_seen: {label: Last seen, ask: When?, type: date}
          licence: {label: On licence, ask: Licence?, type: yes or no}
          relation:
            label: Relation
            ask: Relation?
            type: one of
            values: {partner: Partner}
            only_when: {licence: yes}
          remarks: {label: Remarks, type: text}
          consents_to_referral: {label: Agrees, ask: Agrees?, type: yes or no}
        parameters:
          limit:
            says: the number that counts as many
            located_by: home
            values: [12, {value: 10, area: barton, from: 2023-04-01}]
        constraints:
          children_are_not_on_licence:
            says: nobody under 14 is on licence
            impossible: {age: under 14, licence: yes}
        """

    /// A rulebook with one programme whose only criterion is `condition`.
    private func rulebook(_ condition: String) throws -> Rulebook {
        let files = [
            "Rules/facts.yaml": Self.facts,
            "Rules/programme.yaml": """
            programme: help
            title: Help
            kind: support
            located_by: nothing
            consent: none
            criteria:
              one: {says: it is so, when: \(condition)}
            """,
            "Rules/routing.yaml": "routing: {order: [help]}",
            "Services/areas.yaml": "areas: {ashford: {name: Ashford}, barton: {name: Barton}}",
        ]
        var problems = Diagnostics()
        let sources = Golden.rulebook(files.mapValues { Array($0.utf8) })
        let loaded = Rulebook.load(sources, into: &problems)
        return try #require(loaded, "\(DiagnosticRenderer(sources: sources).text(problems))")
    }

    /// The test of `condition` in words, and what the fact would have to be for it to hold and not to hold.
    private func words(_ condition: String, home: String? = nil, on date: String = "2024-03-01") throws -> [String] {
        let rulebook = try rulebook(condition)
        guard case .fact(let fact, let test) = try firstTest(rulebook) else { return [] }
        var answers = [Answer](repeating: .unknown, count: rulebook.vocabulary.facts.count)
        if let home, let place = rulebook.vocabulary["home"] {
            let option = try #require(rulebook.vocabulary[place].optionIndex[home])
            answers[place] = .value(.option(option))
        }
        let day = try #require(Day(date))
        let decision = try Decider(rulebook).decide(Case(name: "", answers: answers), on: day)
        let wording = Wording(rulebook, decision)
        return [
            wording.test(test, of: fact), wording.requirement(test, of: fact, holds: true),
            wording.requirement(test, of: fact, holds: false),
        ]
    }

    private func firstTest(_ rulebook: Rulebook) throws -> Condition.Kind {
        let condition = try #require(rulebook.programmes.first?.criteria.first?.when)
        if case .all(let parts) = condition.kind, let part = parts.first { return part.kind }
        return condition.kind
    }

    @Test(arguments: [
        ("{licence: yes}", "yes", "be yes", "be no"),
        ("{licence: no}", "no", "be no", "be yes"),
        ("{age: 18 or over}", "18 or over", "be 18 or over", "be under 18"),
        ("{age: at least 18}", "18 or over", "be 18 or over", "be under 18"),
        ("{age: under 18}", "under 18", "be under 18", "be 18 or over"),
        ("{age: less than 18}", "under 18", "be under 18", "be 18 or over"),
        ("{age: more than 18}", "over 18", "be over 18", "be 18 or under"),
        ("{age: at most 18}", "18 or under", "be 18 or under", "be over 18"),
        ("{age: 18}", "18", "be 18", "be other than 18"),
        ("{age: 10 to 17}", "10 to 17", "be 10 to 17", "be other than 10 to 17"),
        ("{age: {not: 10 to 17}}", "not 10 to 17", "be other than 10 to 17", "be 10 to 17"),
        ("{points: at least 3}", "at least 3", "be at least 3", "be under 3"),
        (
            "{sessions: 1}", "1 session in 12 months", "be 1 session in 12 months",
            "be other than 1 session in 12 months"
        ),
        (
            "{sessions: more than 3}", "more than 3 sessions in 12 months", "be more than 3 sessions in 12 months",
            "be at most 3 sessions in 12 months"
        ),
    ])
    func `yes-or-no facts and numbers`(_ condition: String, _ says: String, _ holds: String, _ fails: String) throws {
        #expect(try words(condition) == [says, holds, fails])
    }

    @Test(arguments: [
        ("{housing: rough_sleeping}", "rough sleeping", "be rough sleeping", "be anything but rough sleeping"),
        (
            "{housing: [settled, rough_sleeping, gp]}", "settled home, rough sleeping or GP surgery",
            "be settled home, rough sleeping or GP surgery",
            "be anything but settled home, rough sleeping or GP surgery"
        ),
        (
            "{housing: {not: class_a}}", "anything but Class A house", "be anything but Class A house",
            "be Class A house"
        ),
        (
            "{home: [ashford, no_fixed_abode]}", "Ashford or no fixed abode", "be Ashford or no fixed abode",
            "be anything but Ashford or no fixed abode"
        ),
        ("{drugs: heroin}", "includes heroin", "include heroin", "not include heroin"),
        (
            "{drugs: [heroin, crack]}", "includes heroin or crack", "include heroin or crack",
            "not include heroin or crack"
        ),
        (
            "{drugs: {all of: [heroin, crack]}}", "includes all of heroin and crack", "include all of heroin and crack",
            "not include all of heroin and crack"
        ),
        (
            "{drugs: {none of: [heroin, crack]}}", "does not include heroin or crack", "not include heroin or crack",
            "include heroin or crack"
        ),
        ("{drugs: {only: [cannabis]}}", "only cannabis", "be only cannabis", "be other than only cannabis"),
        ("{drugs: nothing}", "nothing", "be nothing", "be something"),
        ("{drugs: something}", "something", "be something", "be nothing"),
    ])
    func `choices and sets`(_ condition: String, _ says: String, _ holds: String, _ fails: String) throws {
        #expect(try words(condition) == [says, holds, fails])
    }

    @Test(arguments: [
        ("{last_seen: 2024-03-01}", "1 March 2024", "be other than 1 March 2024"),
        ("{last_seen: before 2024-03-01}", "before 1 March 2024", "be on or after 1 March 2024"),
        ("{last_seen: after 2024-02-29}", "after 29 February 2024", "be on or before 29 February 2024"),
        ("{last_seen: on or before 2024-12-31}", "on or before 31 December 2024", "be after 31 December 2024"),
        ("{last_seen: on or after 2024-03-01}", "on or after 1 March 2024", "be before 1 March 2024"),
        (
            "{last_seen: 2024-03-01 to 2024-03-31}", "from 1 March 2024 to 31 March 2024",
            "be other than from 1 March 2024 to 31 March 2024"
        ),
        ("{last_seen: within the last 3 months}", "within the last 3 months", "not be within the last 3 months"),
        ("{last_seen: within the last 1 month}", "within the last month", "not be within the last month"),
        ("{last_seen: more than 1 week ago}", "more than 1 week ago", "not be more than 1 week ago"),
        ("{last_seen: in the future}", "in the future", "not be in the future"),
    ])
    func `dates`(_ condition: String, _ says: String, _ fails: String) throws {
        #expect(try words(condition) == [says, "be " + says, fails])
    }

    @Test func `a test that is turned round`() throws {
        #expect(
            try words("{last_seen: {not: in the future}}") == [
                "not in the future", "not be in the future", "be in the future",
            ])
        #expect(try words("{last_seen: {not: before 2024-03-01}}")[2] == "be before 1 March 2024")
    }

    @Test func `a local number says what it is, here and today`() throws {
        let condition = "{points: at least limit}"
        #expect(try words(condition, home: "ashford")[0] == "at least 12 (the number that counts as many)")
        #expect(try words(condition, home: "barton")[0] == "at least 10 (the number that counts as many)")
        #expect(
            try words(condition, home: "barton", on: "2023-03-31")[0] == "at least 12 (the number that counts as many)")
    }

    @Test func `where the place is not known a local number says where it differs`() throws {
        #expect(
            try words("{points: at least limit}")[0] == "at least 12 (the number that counts as many; 10 in Barton)")
    }

    // MARK: Values

    private func values(_ answers: [String: Answer]) throws -> (String) throws -> String {
        let rulebook = try rulebook("{age: 18 or over}")
        var all = [Answer](repeating: .unknown, count: rulebook.vocabulary.facts.count)
        for (name, answer) in answers { all[try #require(rulebook.vocabulary[name])] = answer }
        let day = try #require(Day("2024-03-01"))
        let decision = try Decider(rulebook).decide(Case(name: "", answers: all), on: day)
        let wording = Wording(rulebook, decision)
        return { wording.value(of: try #require(rulebook.vocabulary[$0])) }
    }

    @Test func `what a fact is, as one would say it`() throws {
        let value = try values([
            "age": .value(.number(1)), "sessions": .value(.number(3)), "points": .value(.number(0)),
            "home": .value(.option(1)), "housing": .value(.option(1)), "drugs": .value(.options([0, 2])),
            "last_seen": .value(.date(try #require(Day("2024-02-29")))), "remarks": .value(.text("none")),
        ])
        #expect(try value("age") == "1 year")
        #expect(try value("sessions") == "3 sessions in 12 months")
        #expect(try value("points") == "0")
        #expect(try value("home") == "Barton")
        #expect(try value("housing") == "rough sleeping")
        #expect(try value("drugs") == "heroin and cannabis")
        #expect(try value("last_seen") == "29 February 2024")
        #expect(try value("remarks") == "none")
    }

    @Test func `what is not known says why not`() throws {
        let value = try values([
            "sessions": .declined, "points": .notKnown, "licence": .value(.yesNo(false)), "drugs": .value(.options([])),
            "consents_to_referral": .declined,
        ])
        #expect(try value("age") == "not asked yet")
        #expect(try value("sessions") == "would rather not say")
        #expect(try value("points") == "nobody can say")
        #expect(try value("relation") == "does not apply")
        #expect(try value("licence") == "no")
        #expect(try value("drugs") == "nothing")
        #expect(try value("consents_to_referral") == "would rather not say, which counts as no")
    }

    @Test func `what follows from a constraint says so`() throws {
        let value = try values(["age": .value(.number(12))])
        #expect(try value("licence") == "no, because nobody under 14 is on licence")
    }

    // MARK: English

    @Test func `lists are joined as one says them`() {
        #expect(English.list([], "or") == "")
        #expect(English.list(["A"], "or") == "A")
        #expect(English.list(["A", "B"], "or") == "A or B")
        #expect(English.list(["A", "B", "C"], "or") == "A, B or C")
        #expect(English.clauses(["a, b", "c"]) == "a, b; and c")
        #expect(English.clauses(["a", "b", "c"]) == "a, b and c")
    }

    @Test func `a unit loses its s after one`() {
        #expect(English.amount(1, "years") == "1 year")
        #expect(English.amount(2, "years") == "2 years")
        #expect(English.amount(1, "offences in 12 months") == "1 offence in 12 months")
        #expect(English.amount(1, "illness") == "1 illness")
        #expect(English.amount(5, nil) == "5")
    }
}

@Suite("Words of names and of contradictions") struct NameAndContradictionTests {
    private static let rules = """
        facts:
          suite: {label: Suite, ask: Where?, type: one of, values: {perry_barr: Perry Barr, oldbury: Oldbury, bloxwich: Bloxwich}}
          housing: {label: Housing, ask: Housing?, type: one of, values: {gp: GP surgery, rough: Rough sleeping}}
          custody: {label: In custody, ask: Custody?, type: yes or no}
          prison: {label: In prison, ask: Prison?, type: yes or no}
          licence: {label: On licence, ask: Licence?, type: yes or no}
        programme: help
        title: Help
        kind: support
        located_by: nothing
        consent: none
        criteria:
          held: {says: is held, when: {suite: [oldbury, bloxwich]}}
          rough: {says: sleeps rough, when: {housing: rough}}
        routing: {order: [help]}
        constraints:
          one: {says: nobody is in custody and in prison, impossible: {custody: yes, prison: yes}}
          two: {says: who is seen in Oldbury is in custody, impossible: {suite: oldbury, custody: no}}
          three: {says: nobody on licence sleeps rough, impossible: {licence: yes, housing: rough}}
        services:
          team: {programme: help, name: Team, provider: P, areas: everywhere, agreement: not needed}
        """

    private static func rulebook() throws -> Rulebook {
        var problems = Diagnostics()
        let sources = Golden.rulebook(["Rules/rules.yaml": Array(rules.utf8)])
        let loaded = Rulebook.load(sources, into: &problems)
        return try #require(loaded, "\(DiagnosticRenderer(sources: sources).text(problems))")
    }

    @Test("values that are names keep their capitals inside sentences, other values do not")
    func names() throws {
        let suite = try #require(try Self.rulebook().vocabulary.facts.first { $0.name == "suite" })
        let housing = try #require(try Self.rulebook().vocabulary.facts.first { $0.name == "housing" })
        #expect(suite.hasNamesForValues)
        #expect(!housing.hasNamesForValues)
        let rulebook = try Self.rulebook()
        let decision = try Decider(rulebook).decide(
            Case(name: "", answers: rulebook.vocabulary.facts.map { _ in .unknown }),
            on: try #require(Day(year: 2026, month: 6, day: 1)))
        let text = DecisionText(rulebook, detail: .short).text(decision)
        #expect(text.contains("it has to be Oldbury or Bloxwich"), "\(text)")
        #expect(text.contains("it has to be rough sleeping"), "\(text)")
    }

    @Test("facts that nobody can have are refused with the rules they break, and no others")
    func contradiction() throws {
        let rulebook = try Self.rulebook()
        var answers = rulebook.vocabulary.facts.map { _ in Answer.unknown }
        for (name, value) in [("suite", FactValue.option(1)), ("prison", .yesNo(true))] {
            let fact = try #require(rulebook.vocabulary[name])
            answers[fact] = .value(value)
        }
        #expect(throws: Refusal.nothingLeft([0, 1], [])) {
            try Decider(rulebook).decide(Case(name: "", answers: answers), on: Day(year: 2026, month: 6, day: 1)!)
        }
    }
}
