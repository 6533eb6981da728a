package import WaymarkDocuments
package import WaymarkRouting
import WaymarkRules

/// Writes explanations as `waymark.explanation/1` (its JSON Schema: ``JSONSchema/explanation``).
package struct ExplanationJSON: Sendable {
    private let rulebook: Rulebook
    private let decisions: DecisionJSON
    private let words: ExplanationWords
    private let groups: GroupWords

    /// The value of `schema` in every explanation.
    package static let schemaName = "waymark.explanation/1"

    package init(_ rulebook: Rulebook, detail: TraceDetail) {
        self.rulebook = rulebook
        decisions = DecisionJSON(rulebook, detail: detail)
        words = ExplanationWords(rulebook)
        groups = GroupWords(rulebook)
    }

    /// Appends the explanation of one programme's outcomes as a JSON value.
    ///
    /// - Parameter programme: index in the rulebook.
    package func write(_ explanation: Explanation, programme: Int, to writer: inout JSONWriter) {
        let decision = explanation.decision
        writer.object { writer in
            writer.field("schema", ExplanationJSON.schemaName)
            writer.field("case", decision.caseName)
            writer.field("decision_date", decision.date.description)
            writer.field("rulebook", decision.rulebookHash)
            writer.field("programme", rulebook.programmes[programme].name)
            writer.key("outcomes")
            writer.array(of: explanation.outcomes) { writer, explained in
                writer.object { writer in
                    writer.key("outcome")
                    decisions.write(decision, outcome: explained.row, to: &writer)
                    writer.key("decided_by")
                    write(explained.reasons, to: &writer)
                    writer.key("changes")
                    write(explained.changes, to: &writer)
                    writer.key("how_long")
                    write(explained.howLong, to: &writer)
                }
            }
        }
    }

    private func write(_ reasons: SufficientReasons?, to writer: inout JSONWriter) {
        guard let reasons else { return writer.null() }
        writer.object { writer in
            writer.key("sets")
            writer.array(of: reasons.sets) { $0.array(of: names($1)) }
            writer.field("complete", reasons.isComplete)
        }
    }

    private func write(_ changes: PossibleChanges, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("found")
            writer.array(of: changes.changes) { write($1, to: &$0) }
            writer.field("complete", changes.isComplete)
        }
    }

    private func write(_ change: PossibleChange, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("kind", change.kind.name)
            writer.field("says", words.line(change))
            writer.field("service", rulebook.services[change.service].name)
            writer.field("outcome", change.outcome.rawValue)
            writer.field("step_forward", change.isStepForward)
            writer.field("change", names(change.toChange))
            writer.field("fixed", names(change.fixed))
            writer.field("find_out", names(change.toFindOut))
            writer.field("confirm", change.toConfirm.map(name))
            writer.key("ways")
            writer.array(of: change.groups) { $0.array(of: groups.phrases($1)) }
            writer.field("ways_complete", change.hasAllWays)
        }
    }

    private func write(_ howLong: HowLong?, to writer: inout JSONWriter) {
        guard let howLong else { return writer.null() }
        writer.object { writer in
            switch howLong.end {
            case .never: writer.field("end", "never")
            case .notBefore(let day):
                writer.field("end", "not_before")
                writer.field("day", day.description)
            case .changes(let day, let outcome):
                writer.field("end", "changes")
                writer.field("day", day.description)
                writer.field("outcome", outcome?.rawValue)
                writer.field("because", howLong.causes.map { words.says($0, on: day) })
            }
        }
    }

    private func names(_ facts: [FactID]) -> [String] { facts.map { rulebook.vocabulary[$0].name } }

    private func name(_ uncertain: RulebookPlan.Uncertain) -> String {
        switch uncertain {
        case .service(let index): "service:" + rulebook.services[index].name
        case .agreement(let index): "agreement:" + rulebook.agreements[index].name
        }
    }
}

extension PossibleChange.Kind {
    var name: String {
        switch self {
        case .couldBeDone: "could_be_done"
        case .couldBeChecked: "could_be_found_out"
        case .cannotChange: "cannot_change"
        }
    }
}
