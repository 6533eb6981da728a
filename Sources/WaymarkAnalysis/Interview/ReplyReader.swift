import WaymarkDocuments
package import WaymarkRouting
package import WaymarkRules

/// Reads what somebody types in answer to a question.
package struct ReplyReader: Sendable {
    /// What was typed.
    package enum Reply: Sendable, Hashable {
        case answer(Answer)
        /// Take the last answer back.
        case back
        /// Answer this fact again (or for the first time).
        case change(FactID)
        /// Show every programme.
        case state
        /// Say what the question is for.
        case why
        case help
        case stop
        /// Nothing that is understood; what to write instead.
        case unclear(String)
    }

    private let vocabulary: Vocabulary

    package init(_ rulebook: Rulebook) {
        vocabulary = rulebook.vocabulary
    }

    /// - Parameter fact: what was asked.
    package func read(_ line: String, for fact: FactID) -> Reply {
        let text = ReplyReader.trimmed(line)
        let word = text.lowercased()
        let asked = vocabulary[fact]
        // A value of the fact comes first: an option may be called "back".
        if let value = exactly(word, asked) { return .answer(.value(value)) }
        switch word {
        case "": return .unclear(advice(asked))
        case "don't know", "dont know", "do not know", "not known", "d": return .answer(.notKnown)
        case "rather not say", "would rather not say", "rather not", "declined", "r": return .answer(.declined)
        case "back", "b": return .back
        case "state", "s": return .state
        case "why", "w": return .why
        case "help", "h", "?": return .help
        case "stop", "quit", "q", "end": return .stop
        default: break
        }
        if word.hasPrefix("change ") { return change(String(word.dropFirst(7))) }
        return value(word, asked)
    }

    private func change(_ name: String) -> Reply {
        let name = ReplyReader.trimmed(name)
        let match = vocabulary.facts.firstIndex {
            ($0.name == name || $0.label.lowercased() == name) && $0.ask != nil
        }
        if let match { return .change(match) }
        let names = vocabulary.facts.filter { $0.ask != nil }.map(\.name)
        let help = Suggestion.help(for: name, among: names).map { "; \($0)" } ?? ""
        return .unclear("There is no fact called “\(name)”\(help)")
    }

    // MARK: - Values

    /// A value written out in full.
    private func exactly(_ word: String, _ fact: Fact) -> FactValue? {
        switch fact.type {
        case .yesNo:
            switch word {
            case "yes", "y", "true": return .yesNo(true)
            case "no", "n", "false": return .yesNo(false)
            default: return nil
            }
        case .oneOf: return option(named: word, fact).map { .option($0) }
        case .severalOf:
            if word == "nothing" || word == "none" { return .options([]) }
            return option(named: word, fact).map { .options([$0]) }
        case .wholeNumber, .date, .text: return nil
        }
    }

    private func option(named word: String, _ fact: Fact) -> Int? {
        if let number = Int(word), number >= 1, number <= fact.options.count { return number - 1 }
        return fact.options.firstIndex { $0.name == word || $0.label.lowercased() == word }
    }

    /// A value in looser words, or what is wrong with it.
    private func value(_ word: String, _ fact: Fact) -> Reply {
        switch fact.type {
        case .yesNo: return .unclear(advice(fact))
        case .wholeNumber(let range):
            let digits = word.split(separator: " ").first.map(String.init) ?? ""
            guard let number = Int(digits) else { return .unclear(advice(fact)) }
            if !range.contains(number) {
                return .unclear("\(number) is not possible: it is \(range.lowerBound) to \(range.upperBound)")
            }
            return .answer(.value(.number(number)))
        case .date:
            guard let day = ReplyReader.day(word) else { return .unclear(advice(fact)) }
            if day < .first || day > .last { return .unclear("Dates go from \(Day.first) to \(Day.last)") }
            return .answer(.value(.date(day)))
        case .oneOf:
            switch option(like: word, fact) {
            case .success(let option): return .answer(.value(.option(option)))
            case .failure(let problem): return .unclear(problem.message)
            }
        case .severalOf:
            var chosen: Set<Int> = []
            for part in word.split(separator: ",") {
                switch option(like: ReplyReader.trimmed(String(part)), fact) {
                case .success(let option): chosen.insert(option)
                case .failure(let problem): return .unclear(problem.message)
                }
            }
            return .answer(.value(.options(chosen.sorted())))
        case .text: return .unclear("This is not asked for.")
        }
    }

    private struct Problem: Error {
        var message: String
    }

    /// The option of this number, name or label, or the only one whose label begins so.
    private func option(like word: String, _ fact: Fact) -> Result<Int, Problem> {
        if let option = option(named: word, fact) { return .success(option) }
        let beginning = fact.options.indices.filter {
            !word.isEmpty
                && (fact.options[$0].label.lowercased().hasPrefix(word) || fact.options[$0].name.hasPrefix(word))
        }
        if beginning.count == 1 { return .success(beginning[0]) }
        if beginning.count > 1 {
            let labels = beginning.prefix(4).map { "“\(fact.options[$0].label)”" }
            return .failure(Problem(message: "“\(word)” may be \(English.list(Array(labels), "or")): write its number"))
        }
        if Int(word) != nil { return .failure(Problem(message: "There are \(fact.options.count): \(advice(fact))")) }
        let nearest = Suggestion.nearest(to: word, among: fact.options.map(\.label) + fact.options.map(\.name))
        let hint = nearest.map { "did you mean “\($0)”?" } ?? advice(fact)
        return .failure(Problem(message: "“\(word)” is not among the answers: \(hint)"))
    }

    /// What may be written.
    package func advice(_ fact: Fact) -> String {
        switch fact.type {
        case .yesNo: "Write yes or no"
        case .wholeNumber(let range):
            "Write a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .date: "Write a date such as 2026-03-31 or 31/3/2026"
        case .oneOf: "Write the number of one answer, or its words"
        case .severalOf: "Write the numbers of all that apply with commas between (1, 3), or nothing"
        case .text: "This is not asked for"
        }
    }

    /// `2026-03-31` or, as dates are written in England, `31/3/2026`.
    private static func day(_ text: String) -> Day? {
        if let day = Day(text) { return day }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2].utf8.count == 4, let day = Int(parts[0]), let month = Int(parts[1]),
            let year = Int(parts[2])
        else { return nil }
        return Day(year: year, month: month, day: day)
    }

    private static func trimmed(_ text: String) -> String {
        var bytes = Array(text.utf8)[...]
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
        while let last = bytes.last, isBlank(last) { bytes.removeLast() }
        while let first = bytes.first, isBlank(first) { bytes.removeFirst() }
        return String(decoding: bytes, as: UTF8.self)
    }
}
