import Foundation
import Testing
import WaymarkAnalysis
import WaymarkRouting

@Suite("The fixed JSON Schemas, which are files beside the code")
struct JSONSchemaTests {
    private static let schemas: [(name: String, schema: JSONSchema)] = [
        ("decision", .decision), ("explanation", .explanation), ("diff", .diff), ("check", .check), ("map", .map),
        ("test", .test),
    ]

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    /// Every `$ref` below a value.
    private func references(_ value: Any) -> Set<String> {
        switch value {
        case let entries as [String: Any]:
            entries.reduce(into: []) { found, entry in
                if entry.key == "$ref", let text = entry.value as? String { found.insert(text) }
                found.formUnion(references(entry.value))
            }
        case let items as [Any]: items.reduce(into: []) { $0.formUnion(references($1)) }
        default: []
        }
    }

    @Test("Each names itself and is of draft 2020-12", arguments: schemas.map(\.name))
    func identity(name: String) throws {
        let schema = try #require(Self.schemas.first { $0.name == name }).schema
        let whole = try object(schema.text)
        #expect(whole["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        #expect(whole["$id"] as? String == "urn:waymark:\(name):1")
        #expect(whole["additionalProperties"] as? Bool == false)
        #expect(schema.text.hasSuffix("}\n") && !schema.text.contains("\n\n"))
    }

    @Test("Each has the definitions that it refers to, and refers to those that it has", arguments: schemas.map(\.name))
    func definitions(name: String) throws {
        let schema = try #require(Self.schemas.first { $0.name == name }).schema
        let whole = try object(schema.text)
        let definitions = Set((whole["$defs"] as? [String: Any] ?? [:]).keys.map { "#/$defs/" + $0 })
        let referred = references(whole)
        #expect(referred.isSubset(of: definitions), "\(referred.subtracting(definitions))")
        // What streams and batches write beside decisions, and what of a decision an explanation does not hold.
        let alone = Set(["error_record", "summary", "alert", "question"].map { "#/$defs/" + $0 })
        #expect(definitions.subtracting(alone).isSubset(of: referred), "\(definitions.subtracting(referred))")
    }

    @Test("An explanation holds outcomes as a decision does, and check and map hold the same findings")
    func shared() throws {
        func definitions(_ schema: JSONSchema) throws -> [String: Any] {
            try #require(try object(schema.text)["$defs"] as? [String: Any])
        }
        func text(_ value: Any?) throws -> Data {
            try JSONSerialization.data(withJSONObject: try #require(value), options: .sortedKeys)
        }
        let explanation = try definitions(.explanation)
        for (name, definition) in try definitions(.decision) {
            #expect(try text(explanation[name]) == text(definition), "\(name)")
        }
        #expect(try text(definitions(.check)["finding"]) == text(definitions(.map)["finding"]))
    }

    @Test("Each stands in the order in which it is read: what it is, what it holds, its definitions")
    func order() {
        for (name, schema) in Self.schemas {
            let keys = schema.text.matches(of: #/\n  "([$a-zA-Z]+)":/#).map { String($0.1) }
            #expect(keys.prefix(3) == ["$schema", "$id", "title"], "\(name)")
            #expect(keys.last == "$defs", "\(name)")
        }
    }
}
