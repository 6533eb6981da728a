/// A piece of a document with the place where it stands. Scalars are text: only the vocabulary gives them a type.
package struct Node: Sendable {
    package enum ScalarStyle: Sendable, Hashable { case plain, singleQuoted, doubleQuoted, literal, folded }

    package struct Entry: Sendable {
        package var key: String
        package var keySpan: SourceSpan
        package var value: Node

        package init(key: String, keySpan: SourceSpan, value: Node) {
            self.key = key
            self.keySpan = keySpan
            self.value = value
        }
    }

    package enum Kind: Sendable {
        case scalar(String, ScalarStyle)
        /// Entries in the order written; keys differ from one another.
        case mapping([Entry])
        case sequence([Node])
    }

    package var kind: Kind
    /// From the first to past the last byte of the node itself, without comments around it.
    package var span: SourceSpan
    /// Written in braces or brackets.
    package var isFlow: Bool

    package init(kind: Kind, span: SourceSpan, isFlow: Bool = false) {
        self.kind = kind
        self.span = span
        self.isFlow = isFlow
    }

    /// The text of a scalar.
    package var text: String? {
        if case .scalar(let text, _) = kind { text } else { nil }
    }

    package var entries: [Entry]? {
        if case .mapping(let entries) = kind { entries } else { nil }
    }

    package var items: [Node]? {
        if case .sequence(let items) = kind { items } else { nil }
    }

    /// The value of `key` in a mapping.
    package subscript(key: String) -> Node? {
        guard case .mapping(let entries) = kind else { return nil }
        return entries.first { $0.key == key }?.value
    }
}
