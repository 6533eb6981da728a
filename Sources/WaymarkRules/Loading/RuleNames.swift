package import WaymarkDocuments

/// What the names of facts, definitions and parameters stand for while a rulebook loads, also of those whose
/// declaration has an error: they exist, but nothing is said about tests of them, so that one mistake gives one message.
package struct RuleNames {
    package enum Meaning {
        case fact(FactID)
        case definition(DeclarationID)
        case parameter(DeclarationID)
        /// Two kinds of thing share the name, which was reported.
        case several
    }

    private var meanings: [String: (meaning: Meaning, span: SourceSpan)] = [:]
    /// Names that may stand as the key of a condition, in the order entered.
    package private(set) var testable = ["decision_date"]
    package private(set) var parameters: [String] = []
    /// Facts whose type or values could not be read.
    private var unclearFacts: Set<FactID> = []
    /// Parameters whose values could not be read.
    private var unclearParameters: Set<DeclarationID> = []

    package init() {}

    package subscript(name: String) -> Meaning? { meanings[name]?.meaning }

    /// Enters a name; a clash with another kind is reported with both places.
    package mutating func enter(
        _ declaration: Declaration, of kind: String, as meaning: Meaning, into problems: inout Diagnostics
    ) {
        guard let first = meanings[declaration.name] else {
            meanings[declaration.name] = (meaning, declaration.nameSpan)
            if case .parameter = meaning {
                parameters.append(declaration.name)
            } else {
                testable.append(declaration.name)
            }
            return
        }
        let other = first.meaning.kind ?? "declaration"
        problems.error(
            "name.shared", "the \(kind) \(Words.code(declaration.name)) has the name of \(Words.withArticle(other))",
            at: declaration.nameSpan, notes: [.init("the \(other) is here", at: first.span)],
            help: "facts, definitions and parameters share their names: rename one of the two")
        meanings[declaration.name] = (.several, first.span)
    }

    package mutating func markUnclear(fact: FactID) { unclearFacts.insert(fact) }
    package mutating func markUnclear(parameter: DeclarationID) { unclearParameters.insert(parameter) }

    package func isUnclear(fact: FactID) -> Bool { unclearFacts.contains(fact) }
    package func isUnclear(parameter: DeclarationID) -> Bool { unclearParameters.contains(parameter) }
}

extension RuleNames.Meaning {
    /// "fact"; nil where the name is ambiguous.
    fileprivate var kind: String? {
        switch self {
        case .fact: "fact"
        case .definition: "definition"
        case .parameter: "parameter"
        case .several: nil
        }
    }
}
