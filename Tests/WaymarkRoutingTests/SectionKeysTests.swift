import Testing
import WaymarkTestSupport

private typealias Keys = [(key: String, value: String)]

private func keys(_ lists: Keys...) -> Keys { lists.flatMap(\.self) }

/// A declaration with the keys it needs, those it may have, and where it stands in a rulebook (rulebook page, Appendix A).
private struct Declared: Sendable, CustomTestStringConvertible {
    var kind: String
    /// Keys it cannot do without, each with a value that fits.
    var required: Keys
    var optional: Keys
    /// What is said where a required key is missing, if not that.
    var whenMissing: [String: String] = [:]
    /// It may say its source, how sure that is, and a note.
    var hasProvenance = true

    var testDescription: String { kind }

    static let provenance: Keys = [("source", "S4"), ("basis", "stated"), ("note", "to be confirmed")]
    var allOptional: Keys { keys(optional, hasProvenance ? Self.provenance : []) }

    func text(_ entries: Keys) -> String {
        "{" + entries.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
    }
}

private let period: Keys = [("from", "2026-01-01"), ("until", "2026-12-31")]
private let exits: Keys = [
    ("bars", "{x2: {says: s, when: {age: 18}}}"),
    ("signpost_only", "{x3: {says: s, when: {age: 18}}}"), ("hold", "{x4: {says: s, when: {age: 18}}}"),
    ("check_by_hand", "[The sergeant agrees]"), ("next_steps", "[Book it]"),
]

private let items: Keys = keys([("criteria", "{x1: {says: s, when: {age: 18}}}")], exits)

private let declared: [Declared] = [
    Declared(
        kind: "fact", required: [("label", "L"), ("type", "yes or no"), ("ask", "Q?")],
        optional: [
            ("unit", "years"), ("group", "person"), ("known_by", "[person]"), ("sensitivity", "health"),
            ("only_when", "{age: 18}"), ("changeable", "yes"), ("burden", "2"), ("protected", "yes"),
            ("use", "audit only"), ("help", "H"),
        ]),
    Declared(
        kind: "definition", required: [("says", "s"), ("when", "{age: 18}")], optional: [],
        whenMissing: ["when": "definition.neither"]),
    Declared(kind: "version", required: [("when", "{age: 18}")], optional: keys(period, [("says", "s")])),
    Declared(
        kind: "parameter", required: [("says", "s"), ("values", "[12]")],
        optional: [("unit", "years"), ("located_by", "home")]),
    Declared(
        kind: "parameter entry", required: [("value", "12")], optional: keys(period, [("area", "ashford")]),
        hasProvenance: false),
    Declared(kind: "constraint", required: [("says", "s"), ("impossible", "{age: 99}")], optional: []),
    Declared(kind: "family", required: [("title", "T")], optional: items),
    Declared(
        kind: "programme",
        required: [
            ("title", "T"), ("kind", "course"), ("located_by", "home"), ("consent", "none"),
            ("criteria", "{c: {says: s, when: {age: 18}}}"),
        ],
        optional: keys(period, exits, [("family", "shared"), ("summary", "S")])),
    Declared(
        kind: "criterion", required: [("says", "s"), ("when", "{age: 18}")],
        optional: keys(period, [("otherwise", "o"), ("suggest", "main")])),
    Declared(
        kind: "bar", required: [("says", "s"), ("when", "{age: 18}")],
        optional: keys(period, [("otherwise", "o"), ("suggest", "main")])),
    Declared(
        kind: "local criterion", required: [("says", "s"), ("when", "{age: 18}")],
        optional: keys(period, [("otherwise", "o"), ("suggest", "main"), ("clause", "\"4.2\"")])),
    Declared(
        kind: "area", required: [("name", "N")],
        optional: [
            ("gss", "E08000026"), ("force", "f"), ("tile", "[3, 2]"),
            ("postcode_districts", "{inside: [B1], shared: [B2]}"),
        ]),
    Declared(
        kind: "service", required: [("programme", "other"), ("name", "N"), ("provider", "P"), ("areas", "[ashford]")],
        optional: keys(
            period, items,
            [
                ("confirmed_until", "2026-06-30"), ("agreement", "pact"), ("capacity", "{state: waiting_list}"),
                ("refer_by", "phone"), ("contact", "{phone: 0121}"),
            ])),
    Declared(
        kind: "capacity", required: [("state", "has_capacity")], optional: [("as_of", "2026-01-01"), ("by", "B")],
        hasProvenance: false),
    Declared(
        kind: "agreement", required: [("title", "T"), ("parties", "[P, Q]")],
        optional: keys(
            period,
            [
                ("confirmed_until", "2026-06-30"), ("review", "2026-06-30"), ("clauses", "{\"4.2\": Adults}"),
                ("information_sharing", "{basis: consent, data: [name]}"),
            ])),
    Declared(
        kind: "alert", required: [("says", "s"), ("do", "d"), ("when", "{age: 18}")], optional: period),
    Declared(
        kind: "sequence", required: [("first", "other"), ("then", "[main]"), ("says", "s")],
        optional: keys(period, [("when", "{age: 18}")])),
    Declared(
        kind: "low priority", required: [("programmes", "[other]"), ("says", "s"), ("when", "{age: 18}")],
        optional: period),
    Declared(kind: "need", required: [("says", "s"), ("when", "{age: 18}")], optional: []),
    Declared(
        kind: "promise", required: [("says", "s"), ("never", "{when: {age: 99}, outcome: {other: waiting_list}}")],
        optional: period, whenMissing: ["never": "promise.neither"]),
    Declared(
        kind: "claim", required: [("when", "{age: 99}"), ("outcome", "{other: waiting_list}")], optional: [],
        hasProvenance: false),
]

