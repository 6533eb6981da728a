import WaymarkDocuments
import WaymarkRules

/// Writes the trace of one outcome.
struct TraceJSON {
    let rulebook: Rulebook
    let words: OutcomeWords
    let row: DecidedOutcome
    let trace: OutcomeTrace
    let isFull: Bool
    /// Holes in place of criteria and definitions.
    let leavesHoles: Bool

    private var reason: ReasonJSON { ReasonJSON(rulebook: rulebook, words: words, isFull: isFull) }

    private func write(_ item: TracedCriterion, to writer: inout JSONWriter) {
        if leavesHoles { return writer.raw(Hole.criterion(item.number).mark) }
        reason.write(item, trace.definitions, to: &writer)
    }

    private func write(_ definition: TracedDefinition, to writer: inout JSONWriter) {
        if leavesHoles { return writer.raw(Hole.definition(definition.definition).mark) }
        reason.write(definition, to: &writer)
    }

    private func write(_ provenance: Provenance, to writer: inout JSONWriter) { reason.write(provenance, to: &writer) }

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
