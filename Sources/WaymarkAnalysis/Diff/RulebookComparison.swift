import WaymarkDocuments
package import WaymarkRouting
package import WaymarkRules

extension RulebookDiff {
    /// Compares two rulebooks on every day of a period.
    ///
    /// - Parameters:
    ///   - programmes: only these, by name, without alerts and order; nil: everything.
    ///   - groupLimit: groups listed of each difference at most.
    ///   - today: examples are of this day, or the nearest before it, where that can be.
    ///   - nodeLimit: how many nodes one question may add to diagrams at most, whatever it is allowed.
    package static func between(
        _ old: Rulebook, _ new: Rulebook, within period: Period = .always, programmes: Set<String>? = nil,
        groupLimit: Int = 12, today: Day? = nil, nodeLimit: Int = .max
    ) -> RulebookDiff {
        let ground = CommonGround(old, new, nodeLimit: nodeLimit)
        var diff = Comparison(ground, period: period, groupLimit: groupLimit, today: today).run(programmes)
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

    init(_ ground: CommonGround, period: Period, groupLimit: Int, today: Day?) {
        self.today = today
        words = GroupWords(ground.old, and: ground.new)
        self.ground = ground
        self.period = period
        self.groupLimit = groupLimit
    }

    /// One thing to compare, day after day.
    private struct Topic {
        var stretches: [Stretch]
        var compare: (DayComparison) -> [DayFinding]
        /// What was found on the days of its stretches.
        var found: [Day: [DayFinding]] = [:]
    }

    func run(_ wanted: Set<String>?) -> RulebookDiff {
        var diff = RulebookDiff(notes: ground.notes, vocabulary: ground.old.vocabulary)
        if wanted == nil { compareOrder(&diff) }
        var topics = wantedTopics(wanted)
        // Day by day over all topics, so that a day is prepared once and let go of when it is done with.
        var byDay: [Day: [Int]] = [:]
        for (index, topic) in topics.enumerated() {
            for day in topic.stretches.flatMap(\.days) { byDay[day, default: []].append(index) }
        }
        let witnesses = (PlanCache(ground.old), PlanCache(ground.new))
        for (day, asking) in byDay.sorted(by: { $0.key < $1.key }) {
            let comparison = DayComparison(
                ground, on: day, groupLimit: groupLimit, words: words, witnesses: witnesses)
            for index in asking { topics[index].found[day] = topics[index].compare(comparison) }
        }
        for topic in topics { diff.findings += joined(topic) }
        return diff
    }

    /// Everything that is compared on single days, in the order in which it is told.
    private func wantedTopics(_ wanted: Set<String>?) -> [Topic] {
        func topic(
            old: [Int] = [], new: [Int] = [], conditions: (old: [Condition], new: [Condition]) = ([], []),
            _ compare: @escaping (DayComparison) -> [DayFinding]
        ) -> Topic {
            Topic(stretches: stretches(old, new, conditions.old, conditions.new), compare: compare)
        }
        var topics: [Topic] = []
        let old = Dictionary(ground.old.programmes.enumerated().map { ($1.name, $0) }) { first, _ in first }
        let new = Dictionary(ground.new.programmes.enumerated().map { ($1.name, $0) }) { first, _ in first }
        for (index, programme) in ground.old.programmes.enumerated() where wanted?.contains(programme.name) ?? true {
            let other = new[programme.name]
            topics.append(topic(old: [index], new: other.map { [$0] } ?? []) { $0.outcomes(old: index, new: other) })
        }
        for (index, programme) in ground.new.programmes.enumerated()
        where old[programme.name] == nil && wanted?.contains(programme.name) ?? true {
            topics.append(topic(new: [index]) { $0.outcomes(old: nil, new: index) })
        }
        if wanted != nil { return topics }
        let conditions = (policyConditions(ground.old), policyConditions(ground.new))
        return topics + [topic(conditions: conditions) { $0.policy() }]
    }

    private func policyConditions(_ rulebook: Rulebook) -> [Condition] {
        let policy = rulebook.policy
        return policy.alerts.map(\.when) + policy.sequences.compactMap(\.when) + policy.lowPriority.map(\.when)
    }

    /// The stretches of days on which nothing of these programmes and conditions changes.
    private func stretches(
        _ old: [Int], _ new: [Int], _ oldConditions: [Condition], _ newConditions: [Condition]
    ) -> [Stretch] {
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
        return StretchFinder.stretches(of: sides, changes: changes, within: period)
    }

    /// The findings of every stretch of days, those of neighbouring stretches joined where they are the same.
    private func joined(_ topic: Topic) -> [RulebookDiff.Finding] {
        var open: [OpenKey: Int] = [:]
        var result: [RulebookDiff.Finding] = []
        for stretch in topic.stretches {
            var next: [OpenKey: Int] = [:]
            for (found, isEveryDay) in findings(of: stretch, topic) {
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
    private func findings(
        of stretch: Stretch, _ topic: Topic
    ) -> [(found: (finding: DayFinding, day: Day), isEveryDay: Bool)] {
        var order: [DayFinding.Key] = []
        var found: [DayFinding.Key: (first: (finding: DayFinding, day: Day), count: Int)] = [:]
        for day in stretch.days {
            for finding in topic.found[day] ?? [] {
                if found[finding.key] == nil {
                    order.append(finding.key)
                    found[finding.key] = ((finding, day), 0)
                }
                found[finding.key]?.count += 1
            }
        }
        return order.compactMap { found[$0] }.map { ($0.first, $0.count == stretch.days.count) }
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
