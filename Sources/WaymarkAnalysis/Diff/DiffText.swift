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
            lines.append("\(headline(finding.subject))\(when(finding)).")
            for group in finding.groups { lines += words(group) }
            if !finding.isComplete {
                lines.append(
                    finding.groups.isEmpty
                        ? "  Not decided within the limit of this comparison." : "  And more people than are listed here.")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func words(_ group: RulebookDiff.Group) -> [String] {
        var lines = ["  Who: \(group.phrases.isEmpty ? "everybody" : group.phrases.joined(separator: "; "))"]
        let facts = group.facts.map { fact in
            "\(diff.vocabulary[fact].label) \(diff.vocabulary[fact].plainText(of: group.example.answers[fact]))"
        }
        let date = group.example.decisionDate.map { " on \(English.date($0))" } ?? ""
        lines.append("    For example\(date): \(facts.isEmpty ? "anybody" : facts.joined(separator: "; "))")
        for line in group.lines {
            lines.append("    \(line.isNew ? "now" : "was")  \(line.says)  (\(line.place))")
        }
        return lines
    }

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
        case .outcome(let programme, let service, let from, let to):
            let what = title(programme) + (service.map { " (\(title(service: $0)))" } ?? "")
            if from == nil, to == nil { return "\(what): differs" }
            let was = from?.phrase ?? "not reported"
            let now = to?.phrase ?? "not reported"
            let rank = (rank(from), rank(to))
            let verb = rank.1 < rank.0 ? "Gains" : rank.1 > rank.0 ? "Loses" : "Moves"
            return "\(verb): \(what) goes from \(was) to \(now)"
        case .programme(let name, let isAdded): return "\(title(name)) is \(isAdded ? "new" : "gone")"
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

    private func rank(_ outcome: Outcome?) -> Int {
        outcome.flatMap { Outcome.allCases.firstIndex(of: $0) } ?? Outcome.allCases.count
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
                    if case .outcome(let programme, let service, let from, let to) = finding.subject {
                        writer.field("programme", programme)
                        writer.field("service", service)
                        writer.field("was", from?.rawValue)
                        writer.field("now", to?.rawValue)
                    }
                    writer.field("from", finding.from.description)
                    writer.field("until", finding.until.description)
                    writer.field("complete", finding.isComplete)
                    writer.key("groups")
                    writer.array(of: finding.groups) { writer, group in write(group, &writer) }
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

    private func write(_ group: RulebookDiff.Group, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("who", group.phrases)
            writer.key("example")
            writer.object { writer in
                writer.field("decision_date", group.example.decisionDate?.description)
                for (fact, answer) in group.example.answers.enumerated() {
                    guard case .value = answer else { continue }
                    writer.field(diff.vocabulary[fact].name, diff.vocabulary[fact].plainText(of: answer))
                }
            }
            writer.key("lines")
            writer.array(of: group.lines) { writer, line in
                writer.object { writer in
                    writer.field("rulebook", line.isNew ? "new" : "old")
                    writer.field("says", line.says)
                    writer.field("at", line.place)
                }
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
