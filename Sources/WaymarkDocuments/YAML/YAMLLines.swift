/// The lines of a text as bytes: where they begin and end, how far they are indented, whether a key stands there.
enum YAMLLines {
    static func start(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var start = min(offset, bytes.count)
        while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
        return start
    }

    /// The end of the line that holds `offset`, without its line end.
    static func end(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var end = offset
        while end < bytes.count, bytes[end] != 0x0A { end += 1 }
        if end > offset, bytes[end - 1] == 0x0D { end -= 1 }
        return end
    }

    static func next(after line: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
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
