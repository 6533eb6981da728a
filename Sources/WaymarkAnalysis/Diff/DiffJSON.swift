package import WaymarkDocuments
package import WaymarkRouting
import WaymarkRules

/// Writes differences between rulebooks as `waymark.diff/1` (its JSON Schema: ``JSONSchema/diff``).
package struct DiffJSON {
    private let diff: RulebookDiff
    private let old: Rulebook
    private let new: Rulebook
    private let people: JSONCaseWriter

    /// The value of `schema` in every document.
    package static let schemaName = "waymark.diff/1"

    package init(_ diff: RulebookDiff, old: Rulebook, new: Rulebook) {
        self.diff = diff
        self.old = old
        self.new = new
        people = JSONCaseWriter(diff.vocabulary)
    }

    /// Appends the difference, and what it means for a caseload, as a JSON value.
    package func write(_ caseload: CaseloadDiff? = nil, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("schema", DiffJSON.schemaName)
            writer.field("old", old.hash)
            writer.field("new", new.hash)
            writer.field("notes", diff.notes)
            writer.key("differences")
            writer.array(of: diff.findings) { write($1, to: &$0) }
            if let caseload {
                writer.key("cases")
                write(caseload, to: &writer)
            }
        }
    }

    private func write(_ finding: RulebookDiff.Finding, to writer: inout JSONWriter) {
        writer.object { writer in
            writeSubject(finding.subject, to: &writer)
            writer.field("says", DiffText(diff, old: old, new: new).headline(finding.subject))
            writer.field("from", finding.from.description)
            writer.field("until", finding.until.description)
            writer.field("every_day", finding.isEveryDay)
            writer.field("complete", finding.isComplete)
            writer.key("moves")
            writer.array(of: finding.moves) { writer, move in
                writer.object { writer in
                    writer.field("was", move.from?.rawValue)
                    writer.field("now", move.to?.rawValue)
                    writer.key("example")
                    people.write(move.example, to: &writer)
                }
            }
            writer.field("always", finding.always)
            writer.key("groups")
            writer.array(of: finding.groups) { writer, group in
                writer.object { writer in
                    writer.field("who", group.phrases)
                    writer.key("example")
                    people.write(group.example, to: &writer)
                }
            }
            writer.key("lines")
            writer.array(of: finding.lines) { writer, line in
                writer.object { writer in
                    writer.field("rulebook", line.isNew ? "new" : "old")
                    writer.field("says", line.says)
                    writer.field("at", line.place)
                }
            }
        }
    }

    private func writeSubject(_ subject: RulebookDiff.Subject, to writer: inout JSONWriter) {
        func write(_ kind: String, _ about: String? = nil, isAdded: Bool) {
            writer.field("kind", kind)
            if let about { writer.field("about", about) }
            writer.field("added", isAdded)
        }
        switch subject {
        case .outcome(let programme, let service):
            writer.field("kind", "outcome")
            writer.field("programme", programme)
            writer.field("service", service)
        case .alert(let name, let isAdded): write("alert", name, isAdded: isAdded)
        case .sequence(let name, let isAdded): write("sequence", name, isAdded: isAdded)
        case .priority(let name, let isAdded): write("low_priority", name, isAdded: isAdded)
        case .refusal(let isAdded): write("refusal", isAdded: isAdded)
        case .order(let first, let second):
            writer.field("kind", "order")
            writer.field("first", first)
            writer.field("second", second)
        case .serviceOrder(let programme, let first, let second):
            writer.field("kind", "service_order")
            writer.field("programme", programme)
            writer.field("first", first)
            writer.field("second", second)
        case .urgent(let programme, let isAdded): write("urgent", programme, isAdded: isAdded)
        case .history(let fact):
            writer.field("kind", "history")
            writer.field("fact", fact)
        }
    }

    private func write(_ caseload: CaseloadDiff, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("compared", caseload.compared)
            writer.field("changed", caseload.changes.count)
            writer.field("skipped", caseload.skipped)
            writer.key("changes")
            writer.array(of: caseload.changes) { writer, change in
                writer.object { writer in
                    writer.field("case", change.name)
                    writer.field("says", change.sentences)
                }
            }
        }
    }
}
