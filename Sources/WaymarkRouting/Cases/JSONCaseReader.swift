package import WaymarkDocuments
package import WaymarkRules

/// Reads cases written in JSON: `{"id": …, "decision_date": …, "facts": {…}}`, or flat, the facts beside `id`.
package struct JSONCaseReader: Sendable {
    private let rules: RuleBase
    private let answers: AnswerReader

    /// What could be read of one record of a stream.
    package struct Record: Sendable {
        /// The case's name, also of a case that is refused.
        package var id: String?
        /// Nil, after a message, where the case is refused.
        package var `case`: Case?
    }

    package init(_ rulebook: Rulebook) {
        rules = rulebook.rules
        answers = AnswerReader(vocabulary: rulebook.vocabulary, notation: .json)
    }

    /// Reads the case that fills some bytes: a line of a stream, a case that was kept.
    ///
    /// - Parameter path: what the bytes are called in messages.
    package func read(_ bytes: [UInt8], as path: String, into diagnostics: inout Diagnostics) -> Record {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: path, bytes: bytes))
        var problems = Diagnostics()
        let value = JSONReader.read(file, of: sources, into: &problems)
        var record = value.map { read($0, into: &problems) } ?? Record()
        if problems.hasErrors { record.case = nil }
        diagnostics.add(contentsOf: problems)
        return record
    }

    /// Reads one case; its name is empty where it has no `id`.
    package func read(_ value: JSONValue, into diagnostics: inout Diagnostics) -> Record {
        guard let entries = value.entries else {
            diagnostics.error(
                "json-case.shape", "a case must be an object, `{…}`", at: value.span,
                help: "write `{\"id\": \"p1\", \"decision_date\": \"2026-04-01\", \"facts\": {…}}`")
            return Record()
        }
        var problems = Diagnostics()
        var record = Record()
        var date: Day?
        var result = Case(
            name: "", answers: Array(repeating: .unknown, count: rules.vocabulary.facts.count))
        let facts = entries.first { $0.key == "facts" }
        for entry in entries {
            switch entry.key {
            case "id": record.id = readID(entry.value, &problems)
            case "decision_date": date = readDate(entry.value, &problems)
            case "facts": readFacts(entry.value, &result, &problems)
            default:
                if facts == nil {
                    readFact(entry, &result, &problems)
                } else {
                    problems.error(
                        "json-case.key", "\(Words.code(entry.key)) cannot stand beside `facts`", at: entry.keySpan,
                        help: rules.vocabulary[entry.key] != nil
                            ? "it is a fact: write it inside `facts`"
                            : "a case has `id`, `decision_date` and `facts`")
                }
            }
        }
        diagnostics.add(contentsOf: problems)
        guard !problems.hasErrors else { return record }
        result.name = record.id ?? ""
        result.decisionDate = date
        record.case = result
        return record
    }

    private func readID(_ value: JSONValue, _ problems: inout Diagnostics) -> String? {
        if let text = value.text { return text }
        if case .null = value.kind { return nil }
        problems.error(
            "json-case.id", "`id` must be text", at: value.span, help: "write it in quotes, such as `\"p1\"`")
        return nil
    }

    private func readDate(_ value: JSONValue, _ problems: inout Diagnostics) -> Day? {
        if case .null = value.kind { return nil }
        if let text = value.text { return DayText.parse(text, "`decision_date`", at: value.span, into: &problems) }
        problems.error(
            "json-case.date", "`decision_date` must be text", at: value.span,
            help: "write it in quotes, such as `\"2026-04-01\"`")
        return nil
    }

    private func readFacts(_ value: JSONValue, _ result: inout Case, _ problems: inout Diagnostics) {
        if case .null = value.kind { return }
        guard let entries = value.entries else {
            problems.error(
                "json-case.facts", "`facts` must be an object, `{…}`", at: value.span,
                help: "write each fact with its value, such as `{\"age_years\": 23}`")
            return
        }
        for entry in entries { readFact(entry, &result, &problems) }
    }

    private func readFact(_ entry: JSONValue.Entry, _ result: inout Case, _ problems: inout Diagnostics) {
        guard let fact = rules.vocabulary[entry.key] else {
            problems.reportUnknownFact(entry.key, rules, at: entry.keySpan)
            return
        }
        guard
            let answer = answers.read(
                WrittenValue(entry.value), of: fact, at: entry.value.span, into: &problems)
        else { return }
        result.answers[fact] = answer
        if answer != .unknown {
            result.spans[fact] = SourceSpan(
                file: entry.keySpan.file, start: entry.keySpan.start, end: entry.value.span.end)
        }
    }
}

extension WrittenValue {
    /// What a JSON value says.
    init(_ value: JSONValue) {
        switch value.kind {
        case .null: self = .null
        case .bool(let value): self = .boolean(value)
        case .integer(let number): self = .number(String(number))
        case .number(let text): self = .number(text)
        case .string(let text): self = .text(text)
        case .array(let items): self = .list(items.map { Item(WrittenValue($0), at: $0.span) })
        case .object: self = .mapping
        }
    }
}
