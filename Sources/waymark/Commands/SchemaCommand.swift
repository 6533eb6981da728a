import ArgumentParser
import WaymarkRouting

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints a JSON Schema (draft 2020-12): of decisions, cases or rulebook files.",
        discussion: """
            The schemas of decisions and rulebook files are always the same; that of cases comes from the rulebook's facts.

            Example: waymark schema decision > decision.schema.json
            Example: waymark schema case --rulebook .
            """)

    enum Subject: String, ExpressibleByArgument, CaseIterable {
        case decision, `case`, rulebook
    }

    @Argument(help: "decision, case or rulebook.")
    var subject: Subject = .decision

    @OptionGroup var rulebook: RulebookOption

    func run() throws {
        switch subject {
        case .decision: Output.write(DecisionSchema.text)
        case .rulebook: Output.write(RulebookSchema.text)
        case .case: Output.write(CaseSchema.text(for: try rulebook.load()))
        }
    }
}
