import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

/// What `history` makes of earlier referrals, read off the files as they are written: section 8 of the rulebook page,
/// sentence by sentence, without the engine's reading of the lines.
struct NaiveHistory {
    private let files: [YAMLTree]

    init(_ draft: RulebookDraft) {
        files = draft.files.map(\.tree)
    }

    /// `fact=value (referral)`, sorted.
    func facts(from referrals: [EarlierReferral], on day: Day) -> [String] {
        section("history").compactMap { entry in
            for line in entry.value.items {
                if let said = said(of: entry.key, by: line, referrals, day) { return "\(entry.key)=\(said)" }
            }
            return nil
        }.sorted()
    }

    private func said(of fact: String, by line: YAMLTree, _ all: [EarlierReferral], _ day: Day) -> String? {
        let programmes = line["programmes"].texts.flatMap { name in [name] + membersOfFamily(name) }
        // One that was sent by mistake is never looked at.
        let looked = all.filter { programmes.contains($0.programme) && !$0.wasSentByMistake }
        let fitting = looked.filter { fits($0, line, day) }
        let applies =
            switch line["which"].scalar ?? "latest" {
            case "any": !fitting.isEmpty
            case "every": !looked.isEmpty && fitting.count == looked.count
            default: looked.first.map { fits($0, line, day) } ?? false
            }
        guard applies, let source = fitting.first else { return nil }
        let value: String
        switch line["value"].scalar {
        case "count of referrals": value = "\(fitting.count)"
        case "count of failed contacts": value = "\(source.events.count { $0.rawValue == "contact_failed" })"
        case "day of last change": value = "\(source.changedOn)"
        case "true": value = "yes"
        case "false": value = "no"
        case "nothing": value = ""
        case let written: value = written ?? line["value"].texts.sorted().joined(separator: " ")
        }
        if let range = section("facts").first(where: { $0.key == fact })?.value["range"].scalar {
            let ends = range.split(separator: " ").compactMap { Int($0) }
            guard let number = Int(value), number >= ends[0], number <= ends[1] else { return nil }
        }
        return "\(value) (\(source.reference))"
    }

    private func fits(_ referral: EarlierReferral, _ line: YAMLTree, _ day: Day) -> Bool {
        let events = referral.events.map(\.rawValue)
        if !line["came_to"].texts.isEmpty, !line["came_to"].texts.contains(referral.state.rawValue) { return false }
        if !line["happened"].texts.isEmpty, !line["happened"].texts.contains(where: events.contains) { return false }
        if line["not_happened"].texts.contains(where: events.contains) { return false }
        guard let months = line["within_months"].scalar.flatMap({ Int($0) }) else { return true }
        return !referral.changedOn.isBefore(day, bySoManyMonths: months)
    }

    private func membersOfFamily(_ family: String) -> [String] {
        let ofTheirOwn = files.compactMap { file in file["family"].scalar == family ? file["programme"].scalar : nil }
        return ofTheirOwn + section("programmes").filter { $0.value["family"].scalar == family }.map(\.key)
    }

    private func section(_ key: String) -> [YAMLTree.Entry] {
        files.flatMap { $0[key].entries }
    }
}

extension YAMLTree {
    fileprivate var scalar: String? { if case .scalar(let text) = self { text } else { nil } }
    fileprivate var items: [YAMLTree] { if case .list(let items) = self { items } else { [] } }
    fileprivate var entries: [Entry] { if case .map(let entries) = self { entries } else { [] } }
    fileprivate var texts: [String] { items.compactMap(\.scalar) }
    fileprivate subscript(key: String) -> YAMLTree { entries.first { $0.key == key }?.value ?? .list([]) }
}

extension Day {
    /// Whether this day and so many calendar months lie before `day`: year, month and day are compared, the day cut to
    /// its month's length.
    fileprivate func isBefore(_ day: Day, bySoManyMonths months: Int) -> Bool {
        let count = civil.year * 12 + civil.month - 1 + months
        let (year, month) = (count / 12, count % 12 + 1)
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let length = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        return (year, month, min(civil.day, length)) < (day.civil.year, day.civil.month, day.civil.day)
    }
}
