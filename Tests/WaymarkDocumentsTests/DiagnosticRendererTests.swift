import Testing
import WaymarkDocuments

@Suite struct `Problems as people see them` {
    private func rendered(
        _ marked: String, _ message: String = "something is wrong", notes: [String] = [], help: String? = nil,
        colour: Bool = false
    ) -> String {
        let text = MarkedText(marked)
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "Rules/a.yaml", bytes: text.bytes))
        let spans = text.ranges.map { SourceSpan(file: file, start: UInt32($0.lowerBound), end: UInt32($0.upperBound)) }
        let noteList = zip(notes, spans.dropFirst()).map { Diagnostic.Note($0, at: $1) }
        let diagnostic = Diagnostic("test.id", message, at: spans.first, notes: noteList, help: help)
        return DiagnosticRenderer(sources: sources, colour: colour).text(diagnostic)
    }

    @Test func `the place, the line, a caret, further places and advice`() {
        let text = rendered(
            "facts:\n«  age»: x\n" + String(repeating: "#\n", count: 8) + "  «age_»: y\n", "`age` stands twice",
            notes: ["it stands here, too"], help: "keep one")
        #expect(
            text == """
                Rules/a.yaml:2:1: error: `age` stands twice [test.id]
                   |
                 2 |   age: x
                   | ^^^^^
                   = Rules/a.yaml:11:3: it stands here, too
                   |
                11 |   age_: y
                   |   ----
                   = help: keep one

                """)
    }

    @Test func `carets stand below wide, combining and tabbed text`() {
        #expect(rendered("日本: «ä»").contains("1 | 日本: ä\n  |       ^\n"))
        #expect(rendered("e\u{301}e\u{301}: «x»").contains("  |     ^\n"))
        #expect(rendered("\t«x»").contains("1 |     x\n  |     ^\n"))
        #expect(rendered("«日本»x").contains("  | ^^^^\n"))
        #expect(rendered("\u{FEFF}«a»").contains("a.yaml:1:1: error"))
    }

    @Test func `a place without width and one past the end get a caret`() {
        #expect(rendered("key:«»").contains("1 | key:\n  |     ^\n"))
        #expect(rendered("a\n«»").contains("2 | \n  | ^\n"))
        #expect(rendered("").contains("error: something is wrong"))
    }

    @Test func `a place of several lines is marked on its first`() {
        #expect(rendered("a: «one\n  two» x").contains("1 | a: one\n  |    ^^^\n"))
    }

    @Test func `long lines are cut around the caret`() throws {
        let lines = rendered(String(repeating: "x", count: 5_000) + " «here» " + String(repeating: "y", count: 5_000))
            .split(separator: "\n")
        #expect(lines.allSatisfy { $0.count < 120 })
        let line = try #require(lines.first { $0.contains("here") })
        let marks = try #require(lines.first { $0.contains("^") })
        #expect(line.contains("…x") && line.hasSuffix("y…"))
        let column = line.distance(
            from: line.startIndex, to: line.firstRange(of: "here")?.lowerBound ?? line.startIndex)
        #expect(marks.distance(from: marks.startIndex, to: marks.firstIndex(of: "^") ?? marks.startIndex) == column)
    }

    @Test func `nothing in a file or a message acts on the terminal`() {
        let text = rendered("\u{1B}[31m\u{202E}«x»\u{7}", "a\u{1B}[0mb\u{202E}\nc", help: "\u{9B}d")
        #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{7}" || $0 == "\u{202E}" || $0 == "\u{9B}" })
        #expect(text.contains("a\u{FFFD}[0mb\u{FFFD} c"))
    }

    @Test func `colour only where it is asked for`() {
        #expect(!rendered("«x»").contains("\u{1B}"))
        #expect(rendered("«x»", colour: true).contains("\u{1B}[1;31merror: \u{1B}[0m"))
    }

    @Test func `in order of places, each once, errors first where there are too many`() {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "a.yaml", bytes: Array(String(repeating: "abc\n", count: 200).utf8)))
        var diagnostics = Diagnostics()
        for line in (0..<150).reversed() {
            let span = SourceSpan(file: file, start: UInt32(line * 4), end: UInt32(line * 4 + 1))
            if line.isMultiple(of: 2) {
                diagnostics.warning("w", "odd", at: span)
            } else {
                diagnostics.error("e", "bad", at: span)
                diagnostics.error("e", "bad", at: span)
            }
        }
        let renderer = DiagnosticRenderer(sources: sources, limit: 80)
        let text = renderer.text(diagnostics)
        #expect(text.components(of: "error: bad") == 75)
        #expect(text.components(of: "warning: odd") == 5)
        #expect(text.hasSuffix("\n… and 70 more problems.\n"))
        #expect(text.hasPrefix("a.yaml:1:1: warning"))
        #expect(renderer.summary(diagnostics) == "75 errors and 75 warnings in 1 file; nothing was loaded.")
    }

    @Test func `the last line counts problems and files`() {
        var sources = SourceSet()
        for path in ["a.yaml", "b.yaml"] { _ = sources.add(SourceFile(path: path, bytes: [0x61])) }
        let renderer = DiagnosticRenderer(sources: sources)
        var diagnostics = Diagnostics()
        #expect(renderer.summary(diagnostics) == "No problems found.")
        diagnostics.warning("w", "odd", at: SourceSpan(file: 1, start: 0, end: 1))
        #expect(renderer.summary(diagnostics) == "1 warning in 1 file.")
        diagnostics.error("e", "bad", at: SourceSpan(file: 0, start: 0, end: 1))
        #expect(renderer.summary(diagnostics) == "1 error and 1 warning in 2 files; nothing was loaded.")
        diagnostics.error("e", "worse", at: nil)
        #expect(renderer.summary(diagnostics, consequence: nil) == "2 errors and 1 warning in 2 files.")
    }

    @Test func `as JSON for programs`() {
        let read = ReadText("a: 1\na: 2\n")
        let json = String(decoding: DiagnosticRenderer(sources: read.sources).json(read.diagnostics), as: UTF8.self)
        #expect(
            json == """
                [
                  {
                    "id": "yaml.duplicate-key",
                    "severity": "error",
                    "message": "`a` stands twice in the same mapping",
                    "path": "test.yaml",
                    "line": 2,
                    "column": 1,
                    "end_line": 2,
                    "end_column": 2,
                    "help": "keep one of the two, or rename one",
                    "notes": [
                      {
                        "message": "it stands here first",
                        "path": "test.yaml",
                        "line": 1,
                        "column": 1,
                        "end_line": 1,
                        "end_column": 2
                      }
                    ]
                  }
                ]

                """)
        var diagnostics = Diagnostics()
        diagnostics.error("e", "no folder", at: nil)
        let spanless = String(decoding: DiagnosticRenderer(sources: SourceSet()).json(diagnostics), as: UTF8.self)
        #expect(spanless.contains("\"path\": null"))
    }
}

