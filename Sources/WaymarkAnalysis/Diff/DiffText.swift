import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// A difference between rulebooks as text for people and as JSON.
public struct DiffText {
    private let diff: RulebookDiff
    private let old: Rulebook
    private let new: Rulebook

    public init(_ diff: RulebookDiff, old: Rulebook, new: Rulebook) {
        self.diff = diff
        self.old = old
        self.new = new
    }

    /// Everything, one paragraph a difference.
    public func text() -> String {
        var lines: [String] = diff.notes.map { "Note: \($0)." }
        if diff.findings.isEmpty { lines.append("Nobody is routed differently.") }
        for finding in diff.findings {
            if !lines.isEmpty { lines.append("") }
            lines.append("\(headline(finding.subject))\(when(finding))")
            lines += body(finding)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func body(_ finding: RulebookDiff.Finding) -> [String] {
        var lines = finding.moves.map { "  \(phrase($0.from)) → \(phrase($0.to))" }
        if !finding.always.isEmpty { lines.append("  Who: \(English.list(finding.always, "and"))") }
        for (index, group) in finding.groups.enumerated() {
            let lead = index > 0 ? "   or: " : finding.always.isEmpty ? "  Who: " : "  and: "
            if group.phrases.isEmpty, !finding.always.isEmpty { continue }
            lines.append(lead + (group.phrases.isEmpty ? "everybody" : group.phrases.joined(separator: "; ")))
        }
        if let example = finding.groups.first {
            let facts = example.facts.map { fact in
                "\(diff.vocabulary[fact].label) \(diff.vocabulary[fact].plainText(of: example.example.answers[fact]))"
            }
            let date = example.example.decisionDate.map { " on \(English.date($0))" } ?? ""
            if !facts.isEmpty { lines.append("  For example\(date): \(facts.joined(separator: "; "))") }
        }
        for line in finding.lines { lines.append("  \(line.isNew ? "now" : "was")  \(line.says)  (\(line.place))") }
        if !finding.isComplete {
            lines.append(
                finding.groups.isEmpty
                    ? "  Not decided within the limit of this comparison." : "  And more people than are listed here.")
        }
        return lines
    }

    private func phrase(_ outcome: Outcome?) -> String { outcome?.phrase ?? "not reported" }

    private func when(_ finding: RulebookDiff.Finding) -> String {
        switch (finding.from <= .first, finding.until >= .last) {
        case (true, true): ""
        case (true, false): ", until \(English.date(finding.until))"
        case (false, true): ", from \(English.date(finding.from))"
        case (false, false):
            finding.from == finding.until
                ? ", on \(English.date(finding.from))"
                : ", from \(English.date(finding.from)) to \(English.date(finding.until))"
        }
    }

    private func title(_ programme: String) -> String {
        (new.programmes + old.programmes).first { $0.name == programme }?.title ?? programme
    }

    private func title(service: String) -> String {
        (new.services + old.services).first { $0.name == service }?.title ?? service
    }

    private func headline(_ subject: RulebookDiff.Subject) -> String {
        switch subject {
        case .outcome(let programme, let service):
            return title(programme) + (service.map { ": \(title(service: $0))" } ?? "")
        case .alert(let name, let isAdded):
            let alert = (new.policy.alerts + old.policy.alerts).first { $0.name == name }
            return "The alert “\(alert?.says ?? name)” is \(isAdded ? "now" : "no longer") raised"
        case .sequence(let name, let isAdded): return "\(name): this order \(isAdded ? "now holds" : "no longer holds")"
        case .priority(let name, let isAdded): return "Low priority is \(isAdded ? "now" : "no longer") shown for \(name)"
        case .refusal(let isAdded):
            return isAdded ? "A case like this is now refused as impossible" : "A case like this is no longer refused as impossible"
        case .order(let first, let second): return "\(title(first)) now stands before \(title(second))"
        }
    }

    /// One JSON object, indented.
    public func json(_ caseload: CaseloadDiff? = nil) -> String {
        var writer = JSONWriter(indented: true)
        writer.object { writer in
            writer.field("schema", "waymark.diff/1")
            writer.field("old", old.hash)
            writer.field("new", new.hash)
            writer.field("notes", diff.notes)
            writer.key("differences")
            writer.array(of: diff.findings) { writer, finding in
                writer.object { writer in
                    writer.field("says", headline(finding.subject))
                    if case .outcome(let programme, let service) = finding.subject {
                        writer.field("programme", programme)
                        writer.field("service", service)
                    }
                    writer.field("from", finding.from.description)
                    writer.field("until", finding.until.description)
                    writer.field("complete", finding.isComplete)
                    writer.key("moves")
                    writer.array(of: finding.moves) { writer, move in
                        writer.object { writer in
                            writer.field("was", move.from?.rawValue)
                            writer.field("now", move.to?.rawValue)
                            writer.key("example")
                            write(move.example, &writer)
                        }
                    }
                    writer.field("always", finding.always)
                    writer.key("groups")
                    writer.array(of: finding.groups) { writer, group in
                        writer.object { writer in
                            writer.field("who", group.phrases)
                            writer.key("example")
                            write(group.example, &writer)
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
            if let caseload {
                writer.key("cases")
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
        writer.newline()
        return writer.text
    }

    private func write(_ example: Case, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("decision_date", example.decisionDate?.description)
            for (fact, answer) in example.answers.enumerated() {
                guard case .value = answer else { continue }
                writer.field(diff.vocabulary[fact].name, diff.vocabulary[fact].plainText(of: answer))
            }
        }
    }
}

extension CaseloadDiff {
    /// A line of counts and a paragraph for each of the first cases that change.
    public func text(limit: Int = 20) -> String {
        var lines = [
            "Of \(English.count(compared, "case")), \(English.count(changes.count, "changes", "change"))"
                + (skipped > 0 ? "; \(skipped) could not be compared." : ".")
        ]
        for change in changes.prefix(limit) {
            lines.append("  \(change.name): \(change.sentences.joined(separator: "; "))")
        }
        if changes.count > limit { lines.append("  and \(changes.count - limit) more (--format json lists all)") }
        return lines.joined(separator: "\n") + "\n"
    }
}
