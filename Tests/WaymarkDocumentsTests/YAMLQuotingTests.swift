import Testing

@testable import WaymarkDocuments

@Suite struct `A text written as YAML` {
    private static let pieces = [
        "a", "yes", "12", "-", " ", "  ", ":", ": ", "#", " #", ",", "[", "]", "{", "}", "'", "\"", "\\", "|", ">", "@",
        "`", "%", "&", "*", "!", "?", "? ", "<<", "~", "...", "---", "\n", "\t", "\r", "\u{7}", "\u{85}", "\u{2028}",
        "\u{FEFF}", "\u{A0}", "é", "日", "😀", "=", "0x1F",
    ]

    private static func random(_ seed: UInt64) -> [String] {
        var random = SeededGenerator(seed: seed)
        return (0..<150).map { _ in
            (0..<Int.random(in: 0...5, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
        }
    }

    @Test(arguments: 0..<20)
    func `is read back as itself, as a value and as a key, in a block and in brackets`(seed: UInt64) {
        for text in Self.random(seed) {
            let shown = text.debugDescription
            let value = YAMLQuoting.value(text, in: .block)
            #expect(ReadText("k: \(value)\n").tree == ["k": .text(text)], "\(shown): \(value)")
            #expect(ReadText("- \(value)\n").tree == [.text(text)], "\(shown): \(value)")
            let inside = YAMLQuoting.value(text, in: .flow)
            #expect(ReadText("k: [\(inside), z]\n").tree == ["k": [.text(text), "z"]], "\(shown): \(inside)")
            #expect(ReadText("k: {v: \(inside)}\n").tree == ["k": ["v": .text(text)]], "\(shown): \(inside)")
            let key = YAMLQuoting.key(text, in: .block)
            #expect(ReadText("\(key): v\n").tree == .mapping([.init(key: text, value: "v")]), "\(shown): \(key)")
            let innerKey = YAMLQuoting.key(text, in: .flow)
            #expect(
                ReadText("{\(innerKey): v}\n").tree == .mapping([.init(key: text, value: "v")]), "\(shown): \(innerKey)"
            )
            let double = YAMLQuoting.doubleQuoted(text)
            #expect(ReadText("k: \(double)\n").tree == ["k": .text(text)], "\(shown): \(double)")
            if let single = YAMLQuoting.singleQuoted(text) {
                #expect(ReadText("k: \(single)\n").tree == ["k": .text(text)], "\(shown): \(single)")
            }
            for spelling in [value, inside, key, innerKey, double] { #expect(!spelling.contains("\n"), "\(shown)") }
        }
    }

    @Test(arguments: [
        "under 18", "it's", "a#b", "2026-04-01", "0121 496 0000", "x:y", "-5", "A. B. (c/d)",
        "£5, or less", "yes", "https://example.org/a?b=c", "é",
    ])
    func `needs no quotes where people would write none`(_ text: String) {
        #expect(YAMLQuoting.value(text, in: .block) == text)
    }

    @Test(arguments: [
        ("", "\"\""), ("a: b", "\"a: b\""), ("a #b", "\"a #b\""), ("[a", "\"[a\""), ("- a", "\"- a\""),
        (" a", "\" a\""),
        ("a ", "\"a \""), ("a:", "\"a:\""), ("a\nb", "\"a\\nb\""), ("\u{7}", "\"\\u0007\""), ("*a", "\"*a\""),
        ("say \"x\": y", "\"say \\\"x\\\": y\""), ("\\: ", "\"\\\\: \""),
    ])
    func `is quoted where it would be read as something else`(_ text: String, _ expected: String) {
        #expect(YAMLQuoting.value(text, in: .block) == expected)
    }

    @Test func `is quoted in brackets for commas and brackets, not outside`() {
        for text in ["a, b", "a]b", "a}b", "a[b"] {
            #expect(YAMLQuoting.value(text, in: .block) == text)
            #expect(YAMLQuoting.value(text, in: .flow) == "\"\(text)\"")
        }
    }

    @Test(arguments: 0..<10)
    func `as a whole tree is read back, in a block and on one line`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<60 {
            let tree = RandomDocument.tree(depth: 0, &random)
            let value = Self.value(tree)
            // One text alone would stand as the whole file.
            let block = YAMLValue.block(.init("k", value), indentation: 0).joined(separator: "\n") + "\n"
            #expect(ReadText(block).tree == ["k": tree], "seed \(seed)\n\(block)")
            let flow = "k: " + value.flow() + "\n"
            #expect(ReadText(flow).tree == ["k": tree], "seed \(seed)\n\(flow)")
        }
    }

    private static func value(_ tree: Tree) -> YAMLValue {
        switch tree {
        case .text(let text): .text(text)
        case .mapping(let pairs): .mapping(pairs.map { .init($0.key, value($0.value)) })
        case .list(let items): .list(items.map(value))
        }
    }
}

@Suite struct `An edit of a file` {
    @Test(arguments: 0..<20)
    func `to one text changes nothing outside that text's place`(block: UInt64) {
        for seed in block * 25..<(block + 1) * 25 {
            let document = RandomDocument(seed: seed)
            let read = ReadText(document.text)
            guard let root = read.root, let text = Self.texts(root).randomElement(seed) else { continue }
            let bytes = read.sources.files[0].bytes
            guard let edit = YAMLEditor(read.sources.files[0], root: root).replaceText(of: text, with: "other") else {
                Issue.record("seed \(seed): no edit")
                continue
            }
            let result = edit.applied(to: bytes)
            #expect(result.starts(with: bytes[..<edit.range.lowerBound]), "seed \(seed)")
            #expect(
                result.suffix(bytes.count - edit.range.upperBound) == bytes[edit.range.upperBound...], "seed \(seed)")
            // A text of several lines may take its whole lines, one in a line only its own place.
            let isBlock =
                switch text.kind {
                case .scalar(_, .literal), .scalar(_, .folded): true
                default: false
                }
            if !isBlock {
                #expect(
                    edit.range.lowerBound >= Int(text.span.start) && edit.range.upperBound <= Int(text.span.end),
                    "seed \(seed)")
            }
            #expect(ReadText(bytes: result).ids.isEmpty, "seed \(seed)")
        }
    }

    @Test func `to what stands there already changes no byte`() {
        let text = "a: plain # c\nb: 'single'\nc: \"double\"\n"
        let read = ReadText(text)
        guard let root = read.root else { return #expect(Bool(false)) }
        for (key, value) in [("a", "plain"), ("b", "single"), ("c", "double")] {
            let edit = root[key].flatMap {
                YAMLEditor(read.sources.files[0], root: root).replaceText(of: $0, with: value)
            }
            #expect(edit.map { $0.applied(to: Array(text.utf8)) } == Array(text.utf8), "\(key)")
        }
    }

    @Test(arguments: 0..<10)
    func `may be one of many, in whatever order they are given`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let bytes = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
        for _ in 0..<50 {
            // Cuts in rising order, and between every two of them what replaces the bytes there, or nothing.
            let cuts = Set((0..<10).map { _ in Int.random(in: 0...bytes.count, using: &random) }).sorted()
            var edits: [TextEdit] = []
            var expected: [UInt8] = Array(bytes[..<cuts[0]])
            for (from, to) in zip(cuts, cuts.dropFirst()) {
                if random.chance(50) {
                    let new = ["", "X", "YZ", "é"].randomElement(using: &random) ?? ""
                    edits.append(TextEdit(from..<to, new))
                    expected += Array(new.utf8)
                } else {
                    expected += bytes[from..<to]
                }
            }
            expected += bytes[(cuts.last ?? 0)...]
            #expect(TextEdit.apply(edits.shuffled(using: &random), to: bytes) == expected, "seed \(seed)")
        }
    }

    @Test func `that reaches past the end or into another is refused as a whole`() {
        let bytes = Array("abcdef".utf8)
        #expect(TextEdit.apply([TextEdit(0..<1, "x"), TextEdit(6..<7, "y")], to: bytes) == nil)
        #expect(TextEdit.apply([TextEdit(0..<3, "x"), TextEdit(2..<2, "y")], to: bytes) == nil)
        #expect(TextEdit(4..<9, "x").applied(to: bytes) == bytes)
        #expect(TextEdit.apply([TextEdit(2..<2, "x"), TextEdit(2..<2, "y")], to: bytes) == Array("abxycdef".utf8))
    }

    /// Every text of a tree.
    private static func texts(_ node: Node) -> [Node] {
        if node.text != nil { return [node] }
        return (node.entries?.map(\.value) ?? node.items ?? []).flatMap(texts)
    }
}

extension Array {
    /// One element, chosen by a number.
    fileprivate func randomElement(_ seed: UInt64) -> Element? {
        isEmpty ? nil : self[Int(seed % UInt64(count))]
    }
}
