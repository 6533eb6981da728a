import ArgumentParser
import WaymarkAnalysis
import WaymarkRouting

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints a JSON Schema (draft 2020-12): of what the program reads, or of what it writes.",
        discussion: """
            The schema of cases comes from the rulebook's facts; the others are always the same: rulebook files, and the JSON \
            of decisions, explain, diff, check, map and test.

            Example: waymark schema decision > decision.schema.json
            Example: waymark schema case --rulebook .
            """)

    enum Subject: String, ExpressibleByArgument, CaseIterable {
        case decision, `case`, rulebook, explanation, diff, check, map, test
    }

    @Argument(help: "decision, case, rulebook, explanation, diff, check, map or test.")
    var subject: Subject = .decision

    @OptionGroup var rulebook: RulebookOption

    func run() throws {
        switch subject {
        case .decision: Output.write(DecisionSchema.text)
        case .explanation: Output.write(ExplanationSchema.text)
        case .diff: Output.write(DiffSchema.text)
        case .rulebook: Output.write(RulebookSchema.text)
        case .check: Output.write(CheckSchema.text)
        case .map: Output.write(MapSchema.text)
        case .test: Output.write(TestSchema.text)
        case .case: Output.write(CaseSchema.text(for: try rulebook.load()))
        }
    }
}
