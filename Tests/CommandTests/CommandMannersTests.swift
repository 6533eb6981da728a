import Foundation
import Testing

/// What all commands have in common.
@Suite("Every command") struct CommandMannersTests {
    /// Arguments that no command takes so.
    private static let wrong: [[String]] = [
        ["nothing"], ["route"], ["route", "--format", "xml", "x"], ["route", "--trace", "much", "x"], ["explain"],
        ["explain", "x"], ["explain", "--programme", "o2r"],
        ["explain", "x", "y", "--programme", "o2r"], ["ask", "x", "--simulate", "y"],
        ["ask", "--simulate", "x", "--programme", "o2r"], ["ask", "--order", "random"], ["ask", "--date", "soon"],
        ["batch", "--threads", "0"], ["batch", "--threads", "1025"], ["batch", "--threads", "many"],
        ["batch", "--output", "table"], ["check", "--ahead", "1201"], ["check", "--budget", "0"], ["check", "x"],
        ["map", "--format", "pdf"], ["map", "--ahead", "1201"], ["test", "--suggest", "x", "--no-coverage"],
        ["test", "--suggest", "-", "--format", "json"], ["test", "--ways-per-case", "0"], ["test", "--budget", "0"],
        ["diff", "one"], ["diff", "a", "b", "c"], ["diff", "a", "b", "--from", "2023-13-01"], ["fmt", "--fix"],
        ["schema", "everything"], ["new", "area", "X"], ["new", "programme", "x"],
        ["generate", "people", "--unknown", "101"], ["generate", "people", "--first", "0"],
        ["generate", "people", "--group", "everyone"], ["generate", "rulebook"],
        ["generate", "rulebook", "--areas", "0", "x"], ["audit", "verify", "x"], ["audit", "repair"],
        ["replay", "--under", "x"], ["retention", "run", "--dry"], ["route", "--date", "1899-12-31", "x"],
    ]

