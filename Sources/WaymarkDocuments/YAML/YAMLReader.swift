internal import CLibYAML

/// Reads YAML into a tree in which every key and value knows its place, and refuses what people who do not program
/// would trip over (section 2 of the rulebook page).
package enum YAMLReader {
    /// Bytes a file may have.
    package static let byteLimit = 8 << 20
    /// How deep mappings and lists may stand inside one another.
    package static let depthLimit = 32
    /// Keys, values and collections a file may hold.
    package static let nodeLimit = 200_000

    /// Reads one file.
    ///
    /// Returns nil for a file that holds nothing (no error), and for one that cannot be read to its end (with errors).
    /// Where only a part is refused (a duplicate key, an empty value, a tag …) the rest is returned beside the
    /// errors, so that checking can go on: of duplicate keys the first stays, an empty value or an alias is an empty
    /// text, tags and anchors are dropped.
    package static func read(_ file: Int32, of sources: SourceSet, into diagnostics: inout Diagnostics) -> Node? {
        let source = sources.files[Int(file)]
        guard source.bytes.count <= byteLimit else {
            diagnostics.add(.tooLarge(at: SourceSpan(file: file, start: 0, end: 0)))
            return nil
        }
        guard let text = YAMLText(source, file: file, diagnostics: &diagnostics) else { return nil }
        return text.bytes.withUnsafeBufferPointer { bytes in
            var reading = Reading(file: file, text: text, bytes: bytes)
            let root = reading.document()
            diagnostics.add(contentsOf: reading.diagnostics)
            return root
        }
    }
}

/// One file while it is read.
private struct Reading {
    let file: Int32
    let text: YAMLText
    let bytes: UnsafeBufferPointer<UInt8>
    var diagnostics = Diagnostics()
    /// Number of keys, values and collections seen.
    var nodes = 0
    /// The next of the text's leading tabs to be looked at.
    var nextTab = 0

    init(file: Int32, text: YAMLText, bytes: UnsafeBufferPointer<UInt8>) {
        self.file = file
        self.text = text
        self.bytes = bytes
    }

    /// Reads the file and, after an error of syntax, looks through the rest for further ones.
    mutating func document() -> Node? {
        var segment = Segment(start: text.start, indentation: 0)
        var root: Node?
        var isFirst = true
        var syntaxErrors = 0
        // Every look at a rest begins further down; the count bounds the work where each of them soon fails.
        for _ in 0..<100 {
            let (node, stop) = read(segment)
            if isFirst { root = node }
            isFirst = false
            guard case .syntax(let problem) = stop else {
                if case .refused = stop { root = nil }
                break
            }
            root = nil
            let resume: Segment?
            if segment.indentation > 0, problem.endsSegment(indentation: segment.indentation) {
                resume = YAMLRecovery.segment(at: problem.offset, in: bytes)
            } else {
                report(problem)
                syntaxErrors += 1
                resume = YAMLRecovery.segment(after: problem, in: bytes, from: segment.start)
            }
            guard let resume, resume.start > segment.start, syntaxErrors < 50 else { break }
            segment = resume
        }
        return root
    }

    /// Adds a problem. Past a thousand in one file nobody reads on.
    mutating func report(_ diagnostic: Diagnostic) {
        if diagnostics.all.count < 1000 { diagnostics.add(diagnostic) }
    }

    /// Adds the diagnostic for an error of syntax, unless a tab that was already shown explains it.
    private mutating func report(_ problem: YAMLProblem) {
        let tabsBefore = nextTab
        refuseTabs(before: problem.offset + 1)
        let line = YAMLRecovery.lineStart(of: problem.offset, in: bytes)
        if nextTab > tabsBefore, Int(text.leadingTabs[nextTab - 1]) >= line { return }
        report(YAMLAdvice.diagnostic(for: problem, file: file, bytes: bytes))
    }