/// A rulebook with one declaration of each kind, in which one is replaced.
private func rulebook(_ kind: String = "", _ text: String = "") -> String {
    func put(_ place: String) -> String {
        let standing = declared.first { $0.kind == place }
        return place == kind ? text : standing.map { $0.text($0.required) } ?? ""
    }
    return """
        facts:
          age: {label: Age, ask: Q?, type: whole number, range: 0 to 120}
          home: {label: Home, ask: Q?, type: one of, values_from: areas}
          thing: \(put("fact"))
        definitions:
          defined: \(put("definition"))
          dated: {says: s, versions: [\(put("version"))]}
        parameters:
          limit: \(put("parameter"))
          other_limit: {says: s, located_by: home, values: [12, \(put("parameter entry"))]}
        constraints: {never: \(put("constraint"))}
        families:
          shared: {title: T}
          common: \(put("family"))
        programmes:
          main: \(put("programme"))
          other:
            title: T
            kind: course
            located_by: home
            consent: none
            criteria: {always: {says: s, when: {age: 0 or over}}, own: \(put("criterion"))}
            bars: {barred: \(put("bar"))}
        areas:
          ashford: {name: Ashford}
          barton: \(put("area"))
        services:
          willow: \(put("service"))
          oak: {programme: other, name: N, provider: P, areas: everywhere, agreement: pact, capacity: \(put("capacity")), criteria: {local: \(put("local criterion"))}}
        agreements:
          pact: {title: T, parties: [P], clauses: {"4.2": Adults}}
          treaty: \(put("agreement"))
        needs: {wanted: \(put("need"))}
        promises:
          first: \(put("promise"))
          second: {says: s, always: \(kind == "claim" ? text : "{when: {age: 99}, outcome: {other: [unavailable, not_eligible, refer, signpost]}}")}
        routing:
          order: [main, other]
          alerts: {danger: \(put("alert"))}
          sequences: {one_first: \(put("sequence"))}
          low_priority: {later: \(put("low priority"))}

        """
}

@Suite struct `The keys of everything in a rulebook` {
    @Test func `with those that are needed and no others, it loads`() {
        #expect(ExampleRulebook.problems(rulebook()) == [])
    }

    @Test(arguments: declared)
    fileprivate func `that are needed are missed, each by its name`(_ thing: Declared) {
        for (key, _) in thing.required {
            let text = thing.text(thing.required.filter { $0.key != key })
            let problems = ExampleRulebook.problems(rulebook(thing.kind, text))
            #expect(problems == [thing.whenMissing[key] ?? "key.missing"], "\(thing.kind) without \(key)")
        }
    }

    @Test(arguments: declared)
    fileprivate func `that it may have, it may have one by one and all together`(_ thing: Declared) {
        for entry in thing.allOptional {
            let text = thing.text(thing.required + [entry])
            #expect(ExampleRulebook.problems(rulebook(thing.kind, text)) == [], "\(thing.kind) with \(entry.key)")
        }
        let all = thing.text(thing.required + thing.allOptional)
        #expect(ExampleRulebook.problems(rulebook(thing.kind, all)) == [], "\(thing.kind) with everything")
    }

    @Test(arguments: declared)
    fileprivate func `that nobody knows are refused, once each`(_ thing: Declared) {
        let text = thing.text(thing.required + [("colour", "red"), ("sayss", "s")])
        let problems = ExampleRulebook.problems(rulebook(thing.kind, text))
        #expect(problems.filter { $0 == "key.unknown" }.count == 2, "\(thing.kind): \(problems)")
    }

