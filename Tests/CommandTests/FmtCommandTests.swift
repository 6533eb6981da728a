import Foundation
import Testing

@Suite("waymark fmt") struct FmtCommandTests {
    private let untidy = """
        # Needs that somebody should serve.
        needs:
            young:   # who is young
                says:   is young
                when: {age_years: "less  than 18", on_script: true}
            adult: {says: is an adult, when: {age_years: at least 18, shop_thefts: 3 or over}}
            lately:
                says: attended lately
                when: {last_attended: within the last 1 months}

        """

    private let tidy = """
        # Needs that somebody should serve.
        needs:
          young:  # who is young
            says: is young
            when: {age_years: under 18, on_script: yes}
          adult: {says: is an adult, when: {age_years: 18 or over, shop_thefts: at least 3}}
          lately:
            says: attended lately
            when: {last_attended: within the last 1 month}

        """

    private func folder() throws -> Scratch {
        let scratch = try Scratch()
        try scratch.copyRulebook()
        #expect(try CommandRun.waymark(["fmt"], in: scratch.folder).status == 0)
        try scratch.write(untidy, to: "Rules/needs.yaml")
        return scratch
    }

    @Test func `one layout and one spelling, comments kept, the file named`() throws {
        let scratch = try folder()
        let run = try CommandRun.waymark(["fmt"], in: scratch.folder)
        #expect(run.status == 0 && run.output == "Rules/needs.yaml\n")
        #expect(try scratch.text("Rules/needs.yaml") == tidy)
        let again = try CommandRun.waymark(["fmt"], in: scratch.folder)
        #expect(again.status == 0 && again.output == "")
    }

    @Test func `--check changes nothing and says what would change`() throws {
        let scratch = try folder()
        let run = try CommandRun.waymark(["fmt", "--check", "Rules"], in: scratch.folder)
        #expect(run.status == 1 && run.output == "Rules/needs.yaml\n")
        #expect(run.error.contains("1 would change: run waymark fmt."))
        #expect(try scratch.text("Rules/needs.yaml") == untidy)
    }

    @Test func `cases too, with the facts of the rulebook above them`() throws {
        let scratch = try folder()
        try scratch.write(
            "case: x\ntitle: true\nfacts:\n      on_script: true\n      substances: [ heroin ]\n", to: "cases/x.yaml")
        let run = try CommandRun.waymark(["fmt", "cases"], in: scratch.folder)
        #expect(run.status == 0)
        #expect(
            try scratch.text("cases/x.yaml")
                == "case: x\ntitle: true\n\nfacts:\n  on_script: yes\n  substances: [heroin]\n")
    }

    @Test func `where the rulebook does not load only the layout changes`() throws {
        let scratch = try folder()
        try scratch.write("needs: {other: {says: other, when: {nothing_known: yes}}}\n", to: "Rules/zzz.yaml")
        #expect(try CommandRun.waymark(["fmt"], in: scratch.folder).status == 0)
        let text = try scratch.text("Rules/needs.yaml")
        #expect(
            text.contains("age_years: less  than 18, on_script: true")
                || text.contains("age_years: \"less  than 18\", on_script: true"))
        #expect(text.contains("\n  young:"))
    }

    @Test func `a file that is not YAML is left as it is, with its error, and the others go on`() throws {
        let scratch = try folder()
        try scratch.write("needs: [\n", to: "Rules/broken.yaml")
        let run = try CommandRun.waymark(["fmt"], in: scratch.folder)
        #expect(run.status == 1 && run.error.contains("Rules/broken.yaml:"))
        #expect(try scratch.text("Rules/broken.yaml") == "needs: [\n")
        #expect(try scratch.text("Rules/needs.yaml").contains("\n  young:"))
    }

    @Test func `the file's permissions stay`() throws {
        let scratch = try folder()
        let path = scratch.path("Rules/needs.yaml")
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(try CommandRun.waymark(["fmt"], in: scratch.folder).output == "Rules/needs.yaml\n")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o640)
    }

    @Test func `a folder without rules`() throws {
        let scratch = try Scratch()
        let run = try CommandRun.waymark(["fmt"], in: scratch.folder)
        #expect(run.status == 1 && run.error.contains("name the files or folders to be formatted"))
    }
}
