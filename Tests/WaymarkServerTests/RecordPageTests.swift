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
        try await TestSite().visit { site in
            try await site.logIn([.custodyWorker])
            _ = try await site.decideForAshford(caseReference: "PLANTED")
            try await site.logIn([.auditor])
            let all = site.text(try await site.get("/audit"))
            #expect(
                all.contains("decision.made") && all.contains("D-2026-000001") && all.contains("rulebook.published")
                    && !all.contains("PLANTED"))
            #expect(all.contains("<td>Decision made</td>") && all.contains("<td>Rulebook published</td>"))
            let some = site.text(try await site.get("/audit?action=rulebook.published"))
            #expect(some.contains("rulebook 1") && !some.contains("D-2026-000001"))
            #expect(
                site.text(try await site.get("/audit?subject=D-2026-000009")).contains("No entries match this filter."))
            #expect(site.text(try await site.get("/audit?before=1")).contains("rulebook.published"))
            #expect(try await site.get("/audit?action=%3Cscript%3E&before=x").status == .ok)
        }
    }

    @Test("The record is verified on a page")
    func verify() async throws {
        try await TestSite().visit { site in
            try await site.logIn([.auditor])
            let page = site.text(try await site.post("/audit/verify", "form_token=\(site.formToken)"))
            #expect(page.contains("The record is as it was written") && page.contains("Newest checkpoint"))
            #expect(site.text(try await site.get("/audit/rulebooks")).contains("1, in use"))
        }
    }

    @Test("What is due is shown to auditors and disposed of by administrators")
    func retention() async throws {
        try await TestSite().visit { site in
            try await site.logIn([.custodyWorker])
            let decision = try await site.decideForAshford()
            try Data("retention: {decision: 2 days}\n".utf8).write(to: URL(filePath: site.folder + "/retention.yaml"))
            try await site.logIn([.auditor])
            #expect(site.text(try await site.get("/retention")).contains("No decision has been kept long enough"))
            site.clock.move(seconds: 86_400 * 3)
            try await site.logIn([.auditor])
            let due = site.text(try await site.get("/retention"))
            #expect(
                due.contains("1 decision has been kept long enough.") && due.contains("2 days")
                    && due.contains(decision) && !due.contains("Dispose of them<"))
            #expect(try await site.fill("/retention", "").page.status == .forbidden)
            try await site.logIn([.administrator])
            #expect(site.text(try await site.fill("/retention", "").page).contains("1 decision disposed of."))
            #expect(try AuditVerifier(site.server.store).verify().problems == [])
            try await site.logIn([.custodyWorker])
            #expect(try await site.get("/decisions/\(decision)").status == .gone)
            try Data("retention: {decision: soon}\n".utf8).write(to: URL(filePath: site.folder + "/retention.yaml"))
            try await site.logIn([.administrator])
            let refused = try await site.get("/retention")
            #expect(refused.status == .conflict && site.text(refused).contains("Nothing is disposed of until it can."))
        }
    }
}
