import Testing

@testable import WaymarkDocuments

@Suite struct `A line of a file on a terminal` {
    /// The line and its marks, in which « and » stand around the marked bytes.
    private func shown(_ marked: String, width: Int = 100) -> (line: String, marks: String) {
        let text = MarkedText(marked)
        let range = text.ranges.first ?? 0..<0
        return SourceLine(text.bytes, 0..<text.bytes.count, focus: range.lowerBound)
            .shown(from: range.lowerBound, to: range.upperBound, mark: "^", width: width)
    }

    @Test(arguments: [
        ("«a»bc", "abc", "^"), ("a«b»c", "abc", " ^"), ("a«bc»", "abc", " ^^"), ("abc«»", "abc", "   ^"),
        ("a«»bc", "abc", " ^"), ("", "", "^"),
        // A tab is four columns, wherever it stands.
        ("\t«a»", "    a", "    ^"), ("a«\t»b", "a    b", " ^^^^"), ("\t\t«\t»", "            ", "        ^^^^"),
        // Wide letters take two columns, accents that stand behind their letter none.
        ("日«本»語", "日本語", "  ^^"), ("e\u{301}«x»", "e\u{301}x", " ^"), ("«e\u{301}»x", "e\u{301}x", "^"),
        ("한«글»", "한글", "  ^^"), ("ｆ«u»", "ｆu", "  ^"), ("😀«x»", "😀x", "  ^"),
        ("ß«ü»", "ßü", " ^"), ("ж«x»", "жx", " ^"),
        // A family is one picture of two columns, however many people are joined in it.
        ("👩\u{200D}👧«x»", "👩\u{200D}👧x", "  ^"),
        // What acts on a terminal is shown as a mark of one column.
        ("\u{1B}«[»", "\u{FFFD}[", " ^"), ("\u{202E}«x»", "\u{FFFD}x", " ^"), ("\u{2028}«x»", "\u{FFFD}x", " ^"),
        ("\u{FEFF}«a»", "a", "^"),
        // Nor does it behind a sign that joins letters.
        ("a\u{200D}\u{1B}«x»", "a\u{200D}\u{FFFD}x", " ^"), ("a\u{200D}\u{202E}«x»", "a\u{200D}\u{FFFD}x", " ^"),
    ])
    func `has its marks below what they are about`(_ marked: String, _ line: String, _ marks: String) {
        let result = shown(marked)
        #expect(result.line == line)
        #expect(result.marks == marks)
    }

    @Test func `with bytes that are no UTF-8 shows one mark for each`() {
        let bytes: [UInt8] = [0x61, 0xFF, 0xC3, 0x62]
        let result = SourceLine(bytes, 0..<4, focus: 3).shown(from: 3, to: 4, mark: "^", width: 80)
        #expect(result.line == "a\u{FFFD}\u{FFFD}b" && result.marks == "   ^")
    }

    @Test(arguments: ["x", "日", "\t", "e\u{301}"])
    func `that is too long is cut, the marks still below their place`(_ filling: String) {
        let many = String(repeating: filling, count: 3000)
        for (before, after) in [(many, ""), ("", many), (many, many), (filling, many), (many, filling)] {
            let result = shown(before + "«HERE»" + after, width: 60)
            let unmarked = result.line.unicodeScalars.reduce(into: [Unicode.Scalar]()) { $0.append($1) }
            let place = result.marks.count { $0 == " " }
            // Columns before the word are the blanks before the marks.
            let word = result.line.firstRange(of: "HERE").map { result.line[..<$0.lowerBound] } ?? ""
            #expect(word.unicodeScalars.reduce(0) { $0 + $1.columns } == place)
            #expect(result.marks.hasSuffix("^^^^") && result.marks.count == place + 4)
            #expect(unmarked.reduce(0) { $0 + $1.columns } <= 62)
            #expect(result.line.hasPrefix("…") == (before == many) && result.line.hasSuffix("…") == (after == many))
        }
    }

