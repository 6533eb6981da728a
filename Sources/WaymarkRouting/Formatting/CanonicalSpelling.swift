import WaymarkDocuments
import WaymarkRules

/// The one spelling of tests and yes-or-no values where the language has several that mean the same.
///
/// `yes` and `no` for `true` and `false`; `under N` for `less than N`; of a fact in years `N or over`, of other numbers
/// `at least N`; `1 month` but `3 months`; single blanks.
struct CanonicalSpelling {
    private let rules: RuleBase

    init(_ rules: RuleBase) {
        self.rules = rules
    }

    /// Another spelling for a text of a rulebook file, given the keys that lead to it; nil where it stays.
    func inRulebook(_ path: [String], _ text: String) -> String? {
        let spelled: String?
        if path.count == 3, path[0] == "facts", ["changeable", "protected"].contains(path[2]) {
            spelled = yesNo(text)
        } else if path.count == 3, path[0] == "history", path[2] == "value" {
            spelled = answer(text, of: path[1])
        } else if let start = Self.conditionStart(path), path.count > start, var name = path.last {
            // The test of `{not: …}` is that of the fact before it.
            if name == "not", path.count > start + 1 { name = path[path.count - 2] }
            spelled = test(text, of: name)
        } else {
            spelled = nil
        }
        return spelled == text ? nil : spelled
    }

    /// The same for a text of a case file.
    func inCase(_ path: [String], _ text: String) -> String? {
        guard path.count == 2, path[0] == "facts" else { return nil }
        let spelled = answer(text, of: path[1])
        return spelled == text ? nil : spelled
    }

    // MARK: Places

    private static let roles: Set<String> = ["criteria", "bars", "signpost_only", "hold"]

    /// How many keys lead to the condition that holds a place; nil where it is in none (rulebook page, Appendix A).
    private static func conditionStart(_ path: [String]) -> Int? {
        func matches(_ index: Int, _ key: String) -> Bool { path.count > index && path[index] == key }
        guard let section = path.first else { return nil }
        switch section {
        case "facts": return matches(2, "only_when") ? 3 : nil
        case "definitions":
            if matches(2, "when") { return 3 }
            return matches(2, "versions") && matches(3, "when") ? 4 : nil
        case "constraints": return matches(2, "impossible") ? 3 : nil
        case "needs": return matches(2, "when") ? 3 : nil
        case "promises": return matches(2, "never") || matches(2, "always") ? matches(3, "when") ? 4 : nil : nil
        case "families", "programmes", "services":
            return path.count > 2 && roles.contains(path[2]) && matches(4, "when") ? 5 : nil
        case "routing": return matches(3, "when") ? 4 : nil
        default: return roles.contains(section) && matches(2, "when") ? 3 : nil
        }
    }

    // MARK: Words

    private func test(_ text: String, of name: String) -> String? {
        if name == "decision_date" { return date(text) }
        guard let fact = rules.vocabulary[name] else {
            return rules.definitions.contains { $0.name == name } ? yesNo(text) : nil
        }
        switch rules.vocabulary[fact].type {
        case .yesNo: return yesNo(text)
        case .wholeNumber: return number(text, isAge: rules.vocabulary[fact].unit == "years")
        case .date: return date(text)
        case .oneOf, .severalOf, .text: return nil
        }
    }

    /// What is said of a fact, not asked.
    private func answer(_ text: String, of name: String) -> String? {
        guard let fact = rules.vocabulary[name], rules.vocabulary[fact].type == .yesNo else { return nil }
        return yesNo(text)
    }

    private func yesNo(_ text: String) -> String? {
        switch text {
        case "true": "yes"
        case "false": "no"
        default: nil
        }
    }

    private func number(_ text: String, isAge: Bool) -> String {
        let words = text.split(separator: " ")
        func isNumber(_ word: Substring) -> Bool { word.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        if words.count == 3 {
            if words[0] == "less", words[1] == "than" { return "under \(words[2])" }
            if words[0] == "at", words[1] == "least", isAge, isNumber(words[2]) { return "\(words[2]) or over" }
            if words[1] == "or", words[2] == "over", !(isAge && isNumber(words[0])) { return "at least \(words[0])" }
        }
        return words.joined(separator: " ")
    }

    private func date(_ text: String) -> String {
        var words = text.split(separator: " ").map(String.init)
        if let place = words.firstIndex(where: { Self.units.contains($0) || Self.units.contains($0 + "s") }), place > 0
        {
            let unit = words[place].hasSuffix("s") ? String(words[place].dropLast()) : words[place]
            words[place] = words[place - 1] == "1" ? unit : unit + "s"
        }
        return words.joined(separator: " ")
    }

    private static let units: Set<String> = ["days", "weeks", "months", "years"]
}
