import Foundation
import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer
import WaymarkRouting
import WaymarkStore

/// The golden rulebook with a `history` section, in a scratch folder.
final class RulebookWithHistory: Sendable {
    let path: String

    init(_ history: String) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "waymark-rulebook-" + UUID().uuidString).path
        try FileManager.default.copyItem(atPath: TestSite.rulebook, toPath: path)
        try write(history)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ history: String) throws {
        try history.write(toFile: path + "/Rules/history.yaml", atomically: true, encoding: .utf8)
    }
}

@Suite("What became of earlier referrals is known when the same person is seen again")
struct HistoryTests {
    private static let history = """
        history:
          on_script:
            - {value: yes, says: has started treatment, programmes: [treatment], came_to: [started], within_months: 12}
            - {value: no, says: never came, programmes: [treatment], came_to: [closed_no_contact, failed_to_engage], not_happened: [started]}
          shop_thefts:
            - {value: count of referrals, says: how often, programmes: [treatment, drop_in], which: any}
          last_attended:
            - {value: day of last change, says: when, programmes: [treatment], came_to: [completed]}
        """

    /// A decision and a referral for `CU/1` to Willow Ashford, then these events.
    private func refer(_ site: TestSite, _ events: [String], caseReference: String = "CU/1") async throws -> String {
        let decision = try await site.decideForAshford(caseReference: caseReference)
        let sent = try await site.fill("/decisions/\(decision)/refer/willow_ashford", "consent=person")
        let reference = try #require(sent.location?.split(separator: "/").last.map(String.init))
        for (index, event) in events.enumerated() {
            let reason = event == "withdrawn" ? "&reason=sent_in_error" : ""
            #expect(try await site.record(reference, event, revision: index + 1, reason).location != nil)
        }
        return reference
    }

    /// The facts that the record gives, as `fact=value`.
    private func facts(_ site: TestSite, _ caseReference: String = "CU/1") async throws -> [String] {
        let response = try await site.post(
            "/api/v1/history", #"{"case_reference": "\#(caseReference)"}"#, type: "application/json")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(site.text(response).utf8)) as? [String: Any])
        return try #require(object["facts"] as? [[String: Any]]).map { "\($0["fact"] ?? "")=\($0["value"] ?? "")" }
    }

    @Test(
        "The newest referral, any and every one are told apart; what no line gives stays unknown",
        arguments: [
            (["started"], ["on_script=1", "shop_thefts=1"]),
            (["started", "failed_to_engage"], ["shop_thefts=1"]),
            (["failed_to_engage"], ["on_script=0", "shop_thefts=1"]),
            (["started", "completed"], ["shop_thefts=1", "last_attended=2026-09-21"]),
            ([], ["shop_thefts=1"]),
            (["withdrawn"], []),
        ])
    func inferred(events: [String], expected: [String]) async throws {
        let rulebook = try RulebookWithHistory(Self.history)
        try await TestSite(rulebook: rulebook.path).visit { site in
            try await site.logIn([.custodyWorker])
            _ = try await refer(site, events)
            #expect(
                try await facts(site).map { $0.replacing("true", with: "1").replacing("false", with: "0") } == expected)
            #expect(try await facts(site, "CU/2") == [])
            _ = try await refer(site, ["started"])
            #expect(try await facts(site).first?.hasPrefix("on_script=") == true)
        }
    }

    @Test("What is too old, or of an area that whoever asks may not see, says nothing")
    func outOfSight() async throws {
        let rulebook = try RulebookWithHistory(Self.history)
        try await TestSite(rulebook: rulebook.path).visit { site in
            try await site.logIn([.custodyWorker])
            _ = try await refer(site, ["started"])
            try await site.logIn([.custodyWorker], areas: ["barton"], name: "colleague")
            #expect(try await facts(site) == [])
            site.clock.move(seconds: 86_400 * 400)
            try await site.logIn([.custodyWorker], areas: ["ashford"])
            #expect(try await facts(site) == ["shop_thefts=1"])
        }
    }

