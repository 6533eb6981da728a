import WaymarkDocuments
import WaymarkRules

/// Writes the JSON Schema (draft 2020-12) of cases under one rulebook: its facts, their values and ranges.
package struct CaseSchema {
    private let rulebook: Rulebook
    private var writer = JSONWriter(indented: true)

    /// The schema as JSON text. It describes records of a stream (facts below `facts`, or flat) and case files for
    /// editors.
    package static func text(for rulebook: Rulebook) -> String {
        var schema = CaseSchema(rulebook: rulebook)
        schema.write()
        return schema.writer.text
    }

    private init(rulebook: Rulebook) {
        self.rulebook = rulebook
    }

    private mutating func write() {
        writer.beginObject()
        writer.field("$schema", "https://json-schema.org/draft/2020-12/schema")
        writer.field("title", "A case for Waymark")
        writer.field(
            "description",
            "The facts of one person at one time. What is left out or null is unknown; “declined” means asked, but the person would rather not say; “not known” means asked, but nobody can say."
        )
        writer.key("oneOf")
        writer.array(of: ["record", "flat_record", "file"]) { writer, name in
            writer.object { $0.field("$ref", "#/$defs/" + name) }
        }
        writer.key("$defs")
        writer.beginObject()
        writeRecord()
        writeFlatRecord()
        writeFile()
        writeExpectation()
        writeFacts("facts", isFile: false)
        writeFacts("file_facts", isFile: true)
        writer.key("date")
        writer.object { writer in
            writer.field("type", "string")
            writer.field("pattern", "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$")
        }
        writer.key("outcome")
        writer.object { $0.field("enum", Outcome.allCases.map(\.rawValue)) }
        writer.endObject()
        writer.endObject()
        writer.newline()
    }

    // MARK: - Forms of a case

    private mutating func beginObjectSchema(_ name: String, _ description: String, required: [String]) {
        writer.key(name)
        writer.beginObject()
        writer.field("description", description)
        writer.field("type", "object")
        writer.field("additionalProperties", false)
        if !required.isEmpty { writer.field("required", required) }
        writer.key("properties")
        writer.beginObject()
    }

    private mutating func endObjectSchema() {
        writer.endObject()
        writer.endObject()
    }

    private mutating func reference(_ key: String, _ name: String) {
        writer.key(key)
        writer.object { $0.field("$ref", "#/$defs/" + name) }
    }

    private mutating func text(_ key: String) {
        writer.key(key)
        writer.object { $0.field("type", "string") }
    }

    private mutating func writeIdentity() {
        writer.key("id")
        writer.object { $0.field("type", ["string", "null"]) }
        writer.key("decision_date")
        writer.object { writer in
            writer.key("oneOf")
            writer.array { writer in
                writer.object { $0.field("type", "null") }
                writer.object { $0.field("$ref", "#/$defs/date") }
            }
        }
    }

    private mutating func writeRecord() {
        beginObjectSchema("record", "A case in JSON, or a line of an NDJSON stream.", required: ["facts"])
        writeIdentity()
        reference("facts", "facts")
        endObjectSchema()
    }

    private mutating func writeFlatRecord() {
        beginObjectSchema("flat_record", "The same with the facts beside the id.", required: [])
        writeIdentity()
        for fact in rulebook.vocabulary.facts { write(fact, isFile: false) }
        endObjectSchema()
    }

    private mutating func writeFile() {
        beginObjectSchema("file", "A case in a YAML file.", required: ["case"])
        text("case")
        text("title")
        writer.key("like")
        writer.object { writer in
            writer.field("description", "Start from this case's facts and date; entries here replace them.")
            writer.field("type", "string")
        }
        reference("decision_date", "date")
        reference("facts", "file_facts")
        reference("expect", "expect")
        endObjectSchema()
    }

    // MARK: - Expectations

    private mutating func writeExpectation() {
        let programmes = rulebook.programmes.map(\.name)
        let targets = programmes + rulebook.services.map { "\(programmes[$0.programme])/\($0.name)" }
        beginObjectSchema("expect", "What the decision has to be; makes the case a rule test.", required: [])
        writer.key("outcomes")
        writeMapping(of: targets) { $0.field("$ref", "#/$defs/outcome") }
        reference("others", "outcome")
        writer.key("primary")
        writer.object { $0.field("enum", targets + ["nothing"]) }
        writer.key("before")
        writer.object { writer in
            writer.field("type", "array")
            writer.key("items")
            writer.object { writer in
                writer.field("type", "array")
                writer.field("minItems", 2)
                writer.field("maxItems", 2)
                writer.key("items")
                writer.object { $0.field("enum", targets) }
            }
        }
        writer.key("asks")
        writeList(of: rulebook.vocabulary.facts.map(\.name))
        writer.key("alerts")
        writeList(of: rulebook.policy.alerts.map(\.name))
        writer.key("because")
        writeMapping(of: targets) { writer in
            writer.field("type", "array")
            writer.key("items")
            writer.object { $0.field("type", "string") }
        }
        endObjectSchema()
    }

    private mutating func writeList(of names: [String]) {
        writer.object { writer in
            writer.field("type", "array")
            writer.key("items")
            // An enumeration with nothing in it is no schema.
            writer.object { if names.isEmpty { $0.field("type", "string") } else { $0.field("enum", names) } }
        }
    }

    private mutating func writeMapping(of keys: [String], _ value: (inout JSONWriter) -> Void) {
        writer.object { writer in
            writer.field("type", "object")
            writer.key("propertyNames")
            writer.object { $0.field("enum", keys) }
            writer.key("additionalProperties")
            writer.object(value)
        }
    }

    // MARK: - Facts

    private mutating func writeFacts(_ name: String, isFile: Bool) {
        beginObjectSchema(name, isFile ? "Facts as YAML writes them." : "Facts as JSON writes them.", required: [])
        for fact in rulebook.vocabulary.facts { write(fact, isFile: isFile) }
        endObjectSchema()
    }

    private mutating func write(_ fact: Fact, isFile: Bool) {
        let open = Answer.Word.allCases.map(\.rawValue)
        writer.key(fact.name)
        writer.beginObject()
        writer.field("title", fact.label)
        if let ask = fact.ask { writer.field("description", ask) }
        writer.key("anyOf")
        writer.beginArray()
        switch fact.type {
        case .yesNo:
            writer.object { $0.field("type", "boolean") }
            if isFile { writer.object { $0.field("enum", ["yes", "no"]) } }
        case .wholeNumber(let range):
            writer.object { writer in
                writer.field("type", "integer")
                writer.field("minimum", range.lowerBound)
                writer.field("maximum", range.upperBound)
            }
        case .date: writer.object { $0.field("$ref", "#/$defs/date") }
        case .oneOf:
            if !fact.options.isEmpty { writeOptions(fact) }
        case .severalOf:
            writer.object { writer in
                writer.field("type", "array")
                writer.key("items")
                writer.object { $0.field("enum", fact.options.map(\.name)) }
            }
            writer.object { $0.field("const", "nothing") }
        case .text: writer.object { $0.field("type", "string") }
        }
        if fact.type != .text { writer.object { $0.field("enum", open) } }
        if !isFile { writer.object { $0.field("type", "null") } }
        writer.endArray()
        writer.endObject()
    }

    /// Each value with its label, so that editors can show it.
    private mutating func writeOptions(_ fact: Fact) {
        for option in fact.options {
            writer.object { writer in
                writer.field("const", option.name)
                writer.field("title", option.label)
            }
        }
    }
}
