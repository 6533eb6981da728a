import Foundation
import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer
import WaymarkStore

extension Desk {
    /// Keeps a decision that refers to Willow Ashford (treatment, with consent) and to The Corner (without).
    func decideForAshford(caseReference: String = "CU/1") async throws -> String {
        let person =
            #"{"decision_date": "2023-05-10", "facts": {"age_years": 30, "home_area": "ashford", "substances": ["heroin"], "on_script": false, "on_licence": false, "consents_to_referral": true, "consents_to_information_sharing": true, "can_give_consent_now": true}}"#
        let response = try await post(
            "/api/v1/decisions", #"{"case": \#(person), "case_reference": "\#(caseReference)"}"#,
            type: "application/json")
        let location = try #require(response.headers[.location])
        return String(location.split(separator: "/").last ?? "")
    }

    func text(_ response: TestResponse) -> String { String(buffer: response.body) }

    /// Sends a form with this session's token; gives where it leads, or nil with the page that says what is wrong.
    func fill(_ address: String, _ fields: String) async throws -> (location: String?, page: TestResponse) {
        let response = try await post(address, "form_token=\(formToken)&\(fields)")
        return (response.headers[.location], response)
    }

    func record(
        _ reference: String, _ event: String, revision: Int, _ more: String = ""
    ) async throws -> (location: String?, page: TestResponse) {
        try await fill("/referrals/\(reference)/events", "event=\(event)&revision=\(revision)\(more)")
    }
}

@Suite("A worker sends a person on, and sees what becomes of it")
struct ReferralPageTests {
    private static let send = "/decisions/D-2026-000001/refer/willow_ashford"

