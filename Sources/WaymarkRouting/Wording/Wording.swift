package import WaymarkRules

/// Says tests and facts of one decision in words.
package struct Wording: Sendable {
    private let rules: RuleBase
    private let date: Day
    private let answers: [Answer]
    private let settled: [SettledFact]
    private let notApplicable: [FactID]

    package init(_ rulebook: Rulebook, _ decision: Decision) {
        rules = rulebook.rules
        date = decision.date
        answers = decision.answers
        settled = decision.settled
        notApplicable = decision.notApplicable
    }

    // MARK: - What a fact is

    /// A fact's value as one would say it: "16 years", "rough sleeping", "not asked yet", "does not apply".
    package func value(of fact: FactID) -> String {
        switch answers[fact] {
        case .value(let value): return Wording.value(value, of: rules.vocabulary[fact])
        case .declined:
            return rules.vocabulary[fact].countsDeclinedAsNo
                ? "would rather not say, which counts as no" : "would rather not say"
        case .notKnown: return orSettled(fact) ?? "nobody can say"
        case .unknown:
            if let settled = orSettled(fact) { return settled }
            return notApplicable.contains(fact) ? "does not apply" : "not asked yet"
        }
    }

    /// "no, because nobody under 14 is on licence".
    private func orSettled(_ fact: FactID) -> String? {
        guard let settled = settled.first(where: { $0.fact == fact }) else { return nil }
        let value = Wording.value(settled.value, of: rules.vocabulary[fact])
        if settled.constraints.isEmpty { return value }
        return value + ", because " + English.clauses(settled.constraints.map { rules.constraints[$0].says })
    }

    /// A known value as one would say it.
    package static func value(_ value: FactValue, of fact: Fact) -> String {
        switch value {
        case .yesNo(let yes): yes ? "yes" : "no"
        case .number(let number): English.amount(number, fact.unit)
        case .date(let day): English.date(day)
        case .option(let option): label(option, of: fact)
        case .options(let options): options.isEmpty ? "nothing" : labels(options, of: fact, "and")
        case .text(let text): text
        }
    }

    private static func label(_ option: Int, of fact: Fact) -> String {
        labels([option], of: fact, "and")
    }

    private static func labels(_ options: [Int], of fact: Fact, _ last: String) -> String {
        // Asked once for the whole list: it looks at every value of the fact.
        let areNames = fact.hasNamesForValues
        let labels = options.map { option in
            // Areas are names of places.
            let label = fact.options[option].label
            return option < fact.areaCount || areNames ? label : English.inSentence(label)
        }
        return English.list(labels, last)
    }

    // MARK: - What a test asks for

    /// A test in words: "18 or over", "includes heroin or crack", "within the last 3 months".
    package func test(_ test: Test, of fact: FactID) -> String {
        phrase(test, of: rules.vocabulary[fact]).says
    }

    /// What the fact would have to be for the test to come out so: "be 18 or over", "not include heroin".
    package func requirement(_ test: Test, of fact: FactID, holds: Bool) -> String {
        let fact = rules.vocabulary[fact]
        if holds { return phrase(test, of: fact).infinitive }
        if let opposite = test.opposite { return phrase(opposite, of: fact).infinitive }
        return switch test {
        case .only: "be other than " + phrase(test, of: fact).says
        default: "not " + phrase(test, of: fact).infinitive
        }
    }

    /// A test of the decision date in words.
    package func dateTest(_ test: Test) -> String {
        switch test {
        case .date(let date): Wording.date(date)
        case .notDate(let date): "not " + Wording.date(date)
        default: ""
        }
    }

    /// One test, said after the fact's name ("Age: under 18") and after "would have to".
    private struct Phrase {
        var says: String
        var infinitive: String

        /// After "is".
        static func being(_ words: String) -> Phrase { Phrase(says: words, infinitive: "be " + words) }
        static func notBeing(_ words: String) -> Phrase {
            Phrase(says: "not " + words, infinitive: "be other than " + words)
        }
        static func including(_ words: String) -> Phrase {
            Phrase(says: "includes " + words, infinitive: "include " + words)
        }
        static func notIncluding(_ words: String) -> Phrase {
            Phrase(says: "does not include " + words, infinitive: "not include " + words)
        }
    }

    private func phrase(_ test: Test, of fact: Fact) -> Phrase {
        switch test {
        case .isYes: .being("yes")
        case .isNo: .being("no")
        case .oneOf(let options): .being(Wording.labels(options, of: fact, "or"))
        case .notOneOf(let options): .being("anything but " + Wording.labels(options, of: fact, "or"))
        case .includesAny(let options): .including(Wording.labels(options, of: fact, "or"))
        case .includesAll(let options):
            .including((options.count > 1 ? "all of " : "") + Wording.labels(options, of: fact, "and"))
        case .includesNone(let options): .notIncluding(Wording.labels(options, of: fact, "or"))
        case .only(let options): .being("only " + Wording.labels(options, of: fact, "or"))
        case .nothing: .being("nothing")
        case .something: .being("something")
        case .number(let number): .being(words(number, of: fact))
        case .notNumber(let number): .notBeing(words(number, of: fact))
        case .date(let date): .being(Wording.date(date))
        case .notDate(let date):
            switch date {
            case .on, .between: .notBeing(Wording.date(date))
            default: Phrase(says: "not " + Wording.date(date), infinitive: "not be " + Wording.date(date))
            }
        }
    }

    // MARK: Numbers

    private func words(_ test: NumberTest, of fact: Fact) -> String {
        // People say "18 or over" of an age, "at least 3 sessions" of a count.
        let isAge = fact.unit == "years"
        func say(_ bound: Bound, _ frame: (String) -> String) -> String {
            let (number, explanation) = self.number(bound, unit: isAge ? nil : fact.unit)
            return frame(number) + explanation
        }
        switch test {
        case .equals(let n): return say(n) { $0 }
        case .atLeast(let n): return say(n) { isAge ? "\($0) or over" : "at least \($0)" }
        case .atMost(let n): return say(n) { isAge ? "\($0) or under" : "at most \($0)" }
        case .moreThan(let n): return say(n) { isAge ? "over \($0)" : "more than \($0)" }
        case .lessThan(let n): return say(n) { "under \($0)" }
        case .between(let low, let high):
            let from = number(low, unit: nil)
            return say(high) { "\(from.number) to \($0)" } + from.explanation
        }
    }

    /// A number, or a parameter's value at this date and place with what it is.
    private func number(_ bound: Bound, unit: String?) -> (number: String, explanation: String) {
        switch bound {
        case .number(let number):
            return (English.amount(number, unit), "")
        case .parameter(let id):
            let parameter = rules.parameters[id]
            let (number, elsewhere) = value(of: parameter)
            return (English.amount(number, unit ?? parameter.unit), " (\(parameter.says)\(elsewhere))")
        }
    }

    /// A parameter's value; where the place is not known the general one, and where it differs.
    private func value(of parameter: Parameter) -> (number: Int, elsewhere: String) {
        guard let fact = parameter.locatedBy else { return (parameter.value(on: date, area: nil), "") }
        if case .value(.option(let area)) = answers[fact] { return (parameter.value(on: date, area: area), "") }
        if let settled = settled.first(where: { $0.fact == fact }), case .option(let area) = settled.value {
            return (parameter.value(on: date, area: area), "")
        }
        let general = parameter.value(on: date, area: nil)
        if notApplicable.contains(fact) { return (general, "") }
        let others = rules.vocabulary[fact].options.indices.compactMap { area -> String? in
            let value = parameter.value(on: date, area: area)
            return value == general ? nil : "\(value) in \(Wording.label(area, of: rules.vocabulary[fact]))"
        }
        if others.isEmpty { return (general, "") }
        let shown = others.count > 4 ? ["other figures in \(others.count) areas"] : others
        return (general, "; " + English.list(shown, "and"))
    }

    // MARK: Dates

    private static func date(_ test: DateTest) -> String {
        switch test {
        case .on(let day): English.date(day)
        case .before(let day): "before " + English.date(day)
        case .after(let day): "after " + English.date(day)
        case .onOrBefore(let day): "on or before " + English.date(day)
        case .onOrAfter(let day): "on or after " + English.date(day)
        case .between(let from, let until): "from \(English.date(from)) to \(English.date(until))"
        case .withinLast(let span): "within the last " + English.lastSpan(span)
        case .moreThanAgo(let span): "more than \(English.span(span)) ago"
        case .inFuture: "in the future"
        }
    }
}

