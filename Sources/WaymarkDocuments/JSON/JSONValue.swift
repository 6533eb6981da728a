/// A piece of a JSON document with the place where it stands.
package struct JSONValue: Sendable {
    package struct Entry: Sendable {
        package var key: String
        package var keySpan: SourceSpan
        package var value: JSONValue

        package init(key: String, keySpan: SourceSpan, value: JSONValue) {
            self.key = key
            self.keySpan = keySpan
            self.value = value
        }
    }

    package enum Kind: Sendable {
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

    package var kind: Kind
    package var span: SourceSpan

    /// The contents of a string.
    package var text: String? {
        if case .string(let text) = kind { text } else { nil }
    }

    package var entries: [Entry]? {
        if case .object(let entries) = kind { entries } else { nil }
    }

    package var items: [JSONValue]? {
        if case .array(let items) = kind { items } else { nil }
    }

    /// The value of `key` in an object.
    package subscript(key: String) -> JSONValue? {
        guard case .object(let entries) = kind else { return nil }
        return entries.first { $0.key == key }?.value
    }
}
