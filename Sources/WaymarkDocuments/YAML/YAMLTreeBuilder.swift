/// Builds nodes from libyaml's events and refuses what rulebooks do not use. Recursion is bounded by the depth limit,
/// checked before descending.
struct YAMLTreeBuilder: ~Copyable {
    /// Why building stopped before the end.
    enum Stop {
        /// Something was refused (and reported) that cannot be read past.
        case refused
        /// libyaml does not understand the text.
        case syntax(YAMLProblem)
    }

    var file: YAMLFile
    private(set) var stop: Stop?
    private var events: YAMLEvents
    /// The last text that was read, for the advice on what follows it.
    private var lastScalar: SourceSpan?

    init(_ file: YAMLFile, _ events: consuming YAMLEvents) {
        self.file = file
        self.events = events
    }

    // MARK: Documents and nodes

    /// The document; nil where it holds nothing or building stopped.
    mutating func document() -> Node? {
        guard advance(), advance() else { return nil }  // start of the stream, then of the document or end
        guard events.kind == .documentStart else { return end(nil) }
        if events.hasTagDirectives { file.report(.tag(at: span())) }
        guard advance() else { return nil }
        var root: Node?
        if events.kind == .scalar, events.isMissingValue {
            root = nil  // nothing but "---"
        } else {
            root = node(depth: 1, holder: .document)
        }
        guard stop == nil, advance(), advance() else { return nil }  // end of the document, then of the stream
        if events.kind == .documentStart {
            let start = events.start
            file.report(.severalDocuments(at: span(start, start + 3)))
            stop = .refused
            return nil
        }
        return end(root)
    }

    /// The text was read to its end.
    private mutating func end(_ root: Node?) -> Node? {
        file.refuseTabs(before: file.bytes.count)
        return root
    }

    /// What a node is the value of, for messages.
    private enum Holder {
        case document
        case key(String, SourceSpan)
        case refusedKey
        case list
    }

    /// The node that begins with the current event; nil where building stopped.
    private mutating func node(depth: Int, holder: Holder) -> Node? {
        switch events.kind {
        case .scalar:
            return scalar(holder)
        case .mappingStart:
            return mapping(depth)
        case .sequenceStart:
            return sequence(depth)
        default:  // an alias: no other event can stand here
            count()
            let place = span()
            file.report(.alias(at: place))
            return Node(kind: .scalar("", .plain), span: place)
        }
    }

    private mutating func scalar(_ holder: Holder) -> Node? {
        count()
        let place = scalarSpan()
        let isPlain = checkProperties(at: place)
        let style = events.scalarStyle
        if events.isMissingValue, isPlain {
            switch holder {
            case .key(let key, let keySpan):
                if let colon = file.text.colon(insideKey: keySpan) {
                    file.report(.spaceAfterColon(at: span(colon, colon + 1)))
                } else {
                    let reason = file.text.reason(forEmptyValueAt: Int(place.end))
                    file.report(.emptyValue(of: key, at: place, because: reason))
                }
            case .list, .document: file.report(.emptyItem(at: place))
            case .refusedKey: break
            }
        }
        return Node(kind: .scalar(events.scalarText, style), span: place)
    }

    private mutating func sequence(_ depth: Int) -> Node? {
        let start = events.start
        let isFlow = events.isFlow
        checkProperties(at: span(start, start + 1))
        guard enter(depth, at: start) else { return nil }

        var items: [Node] = []
        while true {
            guard advance() else { return nil }
            if events.kind == .sequenceEnd { break }
            guard let item = node(depth: depth + 1, holder: .list), stop == nil else { return nil }
            items.append(item)
        }
        let end = isFlow ? events.end : items.last.map { Int($0.span.end) } ?? start
        return Node(kind: .sequence(items), span: span(start, end), isFlow: isFlow)
    }