extension Rulebook {
    /// The question to ask for a fact.
    package func question(_ fact: FactID) -> String { vocabulary[fact].ask ?? vocabulary[fact].label + "?" }
}

extension Fact {
    /// Whether its values are names ("Perry Barr" among custody suites), which keep their capitals inside sentences.
    var hasNamesForValues: Bool { options.dropFirst(areaCount).contains { $0.label.isName } }
}

extension English {
    /// "within the last month", not "within the last 1 month".
    package static func lastSpan(_ span: TimeSpan) -> String {
        switch span {
        case .days(1): "day"
        case .weeks(1): "week"
        case .months(1): "month"
        case .years(1): "year"
        default: English.span(span)
        }
    }
}

extension Test {
    /// The test that holds where this does not (of a fact that applies); nil where no single test says it.
    fileprivate var opposite: Test? {
        switch self {
        case .isYes: .isNo
        case .isNo: .isYes
        case .oneOf(let options): .notOneOf(options)
        case .notOneOf(let options): .oneOf(options)
        case .includesAny(let options): .includesNone(options)
        case .includesNone(let options): .includesAny(options)
        case .includesAll(let options): options.count == 1 ? .includesNone(options) : nil
        case .only: nil
        case .nothing: .something
        case .something: .nothing
        case .number(let number): number.opposite.map(Test.number) ?? .notNumber(number)
        case .notNumber(let number): .number(number)
        case .date(let date): date.opposite.map(Test.date) ?? .notDate(date)
        case .notDate(let date): .date(date)
        }
    }
}

extension NumberTest {
    fileprivate var opposite: NumberTest? {
        switch self {
        case .atLeast(let n): .lessThan(n)
        case .lessThan(let n): .atLeast(n)
        case .atMost(let n): .moreThan(n)
        case .moreThan(let n): .atMost(n)
        case .equals, .between: nil
        }
    }
}

extension DateTest {
    fileprivate var opposite: DateTest? {
        switch self {
        case .before(let day): .onOrAfter(day)
        case .onOrAfter(let day): .before(day)
        case .after(let day): .onOrBefore(day)
        case .onOrBefore(let day): .after(day)
        case .on, .between, .withinLast, .moreThanAgo, .inFuture: nil
        }
    }
}

extension String {
    /// Several words, each of a capital and a small letter at least: "Change Grow Live".
    fileprivate var isName: Bool {
        var words = 0
        var needsSmallLetter = false
        var previous = UInt8(ascii: " ")
        for byte in utf8 {
            if needsSmallLetter {
                guard (0x61...0x7A).contains(byte) else { return false }
                needsSmallLetter = false
            } else if previous == UInt8(ascii: " "), byte != UInt8(ascii: " ") {
                guard (0x41...0x5A).contains(byte) else { return false }
                words += 1
                needsSmallLetter = true
            }
            previous = byte
        }
        return words > 1 && !needsSmallLetter
    }
}
