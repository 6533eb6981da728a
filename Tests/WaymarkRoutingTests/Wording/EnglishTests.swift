import Testing
import WaymarkRouting
import WaymarkRules

@Suite("Numbers, dates and lists in sentences") struct EnglishTests {
    @Test(arguments: [
        ("2024-03-01", "1 March 2024"), ("2023-12-31", "31 December 2023"), ("2024-02-29", "29 February 2024"),
        ("1900-01-09", "9 January 1900"),
    ])
    func `a date is said with its month's name and no zero before the day`(_ day: String, _ words: String) throws {
        #expect(English.date(try #require(Day(day))) == words)
    }

    @Test func `every month has its name`() throws {
        let names = try (1...12).map { English.date(try #require(Day(year: 2023, month: $0, day: 15))) }
        #expect(
            names
                == [
                    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
                    "November", "December",
                ].map { "15 \($0) 2023" })
    }

    @Test func `a list of any length names each item once and its last word before the last`() {
        for count in 1...6 {
            let items = (1...count).map { "item \($0)" }
            let words = English.list(items, "or")
            #expect(words.components(separatedBy: " or ").count == min(2, count))
            #expect(items.allSatisfy { words.components(separatedBy: $0).count == 2 }, "\(words)")
        }
    }

    @Test func `clauses with commas or an “and” of their own are held apart by semicolons`() {
        #expect(English.clauses([]) == "")
        #expect(English.clauses(["a, b"]) == "a, b")
        #expect(English.clauses(["a and b", "c"]) == "a and b; and c")
        #expect(English.clauses(["a, b", "c", "d"], "or") == "a, b; c; or d")
        #expect(English.clauses(["a", "b"], "or") == "a or b")
        // Only a word of its own is an "and".
        #expect(English.clauses(["sand", "candy"]) == "sand and candy")
    }

    @Test(arguments: [
        (1, "years", "1 year"), (0, "years", "0 years"), (2, "sessions in 12 months", "2 sessions in 12 months"),
        (1, "sessions in 12 months", "1 session in 12 months"), (1, "units per week", "1 unit per week"),
        (1, "days since the offence", "1 day since the offence"), (1, "class", "1 class"), (1, "in debt", "1 in debt"),
        (1, "", "1"), (1, "is", "1 is"), (-1, "points", "-1 points"),
    ])
    func `a unit stands in the singular after one alone`(_ number: Int, _ unit: String, _ words: String) {
        #expect(English.amount(number, unit) == words)
    }

    @Test func `things that are counted stand in the plural but for one`() {
        #expect(English.count(0, "outcome") == "0 outcomes")
        #expect(English.count(1, "outcome") == "1 outcome")
        #expect(English.count(2, "outcome") == "2 outcomes")
        #expect(English.count(1, "person", "people") == "1 person")
        #expect(English.count(3, "person", "people") == "3 people")
        #expect(English.count(2, "promise is", "promises are") == "2 promises are")
    }

    @Test(arguments: [
        ("Rough sleeping", "rough sleeping"), ("Class A drugs", "Class A drugs"), ("GP", "GP"), ("age", "age"),
        ("Élan", "Élan"), ("", ""), ("A", "a"), ("18 or over", "18 or over"),
    ])
    func `a label inside a sentence loses its capital unless it is a name`(_ label: String, _ words: String) {
        #expect(English.inSentence(label) == words)
    }

    @Test(arguments: [("so", "So"), ("So", "So"), ("“so”", "“so”"), ("", ""), ("élan", "élan"), ("x", "X")])
    func `the beginning of a sentence is a capital where it is a letter`(_ text: String, _ words: String) {
        #expect(English.capitalised(text) == words)
    }

    @Test(arguments: [
        ("It is so", "It is so."), ("It is so.", "It is so."), ("Is it so?", "Is it so?"), ("Go!", "Go!"),
        ("", ""), ("“It is so”", "“It is so”."),
    ])
    func `a sentence ends once`(_ text: String, _ sentence: String) {
        #expect(English.sentence(text) == sentence)
        #expect(English.sentence(English.sentence(text)) == sentence)
    }

    @Test(arguments: [
        (TimeSpan.days(1), "1 day", "day"), (.days(30), "30 days", "30 days"), (.weeks(1), "1 week", "week"),
        (.weeks(2), "2 weeks", "2 weeks"), (.months(1), "1 month", "month"), (.months(3), "3 months", "3 months"),
        (.years(1), "1 year", "year"), (.years(5), "5 years", "5 years"),
    ])
    func `a length of time, and the last one of it`(_ span: TimeSpan, _ words: String, _ last: String) {
        #expect(English.span(span) == words)
        #expect(English.lastSpan(span) == last)
    }
}

extension String {
    /// The parts between the places where `separator` stands.
    fileprivate func components(separatedBy separator: String) -> [Substring] {
        split(separator: separator, omittingEmptySubsequences: false)
    }
}
