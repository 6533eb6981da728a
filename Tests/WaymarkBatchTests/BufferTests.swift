import Glibc
import Testing
import WaymarkDocuments
import WaymarkTestSupport

@testable import WaymarkBatch

@Suite struct `Output in the making` {
    @Test func `grows as it must and keeps every byte`() {
        let output = OutputBuffer(capacity: 64)
        var expected: [UInt8] = []
        var random = RandomSource(seed: 1)
        for _ in 0..<500 {
            let part = (0..<random.int(0...90)).map { _ in UInt8(random.int(0...255)) }
            output.append(part)
            expected += part
            let number = random.int(-1...12)
            output.append(number)
            expected += Array(String(number).utf8)
        }
        #expect(output.numbered(base: 0) == expected)
        output.removeAll()
        #expect(output.numbered(base: 0).isEmpty)
    }

    @Test(arguments: [0, 9, 99_999]) func `has the numbers of its lines filled in, counted from those before`(base: Int)
    {
        let output = OutputBuffer(capacity: 64)
        for line in [0, 4, 9] {
            output.append(Array("line ".utf8))
            output.markNumber(ofLine: line)
            output.append(UInt8(ascii: ";"))
        }
        let numbers = [1, 5, 10].map { "line \(base + $0);" }
        #expect(String(decoding: output.numbered(base: base), as: UTF8.self) == numbers.joined())
    }

    @Test(arguments: [0, 1, 15, 16, 17, 200]) func `copies quickly what is longer and shorter than a step`(length: Int)
    {
        let output = OutputBuffer(capacity: 64)
        let source = (0..<length + 16).map { UInt8($0 & 0x7F) }
        source.withUnsafeBytes { bytes in
            output.reserve(length + 16)
            if let start = bytes.baseAddress { output.appendQuickly(start, length) }
        }
        output.append(UInt8(ascii: "."))
        #expect(output.numbered(base: 0) == Array(source.prefix(length)) + [UInt8(ascii: ".")])
    }

    @Test func `says of a line that is too long which one it is`() {
        let output = OutputBuffer(capacity: 64)
        output.appendTooLong()
        let line = String(decoding: output.numbered(base: 6), as: UTF8.self)
        #expect(line == "{\"id\":null,\"line\":7,\"error\":\"\(CaseLineReader.tooLong)\"}\n")
    }
}

@Suite struct `The lines of an input` {
    /// The texts that an input is cut into.
    private static func texts(_ bytes: [UInt8]) throws -> [[UInt8]] {
        let file = try #require(tmpfile())
        defer { fclose(file) }
        try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count && fflush(file) == 0)
        rewind(file)
        let input = BatchInput(descriptor: fileno(file)) { false }
        #expect(input.size == bytes.count)
        let text = InputBuffer(capacity: 2 * BatchInput.textSize)
        var texts: [[UInt8]] = []
        while input.next(into: text) { texts.append(Array(text.buffer)) }
        #expect(input.failure == nil && input.bytesRead == bytes.count)
        return texts
    }

    @Test(arguments: [10, 1_000, 300_000]) func `are all there, none cut in two`(longest: Int) throws {
        var random = RandomSource(seed: UInt64(longest))
        var bytes: [UInt8] = []
        while bytes.count < 3 * BatchInput.textSize {
            bytes += [UInt8](repeating: UInt8(random.int(0x61...0x7A)), count: random.int(0...longest)) + [0x0A]
        }
        bytes += Array("the last line has no end".utf8)
        let texts = try Self.texts(bytes)
        #expect(texts.count > 1)
        #expect(Array(texts.joined()) == bytes)
        #expect(texts.dropLast().allSatisfy { $0.last == 0x0A })
    }

    @Test func `begin behind a byte order mark, where there is one`() throws {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let line = Array("{}\n".utf8)
        #expect(try Self.texts(mark + line) == [line])
        #expect(try Self.texts(mark).flatMap(\.self).isEmpty)
        #expect(try Self.texts(line + mark + line) == [line + mark + line])
        #expect(try Self.texts([]).isEmpty)
        #expect(try Self.texts([0x7B]) == [[0x7B]])
    }
}

@Suite struct `Keys of what is written already` {
    @Test func `are numbered in the order in which they come, equal ones alike`() {
        var keys = InternedKeys()
        #expect(keys.number(of: []) == nil)
        keys.add([])
        keys.add([1, 2])
        keys.add([1])
        #expect(keys.count == 3)
        #expect(keys.number(of: []) == 0 && keys.number(of: [1, 2]) == 1 && keys.number(of: [1]) == 2)
        #expect(keys.number(of: [2, 1]) == nil && keys.number(of: [1, 2, 0]) == nil && keys.number(of: [0]) == nil)
    }

    @Test func `are found again among many, and none that was not added`() {
        var keys = InternedKeys()
        var known: [[UInt64]: Int] = [:]
        var random = RandomSource(seed: 8)
        for _ in 0..<20_000 {
            // Few words of few values, so that many lists come twice and many are the beginning of another.
            let key = (0..<random.int(0...5)).map { _ in UInt64(random.int(0...9)) << UInt64(random.pick([0, 32, 60])) }
            #expect(keys.number(of: key) == known[key])
            if known[key] == nil {
                known[key] = keys.count
                keys.add(key)
            }
        }
        #expect(keys.count == known.count && known.count > 5_000)
        #expect(known.allSatisfy { keys.number(of: $0.key) == $0.value })
    }
}
