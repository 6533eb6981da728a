import Testing
import WaymarkDocuments
import WaymarkRules

@Suite("What a test of a fact may say") struct TestGrammarTests {
    private func test(of fact: String, _ text: String) throws -> WaymarkRules.Test {
        let loaded = LoadedRules(people + "definitions:\n  d: {says: d, when: {\(fact): \(text)}}\n")
        try #require(loaded.messages == "")
        guard case .fact(_, let test) = try loaded.condition("d").kind else {
            Issue.record("not a test of a fact")
            return .isYes
        }
        return test
    }

    @Test(
        arguments: [
            ("18", .equals(.number(18))), ("at least 18", .atLeast(.number(18))), ("at most 18", .atMost(.number(18))),
            ("more than 18", .moreThan(.number(18))), ("less than 18", .lessThan(.number(18))),
            ("under 18", .lessThan(.number(18))), ("18 or over", .atLeast(.number(18))),
            ("18 to 25", .between(.number(18), .number(25))), ("120 to 120", .between(.number(120), .number(120))),
            ("at  least   10", .atLeast(.number(10))), ("\"under 18\"", .lessThan(.number(18))),
            ("limit", .equals(.parameter(0))), ("limit or over", .atLeast(.parameter(0))),
            ("under limit", .lessThan(.parameter(0))), ("10 to limit", .between(.number(10), .parameter(0))),
            ("limit to limit", .between(.parameter(0), .parameter(0))), ("018", .equals(.number(18))),
        ] as [(String, NumberTest)])
    func `whole numbers are compared with numbers and parameters`(_ text: String, _ expected: NumberTest) throws {
        // `10 to limit` is empty for no value of the limit, which may be 10 or 12.
        #expect(try test(of: "age", text) == .number(expected))
        #expect(try test(of: "age", "{not: \(text)}") == .notNumber(expected))
    }

    @Test func `numbers may be below nothing`() throws {
        #expect(try test(of: "offences", "at least -5") == .number(.atLeast(.number(-5))))
    }

    @Test(
        arguments: [
            ("2026-04-01", .on(day("2026-04-01"))), ("before 2026-04-01", .before(day("2026-04-01"))),
            ("after 2026-04-01", .after(day("2026-04-01"))),
            ("on or before 2026-04-01", .onOrBefore(day("2026-04-01"))),
            ("on or after 2026-04-01", .onOrAfter(day("2026-04-01"))),
            ("2026-04-01 to 2026-09-30", .between(day("2026-04-01"), day("2026-09-30"))),
            ("within the last 3 months", .withinLast(.months(3))), ("within the last 1 day", .withinLast(.days(1))),
            ("within the last 0 days", .withinLast(.days(0))), ("within the last 2 weeks", .withinLast(.weeks(2))),
            ("more than 1 year ago", .moreThanAgo(.years(1))), ("more than 6 weeks ago", .moreThanAgo(.weeks(6))),
            ("in the future", .inFuture), ("1900-01-01 to 2100-12-31", .between(.first, .last)),
        ] as [(String, DateTest)])
    func `dates are compared with dates and with the day of the decision`(_ text: String, _ expected: DateTest) throws {
        #expect(try test(of: "seen", text) == .date(expected))
        #expect(try test(of: "seen", "{not: \(text)}") == .notDate(expected))
    }

    @Test(
        arguments: [
            ("housing", "street", .oneOf([1])), ("housing", "[hostel, settled]", .oneOf([2, 0])),
            ("housing", "{not: street}", .notOneOf([1])), ("housing", "{not: [street, hostel]}", .notOneOf([1, 2])),
            ("drugs", "crack", .includesAny([1])), ("drugs", "[heroin, crack]", .includesAny([0, 1])),
            ("drugs", "{all of: [heroin, crack]}", .includesAll([0, 1])),
            ("drugs", "{none of: [crack]}", .includesNone([1])),
            ("drugs", "{only: [cannabis]}", .only([2])), ("drugs", "{only: cannabis}", .only([2])),
            ("drugs", "nothing", .nothing), ("drugs", "something", .something),
            ("housing", "[street, street]", .oneOf([1])),
        ] as [(String, String, WaymarkRules.Test)])
    func `choices and sets are compared with their values`(
        _ fact: String, _ text: String, _ expected: WaymarkRules.Test
    ) throws {
        #expect(try test(of: fact, text) == expected)
    }

    @Test(arguments: [
        ("yes", WaymarkRules.Test.isYes), ("true", .isYes), ("no", .isNo), ("false", .isNo), ("'yes'", .isYes),
    ])
    func `yes and no may be written true and false`(_ text: String, _ expected: WaymarkRules.Test) throws {
        #expect(try test(of: "on_licence", text) == expected)
    }

    @Test func `areas come before the other values of a place`() throws {
        let fact = try LoadedRules(people).fact("local_authority")
        #expect(fact.options.map(\.name) == ["birmingham", "sandwell", "elsewhere"])
        #expect(fact.areaCount == 2)
        #expect(try test(of: "local_authority", "elsewhere") == .oneOf([2]))
    }

    @Test(arguments: [
        "yes or no", "housing", "at least", "to 18", "18 to", "18 to 25 to 30", "at least 18 or over", "18.0", "1e2",
        "one hundred", "99999999999999999999", "at least 121", "under 9", "18 years or over", "Under 18", "١٨",
    ])
    func `anything else does not test a whole number`(_ text: String) {
        let loaded = LoadedRules(people + "definitions:\n  d: {says: d, when: {age: \(text)}}\n")
        #expect(loaded.problems.all.count == 1, "\(loaded.messages)")
        #expect(loaded.problems.hasErrors)
    }

    @Test(arguments: [
        "2026-4-1", "2026-02-30", "before", "before tomorrow", "within the last months", "within the last -1 days",
        "within the last 3 fortnights", "more than 3 months", "2026-04-01 - 2026-04-02", "2101-01-01", "today",
    ])
    func `anything else does not test a date`(_ text: String) {
        let loaded = LoadedRules(people + "definitions:\n  d: {says: d, when: {seen: \(text)}}\n")
        #expect(loaded.problems.all.count == 1, "\(loaded.messages)")
        #expect(loaded.problems.hasErrors)
    }
}