    /// Reads from `segment.start` to the end or the first thing that cannot be read past.
    private mutating func read(_ segment: Segment) -> (Node?, Stop?) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        defer { parser.deallocate() }
        guard yaml_parser_initialize(parser) == 1 else { return (nil, .refused) }
        defer { yaml_parser_delete(parser) }
        // Else libyaml guesses, and takes some bytes for UTF-16.
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress.map { $0 + segment.start }, bytes.count - segment.start)

        var builder = TreeBuilder(
            reading: self, parser: parser, firstCharacter: text.character(atOffset: segment.start))
        let node = builder.document()
        let stop = builder.stop
        builder.finish()
        self = builder.reading
        return (node, stop)
    }

    /// Reports the tabs that indent lines before `offset`, up to which all text has been seen.
    mutating func refuseTabs(before offset: Int) {
        while nextTab < text.leadingTabs.count, Int(text.leadingTabs[nextTab]) < offset {
            let tab = text.leadingTabs[nextTab]
            nextTab += 1
            report(.tab(at: SourceSpan(file: file, start: tab, end: tab + 1)))
        }
    }

    /// Passes over the tabs before `offset`: they are part of a text of several lines.
    mutating func allowTabs(before offset: Int) {
        while nextTab < text.leadingTabs.count, Int(text.leadingTabs[nextTab]) < offset { nextTab += 1 }
    }
}

/// Why reading stopped before the end.
private enum Stop {
    /// Something was refused (and reported) that cannot be read past.
    case refused
    /// libyaml does not understand the text.
    case syntax(YAMLProblem)
}

/// Builds nodes from libyaml's events. Recursion is bounded by the depth limit, checked before descending.
private struct TreeBuilder {
    var reading: Reading
    private(set) var stop: Stop?
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private var event = yaml_event_t()
    private let firstCharacter: Int
    private var cursor = 0
    /// The last text that was read, for the advice on what follows it.
    private var lastScalar: SourceSpan?

    init(reading: Reading, parser: UnsafeMutablePointer<yaml_parser_t>, firstCharacter: Int) {
        self.reading = reading
        self.parser = parser
        self.firstCharacter = firstCharacter
    }

    /// Frees the last event.
    mutating func finish() {
        yaml_event_delete(&event)
    }

    // MARK: Documents and nodes

    mutating func document() -> Node? {
        guard advance(), advance() else { return nil }  // start of the stream, then of the document or end
        guard event.type == YAML_DOCUMENT_START_EVENT else { return end(nil) }
        if event.data.document_start.tag_directives.start != event.data.document_start.tag_directives.end {
            reading.report(.tag(at: span()))
        }
        guard advance() else { return nil }
        var root: Node?
        if event.type == YAML_SCALAR_EVENT, isMissingValue {
            root = nil  // nothing but "---"
        } else {
            root = node(depth: 1, holder: .document)
        }
        guard stop == nil, advance(), advance() else { return nil }  // end of the document, then of the stream
        if event.type == YAML_DOCUMENT_START_EVENT {
            let start = offset(event.start_mark)
            reading.report(.severalDocuments(at: span(start, start + 3)))
            stop = .refused
            return nil
        }
        return end(root)
    }

    /// The text was read to its end.
    private mutating func end(_ root: Node?) -> Node? {
        reading.refuseTabs(before: reading.bytes.count)
        return root
    }

    /// What a node is the value of, for messages.
    private enum Holder {
        case document
        case key(String, SourceSpan)
        case refusedKey
        case list
    }

    /// The node that begins with the current event; nil where reading stopped.
    private mutating func node(depth: Int, holder: Holder) -> Node? {
        switch event.type {
        case YAML_SCALAR_EVENT:
            return scalar(holder)
        case YAML_MAPPING_START_EVENT:
            return mapping(depth)
        case YAML_SEQUENCE_START_EVENT:
            return sequence(depth)
        default:  // an alias: no other event can stand here
            count()
            let place = span()
            reading.report(.alias(at: place))
            return Node(kind: .scalar("", .plain), span: place)
        }
    }

