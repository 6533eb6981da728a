import HTTPTypes
import Hummingbird
import NIOCore
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

@testable import WaymarkServer

/// A person of Ashford whom treatment takes, with consent.
private func person(_ site: TestSite, age: Int = 30) -> Case {
    var answers = site.rulebook.vocabulary.facts.map { _ in Answer.unknown }
    func set(_ name: String, _ value: FactValue) { answers[site.fact(name)] = .value(value) }
    set("age_years", .number(age))
    set("home_area", .option(site.rulebook.vocabulary[site.fact("home_area")].optionIndex["ashford"]!))
    set("substances", .options([0]))
    set("on_script", .yesNo(false))
    set("on_licence", .yesNo(false))
    for name in ["consents_to_referral", "consents_to_information_sharing", "can_give_consent_now"] {
        set(name, .yesNo(true))
    }
    return Case(name: "", decisionDate: Day("2023-05-10")!, answers: answers)
}

extension TestSite {
    fileprivate func keep(
        _ given: Case, name: String = "tester", areas: Set<String> = [], key: String? = nil
    ) throws -> String? {
        try DecisionOperations(context(areas: areas, name: name)).keep(
            given, channel: "desk", caseReference: "CU/1", idempotencyKey: { _ in key })
    }
}

@Suite("Decisions as pages and programs make, keep and read them")
struct DecisionOperationTests {
    @Test("a decision is kept with its case, and read back by who may see it")
    func keep() throws {
        let site = try TestSite()
        let reference = try #require(try site.keep(person(site)))
        let kept = try DecisionOperations(site.context()).read(reference)
        #expect(kept.reference == "D-2026-000001" && kept.caseReference == "CU/1" && kept.decidedBy == "tester")
        let shown = try #require(try DecisionOperations(site.context()).shownCase(of: kept))
        #expect(String(decoding: shown, as: UTF8.self).contains("\"home_area\":\"ashford\""))
        #expect(try site.actions(of: reference) == ["decision.made", "person.read"])
    }

    @Test("a case that nobody can be is not kept")
    func refused() throws {
        let site = try TestSite()
        var impossible = person(site, age: 12)
        impossible.answers[site.fact("on_licence")] = .value(.yesNo(true))
        #expect(try site.keep(impossible) == nil)
        #expect(site.server.rulebooks.current.refusal(of: impossible, on: Day("2023-05-10")!) != nil)
        #expect(try site.server.store.isEmpty())
    }

    @Test("the same key keeps one decision; with another case it is refused")
    func idempotency() throws {
        let site = try TestSite()
        #expect(try site.keep(person(site), key: "k") == "D-2026-000001")
        #expect(try site.keep(person(site), key: "k") == "D-2026-000001")
        #expect(throws: StoreError.keyReused) { try site.keep(person(site, age: 31), key: "k") }
        #expect(try site.keep(person(site), key: "other") == "D-2026-000002")
    }

    @Test("who is limited to other areas may not read it, and that they asked is on record; its maker may")
    func areas() throws {
        let site = try TestSite()
        let reference = try #require(try site.keep(person(site), name: "maker", areas: ["barton"]))
        let problem = #expect(throws: Problem.self) {
            try DecisionOperations(site.context(areas: ["barton"], name: "other")).read(reference)
        }
        #expect(problem?.title == Problem.otherArea.title)
        #expect(try site.actions(of: reference).last == "person.refused")
        for (name, areas) in [("maker", ["barton"]), ("other", ["ashford"]), ("other", [])] {
            #expect(
                try DecisionOperations(site.context(areas: Set(areas), name: name)).read(reference).reference
                    == reference)
        }
    }

    @Test("deciding otherwise needs what and why, both of a readable length")
    func departing() throws {
        let site = try TestSite()
        let reference = try #require(try site.keep(person(site)))
        let decisions = DecisionOperations(site.context())
        for (choice, reason) in [
            (nil, nil), ("x", nil), (nil, "y"), (String(repeating: "x", count: 501), "y"),
            ("x", String(repeating: "y", count: 4001)),
        ] as [(String?, String?)] {
            #expect(try decisions.depart(from: reference, choosing: choice, because: reason) != nil)
        }
        #expect(try decisions.read(reference).departures.isEmpty)
        #expect(try decisions.depart(from: reference, choosing: "Another", because: "They asked") == nil)
        #expect(try decisions.read(reference).departures.map(\.choice) == ["Another"])
    }

    @Test("what is kept is decided again under its own rulebook, with the same outcomes")
    func again() throws {
        let site = try TestSite()
        let given = person(site)
        let reference = try #require(try site.keep(given))
        let found = try KeptCase(reference, site.context())
        #expect(found.homeArea == "ashford" && found.person.answers == given.answers)
        let first = try site.server.rulebooks.current.decide(given, on: Day("2023-05-10")!)
        #expect(found.decision.outcomes.map(\.outcome) == first.outcomes.map(\.outcome))
        #expect(found.decision.primary == first.primary)
    }
}

