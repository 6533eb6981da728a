import Foundation
import Testing

@testable import waymark_bench

@Suite("The table of figures that waymark-bench writes")
struct TableTests {
    private func column(_ title: String, _ figures: [String: Double]) -> Column {
        var column = Column(title: title, folder: "")
        column.figures = figures
        return column
    }

    @Test(
        "Times, sizes, counts and ratios are written with three digits that count",
        arguments: [
            (12.34, Figure.Unit.seconds, "12.3 s"), (1, .seconds, "1.00 s"), (0.9994, .seconds, "999 ms"),
            (0.0105, .seconds, "10.5 ms"), (0.000_019_74, .seconds, "19.7 µs"), (0.000_001, .seconds, "1.00 µs"),
            (128_000, .bytes, "128 kB"), (999_949, .bytes, "1,000 kB"), (6_750_000, .bytes, "6.75 MB"),
            (2_601_000_000, .bytes, "2,601 MB"), (15_000, .count, "15,000"), (27.4, .count, "27"),
            (999, .count, "999"), (1_234_567, .perSecond, "1,234,567"), (8.746, .ratio, "8.75 ×"),
            (0.03, .ratio, "0.03 ×"), (160, .ratio, "160 ×"), (69.94, .ratio, "69.9 ×"), (9.999, .ratio, "10.00 ×"),
        ] as [(Double, Figure.Unit, String)])
    func units(value: Double, unit: Figure.Unit, text: String) {
        #expect(Table.text(value, unit) == text)
    }

    @Test("It has a row for each figure and a column for each rulebook, aligned")
    func layout() {
        let rows = [
            Figure("services", .count, "services"), Figure("load", .seconds, "load"),
            .ratio("load ÷ libyaml", "load", to: "libyaml"),
        ]
        let table = Table(
            columns: [
                column("shipped", ["services": 74, "load": 0.0103, "libyaml": 0.001]),
                column("340 areas", ["services": 15_000, "load": 0.298, "libyaml": 0.0695]),
            ], rows: rows)
        #expect(
            table.text == """
                |                | shipped | 340 areas |
                | -------------- | ------: | --------: |
                | services       |      74 |    15,000 |
                | load           | 10.3 ms |    298 ms |
                | load ÷ libyaml |  10.3 × |    4.29 × |
                """)
    }

    @Test("A figure that one rulebook has not is left empty there; a row that none has is left out")
    func missing() {
        let rows = [
            Figure("check", .seconds, "check"), Figure("diff", .seconds, "diff"),
            .ratio("check ÷ load", "check", to: "load"), .rate("people, a second", "batch"),
        ]
        let table = Table(
            columns: [column("a", ["check": 1, "load": 0]), column("b", ["people": 10, "load": 1])], rows: rows)
        #expect(
            table.text == """
                |       |      a |  b |
                | ----- | -----: | -: |
                | check | 1.00 s |    |
                """)
    }

    @Test("Figures are read from what a measurement prints; other lines are passed over")
    func reading() {
        var column = Column(title: "", folder: "")
        column.read("load\t0.25\nnoise\nservices\t74.0\nodd\tvalue\na\tb\tc\n\nload\t0.5\n")
        #expect(column.figures == ["load": 0.5, "services": 74])
    }

    @Test("A rate is people by seconds of the whole program")
    func rate() {
        let rate = Figure.rate("summaries, a second", "batch")
        #expect(rate.value(column("", ["people": 20_000, "batch": 0.5])) == 40_000)
        #expect(rate.value(column("", ["batch": 0.5])) == nil && rate.value(column("", ["people": 1])) == nil)
    }

    @Test("No two rows of the table have one title in the same part, and every ratio's yardstick is measured too")
    func rows() {
        let titles = Figure.all.map(\.title).filter { !$0.hasPrefix("…") }
        #expect(Set(titles).count == titles.count)
        #expect(!Figure.all[0].title.hasPrefix("…"))
    }
}

@Suite("The Markdown file that the table is written to")
struct MarkedDocumentTests {
    private static let (begin, end) = (MarkedDocument.begin, MarkedDocument.end)

    private func file(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "waymark-\(UUID().uuidString).md").path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test("What stands between the markers is replaced, as often as one likes; all else stays")
    func replacing() throws {
        let path = try file("# Title\n\n\(Self.begin)\nold\n\nold\n\(Self.end)\n\nmore\n")
        defer { try? FileManager.default.removeItem(atPath: path) }
        for table in ["| a |\n| - |", "| b |"] {
            var document = try MarkedDocument(path: path)
            try document.replace(with: table)
            let written = try String(contentsOfFile: path, encoding: .utf8)
            #expect(written == "# Title\n\n\(Self.begin)\n\(table)\n\(Self.end)\n\nmore\n")
            #expect(document.text == written)
        }
    }

    @Test("An empty place takes a table too")
    func empty() throws {
        let path = try file("\(Self.begin)\n\(Self.end)\n")
        defer { try? FileManager.default.removeItem(atPath: path) }
        var document = try MarkedDocument(path: path)
        try document.replace(with: "| a |")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "\(Self.begin)\n| a |\n\(Self.end)\n")
    }

    @Test(
        "A file without both markers in order, each once and on a line of its own, is refused before anything is measured",
        arguments: [
            "", "text\n", "\(begin)\n", "\n\(end)\n", "\(end)\n\(begin)\n", "x \(begin) y\nold\n\(end)\n",
            "\(begin)\na\n\(end)\n\(begin)\nb\n\(end)\n", "\(begin)\nold \(end)\n",
        ])
    func unmarked(text: String) {
        #expect(throws: MarkedDocument.Unmarked.self) { try MarkedDocument(path: "README.md", text: text) }
    }

    @Test(
        "The README beside the program has a place for the table, and a row for each figure that the program measures")
    func readme() throws {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Sources/waymark-bench/README.md").path
        let text = try MarkedDocument(path: path).text
        let table = text[try #require(text.range(of: Self.begin)).upperBound...].prefix { $0 != "<" }
        let titles = table.split(separator: "\n").dropFirst(2)
            .map { $0.split(separator: "|")[0].trimmingCharacters(in: .whitespaces) }
        #expect(titles == Figure.all.map(\.title))
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 121)
    }
}
