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
    private func refusals(_ services: [[Int]]) -> [Diagram]? {
        day.diagrams(
            of: services.filter { !$0.isEmpty }.map { list in
                day.day.not(day.day.or(list.map { day.plan.accepts(service: $0) }))
            })
    }

    /// Those who have a need here, as conditions.
    private func people(with need: Int) -> [Diagram]? {
        day.diagrams(of: [day.day.gate(rulebook.needs[need].when), places.people(at: place, on: day.day)])
    }

    /// The people with a need whom no service of these programmes takes, worst first; nil where it was not decided.
    func gaps(_ need: Int, of programmes: [Int]) -> [Found]? {
        guard let kept = day.kept, let impossible = day.impossible, let people = people(with: need) else { return nil }
        let diagrams = day.diagrams
        diagrams.allow(nodes: OutcomePeople.allowance)
        let outside = people.reduce(impossible) { diagrams.or($0, diagrams.not($1)) }
        if diagrams.isExhausted { return nil }

        var found: [Found] = []
        var others = people + kept
        var before: [[Int]]?
        for level in GapLevel.allCases {
            let services = services(level, of: programmes)
            if services == before { continue }
            before = services
            guard let refusals = refusals(services) else { return nil }
            guard let gap = gap(level, refusals, among: &others, outside) else { return nil }
            if !gap.groups.isEmpty { found.append(gap) }
            // Who is failed altogether is not told again as failed in part; that takes knowing them all.
            if !gap.isAll { break }
        }
        return found
    }

    private func gap(
        _ level: GapLevel, _ refusals: [Diagram], among others: inout [Diagram], _ outside: Diagram
    ) -> Found? {
        var found = Found(level: level, groups: [], isAll: false, point: [])
        while true {
            switch day.somebody(in: others + refusals) {
            case .notDecided: return found.groups.isEmpty ? nil : found
            case .nobody:
                found.isAll = true
                return found
            case .somebody(let point):
                if found.groups.count == CoverageQuestions.groupLimit { return found }
                let box = day.group(around: point, within: refusals, among: others, orAnybody: outside)
                if found.groups.isEmpty { found.point = self.point(in: box, among: others + refusals) ?? point }
                found.groups.append(PeopleGroup(box, on: day.date))
                day.diagrams.allow(nodes: OutcomePeople.allowance)
                others.append(day.diagrams.not(day.finder.diagram(box)))
            }
        }
    }

    /// Somebody in a group, with "no" and first values elsewhere.
    private func point(in box: Box, among conditions: [Diagram]) -> [Int32]? {
        if case .somebody(let point) = day.somebody(in: conditions + [day.finder.diagram(box)]) { return point }
        return nil
    }

    /// For each service of these programmes, people with the need whom it alone may take; nil where it was not decided.
    func soleProviders(_ need: Int, of programmes: [Int]) -> [(service: Int, group: PeopleGroup, point: [Int32])]? {
        guard let kept = day.kept, let impossible = day.impossible, let people = people(with: need) else { return nil }
        let diagrams = day.diagrams
        let services = services(.nobody, of: programmes)
        diagrams.allow(nodes: OutcomePeople.allowance)
        let outside = people.reduce(impossible) { diagrams.or($0, diagrams.not($1)) }
        if diagrams.isExhausted { return nil }
        guard let refusals = refusals(services) else { return nil }
        let staffed = services.indices.filter { !services[$0].isEmpty }
        var found: [(service: Int, group: PeopleGroup, point: [Int32])] = []
        for (position, programme) in staffed.enumerated() {
            for service in services[programme] {
                let rest = services[programme].filter { $0 != service }
                let gates =
                    [day.plan.accepts(service: service)] + rest.map { day.day.not(day.plan.accepts(service: $0)) }
                guard let own = day.diagrams(of: gates) else { return nil }
                let conditions = own + refusals.indices.filter { $0 != position }.map { refusals[$0] }
                switch day.somebody(in: conditions + people + kept) {
                case .nobody: break
                case .notDecided: return nil
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
