/// A change to the text of a file: bytes that are replaced. Everything else stays as it is, comments and layout
/// included.
package struct TextEdit: Sendable, Hashable {
    /// Bytes of the file; empty for an insertion.
    package var range: Range<Int>
    package var replacement: String

    package init(_ range: Range<Int>, _ replacement: String) {
        self.range = range
        self.replacement = replacement
    }

    /// The bytes after all of some edits, each of which names places in the bytes before any of them.
    /// - Returns: nil where two of them touch the same bytes.
    package static func apply(_ edits: [TextEdit], to bytes: [UInt8]) -> [UInt8]? {
        let ordered = edits.enumerated().sorted {
            ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
                < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
        }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var done = 0
        for (_, edit) in ordered {
            guard edit.range.lowerBound >= done, edit.range.upperBound <= bytes.count else { return nil }
            result.append(contentsOf: bytes[done..<edit.range.lowerBound])
            result.append(contentsOf: edit.replacement.utf8)
            done = edit.range.upperBound
        }
        result.append(contentsOf: bytes[done...])
        return result
    }

    /// The bytes after this edit.
    package func applied(to bytes: [UInt8]) -> [UInt8] {
        Self.apply([self], to: bytes) ?? bytes
    }
}