    private mutating func mapping(_ depth: Int) -> Node? {
        let start = events.start
        let isFlow = events.isFlow
        // In a list, [a: b] is a mapping without braces.
        let hasBraces = isFlow && file.bytes[start] == UInt8(ascii: "{")
        checkProperties(at: span(start, start + 1))
        guard enter(depth, at: start) else { return nil }

        var entries: [Node.Entry] = []
        var seen = SeenKeys()
        var last = start
        while true {
            guard advance() else { return nil }
            if events.kind == .mappingEnd { break }
            let key = self.key(depth)
            guard stop == nil, advance() else { return nil }
            let holder: Holder = if let key { .key(key.text, key.span) } else { .refusedKey }
            guard let value = node(depth: depth + 1, holder: holder), stop == nil else { return nil }
            last = Int(value.span.end)
            guard let key else { continue }
            if let earlier = seen.index(of: key.text, among: entries.count, key: { entries[$0].key }) {
                file.report(.duplicateKey(key.text, at: key.span, first: entries[earlier].keySpan))
            } else {
                entries.append(Node.Entry(key: key.text, keySpan: key.span, value: value))
            }
        }
        let end = hasBraces ? events.end : last
        return Node(kind: .mapping(entries), span: span(start, end), isFlow: isFlow)
    }

    /// The key that begins with the current event; nil where it is refused or building stopped.
    private mutating func key(_ depth: Int) -> (text: String, span: SourceSpan)? {
        guard events.kind == .scalar else {
            let isAlias = events.kind == .alias
            // An alias is reported as such.
            guard let key = node(depth: depth + 1, holder: .list), !isAlias else { return nil }
            file.report(.keyNotText(at: key.span))
            return nil
        }
        count()
        let place = scalarSpan()
        let text = events.scalarText
        checkProperties(at: place)
        if events.isMissingValue {
            file.report(.keyMissing(at: place))
            return nil
        }
        switch events.scalarStyle {
        case .literal, .folded:
            file.report(.keyNotText(at: place))
            return nil
        case .plain where text == "<<":
            file.report(.mergeKey(at: place))
            return nil
        case .plain, .singleQuoted, .doubleQuoted: return (text, place)
        }
    }

    // MARK: Limits and refusals

    private mutating func count() {
        file.nodes += 1
        if file.nodes > YAMLReader.nodeLimit, stop == nil {
            file.report(.tooManyNodes(at: span()))
            stop = .refused
        }
    }

    private mutating func enter(_ depth: Int, at start: Int) -> Bool {
        count()
        if depth > YAMLReader.depthLimit, stop == nil {
            file.report(.tooDeep(limit: YAMLReader.depthLimit, at: span(start, start + 1)))
            stop = .refused
        }
        return stop == nil
    }

    /// Whether the current node stands without anchor and tag; reports them.
    @discardableResult
    private mutating func checkProperties(at place: SourceSpan) -> Bool {
        let (hasAnchor, hasTag) = events.properties
        if hasAnchor { file.report(.anchor(at: place)) }
        // The bare tag "!" leaves no trace in the event of a text, but no text without quotes begins with one.
        let isBareTag =
            events.kind == .scalar && place.end > place.start && file.bytes[Int(place.start)] == UInt8(ascii: "!")
        if hasTag || isBareTag { file.report(.tag(at: place)) }
        return !hasAnchor && !hasTag && !isBareTag
    }

    // MARK: Events and places

    /// Goes to the next event; false where building stops.
    private mutating func advance() -> Bool {
        if stop != nil { return false }
        if events.advance() { return true }
        stop = .syntax(events.problem(after: lastScalar))
        return false
    }

    private func span(_ start: Int, _ end: Int) -> SourceSpan { file.span(start, end) }

    /// The place of the current event.
    private mutating func span() -> SourceSpan {
        let start = events.start
        return span(start, max(start, events.end))
    }

    /// The place of the current text; also settles which leading tabs are part of it.
    private mutating func scalarSpan() -> SourceSpan {
        let start = events.start
        var end = events.end
        file.refuseTabs(before: start)
        file.allowTabs(before: end)
        switch events.scalarStyle {
        case .literal, .folded: end = file.text.endOfBlockText(start, end)
        case .plain, .singleQuoted, .doubleQuoted: break
        }
        let place = span(start, end)
        lastScalar = place
        return place
    }
}
