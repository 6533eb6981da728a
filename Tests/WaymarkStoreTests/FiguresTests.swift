import WaymarkRouting
import Testing
import WaymarkRules

@testable import WaymarkStore

@Suite struct `What reports count` {
    private func period(_ from: String, _ through: String, areas: Set<String> = []) throws -> ReportPeriod {
        let ends = try (#require(Day(from)), #require(Day(through)))
        return try #require(ReportPeriod(from: ends.0, through: ends.1, areas: areas))
    }

    private static let periods: [(String, String, Set<String>)] = [
        ("2026-01-01", "2026-12-31", []), ("2026-02-01", "2026-02-28", []), ("2026-01-15", "2026-03-02", ["ashford"]),
        ("2026-03-01", "2026-05-31", ["ashford", "cray"]), ("2027-01-01", "2027-02-01", []),
        ("2026-01-01", "2026-12-31", ["elsewhere"]),
    ]

    /// Whether a moment and an area lie in a period, said in calendar months.
    private func isIn(_ at: Moment, _ area: String?, _ period: ReportPeriod) -> Bool {
        func month(_ day: Day) -> Int { day.civil.year * 12 + day.civil.month }
        let last = period.months.last.map(month) ?? 0
        return (month(period.first)...last).contains(month(at.day))
            && (period.areas.isEmpty || area.map(period.areas.contains) == true)
    }

    /// Keys and how often each comes, in the order of the keys; what has none comes last.
    private func counts(_ keys: [String?]) -> [ReferralFigures.Count] {
        let named = Set(keys.compactMap(\.self)).sorted().map { key in
            ReferralFigures.Count(key: key, count: keys.count { $0 == key })
        }
        let without = keys.count { $0 == nil }
        return named + (without > 0 ? [ReferralFigures.Count(key: nil, count: without)] : [])
    }

    private func naive(_ all: [Referral], _ period: ReportPeriod) -> ReferralFigures {
        let referrals = all.filter { isIn($0.madeAt, $0.area, period) }
        var figures = ReferralFigures()
        figures.sent = referrals.count
        figures.byProgramme = counts(referrals.map(\.programme))
        figures.byArea = counts(referrals.map(\.area))
        figures.bySource = counts(referrals.map(\.source))
        figures.byMonth = counts(referrals.map { String($0.madeAt.day.description.prefix(8)) + "01" })
        figures.byState = ReferralState.allCases.compactMap { state in
            let count = referrals.count { $0.state == state }
            return count == 0 ? nil : ReferralFigures.Count(key: state.rawValue, count: count)
        }
        func ever(_ event: ReferralEvent) -> Int { referrals.count { $0.events.contains { $0.event == event } } }
        (figures.accepted, figures.started, figures.completed) = (ever(.accepted), ever(.started), ever(.completed))
        figures.reached = referrals.count { $0.progress.firstContactAt != nil }
        for programme in Set(referrals.map(\.programme)).sorted() {
            let mine = referrals.filter { $0.programme == programme }
            let hours = mine.compactMap { referral in
                referral.progress.firstContactAt.map {
                    Double($0.milliseconds - referral.madeAt.milliseconds) / 3_600_000
                }
            }
            let others = mine.filter { $0.progress.firstContactAt == nil }
            figures.contactHours.append(
                .init(
                    programme: programme, hours: hours.sorted(), waiting: others.count { $0.state.isOpen },
                    never: others.count { !$0.state.isOpen }))
            let reasons = mine.flatMap(\.events).filter { $0.event == .declined }.compactMap(\.reason)
            for reason in Set(reasons).sorted(by: { $0.rawValue < $1.rawValue }) {
                figures.declines.append(
                    .init(programme: programme, reason: reason, count: reasons.count { $0 == reason }))
            }
        }
        return figures
    }

    @Test(arguments: 11...14)
    func `every figure about referrals is that of counting one by one`(seed: UInt64) throws {
        let invented = try InventedReferrals(seed: seed, people: 120)
        var counted = 0
        for (from, through, areas) in Self.periods {
            let period = try period(from, through, areas: areas)
            let figures = try invented.store.referralFigures(period)
            #expect(figures == naive(invented.referrals, period), "\(from) to \(through), \(areas)")
            counted += figures.sent
        }
        #expect(counted > invented.referrals.count)
    }

    @Test(arguments: 21...23)
    func `every figure about decisions is that of counting one by one`(seed: UInt64) throws {
        let invented = try InventedReferrals(seed: seed, people: 120)
        let referred = Set(invented.referrals.map(\.decision))
        for (from, through, areas) in Self.periods {
            let period = try period(from, through, areas: areas)
            let decisions = invented.decisions.filter { isIn($0.at, $0.count.home, period) }
            let figures = try invented.store.decisionFigures(period)
            #expect(figures.decisions == decisions.count)
            #expect(figures.withReferral == decisions.count { ["refer", "waiting_list"].contains($0.count.best) })
            #expect(figures.referred == decisions.count { referred.contains($0.reference) })
            var unmet: [String: Int] = [:]
            for decision in decisions {
                for programme in decision.count.unavailable {
                    unmet["\(programme) \(decision.count.home ?? "~")", default: 0] += 1
                }
            }
            #expect(figures.unmet.map { "\($0.programme) \($0.home ?? "~")" } == unmet.keys.sorted())
            #expect(figures.unmet.map(\.count) == unmet.sorted { $0.key < $1.key }.map(\.value))
        }
    }

    @Test func `answers are given for counting without a name, and that they were read is in the audit`() throws {
        let invented = try InventedReferrals(seed: 31)
        let period = try period("2026-02-01", "2026-03-31", areas: ["ashford", "barton"])
        var best: [String: Int] = [:]
        var facts: Set<[UInt8]> = []
        try invented.store.countAnswers(period, for: "equality audit", by: worker, at: noon) { answers, outcome in
            best[outcome, default: 0] += 1
            facts.insert(answers)
        }
        let wanted = invented.decisions.filter { isIn($0.at, $0.count.home, period) }
        #expect(facts.count == wanted.count && !wanted.isEmpty)
        #expect(best == Dictionary(grouping: wanted) { $0.count.best }.mapValues(\.count))
        var filter = AuditFilter()
        filter.action = "report.read"
        #expect(try invented.store.auditLines(filter).map(\.subject) == ["equality audit"])
    }

    @Test func `a decision that was disposed of is counted no more, what came of its referrals is`() throws {
        let invented = try InventedReferrals(seed: 32)
        let whole = try period("2026-01-01", "2026-12-31")
        let before = try invented.store.referralFigures(whole)
        _ = try invented.store.dispose(
            under: RetentionPlan(periods: [("decision", .days(1))]), by: worker,
            at: InventedReferrals.start.adding(seconds: 400 * 86_400))
        var after = try invented.store.referralFigures(whole)
        #expect(try invented.store.decisionFigures(whole) == DecisionFigures())
        // Reasons go; how often a service declined stays.
        #expect(after.declines.allSatisfy { $0.reason == nil })
        #expect(after.declines.reduce(0) { $0 + $1.count } == before.declines.reduce(0) { $0 + $1.count })
        after.declines = before.declines
        #expect(after == before)
    }

    @Test func `a period is of whole months, whichever days were named`() throws {
        let one = try period("2026-01-31", "2026-03-01")
        #expect(one.first == Day("2026-01-01") && one.end == Day("2026-04-01"))
        #expect(one.months.map(\.description) == ["2026-01-01", "2026-02-01", "2026-03-01"])
        #expect(try one == period("2026-01-01", "2026-03-31"))
        let year = try period("2025-12-31", "2026-12-01")
        #expect(year.months.count == 13)
        let days = try (#require(Day("2026-02-01")), #require(Day("2026-01-31")))
        #expect(ReportPeriod(from: days.0, through: days.1) == nil)
    }

    @Test func `within which time so many were reached is read off the sorted times`() {
        let times = ReferralFigures.ContactTimes(programme: "p", hours: [1, 2, 3, 4, 10], waiting: 0, never: 0)
        #expect([0.0, 0.2, 0.21, 0.5, 0.8, 0.81, 1.0].map { times.quantile($0) } == [1, 1, 2, 3, 4, 10, 10])
        #expect(ReferralFigures.ContactTimes(programme: "p", hours: [], waiting: 3, never: 1).quantile(0.5) == nil)
    }
}
