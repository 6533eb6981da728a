import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting

/// How the cases of a rule test came out.
struct TestResults {
    var passed = 0
    /// Names of the cases that failed.
    var failed: [String] = []
    /// Problems in cases that do not load.
    var unread: Int
    var withoutExpectation = 0

    init(unread: Int) {
        self.unread = unread
    }

    var hasFailed: Bool { !failed.isEmpty || unread > 0 }

    func show(_ coverage: (TestCoverage, Rulebook)?, lists: Bool) {
        var counts = ["\(passed) passed", "\(failed.count) failed"]
        if unread > 0 { counts.append(English.count(unread, "problem") + " in cases that do not load") }
        if withoutExpectation > 0 { counts.append("\(withoutExpectation) without `expect`") }
        Output.line(English.list(counts, "and") + ".")
        guard let (coverage, rulebook) = coverage else { return }
        let text = TestCoverageText(rulebook, style: Terminal.style)
        Output.write(text.summary(coverage))
        if lists { Output.write(text.list(coverage)) }
    }

    /// `waymark.test/1`.
    func writeJSON(_ coverage: (TestCoverage, Rulebook)?) {
        var writer = JSONWriter(indented: true)
        writer.object { writer in
            writer.field("schema", "waymark.test/1")
            writer.field("passed", passed)
            writer.field("failed", failed)
            writer.field("problems", unread)
            writer.field("without_expectation", withoutExpectation)
            writer.key("coverage")
            if let (coverage, rulebook) = coverage {
                TestCoverageJSON(rulebook).write(coverage, to: &writer)
            } else {
                writer.null()
            }
        }
        writer.newline()
        Output.write(writer.bytes)
    }
}
