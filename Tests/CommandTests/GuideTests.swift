import Foundation
import Testing

/// What the guides to rules and services say of the language is held to the schema that the program prints.
@Suite("Guides to the rulebook") struct RulebookGuideTests {
    private static let root = CommandRun.package

    @Test func `name every key that a rulebook may have`() throws {
        let run = try CommandRun.waymark("schema", "rulebook")
        #expect(run.status == 0)
        let schema = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let definitions = try #require(schema["$defs"] as? [String: [String: Any]])
        var keys: Set<String> = []
        for definition in definitions.values {
            keys.formUnion((definition["properties"] as? [String: Any] ?? [:]).keys)
        }
        #expect(keys.count > 60)
        let guides = try ["Rules/README.md", "Services/README.md"].map {
            try String(contentsOf: Self.root.appending(path: $0), encoding: .utf8)
        }.joined()
        let words = Set(guides.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init))
        for key in keys.sorted() where !key.contains(" ") { #expect(words.contains(key), "no guide names `\(key)`") }
        for key in keys where key.contains(" ") { #expect(guides.contains(key), "no guide names `\(key)`") }
    }
}
