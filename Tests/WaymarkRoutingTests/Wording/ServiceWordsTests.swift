import Testing
import WaymarkDocuments
import WaymarkRules

@testable import WaymarkRouting

@Suite("The steps of a service in words") struct ServiceWordsTests {
    private static let rules = """
        facts:
          home: {label: Home area, ask: Where?, type: one of, values_from: areas, values: {no_fixed_abode: No fixed abode}}
          suite: {label: Suite, ask: Which?, type: one of, values_from: areas, values: {north: North House, south: South House}}
          consents_to_referral: {label: Agrees, ask: Agrees?, type: yes or no}
          consents_to_information_sharing: {label: Shares, ask: Shares?, type: yes or no}
          can_give_consent_now: {label: Able, ask: Able?, type: yes or no}
        """
    private static let programmes = """
        programmes:
          help:
            {title: Help, kind: support, located_by: home, consent: referral, from: 2020-01-01, until: 2026-12-31,
             criteria: {here: {says: is anybody, when: {home: {not: no_fixed_abode}}}}}
          desk: {title: Desk, kind: support, located_by: suite, consent: none, criteria: {here: {says: is, when: {suite: north}}}}
          line: {title: Line, kind: support, located_by: nothing, consent: none, criteria: {here: {says: is, when: {suite: north}}}}
          both:
            {title: Both, kind: support, located_by: [home, suite], consent: none,
             criteria: {here: {says: is, when: {suite: north}}}}
        """
    private static let services = """
        services:
          open: {programme: help, name: Open, provider: P, areas: [ashford, barton], from: 2023-03-01, until: 2025-06-30, agreement: deal, capacity: {state: has_capacity}}
          full: {programme: help, name: Full, provider: P, areas: [ashford], agreement: not needed, capacity: {state: no_capacity, as_of: 2024-02-02, by: P}}
          listed: {programme: help, name: Listed, provider: P, areas: [ashford], not_before: 2024-06-01, from: not known, capacity: {state: waiting_list}}
          checked: {programme: help, name: Checked, provider: P, areas: everywhere, confirmed_until: 2024-01-31, agreement: not needed, capacity: {state: assess_first}}
          fading: {programme: help, name: Fading, provider: P, areas: everywhere, until: not known, agreement: not needed}
          counter: {programme: desk, name: Counter, provider: P, areas: [south], agreement: not needed}
          phone: {programme: line, name: Phone, provider: P, areas: everywhere, agreement: not needed}
        agreements:
          deal: {title: The deal, parties: [A, P], from: 2024-01-01, until: 2024-12-31}
        """

    private let rulebook: Rulebook

    init() throws {
        var problems = Diagnostics()
        let sources = Golden.rulebook([
            "Rules/facts.yaml": Array(Self.rules.utf8), "Rules/programmes.yaml": Array(Self.programmes.utf8),
            "Rules/routing.yaml": Array("routing: {order: [help, desk, line, both]}".utf8),
            "Services/areas.yaml": Array("areas: {ashford: {name: Ashford}, barton: {name: Barton}}".utf8),
            "Services/services.yaml": Array(Self.services.utf8),
        ])
        let loaded = Rulebook.load(sources, into: &problems)
        rulebook = try #require(loaded, "\(DiagnosticRenderer(sources: sources).text(problems))")
    }

