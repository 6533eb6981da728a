import WaymarkDocuments
import WaymarkRules

/// Reads the `history` sections.
struct HistoryLoader {
    let conditions: ConditionReader
    let names: ProgrammeNames
    let families: Declarations
    /// In the order of `names`.
    let programmes: [Programme]

    private var vocabulary: Vocabulary { conditions.vocabulary }

    /// The lines in file order; what cannot be read is left out, after messages.
    func read(_ sections: [Node.Entry], into problems: inout Diagnostics) -> [HistoryLine] {
        var lines: [HistoryLine] = []
        var places: [String: SourceSpan] = [:]
        for section in sections {
            let entries = section.value.readEntries(
                "`history`", example: "history: {fact: [{value: …}]}", into: &problems)
            for entry in entries ?? [] {
                if let first = places[entry.key] {
                    problems.error(
                        "history.twice", "the history of \(Words.code(entry.key)) stands twice", at: entry.keySpan,
                        notes: [.init("the first is here", at: first)],
                        help: "the first line that applies counts: put all lines of a fact in one list")
                }
                places[entry.key] = places[entry.key] ?? entry.keySpan
                lines += read(entry, into: &problems)
            }
        }
        return lines
    }

    private func read(_ entry: Node.Entry, into problems: inout Diagnostics) -> [HistoryLine] {
        let fact = vocabulary[entry.key]
        if let fact {
            if vocabulary[fact].isAuditOnly { problems.reportAuditOnly(vocabulary[fact], at: entry.keySpan) }
        } else {
            problems.error(
                "history.fact", "there is no fact called \(Words.code(entry.key))", at: entry.keySpan,
                help: Words.help(for: entry.key, among: vocabulary.facts.map(\.name), as: "the facts", after: problems))
        }
        let items = entry.value.readList(
            "the history of \(Words.code(entry.key))", example: "[{value: yes, says: …, programmes: […]}]",
            into: &problems)
        return (items ?? []).compactMap { item in
            problems.reading(
                item, as: Subject("history line", at: item.span), example: "{value: yes, says: …, programmes: […]}"
            ) { read(fact, item.span, &$0) } ?? nil
        }
    }

    /// - Parameter fact: nil where there is no such fact; the rest of the line is checked all the same.
    private func read(_ fact: FactID?, _ span: SourceSpan, _ map: inout MappingReader) -> HistoryLine? {
        let written = map.required("value")
        let value = fact.flatMap { fact in written.flatMap { self.value($0, of: fact, into: &map.problems) } }
        let says = map.requiredText("says")
        let programmes = map.required("programmes").flatMap { self.programmes($0, into: &map.problems) }
        let which = map.choice("which", HistoryLine.Which.self) ?? .latest
        let cameTo = words("came_to", ReferralState.self, &map)
        let happened = words("happened", ReferralEvent.self, &map)
        let notHappened = words("not_happened", ReferralEvent.self, &map)
        let months = map.number("within_months", in: 1...1200)
        let provenance = map.provenance()
        guard let fact, let value, let says, let programmes else { return nil }
        return HistoryLine(
            fact: fact, value: value, says: says, programmes: programmes, which: which, cameTo: cameTo,
            happened: happened, notHappened: notHappened, withinMonths: months, provenance: provenance, span: span)
    }

    private func value(_ node: Node, of id: FactID, into problems: inout Diagnostics) -> HistoryLine.Value? {
        if conditions.names.isUnclear(fact: id) { return nil }
        let fact = vocabulary[id]
        var shown = "this"
        if node.text != nil {
            guard let text = node.readText("`value`", into: &problems) else { return nil }
            shown = Words.code(text)
            if let known = HistoryLine.Value.workedOut.first(where: { $0.words == text })?.value {
                if known.fits(fact.type) { return known }
                problems.error(
                    "history.value", "\(shown) is no value of \(Words.code(fact.name)), \(fact.type.phrase)",
                    at: node.span, help: "write one of the fact’s own values")
                return nil
            }
        }
        let answer = AnswerReader(vocabulary: vocabulary, notation: .yaml, offersOpenAnswers: false)
            .read(WrittenValue(node), of: id, at: node.span, into: &problems)
        guard let answer else { return nil }
        guard case .value(let value) = answer else {
            problems.error(
                "history.value", "\(shown) says nothing of \(Words.code(fact.name))", at: node.span,
                help: "write a value that is known, or delete this line")
            return nil
        }
        return .fixed(value)
    }

    /// Programmes by name; a family stands for all of its own.
    private func programmes(_ node: Node, into problems: inout Diagnostics) -> [Int]? {
        guard let items = node.readList("`programmes`", example: "[o2r]", into: &problems) else { return nil }
        var found: Set<Int> = []
        var isComplete = true
        for item in items {
            guard let name = item.readText("an item of `programmes`", into: &problems) else {
                isComplete = false
                continue
            }
            if let programme = names.declarations[name] {
                found.insert(programme)
            } else if families[name] != nil {
                found.formUnion(programmes.indices.filter { programmes[$0].family == name })
            } else {
                isComplete = false
                problems.error(
                    "history.programme", "there is no programme or family called \(Words.code(name))", at: item.span,
                    help: Words.help(
                        for: name, among: names.declarations.names + families.names, as: "the programmes",
                        after: problems))
            }
        }
        return isComplete ? found.sorted() : nil
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

extension HistoryLine.Value {
    /// Whether a value that is worked out can be one of a type of fact.
    fileprivate func fits(_ type: FactType) -> Bool {
        switch (self, type) {
        case (.countOfReferrals, .wholeNumber), (.countOfFailedContacts, .wholeNumber), (.dayOfLastChange, .date): true
        default: false
        }
    }
}
