import WaymarkDocuments
import WaymarkRules

/// Writes the trace of one outcome.
struct TraceJSON {
    private let rulebook: Rulebook
    private let words: OutcomeWords
    private let row: DecidedOutcome
    private let trace: OutcomeTrace
    private let isFull: Bool

    init(_ rulebook: Rulebook, _ words: OutcomeWords, _ row: DecidedOutcome, _ trace: OutcomeTrace, isFull: Bool) {
        self.rulebook = rulebook
        self.words = words
        self.row = row
        self.trace = trace
        self.isFull = isFull
    }

    func write(to writer: inout JSONWriter) {
        let reasons = Reasons(row)
        writer.beginObject()
        writer.field("detail", isFull ? "full" : "short")
        writer.field("open", trace.isOpen)
        writer.field("met", row.met.name)
        writer.key("criteria")
        writer.beginArray()
        for item in trace.criteria where isFull || reasons.decide(item) { write(item, to: &writer) }
        writer.endArray()
        writer.key("services")
        writer.beginArray()
        for service in trace.services { write(service, reasons, to: &writer) }
        writer.endArray()
        if isFull, !trace.definitions.isEmpty {
            writer.key("definitions")
            writer.array(of: trace.definitions) { write($1, to: &$0) }
        }
        writeMoves(to: &writer)
        writer.endObject()
    }

    // MARK: - Criteria

    private func write(_ item: TracedCriterion, to writer: inout JSONWriter) {
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
        if let change = item.change(trace.definitions) {
            writer.key("change")
            write(change, to: &writer)
        }
        if isFull {
            writer.key("when")
            write(item.condition, to: &writer)
        }
        writer.endObject()
    }

    private func write(_ provenance: Provenance, to writer: inout JSONWriter) {
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
            writer.field("value", English.date(words.decision.date))
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

    private func write(_ definition: TracedDefinition, to writer: inout JSONWriter) {
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
            writer.field("value", English.date(words.decision.date))
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

    // MARK: - Services

    private func write(_ service: TracedService, _ reasons: Reasons, to writer: inout JSONWriter) {
        let declared = rulebook.services[service.service]
        writer.beginObject()
        writer.field("service", declared.name)
        write(declared.provenance, to: &writer)
        writer.field("at", rulebook.place(declared.span))
        writer.key("steps")
        writer.beginArray()
        for step in service.steps {
            let isDeciding = reasons.steps.contains { $0.service == service.service && $0.step.kind == step.kind }
            if isFull || isDeciding { write(step, declared, reasons, service.service, to: &writer) }
        }
        writer.endArray()
        writer.endObject()
    }

    private func write(
        _ step: TracedStep, _ service: Service, _ reasons: Reasons, _ number: Int, to writer: inout JSONWriter
    ) {
        writer.beginObject()
        writer.field("step", step.kind.rawValue)
        writer.field("passes", step.passes.name)
        writer.field("says", words.services.says(step, of: number))
        if step.kind == .agreement, case .agreement(let index) = service.agreement {
            let agreement = rulebook.agreements[index]
            writer.field("agreement", agreement.name)
            write(agreement.provenance, to: &writer)
            writer.field("at", rulebook.place(agreement.span))
        }
        let criteria = step.criteria.filter { isFull || reasons.decide($0) }
        if !criteria.isEmpty {
            writer.key("criteria")
            writer.array(of: criteria) { write($1, to: &$0) }
        }
        writer.endObject()
    }

    // MARK: - Order

    private func writeMoves(to writer: inout JSONWriter) {
        if !row.sequences.isEmpty {
            writer.key("sequences")
            writer.array(of: row.sequences) { writer, applied in
                let sequence = rulebook.policy.sequences[applied.sequence]
                writer.object { writer in
                    writer.field("sequence", sequence.name)
                    writer.field("says", sequence.says)
                    writer.field("first", rulebook.programmes[sequence.first].name)
                    writer.field("decided", applied.isCertain)
                    write(sequence.provenance, to: &writer)
                    writer.field("at", rulebook.place(sequence.span))
                }
            }
        }
        if !row.lowPriority.isEmpty {
            writer.key("low_priority")
            writer.array(of: row.lowPriority) { writer, index in
                let priority = rulebook.policy.lowPriority[index]
                writer.object { writer in
                    writer.field("priority", priority.name)
                    writer.field("says", priority.says)
                    write(priority.provenance, to: &writer)
                    writer.field("at", rulebook.place(priority.span))
                }
            }
        }
    }
}

extension Criterion.Role {
    /// The name of the role in traces.
    var name: String {
        switch self {
        case .criterion: "criterion"
        case .bar: "bar"
        case .hold: "hold"
        case .signpostReason: "signpost_reason"
        }
    }
}

extension OutcomeWords {
    /// The words of the version in force, else of the definition.
    func says(definition id: DeclarationID) -> String {
        let definition = rulebook.rules.definitions[id]
        return definition.version(on: decision.date)?.says ?? definition.says
    }
}
