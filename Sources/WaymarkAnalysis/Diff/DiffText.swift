import WaymarkDocuments
package import WaymarkRouting
import WaymarkRules

/// A difference between rulebooks as text for people.
package struct DiffText {
    private let diff: RulebookDiff
    private let old: Rulebook
    private let new: Rulebook

    package init(_ diff: RulebookDiff, old: Rulebook, new: Rulebook) {
        self.diff = diff
        self.old = old
        self.new = new
    }

    /// Everything, one paragraph a difference.
    package func text() -> String {
        var lines: [String] = diff.notes.map { "Note: \(English.capitalised($0))." }
        if diff.findings.allSatisfy(\.subject.isHistory) {
            let whom = diff.notes.isEmpty ? "Nobody" : "Of those who could be compared nobody"
            lines.append("\(whom) is routed differently.")
        }
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
        lines += rules(finding.lines)
        if !finding.isComplete {
            lines.append(
                finding.groups.isEmpty
                    ? "  Not decided within the limit of this comparison." : "  And more people than are listed here.")
        }
        return lines
    }

    /// The lines that make the difference; one whose words stayed and whose condition did not is said once.
    private func rules(_ lines: [RulebookDiff.Line]) -> [String] {
        lines.compactMap { line in
            let twin = lines.first { $0.isNew != line.isNew && $0.says == line.says }
            guard let twin else { return "  \(line.isNew ? "now" : "was")  \(line.says)  (\(line.place))" }
            if line.isNew { return nil }
            let places = twin.place == line.place ? line.place : "\(line.place), now \(twin.place)"
            return "  what counts as “\(line.says)” has changed  (\(places))"
        }
    }

    /// Days up to this one are the beginning of all time: no case is of them.
    private static let firstDays = Day.first.adding(months: 10 * 12)

    private func phrase(_ outcome: Outcome?) -> String { outcome?.phrase ?? "not reported" }

    private func when(_ finding: RulebookDiff.Finding) -> String {
        let some = finding.isEveryDay ? "" : " on some days"
        // Where times are counted back from the first date there is, a difference may begin some days or years after it.
        switch (finding.from <= DiffText.firstDays, finding.until >= .last) {
        case (true, true): return some.isEmpty ? "" : "," + some
        case (true, false): return ",\(some) until \(English.date(finding.until))"
        case (false, true): return ",\(some) from \(English.date(finding.from))"
        case (false, false):
            return finding.from == finding.until
                ? ", on \(English.date(finding.from))"
                : ",\(some) from \(English.date(finding.from)) to \(English.date(finding.until))"
        }
    }

    private func title(_ programme: String) -> String {
        (new.programmes + old.programmes).first { $0.name == programme }?.title ?? programme
    }

    private func title(service: String) -> String {
        (new.services + old.services).first { $0.name == service }?.title ?? service
    }

    func headline(_ subject: RulebookDiff.Subject) -> String {
        switch subject {
        case .outcome(let programme, let service):
            return title(programme) + (service.map { ": \(title(service: $0))" } ?? "")
        case .alert(let name, let isAdded):
            let alert = (new.policy.alerts + old.policy.alerts).first { $0.name == name }
            return "The alert “\(alert?.says ?? name)” is \(isAdded ? "now" : "no longer") raised"
        case .sequence(let name, let isAdded): return "\(name): this order \(isAdded ? "now holds" : "no longer holds")"
        case .priority(let name, let isAdded):
            return "Low priority is \(isAdded ? "now" : "no longer") shown for \(name)"
        case .refusal(let isAdded):
            return isAdded
                ? "A case like this is now refused as impossible"
                : "A case like this is no longer refused as impossible"
        case .history(let name):
            let facts = new.vocabulary.facts + old.vocabulary.facts
            return "What earlier referrals say of “\(facts.first { $0.name == name }?.label ?? name)”"
        case .order(let first, let second): return "\(title(first)) now stands before \(title(second))"
        case .serviceOrder(let programme, let first, let second):
            return "\(title(programme)): \(title(service: first)) now stands before \(title(service: second))"
        case .urgent(let programme, let isAdded):
            return
                "While it is open, \(title(programme)) \(isAdded ? "now stands" : "no longer stands") above everything else"
        }
    }
}

extension RulebookDiff.Subject {
    fileprivate var isHistory: Bool {
        if case .history = self { true } else { false }
    }
}

extension CaseloadDiff {
    /// A line of counts and a paragraph for each of the first cases that change.
    package func text(limit: Int = 20) -> String {
        var lines = [
            "Of \(English.count(compared + skipped, "case")), \(English.count(changes.count, "changes", "change"))"
                + (skipped > 0 ? "; \(skipped) could not be compared." : ".")
        ]
        for change in changes.prefix(limit) {
            lines.append("  \(change.name): \(change.sentences.joined(separator: "; "))")
        }
        for other in refused.prefix(limit) { lines.append("  \(other.name): not compared; \(other.because)") }
        if changes.count > limit { lines.append("  and \(changes.count - limit) more (--format json lists all)") }
        return lines.joined(separator: "\n") + "\n"
    }
}
