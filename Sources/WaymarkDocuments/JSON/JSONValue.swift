/// A piece of a JSON document with the place where it stands.
public struct JSONValue: Sendable {
    public struct Entry: Sendable {
        public var key: String
        public var keySpan: SourceSpan
        public var value: JSONValue

        public init(key: String, keySpan: SourceSpan, value: JSONValue) {
            self.key = key
            self.keySpan = keySpan
            self.value = value
        }
    }

    public enum Kind: Sendable {
        case null
        case bool(Bool)
        case integer(Int)
        /// A number with a fraction or an exponent, or one too large for 64 bits, as it is written.
        case number(String)
        case string(String)
        case array([JSONValue])
        /// Entries in the order written; keys differ from one another.
        case object([Entry])
    }

    public var kind: Kind
    public var span: SourceSpan

    public init(kind: Kind, span: SourceSpan) {
        self.kind = kind
        self.span = span
    }

    /// The contents of a string.
    public var text: String? {
        if case .string(let text) = kind { text } else { nil }
    }

    public var entries: [Entry]? {
        if case .object(let entries) = kind { entries } else { nil }
    }

    public var items: [JSONValue]? {
        if case .array(let items) = kind { items } else { nil }
    }

    /// The value of `key` in an object.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let entries) = kind else { return nil }
        return entries.first { $0.key == key }?.value
    }
}
