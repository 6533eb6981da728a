import WaymarkDocuments

/// The allowed forms of a fact's tests.
extension ConditionReader {
    /// Reads the test of a fact (nil `id`: the decision date).
    func read(_ node: Node, of fact: Fact, id: FactID?, into problems: inout Diagnostics) -> Test? {
        switch fact.type {
        case .yesNo: readYesNo(node, fact, &problems)
        case .oneOf: readOneOf(node, fact, &problems)
        case .severalOf: readSeveralOf(node, fact, &problems)
        case .wholeNumber(let range): readNumber(node, fact, range, &problems)
        case .date: readDate(node, fact, &problems)
        case .text: nil
        }
    }

    private func readYesNo(_ node: Node, _ fact: Fact, _ problems: inout Diagnostics) -> Test? {
        if let text = node.text, let value = YesNo.parse(text) { return value ? .isYes : .isNo }
        var help = forms(of: fact)
        if let intended = node.text.flatMap(YesNo.intended) {
            help = "write \(Words.code(intended))"
        } else if let negated = node["not"]?.text.flatMap(YesNo.parse) {
            help = "write \(Words.code(negated ? "no" : "yes"))"
        }
        problems.reportMisfit(node, fact, help: help)
        return nil
    }

    // MARK: One of

    private func readOneOf(_ node: Node, _ fact: Fact, _ problems: inout Diagnostics) -> Test? {
        switch node.kind {
        case .scalar, .sequence: return values(node, fact, &problems).map(Test.oneOf)
        case .mapping(let entries):
            guard entries.count == 1, entries[0].key == "not" else {
                problems.reportMisfit(node, fact, help: forms(of: fact))
                return nil
            }
            if reportsDoubleNot(entries[0].value, &problems) { return nil }
            return values(entries[0].value, fact, &problems).map(Test.notOneOf)
        }
    }

    // MARK: Several of

    private func readSeveralOf(_ node: Node, _ fact: Fact, _ problems: inout Diagnostics) -> Test? {
        switch node.kind {
        case .scalar("nothing", _): return .nothing
        case .scalar("something", _): return .something
        case .scalar, .sequence: return values(node, fact, &problems).map(Test.includesAny)
        case .mapping(let entries):
            guard entries.count == 1 else {
                problems.reportMisfit(node, fact, help: forms(of: fact))
                return nil
            }
            let list = entries[0].value
            switch entries[0].key {
            case "all of": return values(list, fact, &problems).map(Test.includesAll)
            case "none of": return values(list, fact, &problems).map(Test.includesNone)
            case "only": return values(list, fact, &problems).map(Test.only)
            case "not":
                let inner = list.text.map { "[\($0)]" } ?? "[…]"
                problems.reportMisfit(node, fact, help: "write \(Words.code("{none of: \(inner)}"))")
                return nil
            default:
                problems.reportMisfit(node, fact, help: forms(of: fact))
                return nil
            }
        }
    }

    /// One value or a list of values, each once, in the order written.
    private func values(_ node: Node, _ fact: Fact, _ problems: inout Diagnostics) -> [Int]? {
        guard !node.isRefused else { return nil }
        switch node.kind {
        case .scalar(let text, _): return value(text, fact, at: node.span, &problems).map { [$0] }
        case .mapping:
            problems.reportMisfit(node, fact, help: forms(of: fact))
            return nil
        case .sequence(let items):
            guard !items.isEmpty else {
                problems.error(
                    "test.empty-list", "this list of values of \(Words.code(fact.name)) is empty", at: node.span,
                    help: fact.type == .severalOf ? "for the empty set write `nothing`" : "write at least one value")
                return nil
            }
            var options: [Int] = []
            options.reserveCapacity(items.count)
            var seen: Set<Int> = []
            var isComplete = true
            for item in items {
                guard !item.isRefused else {
                    isComplete = false
                    continue
                }
                guard let text = item.text else {
                    problems.reportMisfit(item, fact, help: forms(of: fact))
                    isComplete = false
                    continue
                }
                guard let option = value(text, fact, at: item.span, &problems) else {
                    isComplete = false
                    continue
                }
                if seen.insert(option).inserted { options.append(option) }
            }
            return isComplete ? options : nil
        }
    }

    private func value(_ text: String, _ fact: Fact, at span: SourceSpan, _ problems: inout Diagnostics) -> Int? {
        if let option = fact.optionIndex[text] { return option }
        problems.reportUnknownValue(text, of: fact, at: span)
        return nil
    }

    /// Reports `not` inside `not`.
    func reportsDoubleNot(_ node: Node, _ problems: inout Diagnostics) -> Bool {
        guard let entries = node.entries, entries.contains(where: { $0.key == "not" }) else { return false }
        problems.error(
            "test.double-not", "`not` inside `not`", at: node.span, help: "take both out: they cancel each other")
        return true
    }
}

// MARK: Words

extension ConditionReader {
    /// The forms a test of this fact may take, with the fact's own values as examples.
    func forms(of fact: Fact) -> String {
        let first = fact.options.first?.name ?? "value"
        let second = fact.options.dropFirst().first?.name ?? first
        switch fact.type {
        case .yesNo: return "write `yes` or `no`"
        case .oneOf:
            return
                "write a value, as in `\(first)`, `[\(first), \(second)]`, `{not: \(first)}` or `{not: [\(first), \(second)]}`"
        case .severalOf:
            return
                "write `\(first)`, `[\(first), \(second)]` (at least one of them), `{all of: [\(first), \(second)]}`, "
                + "`{none of: [\(first), \(second)]}`, `{only: [\(first), \(second)]}`, `nothing` or `something`"
        case .wholeNumber(let range):
            let low = range.lowerBound
            let high = range.upperBound
            return "write `\(low)`, `at least \(low)`, `at most \(high)`, `more than \(low)`, `less than \(high)`, "
                + "`under \(high)`, `\(low) or over`, `\(low) to \(high)` or `{not: \(low)}`"
        case .date:
            return "write `2026-04-01`, `before …`, `after …`, `on or before …`, `on or after …`, "
                + "`2026-04-01 to 2026-09-30`, `within the last 3 months`, `more than 3 months ago`, "
                + "`in the future` or `{not: …}`"
        case .text: return ""
        }
    }
}

extension Diagnostics {
    /// A test whose form does not fit the type of the fact.
    mutating func reportMisfit(_ node: Node, _ fact: Fact, help: String) {
        reportMisfit(node.entries == nil ? Words.shape(of: node) : "this test", of: fact, at: node.span, help: help)
    }

    mutating func reportMisfit(_ words: String, of fact: Fact, at span: SourceSpan, help: String) {
        error(
            "test.misfit", "\(words) does not fit \(Words.code(fact.name)), \(fact.type.phrase)", at: span, help: help)
    }
}

extension FactType {
    /// "which is a whole number from 10 to 120".
    package var phrase: String {
        switch self {
        case .yesNo: "which is yes or no"
        case .wholeNumber(let range): "which is a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .date: "which is a date"
        case .oneOf: "which has one value"
        case .severalOf: "which is a set of values"
        case .text: "which is text"
        }
    }
}
