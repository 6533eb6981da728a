import Testing
import WaymarkDocuments
import WaymarkRules

@testable import WaymarkRouting

@Suite("Text for people is laid out without losing a word") struct TextPageTests {
    private func page(width: Int, colour: Bool = false, _ write: (inout TextPage) -> Void) -> String {
        var page = TextPage(TextStyle(width: width, colour: colour))
        write(&page)
        return page.text
    }

    @Test func `a line is broken at blanks and goes on under its words, not under its mark`() {
        let text = page(width: 40) { page in
            page.line("is dependent on a Class A drug and is not in treatment", indent: 4, mark: "✓ ")
        }
        #expect(text == "    ✓ is dependent on a Class A drug and\n      is not in treatment\n")
    }

    @Test func `a word longer than the line stays whole`() {
        let long = String(repeating: "x", count: 60)
        #expect(page(width: 40) { $0.line("a \(long) b") } == "a\n\(long)\nb\n")
    }

    @Test func `deep lines on a narrow screen keep room for words`() {
        let text = page(width: 40) { $0.line("one two three four five six seven", indent: 60) }
        let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
        #expect(lines == ["one two three four five", "six seven"])
    }

    @Test func `a gap is one empty line, and none stands at the top`() {
        let text = page(width: 80) { page in
            page.gap()
            page.line("one")
            page.gap()
            page.gap()
            page.line("two")
        }
        #expect(text == "one\n\ntwo\n")
    }

    @Test func `a row of a table is never broken and ends with its last word`() {
        let row = String(repeating: "cell  ", count: 20)
        #expect(page(width: 40) { $0.row(row) } == String(row.dropLast(2)) + "\n")
    }

    @Test func `lines of an account stand two columns deeper for each step`() {
        let text = page(width: 80) { page in
            page.write([
                AccountLine("Why:", depth: 1), AccountLine("is an adult", depth: 2, mark: .truth(.yes)),
                AccountLine("Age: 30; asked for: 18", depth: 3, mark: .state(.yes)),
                AccountLine("ring first", depth: 2, mark: .task), AccountLine("age alone", depth: 0, mark: .bullet),
            ])
        }
        #expect(
            text == """
                  Why:
                    ✓ is an adult
                      so: Age: 30; asked for: 18
                    - ring first
                • age alone

                """)
    }

    @Test(arguments: [
        (Tone.good, "1;32"), (.warning, "1;33"), (.bad, "1;31"), (.strong, "1"), (.faint, "2"),
    ])
    func `colour paints the words and nothing around them`(_ tone: Tone, _ code: String) {
        let text = page(width: 80, colour: true) { $0.line("so", indent: 2, tone: tone) }
        #expect(text == "  \u{1B}[\(code)mso\u{1B}[0m\n")
        #expect(page(width: 80) { $0.line("so", indent: 2, tone: tone) } == "  so\n")
        #expect(page(width: 80, colour: true) { $0.line("so", indent: 2) } == "  so\n")
    }

    @Test func `a mark has a colour of its own`() {
        let text = page(width: 80, colour: true) {
            $0.write([AccountLine("is an adult", depth: 0, mark: .truth(.no), tone: .faint)])
        }
        #expect(text == "\u{1B}[1;31m✗ \u{1B}[0m\u{1B}[2mis an adult\u{1B}[0m\n")
    }

    @Test func `what would act on a terminal is shown, not obeyed`() {
        let text = page(width: 80) { $0.line("a\u{1B}[2Jb\tc\nd\u{7}") }
        #expect(!text.dropLast().contains { $0 == "\u{1B}" || $0 == "\t" || $0 == "\n" || $0 == "\u{7}" })
        #expect(text.contains("c d"))
    }

    /// The words of a text, without how it is laid out.
    private func words(_ text: String) -> [Substring] { text.split { $0 == " " || $0 == "\n" } }

    @Test(arguments: [TraceDetail.none, .short, .full])
    func `from 40 to 200 columns every word stands there once, in the same order`(_ detail: TraceDetail) throws {
        let fixture = try DecisionFixture()
        for loaded in try fixture.cases() {
            let decision = try Decider(fixture.rulebook).decide(loaded.case, on: .first)
            let wide = DecisionText(fixture.rulebook, detail: detail, style: TextStyle(width: 10_000)).text(decision)
            for width in stride(from: 40, through: 200, by: 7) {
                let style = TextStyle(width: width)
                let text = DecisionText(fixture.rulebook, detail: detail, style: style).text(decision)
                #expect(words(text) == words(wide), "\(loaded.case.name) at \(width)")
                for line in text.split(separator: "\n") where line.count > width {
                    let indent = line.prefix { $0 == " " }.count
                    // Either a single word, or so deep that words need the room.
                    let isWord = !line.dropFirst(indent).dropFirst(2).contains(" ")
                    #expect(isWord || indent + 32 > width, "\(width): \(line)")
                }
            }
        }
    }

    @Test func `the account of an outcome holds the words of the text, in the same order`() throws {
        let fixture = try DecisionFixture()
        for loaded in try fixture.cases() {
            let decision = try Decider(fixture.rulebook).decide(loaded.case, on: .first)
            for detail in [TraceDetail.short, .full] {
                let accounts = OutcomeAccount.all(decision, under: fixture.rulebook, detail: detail)
                for (row, account) in accounts.enumerated() {
                    let text = DecisionText(fixture.rulebook, detail: detail).text(decision, rows: [row])
                    let lines = account.lines(detail).flatMap { words(($0.mark?.text ?? "") + $0.words) }
                    #expect(words(text) == lines, "\(loaded.case.name), \(account.verdict)")
                }
            }
        }
    }
}
