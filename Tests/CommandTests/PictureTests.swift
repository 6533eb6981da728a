import Foundation
import Testing

/// `RECORD_GOLDEN=1 swift test --filter Golden` draws the picture anew.
@Suite("The README's picture of an answer: Golden") struct PictureTests {
    /// The beginning of what the program answers, drawn as a terminal shows it.
    private func picture(_ command: [String]) throws -> String {
        let run = try CommandRun.waymark(command)
        try #require(run.status == 0)
        let answer = run.output.split(separator: "\n", omittingEmptySubsequences: false).prefix(42)
        let lines = ["$ waymark " + command.joined(separator: " "), ""] + answer + ["…"]
        let colours: [Character: String] = ["✓": "#2e7d32", "✗": "#b3261e", "?": "#8a6d00", "$": "#555"]
        let height = 20 + 18 * lines.count
        var svg = """
            <svg xmlns="http://www.w3.org/2000/svg" width="760" height="\(height)" viewBox="0 0 760 \(height)" role="img">
            <title>Output of waymark route for a person dependent on heroin who is not in treatment</title>
            <rect width="100%" height="100%" rx="6" fill="#fafafa" stroke="#ccc"/>
            <g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" xml:space="preserve" fill="#1a1a1a">

            """
        for (number, line) in lines.enumerated() {
            let colour = line.first { $0 != " " }.flatMap { colours[$0] } ?? "#1a1a1a"
            let weight = line.first.map { $0 != " " && $0 != "$" } == true ? #" font-weight="bold""# : ""
            let text = line.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
                .replacing("\"", with: "&quot;").replacing("'", with: "&#x27;")
            svg += #"<text x="14" y="\#(28 + 18 * number)" fill="\#(colour)"\#(weight)>\#(text)</text>"# + "\n"
        }
        return svg + "</g>\n</svg>\n"
    }

    @Test func `it shows what the program answers`() throws {
        let file = CommandRun.package.appendingPathComponent("Examples/route.svg")
        let drawn = try picture(["route", "Examples/cases/v02.yaml"])
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
            try drawn.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("recorded \(file.lastPathComponent)")
        }
        #expect(try drawn == String(contentsOf: file, encoding: .utf8))
    }
}
