/// A piece of a document with the place where it stands. Scalars are text: only the vocabulary gives them a type.
public struct Node: Sendable {
    public enum ScalarStyle: Sendable, Hashable { case plain, singleQuoted, doubleQuoted, literal, folded }

    public struct Entry: Sendable {
        public var key: String
        public var keySpan: SourceSpan
        public var value: Node

        public init(key: String, keySpan: SourceSpan, value: Node) {
            self.key = key
            self.keySpan = keySpan
            self.value = value
        }
    }

    public enum Kind: Sendable {
        case scalar(String, ScalarStyle)
        /// Entries in the order written; keys differ from one another.
        case mapping([Entry])
        case sequence([Node])
    }

    public var kind: Kind
    /// From the first to past the last byte of the node itself, without comments around it.
    public var span: SourceSpan
    /// Written in braces or brackets.
    public var isFlow: Bool

    public init(kind: Kind, span: SourceSpan, isFlow: Bool = false) {
        self.kind = kind
        self.span = span
        self.isFlow = isFlow
    }

    /// The text of a scalar.
    public var text: String? {
        if case .scalar(let text, _) = kind { text } else { nil }
    }

    public var entries: [Entry]? {
        if case .mapping(let entries) = kind { entries } else { nil }
    }

    public var items: [Node]? {
        if case .sequence(let items) = kind { items } else { nil }
    }

    /// The value of `key` in a mapping.
    public subscript(key: String) -> Node? {
        guard case .mapping(let entries) = kind else { return nil }
        return entries.first { $0.key == key }?.value
    }
}
