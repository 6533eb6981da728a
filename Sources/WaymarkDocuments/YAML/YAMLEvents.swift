internal import CLibYAML

/// What libyaml finds in a text, event by event, with places in bytes. The only file that knows libyaml.
struct YAMLEvents: ~Copyable {
    enum Kind {
        case documentStart
        case mappingStart, mappingEnd
        case sequenceStart, sequenceEnd
        case scalar
        case alias
        /// The stream's start and end, and a document's end.
        case other
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let event: UnsafeMutablePointer<yaml_event_t>
    private let text: YAMLText
    /// Characters before the byte at which reading began.
    private let firstCharacter: Int
    private var cursor = 0

    /// - Parameters:
    ///   - bytes: of `text`; they have to stay in place.
    ///   - start: from where on it is read.
    /// - Returns: nil where there is not enough memory.
    init?(_ text: YAMLText, _ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
        let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.deallocate()
            return nil
        }
        // Else libyaml guesses, and takes some bytes for UTF-16.
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, bytes.baseAddress.map { $0 + start }, bytes.count - start)
        self.parser = parser
        event = .allocate(capacity: 1)
        event.initialize(to: yaml_event_t())
        self.text = text
        firstCharacter = text.characterNumber(atOffset: start)
    }

    deinit {
        yaml_event_delete(event)
        event.deallocate()
        yaml_parser_delete(parser)
        parser.deallocate()
    }

    /// Goes to the next event; false where libyaml does not understand the text.
    func advance() -> Bool {
        yaml_event_delete(event)
        return yaml_parser_parse(parser, event) == 1
    }

    /// Why ``advance()`` could not go on.
    ///
    /// - Parameter lastScalar: the text read last.
    func problem(after lastScalar: SourceSpan?) -> YAMLProblem {
        let state = parser.pointee
        var cursor = 0
        return YAMLProblem(
            complaint: state.problem.map { String(cString: $0) } ?? "",
            context: state.context.map { String(cString: $0) } ?? "",
            offset: text.offset(ofCharacter: firstCharacter + state.problem_mark.index, cursor: &cursor),
            column: state.problem_mark.column,
            contextOffset: state.context == nil
                ? nil : text.offset(ofCharacter: firstCharacter + state.context_mark.index, cursor: &cursor),
            isOutOfMemory: state.error == YAML_MEMORY_ERROR,
            lastScalar: lastScalar.map { Int($0.start)..<Int($0.end) })
    }

    // MARK: The current event

    var kind: Kind {
        switch event.pointee.type {
        case YAML_SCALAR_EVENT: .scalar
        case YAML_MAPPING_START_EVENT: .mappingStart
        case YAML_MAPPING_END_EVENT: .mappingEnd
        case YAML_SEQUENCE_START_EVENT: .sequenceStart
        case YAML_SEQUENCE_END_EVENT: .sequenceEnd
        case YAML_ALIAS_EVENT: .alias
        case YAML_DOCUMENT_START_EVENT: .documentStart
        default: .other
        }
    }

    /// Its first byte.
    var start: Int {
        @inline(__always) mutating get { offset(event.pointee.start_mark) }
    }

    /// Past its last byte, as libyaml counts.
    var end: Int {
        @inline(__always) mutating get { offset(event.pointee.end_mark) }
    }

    @inline(__always)
    private mutating func offset(_ mark: yaml_mark_t) -> Int {
        min(text.offset(ofCharacter: firstCharacter + mark.index, cursor: &cursor), text.bytes.count)
    }

    /// A mapping or sequence stands in brackets.
    var isFlow: Bool {
        kind == .mappingStart
            ? event.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
            : event.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
    }

    /// The anchor and the tag in front of a scalar, mapping or sequence.
    var properties: (hasAnchor: Bool, hasTag: Bool) {
        switch kind {
        case .scalar: (event.pointee.data.scalar.anchor != nil, event.pointee.data.scalar.tag != nil)
        case .mappingStart:
            (event.pointee.data.mapping_start.anchor != nil, event.pointee.data.mapping_start.tag != nil)
        case .sequenceStart:
            (event.pointee.data.sequence_start.anchor != nil, event.pointee.data.sequence_start.tag != nil)
        default: (false, false)
        }
    }

    /// A document names shorthands for tags before it begins.
    var hasTagDirectives: Bool {
        event.pointee.data.document_start.tag_directives.start != event.pointee.data.document_start.tag_directives.end
    }

    /// A scalar that is not there: its key or dash stands alone.
    var isMissingValue: Bool {
        event.pointee.data.scalar.length == 0 && event.pointee.data.scalar.style == YAML_PLAIN_SCALAR_STYLE
    }

    var scalarText: String {
        String(
            decoding: UnsafeBufferPointer(
                start: event.pointee.data.scalar.value, count: event.pointee.data.scalar.length),
            as: UTF8.self)
    }

    var scalarStyle: Node.ScalarStyle {
        switch event.pointee.data.scalar.style {
        case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
        case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
        case YAML_LITERAL_SCALAR_STYLE: .literal
        case YAML_FOLDED_SCALAR_STYLE: .folded
        default: .plain
        }
    }
}
