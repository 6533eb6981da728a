import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// Everything the program emits, and what it reads, against the schemas that it prints.
@Suite("Printed schemas") struct SchemaTests {
    let scratch: Scratch
    let validator: SchemaValidator

    init() throws {
        scratch = try Scratch()
        validator = try SchemaValidator()
    }

    @Test(arguments: SchemaTests.subjects)
    func `each is a valid JSON Schema`(_ subject: String) throws {
        #expect(try validator.problems(inSchema: subject) == "")
        #expect(try validator.problems("3\n", subject) != "", "a number passes")
    }

    private static let subjects = ["decision", "case", "rulebook", "explanation", "diff", "check", "map", "test"]

    @Test func `the help names each, and decisions are described where nothing is asked for`() throws {
        let help = try CommandRun.waymark("schema", "--help").output
        for subject in Self.subjects { #expect(help.contains(subject), "\(subject)") }
        #expect(try CommandRun.waymark("schema").output == CommandRun.waymark("schema", "decision").output)
        #expect(try CommandRun.waymark("schema", "nonsense").status == 2)
    }

    // MARK: Test results

    @Test func `results of rule tests, with and without coverage`() throws {
        let failing = try scratch.write(
            "case: wrong\ndecision_date: 2023-05-10\nfacts: {age_years: 12}\nexpect: {outcomes: {treatment: refer}}\n",
            to: "wrong.yaml")
        let shared = ["--rulebook", CommandRun.rulebook, "--format", "json"]
        for more in [[], ["--no-coverage"], [failing], ["--budget", "1"]] {
            let run = try CommandRun.waymark(["test", CommandRun.cases, "--date", "2026-06-01"] + more + shared)
            let line = String(
                decoding: try JSONSerialization.data(
                    withJSONObject: try JSONSerialization.jsonObject(with: Data(run.output.utf8)),
                    options: .withoutEscapingSlashes),
                as: UTF8.self)
            #expect(try validator.problems(line + "\n", "test") == "", "\(more)")
            for damage in [
                ("\"passed\"", "\"passes\""), ("waymark.test/1", "waymark.test/2"), ("\"coverage\":", "\"cover\":"),
            ] {
                #expect(
                    try validator.problems(line.replacing(damage.0, with: damage.1) + "\n", "test") != "", "\(damage)")
            }
        }
    }

    // MARK: Decisions

    @Test(arguments: ["none", "short", "full"])
    func `decisions of all example cases`(_ trace: String) throws {
        let small = try CommandRun.waymark(
            "route", CommandRun.cases, "--rulebook", CommandRun.rulebook, "--format", "json", "--trace", trace)
        let shipped = try CommandRun.waymark("route", "Examples/cases", "--format", "json", "--trace", trace)
        #expect(small.status == 0 && shipped.status == 0)
        #expect(try validator.problems(small.output + shipped.output, "decision") == "")
    }