@Suite("Referrals as pages and programs send, read and move them on")
struct ReferralOperationTests {
    private func offer(_ site: TestSite, service: String = "willow_ashford") throws -> ReferralOffer {
        let reference = try #require(try site.keep(person(site), name: "maker"))
        return try ReferralOffer(try KeptCase(reference, site.context()), service: service)
    }

    @Test("a referral carries what the decision and the agreement say, and is read by who may")
    func send() throws {
        let site = try TestSite()
        let offer = try offer(site)
        #expect(offer.needsConsent && offer.programme.name == "treatment" && offer.agreement != nil)
        let operations = ReferralOperations(site.context(name: "maker"))
        let reference = try operations.send(offer, consent: .person, note: "mornings")
        let referral = try operations.read(reference)
        #expect(referral.area == "ashford" && referral.consent == .person && referral.caseReference == "CU/1")
        #expect(referral.state == .sent && referral.events.first?.note == "mornings")
        let problem = #expect(throws: Problem.self) {
            try ReferralOperations(site.context(areas: ["barton"], name: "other")).read(reference)
        }
        #expect(problem?.status == .forbidden)
    }

    @Test(
        "a service that the decision does not refer to is offered to nobody",
        arguments: ["willow_barton", "nowhere", ""])
    func noOffer(service: String) throws {
        let site = try TestSite()
        let problem = #expect(throws: Problem.self) { try offer(site, service: service) }
        #expect(problem?.status == .conflict)
    }

    @Test("where nobody has to agree, nobody's consent is kept")
    func noConsent() throws {
        let site = try TestSite()
        let offer = try offer(site, service: "corner")
        #expect(!offer.needsConsent && offer.referral(consent: .person, note: nil).consent == .notNeeded)
    }

    @Test("after a no nothing is sent until the person has changed their mind")
    func consent() throws {
        let site = try TestSite()
        let offer = try offer(site)
        let operations = ReferralOperations(site.context())
        try operations.answer(offer, .refused, note: "not today")
        #expect(throws: StoreError.self) { try operations.send(offer, consent: .person, note: nil) }
        try operations.answer(offer, .reconsidered, note: nil)
        #expect(try operations.send(offer, consent: .person, note: nil) == "R-2026-000001")
    }

    @Test("a list holds what the visitor's areas allow, and a filter never widens that")
    func list() throws {
        let site = try TestSite()
        _ = try ReferralOperations(site.context(name: "maker")).send(try offer(site), consent: .person, note: nil)
        func total(_ areas: Set<String>, _ filter: ReferralFilter = ReferralFilter()) throws -> Int {
            try ReferralOperations(site.context(areas: areas, name: "other")).list(filter).total
        }
        #expect(try total([]) == 1 && total(["ashford"]) == 1 && total(["barton"]) == 0)
        var wide = ReferralFilter()
        wide.areas = ["ashford"]
        #expect(try total(["barton"], wide) == 0)
        var closed = ReferralFilter()
        closed.states = [.completed]
        #expect(try total([], closed) == 0)
    }

    @Test("what happened is recorded once, and who is too late is told")
    func record() throws {
        let site = try TestSite()
        let operations = ReferralOperations(site.context(name: "maker"))
        let reference = try operations.send(try offer(site), consent: .person, note: nil)
        let change = ReferralChange(.accepted, reason: nil, note: nil, revision: 1)
        #expect(try operations.record(change, of: reference, idempotencyKey: "k").state == .accepted)
        #expect(try operations.record(change, of: reference, idempotencyKey: "k").revision == 2)
        let late = ReferralChange(.started, reason: nil, note: nil, revision: 1)
        #expect(throws: StoreError.self) { try operations.record(late, of: reference) }
    }

    @Test("one case reference leads to its decisions and referrals, as far as areas allow")
    func history() throws {
        let site = try TestSite()
        let sent = try ReferralOperations(site.context(name: "maker")).send(
            try offer(site), consent: .person, note: nil)
        let mine = ReferralOperations(site.context(areas: ["ashford"], name: "other"))
        #expect(try mine.referrals(forCase: "CU/1").referrals.map(\.reference) == [sent])
        #expect(try mine.decisions(forCase: "CU/1") == ["D-2026-000001"])
        #expect(try mine.referrals(forCase: "CU/2").referrals.isEmpty)
        let others = ReferralOperations(site.context(areas: ["barton"], name: "third"))
        #expect(try others.referrals(forCase: "CU/1").referrals.isEmpty && others.decisions(forCase: "CU/1").isEmpty)
    }
}

