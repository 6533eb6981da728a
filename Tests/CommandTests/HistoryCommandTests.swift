import Foundation
import Testing

@Suite("What the commands say of a history") struct HistoryCommandTests {
    private let scratch: Scratch
    private static let lines = """
        history:
          on_script:
            - {value: yes, says: has started, programmes: [treatment], came_to: [started]}
            - {value: no, says: never came, programmes: [treatment], came_to: [closed_no_contact], not_happened: [started]}

        """

    init() throws {
        scratch = try Scratch()
        try scratch.copyRulebook()
    }

    private func waymark(_ arguments: String...) throws -> CommandRun {
        try CommandRun.waymark(arguments, in: scratch.folder)
    }

    /// What `waymark diff` says where the golden rulebook gets `old`, then `new`, as its history.
    private func diff(_ old: String, _ new: String, _ arguments: String...) throws -> CommandRun {
        let before = try Scratch()
        try before.copyRulebook()
        if old != "" { try before.write(old, to: "Rules/history.yaml") }
        if new != "" { try scratch.write(new, to: "Rules/history.yaml") }
        return try CommandRun.waymark(["diff", before.folder.path, scratch.folder.path] + arguments)
    }

    // MARK: check

    @Test func `a right one is no problem, in any file of the rulebook`() throws {
        for path in ["Rules/history.yaml", "Services/referrals/earlier.yml"] {
            try scratch.write(Self.lines, to: path)
            let run = try waymark("check", "--no-analysis")
            #expect(run.status == 0 && run.output.hasPrefix("No problems found.\n"), "\(run.output)")
            try FileManager.default.removeItem(atPath: scratch.path(path))
        }
    }

