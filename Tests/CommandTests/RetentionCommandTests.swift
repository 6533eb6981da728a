import Foundation
import Testing
import WaymarkStore

@Suite("waymark retention run") struct RetentionCommandTests {
    private let scratch: Scratch
    private var data: String { scratch.path("data") }

    /// A record with two decisions of the first day of 2010.
    init() throws {
        scratch = try Scratch()
        let people = [#"{"age_years":30,"home_area":"ashford"}"#, #"{"age_years":12}"#]
        _ = try KeptRecord.make(
            in: scratch.path("data"), under: CommandRun.rulebook, people: people,
            at: Moment(milliseconds: 1_262_304_000_000))
    }

    private func retention(_ arguments: String...) throws -> CommandRun {
        try CommandRun.waymark(["retention", "run", "--data", data] + arguments)
    }

    private func replayed() throws -> String { try CommandRun.waymark("replay", "--data", data).output }

    @Test func `a dry run says what would go, and nothing goes`() throws {
        let run = try retention("--dry-run")
        #expect(run.status == 0 && run.error == "")
        #expect(
            run.output == "2 decisions would be disposed of; nothing was changed.\n  D-2010-000001\n  D-2010-000002\n")
        #expect(try replayed() == "2 decisions decided again, 2 byte for byte the same.\n")
        #expect(try retention("--dry-run").output == run.output)
    }

    @Test func `what has been kept long enough goes once, and the audit still proves the rest`() throws {
        let run = try retention()
        #expect(run.status == 0 && run.error == "")
        #expect(run.output == "2 decisions disposed of.\n  D-2010-000001\n  D-2010-000002\n")
        #expect(try retention().output == "0 decisions disposed of.\n")
        let audit = try CommandRun.waymark("audit", "verify", "--data", data)
        #expect(audit.status == 0 && audit.output.hasPrefix("The audit is sound: "), "\(audit.output)")
        #expect(
            try replayed()
                == "0 decisions decided again, 0 byte for byte the same.\n2 decisions left out: disposed of.\n")
        for file in try FileManager.default.subpathsOfDirectory(atPath: data) {
            let bytes = try Data(contentsOf: scratch.folder.appendingPathComponent("data/" + file))
            #expect(bytes.range(of: Data("planted".utf8)) == nil, "\(file) still has the case reference")
        }
    }

    @Test func `the organisation's own periods take the place of six years`() throws {
        try scratch.write("retention:\n  decision: 90 years\n", to: "data/retention.yaml")
        #expect(try retention().output == "0 decisions disposed of.\n")
        try scratch.write("retention:\n  referral: 6 years\n", to: "data/retention.yaml")
        let run = try retention()
        #expect(run.status == 0)
        #expect(
            run.output == """
                0 decisions disposed of.
                Decisions of class “decision” are kept for ever: retention.yaml has no period for it.

                """)
    }

    @Test(arguments: ["", "retention:\n  decision: soon\n", "retention: 6 years\n", "keep:\n  decision: 6 years\n"])
    func `by periods that are not understood nothing goes`(_ text: String) throws {
        try scratch.write(text, to: "data/retention.yaml")
        let run = try retention()
        #expect(run.status == 1 && run.output == "")
        #expect(
            run.error.contains("retention.yaml:") && run.error.hasSuffix("Nothing was disposed of.\n"), "\(run.error)")
        #expect(try replayed() == "2 decisions decided again, 2 byte for byte the same.\n")
    }
}
