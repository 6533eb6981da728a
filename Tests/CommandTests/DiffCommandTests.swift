import Foundation
import Testing

@Suite("waymark diff") struct DiffCommandTests {
    let scratch: Scratch

    init() throws {
        scratch = try Scratch()
        try scratch.copyRulebook()
    }

    private func diff(_ arguments: String...) throws -> CommandRun {
        try CommandRun.waymark(["diff", CommandRun.rulebook, scratch.folder.path] + arguments)
    }

    /// Changes a file of the new rulebook.
    private func edit(_ name: String, _ old: String, _ new: String) throws {
        let text = try scratch.text(name)
        try #require(text.contains(old))
        try scratch.write(text.replacingOccurrences(of: old, with: new), to: name)
    }

    @Test func `the same rulebook routes nobody differently`() throws {
        let run = try diff()
        #expect(run.status == 0 && run.error == "" && run.output == "Nobody is routed differently.\n")
    }

    @Test func `what means the same is no difference, however it is written`() throws {
        try edit(
            "Rules/programmes/treatment.yaml", "when: {age_years: 18 or over}",
            "when: {none: [{age_years: at most 17}]}")
        try edit(
            "Rules/programmes/others.yaml", "when: {age_years: under 18, exploited: yes}",
            "when: {all: [{exploited: yes}, {age_years: {not: at least 18}}]}")
        #expect(try diff().output.hasSuffix("Nobody is routed differently.\n"))
    }

