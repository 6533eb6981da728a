import Testing

@testable import WaymarkDocuments

/// A JSON value without places, and the many ways to write it.
private indirect enum Plain: Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(String)
    case string(String)
    case array([Plain])
    case object([String], [Plain])

    init(_ value: JSONValue) {
        switch value.kind {
        case .null: self = .null
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .integer(value)
        case .number(let text): self = .number(text)
        case .string(let text): self = .string(text)
        case .array(let items): self = .array(items.map(Plain.init))
        case .object(let entries): self = .object(entries.map(\.key), entries.map { Plain($0.value) })
        }
    }

    private static let texts = [
        "", "a", "age_years", "é", "日本", "😀", "a\"b", "back\\slash", "/", "line\nend", "tab\t", "\u{0}", "\u{1F}",
        "\u{7F}", "\u{2028}", "\u{FEFF}", "\r\n", "{", "null", "12", "<script>", "e\u{301}", "\u{FFFD}",
    ]

    static func random(depth: Int, _ random: inout SeededGenerator) -> Plain {
        let text = { (random: inout SeededGenerator) in texts.randomElement(using: &random) ?? "" }
        if depth > 5 || random.chance(55) {
            switch Int.random(in: 0..<6, using: &random) {
            case 0: return .null
            case 1: return .bool(random.chance(50))
            case 2: return .integer(Int.random(in: -100...100, using: &random))
            case 3: return .integer([Int.min, .max, 0, -1, 4_294_967_296].randomElement(using: &random) ?? 0)
            case 4:
                return .number(
                    ["1.5", "-0.0", "1e300", "2E-7", "9223372036854775808"].randomElement(using: &random) ?? "1.5")
            default: return .string(text(&random))
            }
        }
        let count = Int.random(in: 0...6, using: &random)
        if random.chance(50) { return .array((0..<count).map { _ in .random(depth: depth + 1, &random) }) }
        var keys: [String] = []
        for _ in 0..<count {
            let key = text(&random) + (random.chance(50) ? "_\(keys.count)" : "")
            if !keys.contains(key) { keys.append(key) }
        }
        return .object(keys, keys.map { _ in .random(depth: depth + 1, &random) })
    }

    /// Written by the writer.
    func write(to writer: inout JSONWriter) {
        switch self {
        case .null: writer.null()
        case .bool(let value): writer.bool(value)
        case .integer(let value): writer.integer(value)
        case .number(let text): writer.raw(text)
        case .string(let text): writer.string(text)
        case .array(let items): writer.array(of: items) { $1.write(to: &$0) }
        case .object(let keys, let values):
            writer.object { writer in
                for (key, value) in zip(keys, values) {
                    writer.key(key)
                    value.write(to: &writer)
                }
            }
        }
    }

    /// Written as somebody else's program might: blanks anywhere, letters as escapes.
    func loose(_ random: inout SeededGenerator) -> String {
        func gap(_ random: inout SeededGenerator) -> String {
            random.chance(70) ? "" : [" ", "\n", "\t", "\r\n", "   "].randomElement(using: &random) ?? ""
        }
        func quoted(_ text: String, _ random: inout SeededGenerator) -> String {
            var result = "\""
            for unit in text.utf16 {
                let isPlain = unit >= 0x20 && unit < 0x7F && unit != 0x22 && unit != 0x5C
                if isPlain && random.chance(80) {
                    result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
                } else {
                    let digits = String(unit, radix: 16, uppercase: random.chance(50))
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
            return result + "\""
        }
        var text = gap(&random)
        switch self {
        case .null: text += "null"
        case .bool(let value): text += value ? "true" : "false"
        case .integer(let value): text += "\(value)"
        case .number(let number): text += number
        case .string(let string): text += quoted(string, &random)
        case .array(let items):
            text += "[" + items.map { $0.loose(&random) }.joined(separator: ",") + gap(&random) + "]"
        case .object(let keys, let values):
            let entries = zip(keys, values).map { key, value in
                gap(&random) + quoted(key, &random) + gap(&random) + ":" + value.loose(&random)
            }
            text += "{" + entries.joined(separator: ",") + gap(&random) + "}"
        }
        return text + gap(&random)
    }
}

@Suite struct `Random JSON` {
    private func read(_ text: String) -> (value: Plain?, problems: [String], spans: SourceSet, root: JSONValue?) {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "t.json", bytes: Array(text.utf8)))
        var problems = Diagnostics()
        let root = JSONReader.read(file, of: sources, into: &problems)
        return (root.map(Plain.init), problems.all.map(\.message), sources, root)
    }

    @Test(arguments: 0..<20)
    func `is read as it was written, on one line or indented`(block: UInt64) {
        for seed in block * 20..<(block + 1) * 20 {
            var random = SeededGenerator(seed: seed)
            let value = Plain.random(depth: 0, &random)
            for isIndented in [false, true] {
                var writer = JSONWriter(indented: isIndented)
                value.write(to: &writer)
                #expect(read(writer.text).value == value, "seed \(seed): \(writer.text)")
                #expect(isIndented || !writer.text.contains("\n"), "one line stays one line: seed \(seed)")
            }
        }
    }

    @Test(arguments: 0..<20)
    func `is read whatever blanks and escapes somebody else's program writes`(block: UInt64) {
        for seed in block * 20..<(block + 1) * 20 {
            var random = SeededGenerator(seed: seed)
            let value = Plain.random(depth: 0, &random)
            let text = value.loose(&random)
            let result = read(text)
            #expect(result.value == value, "seed \(seed): \(text)\n\(result.problems)")
            if let root = result.root { expectPlaces(root, in: result.spans, seed: seed) }
        }
    }

    /// The text of each value, read alone, is the value.
    private func expectPlaces(_ value: JSONValue, in sources: SourceSet, seed: UInt64) {
        let text = sources.text(of: value.span)
        #expect(read(text).value == Plain(value), "seed \(seed): \(text)")
        #expect(text.first.map { !$0.isWhitespace } == true && text.last.map { !$0.isWhitespace } == true)
        for item in value.items ?? [] { expectPlaces(item, in: sources, seed: seed) }
        for entry in value.entries ?? [] {
            #expect(read(sources.text(of: entry.keySpan)).value == .string(entry.key), "seed \(seed)")
            expectPlaces(entry.value, in: sources, seed: seed)
        }
    }

    @Test func `has its keys in their order, and many of them are told apart`() {
        for count in [15, 16, 17, 500] {
            let keys = (0..<count).map { "key_\($0)" }
            let text = "{" + keys.map { "\"\($0)\":1" }.joined(separator: ",") + "}"
            #expect(read(text).root?.entries?.map(\.key) == keys)
            let twice = "{" + (keys + ["key_3"]).map { "\"\($0)\":1" }.joined(separator: ",") + "}"
            #expect(read(twice).problems.count == 1)
            #expect(read(twice).root?.entries?.count == count)
        }
    }
}