    @Test(arguments: declared)
    fileprivate func `have their values in the right shape, or say which is wrong`(_ thing: Declared) {
        for (key, value) in thing.required + thing.allOptional {
            let isText = !value.hasPrefix("{") && !value.hasPrefix("[")
            let wrong = isText ? "[a, b]" : value.hasPrefix("[") ? "{a: b}" : "[a]"
            if thing.kind == "programme", key == "located_by" { continue }
            let entries = (thing.required.filter { $0.key != key } + [(key, wrong)])
            let problems = ExampleRulebook.problems(rulebook(thing.kind, thing.text(entries)))
            #expect(
                problems.count == 1 || problems.allSatisfy { $0 == problems.first }, "\(thing.kind).\(key): \(problems)"
            )
            #expect(!problems.isEmpty, "\(thing.kind).\(key) takes \(wrong)")
        }
    }

    @Test(arguments: declared)
    fileprivate func `that say when it begins and ends allow one day and no fewer`(_ thing: Declared) {
        guard thing.optional.contains(where: { $0.key == "until" }) else { return }
        func problems(_ from: String, _ until: String) -> [String] {
            let entries = thing.required + [("from", from), ("until", until)]
            return ExampleRulebook.problems(rulebook(thing.kind, thing.text(entries)))
        }
        #expect(problems("2026-06-01", "2026-06-01") == [], "\(thing.kind)")
        #expect(problems("2026-06-02", "2026-06-01") == ["period.inverted"], "\(thing.kind)")
        #expect(problems("2026-02-30", "2026-06-01") == ["date.none"], "\(thing.kind)")
        #expect(problems("1 June 2026", "2026-06-02") == ["date.form"], "\(thing.kind)")
        #expect(problems("2026-06-01", "2101-01-01") == ["date.bounds"], "\(thing.kind)")
    }
}

@Suite struct `References between the parts of a rulebook` {
    private func problems(_ from: String, _ to: String) -> [String] {
        let text = rulebook()
        #expect(text.contains(from))
        return ExampleRulebook.problems(text.replacing(from, with: to))
    }

    @Test(arguments: [
        ("first: other", "first: nothing_such", "programme.unknown"),
        ("then: [main]", "then: [main, main]", "list.repeated"),
        ("then: [main]", "then: [other]", "sequence.circle"),
        ("order: [main, other]", "order: [main]", "routing.order-incomplete"),
        ("order: [main, other]", "order: [main, other, main]", "list.repeated"),
        ("agreement: pact", "agreement: paper", "agreement.unknown"),
        ("programmes: [other]", "programmes: []", "list.empty"),
        ("areas: [ashford]", "areas: [ashton]", "value.unknown"),
        ("areas: everywhere", "areas: anywhere", "service.areas"), ("areas: [ashford]", "areas: []", "list.empty"),
    ])
    func `name what is there`(_ from: String, _ to: String, _ expected: String) {
        #expect(problems(from, to) == [expected])
    }

    @Test func `do not depend on what stands first in a file`() throws {
        // Every section one after another, in either order, means the same.
        let text = rulebook()
        var sections: [String] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) where !line.isEmpty {
            if line.hasPrefix(" ") { sections[sections.count - 1] += "\n" + line } else { sections.append(line) }
        }
        let turned = sections.reversed().joined(separator: "\n") + "\n"
        #expect(ExampleRulebook.problems(turned) == [])
        let one = try ExampleRulebook(text)
        let other = try ExampleRulebook(turned)
        for facts in ["{}", "{age: 18, home: ashford}", "{age: 99}", "{home: barton, thing: yes}"] {
            #expect(try one.decision(facts) == other.decision(facts), "\(facts)")
        }
    }

    @Test func `do not depend on how the sections are spread over files`() {
        let text = rulebook()
        guard let cut = text.firstRange(of: "areas:\n") else { return #expect(Bool(false)) }
        let rules = String(text[..<cut.lowerBound])
        let services = String(text[cut.lowerBound...])
        #expect(ExampleRulebook.problems([("Rules/a.yaml", rules), ("Services/a.yaml", services)]) == [])
        #expect(ExampleRulebook.problems([("Rules/a.yaml", services), ("Services/a.yaml", rules)]) == [])
    }

    @Test func `that several files declare are refused with both places`() {
        let text = rulebook()
        let more = "areas: {ashford: {name: Again}}\nneeds: {wanted: {says: s, when: {age: 18}}}\n"
        #expect(
            ExampleRulebook.problems([("Rules/a.yaml", text), ("Services/a.yaml", more)]) == [
                "name.twice", "name.twice",
            ])
    }
}