    @Test(arguments: wrong)
    func `refuses wrong usage with status 2, on standard error alone`(_ arguments: [String]) throws {
        let run = try CommandRun.waymark(arguments)
        #expect(
            run.status == 2 && run.output == "" && run.error.contains("Usage: waymark"), "\(run.output)\(run.error)")
    }

    @Test(arguments: ["audit", "retention", "generate", "new"])
    func `that only groups others shows them`(_ group: String) throws {
        let run = try CommandRun.waymark(group)
        #expect(run.status == 0 && run.error == "" && run.output.contains("\nSUBCOMMANDS:\n"))
    }

    /// A call of each command that reads a rulebook, without `--rulebook`.
    private static let readers: [[String]] = [
        ["route", "x.yaml"], ["explain", "x.yaml", "--programme", "treatment"], ["ask"], ["ask", "--simulate", "x"],
        ["batch", "x.ndjson"], ["map"], ["test"], ["schema", "case"], ["new", "area", "X", "--gss", "E06000018"],
        ["generate", "people"],
    ]

    @Test(arguments: readers)
    func `says that there is no such rulebook, and does nothing else`(_ arguments: [String]) throws {
        let scratch = try Scratch()
        let run = try CommandRun.waymark(arguments + ["--rulebook", "nowhere"], in: scratch.folder)
        #expect(run.status == 1 && run.output == "")
        #expect(
            run.error == """
                error: there is no folder `nowhere` [rulebook.missing]
                  = help: name the folder of the rulebook with --rulebook DIR

                1 error; nothing was loaded.

                """)
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder.path).isEmpty)
    }

    @Test(arguments: readers)
    func `shows every error of a rulebook that does not load`(_ arguments: [String]) throws {
        let scratch = try Scratch()
        try scratch.copyRulebook()
        try scratch.write("needs: {a: {says: x}}\npromises: {b: 1}\n", to: "Rules/wrong.yaml")
        let run = try CommandRun.waymark(arguments, in: scratch.folder)
        #expect(run.status == 1 && run.output == "")
        #expect(run.error.contains("Rules/wrong.yaml:1:") && run.error.contains("Rules/wrong.yaml:2:"))
        #expect(run.error.hasSuffix("\n2 errors in 1 file; nothing was loaded.\n"), "\(run.error)")
    }

    @Test func `that works on a record says that there is none`() throws {
        let scratch = try Scratch()
        for command in [["audit", "verify"], ["audit", "checkpoint"], ["replay"], ["retention", "run"]] {
            let run = try CommandRun.waymark(command, in: scratch.folder)
            #expect(run.status == 1 && run.output == "")
            #expect(
                run.error
                    == "The record could not be opened: there is no `waymark.sqlite` in the folder `waymark-data`.\n")
        }
    }

    // MARK: Colour

    private static let rulebook = ["--rulebook", CommandRun.rulebook]
    private static let adult = CommandRun.cases + "/adult.yaml"
    /// Calls that show results to people.
    private static let shown: [[String]] = [
        ["route", adult] + rulebook, ["explain", adult, "--programme", "treatment"] + rulebook,
        ["ask", adult] + rulebook, ["map"] + rulebook, ["check", "--budget", "1"] + rulebook,
        ["test", CommandRun.cases] + rulebook, ["diff", CommandRun.rulebook, CommandRun.rulebook],
    ]

    private func onATerminal(_ arguments: [String], _ settings: String) throws -> String {
        let line = (["$WAYMARK"] + arguments).joined(separator: " ")
        return try CommandRun.shell("\(settings) script -qec \"\(line)\" /dev/null < /dev/null").output
    }

    @Test(arguments: shown)
    func `writes no colour to a pipe or a file`(_ arguments: [String]) throws {
        let run = try CommandRun.waymark(arguments)
        #expect(run.output != "" && !run.output.contains("\u{1B}") && !run.error.contains("\u{1B}"))
    }

    @Test(arguments: shown)
    func `writes no colour where NO_COLOR is set, and the same words`(_ arguments: [String]) throws {
        let plain = try onATerminal(arguments, "TERM=xterm NO_COLOR=1")
        let coloured = try onATerminal(arguments, "TERM=xterm")
        #expect(plain != "" && !plain.contains("\u{1B}"))
        #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
    }

    // MARK: The second time

    @Test(arguments: [
        ["route", adult, "--format", "json"] + rulebook, ["explain", adult, "--programme", "treatment"] + rulebook,
        ["map", "--format", "json", "--date", "2023-05-10"] + rulebook, ["schema", "case"] + rulebook,
        ["check", "--format", "json", "--budget", "1", "--date", "2023-05-10"] + rulebook,
        ["generate", "people", "--count", "5"] + rulebook, ["test", CommandRun.cases] + rulebook,
    ])
    func `says the same again`(_ arguments: [String]) throws {
        let (first, second) = (try CommandRun.waymark(arguments), try CommandRun.waymark(arguments))
        #expect(first.status == 0 || first.status == 1)
        #expect(first.output != "" && first.output == second.output && first.status == second.status)
    }

    @Test func `that makes files leaves those alone that are there already`() throws {
        let scratch = try Scratch()
        try scratch.copyRulebook()
        for arguments in [
            ["new", "area", "Nottingham", "--gss", "E06000018"], ["generate", "rulebook", "--areas", "2", "made"],
            ["test", CommandRun.cases, "--suggest", "suggested"],
        ] {
            let first = try CommandRun.waymark(arguments, in: scratch.folder)
            let files = try contents(of: scratch.folder)
            let second = try CommandRun.waymark(arguments, in: scratch.folder)
            #expect(
                second.status == 1 && second.error.hasPrefix("error: "), "\(arguments): \(first.error)\(second.error)")
            #expect(try contents(of: scratch.folder) == files, "\(arguments)")
        }
    }

    private func contents(of folder: URL) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
            files[path] = FileManager.default.contents(atPath: folder.appendingPathComponent(path).path)
        }
        return files
    }
}
