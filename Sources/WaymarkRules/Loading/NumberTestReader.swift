import WaymarkDocuments

/// Tests of whole numbers: `at least 10`, `10 to 17`, `18 or over`, a parameter's name for a number, `{not: …}`.
extension ConditionReader {
    func readNumber(_ node: Node, _ fact: Fact, _ range: ClosedRange<Int>, _ problems: inout Diagnostics) -> Test? {
        switch node.kind {
        case .scalar(let text, _):
            return numberTest(text, fact, range, at: node.span, &problems).map(Test.number)
        case .mapping(let entries):
            if entries.count == 1, entries[0].key == "not" {
                if entries[0].value.isRefused { return nil }
                if reportsDoubleNot(entries[0].value, &problems) { return nil }
                if let text = entries[0].value.text {
                    return numberTest(text, fact, range, at: entries[0].value.span, &problems).map(Test.notNumber)
                }
            }
            problems.reportMisfit(node, fact, help: forms(of: fact))
            return nil
        case .sequence:
            problems.reportMisfit(
                node, fact,
                help: "for numbers in a row write `N to M`; for others put one condition for each under `any`")
            return nil
        }
    }

    private func numberTest(
        _ text: String, _ fact: Fact, _ range: ClosedRange<Int>, at span: SourceSpan, _ problems: inout Diagnostics
    ) -> NumberTest? {
        let words = text.split(separator: " ")
        func bound(_ word: Substring) -> Bound? {
            self.bound(word, in: text, fact, range, at: span, &problems)
        }
        switch words.count {
        case 1: return bound(words[0]).map(NumberTest.equals)
        case 2 where words[0] == "under": return bound(words[1]).map(NumberTest.lessThan)
        case 3:
            switch (words[0], words[1], words[2]) {
            case (let low, "to", let high):
                guard let low = bound(low), let high = bound(high) else { return nil }
                return isEmpty(low, high, fact, at: span, &problems) ? nil : .between(low, high)
            case (let low, "or", "over"): return bound(low).map(NumberTest.atLeast)
            case ("at", "least", let low): return bound(low).map(NumberTest.atLeast)
            case ("at", "most", let high): return bound(high).map(NumberTest.atMost)
            case ("more", "than", let low): return bound(low).map(NumberTest.moreThan)
            case ("less", "than", let high): return bound(high).map(NumberTest.lessThan)
            default: break
            }
        default: break
        }
        problems.reportMisfit(
            Words.code(text), of: fact, at: span,
            help: NumberTestReader.intended(by: text).map { "write \(Words.code($0))" } ?? forms(of: fact))
        return nil
    }

    private func bound(
        _ word: Substring, in text: String, _ fact: Fact, _ range: ClosedRange<Int>, at span: SourceSpan,
        _ problems: inout Diagnostics
    ) -> Bound? {
        if let number = WholeNumber.parse(word) {
            guard range.contains(number) else {
                problems.error(
                    "test.out-of-range",
                    "\(number) lies outside the range of \(Words.code(fact.name)), \(range.lowerBound) to \(range.upperBound)",
                    at: span, notes: [.init("the fact is declared here", at: fact.span)],
                    help: "write a number in the range, or widen the range of the fact")
                return nil
            }
            return .number(number)
        }
        let name = String(word)
        switch names[name] {
        case .parameter(let id):
            guard !names.isUnclear(parameter: id) else { return nil }
            return isInside(parameters[id], fact, range, &problems) ? .parameter(id) : nil
        case .several: return nil
        case .fact, .definition:
            problems.error(
                "test.not-a-number", "\(Words.code(name)) is neither a number nor a parameter", at: span,
                help: "facts are compared with numbers and parameters, not with one another")
        case nil:
            if Names.isSnakeCase(name), NumberTestReader.intended(by: text) == nil {
                problems.error(
                    "parameter.unknown", "\(Words.code(name)) is neither a number nor a parameter", at: span,
                    help: Words.help(for: name, among: names.parameters, as: "the parameters", after: problems)
                        ?? forms(of: fact))
            } else {
                problems.reportMisfit(
                    Words.code(text), of: fact, at: span,
                    help: NumberTestReader.intended(by: text).map { "write \(Words.code($0))" } ?? forms(of: fact))
            }
        }
        return nil
    }

