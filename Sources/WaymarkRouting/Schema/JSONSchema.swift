/// A JSON Schema (draft 2020-12) that is kept as a file beside this code and embedded by the build: complete, and strict
/// about what may stand where.
package struct JSONSchema: Sendable {
    /// The schema as JSON text.
    package let text: String

    /// - Parameters:
    ///   - file: the file's bytes; its `$defs` stand last and are laid out like the shipped ones.
    ///   - other: a schema whose definitions are added after the file's own.
    package init(_ file: [UInt8], definitionsOf other: JSONSchema? = nil) {
        let text = String(decoding: file, as: UTF8.self)
        guard let other else {
            self.text = text
            return
        }
        let own = text.dropLast(Self.end.count)
        self.text = own + (own.hasSuffix("{") ? "\n" : ",\n") + other.definitions + Self.end
    }

    /// The entries of `$defs`, without the line end after them.
    private var definitions: Substring {
        let start = "  \"$defs\": {\n"
        guard let found = text.firstRange(of: start) else { return "" }
        return text[found.upperBound...].dropLast(Self.end.count)
    }

    /// How a file ends after the last definition.
    private static let end = "\n  }\n}\n"

    /// `waymark.decision/1`.
    package static let decision = JSONSchema(PackageResources.decision_schema_json)
}
