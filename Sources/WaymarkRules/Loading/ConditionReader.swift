package import WaymarkDocuments

/// Reads conditions against the vocabulary, the definitions' names and the parameters.
///
/// A condition with an error is nil after at least one message; one that reads something whose declaration has an
/// error is nil without another.
package struct ConditionReader {
    package let vocabulary: Vocabulary
    package let parameters: [Parameter]
    package let names: RuleNames

    /// How deep conditions may be nested.
    package static let depthLimit = 12

    /// The condition that `node` holds; `what` says whose it is ("`when`").
    package func read(_ node: Node, _ what: String, into problems: inout Diagnostics) -> Condition? {
        read(node, what, depth: 1, into: &problems)
    }

    private func read(_ node: Node, _ what: String, depth: Int, into problems: inout Diagnostics) -> Condition? {
        guard !node.isRefused else { return nil }
        guard case .mapping(let entries) = node.kind else {
            problems.error(
                "condition.shape",
                "\(what) must be a condition such as `{age_years: 18 or over}`, not \(Words.shape(of: node))",
                at: node.span, help: conditionHelp(for: node))
            return nil
        }
        guard !entries.isEmpty else {
            problems.error(
                "condition.empty", "\(what) is an empty condition", at: node.span,
                help: "write what has to hold, such as `{age_years: 18 or over}`")
            return nil
        }
        guard depth <= ConditionReader.depthLimit else {
            problems.error(
                "condition.too-deep",
                "conditions are nested more than \(ConditionReader.depthLimit) deep here", at: node.span,
                help: "give the inner part a name under `definitions` and use that")
            return nil
        }
        var parts: [Condition] = []
        parts.reserveCapacity(entries.count)
        var isComplete = true
        for entry in entries {
            if let part = read(entry, depth: depth, into: &problems) {
                parts.append(part)
            } else {
                isComplete = false
            }
        }
        guard isComplete else { return nil }
        return parts.count == 1 ? parts[0] : Condition(.all(parts), at: node.span)
    }

    private func conditionHelp(for node: Node) -> String {
        if let items = node.items, !items.isEmpty {
            return "write `all:` or `any:` before the list"
        }
        switch node.text.flatMap({ names[$0] }) {
        case .definition?: return "write \(Words.code("{\(node.text ?? ""): yes}"))"
        case .fact(let id)?:
            let test = vocabulary.facts[id].type == .yesNo ? "yes" : "…"
            return "write \(Words.code("{\(node.text ?? ""): \(test)}"))"
        default: return "write the name of a fact or definition and what has to hold of it"
        }
    }

    // MARK: Entries

    private func read(_ entry: Node.Entry, depth: Int, into problems: inout Diagnostics) -> Condition? {
        guard !entry.value.isRefused else { return nil }
        let span = SourceSpan(file: entry.keySpan.file, start: entry.keySpan.start, end: entry.value.span.end)
        switch entry.key {
        case "all": return readList(entry, depth, &problems).map { Condition(.all($0), at: span) }
        case "any": return readList(entry, depth, &problems).map { Condition(.any($0), at: span) }
        case "none": return readList(entry, depth, &problems).map { Condition(.none($0), at: span) }
        case "decision_date":
            let fact = Fact(name: "decision_date", label: "Date of the decision", type: .date, span: entry.keySpan)
            return read(entry.value, of: fact, id: nil, into: &problems)
                .map { Condition(.decisionDate($0), at: span) }
        default: break
        }
        if entry.key.hasPrefix("at least ") || entry.key == "at least" {
            return readCount(entry, depth, &problems).map { Condition($0, at: span) }
        }
        switch names[entry.key] {
        case .fact(let id): return readFact(id, entry, &problems).map { Condition(.fact(id, $0), at: span) }
        case .definition(let id):
            return readDefinition(entry, &problems).map { Condition(.definition(id, $0), at: span) }
        case .parameter:
            problems.error(
                "condition.parameter",
                "\(Words.code(entry.key)) is a parameter, so a number; conditions test facts and definitions",
                at: entry.keySpan, help: "compare a fact with it, as in \(Words.code("fact: at least \(entry.key)"))")
            return nil
        case .several: return nil
        case nil:
            problems.error(
                "name.unknown", "there is no fact or definition called \(Words.code(entry.key))", at: entry.keySpan,
                help: Words.help(for: entry.key, among: names.testable, as: nil, after: problems)
                    ?? "declare it under `facts` or `definitions`")
            return nil
        }
    }

    private func readList(_ entry: Node.Entry, _ depth: Int, _ problems: inout Diagnostics) -> [Condition]? {
        guard case .sequence(let items) = entry.value.kind else {
            problems.error(
                "condition.list", "`\(entry.key)` takes a list of conditions, not \(Words.shape(of: entry.value))",
                at: entry.value.span, help: "write \(Words.code("\(entry.key): [{fact: test}, {fact: test}]"))")
            return nil
        }
        guard !items.isEmpty else {
            problems.error(
                "condition.empty", "`\(entry.key)` has an empty list", at: entry.value.span,
                help: "write at least one condition in it, or take `\(entry.key)` out")
            return nil
        }
        var conditions: [Condition] = []
        conditions.reserveCapacity(items.count)
        for item in items {
            if let condition = read(item, "each item of `\(entry.key)`", depth: depth + 1, into: &problems) {
                conditions.append(condition)
            }
        }
        return conditions.count == items.count ? conditions : nil
    }

    /// `at least N of:` with a list of conditions.
    private func readCount(_ entry: Node.Entry, _ depth: Int, _ problems: inout Diagnostics) -> Condition.Kind? {
        let words = entry.key.split(separator: " ")
        guard words.count == 4, words[3] == "of", let count = WholeNumber.parse(words[2]) else {
            problems.error(
                "condition.count-form", "\(Words.code(entry.key)) is no way to begin a condition",
                at: entry.keySpan,
                help: "write `at least N of:` with a number and a list, such as `at least 2 of: [{…}, {…}, {…}]`")
            return nil
        }
        guard let conditions = readList(entry, depth, &problems) else { return nil }
        guard count >= 1, count <= conditions.count else {
            problems.error(
                "condition.count-range",
                "\(Words.code(entry.key)) stands before \(conditions.count == 1 ? "one condition" : "\(conditions.count) conditions")",
                at: entry.keySpan,
                help: conditions.count == 1
                    ? "the number can only be 1 here" : "the number has to lie between 1 and \(conditions.count)")
            return nil
        }
        return .atLeast(count, conditions)
    }

    private func readFact(_ id: FactID, _ entry: Node.Entry, _ problems: inout Diagnostics) -> Test? {
        if vocabulary.facts[id].isAuditOnly {
            problems.reportAuditOnly(vocabulary.facts[id], at: entry.keySpan)
            return nil
        }
        guard !names.isUnclear(fact: id) else { return nil }
        if case .text = vocabulary.facts[id].type {
            problems.error(
                "fact.text", "\(Words.code(entry.key)) is text: it is recorded, and no rule may read it",
                at: entry.keySpan, notes: [.init("declared `type: text` here", at: vocabulary.facts[id].span)],
                help: "ask for what the rule needs in a fact of another type")
            return nil
        }
        return read(entry.value, of: vocabulary.facts[id], id: id, into: &problems)
    }

    private func readDefinition(_ entry: Node.Entry, _ problems: inout Diagnostics) -> Bool? {
        if let text = entry.value.text, let value = YesNo.parse(text) { return value }
        problems.error(
            "test.definition",
            "\(Words.shape(of: entry.value)) does not fit \(Words.code(entry.key)), a definition: it is `yes` or `no`",
            at: entry.value.span,
            help: "write \(Words.code("\(entry.key): \(entry.value.text.flatMap(YesNo.intended) ?? "yes")"))")
        return nil
    }
}

extension Condition {
    /// Stands where a condition could not be read; never part of a rulebook that loaded.
    package static func unread(at span: SourceSpan) -> Condition {
        Condition(.all([]), at: span)
    }

    /// Calls `visit` for every test, in the order written.
    package func forEachTest(_ visit: (Kind) -> Void) {
        switch kind {
        case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts):
            for part in parts { part.forEachTest(visit) }
        case .fact, .definition, .decisionDate: visit(kind)
        }
    }
}
