import WaymarkDocuments
package import WaymarkRouting
package import WaymarkRules

/// What two rulebooks decide differently, and for whom.
package struct RulebookDiff: Sendable {
    /// What differs for a group.
    package enum Subject: Sendable, Hashable {
        /// A programme's outcome, at this service if there is one.
        case outcome(programme: String, service: String?)
        /// An alert that is raised by one rulebook only.
        case alert(String, isAdded: Bool)
        /// One programme comes before others under one rulebook only.
        case sequence(String, isAdded: Bool)
        case priority(String, isAdded: Bool)
        /// A case that only one of them refuses as impossible.
        case refusal(isAdded: Bool)
        /// Two programmes stand the other way round in the order of all programmes.
        case order(first: String, second: String)
        /// Two services of a programme stand the other way round for people whom both can take.
        case serviceOrder(programme: String, first: String, second: String)
        /// While it is open, a programme stands above everything else under one rulebook only.
        case urgent(String, isAdded: Bool)
        /// What earlier referrals say of a fact: it fills in answers and routes nobody by itself.
        case history(String)
    }

    /// Some people, in words, with one of them.
    package struct Group: Sendable {
        /// One phrase for each fact that tells them from the others the finding is about; none: all of these.
        package var phrases: [String]
        /// The facts that the phrases are about, in vocabulary order.
        package var facts: [FactID]
        /// A complete case, over the facts of both rulebooks.
        package var example: Case
    }

    /// Outcomes that some of the people move between; nil: not reported (another service is).
    package struct Move: Sendable {
        package var from: Outcome?
        package var to: Outcome?
        /// Somebody who moves so.
        package var example: Case
    }

    /// A rule line of one of the rulebooks.
    package struct Line: Sendable, Hashable {
        package var isNew: Bool
        package var says: String
        package var place: String
    }

    package struct Finding: Sendable {
        package var subject: Subject
        /// The days on which it is so; the last may be ``Day/last``.
        package var from: Day
        package var until: Day
        /// Whether it is so on every day from the one to the other; otherwise on some, as "90 days" reach further back
        /// than "3 months" on some days only.
        package var isEveryDay: Bool = true
        /// What is true of everybody concerned, in the rules' own words.
        package var always: [String]
        /// Who they are beside that; together the groups hold everybody concerned.
        package var groups: [Group]
        /// For outcomes: what they move between.
        package var moves: [Move]
        /// The lines that make the difference, old and new.
        package var lines: [Line]
        /// False where there are more groups than are listed, or they could not be worked out.
        package var isComplete: Bool
    }

    package var findings: [Finding] = []
    /// What could not be compared, in words.
    package var notes: [String] = []
    /// The vocabulary that the examples' answers are of.
    package var vocabulary: Vocabulary
}

extension RulebookDiff {
    /// Compares two rulebooks on every day of a period.
    ///
    /// - Parameters:
    ///   - programmes: only these, by name, without alerts, order and history; nil: everything.
    ///   - groupLimit: groups listed of each difference at most.
    ///   - today: examples are of this day, or the nearest before it, where that can be.
    package static func between(
        _ old: Rulebook, _ new: Rulebook, within period: Period = .always, programmes: Set<String>? = nil,
        groupLimit: Int = 12, today: Day? = nil
    ) -> RulebookDiff {
        var comparison = Comparison(CommonGround(old, new), period: period, groupLimit: groupLimit, today: today)
        var diff = comparison.run(programmes)
        if programmes == nil { diff.findings += HistoryComparison(old: old, new: new).findings(within: period) }
        return diff
    }
}

/// One comparison in the making.
private struct Comparison {
    private let ground: CommonGround
    private let period: Period
    private let groupLimit: Int
    private let today: Day?
    private let words: GroupWords
    private var days: [Day: DayComparison] = [:]

    init(_ ground: CommonGround, period: Period, groupLimit: Int, today: Day?) {
        self.today = today
        words = GroupWords(ground.old, and: ground.new)
        self.ground = ground
        self.period = period
        self.groupLimit = groupLimit
    }

    mutating func run(_ wanted: Set<String>?) -> RulebookDiff {
        var diff = RulebookDiff(notes: ground.notes, vocabulary: ground.old.vocabulary)
        if wanted == nil { compareOrder(&diff) }
        let old = Dictionary(ground.old.programmes.enumerated().map { ($1.name, $0) }) { first, _ in first }
        let new = Dictionary(ground.new.programmes.enumerated().map { ($1.name, $0) }) { first, _ in first }
        for (index, programme) in ground.old.programmes.enumerated() where wanted?.contains(programme.name) ?? true {
            let other = new[programme.name]
            diff.findings += stretches(old: [index], new: other.map { [$0] } ?? [], [], []) {
                $0.outcomes(old: index, new: other)
            }
        }
        for (index, programme) in ground.new.programmes.enumerated()
        where old[programme.name] == nil && wanted?.contains(programme.name) ?? true {
            diff.findings += stretches(old: [], new: [index], [], []) { $0.outcomes(old: nil, new: index) }
        }
        if wanted != nil { return diff }
        let conditions = (policyConditions(ground.old), policyConditions(ground.new))
        diff.findings += stretches(old: [], new: [], conditions.0, conditions.1) { $0.policy() }
        return diff
    }

