import WaymarkRouting
import WaymarkRules

/// What conditions say once every fact is settled (rulebook page, sections 3 and 4), read straight off the rulebook.
///
/// Values stand by fact number; nil means that the fact does not apply. Everything here is written to be compared
/// with the page sentence by sentence, not to be fast. (A class because copying a rulebook's arrays about was half of
/// the time.)
final class NaiveMeaning: Sendable {
    let rulebook: Rulebook
    let day: Day

    init(rulebook: Rulebook, day: Day) {
        self.rulebook = rulebook
        self.day = day
    }

    typealias Values = [FactValue?]

    func holds(_ condition: Condition, _ values: Values) -> Bool {
        switch condition.kind {
        case .all(let parts):
            return parts.filter { holds($0, values) }.count == parts.count
        case .any(let parts):
            return parts.filter { holds($0, values) }.count >= 1
        case .none(let parts):
            return parts.filter { holds($0, values) }.count == 0
        case .atLeast(let number, let parts):
            return parts.filter { holds($0, values) }.count >= number
        case .fact(let fact, let test):
            guard let value = values[fact] else { return holdsWhereNotApplicable(test) }
            return passes(test, value) { bound in self.number(bound, values) }
        case .definition(let definition, let wanted):
            return holds(definition: definition, values) == wanted
        case .decisionDate(let test):
            return passes(test, .date(day)) { bound in self.number(bound, values) }
        }
    }

    /// "On a date with none the definition is `no`"; a definition is always yes or no.
    func holds(definition: DeclarationID, _ values: Values) -> Bool {
        for version in rulebook.rules.definitions[definition].versions where isIn(version.period) {
            return holds(version.when, values)
        }
        return false
    }

    func isIn(_ period: Period) -> Bool {
        if let from = period.from, day < from { return false }
        if let until = period.until, day > until { return false }
        return true
    }

    /// The fact applies: its `only_when` holds or it has none.
    func applies(_ fact: FactID, _ values: Values) -> Bool {
        guard let condition = rulebook.vocabulary[fact].onlyWhen else { return true }
        return holds(condition, values)
    }

    // MARK: Tests

    /// "Tests on it are false, except that `not` and `none of` tests are true."
    private func holdsWhereNotApplicable(_ test: Test) -> Bool {
        switch test {
        case .notOneOf, .includesNone, .notNumber, .notDate: true
        case .isYes, .isNo, .oneOf, .includesAny, .includesAll, .only, .nothing, .something, .number, .date: false
        }
    }

    /// "The last entry that applies on the decision date to the value of its `located_by` fact."
    private func number(_ bound: Bound, _ values: Values) -> Int {
        switch bound {
        case .number(let number):
            return number
        case .parameter(let id):
            let parameter = rulebook.rules.parameters[id]
            var result = parameter.entries[0].value
            for entry in parameter.entries where isIn(entry.period) {
                if let area = entry.area {
                    guard let fact = parameter.locatedBy, values[fact] == .option(area) else { continue }
                }
                result = entry.value
            }
            return result
        }
    }

    /// A test of a value that is there; `number` says what a bound stands for.
    func passes(_ test: Test, _ value: FactValue, number: (Bound) -> Int) -> Bool {
        switch (test, value) {
        case (.isYes, .yesNo(let yes)): return yes
        case (.isNo, .yesNo(let yes)): return !yes
        case (.oneOf(let options), .option(let option)): return options.contains(option)
        case (.notOneOf(let options), .option(let option)): return !options.contains(option)
        case (.includesAny(let options), .options(let set)): return options.contains { set.contains($0) }
        case (.includesAll(let options), .options(let set)): return options.allSatisfy { set.contains($0) }
        case (.includesNone(let options), .options(let set)): return !options.contains { set.contains($0) }
        case (.only(let options), .options(let set)):
            return !set.isEmpty && set.allSatisfy { options.contains($0) }
        case (.nothing, .options(let set)): return set.isEmpty
        case (.something, .options(let set)): return !set.isEmpty
        case (.number(let test), .number(let n)): return passes(test, n, number)
        case (.notNumber(let test), .number(let n)): return !passes(test, n, number)
        case (.date(let test), .date(let date)): return passes(test, date)
        case (.notDate(let test), .date(let date)): return !passes(test, date)
        default: preconditionFailure("the test \(test) does not fit the value \(value)")
        }
    }

    private func passes(_ test: NumberTest, _ n: Int, _ number: (Bound) -> Int) -> Bool {
        switch test {
        case .equals(let bound): n == number(bound)
        case .atLeast(let bound): n >= number(bound)
        case .atMost(let bound): n <= number(bound)
        case .moreThan(let bound): n > number(bound)
        case .lessThan(let bound): n < number(bound)
        case .between(let low, let high): n >= number(low) && n <= number(high)
        }
    }

    private func passes(_ test: DateTest, _ date: Day) -> Bool {
        switch test {
        case .on(let other): date == other
        case .before(let other): date < other
        case .after(let other): date > other
        case .onOrBefore(let other): date <= other
        case .onOrAfter(let other): date >= other
        case .between(let first, let last): date >= first && date <= last
        case .withinLast(let span): date <= day && !isBeforeToday(date, plus: span)
        case .moreThanAgo(let span): isBeforeToday(date, plus: span)
        case .inFuture: date > day
        }
    }

    /// `date` plus the span lies before the decision date. Months are added to the calendar's year, month and day,
    /// and those compared, so that nothing here leans on ``Day/adding(months:)``.
    private func isBeforeToday(_ date: Day, plus span: TimeSpan) -> Bool {
        switch span {
        case .days(let days): return Int(date.number) + days < Int(day.number)
        case .weeks(let weeks): return Int(date.number) + 7 * weeks < Int(day.number)
        case .months(let months): return isBeforeToday(date, plusMonths: months)
        case .years(let years): return isBeforeToday(date, plusMonths: 12 * years)
        }
    }

    private func isBeforeToday(_ date: Day, plusMonths months: Int) -> Bool {
        let (startYear, startMonth, startDay) = date.civil
        let year = startYear + (startMonth - 1 + months) / 12
        let month = (startMonth - 1 + months) % 12 + 1
        let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        let dayOfMonth = min(startDay, lengths[month - 1])
        return (year, month, dayOfMonth) < day.civil
    }
}
