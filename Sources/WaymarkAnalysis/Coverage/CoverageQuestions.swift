import WaymarkRouting
package import WaymarkRules

/// A group of people, in the terms of a rulebook's facts.
package struct PeopleGroup: Sendable, Hashable {
    package var box: Box
    /// The decision date on which these are the people.
    package var day: Day

    package init(_ box: Box, on day: Day) {
        self.box = box
        self.day = day
    }
}

/// How people with a need are left without help.
package enum GapLevel: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// No service accepts them, whatever is not known.
    case nobody
    /// Only services that are full accept them.
    case full
    /// Only services accept them of which nobody has confirmed that they run.
    case unconfirmed

    package static func < (a: GapLevel, b: GapLevel) -> Bool { a.rawValue < b.rawValue }
}

/// Who is taken by whom at one place on one day.
struct CoverageQuestions {
    let day: DayQuestions
    let places: AreaPlaces
    let place: AreaPlace

    private var rulebook: Rulebook { day.rulebook }

    /// What is found of one need.
    struct Found {
        var level: GapLevel
        var groups: [PeopleGroup]
        /// The groups hold everybody concerned.
        var isAll: Bool
        /// Somebody of the first group.
        var point: [Int32]
    }

    /// How many groups are told of one need.
    private static let groupLimit = 3

    /// The services here today of these programmes, as far as they are open, programme by programme.
    private func services(_ level: GapLevel, of programmes: [Int]) -> [[Int]] {
        programmes.map { programme in
            guard day.plan.isOpen[programme] else { return [] }
            return places.services(of: programme, at: place).filter { number in
                let service = rulebook.services[number]
                let isInForce = service.period.inForce(on: day.date)
                switch level {
                case .nobody: return isInForce != .no
                case .full: return isInForce != .no && service.capacity != .noCapacity
                case .unconfirmed: return isInForce == .yes && service.capacity != .noCapacity
                }
            }
        }
    }

    /// For each programme with services, that none of them accepts the person.
    private func refusals(_ services: [[Int]]) throws(Exhausted) -> [Diagram] {
        try day.diagrams(
            of: services.filter { !$0.isEmpty }.map { list in
                day.day.not(day.day.or(list.map { day.plan.accepts(service: $0) }))
            })
    }

    /// Those who have a need here, as conditions, and everybody else with those who cannot exist.
    private func people(with need: Int) throws(Exhausted) -> (conditions: [Diagram], outside: Diagram) {
        let impossible = try day.impossible
        let conditions = try day.diagrams(
            of: [day.day.gate(rulebook.needs[need].when), places.people(at: place, on: day.day)])
        let outside = try day.diagrams.attempt(nodes: OutcomePeople.allowance) { () throws(Exhausted) in
            var outside = impossible
            for condition in conditions { outside = try day.diagrams.or(outside, day.diagrams.not(condition)) }
            return outside
        }
        return (conditions, outside)
    }

    /// The people with a need whom no service of these programmes takes, worst first.
    func gaps(_ need: Int, of programmes: [Int]) throws(Exhausted) -> [Found] {
        let kept = try day.kept
        let people = try people(with: need)
        var found: [Found] = []
        var others = people.conditions + kept
        var before: [[Int]]?
        for level in GapLevel.allCases {
            let services = services(level, of: programmes)
            if services == before { continue }
            before = services
            let gap = try gap(level, refusals(services), among: &others, people.outside)
            if !gap.groups.isEmpty { found.append(gap) }
            // Who is failed altogether is not told again as failed in part; that takes knowing them all.
            if !gap.isAll { break }
        }
        return found
    }

    private func gap(
        _ level: GapLevel, _ refusals: [Diagram], among others: inout [Diagram], _ outside: Diagram
    ) throws(Exhausted) -> Found {
        var found = Found(level: level, groups: [], isAll: false, point: [])
        while true {
            switch day.somebody(in: others + refusals) {
            case .notDecided:
                if found.groups.isEmpty { throw Exhausted() }
                return found
            case .nobody:
                found.isAll = true
                return found
            case .somebody(let point):
                if found.groups.count == CoverageQuestions.groupLimit { return found }
                let box = day.group(around: point, within: refusals, among: others, orAnybody: outside)
                if found.groups.isEmpty { found.point = self.point(in: box, among: others + refusals) ?? point }
                found.groups.append(PeopleGroup(box, on: day.date))
                let beside = try? day.diagrams.attempt(nodes: OutcomePeople.allowance) { () throws(Exhausted) in
                    try day.diagrams.not(day.finder.diagram(box))
                }
                guard let beside else { return found }
                others.append(beside)
            }
        }
    }

    /// Somebody in a group, with "no" and first values elsewhere.
    private func point(in box: Box, among conditions: [Diagram]) -> [Int32]? {
        let group = try? day.diagrams.attempt(nodes: OutcomePeople.allowance) { () throws(Exhausted) in
            try day.finder.diagram(box)
        }
        if let group, case .somebody(let point) = day.somebody(in: conditions + [group]) { return point }
        return nil
    }

    /// For each service of these programmes, people with the need whom it alone may take.
    func soleProviders(
        _ need: Int, of programmes: [Int]
    ) throws(Exhausted) -> [(service: Int, group: PeopleGroup, point: [Int32])] {
        let kept = try day.kept
        let (people, outside) = try people(with: need)
        let services = services(.nobody, of: programmes)
        let refusals = try refusals(services)
        let staffed = services.indices.filter { !services[$0].isEmpty }
        var found: [(service: Int, group: PeopleGroup, point: [Int32])] = []
        for (position, programme) in staffed.enumerated() {
            for service in services[programme] {
                let rest = services[programme].filter { $0 != service }
                let own = try day.diagrams(
                    of: [day.plan.accepts(service: service)]
                        + rest.map { day.day.not(day.plan.accepts(service: $0)) })
                let conditions = own + refusals.indices.filter { $0 != position }.map { refusals[$0] }
                switch day.somebody(in: conditions + people + kept) {
                case .nobody: break
                case .notDecided: throw Exhausted()
                case .somebody(let point):
                    let box = day.group(around: point, within: conditions, among: people + kept, orAnybody: outside)
                    let shown = self.point(in: box, among: conditions + people + kept) ?? point
                    found.append((service, PeopleGroup(box, on: day.date), shown))
                }
            }
        }
        return found
    }
}
