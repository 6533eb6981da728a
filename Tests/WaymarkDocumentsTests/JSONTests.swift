import Testing

@testable import WaymarkDocuments

/// One JSON document read from a text in the test.
private struct ReadJSON {
    var value: JSONValue?
    var diagnostics = Diagnostics()
    var sources = SourceSet()

    init(bytes: [UInt8]) {
        let file = sources.add(SourceFile(path: "test.json", bytes: bytes))
        value = JSONReader.read(file, of: sources, into: &diagnostics)
    }

    init(_ text: String) { self.init(bytes: Array(text.utf8)) }

    var written: String? {
        guard let value else { return nil }
        var writer = JSONWriter()
        write(value, to: &writer)
        return writer.text
    }

    private func write(_ value: JSONValue, to writer: inout JSONWriter) {
        switch value.kind {
        case .null: writer.null()
        case .bool(let bool): writer.bool(bool)
        case .integer(let number): writer.integer(number)
        case .number(let text): writer.raw(text)
        case .string(let text): writer.string(text)
        case .array(let items): writer.array(of: items) { write($1, to: &$0) }
        case .object(let entries):
            writer.object { writer in
                for entry in entries {
                    writer.key(entry.key)
                    write(entry.value, to: &writer)
                }
            }
        }
    }
}

@Suite struct `JSON becomes a tree with places` {
    @Test(arguments: [
        "{}", "[]", "null", "true", "-12", "\"\"", "[[],{},[{}]]", "{\"a\":{\"b\":[1,2,{\"c\":null}]},\"d\":false}",
        "9223372036854775807", "-9223372036854775808", "1.5", "1E2", "9223372036854775808",
        "123456789012345678901234567890", "0",
        "\"é\\\"\\\\\\n😀\"",
    ])
    func `written again it is the same`(text: String) {
        #expect(ReadJSON(text).written == text)
        #expect(ReadJSON(" \r\n\t" + text + " \n").written == text)
        #expect(ReadJSON("\u{FEFF}" + text).written == text)
    }

