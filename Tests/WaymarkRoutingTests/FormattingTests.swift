import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `Formatting a rulebook` {
    private func formatted(_ text: String) -> String {
        var sources = SourceSet()
        _ = sources.add(SourceFile(path: "Rules/rules.yaml", bytes: Array(text.utf8)))
        var problems = Diagnostics()
        let result = RulebookFormatter.format(sources, into: &problems)
        return result.map { String(decoding: $0, as: UTF8.self) }.joined()
    }

    private static func rules(_ test: String, of fact: String) -> String {
        """
        facts:
          age: {label: Age, ask: Q?, type: whole number, range: 0 to 120, unit: years}
          offences: {label: Offences, ask: Q?, type: whole number, range: 0 to 120}
          smoker: {label: Smoker, ask: Q?, type: yes or no}
          seen: {label: Seen, ask: Q?, type: date}
          housing: {label: Housing, ask: Q?, type: one of, values: {settled: Settled, street: Street}}
          remarks: {label: Remarks, type: text}

        parameters:
          limit: {says: the limit, values: [12]}

        definitions:
          defined: {says: less than 18, when: {\(fact): \(test)}}

        programmes:
          help:
            title: less than 18
            kind: support
            located_by: nothing
            consent: none
            criteria:
              c: {says: true, when: {defined: yes}}

        routing:
          order: [help]

        """
    }

    @Test(
        arguments: [
            ("age", "less than 18", "under 18"), ("age", "at least 18", "18 or over"),
            ("age", "18 or over", "18 or over"),
            ("age", "{not: less than 18}", "{not: under 18}"), ("age", "at least limit", "at least limit"),
            ("age", "limit or over", "at least limit"), ("age", "10  to   12", "10 to 12"),
            ("age", "at most 18", "at most 18"),
            ("offences", "18 or over", "at least 18"), ("offences", "at least 18", "at least 18"),
            ("offences", "less than 18", "under 18"), ("smoker", "true", "yes"), ("smoker", "false", "no"),
            ("smoker", "yes", "yes"), ("seen", "within the last 1 months", "within the last 1 month"),
            ("seen", "within the last 3 month", "within the last 3 months"),
            ("seen", "more than 1 years ago", "more than 1 year ago"),
            ("seen", "{not: more than 2 week ago}", "{not: more than 2 weeks ago}"),
            ("seen", "in  the  future", "in the future"), ("housing", "street", "street"),
        ])
    func `spells every test one way`(_ fact: String, _ written: String, _ expected: String) {
        #expect(formatted(Self.rules(written, of: fact)) == Self.rules(expected, of: fact))
    }

    @Test func `respells tests and nothing that only looks like one`() {
        let text = Self.rules("under 18", of: "age")
        #expect(formatted(text) == text, "titles and sayings stay: less than 18, true")
    }

    @Test func `of one that does not load changes its layout alone`() {
        let text = Self.rules("less   than 18", of: "age").replacing(
            "order: [help]", with: "order:   [ help, none_such ]")
        let result = formatted(text)
        #expect(result.contains("order: [help, none_such]"))
        #expect(result.contains("less   than 18"), "no test is respelled")
    }

    @Test func `leaves a file that is no YAML as it is and formats the others`() {
        var sources = SourceSet()
        let broken = "facts: [\n"
        for (path, text) in [("Rules/a.yaml", broken), ("Rules/b.yaml", "a:    b\n")] {
            _ = sources.add(SourceFile(path: path, bytes: Array(text.utf8)))
        }
        var problems = Diagnostics()
        let result = RulebookFormatter.format(sources, into: &problems).map { String(decoding: $0, as: UTF8.self) }
        #expect(result == [broken, "a: b\n"])
        #expect(problems.hasErrors)
    }

    @Test(arguments: 1...12)
    func `of random ones changes no decision, and formatting again nothing`(seed: UInt64) throws {
        for shape in [RandomShape.mixed, .tangled, .wide] {
            let draft = RandomRulebook.make(seed: seed, shape: shape)
            var sources = SourceSet()
            for (path, text) in draft.texts.sorted(by: { $0.path < $1.path }) {
                _ = sources.add(SourceFile(path: path, bytes: Array(text.utf8)))
            }
            var problems = Diagnostics()
            let once = RulebookFormatter.format(sources, into: &problems)
            var again = SourceSet()
            for (file, bytes) in zip(sources.files, once) { _ = again.add(SourceFile(path: file.path, bytes: bytes)) }
            #expect(RulebookFormatter.format(again, into: &problems) == once, "seed \(seed)")
            #expect(problems.all.isEmpty)
            let before = try TestRulebook.load(draft)
            let after = try TestRulebook.load(
                again.files.map { (path: $0.path, text: String(decoding: $0.bytes, as: UTF8.self)) })
            var people = RandomCases(before, seed: seed)
            for _ in 0..<5 {
                let person = people.next()
                guard let one = person.resolved(in: before), let two = person.resolved(in: after) else { continue }
                let first = EngineAnswer.decide(before, one, on: person.day)
                #expect(first == EngineAnswer.decide(after, two, on: person.day), "seed \(seed)\n\(draft.description)")
            }
        }
    }

    @Test func `a case has its yes and no spelled one way, its texts left alone`() throws {
        let rulebook = try ExampleRulebook(Self.rules("18", of: "age")).rulebook
        var sources = SourceSet()
        let file = sources.add(
            SourceFile(
                path: "c.yaml", bytes: Array("case:   a\nfacts: {smoker: true, remarks: true}\ntitle: false\n".utf8)))
        var problems = Diagnostics()
        let bytes = RulebookFormatter.formatCase(file, of: sources, rulebook: rulebook, into: &problems)
        #expect(
            String(decoding: bytes, as: UTF8.self) == "case: a\nfacts: {smoker: yes, remarks: true}\ntitle: false\n")
        let without = RulebookFormatter.formatCase(file, of: sources, rulebook: nil, into: &problems)
        #expect(String(decoding: without, as: UTF8.self).contains("smoker: true"))
    }
}

