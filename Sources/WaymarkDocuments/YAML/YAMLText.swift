/// The bytes of a YAML file, checked and made ready for libyaml: UTF-8, no control characters, no byte order mark.
///
/// libyaml counts places in characters; everything here is in bytes, and ``offset(ofCharacter:)`` translates.
struct YAMLText {
    /// The bytes from the file's first to its last; refused characters are blanked out so that reading can go on.
    let bytes: [UInt8]
    /// Where the text proper begins: 3 after a byte order mark, else 0.
    let start: Int
    /// The first tab of every line that begins with blanks among which there is a tab.
    let leadingTabs: [UInt32]

    /// One character of more than one byte: how many characters stand before it and how many bytes more than
    /// characters there are up to and including it. Counted from `start`.
    private struct Wide {
        var index: Int
        var extra: Int
    }
    private let wide: [Wide]

    /// Checks a file. Adds a diagnostic for bytes that are not UTF-8 (then the result is nil) and for each control
    /// character.
    init?(_ source: SourceFile, file: Int32, diagnostics: inout Diagnostics) {
        var bytes = source.bytes
        let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var scan = Scan(start: start)
        bytes.withUnsafeBufferPointer { scan.run(over: $0) }

        if let bad = scan.notUTF8 {
            diagnostics.add(.notUTF8(bytes[bad], at: SourceSpan(file: file, start: UInt32(bad), end: UInt32(bad + 1))))
            return nil
        }
        if !scan.controls.isEmpty {
            for control in scan.controls {
                let end = UInt32(control.offset + control.length)
                diagnostics.add(
                    .controlCharacter(
                        control.scalar, at: SourceSpan(file: file, start: UInt32(control.offset), end: end)))
            }
            // Blanking a character turns its bytes into as many characters, so count again.
            bytes.withUnsafeMutableBufferPointer { Scan.blankControls(in: $0, from: start) }
            scan = Scan(start: start)
            bytes.withUnsafeBufferPointer { scan.run(over: $0) }
        }
        self.bytes = bytes
        self.start = start
        leadingTabs = scan.leadingTabs
        wide = scan.wide
    }

    /// The byte offset of the character with number `index`, counted from the byte `base`, where `baseCharacter`
    /// characters stand before it. `cursor` remembers where the last look-up ended: places come nearly in order.
    @inline(__always)
    func offset(ofCharacter index: Int, cursor: inout Int) -> Int {
        if wide.isEmpty { return start + index }
        while cursor < wide.count, wide[cursor].index < index { cursor += 1 }
        while cursor > 0, wide[cursor - 1].index >= index { cursor -= 1 }
        return start + index + (cursor == 0 ? 0 : wide[cursor - 1].extra)
    }

    /// How many characters stand before the byte at `offset`.
    func characterNumber(atOffset offset: Int) -> Int {
        guard !wide.isEmpty else { return offset - start }
        var count = 0
        for byte in bytes[start..<offset] where byte & 0xC0 != 0x80 { count += 1 }
        return count
    }

    /// libyaml's end of a `|` or `>` text lies behind its trailing blank lines; ours before its last line end. The
    /// blank lines stay where they are part of the text (`|+`).
    func endOfBlockText(_ start: Int, _ end: Int) -> Int {
        var header = start
        var keeps = false
        while header < end, bytes[header] > 0x20, bytes[header] != UInt8(ascii: "#") {
            keeps = keeps || bytes[header] == UInt8(ascii: "+")
            header += 1
        }
        var end = end
        while end > header, bytes[end - 1] == 0x0A {
            end -= 1
            if end > header, bytes[end - 1] == 0x0D { end -= 1 }
            if keeps { break }
        }
        return end
    }

    /// What stands behind a key and is not its value, although it looks it.
    func reason(forEmptyValueAt offset: Int) -> Diagnostic.EmptyValueReason? {
        let rest = bytes[offset...].prefix { $0 != 0x0A }
        let text = rest.drop { $0 == 0x20 }
        if text.first == UInt8(ascii: "#"), let next = text.dropFirst().first, next > 0x20 { return .comment }
        let below = bytes[min(rest.endIndex + 1, bytes.count)...].drop { $0 == 0x20 }
        return below.starts(with: [0xC2, 0xA0]) ? .hardSpace : nil
    }

