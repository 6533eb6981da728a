import WaymarkDocuments
import WaymarkRules

/// The JSON Schema (draft 2020-12) of rulebook files, for editors: which keys may stand where (rulebook page, Appendix A)
/// and what their values look like. Names, types and clashes are for `waymark check`.
package enum RulebookSchema {
    /// The schema as JSON text.
    package static var text: String {
        var writer = JSONWriter(indented: true)
        writer.object { writer in
            writer.field("$schema", "https://json-schema.org/draft/2020-12/schema")
            writer.field("$id", "urn:waymark:rulebook:1")
            writer.field("title", "A file of a Waymark rulebook")
            writeFile(&writer)
            writer.key("$defs")
            writer.object { writer in
                for thing in things { write(thing, &writer) }
                writeShared(&writer)
            }
        }
        writer.newline()
        return writer.text
    }

    // MARK: - Values

    /// What may stand as the value of a key.
    private indirect enum Value: Sendable {
        case text
        case yesNo
        case number
        case date
        case dateOrNotKnown
        case choice([String])
        case list(Value)
        case mapping(Value)
        /// Something described under `$defs`.
        case reference(String)
        case either([Value])
    }

    private struct Key: Sendable {
        var name: String
        var value: Value
        var isRequired = false
        var description: String?

        init(_ name: String, _ value: Value, required: Bool = false, _ description: String? = nil) {
            self.name = name
            self.value = value
            isRequired = required
            self.description = description
        }
    }

    private struct Thing: Sendable {
        var name: String
        var keys: [Key]
        /// `source`, `basis` and `note` may stand on it.
        var isNamed = true
        /// Of these keys exactly one stands.
        var oneOf: [String] = []
    }

    private static let provenance = [
        Key("source", .text, "Where it comes from."),
        Key("basis", .choice(Provenance.Basis.allCases.map(\.rawValue)), "How it is known."),
        Key("note", .text),
    ]

    private static let period = [
        Key("from", .date, "First day on which it is in force."),
        Key("until", .date, "Last day on which it is in force."),
    ]

    private static let servicePeriod = [
        Key("from", .dateOrNotKnown), Key("until", .dateOrNotKnown),
        Key("not_before", .date, "With from: not known; certainly not in force before."),
        Key("confirmed_until", .date, "Nobody has confirmed it past this day."),
    ]

    private static let criteria = [
        Key("criteria", .mapping(.reference("criterion")), "Must hold."),
        Key("bars", .mapping(.reference("criterion")), "Must not hold."),
        Key(
            "signpost_only", .mapping(.reference("criterion")), "Eligible, but only given the details while one holds."),
        Key("hold", .mapping(.reference("criterion")), "Eligible, but a person decides while one holds."),
    ]

    private static let texts = Value.list(.text)
    private static let lists = [
        Key("check_by_hand", texts, "Conditions that no fact can carry."), Key("next_steps", texts, "What to do next."),
    ]

    private static let events = Value.list(.choice(ReferralEvent.allCases.map(\.rawValue)))
    private static let condition = Value.reference("condition")
    private static let says = Key(
        "says", .text, required: true, "In words; completes “the person …” or stands as a sentence.")

    // MARK: - Things

    private static let programmeBody: [Key] =
        [
            Key("title", .text, required: true),
            Key("kind", .choice(Programme.Kind.allCases.map(\.rawValue)), required: true),
            Key("located_by", .either([.text, .list(.text)]), required: true, "nothing, a fact, or a list of facts."),
            Key("consent", .choice(Programme.Consent.allCases.map(\.rawValue)), required: true),
            Key("family", .text), Key("summary", .text),
        ] + criteria + period + lists

    private static let things: [Thing] = [
        Thing(
            name: "fact",
            keys: [
                Key("label", .text, required: true),
                Key(
                    "type", .choice(["yes or no", "whole number", "date", "one of", "several of", "text"]),
                    required: true),
                Key("ask", .text, "The question."), Key("range", .text, "10 to 120"), Key("unit", .text),
                Key("group", .text), Key("known_by", texts),
                Key("sensitivity", .choice(Fact.Sensitivity.allCases.map(\.rawValue))),
                Key("values", .mapping(.text)), Key("values_from", .choice(["areas"])),
                Key("only_when", condition), Key("changeable", .yesNo), Key("burden", .number, "1 to 10"),
                Key("protected", .yesNo), Key("use", .choice(["audit only"])), Key("help", .text),
            ]),
        Thing(
            name: "definition",
            keys: [says, Key("when", condition), Key("versions", .list(.reference("version")))],
            oneOf: ["when", "versions"]),
        Thing(name: "version", keys: [Key("when", condition, required: true), Key("says", .text)] + period),
        Thing(
            name: "parameter",
            keys: [
                says, Key("unit", .text), Key("located_by", .text),
                Key("values", .list(.either([.number, .reference("parameter_entry")])), required: true),
            ]),
        Thing(
            name: "parameter_entry", keys: [Key("value", .number, required: true), Key("area", .text)] + period),
        Thing(name: "constraint", keys: [says, Key("impossible", condition, required: true)]),
        Thing(name: "need", keys: [says, Key("when", condition, required: true)]),
        Thing(
            name: "promise",
            keys: [says, Key("never", .reference("claim")), Key("always", .reference("claim"))] + period,
            oneOf: ["never", "always"]),
        Thing(
            name: "claim",
            keys: [
                Key("when", condition, required: true),
                Key(
                    "outcome", .mapping(.either([.reference("outcome"), .list(.reference("outcome"))])), required: true),
            ], isNamed: false),
        Thing(name: "family", keys: [Key("title", .text, required: true)] + criteria + lists),
        Thing(name: "programme", keys: programmeBody),
        Thing(
            name: "criterion",
            keys: [
                says, Key("when", condition, required: true),
                Key("otherwise", .text, "Words for a criterion that is not met."),
                Key("suggest", .text, "Another programme to look at."),
                Key("clause", .text, "Of the service's agreement."),
            ] + period),
        Thing(
            name: "area",
            keys: [
                Key("name", .text, required: true), Key("gss", .text, "GSS code."), Key("force", .text),
                Key("tile", .list(.number)), Key("postcode_districts", .reference("districts")),
            ]),
        Thing(name: "districts", keys: [Key("inside", texts), Key("shared", texts)], isNamed: false),
        Thing(
            name: "service",
            keys: [
                Key("programme", .text, required: true), Key("name", .text, required: true),
                Key("provider", .text, required: true),
                Key("areas", .either([.choice(["everywhere"]), texts]), required: true),
                Key("agreement", .text, "Its name, or not needed."), Key("capacity", .reference("capacity")),
            ] + servicePeriod + criteria + [Key("refer_by", .text), Key("contact", .mapping(.text))] + lists),
        Thing(
            name: "capacity",
            keys: [
                Key("state", .choice(Service.Capacity.allCases.map(\.rawValue)), required: true), Key("as_of", .date),
                Key("by", .text),
            ], isNamed: false),
        Thing(
            name: "agreement",
            keys: [Key("title", .text, required: true), Key("parties", texts, required: true)] + servicePeriod + [
                Key("review", .date), Key("clauses", .mapping(.text)), Key("commitments", .mapping(.text)),
                Key("information_sharing", .reference("sharing")),
            ]),
        Thing(name: "sharing", keys: [Key("basis", .text), Key("data", texts)], isNamed: false),
        Thing(
            name: "routing",
            keys: [
                Key("order", texts, required: true, "Every programme exactly once."), Key("urgent", texts),
                Key("alerts", .mapping(.reference("alert"))), Key("sequences", .mapping(.reference("sequence"))),
                Key("low_priority", .mapping(.reference("priority"))),
            ], isNamed: false),
        Thing(
            name: "alert",
            keys: [says, Key("do", .text, required: true), Key("when", condition, required: true)] + period),
        Thing(
            name: "sequence",
            keys: [
                Key("first", .text, required: true), Key("then", texts, required: true), says, Key("when", condition),
            ] + period),
        Thing(
            name: "priority",
            keys: [Key("programmes", texts, required: true), says, Key("when", condition, required: true)] + period),
        Thing(
            name: "history_line",
            keys: [
                Key(
                    "value", .either([.text, texts]), required: true,
                    "A value of the fact; or "
                        + HistoryLine.Value.workedOut.map(\.words).joined(separator: ", ") + "."),
                Key("says", .text, required: true, "What earlier referrals say of the person."),
                Key("programmes", texts, required: true, "Programmes or families whose referrals are looked at."),
                Key(
                    "which", .choice(HistoryLine.Which.allCases.map(\.rawValue)),
                    "Which of the referrals have to fit; latest where nothing is written."),
                Key("came_to", .list(.choice(ReferralState.allCases.map(\.rawValue))), "It is in one of these states."),
                Key("happened", events, "One of these has taken place."),
                Key("not_happened", events, "None of these has taken place."),
                Key("within_months", .number, "The last change is not older."),
            ]),
    ]

    private static let sections: [Key] = [
        Key("facts", .mapping(.reference("fact"))), Key("definitions", .mapping(.reference("definition"))),
        Key("parameters", .mapping(.reference("parameter"))), Key("constraints", .mapping(.reference("constraint"))),
        Key("needs", .mapping(.reference("need"))), Key("promises", .mapping(.reference("promise"))),
        Key("families", .mapping(.reference("family"))), Key("programmes", .mapping(.reference("programme"))),
        Key("routing", .reference("routing")), Key("areas", .mapping(.reference("area"))),
        Key("services", .mapping(.reference("service"))), Key("agreements", .mapping(.reference("agreement"))),
        Key("history", .mapping(.list(.reference("history_line"))), "What earlier referrals say of a fact."),
    ]

    // MARK: - Writing

    /// A file holds sections, and with `programme` also the keys of that programme.
    private static func writeFile(_ writer: inout JSONWriter) {
        let body = programmeBody + provenance
        writer.field("type", "object")
        writer.field("additionalProperties", false)
        writer.key("properties")
        writer.object { writer in
            for key in sections { write(key, &writer) }
            write(Key("programme", .text, "The name of the programme that the other keys describe."), &writer)
            for key in body { write(key, &writer) }
        }
        writer.key("if")
        writer.object { $0.field("required", ["programme"]) }
        writer.key("then")
        writer.object { $0.field("required", programmeBody.filter(\.isRequired).map(\.name)) }
        writer.key("else")
        writer.object { writer in
            writer.key("properties")
            writer.object { writer in for key in body { writer.field(key.name, false) } }
        }
    }

    private static func write(_ thing: Thing, _ writer: inout JSONWriter) {
        let keys = thing.keys + (thing.isNamed ? provenance : [])
        writer.key(thing.name)
        writer.object { writer in
            writer.field("type", "object")
            writer.field("additionalProperties", false)
            let required = keys.filter(\.isRequired).map(\.name)
            if !required.isEmpty { writer.field("required", required) }
            if !thing.oneOf.isEmpty {
                writer.key("oneOf")
                writer.array(of: thing.oneOf) { writer, name in writer.object { $0.field("required", [name]) } }
            }
            writer.key("properties")
            writer.object { writer in for key in keys { write(key, &writer) } }
        }
    }

    private static func write(_ key: Key, _ writer: inout JSONWriter) {
        writer.key(key.name)
        writer.object { writer in
            if let description = key.description { writer.field("description", description) }
            write(key.value, &writer)
        }
    }

    /// The keywords of a value's schema; editors read scalars with YAML's own guesses at types.
    private static func write(_ value: Value, _ writer: inout JSONWriter) {
        switch value {
        case .text: writer.field("type", ["string", "number", "boolean"])
        case .yesNo: writer.field("enum", [true, false], or: ["yes", "no"])
        case .number: writer.field("type", "integer")
        case .date: writer.field("$ref", "#/$defs/date")
        case .dateOrNotKnown: write(.either([.date, .choice(["not known"])]), &writer)
        case .choice(let words): writer.field("enum", words)
        case .list(let item):
            writer.field("type", "array")
            writer.key("items")
            writer.object { write(item, &$0) }
        case .mapping(let item):
            writer.field("type", "object")
            writer.key("additionalProperties")
            writer.object { write(item, &$0) }
        case .reference(let name): writer.field("$ref", "#/$defs/" + name)
        case .either(let values):
            writer.key("anyOf")
            writer.array(of: values) { writer, value in writer.object { write(value, &$0) } }
        }
    }

    private static func writeShared(_ writer: inout JSONWriter) {
        writer.key("date")
        writer.object { writer in
            writer.field("type", "string")
            writer.field("pattern", "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$")
        }
        writer.key("outcome")
        writer.object { $0.field("enum", Outcome.allCases.map(\.rawValue)) }
        let conditions = Value.list(condition)
        writer.key("condition")
        writer.object { writer in
            writer.field(
                "description",
                "Every entry must hold: a fact or definition with a test, or all, any, none or at least N of.")
            writer.field("type", "object")
            writer.field("minProperties", 1)
            writer.key("properties")
            writer.object { writer in
                for key in [
                    Key("all", conditions, "All of these hold."),
                    Key("any", conditions, "At least one of these holds."),
                    Key("none", conditions, "None of these holds."),
                ] { write(key, &writer) }
            }
            writer.key("patternProperties")
            writer.object { writer in write(Key("^at least [0-9]+ of$", conditions, "So many of these hold."), &writer)
            }
            writer.key("additionalProperties")
            writer.object { write(.reference("test"), &$0) }
        }
        writer.key("test")
        writer.object { writer in
            write(.either([.text, texts, .reference("detailed_test")]), &writer)
        }
        writer.key("detailed_test")
        writer.object { writer in
            writer.field("type", "object")
            writer.field("minProperties", 1)
            writer.field("maxProperties", 1)
            writer.field("additionalProperties", false)
            writer.key("properties")
            writer.object { writer in
                for key in [
                    Key("not", .either([.text, texts]), "Anything but this."),
                    Key("all of", texts, "Includes all of these."),
                    Key("none of", texts, "Includes none of these."),
                    Key("only", texts, "At least one of these and nothing else."),
                ] { write(key, &writer) }
            }
        }
    }
}

extension JSONWriter {
    /// An array of booleans and words.
    fileprivate mutating func field(_ key: String, _ booleans: [Bool], or words: [String]) {
        self.key(key)
        array { writer in
            for value in booleans { writer.bool(value) }
            for word in words { writer.string(word) }
        }
    }
}
