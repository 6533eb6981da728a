import Foundation
import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer
import WaymarkStore

@Suite("What somebody may try, by mistake or on purpose")
struct AttackTests {
    /// The desk's rulebook with a fact for audit alone.
    private static func rulebook() throws -> String {
        let path = FileManager.default.temporaryDirectory.appending(path: "waymark-" + UUID().uuidString).path
        try FileManager.default.copyItem(atPath: Desk.rulebook, toPath: path)
        let file = path + "/Rules/vocabulary.yaml"
        let text = try String(contentsOfFile: file, encoding: .utf8).replacing(
            "facts:\n",
            with: """
                facts:
                  ethnicity:
                    label: Ethnicity
                    type: one of
                    values: {first_group: The first group, second_group: The second group}
                    group: audit
                    protected: yes
                    use: audit only

                """, maxReplacements: 1)
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        return path
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    private func sheet(_ page: String) throws -> String {
        let field = try #require(page.firstRange(of: "name=\"sheet\" value=\""))
        return Self.encoded(String(page[field.upperBound...].prefix { $0 != "\"" }))
    }

    @Test("Ethnicity is counted and never shown beside a person: on no page, by no interface, not when asking on")
    func ethnicity() async throws {
        let rulebook = try Self.rulebook()
        defer { try? FileManager.default.removeItem(atPath: rulebook) }
        try await Desk(rulebook: rulebook).visit { desk in
            try await desk.logIn()
            let person = #"{"facts": {"age_years": 30, "home_area": "ashford", "ethnicity": "second_group"}}"#
            let made = try await desk.post(
                "/api/v1/decisions", #"{"case": \#(person), "case_reference": "CU/1"}"#, type: "application/json")
            #expect(
                made.status == .created && !desk.text(made).contains("second_group"), "\(desk.text(made).prefix(300))")
            #expect(desk.text(made).contains("ashford"))
            for address in [
                "/api/v1/decisions/D-2026-000001", "/decisions/D-2026-000001", "/decisions/D-2026-000001/sheet",
            ] {
                let text = desk.text(try await desk.get(address))
                #expect(!text.contains("second_group") && !text.contains("The second group"), "\(address)")
            }
            let on = try await desk.fill("/decisions/D-2026-000001/more", "")
            #expect(!desk.text(on.page).contains("second_group") && !desk.text(on.page).contains("The second group"))
            let sheet = try sheet(desk.text(on.page))
            for action in ["do=change:ethnicity", "fact=ethnicity&answer=second_group"] {
                let page = desk.text(try await desk.fill("/triage", "sheet=\(sheet)&\(action)").page)
                #expect(!page.contains("The second group") || page.contains("audit-ethnicity"), "\(action)")
            }
        }
    }

    @Test("Ethnicity can be said where a decision is kept, for the equality audit alone")
    func ethnicityIsAsked() async throws {
        let rulebook = try Self.rulebook()
        defer { try? FileManager.default.removeItem(atPath: rulebook) }
        try await Desk(rulebook: rulebook).visit { desk in
            try await desk.logIn()
            for number in 1...12 {
                var page = desk.text(
                    try await desk.fill("/triage", "do=begin&reference=CU/\(number)&layout=one_page").page)
                page = desk.text(
                    try await desk.fill(
                        "/triage/form", "sheet=\(try sheet(page))&age_years-written=12&home_area-answer=ashford"
                    ).page)
                while !page.contains("audit-ethnicity") {
                    let fact = try #require(page.firstRange(of: "name=\"fact\" value=\""))
                    let name = page[fact.upperBound...].prefix { $0 != "\"" }
                    page = desk.text(
                        try await desk.fill(
                            "/triage", "sheet=\(try sheet(page))&fact=\(name)&do=answer&answer=not_known"
                        ).page)
                }
                let kept = try await desk.fill(
                    "/triage/decide", "sheet=\(try sheet(page))&audit-ethnicity=second_group")
                #expect(kept.location == "/decisions/D-2026-0000\(number < 10 ? "0" : "")\(number)")
            }
            #expect(!desk.text(try await desk.get("/api/v1/decisions/D-2026-000001")).contains("ethnicity"))
            let csv = desk.text(try await desk.get("/reports/equality/csv?from=2026-09&through=2026-09"))
            #expect(csv.contains("The second group,") && csv.contains(",12,"), "\(csv)")
        }
    }

    @Test("Who goes back after deciding and changes an answer makes another decision; two clicks make one")
    func goingBack() async throws {
        try await Desk().visit { desk in
            try await desk.logIn()
            let form = desk.text(try await desk.fill("/triage", "do=begin&reference=CU/1&layout=one_page").page)
            func decide(_ age: Int) async throws -> String? {
                let page = desk.text(
                    try await desk.fill("/triage/form", "sheet=\(try sheet(form))&age_years-written=\(age)").page)
                return try await desk.fill("/triage/decide", "sheet=\(try sheet(page))").location
            }
            #expect(try await decide(30) == "/decisions/D-2026-000001")
            #expect(try await decide(30) == "/decisions/D-2026-000001")
            #expect(try await decide(31) == "/decisions/D-2026-000002")
        }
    }

    @Test("Two clicks on “Record it” write one departure down")
    func departure() async throws {
        try await Desk().visit { desk in
            try await desk.logIn()
            let decision = try await desk.decideForAshford()
            for _ in 1...2 {
                _ = try await desk.fill(
                    "/decisions/\(decision)/departure", "choice=Another+service&reason=Asked+for+it")
            }
            let page = desk.text(try await desk.get("/decisions/\(decision)"))
            #expect(page.ranges(of: "Decided otherwise: ").count == 1)
            #expect(
                try await desk.fill("/decisions/\(decision)/departure", "choice=&reason=x").page.status
                    == .unprocessableContent)
            #expect(try AuditVerifier(desk.workspace.store).verify().problems == [])
        }
    }

    @Test("A NUL character, which the record cannot keep, is refused at every door")
    func nul() async throws {
        try await Desk().visit { desk in
            try await desk.logIn()
            let decision = try await desk.decideForAshford()
            let form = try await desk.fill("/decisions/\(decision)/departure", "choice=a%00b&reason=c")
            #expect(form.page.status == .badRequest)
            let body = #"{"case": {"facts": {}}, "case_reference": "a\u0000b"}"#
            #expect(
                try await desk.post("/api/v1/decisions", body, type: "application/json").status == .unprocessableContent
            )
            #expect(try AuditVerifier(desk.workspace.store).verify().problems == [])
        }
    }

    @Test("What somebody types is shown as they typed it, and is never part of a page's markup")
    func markup() async throws {
        try await Desk().visit { desk in
            try await desk.logIn()
            let typed = "</title></textarea>\"'><script>alert(1)</script>"
            let decision = try await desk.decideForAshford()
            let encoded = Self.encoded(typed)
            _ = try await desk.fill("/decisions/\(decision)/departure", "choice=\(encoded)&reason=\(encoded)")
            _ = try await desk.fill("/decisions/\(decision)/refer/willow_ashford", "consent=person&note=\(encoded)")
            var pages = [try await desk.fill("/triage", "do=begin&layout=one_page&reference=\(encoded)").page]
            pages.append(try await desk.fill("/history", "case_reference=\(encoded)").page)
            for address in [
                "/decisions/\(decision)", "/decisions/\(decision)/sheet", "/referrals/R-2026-000001", "/referrals",
            ] {
                pages.append(try await desk.get(address))
            }
            for page in pages { #expect(!desk.text(page).contains("<script>alert")) }
            #expect(desk.text(pages[2]).contains("&lt;script&gt;alert(1)"))
        }
    }
}