    @Test("From the result to the referral, with consent")
    func send() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker])
            let decision = try await desk.decideForAshford()
            #expect(
                desk.text(try await desk.get("/decisions/\(decision)")).contains(
                    "/decisions/\(decision)/refer/willow_ashford"))
            let form = desk.text(try await desk.get(Self.send))
            #expect(form.contains("Refer to Willow Ashford") && form.contains("Was it agreed that Willow is told"))
            // Nothing chosen: nothing is sent.
            for (fields, says) in [("", "Choose whether it was agreed"), ("consent=not_needed", "Choose whether")] {
                let refused = try await desk.fill(Self.send, fields).page
                #expect(refused.status == .unprocessableContent && desk.text(refused).contains(says))
            }
            #expect(try desk.workspace.store.referrals(fromDecision: decision).isEmpty)
            let sent = try await desk.fill(Self.send, "consent=person&note=prefers+%3Cmornings%3E")
            #expect(sent.location == "/referrals/R-2026-000001")
            let page = desk.text(try await desk.get("/referrals/R-2026-000001"))
            #expect(
                page.contains("prefers &lt;mornings&gt;") && page.contains("Given by the person")
                    && page.contains("CU/1"))
            // A double click, another window and the form's address lead to the same one.
            #expect(
                try await desk.fill(Self.send, "consent=person&note=prefers+%3Cmornings%3E").location == sent.location)
            #expect(try await desk.fill(Self.send, "consent=parent_or_carer").location == sent.location)
            #expect(try await desk.get(Self.send).headers[.location] == sent.location)
            #expect(desk.text(try await desk.get("/decisions/\(decision)")).contains("Referral R-2026-000001"))
            #expect(try AuditVerifier(desk.workspace.store).verify().problems == [])
        }
    }

    @Test("A decision that is weeks old says so before anything is sent from it")
    func old() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker])
            _ = try await desk.decideForAshford()
            // The decision is for 10 May 2023, the clock stands in 2026.
            #expect(desk.text(try await desk.get(Self.send)).contains("This decision was made for 10 May 2023."))
            let today = #"{"case": {"facts": {"age_years": 30, "exploited": false}}}"#
            _ = try await desk.post("/api/v1/decisions", today, type: "application/json")
            let page = try await desk.get("/decisions/D-2026-000002/refer/corner")
            #expect(page.status == .ok && !desk.text(page).contains("This decision was made for"))
        }
    }

    @Test("What was disposed of is a timeline without words, and nothing more can be recorded")
    func disposed() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker])
            _ = try await desk.decideForAshford()
            _ = try await desk.fill(Self.send, "consent=person&note=PLANTED")
            desk.clock.move(seconds: 86_400 * 366 * 6)
            _ = try desk.workspace.store.dispose(under: .standard, by: .system, at: desk.clock.now)
            try await desk.logIn([.custodyWorker])
            let page = desk.text(try await desk.get("/referrals/R-2026-000001"))
            #expect(page.contains("Everything about the person has been removed") && page.contains("Referral sent"))
            #expect(!page.contains("PLANTED") && !page.contains("CU/1") && !page.contains("What happened next"))
            #expect(try await desk.record("R-2026-000001", "accepted", revision: 1).page.status == .notFound)
            #expect(try await desk.get(Self.send).status == .gone)
        }
    }

    @Test("A service that needs nobody's agreement asks for none")
    func withoutConsent() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.officer])
            _ = try await desk.decideForAshford()
            let form = desk.text(try await desk.get("/decisions/D-2026-000001/refer/corner"))
            #expect(form.contains("rules ask for no agreement") && !form.contains("name=\"consent\""))
            #expect(
                try await desk.fill("/decisions/D-2026-000001/refer/corner", "").location == "/referrals/R-2026-000001")
            #expect(try desk.workspace.store.referrals(fromDecision: "D-2026-000001").first?.consent == .notNeeded)
        }
    }

    @Test("Where the decision offers no referral, none is sent")
    func notOffered() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.officer])
            _ = try await desk.decideForAshford()
            for service in ["street_team", "willow_barton", "nonsense"] {
                #expect(try await desk.get("/decisions/D-2026-000001/refer/\(service)").status == .conflict)
                #expect(
                    try await desk.fill("/decisions/D-2026-000001/refer/\(service)", "consent=person").page.status
                        == .conflict)
            }
            #expect(try await desk.get("/decisions/D-2026-000009/refer/corner").status == .notFound)
        }
    }

    @Test("Events are recorded one after another; what is wrong is said with everything still filled in")
    func events() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker])
            _ = try await desk.decideForAshford()
            _ = try await desk.fill(Self.send, "consent=person")
            let reference = "R-2026-000001"
            for (fields, says) in [
                ("revision=1&note=typed", "Choose what happened"),
                ("event=declined&revision=1&note=typed", "Choose the reason"),
                ("event=completed&revision=1&note=typed", "cannot happen"),
                ("event=declined&reason=moved_away&revision=1&note=typed", "Choose the reason"),
                ("event=accepted&revision=1&note=typed" + String(repeating: "x", count: 4001), "4,000 characters"),
            ] {
                let refused = try await desk.fill("/referrals/\(reference)/events", fields).page
                let page = desk.text(refused)
                #expect(
                    refused.status == .unprocessableContent && page.contains("There is a problem")
                        && page.contains(says), "\(fields.prefix(60))")
                #expect(page.contains("typed"))
            }
            #expect(
                try await desk.record(reference, "contact_failed", revision: 1, "&note=no+answer").location
                    == "/referrals/\(reference)")
            // The same click again is done once.
            #expect(
                try await desk.record(reference, "contact_failed", revision: 1, "&note=no+answer").location
                    == "/referrals/\(reference)")
            #expect(try await desk.record(reference, "declined", revision: 2, "&reason=no_capacity").location != nil)
            let page = desk.text(try await desk.get("/referrals/\(reference)"))
            #expect(page.contains("The service is full") && page.contains("no answer") && page.contains("Reopened"))
            #expect(page.matches(of: #/<li><h3>/#).count == 3)
        }
    }

    @Test("Of two people on one referral the slower one sees what happened and what they typed")
    func twoPeople() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker], name: "first")
            _ = try await desk.decideForAshford()
            _ = try await desk.fill(Self.send, "consent=person")
            try await desk.logIn([.officer], name: "second")
            _ = try await desk.record("R-2026-000001", "accepted", revision: 1)
            try await desk.logIn([.custodyWorker], name: "first")
            let late = try await desk.record(
                "R-2026-000001", "withdrawn", revision: 1, "&reason=changed_mind&note=kept+words")
            let page = desk.text(late.page)
            #expect(
                page.contains("Somebody else recorded something") && page.contains("kept words")
                    && page.contains("Accepted by the service"))
            #expect(page.contains("name=\"revision\" value=\"2\""))
        }
    }

    @Test("The list is filtered and sorted by its address, and says so where nothing is there")
    func list() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker], name: "first")
            #expect(desk.text(try await desk.get("/referrals")).contains("No referrals have been recorded yet"))
            _ = try await desk.decideForAshford()
            _ = try await desk.fill(Self.send, "consent=person")
            _ = try await desk.fill("/decisions/D-2026-000001/refer/corner", "")
            _ = try await desk.record("R-2026-000002", "contact_failed", revision: 1)
            func listed(_ query: String) async throws -> [String] {
                desk.text(try await desk.get("/referrals" + query)).matches(of: #/href="/referrals/(R-[0-9-]+)"/#).map {
                    String($0.1)
                }
            }
            #expect(try await listed("") == ["R-2026-000002", "R-2026-000001"])
            #expect(try await listed("?sort=reference&order=up") == ["R-2026-000001", "R-2026-000002"])
            #expect(try await listed("?programme=drop_in") == ["R-2026-000002"])
            #expect(try await listed("?attention=yes") == ["R-2026-000002"])
            #expect(try await listed("?mine=yes").count == 2)
            #expect(try await listed("?state=completed").isEmpty)
            // What means nothing here is left out.
            #expect(try await listed("?state=planted&programme=planted&sort=planted&page=-3").count == 2)
            #expect(!desk.text(try await desk.get("/referrals?programme=planted")).contains("planted"))
            #expect(desk.text(try await desk.get("/referrals?page=9")).contains("nothing on this page"))
            try await desk.logIn([.custodyWorker], name: "other")
            #expect(try await listed("?mine=yes").isEmpty)
        }
    }

    @Test("Everything for one case reference is asked for in a form, never in an address")
    func history() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker])
            _ = try await desk.decideForAshford(caseReference: "CU/77")
            _ = try await desk.fill(Self.send, "consent=person")
            let (address, page) = try await desk.postAndFollow(
                "/history", "form_token=\(desk.formToken)&case_reference=CU%2F77")
            let text = desk.text(page)
            #expect(!address.contains("CU") && text.contains("R-2026-000001") && text.contains("D-2026-000001"))
            let nobody = try await desk.postAndFollow("/history", "form_token=\(desk.formToken)&case_reference=CU%2F78")
                .page
            #expect(desk.text(nobody).contains("Nothing is kept under this reference"))
            #expect(try await desk.post("/history", "case_reference=").status == .unprocessableContent)
        }
    }

    @Test(
        "Every referral route for own, other and all areas",
        arguments: [("ashford", true), ("barton", false), ("", true)])
    func areas(area: String, isAllowed: Bool) async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.custodyWorker])
            _ = try await desk.decideForAshford()
            _ = try await desk.fill(Self.send, "consent=person&note=PLANTED")
            for role in [Role.custodyWorker, .officer, .auditor] {
                try await desk.logIn([role], areas: area.isEmpty ? [] : [area], name: "colleague")
                let page = try await desk.get("/referrals/R-2026-000001")
                #expect(
                    page.status == (isAllowed ? .ok : .forbidden) && desk.text(page).contains("PLANTED") == isAllowed)
                #expect(desk.text(try await desk.get("/referrals")).contains("R-2026-000001") == isAllowed)
                let history = try await desk.postAndFollow(
                    "/history", "form_token=\(desk.formToken)&case_reference=CU%2F1"
                ).page
                #expect(desk.text(history).contains("PLANTED") == isAllowed)
                let record = try await desk.record("R-2026-000001", "nonsense", revision: 1).page.status
                #expect(record == (isAllowed && role != .auditor ? .unprocessableContent : .forbidden))
                let send = try await desk.get("/decisions/D-2026-000001/refer/corner").status
                #expect(send == (isAllowed && role != .auditor ? .ok : .forbidden))
            }
        }
    }
}
