import WaymarkDocuments
import WaymarkRules

extension ReasonTree {
    /// Appends the tree as the value of `trace` in `waymark.decision/1`.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("detail", isFull ? "full" : "short")
            writer.field("open", isOpen)
            writer.field("met", met.name)
            writer.key("criteria")
            criteria.write(to: &writer)
            writer.key("services")
            services.write(to: &writer)
            for (key, statements) in [
                ("definitions", definitions), ("sequences", sequences), ("low_priority", priorities),
            ] where !statements.isEmpty {
                writer.key(key)
                statements.write(to: &writer)
            }
        }
    }
}

extension [Statement] {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.array(of: self) { $1.write(to: &$0) }
    }
}

extension Statement {
    /// Appends the statement and all below it as a JSON value.
    func write(to writer: inout JSONWriter) {
        if case .hole(let hole) = subject { return writer.raw(hole.mark) }
        writer.object { writer in
            switch subject {
            case .criterion(let rule): write(rule, to: &writer)
            case .service(let name, _):
                writer.field("service", name)
                writeOrigin(to: &writer)
                writer.key("steps")
                parts.write(to: &writer)
            case .step(let kind, let says, let agreement): write(kind, says, agreement, to: &writer)
            case .definition(let name, let says):
                writer.field("definition", name)
                writer.field("says", says)
                writeTruth(to: &writer)
                writeOrigin(to: &writer)
                if let condition = parts.first {
                    writer.key("when")
                    condition.write(to: &writer)
                }
            case .sequence(let name, let says, let first, let isCertain):
                writer.field("sequence", name)
                writer.field("says", says)
                writer.field("first", first)
                writer.field("decided", isCertain)
                writeOrigin(to: &writer)
            case .priority(let name, let says):
                writer.field("priority", name)
                writer.field("says", says)
                writeOrigin(to: &writer)
            case .condition(let condition): write(condition, to: &writer)
            case .change(let change): write(change, to: &writer)
            case .hole: break
            }
        }
    }

    private func writeTruth(to writer: inout JSONWriter) {
        if let truth { writer.field("truth", truth.name) }
    }

    private func writeOrigin(to writer: inout JSONWriter) {
        if let source = provenance?.source { writer.field("source", source) }
        if let basis = provenance?.basis { writer.field("basis", basis.rawValue) }
        if let note = provenance?.note { writer.field("note", note) }
        if let clause { writer.field("clause", clause) }
        if case .criterion(let rule) = subject, let suggest = rule.suggest { writer.field("suggest", suggest) }
        if let place { writer.field("at", place) }
    }

    private func write(_ rule: Rule, to writer: inout JSONWriter) {
        writer.field("role", rule.role.name)
        writer.field("name", rule.name)
        writer.field("of", rule.isOfService ? "service" : "programme")
        writer.field("says", rule.says)
        if let otherwise = rule.otherwise { writer.field("otherwise", otherwise) }
        writeTruth(to: &writer)
        writeOrigin(to: &writer)
        for part in parts {
            if case .change = part.subject { writer.key("change") } else { writer.key("when") }
            part.write(to: &writer)
        }
    }

    private func write(_ step: TracedStep.Kind, _ says: String, _ agreement: String?, to writer: inout JSONWriter) {
        writer.field("step", step.rawValue)
        if let truth { writer.field("passes", truth.name) }
        writer.field("says", says)
        if let agreement {
            writer.field("agreement", agreement)
            writeOrigin(to: &writer)
        }
        if !parts.isEmpty {
            writer.key("criteria")
            parts.write(to: &writer)
        }
    }

    private func write(_ fact: Fact, to writer: inout JSONWriter) {
        writer.field("kind", "fact")
        writer.field("fact", fact.name)
        writer.field("label", fact.label)
        writer.field("value", fact.value)
    }

    private func writeDefinition(_ name: String, _ says: String, to writer: inout JSONWriter) {
        writer.field("kind", "definition")
        writer.field("definition", name)
        writer.field("says", says)
    }

    private func writeDate(_ value: String, to writer: inout JSONWriter) {
        writer.field("kind", "decision_date")
        writer.field("value", value)
    }

    private func write(_ condition: Condition, to writer: inout JSONWriter) {
        var isGroup = true
        switch condition {
        case .all: writer.field("kind", "all")
        case .any: writer.field("kind", "any")
        case .none: writer.field("kind", "none")
        case .atLeast(let count):
            writer.field("kind", "at_least")
            writer.field("count", count)
        case .fact(let fact, let test):
            isGroup = false
            write(fact, to: &writer)
            writer.field("test", test)
        case .definition(let name, let says, let isYes):
            isGroup = false
            writeDefinition(name, says, to: &writer)
            writer.field("test", isYes ? "yes" : "no")
        case .date(let value, let test):
            isGroup = false
            writeDate(value, to: &writer)
            writer.field("test", test)
        }
        writeTruth(to: &writer)
        writeOrigin(to: &writer)
        if isGroup {
            writer.key("parts")
            parts.write(to: &writer)
        }
    }

    private func write(_ change: Change, to writer: inout JSONWriter) {
        switch change {
        case .fact(let fact, let requirement):
            write(fact, to: &writer)
            writer.field("would_have_to", requirement)
            writer.field("open", truth == .unknown)
        case .date(let value, let requirement):
            writeDate(value, to: &writer)
            writer.field("would_have_to", requirement)
        case .definition(let name, let says, let holds):
            writeDefinition(name, says, to: &writer)
            writer.field("would_have_to", holds ? "be yes" : "be no")
            writer.field("open", truth == .unknown)
        case .every, .some:
            writer.field("kind", change == .every ? "every" : "some")
            if case .some(let count) = change { writer.field("count", count) }
            writer.key("parts")
            parts.write(to: &writer)
        }
        writeOrigin(to: &writer)
    }
}

extension Criterion.Role {
    /// The name of the role in traces.
    fileprivate var name: String {
        switch self {
        case .criterion: "criterion"
        case .bar: "bar"
        case .hold: "hold"
        case .signpostReason: "signpost_reason"
        }
    }
}
