import WaymarkRouting
import WaymarkRules

/// Findings about agreements, services and coverage from their dates alone.
struct PeriodFindings {
    private let rulebook: Rulebook
    private let today: Day
    private let last: Day
    private(set) var findings: [Finding] = []

    init(_ rulebook: Rulebook, today: Day, until last: Day) {
        self.rulebook = rulebook
        self.today = today
        self.last = last
    }

    mutating func run() {
        agreements()
        services()
        coverage()
    }

    /// For each agreement, the services that name it and may run today or later.
    private var usersByAgreement: [[Int]] {
        var users = rulebook.agreements.map { _ in [Int]() }
        for (index, service) in rulebook.services.enumerated() where service.period.lastDay >= today {
            if case .agreement(let agreement) = service.agreement { users[agreement].append(index) }
        }
        return users
    }

    private func stillRunning(_ services: [Int]) -> [Int] {
        services.filter { rulebook.services[$0].period.inForce(on: today) != .no }
    }

    // MARK: - Agreements

    private mutating func agreements() {
        var over: [Int] = []
        var unconfirmed: [Int] = []
        var ends: [Day: [Int]] = [:]
        var unused: [Int] = []
        let usersByAgreement = usersByAgreement
        for (index, agreement) in rulebook.agreements.enumerated() {
            let users = usersByAgreement[index]
            if users.isEmpty {
                // An agreement that is over and served services that are over is history.
                if agreement.period.lastDay >= today { unused.append(index) }
                continue
            }
            switch agreement.period.inForce(on: today) {
            case .no: if agreement.period.lastDay < today, !stillRunning(users).isEmpty { over.append(index) }
            case .unknown: if !stillRunning(users).isEmpty { unconfirmed.append(index) }
            case .yes:
                if let day = agreement.period.lastCertainDay(from: today), day < last {
                    ends[day, default: []].append(index)
                }
            }
        }
        func add(_ finding: PeriodFinding, _ weight: Finding.Weight) {
            findings.append(Finding(.period(finding), weight))
        }
        func named(_ list: [Int]) -> [Int] { list.flatMap { usersByAgreement[$0] }.sorted() }
        if !over.isEmpty { add(.agreementsOver(over, services: stillRunning(named(over))), .problem) }
        for day in ends.keys.sorted() {
            let list = ends[day, default: []]
            add(.agreementsEnd(day, agreements: list, services: named(list)), .warning)
        }
        if !unconfirmed.isEmpty {
            add(.agreementsUnconfirmed(unconfirmed, services: stillRunning(named(unconfirmed))), .warning)
        }
        func reviews(_ isDue: (Day) -> Bool) -> [Int] {
            rulebook.agreements.indices.filter { index in
                rulebook.agreements[index].period.lastDay >= today
                    && rulebook.agreements[index].review.map(isDue) ?? false
            }
        }
        let past = reviews { $0 < today }
        if !past.isEmpty { add(.reviewsPast(past), .warning) }
        let due = reviews { $0 >= today && $0 <= last }
        if !due.isEmpty { add(.reviewsDue(due), .note) }
        if !unused.isEmpty { add(.agreementsUnused(unused), .note) }
    }

    // MARK: - Services

    private mutating func services() {
        let running = stillRunning(Array(rulebook.services.indices))
        let bare = running.filter { rulebook.services[$0].agreement == .missing }
        if !bare.isEmpty { findings.append(Finding(.period(.servicesWithoutAgreement(bare)), .warning)) }
        let unconfirmed = running.filter { rulebook.services[$0].period.inForce(on: today) == .unknown }
        if !unconfirmed.isEmpty { findings.append(Finding(.period(.servicesUnconfirmed(unconfirmed)), .warning)) }
    }

    // MARK: - Coverage

    /// Every day on which a programme's coverage of a place gets worse.
    private mutating func coverage() {
        let map = CoverageMap(rulebook, period: today...max(today, last))
        var ends: [CoverageEnd] = []
        for (position, programme) in map.programmes.enumerated() {
            for (index, place) in map.places.enumerated() {
                let intervals = map.intervals(programme: position, place: index)
                for (before, after) in zip(intervals, intervals.dropFirst()) where after.state > before.state {
                    let end = CoverageEnd(
                        programme: programme, places: [place], from: after.from, before: before.state,
                        after: after.state, services: before.services)
                    add(end, to: &ends)
                }
            }
        }
        for end in ends.sorted(by: { ($0.from, $0.programme) < ($1.from, $1.programme) }) {
            // What an agreement's end does is told of the agreement; here, what a service's end leaves.
            let isService = end.after == .nothing || end.after == .unconfirmed || end.after == .notRunning
            if isService { findings.append(Finding(.coverageEnds(end), end.after == .nothing ? .problem : .warning)) }
        }
    }

    private func add(_ end: CoverageEnd, to ends: inout [CoverageEnd]) {
        if let same = ends.firstIndex(where: { known in
            var alike = end
            alike.places = known.places
            alike.services = known.services
            return alike == known
        }) {
            ends[same].places += end.places
            ends[same].services = Array(Set(ends[same].services + end.services)).sorted()
        } else {
            ends.append(end)
        }
    }
}

extension ServicePeriod {
    /// The last day up to which it is certainly in force; nil without end.
    func lastCertainDay(from day: Day) -> Day? {
        var days: [Day] = []
        if case .day(let end) = until { days.append(end) }
        if let confirmedUntil { days.append(confirmedUntil) }
        return days.filter { $0 >= day }.min()
    }
}
