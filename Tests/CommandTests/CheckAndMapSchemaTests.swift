import Foundation
import Testing

/// What `check` and `map` write for programs, against the schemas that the program prints.
@Suite("The JSON of check and map") struct CheckAndMapSchemaTests {
    let scratch: Scratch
    let validator: SchemaValidator

    init() throws {
        scratch = try Scratch()
        validator = try SchemaValidator()
    }

    /// What is wrong with a document, or nothing.
    private func problems(_ document: String, _ subject: String) throws -> String {
        // One document a line, as the validator reads them.
        let line = document.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined() + "\n"
        return try validator.problems(line, subject)
    }

    private static let everyKind = CommandRun.package.appendingPathComponent("Tests/Golden/check").path
    private static let date = ["--date", "2026-06-01"]

    @Test(arguments: [everyKind, CommandRun.package.path, CommandRun.rulebook])
    func `documents pass`(_ folder: String) throws {
        let check = try CommandRun.waymark(
            ["check", "--rulebook", folder, "--format", "json"] + CheckAndMapSchemaTests.date)
        #expect(try check.status == 0 && problems(check.output, "check") == "")
        let map = try CommandRun.waymark(
            ["map", "--rulebook", folder, "--format", "json"] + CheckAndMapSchemaTests.date)
        #expect(try map.status == 0 && problems(map.output, "map") == "")
    }

    @Test func `a small budget, no analysis and a rulebook with errors pass too`() throws {
        let whole = ["check", "--rulebook", CommandRun.package.path, "--format", "json"] + CheckAndMapSchemaTests.date
        let plain = try CommandRun.waymark(whole + ["--no-analysis"])
        #expect(try plain.output.contains(#""analysis": null"#) && problems(plain.output, "check") == "")
        try scratch.copyRulebook()
        try scratch.write("needs: {one: {says: one, when: {age_yeers: 3}}}\n", to: "Rules/needs.yaml")
        let wrong = try CommandRun.waymark("check", "--rulebook", scratch.folder.path, "--format", "json")
        #expect(try wrong.status == 1 && problems(wrong.output, "check") == "")
    }

    @Test(arguments: [#""weight": "problem""#, #""groups_are_all": true"#, #""promises_kept": 1"#, #""undecided": ["#])
    func `a damaged document does not pass`(_ part: String) throws {
        let run = try CommandRun.waymark(
            ["check", "--rulebook", CheckAndMapSchemaTests.everyKind, "--format", "json"] + CheckAndMapSchemaTests.date)
        let damaged = run.output.replacingOccurrences(of: part, with: #""surprise": 1, "# + part)
        try #require(damaged != run.output)
        #expect(try problems(damaged, "check") != "")
    }

    @Test func `findings end with status 1 only where strictness is asked for, and two runs are the same to the byte`()
        throws
    {
        let line = ["check", "--rulebook", CheckAndMapSchemaTests.everyKind, "--all"] + CheckAndMapSchemaTests.date
        let loose = try CommandRun.waymark(line)
        let strict = try CommandRun.waymark(line + ["--strict"])
        #expect(loose.status == 0 && strict.status == 1)
        #expect(loose.output == strict.output && loose.output.contains("Nobody takes a person who has nowhere to live"))
        for format in ["text", "json", "svg"] {
            let map =
                ["map", "--rulebook", CheckAndMapSchemaTests.everyKind, "--format", format]
                + CheckAndMapSchemaTests.date
            #expect(try CommandRun.waymark(map).output == CommandRun.waymark(map).output)
        }
    }
}
