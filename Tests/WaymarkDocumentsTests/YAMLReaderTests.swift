import Testing
import WaymarkDocuments

@Suite struct `YAML becomes a tree with places` {
    @Test func `mappings, lists and texts in all their spellings`() {
        let read = ReadText(
            """
            facts:
              age_years: # a comment
                label: "Age\\tin years"
                values: {a: b, c: [d, 'e''f'], }
                list:
                - a
                - b: c
                  d: |
                    text
                     more

                - [x: 1, y]
            last: >-
              foo
              bar
            """)
        #expect(read.ids.isEmpty)
        #expect(
            read.tree == [
                "facts": [
                    "age_years": [
                        "label": "Age\tin years", "values": ["a": "b", "c": ["d", "e'f"]],
                        "list": ["a", ["b": "c", "d": "text\n more\n"], [["x": "1"], "y"]],
                    ]
                ], "last": "foo bar",
            ])
    }

    @Test func `YAML's guesses at types are not made`() {
        let read = ReadText("[no, NO, Norway, 012, 1e3, ~, null, 2024-01-01, yes, .inf, 0x1F, 1_000]")
        #expect(
            read.tree
                == ["no", "NO", "Norway", "012", "1e3", "~", "null", "2024-01-01", "yes", ".inf", "0x1F", "1_000"])
    }

    @Test func `each node's span is exactly its own text`() {
        let read = ReadText(
            """
            a: word   # comment

            b: "quoted"
            c: [1, 2]  # comment
            d:
              e: x
              f: y

            # about g
            g: |
              one
              two


            # about h
            h: |+
              keep

            i:
              - p
              - q   # last

            """)
        let root = read.root
        #expect(read.text(root?["a"]) == "word")
        #expect(read.text(root?["b"]) == "\"quoted\"")
        #expect(read.text(root?["c"]) == "[1, 2]")
        #expect(read.text(root?["d"]) == "e: x\n  f: y")
        #expect(read.text(root?["g"]) == "|\n  one\n  two")
        #expect(read.text(root?["h"]) == "|+\n  keep\n")
        #expect(read.text(root?["i"]) == "- p\n  - q")
        #expect(root?.entries?.map { read.sources.text(of: $0.keySpan) } == ["a", "b", "c", "d", "g", "h", "i"])
    }

    @Test(arguments: ["", "\u{FEFF}"])
    func `places count bytes, whatever stands before them`(mark: String) {
        let read = ReadText(mark + "é: ä\r\nemoji: \"👩‍👧 ß\" # ü\r\nlast: [ж, z]\r\n")
        #expect(read.tree == ["é": "ä", "emoji": "👩‍👧 ß", "last": ["ж", "z"]])
        #expect(read.text(read.root?["é"]) == "ä")
        #expect(read.text(read.root?["emoji"]) == "\"👩‍👧 ß\"")
        #expect(read.text(read.root?["last"]) == "[ж, z]")
        #expect(read.text(read.root?["last"]?.items?.last) == "z")
        let location = read.root.flatMap { $0["last"] }.map { read.sources.location(of: $0.span) }
        #expect(location?.line == 3)
        #expect(location?.column == 7)
        #expect(read.root.map { read.sources.location(of: $0.span).column } == 1)
    }

    @Test(arguments: ["", "\n\n", "# only a comment\n", "---\n", "\u{FEFF}", "---\n# nothing\n...\n"])
    func `a file that holds nothing is no error`(text: String) {
        let read = ReadText(text)
        #expect(read.root == nil)
        #expect(read.ids.isEmpty)
    }

    @Test func `one document may be marked`() {
        #expect(ReadText("%YAML 1.1\n---\na: b\n...\n").tree == ["a": "b"])
    }

    @Test func `many keys of one mapping are all found`() {
        let text = (0..<300).map { "key_\($0): \($0)\n" }.joined()
        let read = ReadText(text + "key_17: x\nkey_299: y\n")
        #expect(read.root?.entries?.count == 300)
        #expect(read.ids == ["yaml.duplicate-key", "yaml.duplicate-key"])
    }
}

