import Foundation
import Testing
import WaymarkRouting

@Suite("The schema of cases: Golden") struct CaseSchemaTests {
    @Test func `the schema of cases follows the vocabulary`() throws {
        let text = CaseSchema.text(for: try DecisionFixture().rulebook)
        try Golden.check(text, against: Golden.folder.appendingPathComponent("decisions/case.schema.json"))
    }
}
