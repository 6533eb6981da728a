import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkAnalysis

/// What is said of dates, held against going through the calendar day by day.
@Suite struct `Agreements, services and gaps in time, against the calendar` {
    @Test func `agreements and services`() throws {
        var seen: [String: Int] = [:]
        for seed in Effort.seeds(80) {
            for (number, (name, shape)) in RandomCensus.shapes.enumerated() {
                let rulebook = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                let today = RandomCensus.days[(Int(seed) + number) % RandomCensus.days.count]
                let last = today.adding(months: 12)
                var periods = PeriodFindings(rulebook, today: today, until: last)
                periods.run()
                let calendar = Calendar(rulebook: rulebook, today: today, last: last)
                var found: Set<String> = []
                for finding in periods.findings {
                    switch finding.kind {
                    case .period(let period):
                        for index in period.agreements {
                            found.insert("\(finding.id) \(period.day ?? "") agreement \(index)")
                        }
                        // Services are the subject only where no agreement is.
                        if period.agreements.isEmpty {
                            for index in period.services { found.insert("\(finding.id) service \(index)") }
                        }
                        seen[finding.id, default: 0] += 1
                    case .coverageEnds(let end):
                        for place in end.places {
                            found.insert("ends \(end.from) \(end.programme) \(place.title) \(end.after.name)")
                        }
                        seen[finding.id, default: 0] += 1
                    default: break
                    }
                }
                #expect(found == calendar.expected, "seed \(seed), \(name), \(today)")
            }
        }
        for id in [
            "agreement.over", "agreement.ends", "agreement.unconfirmed", "agreement.unused", "service.no-agreement",
            "service.unconfirmed", "coverage.ends",
        ] {
            #expect(seen[id, default: 0] > 3, "\(id): \(seen)")
        }
    }

    @Test func `gaps last as long as is said, and none is forgotten`() throws {
        var seen = 0
        try RandomYears.each(30, limit: 40, needs: 1) { years in
            let last = years.today.adding(months: 12)
            let days = RulebookDays(PlanCache(years.rulebook), work: Workload(budget: 1_000_000_000))
            var gaps = GapFindings(days, today: years.today, until: last)
            gaps.findGaps()
            #expect(gaps.undecidedGaps.isEmpty)
            for census in years.censuses where years.today <= census.day && census.day <= last {
                let world = RandomCensus(
                    rulebook: years.rulebook, day: days[census.day], census: census, run: years.run)
                for need in years.rulebook.needs.indices {
                    let all = NeedCensus(world, need)
                    for place in AreaPlaces(years.rulebook).all {
                        let told = gaps.gaps.compactMap { finding -> Gap? in
                            guard case .gap(let gap) = finding.kind, gap.need == need, gap.places.contains(place),
                                gap.from ?? years.today <= census.day, census.day <= gap.until ?? last
                            else { return nil }
                            return gap
                        }
                        for (person, takers) in all.people(at: place) {
                            let level = all.level(takers)
                            let origin: Comment = "\(years.run), \(census.day), need \(need), \(place.title)"
                            let groups = told.flatMap { gap in gap.groups.map { (gap.level, $0) } }
                            for (said, group) in groups where world.holds(group, person) {
                                #expect(level.map { $0 <= said } ?? false, "\(origin): somebody is helped")
                            }
                            if let level, !told.contains(where: { !$0.isAll }) {
                                seen += 1
                                let isTold = groups.contains { $0.0 <= level && world.holds($0.1, person) }
                                #expect(isTold, "\(origin): somebody is forgotten")
                            }
                        }
                    }
                }
            }
        }
        #expect(seen > 100)
    }
}

/// What ought to be said, day by day.
private struct Calendar {
    let rulebook: Rulebook
    let today: Day
    let last: Day

    /// Far enough ahead for everything that random rulebooks say.
    private var future: [Day] { (0...1000).map { today.adding(days: $0) } }

    var expected: Set<String> {
        var said: Set<String> = []
        for (index, agreement) in rulebook.agreements.enumerated() {
            let users = rulebook.services.filter { service in
                service.agreement == .agreement(index) && future.contains { service.period.inForce(on: $0) != .no }
            }
            let isRunning = users.contains { $0.period.inForce(on: today) != .no }
            let isOver = !future.contains { agreement.period.inForce(on: $0) != .no }
            if users.isEmpty, !isOver { said.insert("agreement.unused  agreement \(index)") }
            if isOver, isRunning { said.insert("agreement.over  agreement \(index)") }
            if agreement.period.inForce(on: today) == .unknown, isRunning {
                said.insert("agreement.unconfirmed  agreement \(index)")
            }
            if agreement.period.inForce(on: today) == .yes, !users.isEmpty,
                let end = future.prefix(while: { agreement.period.inForce(on: $0) == .yes }).last, end < last
            {
                said.insert("agreement.ends \(end) agreement \(index)")
            }
        }
        for (index, service) in rulebook.services.enumerated() {
            let truth = service.period.inForce(on: today)
            if truth != .no, service.agreement == .missing { said.insert("service.no-agreement service \(index)") }
            if truth == .unknown { said.insert("service.unconfirmed service \(index)") }
        }
        let map = CoverageMap(rulebook, period: today...last)
        for (position, programme) in map.programmes.enumerated() {
            for (index, place) in map.places.enumerated() {
                let states = future.prefix { $0 <= last }.map {
                    map.interval(programme: position, place: index, on: $0)?.state
                }
                for (offset, (before, after)) in zip(states, states.dropFirst()).enumerated() {
                    guard let before, let after, after > before else { continue }
                    if after == .nothing || after == .unconfirmed || after == .notRunning {
                        said.insert("ends \(today.adding(days: offset + 1)) \(programme) \(place.title) \(after.name)")
                    }
                }
            }
        }
        return said
    }
}

extension PeriodFinding {
    fileprivate var day: String? {
        if case .agreementsEnd(let day, _, _) = self { day.description } else { nil }
    }
}
