import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

@Suite("Decisions as people and programs get them: Golden") struct DecisionGoldenTests {
    private let folder = Golden.folder.appendingPathComponent("decisions")

    /// The small cases say everything in full; the rest would only be longer.
    private static func isKept(_ detail: TraceDetail, of name: String) -> Bool {
        detail == .short || ["barton", "little_known", "child"].contains(name)
    }

    @Test(arguments: [TraceDetail.none, .short, .full])
    func `text of every case`(_ detail: TraceDetail) throws {
        let fixture = try DecisionFixture()
        let decider = Decider(fixture.rulebook)
        for loaded in try fixture.cases() {
            guard Self.isKept(detail, of: loaded.case.name) else { continue }
            let decision = try decider.decide(loaded.case, on: .first)
            let text = DecisionText(fixture.rulebook, detail: detail).text(decision)
            let file = folder.appendingPathComponent("text/\(loaded.case.name).\(detail.rawValue).txt")
            try Golden.check(text, against: file)
        }
    }

    @Test(arguments: [TraceDetail.none, .short, .full])
    func `JSON of a case`(_ detail: TraceDetail) throws {
        let fixture = try DecisionFixture()
        let loaded = try #require(try fixture.cases().first { $0.case.name == "no_sharing" })
        let decision = try Decider(fixture.rulebook).decide(loaded.case, on: .first)
        var writer = JSONWriter(indented: true)
        DecisionJSON(fixture.rulebook, detail: detail).write(decision, to: &writer)
        writer.newline()
        try Golden.check(writer.text, against: folder.appendingPathComponent("json/no_sharing.\(detail.rawValue).json"))
    }

    @Test func `no golden text is left of a case that is gone`() throws {
        let details = [TraceDetail.none, .short, .full]
        let texts = try DecisionFixture().cases().flatMap { loaded in
            details.filter { Self.isKept($0, of: loaded.case.name) }
                .map { "\(loaded.case.name).\($0.rawValue).txt" }
        }
        #expect(Golden.names(in: folder.appendingPathComponent("text")) == texts.sorted())
        let documents = details.map { "no_sharing.\($0.rawValue).json" }
        #expect(Golden.names(in: folder.appendingPathComponent("json")) == documents.sorted())
    }

    @Test func `every case of the small rulebook gives what it expects`() throws {
        let fixture = try DecisionFixture()
        let decider = Decider(fixture.rulebook)
        for loaded in try fixture.cases() {
            let decision = try decider.decide(loaded.case, on: .first)
            let failures = try #require(loaded.expectation).failures(of: decision, under: fixture.rulebook)
            #expect(
                failures.isEmpty, "\(loaded.case.name): \(failures.map { "expected \($0.expected), got \($0.got)" })")
        }
    }

    @Test func `no line is longer than the screen, except where a word is`() throws {
        let fixture = try DecisionFixture()
        for loaded in try fixture.cases() {
            let decision = try Decider(fixture.rulebook).decide(loaded.case, on: .first)
            for width in [40, 60, 80, 100] {
                let text = DecisionText(fixture.rulebook, detail: .full, style: TextStyle(width: width)).text(decision)
                for line in text.split(separator: "\n") where line.count > width {
                    // Deep indents keep room for words on a narrow screen.
                    #expect(width < 60 || !line.dropFirst(width).contains(" "), "\(width): \(line)")
                }
            }
        }
    }

    @Test func `colour changes nothing but colour`() throws {
        let fixture = try DecisionFixture()
        let loaded = try #require(try fixture.cases().first)
        let decision = try Decider(fixture.rulebook).decide(loaded.case, on: .first)
        let plain = DecisionText(fixture.rulebook).text(decision)
        let coloured = DecisionText(fixture.rulebook, style: TextStyle(colour: true)).text(decision)
        #expect(coloured != plain)
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    }

    @Test func `a name that would act on the terminal is shown, not obeyed`() throws {
        let fixture = try DecisionFixture()
        var given = try #require(try fixture.cases().first).case
        given.name = "x\u{1B}[2J\u{7}"
        let decision = try Decider(fixture.rulebook).decide(given, on: .first)
        let text = DecisionText(fixture.rulebook).text(decision)
        #expect(!text.contains("\u{1B}") && !text.contains("\u{7}"))
    }

    @Test func `the summary of a batch lists programmes once, in order`() throws {
        let fixture = try DecisionFixture()
        let loaded = try #require(try fixture.cases().first { $0.case.name == "treatment_first" })
        let decision = try Decider(fixture.rulebook).decide(loaded.case, on: .first, traced: false)
        var writer = JSONWriter()
        DecisionJSON(fixture.rulebook, detail: .none).writeSummary(decision, to: &writer)
        #expect(
            writer.text
                == #"{"id":"treatment_first","eligible":["treatment","outreach","drop_in"],"primary":"treatment"}"#)
    }
}
