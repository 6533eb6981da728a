import WaymarkRouting
package import WaymarkRules

/// Programmes and services that nobody can reach, and programmes that are the same.
struct ReachFindings {
    let sweep: DaySweep
    private(set) var findings: [Finding] = []
    private(set) var undecided: [RulePart] = []
    private(set) var undecidedLikeness: [RulePart] = []
    /// Programmes that are never met: their lines are not looked at one by one.
    private(set) var unmet: Set<Int> = []
    /// Services that never accept anybody.
    private(set) var closed: Set<Int> = []

    private var rulebook: Rulebook { sweep.days.rulebook }

    init(_ sweep: DaySweep) {
        self.sweep = sweep
    }

    mutating func run() {
        for programme in rulebook.programmes.indices { reach(programme: programme) }
        for service in rulebook.services.indices where !unmet.contains(rulebook.services[service].programme) {
            reach(service: service)
        }
        for programme in rulebook.programmes.indices where !unmet.contains(programme) { services(of: programme) }
        alike()
    }

    // MARK: - Programmes

    private mutating func reach(programme: Int) {
        let list = sweep.days(of: programme, services: [], within: rulebook.programmes[programme].period)
        switch sweep.ever(on: list, { $0.somebody([$0.plan.met(programme)]) }) {
        case .somebody: break
        case .notDecided: undecided.append(.programme(programme))
        case .never:
            unmet.insert(programme)
            let because = sweep.reasons(on: list) { ([], LineQuestions(day: $0).demands(of: .programme(programme))) }
            findings.append(Finding(.neverHolds(.programme(programme), because: because), .problem))
        }
    }

    private mutating func services(of programme: Int) {
        if let finding = ReachFindings.noService(programme, of: rulebook, on: sweep.today) { findings.append(finding) }
    }

    /// That no service delivers a programme, or none any more on a day of its period.
    static func noService(_ programme: Int, of rulebook: Rulebook, on today: Day) -> Finding? {
        let all = rulebook.plan.serviceIndex[programme].all
        if all.isEmpty { return Finding(.noService(programme: programme, since: nil), .warning) }
        guard rulebook.programmes[programme].period.contains(today) else { return nil }
        let ends = all.map { rulebook.services[$0].period.lastDay }
        guard let last = ends.max(), last < today else { return nil }
        return Finding(.noService(programme: programme, since: last.adding(days: 1)), .warning)
    }

    // MARK: - Services

    private mutating func reach(service: Int) {
        let programme = rulebook.services[service].programme
        let list = sweep.days(of: programme, services: [service], within: rulebook.programmes[programme].period)
            .filter { rulebook.services[service].period.inForce(on: $0) != .no }
        if list.isEmpty {
            closed.insert(service)
            findings.append(Finding(.neverRuns(service: service), .problem))
            return
        }
        switch sweep.ever(on: list, { $0.somebody([$0.plan.accepts(service: service)]) }) {
        case .somebody(_, let day): holds(service, [day] + list)
        case .notDecided: undecided.append(.service(service))
        case .never:
            closed.insert(service)
            let because = sweep.reasons(on: list) { day in
                let lines = LineQuestions(day: day)
                var context = lines.demands(of: .programme(programme))
                context.add(day.plan.covers(service: service), .service(service))
                let own = lines.demands(of: .service(service))
                for (gate, part) in zip(own.gates, own.parts) { context.add(gate, part) }
                return ([], context)
            }
            findings.append(Finding(.neverHolds(.service(service), because: because), .problem))
        }
    }

    /// Whether a hold meets everybody whom the service accepts.
    private mutating func holds(_ service: Int, _ list: [Day]) {
        let programme = rulebook.services[service].programme
        let lines = rulebook.programmes[programme].criteria + rulebook.services[service].criteria
        guard lines.contains(where: { $0.role == .hold }) else { return }
        let passes = sweep.ever(on: list) { day in
            let held = lines.filter { $0.role == .hold && $0.period.contains(day.date) }.map { day.day.gate($0.when) }
            return day.somebody([day.plan.accepts(service: service), day.day.not(day.day.or(held))])
        }
        switch passes {
        case .somebody: break
        case .notDecided: undecided.append(.service(service))
        case .never: findings.append(Finding(.holdsEverybody(service: service), .warning))
        }
    }

    // MARK: - Alike

    /// Programmes that are met by the same people on every day.
    private mutating func alike() {
        let open = rulebook.programmes.enumerated().filter { !unmet.contains($0.offset) }
        let found = sweep.alike(
            open.map { index, programme in
                LikenessCandidate(
                    part: .programme(index), period: programme.period, conditions: programme.criteria.map(\.when),
                    programmes: [index]
                ) { $0.plan.met(index) }
            })
        findings += found.pairs.map { Finding(.agree($0, $1), .warning) }
        undecidedLikeness = found.undecided
    }
}

extension ServicePeriod {
    /// The last day on which it may be in force.
    package var lastDay: Day {
        if case .day(let day) = until { return day }
        return .distantFuture
    }
}
