package import WaymarkRouting
package import WaymarkRules

/// What a programme's services can do at a place on a day, whoever the person is; best first.
package enum CoverageState: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// Open, with its agreement in force or none needed.
    case refers
    case waitingList = 1
    /// Open; nobody has confirmed that the agreement is in force.
    case agreementUnconfirmed
    /// Open without an agreement: people are given the details.
    case signposts
    /// Nobody has confirmed that the service runs.
    case unconfirmed
    /// There is no capacity.
    case full
    /// No service.
    case nothing
    /// The programme is outside its period.
    case notRunning

    package static func < (a: CoverageState, b: CoverageState) -> Bool { a.rawValue < b.rawValue }

    /// The name in JSON.
    package var name: String {
        switch self {
        case .refers: "refers"
        case .waitingList: "waiting_list"
        case .agreementUnconfirmed: "agreement_unconfirmed"
        case .signposts: "signposts"
        case .unconfirmed: "unconfirmed"
        case .full: "full"
        case .nothing: "nothing"
        case .notRunning: "not_running"
        }
    }
}

/// Who serves where and when, from the service map alone: what single people need is not looked at.
package struct CoverageMap: Sendable {
    /// A run of days on which nothing changes.
    package struct Interval: Sendable, Hashable {
        package var from: Day
        /// The last day; the map's last day where nothing in sight ends it.
        package var until: Day
        package var state: CoverageState
        /// The services that may be in force, in file order.
        package var services: [Int]
    }

    /// The programmes in the order of the routing policy.
    package let programmes: [Int]
    package let places: [AreaPlace]
    package let period: ClosedRange<Day>
    /// For each programme (by position in `programmes`) and place, its intervals without holes.
    private let cells: [[[Interval]]]

    /// - Parameter period: the days of the map; it begins with "today".
    package init(_ rulebook: Rulebook, period: ClosedRange<Day>) {
        let areaPlaces = AreaPlaces(rulebook)
        let places = areaPlaces.all
        programmes = rulebook.policy.order
        self.places = places
        self.period = period
        cells = rulebook.policy.order.map { programme in
            // Places with the same services have the same cells.
            var known: [[Int]: [Interval]] = [:]
            return places.map { place in
                let services = areaPlaces.services(of: programme, at: place)
                if let same = known[services] { return same }
                let made = CoverageMap.intervals(rulebook, programme, services, period)
                known[services] = made
                return made
            }
        }
    }

    /// The intervals of a programme and a place, by position.
    package func intervals(programme: Int, place: Int) -> [Interval] { cells[programme][place] }

    /// The interval of a day within the map's period.
    package func interval(programme: Int, place: Int, on day: Day) -> Interval? {
        cells[programme][place].first { $0.from <= day && day <= $0.until }
    }

    private static func intervals(
        _ rulebook: Rulebook, _ programme: Int, _ services: [Int], _ period: ClosedRange<Day>
    ) -> [Interval] {
        var starts: Set<Day> = [period.lowerBound]
        func note(_ days: [Day]) {
            for day in days where period.contains(day) { starts.insert(day) }
        }
        note(rulebook.programmes[programme].period.changes)
        for service in services {
            note(rulebook.services[service].period.changes)
            if case .agreement(let agreement) = rulebook.services[service].agreement {
                note(rulebook.agreements[agreement].period.changes)
            }
        }
        var result: [Interval] = []
        for day in starts.sorted() {
            let running = services.filter { rulebook.services[$0].period.inForce(on: day) != .no }
            let isOpen = rulebook.programmes[programme].period.contains(day)
            let state = isOpen ? running.map { rulebook.coverage(of: $0, on: day) }.min() ?? .nothing : .notRunning
            if let last = result.last {
                if last.state == state, last.services == running { continue }
                result[result.count - 1].until = day.adding(days: -1)
            }
            result.append(Interval(from: day, until: period.upperBound, state: state, services: running))
        }
        return result
    }
}

extension Rulebook {
    /// What a service that may be in force can do on a day.
    package func coverage(of service: Int, on day: Day) -> CoverageState {
        let service = services[service]
        // Who is full takes nobody, whether it runs or not.
        if service.capacity == .noCapacity { return .full }
        if service.period.inForce(on: day) == .unknown { return .unconfirmed }
        let agreement: Truth
        switch service.agreement {
        case .missing: agreement = .no
        case .notNeeded: agreement = .yes
        case .agreement(let index): agreement = agreements[index].period.inForce(on: day)
        }
        switch agreement {
        case .no: return .signposts
        case .unknown: return .agreementUnconfirmed
        case .yes: return service.capacity == .waitingList ? .waitingList : .refers
        }
    }
}