    @Test func `decisions of random cases under random rulebooks`() throws {
        var writer = JSONWriter()
        var summaries = JSONWriter()
        var count = 0
        for seed in Effort.seeds(12) {
            for shape in [RandomShape.mixed, .tangled, .wide, .knotted] {
                guard let rulebook = try? TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape)) else {
                    continue
                }
                let decider = Decider(rulebook)
                var people = RandomCases(rulebook, seed: seed)
                for number in 0..<12 {
                    let person = people.next()
                    guard let given = person.resolved(in: rulebook),
                        let decision = try? decider.decide(given, on: person.day)
                    else { continue }
                    let detail = TraceDetail.allCases[(number + 2) % 3]
                    DecisionJSON(rulebook, detail: detail).write(decision, to: &writer)
                    writer.newline()
                    DecisionJSON(rulebook, detail: .none).writeSummary(decision, to: &summaries)
                    summaries.newline()
                    // Text has to stand as well, whatever the rules are.
                    #expect(!DecisionText(rulebook, detail: detail).text(decision).isEmpty)
                    count += 1
                }
            }
        }
        #expect(count >= 200)
        #expect(try validator.problems(writer.text, "decision") == "")
        #expect(try validator.problems(summaries.text, "decision", definition: "summary") == "")
    }

    @Test func `errors of a stream`() throws {
        let run = try CommandRun.waymark(
            ["route", "-", "--rulebook", CommandRun.rulebook, "--format", "json"],
            input: Array("{\"id\": \"a\", \"age\": 3}\n{\n[]\n".utf8))
        #expect(run.output.split(separator: "\n").count == 3)
        #expect(try validator.problems(run.output, "decision", definition: "error_record") == "")
    }

    @Test(arguments: [
        #""position":1"#, #""rulebook":"sha256:"#, #""alerts":["#, #""outcome":"refer""#, #""truth":"yes""#,
    ])
    func `a decision that is damaged does not pass`(_ part: String) throws {
        let run = try CommandRun.waymark(
            "route", "\(CommandRun.cases)/alert_and_exploited.yaml", "--rulebook", CommandRun.rulebook, "--format",
            "json")
        let damaged = run.output.replacingOccurrences(of: part, with: #""surprise":1,"# + part)
        try #require(damaged != run.output)
        #expect(try validator.problems(damaged, "decision") != "")
    }

    // MARK: Explanations and differences

    @Test(arguments: [("outreach", "short"), ("treatment", "full"), ("alcohol_course", "none"), ("drop_in", "none")])
    func `explanations of all example cases`(_ programme: String, _ trace: String) throws {
        var lines = ""
        for name in try FileManager.default.contentsOfDirectory(atPath: CommandRun.cases).sorted() {
            let run = try CommandRun.waymark(
                "explain", "\(CommandRun.cases)/\(name)", "--programme", programme, "--rulebook", CommandRun.rulebook,
                "--format", "json", "--trace", trace)
            #expect(run.status == 0 && run.error == "")
            lines += run.output
        }
        #expect(lines.split(separator: "\n").count == 11)
        #expect(try validator.problems(lines, "explanation") == "")
        #expect(
            try validator.problems(
                lines.replacingOccurrences(of: #""kind":"cannot_change""#, with: #""kind":"may_change""#)
                    .replacingOccurrences(of: #""end":"never""#, with: #""end":"later""#), "explanation") != "")
    }

    @Test func `differences of every kind, with and without a caseload`() throws {
        try scratch.copyRulebook()
        for (name, old, new) in [
            ("Rules/programmes/treatment.yaml", "when: {age_years: 18 or over}", "when: {age_years: 21 or over}"),
            ("Rules/routing.yaml", "[safeguarding, treatment, outreach,", "[safeguarding, outreach, treatment,"),
            ("Rules/routing.yaml", "when: {immediate_risk: yes}", "when: {exploited: yes}"),
            ("Rules/routing.yaml", "when: {on_script: no}", "when: {on_script: yes}"),
            ("Rules/routing.yaml", "housing_status: hostel", "housing_status: rough_sleeping"),
            ("Rules/vocabulary.yaml", "age_years: under 14, on_licence", "age_years: under 15, on_licence"),
        ] {
            try scratch.write(try scratch.text(name).replacingOccurrences(of: old, with: new), to: name)
        }
        let plain = try CommandRun.waymark("diff", CommandRun.rulebook, scratch.folder.path, "--format", "json")
        let counted = try CommandRun.waymark(
            "diff", CommandRun.rulebook, scratch.folder.path, "--format", "json", "--cases", CommandRun.cases)
        for kind in ["outcome", "alert", "sequence", "low_priority", "refusal", "order"] {
            #expect(plain.output.contains("\"kind\": \"\(kind)\""), "no difference of kind \(kind)")
        }
        // Line ends in indented JSON stand outside strings only.
        func line(_ run: CommandRun) -> String { run.output.replacingOccurrences(of: "\n", with: " ") + "\n" }
        #expect(plain.status == 0 && counted.status == 0)
        #expect(try validator.problems(line(plain) + line(counted), "diff") == "")
        #expect(
            try validator.problems(line(plain).replacingOccurrences(of: "\"first\"", with: "\"fast\""), "diff") != "")
    }

    // MARK: Cases

    @Test func `cases that load pass`() throws {
        let lines = """
            {"id": "p1", "decision_date": "2022-11-12", "facts": {"age_years": 23, "substances": ["heroin"], "on_script": true}}
            {"id": "p1", "age_years": null, "substances": [], "on_script": "declined", "home_area": "no_fixed_abode"}
            {"id": null, "last_attended": "2020-02-29", "disposal": "not known", "shop_thefts": "unknown"}
            {"case": "x", "like": "adult", "facts": {"on_script": "yes", "age_years": 18}, "expect": {"outcomes": {"treatment/willow_ashford": "refer"}, "primary": "nothing"}}
            {}

            """
        #expect(try validator.problems(lines, "case", "--rulebook", CommandRun.rulebook) == "")
    }

    @Test(arguments: [
        #"{"facts": {"age_years": 9}}"#, #"{"facts": {"age_years": "30"}}"#, #"{"facts": {"on_script": "yes"}}"#,
        #"{"facts": {"substances": "heroin"}}"#, #"{"facts": {"substances": ["tea"]}}"#, #"{"age": 30}"#,
        #"{"facts": {}, "age_years": 30}"#, #"{"decision_date": "12.11.2022"}"#, #"{"home_area": "atlantis"}"#, "[]",
        #"{"case": "x", "expect": {"primary": "nobody"}}"#,
    ])
    func `cases that do not load do not pass`(_ line: String) throws {
        #expect(try validator.problems(line + "\n", "case", "--rulebook", CommandRun.rulebook) != "")
    }

    // MARK: Rulebook files

    @Test func `every file of the rulebooks in the package passes`() throws {
        var lines = JSONWriter()
        var count = 0
        for folder in ["Rules", "Services", "Examples", "Tests/Golden/decisions/rulebook", "Tests/Golden/base"] {
            let root = CommandRun.package.appendingPathComponent(folder)
            for path in try FileManager.default.subpathsOfDirectory(atPath: root.path).sorted()
            where path.hasSuffix(".yaml") && !path.contains("cases/") {
                write(try tree(of: Data(contentsOf: root.appendingPathComponent(path))), &lines)
                lines.newline()
                count += 1
            }
        }
        #expect(count > 40)
        #expect(try validator.problems(lines.text, "rulebook") == "")
    }

    @Test(arguments: [
        "facts: {a: {label: A}}", "fact: {}", "title: x", "programme: x\ntitle: X",
        "needs: {a: {says: a, when: {}}}", "needs: {a: {says: a, when: {b: {not: c, only: [d]}}}}",
        "needs: {a: {says: a, when: {at least two of: [{b: yes}]}}}",
        "definitions: {a: {says: a, when: {b: yes}, versions: [{when: {b: yes}}]}}",
        "services: {a: {programme: b, name: c, provider: d, areas: [e], from: soon}}",
        "promises: {a: {says: a, never: {when: {b: yes}, outcome: {c: perhaps}}}}",
    ])
    func `files that do not load do not pass`(_ text: String) throws {
        var line = JSONWriter()
        write(try tree(of: Data(text.utf8)), &line)
        line.newline()
        #expect(try validator.problems(line.text, "rulebook") != "")
    }

    private func tree(of bytes: Data) throws -> Node {
        var sources = SourceSet()
        var problems = Diagnostics()
        let file = sources.add(SourceFile(path: "file.yaml", bytes: Array(bytes)))
        return try #require(YAMLReader.read(file, of: sources, into: &problems))
    }

    /// The tree as an editor sees it: bare numbers and booleans typed.
    private func write(_ node: Node, _ writer: inout JSONWriter) {
        switch node.kind {
        case .scalar(let text, .plain) where text == "true" || text == "false" || Int(text).map(String.init) == text:
            writer.raw(text)
        case .scalar(let text, _): writer.string(text)
        case .mapping(let entries):
            writer.object { writer in
                for entry in entries {
                    writer.key(entry.key)
                    write(entry.value, &writer)
                }
            }
        case .sequence(let items): writer.array(of: items) { write($1, &$0) }
        }
    }
}