    private mutating func scalar(_ holder: Holder) -> Node? {
        count()
        let place = scalarSpan()
        let isPlain = checkProperties(anchor: event.data.scalar.anchor, tag: event.data.scalar.tag, at: place)
        let style = Node.ScalarStyle(event.data.scalar.style)
        if isMissingValue, isPlain {
            switch holder {
            case .key(let key, let keySpan):
                if let colon = reading.text.colon(insideKey: keySpan) {
                    reading.report(.spaceAfterColon(at: span(colon, colon + 1)))
                } else {
                    let reason = reading.text.reason(forEmptyValueAt: Int(place.end))
                    reading.report(.emptyValue(of: key, at: place, because: reason))
                }
            case .list, .document: reading.report(.emptyItem(at: place))
            case .refusedKey: break
            }
        }
        return Node(kind: .scalar(scalarText(), style), span: place)
    }

    private mutating func sequence(_ depth: Int) -> Node? {
        let start = offset(event.start_mark)
        let isFlow = event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
        checkProperties(
            anchor: event.data.sequence_start.anchor, tag: event.data.sequence_start.tag, at: span(start, start + 1))
        guard enter(depth, at: start) else { return nil }

        var items: [Node] = []
        while true {
            guard advance() else { return nil }
            if event.type == YAML_SEQUENCE_END_EVENT { break }
            guard let item = node(depth: depth + 1, holder: .list), stop == nil else { return nil }
            items.append(item)
        }
        let end = isFlow ? offset(event.end_mark) : items.last.map { Int($0.span.end) } ?? start
        return Node(kind: .sequence(items), span: span(start, end), isFlow: isFlow)
    }

    private mutating func mapping(_ depth: Int) -> Node? {
        let start = offset(event.start_mark)
        let isFlow = event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
        // In a list, [a: b] is a mapping without braces.
        let hasBraces = isFlow && reading.bytes[start] == UInt8(ascii: "{")
        checkProperties(
            anchor: event.data.mapping_start.anchor, tag: event.data.mapping_start.tag, at: span(start, start + 1))
        guard enter(depth, at: start) else { return nil }

        var entries: [Node.Entry] = []
        var seen = SeenKeys()
        var last = start
        while true {
            guard advance() else { return nil }
            if event.type == YAML_MAPPING_END_EVENT { break }
            let key = self.key(depth)
            guard stop == nil, advance() else { return nil }
            let holder: Holder = if let key { .key(key.text, key.span) } else { .refusedKey }
            guard let value = node(depth: depth + 1, holder: holder), stop == nil else { return nil }
            last = Int(value.span.end)
            guard let key else { continue }
            if let earlier = seen.index(of: key.text, among: entries.count, key: { entries[$0].key }) {
                reading.report(.duplicateKey(key.text, at: key.span, first: entries[earlier].keySpan))
            } else {
                entries.append(Node.Entry(key: key.text, keySpan: key.span, value: value))
            }
        }
        let end = hasBraces ? offset(event.end_mark) : last
        return Node(kind: .mapping(entries), span: span(start, end), isFlow: isFlow)
    }

    /// The key that begins with the current event; nil where it is refused or reading stopped.
    private mutating func key(_ depth: Int) -> (text: String, span: SourceSpan)? {
        guard event.type == YAML_SCALAR_EVENT else {
            let isAlias = event.type == YAML_ALIAS_EVENT
            // An alias is reported as such.
            guard let key = node(depth: depth + 1, holder: .list), !isAlias else { return nil }
            reading.report(.keyNotText(at: key.span))
            return nil
        }
        count()
        let place = scalarSpan()
        let text = scalarText()
        let style = event.data.scalar.style
        checkProperties(anchor: event.data.scalar.anchor, tag: event.data.scalar.tag, at: place)
        if isMissingValue {
            reading.report(.keyMissing(at: place))
            return nil
        }
        if style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE {
            reading.report(.keyNotText(at: place))
            return nil
        }
        if style == YAML_PLAIN_SCALAR_STYLE, text == "<<" {
            reading.report(.mergeKey(at: place))
            return nil
        }
        return (text, place)
    }

    // MARK: Limits and refusals

