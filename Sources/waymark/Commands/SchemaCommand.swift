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
        case .decision: Output.write(JSONSchema.decision.text)
        case .explanation: Output.write(JSONSchema.explanation.text)
        case .diff: Output.write(JSONSchema.diff.text)
        case .rulebook: Output.write(RulebookSchema.text)
        case .check: Output.write(JSONSchema.check.text)
        case .map: Output.write(JSONSchema.map.text)
        case .test: Output.write(JSONSchema.test.text)
        case .case: Output.write(CaseSchema.text(for: try rulebook.load()))
        }
    }
}
