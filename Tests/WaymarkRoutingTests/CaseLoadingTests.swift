import Foundation
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

@Suite("Cases are read as they are written") struct CaseLoadingTests {
    let rulebook: Rulebook

    init() throws {
        var problems = Diagnostics()
        rulebook = try #require(Rulebook.load(Golden.rulebook(Golden.base), into: &problems))
    }

    private func load(_ files: [String: String], wanted: [String]? = nil) throws -> [LoadedCase] {
        var sources = Golden.sourceSet(files.mapValues { Array($0.utf8) })
        let numbers = sources.files.indices.filter { wanted?.contains(sources.files[$0].path) ?? true }
        var problems = Diagnostics()
        let cases = CaseLoader(rulebook: rulebook).load(numbers.map(Int32.init), of: &sources, into: &problems)
        try #require(DiagnosticRenderer(sources: sources).text(problems) == "")
        return cases
    }

    private func answer(_ fact: String, in loaded: LoadedCase) throws -> Answer {
        loaded.case.answers[try #require(rulebook.vocabulary[fact])]
    }

    private static let full = """
        case: full
        title: Everything is known
        decision_date: 2022-11-12
        facts:
          age_years: 23
          on_licence: no
          domestic_abuse_offence: true
          last_attended: 2022-10-01
          housing_status: hostel
          local_authority: no_fixed_abode
          offence_types: [affray, shop_theft, affray]
          da_relationship: declined
          offending_area: not known
          consents_to_referral: unknown
          ethnicity: asian
          remarks: "sleeps: badly"

        """

    @Test func `every kind of fact takes its values`() throws {
        let loaded = try #require(try load(["cases/full.yaml": Self.full]).first)
        #expect(loaded.case.name == "full" && loaded.case.title == "Everything is known")
        #expect(loaded.case.decisionDate == Day("2022-11-12"))
        #expect(try answer("age_years", in: loaded) == .value(.number(23)))
        #expect(try answer("on_licence", in: loaded) == .value(.yesNo(false)))
        #expect(try answer("domestic_abuse_offence", in: loaded) == .value(.yesNo(true)))
        #expect(try answer("last_attended", in: loaded) == .value(.date(try #require(Day("2022-10-01")))))
        #expect(try answer("housing_status", in: loaded) == .value(.option(3)))
        #expect(try answer("local_authority", in: loaded) == .value(.option(3)))
        #expect(try answer("offence_types", in: loaded) == .value(.options([0, 2])))
        #expect(try answer("da_relationship", in: loaded) == .declined)
        #expect(try answer("offending_area", in: loaded) == .notKnown)
        #expect(try answer("consents_to_referral", in: loaded) == .unknown)
        #expect(try answer("can_give_consent_now", in: loaded) == .unknown)
        #expect(try answer("ethnicity", in: loaded) == .value(.option(1)))
        #expect(try answer("remarks", in: loaded) == .value(.text("sleeps: badly")))
        #expect(loaded.expectation == nil)
    }

    @Test(arguments: ["nothing", "[]"])
    func `the empty set has two spellings`(_ text: String) throws {
        let loaded = try #require(try load(["c.yaml": "case: c\nfacts: {offence_types: \(text)}\n"]).first)
        #expect(try answer("offence_types", in: loaded) == .value(.options([])))
    }

    @Test func `a case may start from another of its folder`() throws {
        let files = [
            "cases/full.yaml": Self.full,
            "cases/middle.yaml": "case: middle\nlike: full\nfacts: {age_years: 40, housing_status: unknown}\n",
            "cases/last.yaml": "case: last\nlike: middle\ndecision_date: 2023-01-01\nfacts: {on_licence: yes}\n",
            "cases/other/full.yaml": "case: full\nfacts: {age_years: 99}\n",
        ]
        let cases = try load(files, wanted: ["cases/last.yaml", "cases/middle.yaml"])
        #expect(cases.map(\.case.name) == ["last", "middle"] || cases.map(\.case.name) == ["middle", "last"])
        let last = try #require(cases.first { $0.case.name == "last" })
        #expect(last.case.title == nil && last.case.decisionDate == Day("2023-01-01"))
        #expect(try answer("age_years", in: last) == .value(.number(40)))
        #expect(try answer("on_licence", in: last) == .value(.yesNo(true)))
        #expect(try answer("housing_status", in: last) == .unknown)
        #expect(try answer("remarks", in: last) == .value(.text("sleeps: badly")))
        let middle = try #require(cases.first { $0.case.name == "middle" })
        #expect(middle.case.decisionDate == Day("2022-11-12"))
    }

    @Test func `expect is read against the rulebook`() throws {
        let text = """
            case: c
            decision_date: 2026-04-01
            expect:
              outcomes: {course: signpost, outreach/outreach_birmingham: waiting_list}
              others: not_eligible
              primary: outreach/outreach_birmingham
              before: [[course, outreach]]
              asks: [age_years]
              alerts: []
              because: {course: [theft, on_licence], outreach: [under_the_influence]}

            """
        let expect = try #require(try load(["c.yaml": text]).first?.expectation)
        #expect(expect.outcomes.map(\.outcome) == [.signpost, .waitingList])
        #expect(expect.outcomes.map(\.target) == [.init(programme: 0), .init(programme: 1, service: 2)])
        #expect(expect.others == .notEligible)
        #expect(expect.primary == .target(.init(programme: 1, service: 2)))
        #expect(expect.before.map(\.earlier.programme) == [0] && expect.before.map(\.later.programme) == [1])
        #expect(expect.asks == [0])
        #expect(expect.alerts == [])
        #expect(expect.because.map(\.names) == [["theft", "on_licence"], ["under_the_influence"]])
    }

    @Test func `expect may say that nothing can be done`() throws {
        let expect = try load(["c.yaml": "case: c\ndecision_date: 2026-04-01\nexpect: {primary: nothing}\n"]).first?
            .expectation
        #expect(expect?.primary == .nothing)
        #expect(expect?.alerts == nil)
    }

    @Test(arguments: [
        #"{"id": "p1", "decision_date": "2022-11-12", "facts": {"age_years": 23, "on_licence": true, "offence_types": ["affray"], "housing_status": "hostel", "last_attended": "2022-10-01", "da_relationship": "declined", "offending_area": "not known", "consents_to_referral": null}}"#,
        #"{"age_years": 23, "on_licence": true, "offence_types": ["affray"], "housing_status": "hostel", "last_attended": "2022-10-01", "da_relationship": "declined", "offending_area": "not known", "consents_to_referral": null, "id": "p1", "decision_date": "2022-11-12"}"#,
    ])
    func `a case may be JSON, nested or flat`(_ text: String) throws {
        let loaded = try #require(try load(["p1.json": text]).first)
        #expect(loaded.case.name == "p1" && loaded.case.decisionDate == Day("2022-11-12"))
        #expect(try answer("age_years", in: loaded) == .value(.number(23)))
        #expect(try answer("on_licence", in: loaded) == .value(.yesNo(true)))
        #expect(try answer("offence_types", in: loaded) == .value(.options([2])))
        #expect(try answer("housing_status", in: loaded) == .value(.option(3)))
        #expect(try answer("last_attended", in: loaded) == .value(.date(try #require(Day("2022-10-01")))))
        #expect(try answer("da_relationship", in: loaded) == .declined)
        #expect(try answer("offending_area", in: loaded) == .notKnown)
        #expect(try answer("consents_to_referral", in: loaded) == .unknown)
    }

    @Test func `a stream holds a case on each line`() throws {
        let cases = try load([
            "c.ndjson":
                "{\"id\": \"p1\"}\n\n  \n{\"id\": \"p2\", \"age_years\": 30}\r\n{\"id\": \"p3\", \"decision_date\": null}"
        ])
        #expect(cases.map(\.case.name) == ["p1", "p2", "p3"])
        #expect(cases.map(\.case.decisionDate) == [nil, nil, nil])
    }

    @Test func `a refused record still says whose it is`() throws {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "c.ndjson", bytes: Array(#"{"id": "p1", "age_years": 9}"#.utf8)))
        var problems = Diagnostics()
        let value = try #require(JSONReader.read(file, of: sources, into: &problems))
        let record = JSONCaseReader(rulebook).read(value, into: &problems)
        #expect(record.id == "p1" && record.case == nil && problems.hasErrors)
    }

    @Test func `the sound cases load beside a wrong one`() throws {
        var sources = Golden.sourceSet([
            "a.yaml": Array("case: a\nfacts: {age_years: 9}\n".utf8), "b.yaml": Array("case: b\n".utf8),
        ])
        var problems = Diagnostics()
        let cases = CaseLoader(rulebook: rulebook).load([0, 1], of: &sources, into: &problems)
        #expect(cases.map(\.case.name) == ["b"])
        #expect(problems.all.map(\.id) == ["case.value-range"])
    }

    @Test func `a single file finds the case it is like in its folder`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("waymark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(Self.full.utf8).write(to: folder.appendingPathComponent("full.yaml"))
        try Data("case: broken\nfacts: {age_years: 9}\n".utf8).write(to: folder.appendingPathComponent("broken.yaml"))
        try Data("case: one\nlike: full\n".utf8).write(to: folder.appendingPathComponent("one.yaml"))
        var problems = Diagnostics()
        let (cases, _) = CaseLoader(rulebook: rulebook)
            .load(paths: [folder.appendingPathComponent("one.yaml").path], into: &problems)
        #expect(problems.all.isEmpty, "a case that was not asked for is not judged")
        #expect(cases.map(\.case.name) == ["one"])
        #expect(try answer("age_years", in: try #require(cases.first)) == .value(.number(23)))
    }
}
