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
            line = YAMLLines.start(of: opened, in: bytes)
            limit = YAMLLines.indentation(ofLine: line, in: bytes)
            line = YAMLLines.next(after: line, in: bytes)
        } else {
            line = YAMLLines.start(of: problem.offset, in: bytes)
            limit = YAMLLines.indentation(ofLine: line, in: bytes)
        }
        while line < bytes.count {
            let column = YAMLLines.indentation(ofLine: line, in: bytes)
            if line > start, column <= limit, YAMLLines.beginsWithKey(at: line + column, in: bytes) {
                return YAMLSegment(start: line, indentation: column)
            }
            line = YAMLLines.next(after: line, in: bytes)
        }
        return nil
    }

    /// The part that begins with the line that holds `offset`.
    static func at(_ offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> YAMLSegment? {
        guard offset < bytes.count else { return nil }
        let line = YAMLLines.start(of: offset, in: bytes)
        return YAMLSegment(start: line, indentation: YAMLLines.indentation(ofLine: line, in: bytes))
    }
}
