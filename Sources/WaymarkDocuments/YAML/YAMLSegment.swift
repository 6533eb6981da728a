/// A part of a file that is read on its own, from the start of a line: where to go on after an error of syntax, so that
/// one run shows the errors further down as well. What is read from there is used for its errors only, never as rules.
struct YAMLSegment {
    var start: Int
    var indentation: Int

    /// The next line at or after the problem that begins with a key and does not belong to the broken part: it
    /// stands no further right.
    static func after(_ problem: YAMLProblem, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> YAMLSegment? {
        let limit: Int
        var line: Int
        if let opened = problem.opening(in: bytes) {
            line = bytes.lineStart(of: opened)
            limit = bytes.indentation(ofLine: line)
            line = bytes.nextLine(after: line)
        } else {
            line = bytes.lineStart(of: problem.offset)
            limit = bytes.indentation(ofLine: line)
        }
        while line < bytes.count {
            let column = bytes.indentation(ofLine: line)
            if line > start, column <= limit, bytes.beginsWithKey(at: line + column) {
                return YAMLSegment(start: line, indentation: column)
            }
            line = bytes.nextLine(after: line)
        }
        return nil
    }

    /// The part that begins with the line that holds `offset`.
    static func at(_ offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> YAMLSegment? {
        guard offset < bytes.count else { return nil }
        let line = bytes.lineStart(of: offset)
        return YAMLSegment(start: line, indentation: bytes.indentation(ofLine: line))
    }
}