    @Test("On the desk the facts are filled in, say where they come from, and can be changed")
    func site() async throws {
        let rulebook = try RulebookWithHistory(Self.history)
        try await TestSite(rulebook: rulebook.path).visit { site in
            try await site.logIn([.custodyWorker])
            let reference = try await refer(site, ["started"])
            func sheet(_ page: String) throws -> String {
                let sealed = try #require(page.firstMatch(of: #/name="sheet" value="([^"]+)"/#)?.1)
                return try #require(String(sealed).addingPercentEncoding(withAllowedCharacters: .alphanumerics))
            }
            let begun = try await site.postAndFollow(
                "/triage", "form_token=\(site.formToken)&do=begin&reference=CU%2F1&layout=questions"
            ).page
            let first = site.text(begun)
            #expect(first.contains("from the record (\(reference), started, 21 September 2026)"))
            #expect(first.contains("2 answers below come from earlier referrals"))
            let one = try await site.postAndFollow(
                "/triage", "form_token=\(site.formToken)&do=begin&reference=CU%2F1&layout=one_page"
            ).page
            #expect(
                site.text(one).contains(
                    "From the record (\(reference), started, 21 September 2026). Check it with the person."))
            // Changed: it is the worker's answer from then on.
            let change = try await site.postAndFollow(
                "/triage", "form_token=\(site.formToken)&do=answer&fact=on_script&answer=no&sheet=\(sheet(first))"
            ).page
            #expect(site.text(change).contains("1 answer below comes from earlier referrals"))
            let decided = try await site.fill("/triage/decide", "sheet=\(sheet(first))").location
            let kept = try site.server.store.decision(
                String(decided?.split(separator: "/").last ?? ""), readBy: Actor(name: "test"), at: site.clock.now)
            #expect(String(decoding: kept.facts, as: UTF8.self).contains("\"on_script\":true"))
            // Without history nothing is filled in.
            let other = try await site.postAndFollow(
                "/triage", "form_token=\(site.formToken)&do=begin&reference=CU%2F2&layout=questions"
            ).page
            #expect(!site.text(other).contains("from the record"))
        }
    }

    @Test("The API takes facts from the record where it is asked to; what the case says outweighs them")
    func api() async throws {
        let rulebook = try RulebookWithHistory(Self.history)
        try await TestSite(rulebook: rulebook.path).visit { site in
            try await site.logIn([.officer])
            let reference = try await refer(site, ["started"])
            func decide(_ facts: String, _ more: String) async throws -> [String: Any] {
                let response = try await site.post(
                    "/api/v1/decisions", #"{"case": {"facts": {\#(facts)}}\#(more)}"#, type: "application/json")
                return try #require(
                    try JSONSerialization.jsonObject(with: Data(site.text(response).utf8)) as? [String: Any])
            }
            let known = try await decide(#""age_years": 30"#, #", "case_reference": "CU/1", "history": true"#)
            let history = try #require(known["history"] as? [[String: Any]])
            #expect(history.map { $0["fact"] as? String } == ["on_script", "shop_thefts"])
            #expect(history[0]["referral"] as? String == reference && history[0]["value"] as? Bool == true)
            let facts = (known["case"] as? [String: Any])?["facts"] as? [String: Any]
            #expect(facts?["on_script"] as? Bool == true && facts?["age_years"] as? Int == 30)
            let outweighed = try await decide(#""on_script": false"#, #", "case_reference": "CU/1", "history": true"#)
            #expect((outweighed["history"] as? [[String: Any]])?.map { $0["fact"] as? String } == ["shop_thefts"])
            #expect(try await decide(#""age_years": 30"#, #", "case_reference": "CU/1""#)["history"] == nil)
            #expect(try await decide(#""age_years": 30"#, #", "history": true"#)["status"] as? Int == 422)
            #expect(
                try await decide(#""age_years": 30"#, #", "case_reference": "CU/1", "history": "yes""#)["status"]
                    as? Int == 422)
        }
    }

    @Test(
        "A case that is decided or asked about without being kept takes facts from the record too, and that is in the audit"
    )
    func unkept() async throws {
        let rulebook = try RulebookWithHistory(Self.history)
        try await TestSite(rulebook: rulebook.path).visit { site in
            try await site.logIn([.officer])
            let reference = try await refer(site, ["started"])
            func ask(
                _ address: String, _ more: String = #", "case_reference": "CU/1", "history": true"#
            ) async throws -> (status: Int, answer: [String: Any]) {
                let response = try await site.post(
                    "/api/v1/" + address, #"{"case": {"facts": {"age_years": 30}}\#(more)}"#, type: "application/json")
                return (
                    Int(response.status.code),
                    try #require(
                        try JSONSerialization.jsonObject(with: Data(site.text(response).utf8)) as? [String: Any])
                )
            }
            func reads() throws -> Int {
                try AuditVerifier(site.server.store).verify().size
            }
            for address in ["decide", "question", "explain"] {
                let more = address == "explain" ? #", "programme": "treatment""# : ""
                let before = try reads()
                let known = try await ask(address, #", "case_reference": "CU/1", "history": true"# + more)
                #expect(known.status == 200, "\(known)")
                let history = try #require(known.answer["history"] as? [[String: Any]], "\(address)")
                #expect(history.map { $0["fact"] as? String } == ["on_script", "shop_thefts"])
                #expect(history[0]["referral"] as? String == reference)
                #expect(try reads() == before + 1, "\(address)")
                // Without `history` nothing of the person is read.
                let bare = try await ask(address, more)
                #expect(bare.status == 200 && bare.answer["history"] == nil)
                #expect(try reads() == before + 1)
                #expect(try await ask(address, #", "history": true"# + more).status == 422)
                #expect(try await ask(address, #", "case_refrence": "CU/1""# + more).status == 422)
            }
            // What is decided is the case with the facts from the record.
            let decided = try await ask("decide?trace=full").answer
            let direct = try await site.post(
                "/api/v1/decide?trace=full", #"{"facts": {"age_years": 30, "on_script": true, "shop_thefts": 1}}"#,
                type: "application/json")
            let expected = try #require(
                try JSONSerialization.jsonObject(with: Data(site.text(direct).utf8)) as? [String: Any])
            #expect(
                (decided["decision"] as? [String: Any])?["outcomes"] as? NSArray == expected["outcomes"] as? NSArray)
            // Of an area that whoever asks may not see, the record says nothing.
            try await site.logIn([.officer], areas: ["barton"], name: "colleague")
            let unseen = try await ask("decide").answer["history"] as? [Any]
            #expect(unseen?.isEmpty == true)
            try await site.logIn([.auditor])
            #expect(try await ask("decide").status == 403)
        }
    }

    @Test(
        "A history with a mistake is refused with the place and the words",
        arguments: [
            ("history:\n  on_scrip: [{value: yes, says: x, programmes: [treatment]}]", "on_script"),
            ("history:\n  on_script: [{value: maybe, says: x, programmes: [treatment]}]", "on_script"),
            ("history:\n  on_script: [{value: unknown, says: x, programmes: [treatment]}]", "says nothing of"),
            (
                "history:\n  on_script: [{value: count of referrals, says: x, programmes: [treatment]}]",
                "is no value of"
            ),
            ("history:\n  on_script: [{value: yes, says: x, programmes: [treatmnt]}]", "treatment"),
            ("history:\n  on_script: [{value: yes, says: x, programmes: [treatment], came_to: [start]}]", "started"),
            ("history:\n  on_script: [{value: yes, says: x, programmes: [treatment], when: yes}]", "when"),
            ("history:\n  on_script: [{value: yes, programmes: [treatment]}]", "says"),
            ("histry: {}", "history"),
        ])
    func wrong(text: String, says: String) throws {
        let rulebook = try RulebookWithHistory(text)
        do {
            _ = try TestSite(rulebook: rulebook.path)
            Issue.record("it was taken: \(text)")
        } catch let error as RulebookReloader.Unusable {
            #expect(
                error.problems.contains(says) && error.problems.contains("Rules/history.yaml"), "\(error.problems)")
        }
    }

    @Test("A changed history is taken while the server runs, a wrong one is refused and the old one goes on")
    func reload() async throws {
        let rulebook = try RulebookWithHistory(Self.history)
        try await TestSite(rulebook: rulebook.path).visit { site in
            try await site.logIn([.custodyWorker])
            _ = try await refer(site, ["started"])
            #expect(site.server.rulebooks.reload() == .unchanged)
            try rulebook.write("history:\n  on_script: [{value: maybe, says: x, programmes: [treatment]}]")
            #expect(
                site.server.rulebooks.reload() == .refused(problems: 1) && site.server.rulebooks.refusal?.count == 1)
            #expect(try await facts(site).count == 2)
            try rulebook.write("history:\n  on_script: [{value: no, says: x, programmes: [treatment]}]")
            // It is a part of the rulebook, so this is a version of its own.
            #expect(site.server.rulebooks.reload() == .taken(version: 2) && site.server.rulebooks.refusal == nil)
            #expect(try await facts(site).count == 1)
            #expect(site.server.rulebooks.reload() == .unchanged)
        }
    }

    @Test("The shipped rulebook has a history")
    func shipped() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path
        #expect(!(try TestSite(rulebook: root).server.rulebooks.current.rulebook.history.isEmpty))
    }
}