@Suite("The capacity of a service as pages and programs state it")
struct CapacityOperationTests {
    private func operations(
        _ site: TestSite, roles: Set<Role> = [.commissioner], areas: Set<String> = []
    ) throws -> CapacityOperations {
        try CapacityOperations(site.context(roles: roles, areas: areas), service: "willow_ashford")
    }

    @Test("a statement counts at once, for the rulebook that serves from then on")
    func state() throws {
        let site = try TestSite()
        let before = site.server.rulebooks.current.version
        let operations = try operations(site)
        try operations.keep(.noCapacity, asOf: site.clock.now.day, revision: 0)
        #expect(try operations.current().capacity == .noCapacity && operations.service.capacity != .noCapacity)
        #expect(site.server.rulebooks.current.version == before + 1)
        #expect(try operations.history().map(\.statement.state) == [.noCapacity])
        #expect(throws: StoreError.self) { try operations.keep(.hasCapacity, asOf: site.clock.now.day, revision: 0) }
        try operations.keep(.hasCapacity, asOf: site.clock.now.day, revision: 1)
        #expect(try operations.history().map(\.statement.state) == [.hasCapacity, .noCapacity])
    }

    @Test("only commissioners of its areas state it")
    func mayState() throws {
        let site = try TestSite()
        for (roles, areas, may) in [
            ([.commissioner], [], true), ([.commissioner], ["ashford"], true), ([.commissioner], ["barton"], false),
            ([.officer], [], false), ([], [], false),
        ] as [(Set<Role>, Set<String>, Bool)] {
            let operations = try operations(site, roles: roles, areas: areas)
            if may {
                try operations.admit()
            } else {
                #expect(throws: Problem.self) { try operations.admit() }
                #expect(throws: Problem.self) {
                    try operations.keep(.noCapacity, asOf: site.clock.now.day, revision: 0)
                }
            }
        }
        #expect(try operations(site).history().isEmpty)
    }

    @Test("a day to come cannot be known")
    func days() throws {
        let site = try TestSite()
        let (operations, today) = (try operations(site), site.clock.now.day)
        #expect(operations.isStatable(today) && operations.isStatable(today.adding(days: -400)))
        #expect(!operations.isStatable(today.adding(days: 1)))
    }

    @Test("a service that is not there is said to be so")
    func unknown() throws {
        let site = try TestSite()
        let problem = #expect(throws: Problem.self) { try CapacityOperations(site.context(), service: "nowhere") }
        #expect(problem?.status == .notFound)
    }
}

@Suite("Long lists come a page at a time")
struct PagerTests {
    private func pager(_ count: Int, _ query: String, size: Int = 10) throws -> Pager<Int> {
        Pager(Array(0..<count), try TestSite().context(.get, query: query), size: size)
    }

    @Test(
        "whatever page is asked for, some page is shown",
        arguments: [
            ("", 1), ("page=1", 1), ("page=2", 2), ("page=3", 3), ("page=4", 3), ("page=0", 1), ("page=-5", 1),
            ("page=x", 1), ("page=99999999999999999999", 1),
        ])
    func pages(query: String, page: Int) throws {
        let pager = try pager(25, query)
        #expect(pager.page == page && pager.count == 3 && pager.total == 25)
        #expect(pager.items == Array(((page - 1) * 10)..<min(25, page * 10)))
    }

