import Foundation
import Testing
import WaymarkStore

@Suite("waymark audit and waymark replay") struct RecordCommandTests {
    /// A record with two people, decided under the golden rulebook.
    private func filled(
        _ scratch: Scratch, under rulebook: String = CommandRun.rulebook
    ) throws -> (folder: String, store: Store) {
        let folder = scratch.folder.appendingPathComponent("data").path
        let people = [#"{"age_years":30,"substances":["heroin"],"home_area":"ashford"}"#, #"{"age_years":12}"#]
        return (folder, try KeptRecord.make(in: folder, under: rulebook, people: people))
    }

    @Test func `a sound record is said to be sound, also against a printed checkpoint`() throws {
        let scratch = try Scratch()
        let folder = try filled(scratch).folder
        let printed = try CommandRun.waymark("audit", "checkpoint", "--data", folder)
        #expect(printed.status == 0)
        let run = try CommandRun.waymark("audit", "verify", "--data", folder, "--against", printed.output)
        #expect(run.status == 0 && run.output.contains("The audit is sound: 3 entries"), "\(run.output)\(run.error)")
        let path = try scratch.write(printed.output, to: "sheet.txt")
        #expect(try CommandRun.waymark("audit", "verify", "--data", folder, "--against", path).status == 0)
    }

    @Test func `an altered record is said to be altered`() throws {
        let scratch = try Scratch()
        let folder = try filled(scratch).folder
        let other = try Scratch()
        let forged = try filled(other).store.newestCheckpoint()
        let run = try CommandRun.waymark("audit", "verify", "--data", folder, "--against", try #require(forged))
        #expect(run.status == 1 && run.output.contains("is of another record"), "\(run.output)")
    }

    @Test func `decisions come out again as they were kept, and nothing about a person is printed`() throws {
        let scratch = try Scratch()
        let folder = try filled(scratch).folder
        let run = try CommandRun.waymark("replay", "--data", folder)
        #expect(
            run.status == 0 && run.output == "2 decisions decided again, 2 byte for byte the same.\n",
            "\(run.output)\(run.error)")
        try scratch.copyRulebook()
        let rules = scratch.folder.appendingPathComponent("Rules")
        for file in try FileManager.default.subpathsOfDirectory(atPath: rules.path) where file.hasSuffix(".yaml") {
            let path = rules.appendingPathComponent(file)
            let text = try String(contentsOf: path, encoding: .utf8)
            try text.replacing("18 or over", with: "40 or over").write(to: path, atomically: true, encoding: .utf8)
        }
        let draft = try CommandRun.waymark("replay", "--data", folder, "--rulebook", scratch.folder.path)
        #expect(
            draft.status == 0 && draft.output.contains("2 decisions decided again, 1 with the same outcomes."),
            "\(draft.output)\(draft.error)")
        #expect(draft.output.contains("(1): D-2026-000001") && draft.output.contains("  treatment"))
        #expect(!draft.output.contains("planted") && !draft.output.contains("heroin"))
    }

    @Test func `what earlier referrals say changes no kept decision, kept with the rulebook or added later`() throws {
        let scratch = try Scratch()
        try scratch.copyRulebook()
        let plain = try filled(scratch).folder
        try scratch.write(
            "history:\n  on_script: [{value: yes, says: has started, programmes: [treatment], came_to: [started]}]\n",
            to: "Rules/history.yaml")
        let later = try CommandRun.waymark("replay", "--data", plain, "--rulebook", scratch.folder.path)
        #expect(later.status == 0 && later.output == "2 decisions decided again, 2 with the same outcomes.\n")
        let other = try Scratch()
        let kept = try filled(other, under: scratch.folder.path).folder
        let run = try CommandRun.waymark("replay", "--data", kept)
        #expect(run.status == 0 && run.output == "2 decisions decided again, 2 byte for byte the same.\n")
    }

    @Test func `a folder without a record is named, and none is made there`() throws {
        let scratch = try Scratch()
        let folder = scratch.folder.appendingPathComponent("nothing").path
        for command in [["audit", "verify"], ["audit", "checkpoint"], ["replay"]] {
            let run = try CommandRun.waymark(command + ["--data", folder])
            #expect(run.status == 1 && run.error.contains("there is no `waymark.sqlite` in the folder `\(folder)`"))
        }
        #expect(!FileManager.default.fileExists(atPath: folder))
    }
}
