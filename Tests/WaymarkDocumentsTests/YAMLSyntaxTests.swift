import Testing
import WaymarkDocuments

/// A mistake, the place shown for it, and words that its message or advice must hold.
struct Mistake: CustomTestStringConvertible {
    var name: String
    var text: String
    var words: [String]

    var testDescription: String { name }

    init(_ name: String, _ text: String, _ words: String...) {
        self.name = name
        self.text = text
        self.words = words
    }
}

private let mistakes = [
    Mistake("a colon inside a text", "a:\n  says: Note«:» this\n", "second colon", #"says: "Note: this""#),
    Mistake("a colon inside a quoted-looking text", "a: it's so«:» \"x\"\n", "second colon", #"a: "it's so: \"x\"""#),
    Mistake("no colon", "a:\n  «says foo»\n  b: c\n", "has no colon"),
    Mistake("no colon after the last key", "a: b\n«facts»\n", "has no colon", "`facts:`"),
    Mistake("no space after the colon", "a:\n  «says:foo bar»\n  b: c\n", "space after the colon", "`says: foo bar`"),
    Mistake("too little indentation", "a:\n    b: c\n   «d: e»\nf: 1\n", "same column"),
    Mistake("too much indentation", "a:\n  b: c\n    «d: e»\n", "indented further", "has its value already"),
    Mistake("further left than the first line", "  a: b\n«c: d»\n", "further left"),
    Mistake("a double quote never closed", "a:\n  b: «\"»foo\n  c: d\n", "never closed", "put a \""),
    Mistake("a single quote never closed", "a: «'»tis\nb: c\n", "never closed", "put a '"),
    Mistake("text after a quote", "a: \"foo\" «bar» # c\n", "after the closing quote"),
    Mistake("an apostrophe in single quotes", "a: 'it'«s'»\n", "after the closing quote", "''"),
    Mistake("text after a quote in a list", "a: [\"b\" «c]»\n", "after the closing quote"),
    Mistake(
        "a quote closed in another line", "a: «\"»it is so\nb: {x: \"y\"}\n", "closed here", "put the closing quote"),
    Mistake("an entry of a list without its dash", "a:\n  - b\n  «c»\n  - d\n", "does not begin with a dash"),
    Mistake("no space after a colon in brackets", "a: {b«:»[c], d: e}\n", "space after this colon"),
    Mistake("a text that begins with a question mark", "a: «?» really\n", "question mark", "\"? really\""),
    Mistake("a list never closed", "a: «[»b, c\nd: e\n", "not closed", "`]`"),
    Mistake("a mapping never closed", "a: «{»b: c\nd: e\n", "not closed", "`}`"),
    Mistake("a list never closed at the end of the file", "a: «[»b, c", "not closed"),
    Mistake("a comma missing in a mapping", "a: {b: c d«:» e}\n", "comma or `}` is missing"),
    Mistake("the wrong bracket", "a: [b, c«}»\n", "comma or `]` is missing"),
    Mistake("a comma too many", "a: [b, «,» c]\n", "missing before this `,`"),
    Mistake("a value that begins with @", "a: «@»home now # c\n", "cannot begin with `@`", #""@home now""#),
    Mistake("a value that begins with a backquote", "a: «`»x`\n", "backquote"),
    Mistake("a value that begins with %", "a: «%»x\n", "cannot begin with `%`"),
    Mistake("a backslash in double quotes", "a: \"C:«\\d»ir\"\n", "backslash", #"\\"#),
    Mistake("a list on the line of its key", "a: «-» b\n", "on the line of its key"),
    Mistake("a list among keys", "a:\n  b: 1\n  «-» c\n", "among keys"),
    Mistake("a key among the entries of a list", "a:\n  - b\n  «c: d»\n", "does not begin with a dash"),
    Mistake("text behind a bar", "a: | «foo»\n  bar\n", "next line"),
    Mistake("an unknown directive", "a: b\n«%foo»\n", "`%`"),
    Mistake("text after the end", "{a: b}\n«c: d»\n", "after its end"),
]

@Suite struct `Errors of syntax are said in plain words` {
    @Test(arguments: mistakes)
    fileprivate func `with their place`(mistake: Mistake) {
        expectProblem("yaml.syntax", in: mistake.text)
        let read = ReadText(bytes: MarkedText(mistake.text).bytes)
        #expect(read.root == nil)
        for word in mistake.words { #expect(read.rendered.contains(word), "\(read.rendered)") }
        for word in ["token", "scanning", "parsing", "block mapping", "did not find", "flow"] {
            #expect(!read.rendered.contains(word), "\(read.rendered)")
        }
    }

    @Test func `several in one run, further refusals among them`() {
        expectProblems(
            ["yaml.syntax", "yaml.syntax", "yaml.empty-value", "yaml.syntax", "yaml.duplicate-key"],
            in: """
                facts:
                  age:
                    label: Age«:» in years: or so
                    type: text
                  sex:
                    label: «"»Sex
                    type:«»
                areas: «[»a, b
                services:
                  c: d
                  «c»: e

                """)
    }

    @Test func `nothing is invented in what follows an error`() {
        let good = """
            definitions:
              note: |
                word: word
                  - [odd "text'
              list:
                - a: b
                  c: {d: e}
                - f
            last: "x
              y"

            """
        for broken in ["a: b: c\n", "a: \"x\n", "a: [b\n", "  a: b\n", "a: b\n   c: d\n", "a: @x\n", "a: 'b' c\n"] {
            #expect(ReadText(broken + good).ids == ["yaml.syntax"], "\(ReadText(broken + good).rendered)")
        }
    }

    @Test func `a tab explains the error it makes`() {
        expectProblems(["yaml.tab", "yaml.tab"], in: "a:\n  b: c\n«\t»d: e\n«\t»f: g\nh: i\n")
    }
}

@Suite struct `Broken files never stop the reader` {
    private static let seeds: [String] = [
        "facts:\n  age: # c\n    label: \"Age é\"\n    values: {a: b, c: [d, 'e''f']}\n    list:\n    - a\n    - b: |\n        x\n         y\n",
        "a: >-\n  folded\n  text\n\n  more\nb: !x &y *z\n? [k]\n: v\n<<: {m: n}\n---\nx: y\n",
        "{\"json\": [1, 2, {\"k\": null}], 'q': \"\\u00e9\\n\", p: [x: y, z]}\n",
        "\u{FEFF}k:\t1\r\n  - \u{2028}\n\t- b\n%YAML 1.1\n...\n\"unclosed: [\n'",
    ]

    @Test(arguments: 0..<20)
    func `mutated bytes are read or refused`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let alphabet = Array("abc:-?[]{},\"'|>#&*!%@`\\ \n\n\t \r~<\u{85}\u{2028}é".utf8) + [0, 0xFF, 0xC3, 0xEF, 0xBB]
        for _ in 0..<150 {
            var bytes = Array(Self.seeds.randomElement(using: &random)!.utf8)
            for _ in 0..<Int.random(in: 1...8, using: &random) {
                let place = Int.random(in: 0...bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes.insert(alphabet.randomElement(using: &random)!, at: place)
                case 1: if place < bytes.count { bytes.remove(at: place) }
                case 2: if place < bytes.count { bytes[place] = alphabet.randomElement(using: &random)! }
                default:
                    let from = Int.random(in: 0...bytes.count, using: &random)
                    bytes.insert(contentsOf: bytes[min(from, place)..<max(from, place)], at: place)
                }
            }
            let read = ReadText(bytes: bytes)
            let size = UInt32(bytes.count)
            for diagnostic in read.diagnostics.all {
                let spans = [diagnostic.span].compactMap(\.self) + diagnostic.notes.map(\.span)
                #expect(
                    !spans.isEmpty && spans.allSatisfy { $0.start <= $0.end && $0.end <= size },
                    "seed \(seed): \(bytes)")
            }
            #expect(read.root != nil || read.diagnostics.hasErrors || read.rendered.isEmpty)
            #expect(read.rendered.isEmpty == read.diagnostics.all.isEmpty)
            if let root = read.root { expectSpansNest(root, within: 0..<size, seed: seed) }
        }
    }

    private func expectSpansNest(_ node: Node, within range: Range<UInt32>, seed: UInt64) {
        #expect(range.lowerBound <= node.span.start && node.span.start <= node.span.end, "seed \(seed)")
        #expect(node.span.end <= range.upperBound, "seed \(seed)")
        let inner = node.span.start..<node.span.end
        for item in node.items ?? [] { expectSpansNest(item, within: inner, seed: seed) }
        for entry in node.entries ?? [] {
            #expect(
                inner.lowerBound <= entry.keySpan.start && entry.keySpan.end <= entry.value.span.start, "seed \(seed)")
            expectSpansNest(entry.value, within: inner, seed: seed)
        }
    }
}