    @Test("all pages together are the list, each item once", arguments: [0, 1, 9, 10, 11, 100])
    func whole(count: Int) throws {
        let pages = try pager(count, "").count
        let all = try (1...pages).flatMap { try pager(count, "page=\($0)").items }
        #expect(all == Array(0..<count))
    }

    @Test("ways lead to the pages beside it and keep what else was asked for")
    func ways() throws {
        let ways = String(decoding: try pager(25, "page=2").ways("/map/services?over=yes").bytes, as: UTF8.self)
        #expect(ways.contains("href=\"/map/services?over=yes&amp;page=1\"") && ways.contains("page=3"))
        #expect(String(decoding: try pager(25, "").ways("/x").bytes, as: UTF8.self).contains("href=\"/x?page=2\""))
        #expect(try pager(5, "").ways("/x").isEmpty)
        #expect(try pager(25, "page=3").pageCaption("Services", size: 10) == "Services, 21 to 25 of 25")
        #expect(try pager(5, "").pageCaption("Services", size: 10) == "Services")
    }
}

@Suite("Reports as spreadsheets and programs read them")
struct ReportFormatTests {
    private func csv(_ cells: [ReportValue]) -> String {
        let columns = cells.indices.map { ReportTable.Column("c\($0)", "C\($0)") }
        let table = ReportTable(name: "t", title: "T", columns: columns, rows: [cells])
        return String(decoding: Report(name: "r", title: "R", says: [], tables: [table]).csv, as: UTF8.self)
    }

    @Test(
        "a field that a spreadsheet would run or split is neutral",
        arguments: [
            ("=1+1", "'=1+1"), ("+44", "'+44"), ("-1", "'-1"), ("@SUM", "'@SUM"), ("a,b", "\"a,b\""),
            ("say \"x\"", "\"say \"\"x\"\"\""), ("two\nlines", "\"two\nlines\""), ("plain", "plain"), ("", ""),
            ("=a,\"b\"", "\"'=a,\"\"b\"\"\""),
        ])
    func fields(text: String, field: String) {
        #expect(csv([.text(text)]) == "T\r\nC0\r\n\(field)\r\n\r\n")
    }

    @Test("numbers, shares, hours and what is hidden are written plainly")
    func values() {
        let cells: [ReportValue] = [
            .count(0), .share(0.5, low: 0.25, high: 1), .part(1.0 / 3), .hours(36.04), .hidden, .nothing,
        ]
        #expect(csv(cells).contains("\r\n0,0.5000 (0.2500-1.0000),0.3333,36.0,suppressed,\r\n"))
        #expect(
            cells.map(\.words) == ["0", "50.0% (25.0% to 100.0%)", "33.3%", "36.0 hours", "hidden", "–"])
        #expect(ReportValue.hours(72).words == "3.0 days")
    }

    @Test("a share of nobody says nothing, and of all it reaches one")
    func shares() {
        #expect(ReportValue.share(0, of: 0) == .nothing)
        guard case .share(let share, let low, let high) = ReportValue.share(10, of: 10) else {
            Issue.record("no share")
            return
        }
        #expect(share == 1 && high == 1 && low > 0.6 && low < 1)
    }

    @Test("as JSON it says the same under its columns' names")
    func json() throws {
        let table = ReportTable(
            name: "t", title: "T", columns: [.init("area", "Area"), .init("count", "Count"), .init("share", "Share")],
            rows: [
                [.text("Ashford"), .count(5), .share(0.2, low: 0.1, high: 0.3)], [.text("Barton"), .hidden, .nothing],
            ])
        let report = Report(name: "r", title: "R", says: ["note"], tables: [table])
        let day = try #require(Day("2026-09-01"))
        let period = try #require(ReportPeriod(from: day, through: day, areas: ["b", "a"]))
        var writer = JSONWriter()
        report.write(to: &writer, period: period)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        #expect(text.contains(#""from":"2026-09-01","through":"2026-09-30","areas":["a","b"],"notes":["note"]"#))
        #expect(text.contains(#"{"area":"Ashford","count":5,"share":{"share":0.2000,"low":0.1000,"high":0.3000}}"#))
        #expect(text.contains(#"{"area":"Barton","count":"suppressed","share":null}"#))
    }
}
