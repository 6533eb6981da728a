import Testing
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// What people type in answer to a question.
@Suite struct `Replies to a question` {
    private let rulebook: Rulebook
    private let reader: ReplyReader

    init() throws {
        rulebook = try SmallRulebook.load()
        reader = ReplyReader(rulebook)
    }

    private func read(_ line: String, for fact: String) throws -> ReplyReader.Reply {
        reader.read(line, for: try #require(rulebook.vocabulary[fact]))
    }

    @Test(arguments: ["yes", "y", "Yes", " YES ", "true"])
    func `yes may be written in several ways`(_ line: String) throws {
        #expect(try read(line, for: "on_script") == .answer(.value(.yesNo(true))))
    }

    @Test func `not knowing and not saying are answers`() throws {
        #expect(try read("don't know", for: "on_script") == .answer(.notKnown))
        #expect(try read("d", for: "age_years") == .answer(.notKnown))
        #expect(try read("rather not say", for: "on_script") == .answer(.declined))
        #expect(try read("r", for: "housing") == .answer(.declined))
    }

    @Test func `numbers may carry their unit, and stay in their range`() throws {
        #expect(try read("34", for: "age_years") == .answer(.value(.number(34))))
        #expect(try read("34 years", for: "age_years") == .answer(.value(.number(34))))
        #expect(try read("7", for: "age_years") == .unclear("7 is not possible: it is 10 to 120"))
        #expect(try read("old", for: "age_years") == .unclear("Write a whole number from 10 to 120"))
    }

    @Test func `dates are read as written here and as computers write them`() throws {
        let day = try #require(Day("2026-03-31"))
        #expect(try read("2026-03-31", for: "seen_on") == .answer(.value(.date(day))))
        #expect(try read("31/3/2026", for: "seen_on") == .answer(.value(.date(day))))
        #expect(try read("31/13/2026", for: "seen_on") == .unclear("Write a date such as 2026-03-31 or 31/3/2026"))
    }

    @Test func `one of several values by number, name, label or its beginning`() throws {
        for line in ["2", "rough_sleeping", "Sleeping rough", "sleeping"] {
            #expect(try read(line, for: "housing") == .answer(.value(.option(1))))
        }
        #expect(try read("s", for: "housing") == .state)
        #expect(try read("se", for: "housing") == .answer(.value(.option(0))))
        #expect(
            try read("slepeing rough", for: "housing")
                == .unclear(
                    "“slepeing rough” is not among the answers: did you mean “Sleeping rough”?"))
        #expect(try read("9", for: "housing") == .unclear("There are 3: Write the number of one answer, or its words"))
    }

    @Test func `sets are lists with commas, or nothing`() throws {
        #expect(try read("1, 2", for: "substances") == .answer(.value(.options([0, 1]))))
        #expect(try read("crack,heroin", for: "substances") == .answer(.value(.options([0, 1]))))
        #expect(try read("nothing", for: "substances") == .answer(.value(.options([]))))
        #expect(
            try read("3", for: "substances")
                == .unclear(
                    "There are 2: Write the numbers of all that apply with commas between (1, 3), or nothing"))
    }

    @Test func `going back, changing another answer, and stopping`() throws {
        #expect(try read("back", for: "on_script") == .back)
        #expect(
            try read("change age_years", for: "on_script") == .change(try #require(rulebook.vocabulary["age_years"])))
        #expect(try read("change Age", for: "on_script") == .change(try #require(rulebook.vocabulary["age_years"])))
        #expect(
            try read("change age_yeers", for: "on_script")
                == .unclear(
                    "There is no fact called “age_yeers”; did you mean `age_years`?"))
        #expect(try read("stop", for: "on_script") == .stop)
        #expect(try read("?", for: "on_script") == .help)
        #expect(try read("", for: "on_script") == .unclear("Write yes or no"))
    }
}
