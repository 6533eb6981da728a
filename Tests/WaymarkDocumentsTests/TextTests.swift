import Testing

@testable import WaymarkDocuments

/// Numbers drawn by the rule of Knuth's MMIX: the same on every machine.
private struct Draw {
    var state: UInt64

    mutating func below(_ count: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(count))
    }
}

@Suite("Bytes are read as UTF-8, strictly") struct UTF8DecodingTests {
    private static func scalars(_ bytes: [UInt8]) -> [UInt32]? {
        bytes.withUnsafeBufferPointer { buffer in
            var scalars: [UInt32] = []
            var offset = 0
            while offset < buffer.count {
                guard let (scalar, length) = UTF8Decoding.scalar(in: buffer, at: offset) else { return nil }
                scalars.append(scalar)
                offset += length
            }
            return scalars
        }
    }

    @Test(arguments: ["", "abc", "é", "€", "😀", "a\u{0}b", "\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}"])
    func `characters of every length are read`(text: String) {
        #expect(Self.scalars(Array(text.utf8)) == text.unicodeScalars.map(\.value))
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF], [0xF0, 0x80, 0x80, 0x80],
            [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF],
            [0xC3], [0xE2, 0x82], [0xF0, 0x9F, 0x98], [0xC3, 0x28], [0xE2, 0x28, 0xA1],
        ] as [[UInt8]])
    func `overlong forms, halves of characters and what is past the last one are not`(bytes: [UInt8]) {
        #expect(Self.scalars(bytes) == nil)
    }

    @Test func `any bytes are taken or refused as the standard library takes or refuses them`() {
        var draw = Draw(state: 1)
        let leads: [UInt8] = [0x41, 0xC2, 0xC3, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5, 0x80, 0xBF]
        for _ in 0..<20_000 {
            var bytes: [UInt8] = []
            for _ in 0..<(1 + draw.below(3)) {
                bytes.append(leads[draw.below(leads.count)])
                for _ in 0..<draw.below(4) { bytes.append(UInt8(0x80 + draw.below(0x44))) }
            }
            let expected = String(validating: bytes, as: UTF8.self)?.unicodeScalars.map(\.value)
            #expect(Self.scalars(bytes) == expected, "\(bytes)")
        }
    }
}

@Suite("Keys that stand twice are found") struct SeenKeysTests {
    @Test(arguments: [3, 15, 16, 17, 400]) func `among few and among many, at their first place`(count: Int) {
        var draw = Draw(state: UInt64(count))
        var seen = SeenKeys()
        var keys: [String] = []
        for _ in 0..<(2 * count) {
            let key = "k\(draw.below(count))"
            let found = seen.index(of: key, among: keys.count) { keys[$0] }
            #expect(found == keys.firstIndex(of: key))
            if found == nil { keys.append(key) }
        }
    }
}

@Suite("Keys that are quoted already") struct QuotedKeyTests {
    @Test(arguments: [false, true]) func `are written as the writer quotes them itself`(isIndented: Bool) {
        func written(_ key: (inout JSONWriter, String) -> Void) -> String {
            var writer = JSONWriter(indented: isIndented)
            writer.beginObject()
            for name in ["a", "b_c"] {
                key(&writer, name)
                writer.array(of: ["x"])
            }
            writer.endObject()
            return writer.text
        }
        let plain = written { $0.key($1) }
        #expect(plain == written { $0.key(quoted: Array("\"\($1)\"".utf8)) })
    }
}
