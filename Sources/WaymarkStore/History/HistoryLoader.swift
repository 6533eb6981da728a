import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Reads `Record/history.yaml`.
struct HistoryLoader {
    let rulebook: Rulebook

    /// Values that are worked out, as they are written.
    private static let workedOut: [(words: String, value: HistoryRules.Line.Value)] = [
        ("count of referrals", .countOfReferrals), ("count of failed contacts", .countOfFailedContacts),
        ("day of last change", .dayOfLastChange),
    ]

    /// - Returns: nil, after messages, where anything in it is wrong.
    func read(_ file: Int32, of sources: SourceSet, into diagnostics: inout Diagnostics) -> [HistoryRules.Line]? {
        var problems = Diagnostics()
        var lines: [HistoryRules.Line] = []
        let root = YAMLReader.read(file, of: sources, into: &problems)
        if root == nil, !problems.hasErrors {
            problems.error(
                "history.empty", "the file is empty", at: SourceSpan(file: file, start: 0, end: 0),
                help: "write `history:` and what it says below it, or delete the file")
        }
        if let root, !problems.hasErrors {
            problems.reading(root, as: Subject("history file", at: root.span), example: "history: {fact: [{value: …}]}")
            {
                map in
                guard
                    let facts = map.required("history")?.readEntries(
                        "`history`", example: "history: {fact: [{value: …}]}", into: &map.problems)
                else { return }
                for entry in facts { lines += read(entry, into: &map.problems) }
            }
        }
        diagnostics.add(contentsOf: problems)
        return problems.hasErrors ? nil : lines
    }

    private func read(_ entry: Node.Entry, into problems: inout Diagnostics) -> [HistoryRules.Line] {
        let vocabulary = rulebook.vocabulary
        guard let fact = vocabulary[entry.key] else {
            problems.error(
                "history.fact", "there is no fact called \(Words.code(entry.key))", at: entry.keySpan,
                help: Words.help(for: entry.key, among: vocabulary.facts.map(\.name), as: "the facts", after: problems))
            return []
        }
        if vocabulary[fact].isAuditOnly { problems.reportAuditOnly(vocabulary[fact], at: entry.keySpan) }
        let items = entry.value.readList(
            "the history of `\(entry.key)`", example: "[{value: yes, says: …, programmes: […]}]", into: &problems)
        return (items ?? []).compactMap { item in
            problems.reading(
                item, as: Subject("history line", at: item.span), example: "{value: yes, says: …, programmes: […]}"
            ) { read(fact, &$0) } ?? nil
        }
    }

    private func read(_ fact: FactID, _ map: inout MappingReader) -> HistoryRules.Line? {
        let value = map.required("value").flatMap { self.value($0, of: fact, into: &map.problems) }
        let says = map.requiredText("says")
        let programmes = map.required("programmes").flatMap { self.programmes($0, into: &map.problems) }
        let which = map.choice("which", HistoryRules.Line.Which.self) ?? .latest
        let cameTo = words("came_to", ReferralState.self, &map)
        let happened = words("happened", ReferralEvent.self, &map)
        let notHappened = words("not_happened", ReferralEvent.self, &map)
        let months = map.number("within_months", in: 1...1200)
        _ = map.provenance()
        guard let value, let says, let programmes else { return nil }
        return HistoryRules.Line(
            fact: fact, value: value, says: says, programmes: programmes, which: which, cameTo: cameTo,
            happened: happened,
            notHappened: notHappened, withinMonths: months)
    }

    private func value(_ node: Node, of id: FactID, into problems: inout Diagnostics) -> HistoryRules.Line.Value? {
        guard let text = node.readText("`value`", into: &problems) else { return nil }
        let fact = rulebook.vocabulary[id]
        if let known = HistoryLoader.workedOut.first(where: { $0.words == text }) {
            let fits =
                switch (known.value, fact.type) {
                case (.countOfReferrals, .wholeNumber), (.countOfFailedContacts, .wholeNumber),
                    (.dayOfLastChange, .date):
                    true
                default: false
                }
            if fits { return known.value }
            problems.error(
                "history.value", "\(Words.code(text)) is no value of \(Words.code(fact.name)), \(fact.type.phrase)",
                at: node.span,
                help: "write one of the fact’s own values")
            return nil
        }
        let answer = AnswerReader(vocabulary: rulebook.vocabulary, notation: .yaml)
            .read(.text(text), of: id, at: node.span, into: &problems)
        guard case .value(let value) = answer else {
            if answer != nil {
                problems.error(
                    "history.value", "\(Words.code(text)) says nothing of \(Words.code(fact.name))", at: node.span,
                    help: "write a value that is known, or delete this line")
            }
            return nil
        }
        return .fixed(value)
    }

    /// Programmes by name; a family stands for all of its own.
    private func programmes(_ node: Node, into problems: inout Diagnostics) -> Set<String>? {
        guard let items = node.readList("`programmes`", example: "[o2r]", into: &problems) else { return nil }
        var found: Set<String> = []
        for item in items {
            guard let name = item.readText("an item of `programmes`", into: &problems) else { return nil }
            let named = rulebook.programmes.filter { $0.name == name || $0.family == name }.map(\.name)
            if named.isEmpty {
                let known = rulebook.programmes.map(\.name) + rulebook.programmes.compactMap(\.family)
                problems.error(
                    "history.programme", "there is no programme or family called \(Words.code(name))", at: item.span,
                    help: Words.help(for: name, among: known, as: "the programmes", after: problems))
                return nil
            }
            found.formUnion(named)
        }
        return found
    }

    /// A list of the names of states or events; those that are none are reported and left out.
    private func words<Word>(_ key: String, _ type: Word.Type, _ map: inout MappingReader) -> Set<Word>
    where Word: RawRepresentable & CaseIterable & Hashable, Word.RawValue == String {
        guard let node = map.optional(key),
            let items = node.readList("`\(key)`", example: "[started]", into: &map.problems)
        else { return [] }
        var found: Set<Word> = []
        for item in items {
            guard let text = item.readText("an item of `\(key)`", into: &map.problems) else { continue }
            if let word = Word(rawValue: text) {
                found.insert(word)
            } else {
                map.problems.error(
                    "history.word", "\(Words.code(text)) cannot stand in `\(key)`", at: item.span,
                    help: Words.help(
                        for: text, among: Word.allCases.map(\.rawValue), as: "it can be", after: map.problems))
            }
        }
        return found
    }
}
