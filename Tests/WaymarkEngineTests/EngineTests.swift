import Foundation
import Testing
import WaymarkEngine

/// Uses the library as a program of a partner agency does: through what is public.
@Suite("The library as another program uses it")
struct EngineTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path

    private static func engine() throws -> Engine { Engine(try Rulebook(folder: folder)) }

    private static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    private static let heroin = bytes(
        """
        {"id": "p1", "facts": {"age_years": 34, "setting": "custody", "local_authority": "birmingham",
        "substances_used": ["heroin"], "drug_or_alcohol_issue": true, "consents_to_referral": true,
        "consents_to_information_sharing": true, "can_give_consent_now": true}}
        """)

    @Test("the shipped rulebook loads, and its hash names its content")
    func loads() throws {
        let rulebook = try Rulebook(folder: Self.folder)
        #expect(rulebook.hash.hasPrefix("sha256:"))
        #expect(rulebook.hash.count == "sha256:".count + 64)
        #expect(rulebook.programmes.contains { $0.name == "community_treatment" && !$0.title.isEmpty })
        #expect(rulebook.hash == (try Rulebook(folder: Self.folder)).hash)
    }

    @Test("a decision says something of every programme, best first, and names what to do first")
    func decides() throws {
        let engine = try Self.engine()
        let decision = try engine.decide(json: Self.heroin, on: "2026-11-01")
        #expect(decision.rulebook == engine.rulebook.hash)
        #expect(decision.date == "2026-11-01")
        #expect(Set(decision.outcomes.map(\.programme)) == Set(engine.rulebook.programmes.map(\.name)))
        let first = try #require(decision.primary)
        #expect([.refer, .waitingList, .signpost].contains(decision.outcomes[first].verdict))
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(decision.json)) as? [String: Any], "the document is an object")
        #expect(json["schema"] as? String == "waymark.decision/1")
        #expect((json["outcomes"] as? [Any])?.count == decision.outcomes.count)
        let words = decision.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains("This is advice: a person decides, and may decide otherwise."))
    }

    @Test("open outcomes name the facts they depend on, and these are among the questions")
    func asks() throws {
        let decision = try Self.engine().decide(json: Self.bytes(#"{"facts": {}}"#), on: "2026-11-01")
        let open = decision.outcomes.filter { $0.verdict == .needInformation }
        #expect(!open.isEmpty)
        #expect(!decision.questions.isEmpty)
        for outcome in open { #expect(Set(outcome.asks).isSubset(of: decision.questions)) }
        #expect(decision.alerts.allSatisfy { !$0.isDecided && !$0.says.isEmpty && !$0.instruction.isEmpty })
    }

    @Test("the same case gives the same bytes, whatever was decided before")
    func isDeterministic() throws {
        let engine = try Self.engine()
        let before = try engine.decide(json: Self.heroin, on: "2026-11-01")
        _ = try engine.decide(json: Self.bytes(#"{"facts": {"age_years": 15}}"#), on: "2023-05-10")
        #expect(try engine.decide(json: Self.heroin, on: "2026-11-01") == before)
        #expect(try Self.engine().decide(json: Self.heroin, on: "2026-11-01") == before)
    }

    @Test("the case's own date goes before the one given")
    func date() throws {
        let own = Self.bytes(#"{"decision_date": "2023-05-10", "facts": {"age_years": 34}}"#)
        #expect(try Self.engine().decide(json: own, on: "2026-11-01").date == "2023-05-10")
    }

    @Test("an explanation says what decides the outcome; there is none for a programme that does not exist")
    func explains() throws {
        let engine = try Self.engine()
        let found = try #require(try engine.explain("o2r", json: Self.heroin, on: "2026-11-01"))
        let json = try #require(JSONSerialization.jsonObject(with: Data(found.json)) as? [String: Any])
        #expect(json["schema"] as? String == "waymark.explanation/1")
        #expect(found.text.contains("What decides it"))
        #expect(try engine.explain("no_such_programme", json: Self.heroin, on: "2026-11-01") == nil)
    }

    @Test(
        "what is no case is refused in words, with its place",
        arguments: [
            (#"{"facts": {"age_yeers": 34}}"#, "age_years"), (#"{"facts": {"age_years": 400}}"#, "10"),
            (#"{"facts": {"age_years": 34"#, ""), ("[]", "object"), ("", ""),
        ])
    func refuses(text: String, hint: String) throws {
        let engine = try Self.engine()
        let refused = #expect(throws: Refused.self) { try engine.decide(json: Self.bytes(text), on: "2026-11-01") }
        let problems = try #require(refused?.problems)
        #expect(problems.contains { $0.severity == .error && !$0.message.isEmpty })
        #expect(hint.isEmpty || refused?.text.contains(hint) == true, "\(refused?.text ?? "")")
    }

    @Test("a date that is none is refused")
    func wrongDate() throws {
        let engine = try Self.engine()
        for date in ["", "yesterday", "2026-02-30", "01/11/2026"] {
            let refused = #expect(throws: Refused.self) { try engine.decide(json: Self.heroin, on: date) }
            #expect(refused?.problems.map(\.id) == ["date.form"])
        }
    }

    @Test("a person who cannot be is refused")
    func impossiblePerson() throws {
        let engine = try Self.engine()
        let nobody = Self.bytes(#"{"facts": {"in_custody": true, "in_prison": true}}"#)
        let refused = #expect(throws: Refused.self) { try engine.decide(json: nobody, on: "2026-11-01") }
        #expect(refused?.text.contains("nobody is in police custody and in prison at the same time") == true)
    }

    @Test("a folder that is no rulebook is refused with every problem")
    func noRulebook() throws {
        let refused = #expect(throws: Refused.self) { try Rulebook(folder: "/nonexistent/rulebook") }
        #expect(refused?.problems.isEmpty == false)
        #expect(refused?.text.isEmpty == false)
    }

    @Test("a rulebook with a mistake is refused at its line, and nothing of it is loaded")
    func brokenRulebook() throws {
        let copy = FileManager.default.temporaryDirectory.appending(path: "waymark-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: copy) }
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
        for name in ["Rules", "Services"] {
            try FileManager.default.copyItem(
                at: URL(filePath: Self.folder).appending(path: name), to: copy.appending(path: name))
        }
        let wrong = copy.appending(path: "Rules/needs.yaml")
        try (String(contentsOf: wrong, encoding: .utf8) + "\n  broken: {says: x, when: {no_such_fact: yes}}\n")
            .write(to: wrong, atomically: true, encoding: .utf8)
        let refused = #expect(throws: Refused.self) { try Rulebook(folder: copy.path) }
        let problem = try #require(refused?.problems.first { $0.severity == .error })
        #expect(problem.place?.path == "Rules/needs.yaml")
        #expect((problem.place?.line ?? 0) > 1)
        #expect(problem.message.contains("no_such_fact"))
    }
}
