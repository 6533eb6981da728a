import Foundation
import Testing

@Suite("waymark route") struct RouteCommandTests {
    private let rulebook = ["--rulebook", CommandRun.rulebook]
    private func file(_ name: String) -> String { "\(CommandRun.cases)/\(name).yaml" }

    private func route(_ arguments: String..., input: String = "") throws -> CommandRun {
        try CommandRun.waymark(["route"] + rulebook + arguments, input: Array(input.utf8))
    }

    @Test func `the first line is what to do`() throws {
        let run = try route(file("treatment_first"))
        #expect(run.status == 0 && run.error == "")
        #expect(run.output.hasPrefix("Refer to Willow Ashford.\n"))
    }

    @Test func `an alert stands above everything`() throws {
        #expect(try route(file("alert_and_exploited")).output.hasPrefix("! Act first: there is an immediate risk"))
    }

    @Test func `the same case gives the same bytes`() throws {
        let first = try route(file("little_known"), "--format", "json", "--trace", "full")
        #expect(first.output == (try route(file("little_known"), "--format", "json", "--trace", "full")).output)
    }

    @Test func `a folder gives every case in order, each with its name`() throws {
        let run = try route(CommandRun.cases)
        #expect(run.status == 0)
        let names = run.output.split(separator: "\n").filter { $0.hasPrefix("== Case ") }
        #expect(names.count == 11)
        #expect(names.first == "== Case adult: An adult of 30 who agrees to everything and has nothing else")
    }

    @Test func `JSON is one decision a line`() throws {
        let run = try route(file("adult"), file("barton"), "--format", "json", "--trace", "none")
        let lines = run.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix(#"{"schema":"waymark.decision/1","case":"adult","decision_date":"2023-05-10""#))
        #expect(!run.output.contains("\"trace\""))
    }

    @Test func `a case without a date is decided for the date given`() throws {
        let run = try route("-", "--date", "2023-05-10", "--format", "json", input: "case: x\nfacts: {age_years: 30}\n")
        #expect(run.output.contains(#""case":"x","decision_date":"2023-05-10""#))
    }

    @Test func `a case without a date is decided for today`() throws {
        let before = today()
        let run = try route("-", "--format", "json", input: "case: x\n")
        let after = today()
        #expect([before, after].contains { run.output.contains("\"decision_date\":\"\($0)\"") })
    }

    private func today() -> String {
        let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
        func two(_ number: Int?) -> String { (number ?? 0) < 10 ? "0\(number ?? 0)" : "\(number ?? 0)" }
        return "\(parts.year ?? 0)-\(two(parts.month))-\(two(parts.day))"
    }

    // MARK: Standard input and streams

    @Test func `standard input may be one YAML or JSON case`() throws {
        let yaml = try route("-", "--date", "2023-05-10", input: "case: x\nfacts: {age_years: 30}\n")
        let json = try route(
            "-", "--date", "2023-05-10", input: "\n{\n  \"id\": \"x\",\n  \"facts\": {\"age_years\": 30}\n}\n")
        #expect(yaml.status == 0 && yaml.output.hasPrefix("? Not ruled out"))
        #expect(json.output == yaml.output)
    }

    private let stream = """
        {"id": "p1", "decision_date": "2023-05-10", "facts": {"age_years": 30}}

        {"id": "p2", "age_years": "thirty"}
        {nonsense
        {"id": "p3", "decision_date": "2023-05-10", "age_years": 12, "on_licence": true}
        {"id": "p4", "decision_date": "2023-05-10", "age_years": 40}

        """

    @Test func `a bad record of a stream yields an error in its place, and the rest goes on`() throws {
        let run = try route("-", "--format", "json", "--trace", "none", input: stream)
        let lines = run.output.split(separator: "\n")
        #expect(run.status == 1 && run.error == "")
        try #require(lines.count == 5)
        #expect(lines[0].contains(#""case":"p1""#) && lines[4].contains(#""case":"p4""#))
        #expect(
            lines[1].hasPrefix(#"{"id":"p2","line":3,"error":""#) && lines[1].contains("a whole number from 10 to 120"))
        #expect(lines[2].hasPrefix(#"{"id":null,"line":4,"error":""#))
        #expect(
            lines[3].hasPrefix(#"{"id":"p3","line":5,"error":""#) && lines[3].contains("nobody under 14 is on licence"))
    }

    @Test func `for people the errors of a stream go to standard error`() throws {
        let scratch = try Scratch()
        let path = try scratch.write(stream, to: "people.ndjson")
        let run = try route(path)
        #expect(run.status == 1)
        #expect(run.output.contains("== Case p1") && run.output.contains("== Case p4"))
        #expect(run.error.contains("people.ndjson:3: case p2: ") && run.error.contains("people.ndjson:4: "))
    }

    @Test func `a stream without a line end, or with Windows line ends, is read to its end`() throws {
        let run = try route(
            "-", "--format", "json", "--trace", "none", input: "{\"id\": \"a\"}\r\n{\"id\": \"b\"}")
        #expect(run.status == 0 && run.output.split(separator: "\n").count == 2)
    }

    @Test func `a line too long for a case is passed over`() throws {
        let long = "{\"id\": \"\(String(repeating: "x", count: 9 << 20))\"}"
        let run = try route(
            "-", "--format", "json", "--trace", "none", input: "{\"id\": \"a\"}\n\(long)\n{\"id\": \"b\"}\n")
        let lines = run.output.split(separator: "\n")
        #expect(lines.count == 3 && lines[1] == #"{"id":null,"line":2,"error":"this line is longer than 8 MiB"}"#)
    }

    // MARK: Refusals

    @Test func `a case that cannot be is refused with the rule's words and the line`() throws {
        let run = try route("-", input: "case: x\nfacts: {age_years: 12, on_licence: yes}\n")
        #expect(run.status == 1 && run.output == "")
        #expect(run.error.contains("standard input:2:9"))
        #expect(run.error.contains("nobody under 14 is on licence (Rules/vocabulary.yaml:"))
        #expect(run.error.contains("“Age” is 12 years and “On licence” is yes"))
    }

    @Test func `a fact that does not apply is refused with the reason`() throws {
        let run = try route(
            "-", input: "case: x\nfacts:\n  domestic_abuse_offence: no\n  da_relationship: wider_family\n")
        #expect(run.status == 1 && run.error.contains("standard input:4:3"))
        #expect(run.error.contains("does not apply to this person, since the case says “Domestic abuse offence” is no"))
    }

    @Test func `the other cases are decided where one is refused`() throws {
        let scratch = try Scratch()
        let bad = try scratch.write("case: x\nfacts: {age: 12}\n", to: "bad.yaml")
        let run = try route(bad, file("adult"))
        #expect(run.status == 1 && run.output.contains("Refer to The Corner."))
        #expect(run.error.contains("there is no fact called `age`"))
    }
}
