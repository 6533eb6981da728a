import Foundation
import Testing
import WaymarkRouting

@Suite("Schemas kept beside the program: Golden") struct SchemaFileTests {
    private let folder = Golden.folder.deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Schemas")

    @Test func `the schema of decisions is what the program prints`() throws {
        try Golden.check(DecisionSchema.text, against: folder.appendingPathComponent("decision.schema.json"))
    }

    @Test func `the schema of rulebook files is what the program prints`() throws {
        try Golden.check(RulebookSchema.text, against: folder.appendingPathComponent("rulebook.schema.json"))
    }

    @Test func `the schema of cases follows the vocabulary`() throws {
        let text = CaseSchema.text(for: try DecisionFixture().rulebook)
        try Golden.check(text, against: Golden.folder.appendingPathComponent("decisions/case.schema.json"))
    }
}
