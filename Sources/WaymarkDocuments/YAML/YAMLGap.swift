/// What stands between two nodes: signs of YAML's grammar, blanks and comments. (A `#` between nodes always begins a
/// comment.)
struct YAMLGap {
    struct Comment {
        /// From the `#` to its last character that is no blank.
        var range: Range<Int>
        /// Characters before the `#` in its line.
        var column: Int
        /// Nothing but blanks stands before it in its line.
        var ownsLine: Bool
        /// An empty line stands before it, after what comes earlier in the gap or begins it.
        var isAfterBlank: Bool
    }

    private(set) var comments: [Comment] = []
    /// The first byte that is neither a blank nor part of a comment; the end of the gap if there is none.
    private(set) var firstSign: Int
    /// Whether an empty line stands directly before the end of the gap.
    private(set) var endsAfterBlank = false

    /// - Parameter range: begins at the end of a node, a key or a comment, or at the start of the file.
    init(_ bytes: [UInt8], _ range: Range<Int>, toFirstSign: Bool = false) {
        var at = range.lowerBound
        var newlines = 0
        firstSign = range.upperBound
        while at < range.upperBound {
            switch bytes[at] {
            case 0x0A:
                newlines += 1
                at += 1
            case 0x20, 0x09, 0x0D:
                at += 1
            case UInt8(ascii: "#"):
                var end = at
                while end < bytes.count, bytes[end] != 0x0A { end += 1 }
                let next = end
                while end > at, bytes[end - 1] <= 0x20 { end -= 1 }
                let (column, ownsLine) = Self.before(at, in: bytes)
                comments.append(
                    Comment(range: at..<end, column: column, ownsLine: ownsLine, isAfterBlank: newlines > 1))
                newlines = 0
                at = next
            default:
                if at == 0, bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
                    at = 3
                    continue
                }
                firstSign = min(firstSign, at)
                if toFirstSign {
                    endsAfterBlank = newlines > 1
                    return
                }
                newlines = 0
                at += 1
            }
        }
        endsAfterBlank = newlines > 1
    }

    /// How many characters stand before `offset` in its line, and whether all are spaces.
    static func before(_ offset: Int, in bytes: [UInt8]) -> (column: Int, isBlank: Bool) {
        var start = offset
        var column = 0
        var isBlank = true
        while start > 0, bytes[start - 1] != 0x0A {
            start -= 1
            if start == 2, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { break }
            if bytes[start] & 0xC0 != 0x80 { column += 1 }
            if bytes[start] > 0x20 { isBlank = false }
        }
        return (column, isBlank)
    }
}