    @Test func `whose place is longer than the screen is marked as far as it is shown`() {
        let result = shown("a: «" + String(repeating: "x", count: 500) + "»", width: 40)
        #expect(result.line.count <= 42)
        #expect(result.marks.count <= result.line.count)
        #expect(result.marks.contains("^^^^"))
    }

    @Test(arguments: 0..<20)
    func `has at least one mark, none behind its end, whatever stands in it`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let pieces = [
            "a", " ", "\t", "é", "日本", "e\u{301}", "👩\u{200D}👧", "\u{200D}", "\u{1B}", "\u{202E}", "\u{FEFF}",
            "🏳\u{FE0F}", "한",
        ]
        for _ in 0..<200 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...80, using: &random) {
                bytes += Array((pieces.randomElement(using: &random) ?? "").utf8)
                if random.chance(3) { bytes.append(0xE2) }
            }
            let start = Int.random(in: 0...bytes.count, using: &random)
            let stop = Int.random(in: start...bytes.count, using: &random)
            let width = Int.random(in: 20...100, using: &random)
            let result = SourceLine(bytes, 0..<bytes.count, focus: start)
                .shown(from: start, to: stop, mark: "-", width: width)
            let columns = result.line.unicodeScalars.reduce(0) { $0 + $1.columns }
            #expect(result.marks.hasSuffix("-"), "seed \(seed)")
            #expect(result.marks.count <= columns + 1 || result.line.contains("\u{200D}"), "seed \(seed)")
            #expect(result.marks.drop { $0 == " " }.allSatisfy { $0 == "-" }, "seed \(seed)")
            #expect(!result.line.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\t" })
        }
    }
}

@Suite struct `A place in a file` {
    private func location(_ marked: String) -> String {
        let text = MarkedText(marked)
        let file = SourceFile(path: "a.yaml", bytes: text.bytes)
        let place = file.location(at: UInt32(text.ranges[0].lowerBound))
        return "\(place.line):\(place.column)"
    }

    @Test(arguments: [
        ("«a»", "1:1"), ("ab«c»", "1:3"), ("a\n«b»", "2:1"), ("a\r\nb«c»", "2:2"), ("a\n\n\n«»", "4:1"),
        ("é«a»", "1:2"),
        ("日本«a»", "1:3"), ("😀«a»", "1:2"), ("\t«a»", "1:2"), ("\u{FEFF}«a»", "1:1"), ("\u{FEFF}a\n«b»", "2:1"),
        ("a\n\u{FEFF}«b»", "2:2"), ("e\u{301}«a»", "1:3"),
    ])
    func `is a line and a character of it, both from one`(_ marked: String, _ expected: String) {
        #expect(location(marked) == expected)
    }

    @Test func `past the end is the end`() {
        let file = SourceFile(path: "a.yaml", bytes: Array("ab\ncd".utf8))
        #expect(file.location(at: 999) == WaymarkDocuments.SourceLocation(path: "a.yaml", line: 2, column: 3))
        #expect(SourceFile(path: "a.yaml", bytes: []).location(at: 0).line == 1)
    }

    @Test func `lines are told without their ends`() {
        let file = SourceFile(path: "a.yaml", bytes: Array("one\r\ntwo\n\nfour".utf8))
        #expect((0...5).map(file.text(ofLine:)) == ["", "one", "two", "", "four", ""])
        #expect(file.lineStarts == [0, 5, 9, 10])
    }

    @Test(arguments: 0..<5)
    func `agrees with counting line ends one by one`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let text = (0..<400).map { _ in ["a", "é", "\n", "\r\n", "日", "😀"].randomElement(using: &random)! }.joined()
        let bytes = Array(text.utf8)
        let file = SourceFile(path: "f", bytes: bytes)
        for offset in bytes.indices where bytes[offset] & 0xC0 != 0x80 {
            let before = bytes[..<offset]
            let line = before.count { $0 == 0x0A } + 1
            let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            let column = String(decoding: bytes[start..<offset], as: UTF8.self).unicodeScalars.count + 1
            #expect(
                file.location(at: UInt32(offset))
                    == WaymarkDocuments.SourceLocation(path: "f", line: line, column: column))
        }
    }
}
