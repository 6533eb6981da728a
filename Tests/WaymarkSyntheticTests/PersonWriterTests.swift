import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkSynthetic

private let day = Day(year: 2023, month: 2, day: 28) ?? .first

@Suite("Lines of synthetic people")
struct PersonWriterTests {
    @Test(arguments: [0, 30, 100], [JSONCaseWriter.Form.nested, .flat])
    func `say all that is known of the person, and no more`(unknownPercent: Int, form: JSONCaseWriter.Form) throws {
        let rulebook = try generatedRulebook(areas: 2)
        let people = PersonGenerator(rulebook, seed: 21, on: day, unknownPercent: unknownPercent)
        let reader = JSONCaseReader(rulebook)
        var writer = PersonWriter(people, form: form)
        var lines = JSONWriter()
        for number in 0..<120 { writer.append(number, to: &lines) }
        let written = lines.text.split(separator: "\n", omittingEmptySubsequences: false)
        try #require(written.count == 121 && written[120].isEmpty)
        for number in 0..<120 {
            var problems = Diagnostics()
            let read = reader.read(Array(written[number].utf8), as: "line", into: &problems)
            let person = people.person(number)
            #expect(problems.all.isEmpty && read.id == people.name(of: number))
            #expect(read.case?.answers == person.answers)
            #expect(read.case?.decisionDate == day)
        }
    }

    @Test func `are the same whichever came before`() throws {
        let people = PersonGenerator(try generatedRulebook(areas: 2), seed: 22, on: day, unknownPercent: 10)
        func line(_ number: Int, after others: [Int]) -> String {
            var writer = PersonWriter(people)
            var lines = JSONWriter()
            for other in others { writer.append(other, to: &lines) }
            lines.removeAll()
            writer.append(number, to: &lines)
            return lines.text
        }
        for number in 0..<20 { #expect(line(number, after: []) == line(number, after: [40, 7, number])) }
    }

    @Test func `name people by their number, from one`() throws {
        let people = PersonGenerator(try generatedRulebook(areas: 1), seed: 1, on: day)
        #expect(people.name(of: 0) == "P000000001")
        #expect(people.name(of: 999_999_998) == "P999999999")
        #expect(people.name(of: 999_999_999) == "P1000000000")
    }
}

@Suite("The table of shares, told to people")
struct ShareTextTests {
    @Test func `names the fact once, then each share with whom it is about and where it comes from`() {
        let table = ShareTable(
            mix: [(.o2r, 3, .stated("S1 p. 2")), (.divert, 5, .assumed("no figure"))],
            shares: [
                Share(
                    "age_years", of: [.o2r, .cars], .numbers([.init(18...24, 2), .init(25...25, 1)]), .stated("S2")),
                Share("age_years", .numbers([]), .assumed("anybody")),
                Share("uses", given: Share.Given("age_years", in: 18...20), .yes(1, in: 4), .stated("S3")),
                Share("drugs", given: Share.Given("uses", "yes"), .each([.init("crack", 40)]), .stated("S4")),
                Share("drug", of: [.cars], given: Share.Given("drugs", "crack", "heroin"), .one([]), .stated("S5")),
                Share("seen", .daysAgo([.init(0...30, 1)]), .stated("S6")), Share("home", .same("seen"), .stated("S7")),
            ])
        #expect(
            table.text == """
                The groups, in a year's caseload:
                  o2r: 3 (S1 p. 2)
                  divert: 5 (assumed: no figure)
                age_years:
                  o2r, cars: 18 to 24: 2, 25: 1 (S2)
                   (assumed: anybody)
                uses:
                  with age_years 18 to 20: yes 1 in 4 (S3)
                drugs:
                  with uses yes: in a hundred each crack 40 (S4)
                drug:
                  cars, with drugs crack or heroin: one of nothing (S5)
                seen:
                  days ago 0 to 30: 1 (S6)
                home:
                  as seen (S7)
                """)
    }

    @Test func `of the West Midlands has a source or says that it has none, in every line`() {
        let lines = ShareTable.westMidlands.text.split(separator: "\n").filter { $0.hasPrefix("  ") }
        #expect(lines.count > 100)
        #expect(lines.allSatisfy { $0.hasSuffix(")") && ($0.contains("(S") || $0.contains("(assumed: ")) })
    }
}
