import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkAnalysis

/// The cells of the coverage map, held against what everybody at a place would be told.
@Suite struct `The coverage map, against everybody written out` {
    @Test func `a cell is the best that anybody there can get who meets every condition`() throws {
        var seen: [CoverageState: Int] = [:]
        try RandomYears.each(80, needs: 1) { years in
            let open = years.rulebook.withoutConditions
            guard let first = years.censuses.dropFirst().first?.day, let last = years.censuses.last?.day else { return }
            let map = CoverageMap(years.rulebook, period: first...last)
            let days = RulebookDays(PlanCache(years.rulebook), work: Workload(budget: 0))
            for census in years.censuses.dropFirst() {
                let world = RandomCensus(
                    rulebook: years.rulebook, day: days[census.day], census: census.under(open), run: years.run)
                for (index, place) in map.places.enumerated() {
                    let people = world.census.people.filter { world.belongs($0, to: place) }
                    if people.isEmpty { continue }
                    for (position, programme) in map.programmes.enumerated() {
                        let expected = state(of: programme, people, world.census)
                        let cell = map.interval(programme: position, place: index, on: census.day)
                        let origin: Comment = "\(years.run), \(census.day), \(place.title), programme \(programme)"
                        // The map is of the service map alone: that a place is impossible, or a fact of it does not apply
                        // to anybody there, is not looked at.
                        if years.rulebook.hasTiedPlaces {
                            #expect((cell?.state).map { $0 <= expected } ?? false, origin)
                        } else {
                            #expect(cell?.state == expected, origin)
                        }
                        seen[expected, default: 0] += 1
                    }
                }
            }
        }
        for state in CoverageState.allCases { #expect(seen[state, default: 0] > 0, "\(state)") }
    }

    /// What the people there can get at best.
    private func state(of programme: Int, _ people: [NaiveCensus.Person], _ census: NaiveCensus) -> CoverageState {
        guard census.rulebook.programmes[programme].period.contains(census.day) else { return .notRunning }
        var best = CoverageState.nothing
        for service in census.rulebook.plan.serviceIndex[programme].all {
            for person in people {
                best = min(best, state(census.steps(of: service, person), census.answer(of: service, person)))
            }
        }
        return best
    }

    private func state(_ steps: Set<NaiveCensus.Step>, _ outcome: Outcome) -> CoverageState {
        switch outcome {
        case .refer: .refers
        case .waitingList: .waitingList
        case .signpost: .signposts
        case .needInformation: steps.contains(.elsewhere) ? .unconfirmed : .agreementUnconfirmed
        case .unavailable, .notEligible: steps.contains(.full) ? .full : .nothing
        }
    }

    @Test func `nobody gets more at a place than its cell says`() throws {
        var seen = 0
        try RandomYears.each(30, needs: 1) { years in
            guard let first = years.censuses.dropFirst().first?.day, let last = years.censuses.last?.day else { return }
            let map = CoverageMap(years.rulebook, period: first...last)
            let days = RulebookDays(PlanCache(years.rulebook), work: Workload(budget: 0))
            for census in years.censuses.dropFirst() {
                let world = RandomCensus(
                    rulebook: years.rulebook, day: days[census.day], census: census, run: years.run)
                for (index, place) in map.places.enumerated() {
                    let people = census.people.filter { world.belongs($0, to: place) }
                    for (position, programme) in map.programmes.enumerated() {
                        guard let state = map.interval(programme: position, place: index, on: census.day)?.state else {
                            continue
                        }
                        for service in years.rulebook.plan.serviceIndex[programme].all {
                            for person in people {
                                let outcome = census.answer(of: service, person)
                                guard let least = outcome.leastState else { continue }
                                seen += 1
                                #expect(
                                    state <= least, "\(years.run), \(census.day), \(place.title), service \(service)")
                            }
                        }
                    }
                }
            }
        }
        #expect(seen > 200)
    }

    @Test func `intervals have no holes and neighbours differ`() throws {
        try RandomYears.each(30) { years in
            let last = years.today.adding(months: 18)
            let map = CoverageMap(years.rulebook, period: years.today...last)
            for programme in map.programmes.indices {
                for place in map.places.indices {
                    let intervals = map.intervals(programme: programme, place: place)
                    #expect(intervals.first?.from == years.today && intervals.last?.until == last)
                    for (a, b) in zip(intervals, intervals.dropFirst()) {
                        #expect(a.until.adding(days: 1) == b.from)
                        #expect(a.state != b.state || a.services != b.services)
                    }
                }
            }
        }
    }
}

extension Outcome {
    /// The poorest cell under which somebody can get it; nil for what says nothing of coverage.
    fileprivate var leastState: CoverageState? {
        switch self {
        case .refer: .refers
        case .waitingList: .waitingList
        case .signpost: .signposts
        case .needInformation, .unavailable, .notEligible: nil
        }
    }
}

extension Rulebook {
    /// Whether something that rules say of people decides where they can be.
    fileprivate var hasTiedPlaces: Bool {
        !rules.constraints.isEmpty || vocabulary.facts.contains { $0.takesAreas && $0.onlyWhen != nil }
    }

    /// The same service map with programmes and services that take everybody.
    fileprivate var withoutConditions: Rulebook {
        var programmes = programmes
        var services = services
        for index in programmes.indices {
            programmes[index].criteria = []
            programmes[index].consent = .none
        }
        for index in services.indices { services[index].criteria = [] }
        return with(programmes: programmes, services: services)
    }
}