    /// The colon inside a bare key that has none behind it: `{a:b}`.
    func colon(insideKey span: SourceSpan) -> Int? {
        let range = Int(span.start)..<Int(span.end)
        guard range.upperBound < bytes.count, bytes[range.upperBound] != UInt8(ascii: ":"),
            YAMLName.holds(bytes[range.lowerBound])
        else { return nil }
        return bytes[range].firstIndex(of: UInt8(ascii: ":"))
    }

    private struct Control {
        var offset: Int
        var length: Int
        var scalar: UInt32
    }

    /// One pass over the bytes.
    private struct Scan {
        var start: Int
        var notUTF8: Int?
        /// The first few; of returns without a line feed the first only: a file with the line ends of an old Mac has
        /// one in every line.
        var controls: [Control] = []
        var leadingTabs: [UInt32] = []
        var wide: [Wide] = []

        init(start: Int) { self.start = start }

        mutating func run(over bytes: UnsafeBufferPointer<UInt8>) {
            var offset = start
            var extra = 0
            var atLineStart = true
            while offset < bytes.count {
                let byte = bytes[offset]
                if byte > 0x20, byte < 0x7F {
                    atLineStart = false
                    offset += 1
                } else if byte == 0x20 {
                    offset += 1
                } else if byte == 0x0A {
                    atLineStart = true
                    offset += 1
                } else if byte == 0x09 {
                    if atLineStart { leadingTabs.append(UInt32(offset)) }
                    atLineStart = false
                    offset += 1
                } else if byte == 0x0D, offset + 1 < bytes.count, bytes[offset + 1] == 0x0A {
                    offset += 1
                } else if byte < 0x80 {
                    note(Control(offset: offset, length: 1, scalar: UInt32(byte)))
                    offset += 1
                } else {
                    atLineStart = false
                    guard let (scalar, length) = UTF8Decoding.scalar(in: bytes, at: offset) else {
                        notUTF8 = offset
                        return
                    }
                    if Self.isRefused(scalar) {
                        note(Control(offset: offset, length: length, scalar: scalar))
                    }
                    let index = offset - start - extra
                    extra += length - 1
                    wide.append(Wide(index: index, extra: extra))
                    offset += length
                }
            }
        }

        private mutating func note(_ control: Control) {
            guard controls.count < 20 else { return }
            if control.scalar == 0x0D, controls.contains(where: { $0.scalar == 0x0D }) { return }
            controls.append(control)
        }

        /// Puts spaces or line ends in the place of every control character, in text that is UTF-8.
        static func blankControls(in bytes: UnsafeMutableBufferPointer<UInt8>, from start: Int) {
            var offset = start
            while offset < bytes.count {
                guard let (scalar, length) = UTF8Decoding.scalar(in: UnsafeBufferPointer(bytes), at: offset) else {
                    return
                }
                let isReturn = scalar == 0x0D && offset + 1 < bytes.count && bytes[offset + 1] == 0x0A
                let isControl = scalar < 0x20 && scalar != 0x09 && scalar != 0x0A && !isReturn
                if isControl || scalar >= 0x7F && isRefused(scalar) {
                    for index in offset..<offset + length { bytes[index] = 0x20 }
                    // What was meant to end a line ends it, or the rest of the file cannot be read.
                    let mayEnd = scalar == 0x85 || scalar == 0x2028 || scalar == 0x2029
                    let next = offset + length
                    if scalar == 0x0D || mayEnd && bytes.beginsWithKey(at: next) {
                        bytes[next - 1] = 0x0A
                    }
                }
                offset += length
            }
        }

        /// The control characters past ASCII, what YAML takes for line ends where editors do not, and the two code
        /// points that libyaml does not read.
        private static func isRefused(_ scalar: UInt32) -> Bool {
            scalar < 0xA0 || scalar == 0x2028 || scalar == 0x2029 || scalar == 0xFFFE || scalar == 0xFFFF
        }
    }
}
