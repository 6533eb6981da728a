import Foundation

/// A Markdown file with a table that a program writes, between two markers on lines of their own.
struct MarkedDocument {
    static let begin = "<!-- waymark-bench table: begin -->"
    static let end = "<!-- waymark-bench table: end -->"

    /// The file has not both markers, once each and in order.
    struct Unmarked: Error, CustomStringConvertible {
        let path: String
        var description: String { "\(path) has no place for a table: \(begin) and \(end), each on a line of its own" }
    }

    let path: String
    private(set) var text: String
    private let before: Substring
    private let after: Substring

    init(path: String) throws {
        try self.init(path: path, text: String(contentsOfFile: path, encoding: .utf8))
    }

    init(path: String, text: String) throws(Unmarked) {
        let begin = text.ranges(of: Self.begin + "\n")
        let end = text.ranges(of: "\n" + Self.end + "\n")
        guard begin.count == 1, end.count == 1, begin[0].upperBound <= text.index(after: end[0].lowerBound) else {
            throw Unmarked(path: path)
        }
        self.path = path
        self.text = text
        before = text[..<begin[0].upperBound]
        after = text[end[0].lowerBound...]
    }

    /// Puts `table` in the place of what stands between the markers, in the file too.
    mutating func replace(with table: String) throws {
        text = before + table + after
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }
}