    @Test func `another threshold: who, from what to what, an example and the line`() throws {
        try edit("Rules/programmes/treatment.yaml", "when: {age_years: 18 or over}", "when: {age_years: 21 or over}")
        let run = try diff("--from", "2023-01-01", "--until", "2023-12-31")
        #expect(run.status == 0 && run.error == "")
        #expect(
            run.output.contains(
                "\nCommunity treatment: Willow Ashford, from 1 January 2023 to 31 December 2023\n  refer → not eligible\n"
            ))
        #expect(run.output.contains("  Who: uses heroin or crack\n  and: Age: 18 to 20; Home area: Ashford\n"))
        #expect(run.output.contains("  For example on 1 January 2023: Age 18 years; Home area Ashford\n"))
        // The words stayed, so the line is named once.
        #expect(
            run.output.contains("  what counts as “is 18 or over” has changed  (Rules/programmes/treatment.yaml:13)\n"))
    }

    @Test func `order, alerts and refusals are compared as well`() throws {
        try edit("Rules/routing.yaml", "[safeguarding, treatment, outreach,", "[safeguarding, outreach, treatment,")
        try edit("Rules/routing.yaml", "when: {immediate_risk: yes}", "when: {exploited: yes}")
        try edit("Rules/vocabulary.yaml", "age_years: under 14, on_licence", "age_years: under 15, on_licence")
        let run = try diff()
        #expect(run.output.hasPrefix("Outreach now stands before Community treatment\n"))
        #expect(
            run.output.contains(
                "\nThe alert “there is an immediate risk to life or safety” is no longer raised\n  Who: Immediate risk: yes; Signs of exploitation: no\n"
            ))
        #expect(run.output.contains("\nA case like this is now refused as impossible\n"))
    }

    @Test func `different vocabularies: what could not be compared is said first`() throws {
        try edit(
            "Rules/vocabulary.yaml", "\n  exploited:\n",
            "\n  left_handed: {label: Left-handed, ask: Is the person left-handed?, type: yes or no}\n  exploited:\n")
        try edit("Rules/vocabulary.yaml", "hostel: Hostel}", "hostel: Hostel, boat: On a boat}")
        let run = try diff()
        #expect(run.status == 0)
        #expect(run.output.hasPrefix("Note: "))
        #expect(run.output.contains("Note: “Left-handed” is new; the old rulebook reads nothing of it.\n"))
    }

    // MARK: Where rulebooks are

    @Test func `rulebooks in one file each are compared`() throws {
        let files = try FileManager.default.subpathsOfDirectory(atPath: scratch.folder.path).filter {
            $0.hasSuffix(".yaml")
        }
        // The two files that hold programmes have a key in common, so they stay apart in a folder; this one is small.
        #expect(files.count >= 4)
        let one = """
            facts: {age_years: {label: Age, ask: How old is the person?, type: whole number, range: 10 to 120}}
            programmes: {club: {title: Club, kind: support, located_by: nothing, consent: none, criteria: {old: {says: is AGE or over, when: {age_years: AGE or over}}}}}
            services: {hall: {programme: club, name: Hall, provider: Hall, areas: everywhere, agreement: not needed, capacity: {state: has_capacity}}}
            routing: {order: [club]}

            """
        let old = try scratch.write(one.replacingOccurrences(of: "AGE", with: "60"), to: "old.yaml")
        let new = try scratch.write(one.replacingOccurrences(of: "AGE", with: "65"), to: "new.yaml")
        let run = try CommandRun.waymark("diff", old, new)
        #expect(run.status == 0 && run.error == "")
        #expect(run.output.hasPrefix("Club: Hall\n  refer → not eligible\n  Who: Age: 60 to 64\n"))
        #expect(run.output.contains("  was  is 60 or over  (") && run.output.contains("  now  is 65 or over  ("))
    }

    @Test func `git revisions of the rulebook's folder are compared with the folder`() throws {
        let made = try CommandRun.shell(
            """
            cd '\(scratch.folder.path)' && git init -q . && git add Rules Services \
            && git -c user.name=t -c user.email=t@example.org commit -q -m one
            """)
        try #require(made.status == 0, "\(made.error)")
        try edit("Services/services.yaml", "not go to hostels", "not go to hostels at all")
        let same = try CommandRun.waymark(["diff", "HEAD", "."], in: scratch.folder)
        #expect(same.status == 0 && same.output == "Nobody is routed differently.\n" && same.error == "")
        try edit("Rules/programmes/treatment.yaml", "when: {age_years: 18 or over}", "when: {age_years: 21 or over}")
        let changed = try CommandRun.waymark(["diff", "HEAD", "."], in: scratch.folder)
        #expect(changed.output.contains("Age: 18 to 20"))
        let missing = try CommandRun.waymark(["diff", "no-such-revision", "."], in: scratch.folder)
        #expect(missing.status == 1 && missing.output == "")
        #expect(missing.error.hasPrefix("“no-such-revision” is neither a folder, a file nor a git revision of "))
    }

    @Test func `of a git revision the files are read that are read of a folder`() throws {
        // What an editor leaves behind is no part of a rulebook, nor is what stands elsewhere.
        try scratch.write("facts: [", to: "Rules/.draft.yaml")
        try scratch.write("facts: [", to: "Rules/.old/vocabulary.yaml")
        try scratch.write("facts: [", to: "Record/other.yaml")
        let made = try CommandRun.shell(
            """
            cd '\(scratch.folder.path)' && git init -q . && git add . \
            && git -c user.name=t -c user.email=t@example.org commit -q -m one
            """)
        try #require(made.status == 0, "\(made.error)")
        let run = try CommandRun.waymark(["diff", "HEAD", "."], in: scratch.folder)
        #expect(run.status == 0 && run.output == "Nobody is routed differently.\n", "\(run.error)")
    }

    @Test func `a rulebook that does not load is named, with its problems`() throws {
        try scratch.write("facts: {a: 1\n", to: "Rules/x.yaml")
        let run = try diff()
        #expect(run.status == 1 && run.output == "")
        #expect(run.error.hasPrefix("The rulebook “\(scratch.folder.path)” does not load:\nRules/x.yaml:1:8: error: "))
        let nowhere = try CommandRun.waymark("diff", CommandRun.rulebook, scratch.path("nowhere"))
        #expect(nowhere.status == 1 && nowhere.error.contains("nowhere"))
    }

    // MARK: A caseload

    @Test func `of a caseload, who changes is named, and bad lines are shown, counted and skipped`() throws {
        try edit("Rules/programmes/treatment.yaml", "when: {age_years: 18 or over}", "when: {age_years: 21 or over}")
        try edit("Rules/vocabulary.yaml", "age_years: under 14, on_licence", "age_years: under 15, on_licence")
        let facts =
            #""home_area": "ashford", "substances": ["heroin"], "on_script": false, "on_licence": false, "consents_to_referral": true, "#
            + #""consents_to_information_sharing": true, "can_give_consent_now": true"#
        let path = try scratch.write(
            """
            {"id": "young", "age_years": 19, \(facts)}
            {"id": "bad", "age": 3, "tea": true}
            {"id": "older", "age_years": 40, \(facts)}
            {
            {"id": "refused", "age_years": 14, "on_licence": true}

            """, to: "people.ndjson")
        let run = try diff("--from", "2023-01-01", "--until", "2023-12-31", "--cases", path)
        #expect(run.status == 0)
        #expect(run.output.contains("\nOf 5 cases, 1 changes; 3 could not be compared.\n"))
        #expect(run.output.contains("\n  young: Community treatment, Willow Ashford: was refer, now not eligible"))
        #expect(
            run.output.contains(
                "\n  refused: not compared; the new rulebook refuses it: this cannot be: nobody under 14 is on licence")
        )
        #expect(run.error.contains("people.ndjson:2:") && run.error.contains("people.ndjson:4:"))

        let json = try diff("--from", "2023-01-01", "--until", "2023-12-31", "--cases", path, "--format", "json")
        let parsed = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let cases = try #require(parsed["cases"] as? [String: Any])
        #expect(cases["compared"] as? Int == 2 && cases["changed"] as? Int == 1 && cases["skipped"] as? Int == 3)
    }

    @Test func `of a caseload, whose alert or order changes is named as well`() throws {
        try edit("Rules/routing.yaml", "when: {immediate_risk: yes}", "when: {exploited: yes}")
        try edit("Rules/routing.yaml", "when: {on_script: no}", "when: {on_script: yes}")
        let facts =
            #""age_years": 30, "home_area": "ashford", "substances": ["heroin"], "on_script": false, "shop_thefts": 15, "on_licence": false, "housing_status": "settled", "#
            + #""consents_to_referral": true, "consents_to_information_sharing": true, "can_give_consent_now": true"#
        let path = try scratch.write(
            """
            {"id": "at risk", "immediate_risk": true, "exploited": false, \(facts)}
            {"id": "neither", "immediate_risk": false, "exploited": false, "age_years": 30}

            """, to: "people.ndjson")
        let run = try diff("--from", "2023-01-01", "--until", "2023-12-31", "--cases", path)
        #expect(run.output.contains("\nOf 2 cases, 1 changes.\n"))
        let line = run.output.split(separator: "\n").first { $0.hasPrefix("  at risk: ") } ?? ""
        #expect(line.contains("the alert “there is an immediate risk to life or safety” is no longer raised"))
        #expect(line.contains("Outreach, Street Team: no longer comes after Community treatment"))
    }
}
