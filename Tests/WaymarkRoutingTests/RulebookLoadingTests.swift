import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// The small rulebook in Tests/Golden/base uses every part of the language once.
@Suite("A whole rulebook loads") struct RulebookLoadingTests {
    let rulebook: Rulebook

    init() throws {
        var problems = Diagnostics()
        let sources = Golden.rulebook(Golden.base)
        let loaded = Rulebook.load(sources, into: &problems)
        try #require(DiagnosticRenderer(sources: sources).text(problems) == "")
        rulebook = try #require(loaded)
    }

    private func programme(_ name: String) throws -> Programme {
        try #require(rulebook.programmes.first { $0.name == name })
    }

    private func service(_ name: String) throws -> Service {
        try #require(rulebook.services.first { $0.name == name })
    }

    private func names(_ indices: [Int]) -> [String] { indices.map { rulebook.programmes[$0].name } }

    @Test func `everything keeps the order of the files`() {
        #expect(rulebook.programmes.map(\.name) == ["course", "outreach", "shelter", "safeguarding"])
        #expect(
            rulebook.services.map(\.name) == [
                "course_anywhere", "safeguarding_hub", "outreach_birmingham", "shelter_sandwell",
            ])
        #expect(rulebook.areas.map(\.name) == ["birmingham", "sandwell"])
        #expect(rulebook.rules.definitions.map(\.name) == ["young_person", "homeless", "prolific"])
        #expect(rulebook.rules.constraints.map(\.says) == ["nobody under 14 is on licence"])
        #expect(rulebook.needs.map(\.name) == ["homeless"])
        #expect(rulebook.hash.hasPrefix("sha256:"))
    }

    @Test func `a programme has its own part after that of its family`() throws {
        let course = try programme("course")
        #expect(
            course.criteria.map(\.name) == [
                "theft", "adult", "affray", "domestic_abuse", "on_licence", "attended_lately",
            ])
        #expect(course.criteria.map(\.role) == [.criterion, .criterion, .bar, .bar, .hold, .signpostReason])
        #expect(course.checkByHand == ["The shop agrees", "The sergeant agrees with the disposal"])
        #expect(course.nextSteps == ["Book through the app"])
        #expect(course.family == "theft" && course.title == "Shop theft course" && course.kind == .course)
        #expect(course.summary == "Two sessions about shop theft")
        #expect(course.location == .nothing && course.consent == .referral)
        #expect(course.period == Period(from: Day("2021-01-01"), until: nil))
        let adult = try #require(course.criteria.first { $0.name == "adult" })
        #expect(adult.says == "is 18 or over" && adult.otherwise == "is not known to be 18 or over")
        #expect(adult.provenance == Provenance(source: "S4 ¶20", basis: .stated, note: "The paper says adults."))
        #expect(rulebook.place(adult.span) == "Rules/programmes/course.yaml:10")
        #expect(course.criteria.first { $0.name == "domestic_abuse" }?.suggest == "outreach")
    }

    @Test func `a programme says where its people are`() throws {
        let home = try #require(rulebook.vocabulary["local_authority"])
        let offending = try #require(rulebook.vocabulary["offending_area"])
        #expect(try programme("shelter").location == .fact(home))
        #expect(try programme("outreach").location == .firstArea([home, offending]))
    }

    @Test func `a service keeps everything that is said of it`() throws {
        let outreach = try service("outreach_birmingham")
        #expect(outreach.title == "Outreach Birmingham" && outreach.provider == "Outreach Together")
        #expect(names([outreach.programme]) == ["outreach"] && outreach.coverage == .places(["birmingham"]))
        #expect(
            outreach.period
                == ServicePeriod(
                    from: .notKnown, until: .day(try #require(Day("2027-03-31"))), notBefore: Day("2021-07-01"),
                    confirmedUntil: Day("2026-03-31")))
        #expect(outreach.agreement == .agreement(0) && outreach.capacity == .waitingList && outreach.capacityIsStated)
        #expect(outreach.capacityAsOf == Day("2026-01-15") && outreach.capacityBy == "the provider")
        #expect(outreach.criteria.map(\.name) == ["adult", "under_the_influence"])
        #expect(outreach.criteria.map(\.clause) == ["4.2", nil])
        #expect(
            outreach.contact == [
                Detail(key: "phone", value: "0121 496 0000"), Detail(key: "hours", value: "Monday to Friday 9 to 5"),
            ])
        let shelter = try service("shelter_sandwell")
        #expect(shelter.coverage == .places(["sandwell", "no_fixed_abode"]) && shelter.period.until == .notKnown)
        #expect(shelter.agreement == .missing && shelter.capacity == .assessFirst && !shelter.capacityIsStated)
        #expect(
            shelter.checkByHand == ["There is a bed tonight"] && shelter.nextSteps == ["Ring before sending anybody"])
        let course = try service("course_anywhere")
        #expect(course.coverage == .everywhere && course.agreement == .notNeeded && course.referBy == "app")
        #expect(course.period == ServicePeriod())
    }

    @Test func `an agreement and an area keep everything that is said of them`() throws {
        let agreement = try #require(rulebook.agreements.first)
        #expect(agreement.parties == ["West Midlands Police", "Outreach Together"])
        #expect(
            agreement.review == Day("2026-09-30") && agreement.clauses == [Detail(key: "4.2", value: "Adults only")])
        #expect(agreement.commitments == [Detail(key: "first_appointment_within", value: "5 working days")])
        #expect(agreement.sharingBasis == "consent" && agreement.sharedData == ["name", "contact"])
        let area = try #require(rulebook.areas.first)
        #expect(area.title == "Birmingham" && area.gss == "E08000025" && area.force == "west_midlands")
        #expect(area.tile?.column == 3 && area.tile?.row == 2)
        #expect(area.districtsInside == ["B1", "B2"] && area.districtsShared == ["B20"])
    }

    @Test func `the policy names programmes by number`() throws {
        let policy = rulebook.policy
        #expect(names(policy.order) == ["safeguarding", "shelter", "course", "outreach"])
        #expect(names(policy.urgent) == ["safeguarding"])
        #expect(policy.alerts.map(\.instruction) == ["Act on it before any referral"])
        #expect(policy.sequences.map(\.name) == ["shelter_first", "course_before_outreach"])
        #expect(policy.sequences.map { $0.when == nil } == [false, true])
        #expect(
            policy.sequences.map { names([$0.first] + $0.then) } == [["shelter", "outreach"], ["course", "outreach"]])
        #expect(policy.lowPriority.map { names($0.programmes) } == [["outreach"]])
        #expect(rulebook.promises.map(\.kind) == [.never, .always])
        #expect(rulebook.promises.first?.claims.first?.outcomes == [.refer, .waitingList, .signpost])
        #expect(rulebook.promises.last?.period.from == Day("2020-01-01"))
    }

    @Test func `the same files give the same rulebook, split over files as one likes`() throws {
        var texts = Golden.base
        let removed = texts.removeValue(forKey: "Rules/programmes/others.yaml")
        let others = String(decoding: try #require(removed), as: UTF8.self)
        let parts = others.components(separatedBy: "programmes:\n")
        texts["Rules/programmes/a.yaml"] = Array(parts[0].utf8)
        texts["Rules/programmes/z.yml"] = Array(("programmes:\n" + parts[1]).utf8)
        var problems = Diagnostics()
        let split = try #require(Rulebook.load(Golden.rulebook(texts), into: &problems))
        #expect(split.programmes.map(\.name) == rulebook.programmes.map(\.name))
        #expect(split.hash != rulebook.hash)
    }

    @Test func `a folder loads as its files do`() throws {
        var problems = Diagnostics()
        let (loaded, sources) = Rulebook.load(
            folder: Golden.folder.appendingPathComponent("base").path, into: &problems)
        #expect(loaded?.hash == rulebook.hash)
        #expect(sources.files.map(\.path) == rulebook.sources.files.map(\.path))
    }

    @Test func `with an error nothing is loaded, with a warning everything`() throws {
        var problems = Diagnostics()
        var files = Golden.base
        files["Rules/z.yaml"] = Array(
            "definitions: {d: {says: d, versions: [{until: 2020-01-01, when: {age_years: 20}}, {from: 2021-01-01, when: {age_years: 21}}]}}"
                .utf8)
        #expect(Rulebook.load(Golden.rulebook(files), into: &problems) != nil)
        #expect(problems.all.map(\.severity) == [.warning])
        files["Rules/z.yaml"] = Array("definitions: {d: {says: d}}".utf8)
        #expect(Rulebook.load(Golden.rulebook(files), into: &problems) == nil)
    }
}
