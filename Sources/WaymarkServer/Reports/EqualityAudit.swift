import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// Outcomes by protected characteristics. Answers are counted and never shown beside anything of a person; small numbers
/// are hidden (``Suppression``).
///
/// The public sector equality duty (Equality Act 2010, section 149) asks for this look; it proves no cause.
struct EqualityAudit {
    let context: RequestContext
    let period: ReportPeriod

    private var rulebook: Rulebook { context.rulebook.rulebook }

    /// What decisions came to, told apart as far as an audit needs.
    private enum Kind: Int, CaseIterable {
        case referral, details, open, none

        init(_ best: String) {
            self =
                switch Outcome(rawValue: best) {
                case .refer, .waitingList: .referral
                case .signpost: .details
                case .needInformation: .open
                case .unavailable, .notEligible, nil: .none
                }
        }

        var name: String {
            switch self {
            case .referral: "referral"
            case .details: "details"
            case .open: "open"
            case .none: "nothing"
            }
        }

        var title: String {
            switch self {
            case .referral: "Referral or waiting list"
            case .details: "Details given"
            case .open: "More to ask"
            case .none: "Nothing here"
            }
        }
    }

    /// Facts that are protected, or for audit alone, and that divide people into groups.
    private var characteristics: [FactID] {
        rulebook.vocabulary.facts.indices.filter { id in
            let fact = rulebook.vocabulary[id]
            guard fact.isProtected || fact.isAuditOnly else { return false }
            switch fact.type {
            case .yesNo, .oneOf, .wholeNumber: return true
            case .severalOf, .date, .text: return false
            }
        }
    }

    func report(_ name: String, _ title: String) throws -> Report {
        let facts = characteristics
        var counts = facts.map { fact in groups(of: fact).map { _ in [Int](repeating: 0, count: Kind.allCases.count) } }
        try context.server.store.countAnswers(period, for: "equality audit", by: context.actor, at: context.now) {
            bytes, best in
            let answers = EqualityAudit.answers(bytes)
            let kind = Kind(best).rawValue
            for (index, fact) in facts.enumerated() { counts[index][group(of: answers, fact)][kind] += 1 }
        }
        let sums = Kind.allCases.map { kind in (counts.first ?? []).reduce(0) { $0 + $1[kind.rawValue] } }
        let hiddenSums = Suppression.hiddenSums(sums)
        return Report(
            name: name, title: title,
            says: [
                "\(English.count(sums.reduce(0, +), "decision")) in these months, by the best outcome of each. A person seen twice counts twice.",
                "Numbers from 1 to 4 are hidden, and so are others from which they could be worked out.",
                "The share is of decisions with a referral or a waiting list; in brackets its exact 95% interval (Clopper–Pearson). Where intervals overlap widely, the numbers show no difference. A difference is a reason to look, not a finding of cause.",
            ],
            tables: zip(facts, counts).map { table($0, $1, hiddenSums) })
    }

    private func table(_ fact: FactID, _ counts: [[Int]], _ hiddenSums: Set<Int>) -> ReportTable {
        let label = rulebook.vocabulary[fact].label
        let groups = groups(of: fact)
        let kept = groups.indices.filter { counts[$0].contains { $0 > 0 } }
        let table = Suppression(kept.map { counts[$0] }, hiddenSums: hiddenSums)
        let columns =
            [ReportTable.Column("group", label)] + Kind.allCases.map { .init($0.name, $0.title) }
            + [.init("decisions", "Decisions"), .init("share", "Share with a referral", isDrawn: true)]
        guard let hidden = table.isHidden, !kept.isEmpty else {
            return ReportTable(
                name: rulebook.vocabulary[fact].name, title: label, columns: columns, rows: [],
                empty: "There are too few decisions in these months to show any number.")
        }
        let titles = kept.map { groups[$0] } + ["All"]
        let rows = titles.indices.map { line -> [ReportValue] in
            let numbers = table.numbers[line]
            let shown: [ReportValue] = numbers.indices.map { hidden[line][$0] ? .hidden : .count(numbers[$0]) }
            let total = Kind.allCases.count
            let isShareHidden = hidden[line][Kind.referral.rawValue] || hidden[line][total]
            let share: ReportValue =
                isShareHidden ? .hidden : .share(numbers[Kind.referral.rawValue], of: numbers[total])
            return [.text(titles[line])] + shown + [share]
        }
        return ReportTable(name: rulebook.vocabulary[fact].name, title: label, columns: columns, rows: rows)
    }

    // MARK: - Groups

    /// Ages in years at which a new group begins; the first group is everybody younger.
    private static let bands = [18, 25, 35, 45, 55, 65]
    private static let notSaid = "Not asked, not known or not said"

    private func groups(of id: FactID) -> [String] {
        let fact = rulebook.vocabulary[id]
        switch fact.type {
        case .yesNo: return ["Yes", "No", EqualityAudit.notSaid]
        case .oneOf: return fact.options.map(\.label) + [EqualityAudit.notSaid]
        case .wholeNumber:
            let bands = EqualityAudit.bands
            let names = bands.indices.map {
                $0 == bands.count - 1 ? "\(bands[$0]) or over" : "\(bands[$0]) to \(bands[$0 + 1] - 1)"
            }
            return ["Under \(bands[0])"] + names + [EqualityAudit.notSaid]
        case .severalOf, .date, .text: return [EqualityAudit.notSaid]
        }
    }

    private func group(of answers: [String: JSONValue], _ id: FactID) -> Int {
        let fact = rulebook.vocabulary[id]
        let none = groups(of: id).count - 1
        switch (fact.type, answers[fact.name]?.kind) {
        case (.yesNo, .bool(let isYes)?): return isYes ? 0 : 1
        case (.oneOf, .string(let option)?): return fact.optionIndex[option] ?? none
        case (.wholeNumber, .integer(let number)?): return EqualityAudit.bands.count { $0 <= number }
        default: return none
        }
    }

    private static func answers(_ bytes: [UInt8]) -> [String: JSONValue] {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "kept case", bytes: bytes))
        var problems = Diagnostics()
        let entries = JSONReader.read(file, of: sources, into: &problems)?["facts"]?.entries ?? []
        return Dictionary(entries.map { ($0.key, $0.value) }) { first, _ in first }
    }
}