    /// Whether every value of a parameter lies in the range of a fact. The report stands at the value, so that it is
    /// the same for all tests and shown once.
    private func isInside(
        _ parameter: Parameter, _ fact: Fact, _ range: ClosedRange<Int>, _ problems: inout Diagnostics
    ) -> Bool {
        var isInside = true
        for entry in parameter.entries where !range.contains(entry.value) {
            isInside = false
            problems.error(
                "parameter.out-of-range",
                "\(entry.value) lies outside the range of \(Words.code(fact.name)), \(range.lowerBound) to \(range.upperBound); "
                    + "rules compare the two",
                at: entry.span, notes: [.init("the fact is declared here", at: fact.span)],
                help: "write a number in the range, or widen the range of the fact")
        }
        return isInside
    }

    private func isEmpty(
        _ low: Bound, _ high: Bound, _ fact: Fact, at span: SourceSpan, _ problems: inout Diagnostics
    ) -> Bool {
        // One parameter at both ends has one value at a time.
        if case .parameter(let a) = low, case .parameter(let b) = high, a == b { return false }
        let lowest = values(of: low).max { $0.value < $1.value }
        let highest = values(of: high).min { $0.value < $1.value }
        guard let lowest, let highest, lowest.value > highest.value else { return false }
        problems.error(
            "test.empty-range", "no number lies in the range \(lowest.value) to \(highest.value)", at: span,
            notes: [lowest.span, highest.span].compactMap { $0.map { .init("a value of the parameter", at: $0) } },
            help: lowest.span == nil && highest.span == nil
                ? "write `\(highest.value) to \(lowest.value)`: the smaller number comes first"
                : "the smaller number comes first")
        return true
    }

    private func values(of bound: Bound) -> [(value: Int, span: SourceSpan?)] {
        switch bound {
        case .number(let number): [(number, nil)]
        case .parameter(let id): parameters[id].entries.map { ($0.value, $0.span) }
        }
    }
}

/// What people write for a comparison who have not seen the forms.
enum NumberTestReader {
    static func intended(by text: String) -> String? {
        let text = text.lowercased()
        let signs: [(sign: String, words: String)] = [
            (">=", "at least"), ("=>", "at least"), ("≥", "at least"), ("<=", "at most"), ("=<", "at most"),
            ("≤", "at most"), (">", "more than"), ("<", "less than"), ("==", ""), ("=", ""),
        ]
        for (sign, words) in signs where text.hasPrefix(sign) {
            guard let number = WholeNumber.parse(text.dropFirst(sign.count).drop { $0 == " " }) else { return nil }
            return words.isEmpty ? "\(number)" : "\(words) \(number)"
        }
        if text.hasSuffix("+"), let number = WholeNumber.parse(text.dropLast()) { return "\(number) or over" }
        let words = text.split(separator: " ")
        let numbers = words.compactMap { WholeNumber.parse($0) }
        if let number = numbers.first, numbers.count == 1 {
            let rest = words.filter { WholeNumber.parse($0) == nil }.joined(separator: " ")
            switch rest {
            case "or more", "or above", "or older", "and over", "and above", "minimum", "min", "or over", "at least",
                "from":
                return "at least \(number)"
            case "or less", "or under", "or fewer", "or below", "or younger", "and under", "maximum", "max", "at most",
                "up to":
                return "at most \(number)"
            case "over", "above", "greater than", "older than", "more than": return "more than \(number)"
            case "below", "under", "fewer than", "younger than", "less than": return "under \(number)"
            case "not": return "{not: \(number)}"
            default: return nil
            }
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        if parts.count == 2, let low = WholeNumber.parse(trimmed(parts[0])),
            let high = WholeNumber.parse(trimmed(parts[1]))
        {
            return "\(low) to \(high)"
        }
        if words.count == 4, words[0] == "between", numbers.count == 2 { return "\(numbers[0]) to \(numbers[1])" }
        return nil
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text.drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return text
    }
}