    private mutating func count() {
        reading.nodes += 1
        if reading.nodes > YAMLReader.nodeLimit, stop == nil {
            reading.report(.tooManyNodes(at: span()))
            stop = .refused
        }
    }

    private mutating func enter(_ depth: Int, at start: Int) -> Bool {
        count()
        if depth > YAMLReader.depthLimit, stop == nil {
            reading.report(.tooDeep(at: span(start, start + 1)))
            stop = .refused
        }
        return stop == nil
    }

    /// Whether a node stands without anchor and tag; reports them.
    @discardableResult
    private mutating func checkProperties(
        anchor: UnsafeMutablePointer<yaml_char_t>?, tag: UnsafeMutablePointer<yaml_char_t>?, at place: SourceSpan
    ) -> Bool {
        if anchor != nil { reading.report(.anchor(at: place)) }
        // The bare tag "!" leaves no trace in the event of a text, but no text without quotes begins with one.
        let isBareTag =
            event.type == YAML_SCALAR_EVENT && place.end > place.start
            && reading.bytes[Int(place.start)] == UInt8(ascii: "!")
        if tag != nil || isBareTag { reading.report(.tag(at: place)) }
        return anchor == nil && tag == nil && !isBareTag
    }

    // MARK: Events

    /// Goes to the next event; false where reading stops.
    private mutating func advance() -> Bool {
        yaml_event_delete(&event)
        if stop != nil { return false }
        if yaml_parser_parse(parser, &event) == 1 { return true }
        stop = .syntax(problem())
        return false
    }

    private func problem() -> YAMLProblem {
        let state = parser.pointee
        var cursor = 0
        return YAMLProblem(
            what: state.problem.map { String(cString: $0) } ?? "",
            context: state.context.map { String(cString: $0) } ?? "",
            offset: reading.text.offset(ofCharacter: firstCharacter + state.problem_mark.index, cursor: &cursor),
            column: state.problem_mark.column,
            contextOffset: state.context == nil
                ? nil : reading.text.offset(ofCharacter: firstCharacter + state.context_mark.index, cursor: &cursor),
            isOutOfMemory: state.error == YAML_MEMORY_ERROR,
            lastScalar: lastScalar.map { Int($0.start)..<Int($0.end) })
    }

    /// A value that is not there: the key or dash stands alone.
    private var isMissingValue: Bool {
        event.data.scalar.length == 0 && event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE
    }

    private func scalarText() -> String {
        String(
            decoding: UnsafeBufferPointer(start: event.data.scalar.value, count: event.data.scalar.length),
            as: UTF8.self)
    }

    // MARK: Places

    @inline(__always)
    private mutating func offset(_ mark: yaml_mark_t) -> Int {
        min(reading.text.offset(ofCharacter: firstCharacter + mark.index, cursor: &cursor), reading.bytes.count)
    }

    private func span(_ start: Int, _ end: Int) -> SourceSpan {
        SourceSpan(file: reading.file, start: UInt32(start), end: UInt32(end))
    }

    /// The place of the current event.
    private mutating func span() -> SourceSpan {
        let start = offset(event.start_mark)
        return span(start, max(start, offset(event.end_mark)))
    }

    /// The place of the current text; also settles which leading tabs are part of it.
    private mutating func scalarSpan() -> SourceSpan {
        let start = offset(event.start_mark)
        var end = offset(event.end_mark)
        let style = event.data.scalar.style
        if style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE {
            if reading.nextTab < reading.text.leadingTabs.count {
                reading.refuseTabs(before: start)
                reading.allowTabs(before: end)
            }
            end = reading.text.endOfBlockText(start, end)
        } else if reading.nextTab < reading.text.leadingTabs.count {
            reading.refuseTabs(before: start)
            reading.allowTabs(before: end)
        }
        let place = span(start, end)
        lastScalar = place
        return place
    }
}

extension Node.ScalarStyle {
    fileprivate init(_ style: yaml_scalar_style_t) {
        switch style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: self = .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: self = .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: self = .literal
        case YAML_FOLDED_SCALAR_STYLE: self = .folded
        default: self = .plain
        }
    }
}