@Suite struct `The file of a new area` {
    private static let rules = """
        facts:
          age: {label: Age, ask: Q?, type: whole number, range: 0 to 120}
          home: {label: Home, ask: Q?, type: one of, values_from: areas}
        areas: {ashford: {name: Ashford, gss: E07000105}}
        programmes:
          here: {title: Here, kind: support, located_by: home, consent: none, summary: Help near home, criteria: {c: {says: is adult, when: {age: 18 or over}}}}
          first: {title: First, kind: support, located_by: [home], consent: none, criteria: {c: {says: is adult, when: {age: 18 or over}}}}
          anywhere: {title: Anywhere, kind: support, located_by: nothing, consent: none, criteria: {c: {says: is adult, when: {age: 18 or over}}}}
        services:
          wide: {programme: here, name: The Wide One, provider: P, areas: everywhere, agreement: not needed}
        routing: {order: [first, anywhere, here]}

        """

    private let rules: ExampleRulebook

    init() throws { rules = try ExampleRulebook(Self.rules) }

    @Test(arguments: [
        ("Milton Keynes", "milton_keynes", "Milton Keynes"), ("milton_keynes", "milton_keynes", "Milton Keynes"),
        ("St. Helens", "st_helens", "St. Helens"), ("King's Lynn", "kings_lynn", "King's Lynn"),
        ("Stoke-on-Trent", "stoke_on_trent", "Stoke-on-Trent"),
        ("Area 51", "area_51", "Area 51"),
    ])
    func `has a name that rules can use`(_ text: String, _ name: String, _ title: String) throws {
        let scaffold = try AreaScaffold(text, gss: "E06000042", for: rules.rulebook)
        #expect(scaffold.name == name && scaffold.title == title)
        #expect(scaffold.path == "Services/\(name).yaml")
    }

    @Test(
        arguments: [
            ("", "E06000042", AreaScaffold.Refusal.noName), ("42", "E06000042", .noName), ("日本", "E06000042", .noName),
            ("Leeds", "E0600004", .notGSS), ("Leeds", "e06000042", .notGSS), ("Leeds", "X06000042", .notGSS),
            ("Leeds", "E0600004２", .notGSS),
        ])
    func `is refused without a name or with what is no GSS code`(
        _ name: String, _ gss: String, _ expected: AreaScaffold.Refusal
    ) {
        #expect(throws: expected) { try AreaScaffold(name, gss: gss, for: rules.rulebook) }
    }

    @Test func `is refused where the name or the code is taken, with the place`() {
        #expect(throws: AreaScaffold.Refusal.nameTaken(place: "Rules/rules.yaml:4")) {
            try AreaScaffold("Ashford", gss: "E06000042", for: rules.rulebook)
        }
        #expect(throws: AreaScaffold.Refusal.gssTaken(area: "Ashford", place: "Rules/rules.yaml:4")) {
            try AreaScaffold("Leeds", gss: "E07000105", for: rules.rulebook)
        }
    }

    @Test func `loads beside the rulebook, and people there are shown an unmet need`() throws {
        let scaffold = try AreaScaffold("Leeds", gss: "E08000035", for: rules.rulebook)
        let rulebook = try TestRulebook.load([
            ("Rules/rules.yaml", Self.rules), (scaffold.path, scaffold.text(for: rules.rulebook)),
        ])
        #expect(rulebook.areas.map(\.name) == ["ashford", "leeds"])
        #expect(rulebook.areas.last?.gss == "E08000035")
        let person = NamedCase(
            day: try #require(Day("2026-06-01")), entries: [.init("home", .option("leeds")), .init("age", .number(30))])
        let decision = EngineAnswer.decide(rulebook, try #require(person.resolved(in: rulebook)), on: person.day)
        #expect(
            decision.outcomes.map(\.description) == ["here/wide: refer", "first: unavailable", "anywhere: unavailable"])
    }

    @Test func `has every programme that depends on the place, in the order of the routing, and no other`() throws {
        let text = try AreaScaffold("Leeds", gss: "E08000035", for: rules.rulebook).text(for: rules.rulebook)
        let programmes = text.split(separator: "\n").filter { $0.hasPrefix("#     programme:") }
        #expect(programmes == ["#     programme: first", "#     programme: here"])
        #expect(text.contains("The Wide One delivers it everywhere"))
    }
}
