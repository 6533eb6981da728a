import WaymarkDocuments
import WaymarkRules

extension ReasonTree {
    /// Appends the tree as the value of `trace` in `waymark.decision/1`.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("detail", isFull ? "full" : "short")
            writer.field("open", isOpen)
            writer.field("met", met.name)
            criteria.write("criteria", to: &writer)
            services.write("services", to: &writer)
            if !definitions.isEmpty { definitions.write("definitions", to: &writer) }
            if !sequences.isEmpty { sequences.write("sequences", to: &writer) }
            if !priorities.isEmpty { priorities.write("low_priority", to: &writer) }
        }
    }
}

extension [Statement] {
    fileprivate func write(_ key: String, to writer: inout JSONWriter) {
        writer.key(key)
        writer.array(of: self) { $1.write(to: &$0) }
    }
}

extension Statement {
    /// Appends the statement and all below it as a JSON value.
    func write(to writer: inout JSONWriter) {
        if case .hole(let hole) = subject { return writer.raw(hole.mark) }
        writer.beginObject()
        switch subject {
        case .criterion(let rule):
            writer.field("role", rule.role.name)
            writer.field("name", rule.name)
            writer.field("of", rule.isOfService ? "service" : "programme")
            writer.field("says", rule.says)
            if let otherwise = rule.otherwise { writer.field("otherwise", otherwise) }
            if let truth { writer.field("truth", truth.name) }
            writeOrigin(suggest: rule.suggest, to: &writer)
            for part in parts {
                writer.key(part.isChange ? "change" : "when")
                part.write(to: &writer)
            }
        case .service(let name, _):
            writer.field("service", name)
            writeOrigin(to: &writer)
            parts.write("steps", to: &writer)
        case .step(let kind, let says, let agreement):
            writer.field("step", kind.rawValue)
            if let truth { writer.field("passes", truth.name) }
            writer.field("says", says)
            if let agreement {
                writer.field("agreement", agreement)
                writeOrigin(to: &writer)
            }
            if !parts.isEmpty { parts.write("criteria", to: &writer) }
        case .definition(let name, let says):
            writer.field("definition", name)
            writer.field("says", says)
            if let truth { writer.field("truth", truth.name) }
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
        case .test(let reading, let asked):
            write(reading, to: &writer)
            writer.field("test", asked)
            if let truth { writer.field("truth", truth.name) }
            writeOrigin(to: &writer)
        case .change(let reading, let requirement):
            write(reading, to: &writer)
            writer.field("would_have_to", requirement)
            if let truth { writer.field("open", truth == .unknown) }
            writeOrigin(to: &writer)
        case .group(let group):
            write(group, to: &writer)
            if let truth { writer.field("truth", truth.name) }
            writeOrigin(to: &writer)
            parts.write("parts", to: &writer)
        case .hole: break
        }
        writer.endObject()
    }

    private func writeOrigin(suggest: String? = nil, to writer: inout JSONWriter) {
        if let source = provenance?.source { writer.field("source", source) }
        if let basis = provenance?.basis { writer.field("basis", basis.rawValue) }
        if let note = provenance?.note { writer.field("note", note) }
        if let clause { writer.field("clause", clause) }
        if let suggest { writer.field("suggest", suggest) }
        if let place { writer.field("at", place) }
    }

    private func write(_ reading: Reading, to writer: inout JSONWriter) {
        switch reading {
        case .fact(let name, let label, let value):
            writer.field("kind", "fact")
            writer.field("fact", name)
            writer.field("label", label)
            writer.field("value", value)
        case .definition(let name, let says):
            writer.field("kind", "definition")
            writer.field("definition", name)
            writer.field("says", says)
        case .date(let value):
            writer.field("kind", "decision_date")
            writer.field("value", value)
        }
    }

    private func write(_ group: Group, to writer: inout JSONWriter) {
        let (kind, count): (String, Int?) =
            switch group {
            case .all: ("all", nil)
            case .any: ("any", nil)
            case .none: ("none", nil)
            case .atLeast(let count): ("at_least", count)
            case .every: ("every", nil)
            case .some(let count): ("some", count)
            }
        writer.field("kind", kind)
        if let count { writer.field("count", count) }
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