@Suite struct `YAML that people trip over is refused` {
    @Test func `a key that stands twice, with both places`() {
        expectProblem("yaml.duplicate-key", in: "a: 1\nb: 2\n«a»: 3\n")
        let read = ReadText("a: 1\nb: {c: 1, c: 2}\na: 3\n")
        #expect(read.ids == ["yaml.duplicate-key", "yaml.duplicate-key"])
        #expect(read.diagnostics.inOrder.map { $0.notes.map { Int($0.span.start) } } == [[9], [0]])
        #expect(read.tree == ["a": "1", "b": ["c": "1"]])
    }

    @Test func `tabs that indent a line`() {
        expectProblem("yaml.tab", in: "a:\n«\t»b: 1\n")
        expectProblem("yaml.tab", in: "a:\n  «\t»b: 1\n")
        expectProblem("yaml.tab", in: "a: [x,\n«\t»y]\n")
        expectProblem("yaml.tab", in: "a: {\n«\t»b: 1}\n")
        expectProblem("yaml.tab", in: "a:\n  - b\n«\t»- c\n")
        expectProblem("yaml.tab", in: "a: b\n«\t»# comment\nc: d\n")
    }

    @Test func `a tab behind a dash`() {
        expectProblem("yaml.tab", in: "a:\n  - b\n  -«\t»c: d\n    e: f\n")
    }

    @Test func `tabs elsewhere are harmless`() {
        #expect(
            ReadText("a:\tb\t# c\nd: |\n  x\n  \ty\ne: \"q\n\tr\"\n").tree == ["a": "b", "d": "x\n\ty\n", "e": "q r"])
    }

    @Test func `tags, anchors, aliases and merge keys`() {
        expectProblem("yaml.tag", in: "a: «!!str x»\n")
        expectProblem("yaml.tag", in: "a: «!urgent»\n")
        expectProblem("yaml.tag", in: "a: «! x»\n")
        expectProblem("yaml.tag", in: "a: «!»t [x]\n")
        expectProblem("yaml.tag", in: "a: «!undefined!x» y\n")
        expectProblem("yaml.anchor", in: "a: «&b c»\n")
        expectProblem("yaml.anchor", in: "«&k a»: c\n")
        expectProblems(["yaml.anchor", "yaml.alias"], in: "a: «&b c»\nd: «*b»\n")
        expectProblem("yaml.alias", in: "a: «*important*»\n")
        expectProblem("yaml.anchor", in: "a: «&» co\n")
        expectProblem("yaml.merge-key", in: "a: 1\n«<<»: {b: 2}\n")
        #expect(ReadText("\"<<\": x").tree == ["<<": "x"])
    }

    @Test func `keys that are not plain text`() {
        expectProblem("yaml.key-not-text", in: "«[a, b]»: c\n")
        expectProblem("yaml.key-not-text", in: "? «{a: b}»\n: c\n")
        expectProblem("yaml.key-not-text", in: "? «|\n  long»\n: c\n")
        expectProblem("yaml.key-not-text", in: "«:» c\n")
        expectProblem("yaml.key-not-text", in: "a: {«:» c}\n")
        #expect(ReadText("\"4.2\": x\n'q': y\n? z\n: w").tree == ["4.2": "x", "q": "y", "z": "w"])
    }

    @Test func `values that are missing`() {
        expectProblem("yaml.empty-value", in: "a:«»\nb: c\n")
        expectProblem("yaml.empty-value", in: "a: {b: c, d«»}\n")
        expectProblem("yaml.empty-value", in: "a:\n  -«»\n  - b\n")
        expectProblem("yaml.empty-value", in: "a:\n  b:«»")
        #expect(ReadText("a: #text\n").rendered.contains("is a comment"))
        #expect(ReadText("a:\n\u{A0}\u{A0}b: c\n").rendered.contains("no-break space"))
        expectProblem("yaml.syntax", in: "a: {b«:»c, d: e}\n")
        expectProblems(["yaml.key-not-text", "yaml.empty-value"], in: "a: {«{d«»}»}\n")
        #expect(ReadText("a: \"\"\nb: ''\n").tree == ["a": "", "b": ""])
    }

    @Test func `several documents`() {
        expectProblem("yaml.several-documents", in: "a: b\n«---»\nc: d\n")
    }

    @Test func `characters that nobody sees`() {
        expectProblem("yaml.control-character", in: "a: x«\u{2028}»b: 1\n")
        expectProblem("yaml.control-character", in: "a: x«\u{85}»y\n")
        expectProblem("yaml.control-character", in: "a: x«\u{2029}»y\n")
        expectProblem("yaml.control-character", in: "a: x«\u{0}»y\n")
        expectProblem("yaml.control-character", in: "a: x«\u{7F}»y\n")
        expectProblem("yaml.control-character", in: "a: x«\u{9C}»y\n")
        expectProblem("yaml.control-character", in: "a: x«\r»b: y\rc: z\n")
        expectProblems(["yaml.control-character", "yaml.duplicate-key"], in: "é: x«\u{2028}»y\n«é»: z\n")
    }

    @Test func `a file that is not UTF-8, with the letter it seems to mean`() {
        let read = ReadText(bytes: Array("a: caf".utf8) + [0xE9] + Array("\n".utf8))
        #expect(read.root == nil)
        #expect(read.ids == ["yaml.not-utf8"])
        #expect(read.diagnostics.all.first?.span.map { Int($0.start) } == 6)
        #expect(read.diagnostics.all.first?.help?.contains("é") == true)
        for bytes: [UInt8] in [
            [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82], [0xFF, 0xFE, 0x61, 0],
        ] {
            #expect(ReadText(bytes: bytes).ids == ["yaml.not-utf8"])
        }
    }

    @Test func `all of them in one run`() {
        expectProblems(
            ["yaml.tag", "yaml.empty-value", "yaml.duplicate-key", "yaml.alias", "yaml.merge-key"],
            in: "a: «!x y»\nb:«»\n«b»: 1\nc: [«*d»]\n«<<»: 1\n")
    }
}