    private func policyConditions(_ rulebook: Rulebook) -> [Condition] {
        let policy = rulebook.policy
        return policy.alerts.map(\.when) + policy.sequences.compactMap(\.when) + policy.lowPriority.map(\.when)
    }

    /// The findings of every stretch of days, those of neighbouring stretches joined where they are the same.
    private mutating func stretches(
        old: [Int], new: [Int], _ oldConditions: [Condition], _ newConditions: [Condition],
        _ compare: (DayComparison) -> [DayFinding]
    ) -> [RulebookDiff.Finding] {
        var changes = today.map { [$0] } ?? []
        for policy in [ground.old.policy, ground.new.policy] where old.isEmpty && new.isEmpty {
            let periods =
                policy.alerts.map(\.period) + policy.sequences.map(\.period) + policy.lowPriority.map(\.period)
            changes += periods.flatMap(\.changes)
        }
        let sides = [
            StretchFinder.Side(ground.old, programmes: old, conditions: oldConditions),
            StretchFinder.Side(ground.new, programmes: new, conditions: newConditions),
        ]
        var open: [OpenKey: Int] = [:]
        var result: [RulebookDiff.Finding] = []
        for stretch in StretchFinder.stretches(of: sides, changes: changes, within: period) {
            var next: [OpenKey: Int] = [:]
            for (found, isEveryDay) in findings(of: stretch, compare) {
                let finding = RulebookDiff.Finding(
                    subject: found.finding.key.subject, from: found.day, until: stretch.until, isEveryDay: isEveryDay,
                    always: found.finding.always, groups: found.finding.groups, moves: found.finding.moves,
                    lines: found.finding.key.lines, isComplete: found.finding.isComplete)
                let known = open[OpenKey(key: found.finding.key, isEveryDay: isEveryDay)]
                let place = known ?? result.count
                if let known {
                    // People and words of this stretch, if its day is nearer to today or only they are true of both.
                    let isNearer = today.map { found.day <= $0 } ?? false
                    let before = result[known]
                    if isNearer || before.groups.map(\.phrases) != finding.groups.map(\.phrases) {
                        result[known] = finding
                    }
                    result[known].from = before.from
                    result[known].until = stretch.until
                } else {
                    result.append(finding)
                }
                for key in found.finding.keys { next[OpenKey(key: key, isEveryDay: isEveryDay)] = place }
            }
            open = next
        }
        return result
    }

    private struct OpenKey: Hashable {
        var key: DayFinding.Key
        var isEveryDay: Bool
    }

    /// What is found on the days of a stretch, each once with the first day on which it is so, and whether it is so on all.
    private mutating func findings(
        of stretch: Stretch, _ compare: (DayComparison) -> [DayFinding]
    ) -> [(found: (finding: DayFinding, day: Day), isEveryDay: Bool)] {
        var order: [DayFinding.Key] = []
        var found: [DayFinding.Key: (first: (finding: DayFinding, day: Day), count: Int)] = [:]
        for day in stretch.days {
            for finding in compare(comparison(on: day)) {
                if found[finding.key] == nil {
                    order.append(finding.key)
                    found[finding.key] = ((finding, day), 0)
                }
                found[finding.key]?.count += 1
            }
        }
        return order.compactMap { found[$0] }.map { ($0.first, $0.count == stretch.days.count) }
    }

    private mutating func comparison(on day: Day) -> DayComparison {
        if let done = days[day] { return done }
        let made = DayComparison(ground, on: day, groupLimit: groupLimit, words: words)
        days[day] = made
        return made
    }

    /// Programmes of both rulebooks that stand the other way round, each as a pair of neighbours in the new order.
    private func compareOrder(_ diff: inout RulebookDiff) {
        let old = ground.old.policy.order.map { ground.old.programmes[$0].name }
        let new = ground.new.policy.order.map { ground.new.programmes[$0].name }
        let oldPlace = Dictionary(old.enumerated().map { ($1, $0) }) { first, _ in first }
        let shared = new.compactMap { name in oldPlace[name].map { (name, $0) } }
        func note(_ subject: RulebookDiff.Subject) {
            diff.findings.append(
                RulebookDiff.Finding(
                    subject: subject, from: period.from ?? .first, until: period.until ?? .last, always: [], groups: [],
                    moves: [], lines: [], isComplete: true))
        }
        for (first, second) in zip(shared, shared.dropFirst()) where first.1 > second.1 {
            note(.order(first: first.0, second: second.0))
        }
        let before = Set(ground.old.policy.urgent.map { ground.old.programmes[$0].name })
        let after = Set(ground.new.policy.urgent.map { ground.new.programmes[$0].name })
        // A programme that one of them does not have is told by its outcomes.
        for name in new + old.filter({ !new.contains($0) }) where before.contains(name) != after.contains(name) {
            if old.contains(name), new.contains(name) { note(.urgent(name, isAdded: after.contains(name))) }
        }
    }
}
