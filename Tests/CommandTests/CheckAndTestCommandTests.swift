import Foundation
import Testing

@Suite("waymark check and waymark test") struct CheckAndTestCommandTests {
    @Test func `a sound rulebook says what it holds`() throws {
        let run = try CommandRun.waymark("check", "--rulebook", CommandRun.rulebook)
        #expect(run.status == 0)
        #expect(run.output.contains("6 programmes, 9 services in 3 areas, 1 agreement, 16 facts"))
    }

    @Test func `problems are shown with their line, for people and for programs`() throws {
        let scratch = try Scratch()
        try scratch.copyRulebook()
        try scratch.write("needs: {one: {says: one, when: {age_yeers: 3}}}\n", to: "Rules/needs.yaml")
        let text = try CommandRun.waymark("check", "--rulebook", scratch.folder.path)
        #expect(text.status == 1 && text.output.contains("Rules/needs.yaml:1:"))
        #expect(text.output.contains("1 error in 1 file; nothing was loaded."))
        let json = try CommandRun.waymark("check", "--rulebook", scratch.folder.path, "--format", "json")
        let parsed = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
        let problem = try #require((parsed?["problems"] as? [[String: Any]])?.first)
        #expect(json.status == 1 && problem["path"] as? String == "Rules/needs.yaml" && problem["line"] as? Int == 1)
    }

    @Test func `cases that give what they expect are counted`() throws {
        let run = try CommandRun.waymark("test", CommandRun.cases, "--rulebook", CommandRun.rulebook)
        #expect(run.status == 0 && run.output.contains("11 passed"))
    }

    @Test func `a failure shows what was expected, what came and why`() throws {
        let scratch = try Scratch()
        let path = try scratch.write(
            """
            case: wrong
            title: A child of 12
            decision_date: 2023-05-10
            facts: {age_years: 12, home_area: ashford, substances: [heroin]}
            expect:
              outcomes:
                treatment: refer
            """, to: "cases/wrong.yaml")
        let run = try CommandRun.waymark("test", path, "--rulebook", CommandRun.rulebook)
        #expect(run.status == 1)
        #expect(run.output.contains("FAILED wrong (A child of 12), \(path):1"))
        #expect(run.output.contains("expected `treatment`: refer") && run.output.contains("got not_eligible"))
        #expect(run.output.contains("Age: 12 years; it would have to be 18 or over."))
        #expect(run.output.contains("0 passed and 1 failed."))
    }

    @Test func `cases that do not load or cannot be fail too`() throws {
        let scratch = try Scratch()
        try scratch.write(
            "case: a\ndecision_date: 2023-05-10\nfacts: {age: 3}\nexpect: {primary: nothing}\n", to: "a.yaml")
        try scratch.write(
            "case: b\ndecision_date: 2023-05-10\nfacts: {age_years: 12, on_licence: yes}\nexpect: {primary: nothing}\n",
            to: "b.yaml")
        try scratch.write("case: c\n", to: "c.yaml")
        let run = try CommandRun.waymark("test", scratch.folder.path, "--rulebook", CommandRun.rulebook)
        #expect(run.status == 1 && run.error.contains("there is no fact called `age`"))
        #expect(run.output.contains("FAILED b") && run.output.contains("nobody under 14 is on licence"))
        #expect(run.output.contains("0 passed, 1 failed, 1 problem in cases that do not load and 1 without `expect`."))
    }

    @Test func `the ways through the rules that no case exercises are counted and listed`() throws {
        let run = try CommandRun.waymark(
            "test", CommandRun.cases, "--rulebook", CommandRun.rulebook, "--date", "2026-06-01", "--coverage")
        #expect(run.status == 0 && run.output.contains("The cases exercise") && run.output.contains("Not tested:"))
        #expect(run.output.contains("Rules/") && run.output.contains("Services/"))
        let quiet = try CommandRun.waymark("test", CommandRun.cases, "--rulebook", CommandRun.rulebook, "--no-coverage")
        #expect(quiet.status == 0 && quiet.output == "11 passed and 0 failed.\n")
    }

    @Test func `suggested cases are written once, pass, and leave nothing untested`() throws {
        let scratch = try Scratch()
        let folder = scratch.folder.appendingPathComponent("new").path
        let options = ["--rulebook", CommandRun.rulebook, "--date", "2026-06-01"]
        let first = try CommandRun.waymark(["test", CommandRun.cases, "--suggest", folder] + options)
        #expect(first.status == 0 && first.output.contains("Read each, confirm or correct what it expects"))
        let again = try CommandRun.waymark(["test", CommandRun.cases, "--suggest", folder] + options)
        #expect(again.status == 1 && again.error.contains("already; nothing was written"))
        let both = try CommandRun.waymark(["test", CommandRun.cases, folder] + options)
        #expect(both.status == 0 && both.output.contains("The cases exercise all"))
        let none = try CommandRun.waymark(
            ["test", CommandRun.cases, folder, "--suggest", scratch.folder.appendingPathComponent("more").path]
                + options)
        #expect(none.status == 0 && none.output.contains("No case to suggest."))
        let layout = try CommandRun.waymark("fmt", "--check", folder)
        #expect(layout.status == 0, "\(layout.output)\(layout.error)")
    }

    @Test func `the coverage is there for programs too`() throws {
        let run = try CommandRun.waymark(
            "test", CommandRun.cases, "--rulebook", CommandRun.rulebook, "--date", "2026-06-01", "--format", "json")
        let parsed = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
        let coverage = try #require(parsed?["coverage"] as? [String: Any])
        let holes = try #require(coverage["not_tested"] as? [[String: Any]])
        #expect(parsed?["schema"] as? String == "waymark.test/1" && parsed?["passed"] as? Int == 11)
        #expect((coverage["ways"] as? Int) == (coverage["exercised"] as? Int ?? 0) + holes.count && !holes.isEmpty)
        #expect(holes.allSatisfy { $0["says"] is String && $0["path"] is String && $0["line"] is Int })
    }

    @Test func `cases without an expectation exercise nothing`() throws {
        let scratch = try Scratch()
        let path = try scratch.write(
            "case: mute\ndecision_date: 2023-05-10\nfacts: {age_years: 12}\n", to: "mute.yaml")
        let run = try CommandRun.waymark("test", path, "--rulebook", CommandRun.rulebook, "--date", "2026-06-01")
        #expect(run.status == 0 && run.output.contains("The cases exercise 0 of"))
    }
}