    private func words(_ answers: [String: Answer] = [:], on date: String = "2024-03-01") throws -> ServiceWords {
        var all = [Answer](repeating: .unknown, count: rulebook.vocabulary.facts.count)
        for (name, answer) in answers { all[try #require(rulebook.vocabulary[name])] = answer }
        let decision = try Decider(rulebook).decide(Case(name: "", answers: all), on: try #require(Day(date)))
        return ServiceWords(rulebook: rulebook, decision: decision, wording: Wording(rulebook, decision))
    }

    private func says(
        _ kind: TracedStep.Kind, _ passes: Truth, of service: String = "open", _ answers: [String: Answer] = [:],
        on date: String = "2024-03-01"
    ) throws -> String {
        let number = try #require(rulebook.services.firstIndex { $0.name == service })
        return try words(answers, on: date).says(TracedStep(kind: kind, passes: passes, criteria: []), of: number)
    }

    private func option(_ fact: String, _ name: String) throws -> Answer {
        let fact = try #require(rulebook.vocabulary[fact])
        return .value(.option(try #require(rulebook.vocabulary[fact].optionIndex[name])))
    }

    // MARK: Periods

    @Test(arguments: [
        ("open", Truth.yes, "2024-03-01", "in force since 1 March 2023 until 30 June 2025"),
        ("open", .no, "2023-02-28", "begins on 1 March 2023"),
        ("open", .no, "2025-07-01", "ended on 30 June 2025"),
        ("full", .yes, "2024-03-01", "in force"),
        ("listed", .no, "2024-05-31", "does not begin before 1 June 2024"),
        ("listed", .unknown, "2024-06-01", "nobody knows whether this service has begun: call to check"),
        (
            "checked", .unknown, "2024-02-01",
            "nobody has confirmed this service past 31 January 2024: call to check"
        ),
        ("checked", .yes, "2024-01-31", "in force"),
        ("fading", .unknown, "2024-02-01", "nobody knows whether this service still runs: call to check"),
    ])
    func `a period says since when, until when, or who has to be asked`(
        _ service: String, _ passes: Truth, _ date: String, _ expected: String
    ) throws {
        #expect(try says(.period, passes, of: service, on: date) == expected)
    }

    @Test(arguments: [
        ("2019-12-31", "Help begins on 1 January 2020"), ("2027-01-01", "Help ended on 31 December 2026"),
    ])
    func `a programme out of its period says when it ran`(_ date: String, _ expected: String) throws {
        #expect(try says(.programmePeriod, .no, on: date) == expected)
    }

    // MARK: Places

    @Test func `a place is named as the person's, and where it is not known as the service's`() throws {
        let home = ["home": try option("home", "barton")]
        #expect(try says(.place, .yes, home) == "serves Barton")
        #expect(try says(.place, .no, of: "full", home) == "does not serve Barton")
        #expect(
            try says(.place, .unknown) == "serves Ashford and Barton; where the person belongs is not known")
        #expect(try says(.place, .yes, of: "checked", home) == "serves every place")
        #expect(try says(.place, .yes, of: "phone", home) == "serves every place")
        #expect(
            try says(.place, .unknown, of: "counter") == "serves South House; where the person belongs is not known")
    }

    @Test func `of several places the first that is an area counts`() throws {
        let both = try #require(rulebook.programmes.first { $0.name == "both" })
        let homeless = try words(["home": try option("home", "no_fixed_abode"), "suite": try option("suite", "north")])
        #expect(homeless.knownPlace(of: both) == nil)
        #expect(homeless.place(of: both) == "home area: no fixed abode and suite: North House")
        #expect(try words(["home": try option("home", "ashford")]).knownPlace(of: both) == "Ashford")
        #expect(try words(["home": try option("home", "ashford")]).place(of: both) == "Ashford")
        let line = try #require(rulebook.programmes.first { $0.name == "line" })
        #expect(try words().place(of: line) == nil)
        #expect(try words().knownPlace(of: line) == nil)
    }

    // MARK: Room

    @Test(arguments: [
        ("open", "has room"), ("full", "is full, as of 2 February 2024, according to P"),
        ("listed", "has a waiting list"), ("checked", "assesses people before it can say"),
        ("fading", "has not said whether it has room: ask them"),
    ])
    func `room is said with when and by whom`(_ service: String, _ expected: String) throws {
        #expect(try says(.capacity, .yes, of: service) == expected)
    }

    // MARK: Consent

    @Test func `an answer about agreeing tells a no from one that nobody asked for`() throws {
        #expect(try says(.consentToReferral, .yes) == "the person agrees to be referred")
        #expect(
            try says(.consentToReferral, .no, ["consents_to_referral": .value(.yesNo(false))])
                == "the person does not agree to be referred")
        #expect(
            try says(.consentToReferral, .no, ["consents_to_referral": .declined])
                == "the person would rather not say whether they agree to be referred, which counts as no")
        #expect(
            try says(.consentToReferral, .unknown)
                == "the person has not been asked whether they agree to be referred")
        #expect(
            try says(.consentToSharing, .unknown, ["consents_to_information_sharing": .notKnown])
                == "nobody can say whether the person agrees to have information shared")
    }

    @Test(arguments: [
        (
            TracedStep.Kind.ability, "the person can decide now",
            "the person cannot decide now: ask again when they can",
            "whether the person can decide now is not known"
        ),
        (.acceptance, "it accepts the person", "it does not accept the person", "it may not accept the person"),
        (.holds, "nothing puts it on hold", "it is on hold", "it may be on hold"),
        (
            .signpostReasons, "nothing limits it to giving the details", "only the details are given",
            "perhaps only the details are given"
        ),
    ])
    func `what rests on criteria says how they came out`(
        _ kind: TracedStep.Kind, _ yes: String, _ no: String, _ unknown: String
    ) throws {
        #expect(try [Truth.yes, .no, .unknown].map { try says(kind, $0) } == [yes, no, unknown])
    }

    // MARK: Agreements

    @Test(arguments: [
        (
            "open", Truth.yes, "2024-03-01",
            "the agreement “The deal” is in force since 1 January 2024 until 31 December 2024"
        ),
        ("open", .no, "2023-12-31", "the agreement “The deal” begins on 1 January 2024"),
        ("open", .no, "2025-01-01", "the agreement “The deal” ended on 31 December 2024"),
        ("full", .yes, "2024-03-01", "no agreement is needed"),
        ("listed", .no, "2024-03-01", "there is no agreement with P"),
    ])
    func `an agreement says whether it is in force, or that there is none`(
        _ service: String, _ passes: Truth, _ date: String, _ expected: String
    ) throws {
        #expect(try says(.agreement, passes, of: service, on: date) == expected)
    }

    @Test func `every step of every service has words, whatever its truth`() throws {
        let words = try words()
        for number in rulebook.services.indices {
            for kind in TracedStep.Kind.allCases {
                for truth in [Truth.yes, .no, .unknown] {
                    let says = words.says(TracedStep(kind: kind, passes: truth, criteria: []), of: number)
                    #expect(!says.isEmpty && says.last != "." && !says.contains("  "), "\(kind), \(truth): \(says)")
                }
            }
        }
    }
}

@Suite("How sure a rule is, in words") struct ProvenanceWordsTests {
    @Test(
        arguments: [
            (nil, nil, nil), ("S4", nil, "S4"), ("S4", Provenance.Basis.stated, "S4"),
            ("S4", .inferred, "inferred from S4"), ("S4", .external, "S4, an external source"),
            ("S4", .unverified, "S4, unverified"), (nil, .stated, "stated, source not named"),
            (nil, .inferred, "inferred"),
            (nil, .external, "from an external source"), (nil, .unverified, "unverified"),
        ] as [(String?, Provenance.Basis?, String?)])
    func `the source and how it says it`(_ source: String?, _ basis: Provenance.Basis?, _ words: String?) {
        #expect(Provenance(source: source, basis: basis).words == words)
    }

    @Test func `doubt is said of all that no source states`() {
        #expect(Provenance(source: "S4").doubt == nil)
        let doubts = Provenance.Basis.allCases.map { Provenance(basis: $0).doubt }
        #expect(doubts == [nil, "inferred", "external source", "unverified"])
    }
}