@Suite struct `The limits of a file` {
    @Test func `32 deep is read, 33 is refused, in every form`() {
        func nested(_ depth: Int) -> [String] {
            [
                String(repeating: "[", count: depth) + String(repeating: "]", count: depth),
                (0..<depth).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n") + " x",
                String(repeating: "- ", count: depth) + "x",
                String(repeating: "{a: ", count: depth) + "x" + String(repeating: "}", count: depth),
            ]
        }
        for text in nested(32) { #expect(ReadText(text).ids.isEmpty) }
        for text in nested(33) + nested(2_000) {
            let read = ReadText(text)
            #expect(read.root == nil)
            #expect(read.ids == ["yaml.too-deep"])
        }
    }

    @Test func `brackets that never close are refused early`() {
        for text in ["[", "{a: ", "? ", "- ", "[[{a: "] {
            #expect(ReadText(String(repeating: text, count: 50_000)).ids == ["yaml.too-deep"])
        }
    }

    @Test func `more than 200,000 keys and values are refused`() {
        // The list itself is one.
        #expect(ReadText("[" + String(repeating: "x,", count: 199_999) + "]").ids.isEmpty)
        #expect(ReadText("[" + String(repeating: "x,", count: 200_000) + "]").ids == ["yaml.too-many-nodes"])
    }

    @Test func `more than 8 MiB are refused, 8 MiB are not`() {
        let line = Array("# 0123456789abcdef0123456789abcd\n".utf8)
        #expect(line.count == 33)
        var bytes = Array("a: b\n".utf8)
        bytes.append(contentsOf: [UInt8](repeating: 0x0A, count: (8 << 20) - bytes.count))
        #expect(ReadText(bytes: bytes).tree == ["a": "b"])
        bytes.append(0x0A)
        #expect(ReadText(bytes: bytes).ids == ["yaml.too-large"])
    }

    @Test func `an alias bomb is refused`() {
        var text = "a: &a [x, x, x, x, x, x, x, x, x]\n"
        for (from, to) in zip("abcdefgh", "bcdefghi") {
            text += "\(to): &\(to) [" + Array(repeating: "*\(from)", count: 9).joined(separator: ", ") + "]\n"
        }
        let read = ReadText(text)
        #expect(Set(read.ids) == ["yaml.anchor", "yaml.alias"])
    }

    @Test func `of a thousand problems in one file no more are kept`() {
        #expect(ReadText(String(repeating: "a: b\n", count: 5_000)).ids.count == 1_000)
    }
}
