import Testing

@testable import WaymarkDocuments

private func formatted(_ text: String, respell: @escaping ([String], String) -> String? = { _, _ in nil }) -> String {
    let read = ReadText(text)
    #expect(read.ids.isEmpty, "\(read.rendered)")
    return String(
        decoding: YAMLFormatter.layout(read.sources.files[0], root: read.root, respell: respell), as: UTF8.self)
}

@Suite struct `Formatting a file` {
    @Test func `gives it its one layout, comments in their places`() {
        let text = """
            %YAML 1.1
            ---
            # Head of the file

            facts:   # the vocabulary


                # about age
                age_years:
                    label: 'Age'
                    type:    whole number          # yes or no | whole number


                    known_by: [ person , custody_staff, ]
                    # end of age
                # end of facts
            # about definitions
            definitions:
            - a: 1
              b: |
                  keep

                     this

            - [x, y, # why
               z]
            -   # odd
              k: v
            ...
            # the end
            """
        #expect(
            formatted(text) == """
                # Head of the file

                facts:  # the vocabulary
                  # about age
                  age_years:
                    label: Age
                    type: whole number  # yes or no | whole number

                    known_by: [person, custody_staff]
                    # end of age
                  # end of facts

                # about definitions
                definitions:
                  - a: 1
                    b: |
                      keep

                         this

                  - - x
                    - y  # why
                    - z
                  # odd
                  - k: v
                # the end

                """)
    }

    @Test func `outermost keys stand apart where they take several lines`() {
        #expect(
            formatted("programme: x\n\n\ntitle: y\nkind: z\nbars: {}\ncriteria:\n  a: b\nnote: c\n")
                == "programme: x\n\ntitle: y\nkind: z\nbars: {}\n\ncriteria:\n  a: b\n\nnote: c\n")
        #expect(formatted("- a: b\n  c: d\n- e\n") == "- a: b\n  c: d\n- e\n")
    }

    @Test func `brackets are broken where they are too long or hold a comment`() {
        let words = (1...12).map { "number_\($0)" }
        #expect(
            formatted("a: {b: [\(words.prefix(9).joined(separator: ","))]}\n")
                == "a: {b: [\(words.prefix(9).joined(separator: ", "))]}\n")
        #expect(
            formatted("a: {b: [\(words.joined(separator: ","))], c: [d]}\n")
                == "a:\n  b:\n" + words.map { "    - \($0)\n" }.joined() + "  c: [d]\n")
        #expect(formatted("a: [b, {c: d, # why\n e: f}]\n") == "a:\n  - b\n  - c: d  # why\n    e: f\n")
        #expect(formatted("a: [ # none\n ]\n") == "a: []  # none\n")
        #expect(formatted("a: [\n # none\n ]\n") == "# none\na: []\n")
        #expect(formatted("[a: b, c]\n") == "[{a: b}, c]\n")
    }

    @Test func `quotes stand only where they are needed`() {
        #expect(
            formatted("a: 'plain'\nb: \"it's\"\nc: 'x: y'\nd: [\"e, f\", 'g']\n'h': i\n")
                == "a: plain\nb: it's\nc: \"x: y\"\nd: [\"e, f\", g]\nh: i\n")
        // Bare, other readers would take these for numbers, dates and the like.
        #expect(
            formatted("a: '12'\nb: 'no'\nc: '2026-01-01'\n'4.2': 12\nd: no\n")
                == "a: \"12\"\nb: \"no\"\nc: \"2026-01-01\"\n\"4.2\": 12\nd: no\n")
        #expect(formatted("a: '5 working days'\n") == "a: 5 working days\n")
    }

    @Test func `long texts are folded, short ones joined`() {
        let words = Array(repeating: "lorem ipsum", count: 12).joined(separator: " ")
        let once = formatted("a:\n  b: \(words)\n")
        #expect(once.split(separator: "\n").map(\.count) == [2, 100, 51])
        #expect(
            formatted("a:\n  b: lorem\n    ipsum\n  c: \"dolor\n    sit\"\n")
                == "a:\n  b: lorem ipsum\n  c: dolor sit\n")
    }

    @Test func `line ends, blanks at line ends and the byte order mark are made alike`() {
        #expect(formatted("\u{FEFF}a: b  \r\nc: |  \r\n  d\r\n\r\n\r\n") == "a: b\n\nc: |\n  d\n")
        #expect(formatted("a: |\n  b") == "a: |-\n  b\n")
        #expect(formatted("a: |+\n  b\n\nc: d\n") == "a: |+\n  b\n\nc: d\n")
    }

    @Test func `a file of comments only keeps them`() {
        #expect(formatted("\n\n# a   \n\n\n  # b\n\n") == "# a\n\n# b\n")
        #expect(formatted("") == "")
    }

    @Test func `texts may be respelled by the keys that lead to them`() {
        let result = formatted("facts:\n  a: {only_when: {b: true}, label: true}\n  c: [{d: TRUE}, x]\n") {
            path, text in
            ["only_when", "c"].contains { path.contains($0) } && text.lowercased() == "true" ? "yes" : nil
        }
        #expect(result == "facts:\n  a: {only_when: {b: yes}, label: true}\n  c: [{d: yes}, x]\n")
    }

    @Test func `the public way gives the same`() {
        let read = ReadText("a:   b\n")
        #expect(YAMLFormatter.format(read.sources.files[0], root: read.root) == Array("a: b\n".utf8))
        let long = String(repeating: "k", count: 2_000)
        let odd = ReadText("? \(long)\n:   b\n")
        #expect(odd.tree != nil)
        // Such a key cannot stand before a colon on its line, so the file stays as it is.
        #expect(YAMLFormatter.format(odd.sources.files[0], root: odd.root) == odd.sources.files[0].bytes)
    }
}

@Suite struct `Formatting random files` {
    @Test(arguments: 0..<40)
    func `keeps what they say and every comment, and formatting again changes nothing`(block: UInt64) {
        for seed in block * 50..<(block + 1) * 50 {
            let document = RandomDocument(seed: seed)
            let read = ReadText(document.text)
            guard read.ids.isEmpty, read.tree == document.tree else {
                Issue.record("seed \(seed) is no file: \(read.rendered)\n\(document.tree)\n\(document.text)")
                continue
            }
            let once = formatted(document.text)
            let again = ReadText(once)
            guard again.tree == document.tree else {
                Issue.record("seed \(seed): \(again.rendered)\n\(document.text)\n-----\n\(once)")
                continue
            }
            let kept = document.comments.filter { once.components(of: $0 + "\n") == 1 }
            #expect(kept == document.comments, "seed \(seed)\n\(document.text)\n-----\n\(once)")
            let twice = formatted(once)
            #expect(twice == once, "seed \(seed)\n\(document.text)\n-----\n\(once)\n-----\n\(twice)")
            #expect(once.isEmpty || once.hasSuffix("\n"))
            #expect(!once.contains("\r"))
        }
    }
}

extension String {
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
