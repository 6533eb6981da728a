package import WaymarkDocuments

/// What a mapping describes, for messages.
package struct Subject {
    /// "fact", "capacity".
    package var kind: String
    package var name: String?
    /// Where a missing key is reported.
    package var span: SourceSpan

    package init(_ kind: String, named name: String? = nil, at span: SourceSpan) {
        self.kind = kind
        self.name = name
        self.span = span
    }

    /// "the fact `age_years`", "this capacity".
    package var phrase: String {
        name.map { "the \(kind) \(Words.code($0))" } ?? "this \(kind)"
    }
}

/// Reads one mapping key by key and reports what is missing, unknown or of the wrong shape.
///
/// The keys asked for are the keys the thing takes: at the end every entry that nobody asked for is an unknown key.
/// Nothing stops at the first problem; what cannot be read is nil, after one message.
package struct MappingReader {
    package let subject: Subject
    /// The problems of the load so far; readers of parts add theirs here.
    package var problems: Diagnostics
    private let entries: [Node.Entry]
    private var isUsed: [Bool]
    private var keys: [String] = []
    private var missing: [String] = []

    fileprivate init(_ entries: [Node.Entry], _ subject: Subject) {
        self.entries = entries
        self.subject = subject
        problems = Diagnostics()
        isUsed = Array(repeating: false, count: entries.count)
    }

    /// The entry of a key, which from now on is known; `isListed: false` for keys that have a message of their own.
    package mutating func entry(_ key: String, isListed: Bool = true) -> Node.Entry? {
        if isListed { keys.append(key) }
        for index in entries.indices where entries[index].key == key {
            isUsed[index] = true
            return entries[index]
        }
        return nil
    }

    package mutating func optional(_ key: String) -> Node? {
        entry(key)?.value
    }

    package mutating func required(_ key: String) -> Node? {
        if let node = optional(key) { return node }
        reportMissing(key)
        return nil
    }

    package mutating func reportMissing(_ key: String) {
        missing.append(key)
    }

    /// Entries nobody has asked for, in the order written.
    package var rest: [Node.Entry] {
        zip(entries, isUsed).compactMap { $0.1 ? nil : $0.0 }
    }

    fileprivate mutating func reportKeys() {
        if !missing.isEmpty {
            problems.error(
                "key.missing", "\(subject.phrase) lacks \(Words.list(missing))", at: subject.span,
                help: "add \(Words.list(missing.map { "\($0): …" }))")
        }
        for entry in rest {
            problems.error(
                "key.unknown", "\(Words.code(entry.key)) is not a key of \(Words.withArticle(subject.kind))",
                at: entry.keySpan,
                help: Words.help(
                    for: entry.key, among: keys, as: "\(Words.withArticle(subject.kind)) takes", after: problems))
        }
    }
}

extension MappingReader {
    package mutating func text(_ key: String) -> String? {
        optional(key)?.readText("`\(key)`", into: &problems)
    }

    package mutating func requiredText(_ key: String) -> String? {
        required(key)?.readText("`\(key)`", into: &problems)
    }

    /// A list of texts; none where the key is missing.
    package mutating func texts(_ key: String, example: String) -> [String] {
        optional(key)?.readTexts("`\(key)`", example: example, allowEmpty: true, into: &problems) ?? []
    }

    /// `no` where the key is missing.
    package mutating func yesNo(_ key: String) -> Bool {
        optional(key)?.readYesNo("`\(key)`", into: &problems) ?? false
    }

    package mutating func number(_ key: String, in range: ClosedRange<Int>? = nil) -> Int? {
        optional(key)?.readNumber("`\(key)`", in: range, into: &problems)
    }

    package mutating func day(_ key: String) -> Day? {
        optional(key)?.readDay("`\(key)`", into: &problems)
    }

    /// One of a fixed set of words.
    package mutating func choice<Choice>(_ key: String, _ type: Choice.Type) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        optional(key).flatMap { read($0, key, as: type) }
    }

    package mutating func requiredChoice<Choice>(_ key: String, _ type: Choice.Type) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        required(key).flatMap { read($0, key, as: type) }
    }

    private mutating func read<Choice>(_ node: Node, _ key: String, as type: Choice.Type) -> Choice?
    where Choice: RawRepresentable & CaseIterable, Choice.RawValue == String {
        guard let text = node.readText("`\(key)`", into: &problems) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        problems.error(
            "choice.unknown", "`\(key)` of \(Words.withArticle(subject.kind)) cannot be \(Words.code(text))",
            at: node.span,
            help: Words.help(
                for: text, among: Choice.allCases.map(\.rawValue), as: "it can be", after: problems))
        return nil
    }

    /// A mapping of free names to texts, in the order written; none where the key is missing.
    package mutating func freeMapping(_ key: String) -> [(key: String, value: String)] {
        guard let node = optional(key) else { return [] }
        guard let entries = node.readEntries("`\(key)`", example: "\(key): {name: words}", into: &problems) else {
            return []
        }
        return entries.compactMap { entry in
            entry.value.readText(Words.code(entry.key), into: &problems).map { (entry.key, $0) }
        }
    }

    package mutating func provenance() -> Provenance {
        Provenance(source: text("source"), basis: choice("basis", Provenance.Basis.self), note: text("note"))
    }

    /// `from` and `until`; nil after a message.
    package mutating func period() -> Period? {
        let from = optional("from")
        let until = optional("until")
        let start = from?.readDay("`from`", into: &problems)
        let end = until?.readDay("`until`", into: &problems)
        guard (from == nil) == (start == nil), (until == nil) == (end == nil) else { return nil }
        if let start, let end, let until, start > end {
            problems.reportInverted(from: start, until: end, at: until.span)
            return nil
        }
        return Period(from: start, until: end)
    }
}

extension Node {
    /// The entries of a mapping.
    package func readEntries(
        _ what: String, example: String, into problems: inout Diagnostics
    ) -> [Entry]? {
        if let entries { return entries }
        if isRefused { return nil }
        problems.error(
            "shape.mapping", "\(what) must be written as keys with values, not as \(Words.shape(of: self))", at: span,
            help: "write something like \(Words.code(example))")
        return nil
    }
}

extension Diagnostics {
    /// Reads `node` as a mapping that describes `subject`; nil after a message where it is none.
    package mutating func reading<Result>(
        _ node: Node, as subject: Subject, example: String, _ body: (inout MappingReader) -> Result
    ) -> Result? {
        guard let entries = node.readEntries(subject.phrase, example: example, into: &self) else { return nil }
        return reading(entries, as: subject, body)
    }

    package mutating func reading<Result>(
        _ entries: [Node.Entry], as subject: Subject, _ body: (inout MappingReader) -> Result
    ) -> Result {
        var reader = MappingReader(entries, subject)
        // The problems move into the reader and back, so that they are never copied.
        swap(&self, &reader.problems)
        let result = body(&reader)
        reader.reportKeys()
        swap(&self, &reader.problems)
        return result
    }

    package mutating func reportInverted(from: Day, until: Day, at span: SourceSpan) {
        error(
            "period.inverted", "this period ends (\(until)) before it begins (\(from))", at: span,
            help: "put the earlier date first; both days are included")
    }
}
