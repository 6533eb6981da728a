package import WaymarkDocuments
package import WaymarkRules

/// How much of the reason is shown.
package enum TraceDetail: String, Sendable, CaseIterable {
    /// Verdicts only.
    case none
    /// What decided.
    case short
    /// Everything that took part.
    case full
}

/// Writes decisions as `waymark.decision/1` (its JSON Schema: ``DecisionSchema``).
package struct DecisionJSON: Sendable {
    private let rulebook: Rulebook
    private let detail: TraceDetail

    package init(_ rulebook: Rulebook, detail: TraceDetail) {
        self.rulebook = rulebook
        self.detail = detail
    }

    /// The value of `schema` in every decision.
    package static let schemaName = "waymark.decision/1"

    /// Appends one decision as a JSON value. Reasons need a decision made with its trace.
    package func write(_ decision: Decision, to writer: inout JSONWriter) {
        let words = OutcomeWords(rulebook, decision)
        write(decision, to: &writer) { writer in
            for (position, row) in decision.outcomes.enumerated() {
                write(row, position: position + 1, words, to: &writer)
            }
        }
    }

    /// Appends a decision whose outcomes, the entries of an array, are written by `outcomes`.
    package func write(_ decision: Decision, to writer: inout JSONWriter, outcomes: (inout JSONWriter) -> Void) {
        writer.beginObject()
        writer.field("schema", DecisionJSON.schemaName)
        writer.field("case", decision.caseName)
        writer.field("decision_date", decision.date.description)
        writer.field("rulebook", decision.rulebookHash)
        writer.key("primary")
        if let primary = decision.primary {
            writer.beginObject()
            writeSubject(decision.outcomes[primary], to: &writer)
            writer.endObject()
        } else {
            writer.null()
        }
        writer.key("alerts")
        writer.array(of: decision.alerts) { writer, alert in
            let declared = rulebook.policy.alerts[alert.alert]
            writer.object { writer in
                writer.field("alert", declared.name)
                writer.field("says", declared.says)
                writer.field("do", declared.instruction)
                writer.field("decided", alert.isDecided)
            }
        }
        writer.key("outcomes")
        writer.beginArray()
        outcomes(&writer)
        writer.endArray()
        writer.key("questions")
        writer.array(of: decision.questions) { write($1, to: &$0) }
        writer.endObject()
    }

    /// Appends the short form of batches: `id`, the programmes with an actionable outcome in order, and the first.
    package func writeSummary(_ decision: Decision, to writer: inout JSONWriter) {
        writeSummary(id: decision.caseName, actionable: decision.actionable, to: &writer)
    }

    /// - Parameter programmes: those with an actionable outcome, in order.
    package func writeSummary(id: String, actionable programmes: [Int], to writer: inout JSONWriter) {
        let names = programmes.map { rulebook.programmes[$0].name }
        writer.beginObject()
        writer.field("id", id)
        writer.field("eligible", names)
        writer.field("primary", names.first)
        writer.endObject()
    }

    // MARK: - Outcomes

    /// Appends one outcome of a decision, as it stands among the decision's.
    package func write(_ decision: Decision, outcome index: Int, to writer: inout JSONWriter) {
        write(decision.outcomes[index], position: index + 1, OutcomeWords(rulebook, decision), to: &writer)
    }

    private func writeSubject(_ row: DecidedOutcome, to writer: inout JSONWriter) {
        writer.field("programme", rulebook.programmes[row.programme].name)
        writer.field("service", row.service.map { rulebook.services[$0].name })
    }

    /// - Parameter position: from 1; nil leaves holes for it and for the criteria and definitions of the trace.
    package func write(_ row: DecidedOutcome, position: Int?, _ words: OutcomeWords, to writer: inout JSONWriter) {
        writer.beginObject()
        writeSubject(row, to: &writer)
        writer.field("outcome", row.outcome.rawValue)
        if row.isUndecided { writer.field("undecided", true) }
        writer.key("position")
        if let position { writer.integer(position) } else { writer.raw(Hole.position.mark) }
        writer.field("summary", words.summary(row))
        writeNames("after", row.after, to: &writer) { rulebook.programmes[$0].name }
        writeNames("after_undecided", row.afterUndecided, to: &writer) { rulebook.programmes[$0].name }
        writeNames("low_priority", row.lowPriority, to: &writer) { rulebook.policy.lowPriority[$0].name }
        writeNames("asks", row.asks, to: &writer, name)
        if detail != .none, let trace = row.trace {
            writer.key("trace")
            TraceJSON(
                rulebook: rulebook, words: words, row: row, trace: trace, isFull: detail == .full,
                leavesHoles: position == nil
            ).write(to: &writer)
        }
        writer.endObject()
    }

    private func writeNames<Item>(
        _ key: String, _ items: [Item], to writer: inout JSONWriter, _ name: (Item) -> String
    ) {
        writer.key(key)
        writer.beginArray()
        for item in items { writer.string(name(item)) }
        writer.endArray()
    }

    private func name(_ ask: Ask) -> String {
        switch ask {
        case .fact(let fact): rulebook.vocabulary[fact].name
        case .service(let service): "service:" + rulebook.services[service].name
        case .agreement(let agreement): "agreement:" + rulebook.agreements[agreement].name
        }
    }

    private func write(_ question: Question, to writer: inout JSONWriter) {
        let fact = rulebook.vocabulary[question.fact]
        writer.beginObject()
        writer.field("fact", fact.name)
        writer.field("ask", fact.ask ?? fact.label)
        writeNames("for", question.programmes, to: &writer) { rulebook.programmes[$0].name }
        if !question.alerts.isEmpty {
            writeNames("alerts", question.alerts, to: &writer) { rulebook.policy.alerts[$0].name }
        }
        writer.endObject()
    }
}

extension Truth {
    /// "yes", "no" or "unknown", as traces name it.
    package var name: String {
        switch self {
        case .yes: "yes"
        case .no: "no"
        case .unknown: "unknown"
        }
    }
}
