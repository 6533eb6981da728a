package import WaymarkDocuments
import WaymarkRules

/// Writes the parts of a trace that say by themselves why: criteria and definitions.
package struct ReasonJSON {
    let rulebook: Rulebook
    let words: OutcomeWords
    let isFull: Bool

    package init(rulebook: Rulebook, words: OutcomeWords, isFull: Bool) {
        self.rulebook = rulebook
        self.words = words
        self.isFull = isFull
    }

    // MARK: - Criteria

    /// - Parameter definitions: at least those that it reads, and all that these read.
    package func write(_ item: TracedCriterion, _ definitions: [TracedDefinition], to writer: inout JSONWriter) {
        let criterion = item.criterion
        writer.beginObject()
        writer.field("role", criterion.role.name)
        writer.field("name", criterion.name)
        writer.field("of", item.isOfService ? "service" : "programme")
        writer.field("says", criterion.says)
        if let otherwise = criterion.otherwise { writer.field("otherwise", otherwise) }
        writer.field("truth", item.truth.name)
        write(criterion.provenance, to: &writer)
        if let clause = criterion.clause { writer.field("clause", clause) }
        if let suggest = criterion.suggest { writer.field("suggest", suggest) }
        writer.field("at", rulebook.place(criterion.span))
        if let change = item.change(definitions) {
            writer.key("change")
            write(change, to: &writer)
        }
        if isFull {
            writer.key("when")
            write(item.condition, to: &writer)
        }
        writer.endObject()
    }

    func write(_ provenance: Provenance, to writer: inout JSONWriter) {
        if let source = provenance.source { writer.field("source", source) }
        if let basis = provenance.basis { writer.field("basis", basis.rawValue) }
        if let note = provenance.note { writer.field("note", note) }
    }

    // MARK: - Conditions

    private func write(_ traced: TracedCondition, to writer: inout JSONWriter) {
        writer.beginObject()
        let condition = traced.condition
        switch condition.kind {
        case .all: writer.field("kind", "all")
        case .any: writer.field("kind", "any")
        case .none: writer.field("kind", "none")
        case .atLeast(let count, _):
            writer.field("kind", "at_least")
            writer.field("count", count)
        case .fact(let fact, let test):
            writer.field("kind", "fact")
            writeFact(fact, to: &writer)
            writer.field("test", words.wording.test(test, of: fact))
        case .definition(let id, let isYes):
            writer.field("kind", "definition")
            writer.field("definition", rulebook.rules.definitions[id].name)
            writer.field("says", words.says(definition: id))
            writer.field("test", isYes ? "yes" : "no")
        case .decisionDate(let test):
            writer.field("kind", "decision_date")
            writer.field("value", words.decision.dateInWords)
            writer.field("test", words.wording.dateTest(test))
        }
        writer.field("truth", traced.truth.name)
        writer.field("at", rulebook.place(condition.span))
        switch condition.kind {
        case .all, .any, .none, .atLeast:
            writer.key("parts")
            writer.array(of: traced.parts) { write($1, to: &$0) }
        case .fact, .definition, .decisionDate: break
        }
        writer.endObject()
    }

    private func writeFact(_ fact: FactID, to writer: inout JSONWriter) {
        writer.field("fact", rulebook.vocabulary[fact].name)
        writer.field("label", rulebook.vocabulary[fact].label)
        writer.field("value", words.wording.value(of: fact))
    }

    package func write(_ definition: TracedDefinition, to writer: inout JSONWriter) {
        let declared = rulebook.rules.definitions[definition.definition]
        writer.beginObject()
        writer.field("definition", declared.name)
        writer.field("says", words.says(definition: definition.definition))
        writer.field("truth", definition.truth.name)
        write(declared.provenance, to: &writer)
        let version = declared.version(on: words.decision.date)
        writer.field("at", rulebook.place(version?.span ?? declared.span))
        if let condition = definition.condition {
            writer.key("when")
            write(condition, to: &writer)
        }
        writer.endObject()
    }

    // MARK: - What would have to be otherwise

    private func write(_ change: Change, to writer: inout JSONWriter) {
        writer.beginObject()
        switch change {
        case .fact(let fact, let test, let holds, let truth, let span):
            writer.field("kind", "fact")
            writeFact(fact, to: &writer)
            writer.field("would_have_to", words.wording.requirement(test, of: fact, holds: holds))
            writer.field("open", truth == .unknown)
            writer.field("at", rulebook.place(span))
        case .decisionDate(let test, let holds, let span):
            writer.field("kind", "decision_date")
            writer.field("value", words.decision.dateInWords)
            writer.field("would_have_to", (holds ? "be " : "not be ") + words.wording.dateTest(test))
            writer.field("at", rulebook.place(span))
        case .definition(let id, let holds, let truth, let span):
            writer.field("kind", "definition")
            writer.field("definition", rulebook.rules.definitions[id].name)
            writer.field("says", words.says(definition: id))
            writer.field("would_have_to", holds ? "be yes" : "be no")
            writer.field("open", truth == .unknown)
            writer.field("at", rulebook.place(span))
        case .every(let parts):
            writer.field("kind", "every")
            writer.key("parts")
            writer.array(of: parts) { write($1, to: &$0) }
        case .some(let count, let parts):
            writer.field("kind", "some")
            writer.field("count", count)
            writer.key("parts")
            writer.array(of: parts) { write($1, to: &$0) }
        }
        writer.endObject()
    }
}
