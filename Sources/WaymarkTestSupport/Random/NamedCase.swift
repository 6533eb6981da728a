package import WaymarkRouting
package import WaymarkRules

/// A case by names, so that it outlives changes to the rulebook; unknown facts are left out.
package struct NamedCase: Sendable, Hashable {
    /// What a case says of a fact, with names for option numbers.
    package enum Said: Sendable, Hashable {
        case declined
        case notKnown
        case yesNo(Bool)
        case number(Int)
        case date(Day)
        case option(String)
        case options([String])
        case text(String)
    }

    package struct Entry: Sendable, Hashable {
        package var fact: String
        package var said: Said

        package init(_ fact: String, _ said: Said) {
            self.fact = fact
            self.said = said
        }
    }

    package var day: Day
    package var entries: [Entry]

    package init(day: Day, entries: [Entry]) {
        self.day = day
        self.entries = entries
    }

    /// Names for the answers of a case.
    package init(_ answers: [Answer], on day: Day, in rulebook: Rulebook) {
        self.day = day
        entries = zip(rulebook.vocabulary.facts, answers).compactMap { fact, answer in
            switch answer {
            case .unknown: return nil
            case .declined: return Entry(fact.name, .declined)
            case .notKnown: return Entry(fact.name, .notKnown)
            case .value(let value):
                switch value {
                case .yesNo(let yes): return Entry(fact.name, .yesNo(yes))
                case .number(let number): return Entry(fact.name, .number(number))
                case .date(let date): return Entry(fact.name, .date(date))
                case .option(let option): return Entry(fact.name, .option(fact.options[option].name))
                case .options(let options):
                    return Entry(fact.name, .options(options.map { fact.options[$0].name }))
                case .text(let text): return Entry(fact.name, .text(text))
                }
            }
        }
    }

    /// The case for a rulebook; nil if the rulebook has no such fact or value.
    package func resolved(in rulebook: Rulebook) -> Case? {
        var answers = Array(repeating: Answer.unknown, count: rulebook.vocabulary.facts.count)
        for entry in entries {
            guard let id = rulebook.vocabulary[entry.fact], let answer = entry.said.answer(rulebook.vocabulary[id])
            else { return nil }
            answers[id] = answer
        }
        return Case(name: "random", decisionDate: day, answers: answers)
    }

    /// The case as one JSON object of section 7, its facts in the order of ``entries``, within `facts` or beside `id`.
    package func json(isFlat: Bool) -> String {
        func quoted(_ text: String) -> String { "\"" + text + "\"" }
        let facts = entries.map { entry in
            let value: String =
                switch entry.said {
                case .declined: quoted("declined")
                case .notKnown: quoted("not known")
                case .yesNo(let yes): yes ? "true" : "false"
                case .number(let number): String(number)
                case .date(let date): quoted(date.description)
                case .option(let name): quoted(name)
                case .options(let names): "[" + names.map(quoted).joined(separator: ", ") + "]"
                case .text(let text): quoted(text)
                }
            return "\(quoted(entry.fact)): \(value)"
        }
        let head = ["\"id\": \"random\"", "\"decision_date\": \(quoted(day.description))"]
        if isFlat { return "{" + (head + facts).joined(separator: ", ") + "}" }
        return "{" + (head + ["\"facts\": {" + facts.joined(separator: ", ") + "}"]).joined(separator: ", ") + "}"
    }

    /// The case as the file of section 7, its facts in the order of ``entries``.
    package var yaml: String {
        var tree: [YAMLTree.Entry] = [
            .init("case", "random"), .init("decision_date", .scalar(day.description)),
        ]
        if !entries.isEmpty {
            tree.append(.init("facts", .map(entries.map { .init($0.fact, $0.said.tree) })))
        }
        return YAMLTree.map(tree).text
    }
}

extension NamedCase.Said {
    func answer(_ fact: Fact) -> Answer? {
        func option(_ name: String) -> Int? { fact.options.firstIndex { $0.name == name } }
        switch (self, fact.type) {
        case (.declined, _): return .declined
        case (.notKnown, _): return .notKnown
        case (.yesNo(let yes), .yesNo): return .value(.yesNo(yes))
        case (.number(let number), .wholeNumber(let range)):
            return range.contains(number) ? .value(.number(number)) : nil
        case (.date(let date), .date): return .value(.date(date))
        case (.option(let name), .oneOf): return option(name).map { .value(.option($0)) }
        case (.options(let names), .severalOf):
            let options = names.compactMap(option)
            return options.count == names.count ? .value(.options(options.sorted())) : nil
        case (.text(let text), .text): return .value(.text(text))
        default: return nil
        }
    }

    var tree: YAMLTree {
        switch self {
        case .declined: "declined"
        case .notKnown: "not known"
        case .yesNo(let yes): yes ? "yes" : "no"
        case .number(let number): .scalar(String(number))
        case .date(let date): .scalar(date.description)
        case .option(let name): .scalar(name)
        case .options(let names): names.isEmpty ? "nothing" : .names(names)
        case .text(let text): .scalar(text)
        }
    }
}
