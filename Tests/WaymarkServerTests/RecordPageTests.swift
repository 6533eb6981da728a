import Foundation
import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer
import WaymarkStore

@Suite("Who answers for the record sees what was done, proves it and disposes of what is due")
struct RecordPageTests {
    @Test("Entries can be filtered, and hold nothing of a person")
    func entries() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker])
            _ = try await desk.decideForAshford(caseReference: "PLANTED")
            try await desk.logIn([.auditor])
            let all = desk.text(try await desk.get("/audit"))
            #expect(
                all.contains("decision.made") && all.contains("D-2026-000001") && all.contains("rulebook.published")
                    && !all.contains("PLANTED"))
            #expect(all.contains("<td>Decision made</td>") && all.contains("<td>Rulebook published</td>"))
            let some = desk.text(try await desk.get("/audit?action=rulebook.published"))
            #expect(some.contains("rulebook 1") && !some.contains("D-2026-000001"))
            #expect(
                desk.text(try await desk.get("/audit?subject=D-2026-000009")).contains("No entries match this filter."))
            #expect(desk.text(try await desk.get("/audit?before=1")).contains("rulebook.published"))
            #expect(try await desk.get("/audit?action=%3Cscript%3E&before=x").status == .ok)
        }
    }

    @Test("The record is verified on a page")
    func verify() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.auditor])
            let page = desk.text(try await desk.post("/audit/verify", "form_token=\(desk.formToken)"))
            #expect(page.contains("The record is as it was written") && page.contains("Newest checkpoint"))
            #expect(desk.text(try await desk.get("/audit/rulebooks")).contains("1, in use"))
        }
    }

    @Test("What is due is shown to auditors and disposed of by administrators")
    func retention() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker])
            let decision = try await desk.decideForAshford()
            try Data("retention: {decision: 2 days}\n".utf8).write(to: URL(filePath: desk.folder + "/retention.yaml"))
            try await desk.logIn([.auditor])
            #expect(desk.text(try await desk.get("/retention")).contains("No decision has been kept long enough"))
            desk.clock.move(seconds: 86_400 * 3)
            try await desk.logIn([.auditor])
            let due = desk.text(try await desk.get("/retention"))
            #expect(
                due.contains("1 decision has been kept long enough.") && due.contains("2 days")
                    && due.contains(decision) && !due.contains("Dispose of them<"))
            #expect(try await desk.fill("/retention", "").page.status == .forbidden)
            try await desk.logIn([.administrator])
            #expect(desk.text(try await desk.fill("/retention", "").page).contains("1 decision disposed of."))
            #expect(try AuditVerifier(desk.workspace.store).verify().problems == [])
            try await desk.logIn([.custodyWorker])
            #expect(try await desk.get("/decisions/\(decision)").status == .gone)
            try Data("retention: {decision: soon}\n".utf8).write(to: URL(filePath: desk.folder + "/retention.yaml"))
            try await desk.logIn([.administrator])
            let refused = try await desk.get("/retention")
            #expect(refused.status == .conflict && desk.text(refused).contains("Nothing is disposed of until it can."))
        }
    }
}