@Suite struct `What was meant` {
    let names = ["age_years", "local_authority", "offence_types", "on_script", "on_licence"]

    @Test(arguments: [
        ("age_year", "age_years"), ("age-years", "age_years"), ("Age_Years", "age_years"),
        ("local_autority", "local_authority"),
        ("ofence_type", "offence_types"), ("on_scirpt", "on_script"), ("on_license", "on_licence"),
    ])
    func `the nearest name`(word: String, meant: String) {
        #expect(Suggestion.nearest(to: word, among: names) == meant)
    }

    @Test func `nothing where nothing is near`() {
        #expect(Suggestion.nearest(to: "housing", among: names) == nil)
        #expect(Suggestion.nearest(to: "", among: names) == nil)
        #expect(Suggestion.nearest(to: "x", among: ["y", "no"]) == nil)
        #expect(Suggestion.nearest(to: String(repeating: "x", count: 10_000), among: names) == nil)
    }

    @Test func `of two equally near the first`() {
        #expect(Suggestion.nearest(to: "bat", among: ["cat", "bar"]) == "cat")
        #expect(Suggestion.nearest(to: "bat", among: ["bar", "cat"]) == "bar")
    }

    @Test func `what may be written, cut short`() {
        #expect(Suggestion.oneOf(["a"]) == "a")
        #expect(Suggestion.oneOf(["a", "b"]) == "one of: a, b")
        #expect(Suggestion.oneOf((1...4).map(String.init), limit: 3) == "one of: 1, 2, 3, 4")
        #expect(Suggestion.oneOf((1...33).map(String.init), limit: 3) == "one of: 1, 2, 3 and 30 more")
        #expect(Suggestion.help(for: "ag_years", among: names) == "did you mean `age_years`?")
        #expect(Suggestion.help(for: "zzz", among: ["a", "b"]) == "write one of: a, b")
        #expect(Suggestion.help(for: "zzz", among: []) == nil)
    }
}

extension String {
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
