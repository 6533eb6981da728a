import Foundation
import HTTPTypes
import Hummingbird
import Testing
import WaymarkServer

@Suite("The service map as pages: who serves where, by what rules and until when")
struct MapTests {
    /// The words of a page without its markup, blanks run together.
    private static func words(_ page: String) -> String {
        page.replacing(#/<[^>]*>/#, with: " ").replacing("&#39;", with: "'").replacing(#/\s+/#, with: " ")
    }

    private func visit(
        _ address: String, _ body: @escaping @Sendable (TestResponse, String) throws -> Void
    ) async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.officer])
            let response = try await desk.get(address)
            try body(response, desk.text(response))
        }
    }

    @Test(
        "Everybody who is logged in reads the map, whatever their role and area, and nobody else does",
        arguments: Role.allCases)
    func readers(role: Role) async throws {
        try await Desk().visit { desk in
            let addresses = [
                "/map", "/map/tiles.svg", "/map/areas/ashford", "/map/services", "/map/services/corner",
                "/map/agreements",
                "/map/agreements/willow_agreement", "/map/ends",
            ]
            for address in addresses { #expect(try await desk.get(address).status != .ok, "\(address)") }
            try await desk.logIn([role], areas: ["barton"])
            for address in addresses { #expect(try await desk.get(address).status == .ok, "\(address) for \(role)") }
        }
    }

    @Test("The table says programme by programme and area by area who takes people on the day asked for")
    func matrix() async throws {
        try await visit("/map?date=2023-05-10") { response, page in
            #expect(response.status == .ok)
            let row = try #require(page.firstMatch(of: #/<tr><th scope="row">Community treatment<\/th>(.*?)<\/tr>/#)?.1)
            let cells = row.split(separator: "</td>").map { Self.words(String($0)) }
            // Ashford refers, Barton has a waiting list, Corby's service ended in 2020.
            #expect(
                cells[0].contains("Takes referrals") && cells[1].contains("Waiting list")
                    && cells[2].contains("No service"))
            #expect(page.contains("10 May 2023") && page.contains("href=\"/map/areas/ashford?date=2023-05-10\""))
        }
    }

    @Test("On another day the same table says something else: an agreement that is over leaves only signposting")
    func laterDay() async throws {
        try await visit("/map") { _, page in
            let row = try #require(page.firstMatch(of: #/<tr><th scope="row">Community treatment<\/th>(.*?)<\/tr>/#)?.1)
            #expect(Self.words(String(row)).contains("Signposts") && !row.contains("Takes referrals"))
        }
    }

    @Test(
        "A day that cannot be read is named, and today is shown",
        arguments: ["2023-02-30", "yesterday", "%3Cb%3E", "99999-01-01"])
    func unreadableDay(day: String) async throws {
        try await visit("/map?date=\(day)") { response, page in
            #expect(response.status == .unprocessableContent)
            #expect(
                page.contains("There is a problem") && page.contains("<title>Error: ")
                    && page.contains("21 September 2026"))
            #expect(!page.contains("<b>"))
        }
        try await visit("/map/areas/ashford?date=\(day)") { response, page in
            #expect(response.status == .ok && page.contains("cannot be read"))
        }
    }

    @Test(
        "The first and the last day that can be written are shown like any other",
        arguments: ["1900-01-01", "2100-12-31"])
    func farDays(day: String) async throws {
        for address in ["/map", "/map/tiles.svg", "/map/areas/ashford", "/map/services", "/map/agreements"] {
            try await visit("\(address)?date=\(day)") { response, _ in
                #expect(response.status == .ok, "\(address) \(day)")
            }
        }
    }

    @Test("The areas are a picture that the browser may show under our policy, with the day in its title")
    func tiles() async throws {
        try await visit("/map/tiles.svg?date=2023-05-10") { response, picture in
            #expect(response.headers[.contentType] == "image/svg+xml")
            #expect(picture.hasPrefix("<svg") && picture.contains("Ashford") && picture.contains("10 May 2023"))
            // Inline styles would be refused.
            #expect(!picture.contains("style") && !picture.contains("<script"))
        }
    }

    @Test("An area says for each programme who takes people, how to reach them and what comes after")
    func area() async throws {
        try await visit("/map/areas/ashford?date=2023-05-10") { _, page in
            let words = Self.words(page)
            #expect(words.contains("Willow Ashford") && words.contains("Refer by: phone"))
            #expect(words.contains("Opening hours: Monday to Friday 9 to 5"))
            #expect(words.contains("Has room as of 1 May 2023"))
            #expect(words.contains("until 31 May 2023, then: not confirmed"))
            #expect(!words.contains("Willow Barton"))
        }
        try await visit("/map/areas/no_fixed_abode") { response, page in
            #expect(response.status == .ok && page.contains("Roof Ashford"))
        }
    }

    @Test("A service says whom it takes: the programme's rules and its own, each with its line and source")
    func rules() async throws {
        try await visit("/map/services/willow_ashford?date=2023-05-10") { _, page in
            let words = Self.words(page)
            #expect(words.contains("Uses heroin or crack Source: T1 ¶3 · Rules/programmes/treatment.yaml:7"))
            #expect(words.contains("Is 18 or over ≈ Inferred Source: T1 ¶4"))
            #expect(words.contains("Rules a person out Is in treatment already"))
            #expect(words.contains("Puts it on hold: a person decides Is on licence"))
            #expect(words.contains("Ring before the person leaves"))
            #expect(words.contains("? Unverified Source: T5") && words.contains("Services/services.yaml:"))
            #expect(page.contains("href=\"/map/agreements/willow_agreement?date=2023-05-10\""))
        }
        try await visit("/map/services/street_team") { _, page in
            #expect(Self.words(page).contains("The team does not go to hostels This service alone"))
        }
    }

    @Test(
        "Room is said with whose word it is and since when",
        arguments: [
            ("willow_ashford", "● Has room As of 1 May 2023."),
            ("willow_barton", "◐ Waiting list No date or author is given."),
            ("roof_barton", "✕ Full As of 2 May 2023, according to Roof."),
            ("corner", "? Assesses first Nobody has said whether it has room: ask them."),
        ])
    func room(service: String, says: String) async throws {
        try await visit("/map/services/\(service)") { _, page in #expect(Self.words(page).contains(says), "\(service)")
        }
    }

    @Test("What is over, past its confirmation or without an agreement is marked in words")
    func marks() async throws {
        try await visit("/map/services/willow_corby") { _, page in
            #expect(Self.words(page).contains("✕ Ended on 31 December 2020"))
        }
        try await visit("/map/services/sober_start") { _, page in
            #expect(Self.words(page).contains("! Confirmed only until 31 May 2023"))
        }
        try await visit("/map/services/roof_ashford") { _, page in
            #expect(Self.words(page).contains("Agreement ! None People are given the details; nothing is sent."))
        }
        try await visit("/map/services") { _, page in
            #expect(page.contains("Willow Ashford") && !page.contains("Willow Corby"))
        }
        try await visit("/map/services?over=yes") { _, page in
            #expect(Self.words(page).contains("Willow Corby Willow ✕ Ended on 31 December 2020"))
        }
    }

    @Test("The list of services is narrowed to a programme and an area; a name that means nothing narrows nothing")
    func filter() async throws {
        try await visit("/map/services?programme=treatment&area=barton") { _, page in
            #expect(page.contains("services/willow_barton") && !page.contains("services/willow_ashford"))
            #expect(!page.contains("services/corner") && page.contains("<option value=\"barton\" selected>"))
        }
        // Who serves everywhere serves Barton too.
        try await visit("/map/services?area=barton") { _, page in #expect(page.contains("services/corner")) }
        try await visit("/map/services?programme=treatment&area=corby") { _, page in
            #expect(page.contains("No service is like that"))
        }
        try await visit("/map/services?programme=nothing&area=%3Cb%3E&page=999") { response, page in
            #expect(response.status == .ok && page.contains("services/willow_ashford") && !page.contains("<b>"))
        }
    }

    @Test("An agreement says between whom, about what and until when, and what depends on it")
    func agreement() async throws {
        try await visit("/map/agreements/willow_agreement") { _, page in
            let words = Self.words(page)
            #expect(
                words.contains("Ended on 31 December 2024")
                    && words.contains("From 1 January 2022 until 31 December 2024"))
            #expect(words.contains("The force Willow") && words.contains("4.2 Adults living in Ashford and Barton."))
            #expect(
                words.contains("Willow Ashford") && words.contains("Willow Corby") && !words.contains("Sober Start"))
        }
        try await visit("/map/agreements?date=2024-01-01") { _, page in
            #expect(Self.words(page).contains("Treatment referrals from police contact ● In force"))
        }
    }

    @Test("What ends and what is missing leads to the services it names, the same for all who ask at once")
    func ends() async throws {
        try await Desk().visit { desk in
            try await desk.logIn([.commissioner])
            async let one = desk.get("/map/ends")
            async let other = desk.get("/map/ends")
            let pages = try await [one, other].map { desk.text($0) }
            #expect(pages[0] == pages[1])
            let words = Self.words(pages[0])
            #expect(words.contains("1 agreement is over, so that people are only signposted"))
            #expect(words.contains("Nobody has confirmed that 1 service runs today: Sober Start"))
            #expect(pages[0].contains("href=\"/map/services/sober_start\""))
            #expect(words.contains("What ends soon") && words.contains("People left without help"))
        }
    }

    @Test(
        "A name that the rulebook does not have is a page that says so", arguments: ["areas", "services", "agreements"])
    func unknown(kind: String) async throws {
        try await visit("/map/\(kind)/nowhere") { response, page in
            #expect(response.status == .notFound && page.contains("There is no such") && page.contains("href=\"/map\""))
        }
    }
}
