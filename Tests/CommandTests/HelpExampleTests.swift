import Foundation
import Testing
import WaymarkStore

@Suite("Every example of the help works") struct HelpExampleTests {
    /// What the examples find around them: the shipped rulebook and cases under git, the rulebooks of other years, a
    /// caseload, and a record with its checkpoint.
    private struct Surroundings {
        let folder: URL

        init(in scratch: Scratch) throws {
            folder = scratch.folder.appendingPathComponent("here")
            for part in ["Rules", "Services", "Examples/cases"] {
                for place in part == "Examples/cases" ? ["here"] : ["here", "last-year", "next-year"] {
                    let target = scratch.folder.appendingPathComponent("\(place)/\(part)")
                    try FileManager.default.createDirectory(
                        at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
                    try FileManager.default.copyItem(at: CommandRun.package.appendingPathComponent(part), to: target)
                }
            }
            try scratch.write(
                """
                {"id": "one", "decision_date": "2026-04-01", "facts": {"age_years": 23}}
                {"id": "two", "decision_date": "2026-04-01", "facts": {"age_years": 16}}

                """, to: "here/caseload.ndjson")
        }

        /// Two revisions, as `git diff HEAD~1` needs them.
        func commit() throws {
            let commit = "git -c user.name=t -c user.email=t@example.org commit -q --allow-empty -m"
            let made = try CommandRun.run(
                ["/bin/sh", "-c", "git init -q . && git add Rules Services && \(commit) one && \(commit) two"],
                in: folder)
            try #require(made.status == 0, "\(made.error)")
        }

        /// A record with one decision, and a checkpoint of it.
        func record() throws {
            let store = try KeptRecord.make(
                in: folder.appendingPathComponent("waymark-data").path, under: folder.path,
                people: [#"{"age_years":30}"#])
            try #require(try store.newestCheckpoint()).write(
                to: folder.appendingPathComponent("checkpoint.txt"), atomically: true, encoding: .utf8)
        }
    }

    @Test(arguments: Help.examples)
    func `as it stands`(_ example: Help.Example) throws {
        let scratch = try Scratch()
        let surroundings = try Surroundings(in: scratch)
        if example.line.contains("HEAD") { try surroundings.commit() }
        if ["audit", "replay", "retention"].contains(where: { example.line.contains($0) }) {
            try surroundings.record()
        }
        let before = try FileManager.default.subpathsOfDirectory(atPath: surroundings.folder.path)
        // Fewer people than it says: this is the program with all its checks, and slow.
        let line = example.line.replacing(/--count [0-9]+/, with: "--count 2")
        let run = try CommandRun.run(
            ["/bin/bash", "-c", "set -e -o pipefail; waymark() { \"\(CommandRun.program)\" \"$@\"; }; \(line)"],
            in: surroundings.folder)
        #expect(run.status == 0 && !run.error.contains("error:"), "\(run.output.prefix(2000))\(run.error)")
        let after = try FileManager.default.subpathsOfDirectory(atPath: surroundings.folder.path)
        #expect(run.output != "" || run.error != "" || after.count > before.count, "it does nothing that can be seen")
    }
}