    @Test func `whole numbers that fit are integers, others keep their spelling`() {
        func kind(_ text: String) -> JSONValue.Kind? { ReadJSON(text).value?.kind }
        if case .integer(let n)? = kind("-0") { #expect(n == 0) } else { Issue.record("no integer") }
        for text in ["1.0", "1e2", "18446744073709551616", "-9223372036854775809"] {
            if case .number(let spelling)? = kind(text) { #expect(spelling == text) } else { Issue.record("\(text)") }
        }
    }

    @Test func `spans are exactly the text of each value and key`() {
        let read = ReadJSON("\u{FEFF} { \"é\\\"\" : [ 1 , \"x\" ] , \"b\":  {  } ,\"c\": 12.50 }\n")
        let entries = read.value?.entries ?? []
        #expect(entries.map { read.sources.text(of: $0.keySpan) } == ["\"é\\\"\"", "\"b\"", "\"c\""])
        #expect(entries.map { read.sources.text(of: $0.value.span) } == ["[ 1 , \"x\" ]", "{  }", "12.50"])
        #expect(entries.first?.value.items?.map { read.sources.text(of: $0.span) } == ["1", "\"x\""])
        #expect(read.value.map { read.sources.location(of: $0.span).column } == 2)
    }

    @Test func `escapes are resolved`() {
        #expect(ReadJSON(#""\u00e9\ud83d\ude00\/\b\f\t""#).value?.text == "é😀/\u{8}\u{C}\t")
    }

    @Test func `one line of a stream knows its place in the file`() {
        var sources = SourceSet()
        let text = "{\"id\": 1}\n{\"id\": 1, \"id\": 2}\n{oops}\n"
        let file = sources.add(SourceFile(path: "cases.ndjson", bytes: Array(text.utf8)))
        var diagnostics = Diagnostics()
        #expect(JSONReader.read(0..<9, of: file, of: sources, into: &diagnostics) != nil)
        #expect(diagnostics.all.isEmpty)
        #expect(JSONReader.read(10..<28, of: file, of: sources, into: &diagnostics)?.entries?.count == 1)
        #expect(JSONReader.read(29..<35, of: file, of: sources, into: &diagnostics) == nil)
        let places = diagnostics.inOrder.compactMap(\.span).map { sources.location(of: $0) }
        #expect(places.map(\.line) == [2, 3])
        #expect(places.map(\.column) == [11, 2])
    }
}

@Suite struct `Wrong JSON is said in plain words` {
    private static let mistakes = [
        Mistake("nothing", " \n«»", "json.empty"),
        Mistake("text behind", "{} «x»", "json.trailing"),
        Mistake("a second document", "{}\n«{»}", "json.trailing"),
        Mistake(
            "too deep", String(repeating: "[", count: 64) + "«[»]" + String(repeating: "]", count: 64), "json.too-deep"),
        Mistake("no end of an object", "«{»\"a\": 1", "json.syntax", "object is not closed"),
        Mistake("no end of an array", "{\"a\": «[»1", "json.syntax", "array is not closed"),
        Mistake("no end of a text", "[«\"»a]", "json.syntax", "not closed"),
        Mistake("a line end in a text", "[«\"a»\n\"]", "json.syntax", "\\n"),
        Mistake("a comma at the end", "[1, «]»", "json.syntax", "remove the comma"),
        Mistake("a comma at the end of an object", "{\"a\": 1, «}»", "json.syntax", "remove the comma"),
        Mistake("two commas", "[1,«,»2]", "json.syntax", "nothing before this comma"),
        Mistake("a comma missing", "{\"a\": 1 «\"»b\": 2}", "json.syntax", "comma or `}` is missing", "it begins here"),
        Mistake("a colon missing", "{\"a\" «1»}", "json.syntax", "colon is missing"),
        Mistake("a value missing", "{\"a\": «}»", "json.syntax", "value is missing"),
        Mistake("a key without quotes", "{«a»: 1}", "json.syntax", "double quotes"),
        Mistake("single quotes", "[«'a'»]", "json.syntax", "double quotes"),
        Mistake("Python's words", "[«True»]", "json.syntax", "write true"),
        Mistake("none", "[«None»]", "json.syntax", "write null"),
        Mistake("a comment", "[1, «//»\n2]", "json.syntax", "no comments"),
        Mistake("a bare date", "[«2026-01-02»]", "json.syntax", "not a number"),
        Mistake("a leading zero", "[«012»]", "json.syntax", "not a number"),
        Mistake("half a fraction", "[«1.»]", "json.syntax", "not a number"),
        Mistake("an unknown escape", "[\"«\\d»\"]", "json.syntax", #"\\"#),
        Mistake("half a character", "[\"«\\ud83d»\"]", "json.syntax", "half of a character"),
        Mistake("a short escape", "[\"«\\u12\"»]", "json.syntax", "four hexadecimal digits"),
    ]

    @Test(arguments: mistakes)
    fileprivate func `with its place`(mistake: Mistake) {
        let text = MarkedText(mistake.text)
        let read = ReadJSON(bytes: text.bytes)
        #expect(read.value == nil)
        #expect(read.diagnostics.all.map(\.id) == [mistake.words[0]])
        let rendered = DiagnosticRenderer(sources: read.sources).text(read.diagnostics)
        let places = read.diagnostics.all.compactMap(\.span).map { Int($0.start)..<Int($0.end) }
        #expect(places.first?.lowerBound == text.ranges.first?.lowerBound, "\(rendered)")
        for word in mistake.words.dropFirst() { #expect(rendered.contains(word), "\(rendered)") }
    }

    @Test func `64 deep is read`() {
        #expect(ReadJSON(String(repeating: "[", count: 64) + String(repeating: "]", count: 64)).value != nil)
        #expect(ReadJSON(String(repeating: "[", count: 100_000)).diagnostics.all.map(\.id) == ["json.too-deep"])
        #expect(ReadJSON(String(repeating: "{\"a\":", count: 100_000)).diagnostics.all.map(\.id) == ["json.too-deep"])
    }

    @Test func `a key that stands twice, with both places`() {
        let read = ReadJSON("{\"a\": 1, \"b\": {\"\\u0063\": 1, \"c\": 2}, \"a\": 3}")
        #expect(read.diagnostics.inOrder.map(\.id) == ["json.duplicate-key", "json.duplicate-key"])
        #expect(read.diagnostics.inOrder.compactMap { $0.span?.start } == [28, 37])
        #expect(read.written == "{\"a\":1,\"b\":{\"c\":1}}")
    }

    @Test func `bytes that are not UTF-8`() {
        for bytes: [UInt8] in [[0x22, 0xE9, 0x22], [0xFF, 0xFE, 0x22, 0], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
            #expect(ReadJSON(bytes: bytes).diagnostics.all.map(\.id) == ["json.not-utf8"])
        }
    }

    @Test(arguments: 0..<10)
    func `mutated documents: what is refused is explained, what is read is valid`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let start = Array(
            #"{"id": "p1", "date": "2022-11-12", "facts": {"age": 23, "set": ["a", "b"], "x": -1.5e+3, "y": null, "é\u00e9": [true, false, {}]}}"#
                .utf8)
        let alphabet = Array("{}[]\",:\\ua019.-+eE tfn/\n\t\u{1}é".utf8) + [0xFF, 0xC3]
        for _ in 0..<400 {
            var bytes = start
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<3, using: &random) {
                case 0: bytes.insert(alphabet.randomElement(using: &random)!, at: place)
                case 1: bytes.remove(at: place)
                default: bytes[place] = alphabet.randomElement(using: &random)!
                }
            }
            let read = ReadJSON(bytes: bytes)
            let problem = bytes.withUnsafeBufferPointer { JSONProblem.first(in: $0, depthLimit: 64) }
            let isExplained = problem.message != "this is not valid JSON"
            #expect((read.value == nil) == isExplained, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
            if let written = read.written { #expect(ReadJSON(written).written == written) }
        }
    }
}

@Suite struct `JSON is written byte for byte the same` {
    @Test func `compact`() {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("b", "x\"\\\n\u{1}\u{1F}é/")
            writer.field("a", -5)
            writer.field("list", ["p", "q"])
            writer.field("nothing", nil as String?)
            writer.field("empty", [] as [String])
            writer.key("object")
            writer.object { $0.field("yes", true) }
            writer.key("mixed")
            writer.array { writer in
                writer.null()
                writer.integer(7)
                writer.array(of: [1, 2]) { $0.integer($1) }
            }
        }
        #expect(
            writer.text
                == #"{"b":"x\"\\\n\u0001\u001fé/","a":-5,"list":["p","q"],"nothing":null,"empty":[],"object":{"yes":true},"mixed":[null,7,[1,2]]}"#
        )
    }

    @Test func `indented`() {
        var writer = JSONWriter(indented: true)
        writer.object { writer in
            writer.field("a", 1)
            writer.key("b")
            writer.array { $0.object { $0.field("c", "d") } }
            writer.key("e")
            writer.object { _ in }
        }
        #expect(writer.text == "{\n  \"a\": 1,\n  \"b\": [\n    {\n      \"c\": \"d\"\n    }\n  ],\n  \"e\": {}\n}")
    }

    @Test func `one document on each line`() {
        var writer = JSONWriter()
        for n in 0..<3 {
            writer.object { $0.field("n", n) }
            writer.newline()
        }
        #expect(writer.text == "{\"n\":0}\n{\"n\":1}\n{\"n\":2}\n")
        writer.removeAll()
        writer.string("x")
        #expect(writer.text == "\"x\"")
    }
}
