package import WaymarkDocuments

/// What a case file says of a fact, before it is read as a value of the fact.
package enum WrittenValue {
    /// A YAML scalar or a JSON string.
    case text(String)
    /// A JSON boolean.
    case boolean(Bool)
    /// A JSON number as written.
    case number(String)
    /// JSON only.
    case null
    case list([Item])
    case mapping

    package struct Item {
        package var value: WrittenValue
        package var span: SourceSpan

        package init(_ value: WrittenValue, at span: SourceSpan) {
            self.value = value
            self.span = span
        }
    }
}

/// Reads what a case says of facts: a value of the fact's type, `unknown`, `declined` or `not known`.
package struct AnswerReader {
    package enum Notation { case yaml, json }

    let vocabulary: Vocabulary
    let notation: Notation

    package init(vocabulary: Vocabulary, notation: Notation) {
        self.vocabulary = vocabulary
        self.notation = notation
    }

    /// The answer, or nil after a message.
    package func read(
        _ value: WrittenValue, of id: FactID, at span: SourceSpan, into problems: inout Diagnostics
    ) -> Answer? {
        switch value {
        case .null: return .unknown
        case .text(let text): if let word = Answer.Word(rawValue: text) { return Answer(word) }
        default: break
        }
        return self.value(value, vocabulary.facts[id], at: span, &problems).map(Answer.value)
    }

    private func value(
        _ value: WrittenValue, _ fact: Fact, at span: SourceSpan, _ problems: inout Diagnostics
    ) -> FactValue? {
        switch (fact.type, value) {
        case (.yesNo, .boolean(let answer)): return .yesNo(answer)
        case (.yesNo, .text(let text)) where notation == .yaml:
            if let answer = YesNo.parse(text) { return .yesNo(answer) }
        case (.wholeNumber(let range), .number(let text)):
            if let number = WholeNumber.parse(text) { return self.number(number, fact, range, at: span, &problems) }
        case (.wholeNumber(let range), .text(let text)) where notation == .yaml:
            if let number = WholeNumber.parse(text) { return self.number(number, fact, range, at: span, &problems) }
        case (.date, .text(let text)):
            return DayText.parse(text, Words.code(fact.name), at: span, into: &problems).map(FactValue.date)
        case (.oneOf, .text(let text)):
            return option(text, fact, at: span, &problems).map(FactValue.option)
        case (.severalOf, .text("nothing")): return .options([])
        case (.severalOf, .list(let items)): return options(items, fact, &problems)
        case (.text, .text(let text)): return .text(text)
        default: break
        }
        problems.error(
            "case.value-type", "\(describe(value)) does not fit \(Words.code(fact.name)), \(fact.type.phrase)",
            at: span, help: help(fact, value))
        return nil
    }

    private func number(
        _ number: Int, _ fact: Fact, _ range: ClosedRange<Int>, at span: SourceSpan, _ problems: inout Diagnostics
    ) -> FactValue? {
        if range.contains(number) { return .number(number) }
        problems.error(
            "case.value-range",
            "\(number) lies outside the range of \(Words.code(fact.name)), \(range.lowerBound) to \(range.upperBound)",
            at: span, help: help(fact, .number("\(number)")))
        return nil
    }

    private func option(
        _ text: String, _ fact: Fact, at span: SourceSpan, _ problems: inout Diagnostics
    ) -> Int? {
        if let option = fact.optionIndex[text] { return option }
        problems.reportUnknownValue(text, of: fact, at: span)
        return nil
    }

    private func options(_ items: [WrittenValue.Item], _ fact: Fact, _ problems: inout Diagnostics) -> FactValue? {
        var found: Set<Int> = []
        var isComplete = true
        for item in items {
            if case .text("nothing") = item.value {
                isComplete = false
                problems.error(
                    "case.value-type", "`nothing` is the empty set and cannot stand in a list", at: item.span,
                    help: "write `[]`, or `nothing` without brackets")
                continue
            }
            guard case .text(let text) = item.value else {
                isComplete = false
                problems.error(
                    "case.value-type", "\(describe(item.value)) is not a value of \(Words.code(fact.name))",
                    at: item.span, help: help(fact, item.value))
                continue
            }
            guard let option = option(text, fact, at: item.span, &problems) else {
                isComplete = false
                continue
            }
            found.insert(option)
        }
        return isComplete ? .options(found.sorted()) : nil
    }

    // MARK: Words

    private func describe(_ value: WrittenValue) -> String {
        switch value {
        case .text(let text): notation == .yaml ? Words.code(text) : Words.code("\"\(text)\"")
        case .boolean(let value): Words.code(value ? "true" : "false")
        case .number(let text): Words.code(text)
        case .null: Words.code("null")
        case .list: "a list"
        case .mapping: notation == .yaml ? "keys with values" : "an object"
        }
    }

    private func help(_ fact: Fact, _ value: WrittenValue) -> String {
        let quote = notation == .json ? "\"" : ""
        let open = "; or `\(quote)declined\(quote)`, `\(quote)not known\(quote)` or `\(quote)unknown\(quote)`"
        switch fact.type {
        case .yesNo:
            let intended: String? =
                if case .text(let text) = value { YesNo.intended(by: text) } else { nil }
            switch (notation, intended) {
            case (.yaml, let intended?): return "write \(Words.code(intended))"
            case (.json, let intended?): return "write `\(intended == "yes" ? "true" : "false")`, without quotes"
            case (.yaml, nil): return "write `yes` or `no`" + open
            case (.json, nil): return "write `true` or `false`" + open
            }
        case .wholeNumber(let range):
            return "write a whole number from \(range.lowerBound) to \(range.upperBound)"
                + (notation == .json ? ", without quotes" : "") + open
        case .date: return "write the date as `\(quote)2026-04-01\(quote)`" + open
        case .oneOf: return "its values: \(Words.list(fact.options.map(\.name)))" + open
        case .severalOf:
            if case .text(let text) = value, fact.optionIndex[text] != nil {
                return "write a list: `[\(quote)\(text)\(quote)]`"
            }
            return "write a list of its values, `[]` for none of them: \(Words.list(fact.options.map(\.name)))"
        case .text: return "write one text"
        }
    }
}

extension WrittenValue {
    /// What a YAML node says.
    package init(_ node: Node) {
        switch node.kind {
        case .scalar(let text, _): self = .text(text)
        case .mapping: self = .mapping
        case .sequence(let items): self = .list(items.map { Item(WrittenValue($0), at: $0.span) })
        }
    }
}
