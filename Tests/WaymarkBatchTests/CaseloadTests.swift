import Testing
import WaymarkBatch
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@Suite struct `A caseload in memory` {
    private static func rulebook() throws -> Rulebook {
        let text = """
            facts:
              age: {label: Age, ask: Age?, type: whole number, range: 0 to 120}
              drug: {label: Drug, ask: Drug?, type: one of, values: {heroin: Heroin, crack: Crack, none_at_all: None}}
              remarks: {label: Remarks, type: text}
            constraints:
              no_babies_on_heroin: {says: no baby uses heroin, impossible: {age: under 2, drug: heroin}}
            programmes:
              course:
                title: Course
                kind: course
                located_by: nothing
                consent: none
                criteria: {adult: {says: is an adult, when: {age: 18 or over}}}
              clinic:
                title: Clinic
                kind: treatment
                located_by: nothing
                consent: none
                criteria: {uses: {says: uses drugs, when: {drug: {not: none_at_all}}}}
            routing:
              order: [course, clinic]
              sequences:
                clinic_first: {says: whoever uses crack goes to the clinic first, first: clinic, then: [course], when: {drug: crack}}
            services:
              course_service: {programme: course, name: C, provider: P, areas: everywhere, agreement: not needed}
              clinic_service: {programme: clinic, name: K, provider: P, areas: everywhere, agreement: not needed}
            """
        return try TestRulebook.load([("Rules/all.yaml", text)])
    }

    private static func people(_ count: Int) -> String {
        let drugs = ["heroin", "crack", "none_at_all"]
        return (0..<count).map { "{\"id\":\"p\($0)\",\"age\":\(2 + $0 * 7 % 119),\"drug\":\"\(drugs[$0 % 3])\"}\n" }
            .joined()
    }

    /// A block holds 512 people.
    @Test(arguments: [1, 511, 512, 513, 1_400]) func `is decided as a batch of its lines is, again and again`(
        count: Int
    ) throws {
        let rulebook = try Self.rulebook()
        let text = Self.people(count)
        let caseload = try #require(Caseload(rulebook, text: Array(text.utf8), date: Batch.date))
        #expect(caseload.count == count)
        let expected = Batch.oneByOne(rulebook, text)
        for _ in 0..<2 {
            #expect(caseload.decide())
            let lines = String(decoding: caseload.lines(), as: UTF8.self).split(separator: "\n").map(String.init)
            #expect(lines == expected)
        }
    }

    @Test func `puts first what a sequence puts first`() throws {
        let rulebook = try Self.rulebook()
        let text = #"{"id":"a","age":30,"drug":"crack"}"# + "\n" + #"{"id":"b","age":30,"drug":"heroin"}"#
        let caseload = try #require(Caseload(rulebook, text: Array(text.utf8), date: Batch.date))
        #expect(caseload.decide())
        #expect(
            String(decoding: caseload.lines(), as: UTF8.self) == """
                {"id":"a","eligible":["clinic","course"],"primary":"clinic"}
                {"id":"b","eligible":["course","clinic"],"primary":"course"}

                """)
    }

    @Test(arguments: [
        #"{"id":"a","age":30}"#, #"{"id":"a","age":30,"drug":"declined"}"#, #"{"id":"a","age":30,"drug":"cocaine"}"#,
        #"{"id":"a","decision_date":"2025-12-09","age":30,"drug":"crack"}"#, #"{"id":"a","age":30,"drug":"crack""#,
    ]) func `is none where something is open, wrong or of another day`(line: String) throws {
        let text = Self.people(3) + line + "\n"
        #expect(Caseload(try Self.rulebook(), text: Array(text.utf8), date: Batch.date) == nil)
    }

    @Test(arguments: [0, 1, 62, 63, 64, 600]) func `tells of somebody who cannot be, the last of however many`(
        others: Int
    ) throws {
        let text = Self.people(others) + #"{"id":"a","age":1,"drug":"heroin"}"# + "\n"
        let caseload = try #require(Caseload(try Self.rulebook(), text: Array(text.utf8), date: Batch.date))
        #expect(!caseload.decide())
    }

    @Test func `needs a few bytes for a person`() throws {
        let caseload = try #require(Caseload(try Self.rulebook(), text: [], date: Batch.date))
        #expect(caseload.count == 0 && caseload.bytesPerCase == 2)
        #expect(caseload.decide() && caseload.lines().isEmpty)
    }
}
