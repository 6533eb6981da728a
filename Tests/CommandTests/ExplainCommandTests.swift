import Foundation
import Testing

@Suite("waymark explain") struct ExplainCommandTests {
    private func explain(_ name: String, _ programme: String, _ arguments: String...) throws -> CommandRun {
        try CommandRun.waymark(
            [
                "explain", "\(CommandRun.cases)/\(name).yaml", "--programme", programme, "--rulebook",
                CommandRun.rulebook,
            ]
                + arguments)
    }

    /// The output as one line, so that nothing turns on where lines are broken.
    private func words(_ run: CommandRun) -> String {
        run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test func `a referral: why, what decides it, and until when`() throws {
        let run = try explain("barton", "outreach")
        #expect(run.status == 0 && run.output.hasPrefix("Refer to Street Team.\n"))
        #expect(words(run).contains("together decide this, whatever everything else is."))
        #expect(
            words(run).contains("How long it stays so If the facts stay as they are, no date in the rules ends it."))
        #expect(!run.output.contains("What would change it"))
    }

    @Test func `not eligible: a fact that cannot change decides it alone`() throws {
        let run = try explain("child", "treatment")
        #expect(run.status == 0 && run.output.hasPrefix("Not eligible for Community treatment.\n"))
        #expect(words(run).contains("Age (12 years) alone decides this, whatever everything else is."))
        #expect(words(run).contains("What would change it Not in the person’s hands, but would make a difference:"))
    }

    @Test func `a near miss: the step that would give more`() throws {
        let run = try explain("no_sharing", "treatment")
        #expect(words(run).contains("Could be done: • A referral to Willow Ashford if “Agrees to sharing: yes”."))
    }

    @Test func `what is open: what it turns on`() throws {
        let run = try explain("little_known", "outreach")
        #expect(words(run).contains("What decides it Nothing yet: it turns on"))
        #expect(words(run).contains("Could be found out:"))
    }

    @Test func `a programme that is not there is wrong usage, with the nearest name`() throws {
        let run = try explain("adult", "outreech")
        #expect(run.status == 2 && run.output == "")
        #expect(run.error == "There is no programme called “outreech” in this rulebook: did you mean `outreach`?\n")
    }

    @Test func `every case of a file is explained under its name, those that do not load are shown`() throws {
        let scratch = try Scratch()
        let path = try scratch.write(
            #"{"id": "a", "age_years": 12}"# + "\n" + #"{"id": "b", "age": 30}"# + "\n"
                + #"{"id": "c", "age_years": 30}"# + "\n"
                + #"{"id": "d", "age_years": 12, "on_licence": true}"# + "\n", to: "people.ndjson")
        let run = try CommandRun.waymark("explain", path, "--programme", "drop_in", "--rulebook", CommandRun.rulebook)
        #expect(run.status == 1)
        #expect(run.output.hasPrefix("== Case a\n\nNot eligible for Drop-in.\n"))
        #expect(
            run.output.contains("\n== Case c\n\nRefer to ") && !run.output.contains("Case b")
                && !run.output.contains("Case d"))
        #expect(run.error.contains("people.ndjson:2:") && run.error.contains("there is no fact called `age`"))
        #expect(run.error.contains("people.ndjson:4:") && run.error.contains("nobody under 14 is on licence"))
    }

    @Test func `the decision date can be given for cases that name none`() throws {
        let scratch = try Scratch()
        let path = try scratch.write(
            #"{"id": "a", "age_years": 30, "home_area": "ashford", "substances": ["heroin"], "on_script": false}"#,
            to: "a.json")
        func outcome(_ date: String) throws -> String {
            try CommandRun.waymark(
                "explain", path, "--programme", "treatment", "--rulebook", CommandRun.rulebook, "--date", date
            ).output
        }
        #expect(try outcome("2010-01-01").hasPrefix("Not available: Community treatment.\n"))
        #expect(try outcome("2023-01-01").hasPrefix("Cannot say yet for Willow Ashford.\n"))
    }

    @Test func `for programs there is one document a line`() throws {
        let scratch = try Scratch()
        let path = try scratch.write(
            #"{"id": "a", "age_years": 12}"# + "\n" + #"{"id": "b", "age_years": 30}"# + "\n", to: "people.ndjson")
        let run = try CommandRun.waymark(
            "explain", path, "--programme", "drop_in", "--rulebook", CommandRun.rulebook, "--format", "json")
        let documents = try run.output.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(documents.map { $0["case"] as? String } == ["a", "b"])
        #expect(documents.allSatisfy { $0["schema"] as? String == "waymark.explanation/1" })
        let first = try #require((documents[0]["outcomes"] as? [[String: Any]])?.first)
        #expect((first["decided_by"] as? [String: Any])?["sets"] as? [[String]] == [["age_years"]])
    }
}
