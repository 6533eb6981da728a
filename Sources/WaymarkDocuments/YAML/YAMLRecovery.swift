/// An error of syntax as libyaml tells it, its places in bytes.
struct YAMLProblem {
    /// libyaml's words for what is wrong.
    var what: String
    /// libyaml's words for what it was reading ("while scanning a quoted scalar"), or nothing.
    var context: String
    var offset: Int
    /// Characters before `offset` in its line.
    var column: Int
    /// Where that which was being read begins.
    var contextOffset: Int?
    var isOutOfMemory: Bool
    /// The text read last before the problem.
    var lastScalar: Range<Int>?

    /// Whether libyaml only says that a part that was read on its own has ended, with a line further left.
    func endsSegment(indentation: Int) -> Bool {
        what == "did not find expected <document start>" && column < indentation
    }

    /// The quoted text that ends directly before the problem.
    func quoteBefore(in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        guard let last = lastScalar, last.count > 1, last.upperBound <= offset, offset <= bytes.count else {
            return nil
        }
        let quote = bytes[last.upperBound - 1]
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"), bytes[last.lowerBound] == quote,
            bytes[last.upperBound..<offset].allSatisfy({ $0 == 0x20 || $0 == 0x09 })
        else { return nil }
        return last
    }

    /// Where something begins (a quote, a bracket) that is not closed as it should be.
    func opening(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
        if let quote = quoteBefore(in: bytes) { return quote.lowerBound }
        return context.contains("quoted scalar") || context.contains("flow") ? contextOffset : nil
    }
}

/// A part of a file that is read on its own, from the start of a line.
struct Segment {
    var start: Int
    var indentation: Int
}

/// Finds where to go on after an error of syntax, so that one run shows the errors further down as well. What is read
/// from there is used for its errors only, never as rules.
enum YAMLRecovery {
    /// The next line at or after the problem that begins with a key and does not belong to the broken part: it
    /// stands no further right.
    static func segment(after problem: YAMLProblem, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Segment? {
        let limit: Int
        var line: Int
        if let opened = problem.opening(in: bytes) {
            line = lineStart(of: opened, in: bytes)
            limit = indentation(ofLine: line, in: bytes)
            line = nextLine(after: line, in: bytes)
        } else {
            line = lineStart(of: problem.offset, in: bytes)
            limit = indentation(ofLine: line, in: bytes)
        }
        while line < bytes.count {
            let column = indentation(ofLine: line, in: bytes)
            if line > start, column <= limit, beginsWithKey(at: line + column, in: bytes) {
                return Segment(start: line, indentation: column)
            }
            line = nextLine(after: line, in: bytes)
        }
        return nil
    }

    /// The part that begins with the line that holds `offset`.
    static func segment(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Segment? {
        guard offset < bytes.count else { return nil }
        let line = lineStart(of: offset, in: bytes)
        return Segment(start: line, indentation: indentation(ofLine: line, in: bytes))
    }

    static func lineStart(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var start = min(offset, bytes.count)
        while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
        return start
    }

    /// The end of the line that holds `offset`, without its line end.
    static func lineEnd(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var end = offset
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        if end > offset, bytes[end - 1] == 0x0D { end -= 1 }
        return end
    }

    static func nextLine(after line: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var next = line
        while next < bytes.count, bytes[next] != 0x0A { next += 1 }
        return next + 1
    }

    static func indentation(ofLine line: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var column = 0
        while line + column < bytes.count, bytes[line + column] == 0x20 { column += 1 }
        return column
    }

    /// Whether a name and a colon stand at `offset`.
    static func beginsWithKey(at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var end = offset
        while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
        guard end > offset, end < bytes.count, bytes[end] == UInt8(ascii: ":") else { return false }
        return end + 1 == bytes.count || bytes[end + 1] <= 0x20
    }

    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
