package import WaymarkRules

/// The day plans of a rulebook, for all who ask about it in one run: who shares a cache shares what the others prepared.
/// Belongs to one thread.
///
/// Decisions of days that mean the same share a plan.
/// Days mean the same where they lie between the same two days on which something of the rulebook changes and the tests
/// that move with the decision date stand in the same order (``MovingDates``).
package final class PlanCache {
    /// What decides a case on a day: a plan, made for this day or one that means the same, and what the dates of the case
    /// become under it.
    package struct Entry {
        package var plan: DayPlan
        package var shift: DateShift?
    }

    package let rulebook: Rulebook
    private let nodeLimit: Int
    private let laysOut: Bool
    private var entries: [Day: Entry] = [:]
    private var plans: [Kind: DayPlan] = [:]
    private var planCount = 0
    /// Plans made so far, the forgotten ones among them.
    package private(set) var plansMade = 0
    /// Only a second day calls for them.
    private lazy var stretches = Stretches(rulebook)
    private var isSorted = false

    /// Plans are forgotten rather than kept beyond this number, and so are days.
    private static let planLimit = 400
    private static let dayLimit = 1 << 14

    fileprivate struct Kind: Hashable {
        var stretch: Int
        var pattern: [Int32]
    }

    /// - Parameters:
    ///   - nodeLimit: how many nodes one question may add to diagrams at most, whatever it is allowed: answers that take
    ///     more are not decided.
    ///   - laysOut: plans are prepared in the rulebook's own order, so that diagrams are the same whoever asks first.
    ///     Whoever asks alone, little, and always in one order does without.
    package init(_ rulebook: Rulebook, nodeLimit: Int = .max, laysOut: Bool = true) {
        self.rulebook = rulebook
        self.nodeLimit = nodeLimit
        self.laysOut = laysOut
    }

    /// What decides the cases of a day.
    package func entry(on day: Day) -> Entry {
        if let known = entries[day] { return known }
        if entries.isEmpty, !isSorted { return keep(Entry(plan: make(on: day)), on: day) }
        sort()
        let kind = stretches.kind(of: day)
        if let plan = plans[kind] {
            return keep(Entry(plan: plan, shift: stretches.shift(from: day, to: plan.day.day)), on: day)
        }
        let plan = make(on: day)
        plans[kind] = plan
        return keep(Entry(plan: plan), on: day)
    }

    /// A plan made for this very day, for those who read its cells as dates.
    package func plan(on day: Day) -> DayPlan {
        if let known = entries[day]?.plan, known.day.day == day { return known }
        return keep(Entry(plan: make(on: day)), on: day).plan
    }

    /// Says of the plans made so far, before a second day was asked for, for which days they do.
    private func sort() {
        if isSorted { return }
        isSorted = true
        for (day, entry) in entries.sorted(by: { $0.key < $1.key }) { plans[stretches.kind(of: day)] = entry.plan }
    }

    private func keep(_ entry: Entry, on day: Day) -> Entry {
        if entries.count >= PlanCache.dayLimit { entries = [:] }
        entries[day] = entry
        return entry
    }

    private func make(on day: Day) -> DayPlan {
        if planCount >= PlanCache.planLimit { removeAll() }
        planCount += 1
        plansMade += 1
        let plan = DayPlan(rulebook, on: day, nodeLimit: nodeLimit)
        if laysOut { plan.layOut() }
        return plan
    }

    /// Lets go of all plans.
    package func removeAll() {
        entries = [:]
        plans = [:]
        planCount = 0
    }
}

/// Tells apart the days on which a rulebook means something else.
private struct Stretches {
    private let changes: [Day]
    private let moving: MovingDates
    private let grid: Grid

    init(_ rulebook: Rulebook) {
        let reads = DateReads(rulebook)
        changes = reads.changes.sorted()
        moving = MovingDates(reads.tests)
        grid = rulebook.plan.grid
    }

    func kind(of day: Day) -> PlanCache.Kind {
        PlanCache.Kind(stretch: changes.count { $0 <= day }, pattern: moving.pattern(on: day))
    }

    func shift(from day: Day, to other: Day) -> DateShift? { moving.shift(from: day, to: other, grid) }
}
