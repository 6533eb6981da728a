/// Strict UTF-8: no overlong forms, no surrogates, nothing past U+10FFFF.
enum UTF8Decoding {
    /// The character that begins at `offset` and its length in bytes; nil where the bytes are not UTF-8.
    static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> (scalar: UInt32, length: Int)? {
        let first = UInt32(bytes[offset])
        if first < 0x80 { return (first, 1) }
        let length: Int
        var scalar: UInt32
        let least: UInt32
        switch first {
        case 0xC2...0xDF: (length, scalar, least) = (2, first & 0x1F, 0x80)
        case 0xE0...0xEF: (length, scalar, least) = (3, first & 0x0F, 0x800)
        case 0xF0...0xF4: (length, scalar, least) = (4, first & 0x07, 0x10000)
        default: return nil
        }
        guard offset + length <= bytes.count else { return nil }
        for next in offset + 1..<offset + length {
            let byte = UInt32(bytes[next])
            guard byte & 0xC0 == 0x80 else { return nil }
            scalar = scalar << 6 | byte & 0x3F
        }
        guard scalar >= least, scalar <= 0x10FFFF, !(0xD800...0xDFFF).contains(scalar) else { return nil }
        return (scalar, length)
    }
}
