import WaymarkDocuments
import WaymarkRules

extension Diagnostics {
    /// A case or an expectation names a fact that is not declared.
    mutating func reportUnknownFact(_ name: String, _ rules: RuleBase, at span: SourceSpan) {
        if name == "decision_date" {
            error(
                "case.date-place", "`decision_date` is not one of the facts", at: span,
                help: "write it beside `facts`, not in it")
            return
        }
        if rules.definitions.contains(where: { $0.name == name })
            || rules.parameters.contains(where: { $0.name == name })
        {
            error(
                "case.not-a-fact", "\(Words.code(name)) is worked out by the rules; a case does not give it", at: span,
                help: "give the facts that it is worked out from")
            return
        }
        error(
            "case.unknown-fact", "there is no fact called \(Words.code(name))", at: span,
            help: Words.help(
                for: name, among: rules.vocabulary.facts.map(\.name),
                as: rules.vocabulary.facts.count > 20 ? nil : "the facts",
                after: self))
    }
}
