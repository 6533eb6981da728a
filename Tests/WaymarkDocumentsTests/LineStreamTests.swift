import Testing

@testable import WaymarkDocuments

private struct CannotBeRead: Error {}

/// A stream of cases is read line by line; what a line holds is another's business.
@Suite struct `The lines of a stream` {
    /// Every line of a file as "number:text", "number:too long" where it is longer than the limit, then what was reported.
    private func lines(_ bytes: [UInt8], limit: Int = 1 << 20) throws -> [String] {
        let folder = try TemporaryFolder()
        folder.file("cases.ndjson", bytes: bytes)
        var problems = Diagnostics()
        guard var stream = LineStream(folder.path + "/cases.ndjson", limit: limit, into: &problems) else {
            throw CannotBeRead()
        }
        var lines: [String] = []
        while let line = stream.next(into: &problems) {
            let text = line.bytes.map { String(decoding: $0, as: UTF8.self) }
            lines.append("\(line.number):\(text ?? "too long")")
        }
        return lines + problems.all.map(\.id)
    }

    private func lines(_ text: String, limit: Int = 1 << 20) throws -> [String] {
        try lines(Array(text.utf8), limit: limit)
    }

    @Test(
        arguments: [
            ("", []), ("a", ["1:a"]), ("a\n", ["1:a"]), ("a\nb", ["1:a", "2:b"]), ("a\nb\n", ["1:a", "2:b"]),
            ("\n", ["1:"]), ("\n\n", ["1:", "2:"]), ("a\n\nb\n", ["1:a", "2:", "3:b"]),
            ("  \n a \n", ["1:  ", "2: a "]),
        ] as [(String, [String])])
    func `end at a line feed, with or without one behind the last`(_ text: String, _ expected: [String]) throws {
        #expect(try lines(text) == expected)
    }

    @Test(arguments: [
        ("a\r\nb\r\n", ["1:a", "2:b"]), ("a\r\nb", ["1:a", "2:b"]), ("a\r", ["1:a"]), ("\r\n", ["1:"]),
        ("a\rb\n", ["1:a\rb"]), ("a\r\r\n", ["1:a\r"]),
    ])
    func `lose the carriage return that Windows puts before it, and no other`(
        _ text: String, _ expected: [String]
    ) throws {
        #expect(try lines(text) == expected)
    }

    @Test func `keep every other byte, a byte order mark and broken UTF-8 among them`() throws {
        let folder = try TemporaryFolder()
        let first: [UInt8] = [0xEF, 0xBB, 0xBF, 0x7B, 0x7D]
        let second: [UInt8] = [0xFF, 0x00, 0xC3, 0x09]
        folder.file("cases.ndjson", bytes: first + [0x0A] + second)
        var problems = Diagnostics()
        guard var stream = LineStream(folder.path + "/cases.ndjson", limit: 100, into: &problems) else {
            throw CannotBeRead()
        }
        #expect(stream.next(into: &problems)?.bytes == first)
        #expect(stream.next(into: &problems)?.bytes == second)
        #expect(stream.next(into: &problems) == nil)
        #expect(problems.all.isEmpty)
    }

    @Test func `longer than the limit are passed over and counted`() throws {
        let long = String(repeating: "x", count: 11)
        #expect(try lines("a\n\(long)\nb\n", limit: 10) == ["1:a", "2:too long", "3:b"])
        #expect(try lines("\(long)", limit: 10) == ["1:too long"])
        #expect(try lines("\(long)\n", limit: 10) == ["1:too long"])
        #expect(try lines("\(long.dropLast())\n\(long.dropLast())", limit: 10).map(\.count) == [12, 12])
    }

    @Test func `longer than what is read at once are put together, and those far longer passed over`() throws {
        let room = 256 << 10
        for length in [room - 1, room, room + 1, 3 * room + 7] {
            let line = String(repeating: "y", count: length)
            #expect(try lines("a\n\(line)\nb") == ["1:a", "2:\(line)", "3:b"], "\(length)")
            #expect(try lines("a\n\(line)\nb", limit: 1000) == ["1:a", "2:too long", "3:b"], "\(length)")
            #expect(try lines("a\n\(line)", limit: 1000) == ["1:a", "2:too long"], "\(length)")
        }
    }

    @Test(arguments: 0..<6)
    func `of random files are those of a plain split, whatever their lengths`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...60, using: &random) {
            let length =
                random.chance(10) ? Int.random(in: 0...700_000, using: &random) : Int.random(in: 0...40, using: &random)
            bytes += Array(repeating: UInt8(ascii: "a") + UInt8.random(in: 0..<26, using: &random), count: length)
            bytes.append(0x0A)
        }
        if random.chance(50) { bytes.removeLast() }
        let text = String(decoding: bytes, as: UTF8.self)
        var expected = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if expected.last == "" { expected.removeLast() }
        let limit = 100_000
        #expect(
            try lines(bytes, limit: limit)
                == expected.enumerated().map { "\($0 + 1):\($1.utf8.count > limit ? "too long" : $1)" })
    }

    @Test func `can be given back, so that a whole document is read where lines were looked for`() throws {
        let folder = try TemporaryFolder()
        let text = "{\n  \"id\": \"p1\"\n}\n"
        folder.file("case.json", text)
        var problems = Diagnostics()
        guard var stream = LineStream(folder.path + "/case.json", limit: 100, into: &problems) else {
            throw CannotBeRead()
        }
        let first = try #require(stream.next(into: &problems)?.bytes)
        let all = try #require(stream.rest(after: first + [0x0A], into: &problems))
        #expect(String(decoding: all, as: UTF8.self) == text)
        #expect(stream.next(into: &problems) == nil)
        #expect(problems.all.isEmpty)
    }

    @Test func `that are left and too many are refused, with the limit in the message`() throws {
        let folder = try TemporaryFolder()
        folder.file("case.json", String(repeating: "[\n", count: 400_000))
        var problems = Diagnostics()
        guard var stream = LineStream(folder.path + "/case.json", limit: 2048, into: &problems) else {
            throw CannotBeRead()
        }
        #expect(stream.rest(after: [], into: &problems) == nil)
        #expect(problems.all.map(\.id) == ["file.too-large"])
        #expect(problems.all.first?.message.contains("2 KiB") == true)
    }

    @Test func `of what is no file are refused before anything is read`() throws {
        let folder = try TemporaryFolder()
        folder.pipe("pipe")
        for (path, id) in [("", "file.folder"), ("/none", "file.missing"), ("/pipe", "file.special")] {
            var problems = Diagnostics()
            let isOpen = LineStream(folder.path + path, limit: 100, into: &problems) != nil
            #expect(!isOpen)
            #expect(problems.all.map(\.id) == [id])
        }
    }
}
