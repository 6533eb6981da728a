/// The lines of a text as bytes: where they begin and end, how far they are indented, whether a key stands there.
extension RandomAccessCollection where Element == UInt8, Index == Int {
    /// Where the line begins that holds `offset`.
    func lineStart(of offset: Int) -> Int {
        var start = Swift.min(offset, count)
        while start > 0, self[start - 1] != 0x0A { start -= 1 }
        return start
    }

    /// The end of the line that holds `offset`, without its line end.
    func lineEnd(of offset: Int) -> Int {
        var end = offset
        while end < count, self[end] != 0x0A { end += 1 }
        if end > offset, self[end - 1] == 0x0D { end -= 1 }
        return end
    }

    /// Past the end of the line that holds `offset`, its line end included.
    func nextLine(after offset: Int) -> Int {
        var next = offset
        while next < count, self[next] != 0x0A { next += 1 }
        return Swift.min(next + 1, count)
    }

    func indentation(ofLine line: Int) -> Int {
        var column = 0
        while line + column < count, self[line + column] == 0x20 { column += 1 }
        return column
    }

    /// Whether a name and a colon stand at `offset`.
    func beginsWithKey(at offset: Int) -> Bool {
        var end = offset
        while end < count, YAMLName.holds(self[end]) { end += 1 }
        guard end > offset, end < count, self[end] == UInt8(ascii: ":") else { return false }
        return end + 1 == count || self[end + 1] <= 0x20
    }
}

/// Names as rulebooks use them for keys.
enum YAMLName {
    static func holds(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}
