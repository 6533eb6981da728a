package import WaymarkDocuments

/// A known value of a fact.
package enum FactValue: Sendable, Hashable {
    case yesNo(Bool)
    case number(Int)
    case date(Day)
    /// Option number.
    case option(Int)
    /// Option numbers, ascending, each once.
    case options([Int])
    case text(String)
}

/// What a case says of a fact.
package enum Answer: Sendable, Hashable {
    case unknown
    /// Asked; the person would rather not say.
    case declined
    /// Asked; nobody can say.
    case notKnown
    case value(FactValue)

    /// What a case writes in the place of a value.
    package enum Word: String, Sendable, CaseIterable {
        case unknown
        case declined
        case notKnown = "not known"
    }

    package init(_ word: Word) {
        switch word {
        case .unknown: self = .unknown
        case .declined: self = .declined
        case .notKnown: self = .notKnown
        }
    }

    /// Nil for a value.
    package var word: Word? {
        switch self {
        case .unknown: .unknown
        case .declined: .declined
        case .notKnown: .notKnown
        case .value: nil
        }
    }
}

/// The facts of one person at one time.
package struct Case: Sendable {
    /// The case's name (`case:` or `id`), shown back, never read.
    package var name: String
    package var title: String?
    /// Missing: the command's date, else today.
    package var decisionDate: Day?
    /// One for each fact of the vocabulary.
    package var answers: [Answer]
    /// Where each answer was written, for messages; empty for cases that come from no file.
    package var spans: [FactID: SourceSpan] = [:]

    package init(name: String, title: String? = nil, decisionDate: Day? = nil, answers: [Answer]) {
        self.name = name
        self.title = title
        self.decisionDate = decisionDate
        self.answers = answers
    }
}

extension Fact {
    /// An answer in a few plain words, for messages: "16 years", "Heroin, Crack", "not known".
    package func plainText(of answer: Answer) -> String {
        switch answer {
        case .unknown, .declined, .notKnown: return answer.word?.rawValue ?? ""
        case .value(.yesNo(let yes)): return yes ? "yes" : "no"
        case .value(.number(let number)): return unit.map { "\(number) \($0)" } ?? "\(number)"
        case .value(.date(let day)): return day.description
        case .value(.option(let option)): return label(ofOption: option)
        case .value(.options(let chosen)):
            return chosen.isEmpty ? "nothing" : chosen.map(label(ofOption:)).joined(separator: ", ")
        case .value(.text(let text)): return text
        }
    }

    private func label(ofOption option: Int) -> String {
        options.indices.contains(option) ? options[option].label : "?"
    }
}
