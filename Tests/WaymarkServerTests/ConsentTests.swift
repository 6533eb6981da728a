import Foundation
import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer
import WaymarkStore

@Suite("A person who says no to an agency is not sent to it until they say otherwise, and both are on record")
struct ConsentTests {
    private static let send = "/decisions/D-2026-000001/refer/willow_ashford"
    private static let decision = "/decisions/D-2026-000001"

    @Test("the no is kept with who, when and a note; it stands on the decision and on the sheet")
    func refused() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker], name: "kay")
            _ = try await desk.decideForAshford()
            for _ in 1...2 {
                #expect(
                    try await desk.fill(Self.send, "consent=no&note=ask+again+%3Clater%3E").location == Self.decision)
            }
            let page = desk.text(try await desk.get(Self.decision))
            for part in [
                "Said no to Willow", "21 September 2026", "by kay", "ask again &lt;later&gt;",
                "The person has changed their mind",
            ] {
                #expect(page.contains(part), "\(part)")
            }
            #expect(!page.contains("Do you agree?"))
            let sheet = desk.text(try await desk.get(Self.decision + "/sheet"))
            #expect(sheet.contains("Said no to Willow") && sheet.contains("by kay") && !sheet.contains("ask again"))
            // The other service of the decision, which needs nobody's agreement, is as it was.
            #expect(page.contains(Self.decision + "/refer/corner"))
            // Kept once, with its audit entry.
            let report = try AuditVerifier(desk.workspace.store).verify()
            #expect(report.problems == [])
            let kept = desk.text(try await desk.get("/api/v1" + Self.decision))
            #expect(kept.components(separatedBy: #""answer":"refused""#).count == 2, "\(kept)")
        }
    }

    @Test("nothing is sent on a no, by page or by the API, until it is recorded that the person has changed their mind")
    func sent() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker])
            let decision = try await desk.decideForAshford()
            _ = try await desk.fill(Self.send, "consent=no")
            let form = desk.text(try await desk.get(Self.send))
            #expect(form.contains("Said no to Willow") && !form.contains("value=\"person\""))
            _ = try await desk.fill(Self.send, "consent=person")
            let body =
                #"{"decision":"\#(decision)","programme":"treatment","service":"willow_ashford","consent":"person"}"#
            #expect(try await desk.post("/api/v1/referrals", body, type: "application/json").status == .conflict)
            #expect(try desk.workspace.store.referrals(fromDecision: decision).isEmpty)
            #expect(try await desk.fill(Self.send, "consent=reconsidered").location == Self.send)
            #expect(desk.text(try await desk.get(Self.decision)).contains("changed their mind"))
            #expect(desk.text(try await desk.get(Self.send)).contains("value=\"person\""))
            #expect(try await desk.fill(Self.send, "consent=person").location == "/referrals/R-2026-000001")
            #expect(try AuditVerifier(desk.workspace.store).verify().problems == [])
            // Once something was sent, a no is said there, as a withdrawal.
            _ = try await desk.fill(Self.send, "consent=no")
            let after = desk.text(try await desk.get("/api/v1" + Self.decision))
            #expect(after.components(separatedBy: #""answer":"refused""#).count == 2)
        }
    }

    @Test("the API records it too, where the service asks for consent at all")
    func api() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.officer])
            _ = try await desk.decideForAshford()
            func say(_ body: String) async throws -> TestResponse {
                try await desk.post("/api/v1" + Self.decision + "/consents", body, type: "application/json")
            }
            #expect(
                try await say(
                    #"{"programme":"treatment","service":"willow_ashford","answer":"refused","note":"in a hurry"}"#
                ).status == .created)
            let kept = desk.text(try await desk.get("/api/v1" + Self.decision))
            for part in [
                #""service":"willow_ashford""#, #""answer":"refused""#, #""note":"in a hurry""#, #""by":"tester""#,
            ] {
                #expect(kept.contains(part), "\(part)")
            }
            #expect(
                try await say(#"{"programme":"treatment","service":"willow_ashford","answer":"reconsidered"}"#).status
                    == .created)
            for (body, status) in [
                (
                    #"{"programme":"treatment","service":"willow_ashford","answer":"maybe"}"#,
                    HTTPResponse.Status.unprocessableContent
                ),
                (#"{"programme":"treatment","service":"nowhere","answer":"refused"}"#, .conflict),
                // Nobody said no before, so that nobody can have changed their mind.
                (
                    #"{"programme":"treatment","service":"willow_ashford","answer":"reconsidered","note":"again"}"#,
                    .conflict
                ),
                (#"{"programme":"drop_in","service":"corner","answer":"refused"}"#, .unprocessableContent),
            ] {
                let found = try await say(body)
                #expect(found.status == status, "\(body): \(desk.text(found))")
            }
            try await desk.logIn([.officer], areas: ["barton"], name: "other")
            #expect(
                try await say(#"{"programme":"treatment","service":"willow_ashford","answer":"refused"}"#).status
                    == .forbidden)
        }
    }

    @Test("it goes when the decision is disposed of, and the audit stays sound")
    func disposed() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker])
            _ = try await desk.decideForAshford()
            _ = try await desk.fill(Self.send, "consent=no&note=PLANTEDNOTE")
            desk.clock.move(seconds: 86_400 * 366 * 6)
            _ = try desk.workspace.store.dispose(under: .standard, by: .system, at: desk.clock.now)
            #expect(try AuditVerifier(desk.workspace.store).verify().problems == [])
            let file = try Data(contentsOf: URL(filePath: desk.folder + "/" + Store.fileName))
            #expect(file.range(of: Data("PLANTEDNOTE".utf8)) == nil)
        }
    }
}