    @Test func `a wrong one is shown with all its problems, each with its line`() throws {
        try scratch.write(
            Self.lines.replacing("[treatment]", with: "[treatmnt]").replacing("closed_no_contact", with: "closed"),
            to: "Rules/history.yaml")
        let run = try waymark("check", "--no-analysis")
        #expect(run.status == 1)
        #expect(
            run.output.contains("Rules/history.yaml:3:52: error: there is no programme or family called `treatmnt`"))
        #expect(
            run.output.contains("Rules/history.yaml:4:50: error: there is no programme or family called `treatmnt`"))
        #expect(run.output.contains(": error: `closed` cannot stand in `came_to`"))
        #expect(run.output.hasSuffix("3 errors in 1 file; nothing was loaded.\n"), "\(run.output)")
    }

    @Test func `one fact has its lines in one place; both places are named`() throws {
        try scratch.write(Self.lines, to: "Rules/history.yaml")
        try scratch.write(Self.lines, to: "Services/history.yaml")
        let run = try waymark("check", "--no-analysis")
        #expect(run.status == 1 && run.output.contains("Services/history.yaml:2:3: error: the history of `on_script` "))
        #expect(run.output.contains("Rules/history.yaml:2:3: the first is here"))
    }

    @Test func `where a file cannot be read, what it may declare is not missed`() throws {
        try scratch.write("facts: {earlier: {label: Earlier\n", to: "Rules/broken.yaml")
        try scratch.write(
            "history:\n  earlier: [{value: yes, says: x, programmes: [treatment]}]\n", to: "Rules/history.yaml")
        let run = try waymark("check", "--no-analysis")
        #expect(run.status == 1 && !run.output.contains("history.yaml"), "\(run.output)")
    }

    // MARK: fmt

    @Test func `formatting keeps what it means and its comments, and is done once`() throws {
        try scratch.write(
            """
            # Earlier referrals.
            history:
                on_script:
                    -   value: true   # taken as yes
                        says:   has started
                        programmes: [ treatment ]
                        came_to: [ started ]

            """, to: "Rules/history.yaml")
        let first = try waymark("fmt", "Rules/history.yaml")
        #expect(first.status == 0 && first.output == "Rules/history.yaml\n", "\(first.output)\(first.error)")
        #expect(
            try scratch.text("Rules/history.yaml") == """
                # Earlier referrals.
                history:
                  on_script:
                    - value: yes  # taken as yes
                      says: has started
                      programmes: [treatment]
                      came_to: [started]

                """)
        #expect(try waymark("fmt", "--check", "Rules/history.yaml").status == 0)
    }

    // MARK: diff

    @Test func `the same lines are no difference, in other words or in another file neither`() throws {
        let other = Self.lines.replacing("has started", with: "began").replacing(
            "history:", with: "# Since 2026.\nhistory:")
        let run = try diff(Self.lines, other)
        #expect(run.status == 0 && run.output == "Nobody is routed differently.\n", "\(run.output)")
        try FileManager.default.moveItem(
            atPath: scratch.path("Rules/history.yaml"), toPath: scratch.path("Services/history.yaml"))
        #expect(try diff(Self.lines, "").output == "Nobody is routed differently.\n")
    }

    @Test func `a line that changes is shown as it was and as it is, with both places`() throws {
        let run = try diff(
            Self.lines, Self.lines.replacing("[started]}\n", with: "[started], within_months: 6}\n", maxReplacements: 1)
        )
        #expect(
            run.output == """
                Nobody is routed differently.

                What earlier referrals say of “On a script”
                  was  1. yes: “has started” (latest referral to Community treatment; came to: started)  (Rules/history.yaml:3)
                  now  1. yes: “has started” (latest referral to Community treatment; came to: started; within 6 months)  (Rules/history.yaml:3)

                """)
    }

    @Test func `lines that come, go and change places are shown, others are not`() throws {
        let new = """
            history:
              shop_thefts:
                - {value: count of referrals, says: how often, programmes: [treatment, drop_in], which: any}

            """
        let added = try diff("", new)
        #expect(
            added.output.contains(
                """
                What earlier referrals say of “Shop thefts in 12 months”
                  now  1. count of referrals: “how often” (any referral
                """), "\(added.output)")
        let lines = Self.lines.split(separator: "\n")
        let turned = [lines[0], lines[1], lines[3], lines[2]].joined(separator: "\n") + "\n"
        let moved = try diff(Self.lines, turned).output.split(separator: "\n").filter { $0.hasPrefix("  ") }
        // One of two lines that change places has moved.
        #expect(moved.count == 2 && moved[0].hasPrefix("  was  ") && moved[1].hasPrefix("  now  "), "\(moved)")
        #expect(moved[0].contains("2. no: “never came”") == moved[1].contains("1. no: “never came”"))
        let gone = try diff(Self.lines, lines.prefix(3).joined(separator: "\n") + "\n").output
        #expect(
            gone.contains(
                "  was  2. no: “never came” (latest referral to Community treatment; came to: closed no contact; not happened: started)  (Rules/history.yaml:4)\n"
            ))
        #expect(!gone.contains("now") && !gone.contains("has started"))
    }

    @Test func `programs get it as a difference of its own kind`() throws {
        let run = try diff(Self.lines, Self.lines.replacing("value: yes", with: "value: no"), "--format", "json")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
        let differences = try #require(object["differences"] as? [[String: Any]])
        try #require(differences.count == 1)
        #expect(differences[0]["kind"] as? String == "history" && differences[0]["fact"] as? String == "on_script")
        let lines = try #require(differences[0]["lines"] as? [[String: String]])
        #expect(lines.map { $0["rulebook"] } == ["old", "new"])
        #expect(lines.map { $0["at"] } == ["Rules/history.yaml:3", "Rules/history.yaml:3"])
    }

    // MARK: Everything else

    @Test func `nobody is decided differently by it`() throws {
        let cases = CommandRun.cases
        func decisions() throws -> [String] {
            try waymark("route", cases, "--format", "json", "--trace", "full").output.split(separator: "\n").map {
                String($0.replacing(/sha256:[0-9a-f]{64}/, with: ""))
            }
        }
        let before = try decisions()
        try scratch.write(Self.lines, to: "Rules/history.yaml")
        #expect(before.count > 5)
        #expect(try decisions() == before)
    }
}
