import WaymarkDocuments

/// Tests of dates: `before 2026-04-01`, `within the last 3 months`, `in the future`, `{not: …}`.
extension ConditionReader {
    func readDate(_ node: Node, _ fact: Fact, _ problems: inout Diagnostics) -> Test? {
        switch node.kind {
        case .scalar(let text, _): return dateTest(text, fact, at: node.span, &problems).map(Test.date)
        case .mapping(let entries):
            if entries.count == 1, entries[0].key == "not" {
                if entries[0].value.isRefused { return nil }
                if reportsDoubleNot(entries[0].value, &problems) { return nil }
                if let text = entries[0].value.text {
                    return dateTest(text, fact, at: entries[0].value.span, &problems).map(Test.notDate)
                }
            }
            problems.reportMisfit(node, fact, help: forms(of: fact))
            return nil
        case .sequence:
            problems.reportMisfit(
                node, fact, help: "for days in a row write `D to E`; for others put one condition for each under `any`")
            return nil
        }
    }

    private func dateTest(_ text: String, _ fact: Fact, at span: SourceSpan, _ problems: inout Diagnostics) -> DateTest?
    {
        let words = text.split(separator: " ")
        func day(_ word: Substring) -> Day? {
            DayText.parse(String(word), "this test", at: span, into: &problems)
        }
        switch words.count {
        case 1 where DayText.hasForm(words[0]): return day(words[0]).map(DateTest.on)
        case 2:
            switch words[0] {
            case "before": return day(words[1]).map(DateTest.before)
            case "after": return day(words[1]).map(DateTest.after)
            default: break
            }
        case 3:
            if words[0] == "in", words[1] == "the", words[2] == "future" { return .inFuture }
            if words[1] == "to" {
                guard let from = day(words[0]), let until = day(words[2]) else { return nil }
                guard from <= until else {
                    problems.error(
                        "test.empty-range", "no day lies in the range \(from) to \(until)", at: span,
                        help: "write `\(until) to \(from)`: the earlier date comes first")
                    return nil
                }
                return .between(from, until)
            }
        case 4 where words[0] == "on" && words[1] == "or":
            if words[2] == "before" { return day(words[3]).map(DateTest.onOrBefore) }
            if words[2] == "after" { return day(words[3]).map(DateTest.onOrAfter) }
        case 5:
            if words[0] == "within", words[1] == "the", words[2] == "last", let time = timeSpan(words[3], words[4]) {
                return .withinLast(time)
            }
            if words[0] == "more", words[1] == "than", words[4] == "ago", let time = timeSpan(words[2], words[3]) {
                return .moreThanAgo(time)
            }
        default: break
        }
        problems.reportMisfit(Words.code(text), of: fact, at: span, help: forms(of: fact))
        return nil
    }

    private func timeSpan(_ number: Substring, _ unit: Substring) -> TimeSpan? {
        guard let number = WholeNumber.parse(number), number >= 0 else { return nil }
        switch unit {
        case "day", "days": return .days(number)
        case "week", "weeks": return .weeks(number)
        case "month", "months": return .months(number)
        case "year", "years": return .years(number)
        default: return nil
        }
    }
}
