import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Criteria, bars, holds and signpost reasons that can never matter, and tests inside them that never do.
///
/// A line matters where leaving it out would change the step that some possible person's outcome comes from, on some
/// day. A family's line matters where it does for one of the programmes.
struct LineFindings {
    private let sweep: DaySweep
    private let unmet: Set<Int>
    private let closed: Set<Int>
    private(set) var findings: [Finding] = []
    private(set) var undecidedLines: [RulePart] = []
    private(set) var undecidedTests: [RulePart] = []

    private var rulebook: Rulebook { sweep.days.rulebook }

    /// - Parameters:
    ///   - unmet: programmes that are never met.
    ///   - closed: services that never accept anybody.
    init(_ sweep: DaySweep, unmet: Set<Int>, closed: Set<Int>) {
        self.sweep = sweep
        self.unmet = unmet
        self.closed = closed
    }

    mutating func run() {
        for shared in lines() {
            switch matter(shared) {
            case .somebody: tests(in: shared)
            case .notDecided: undecidedLines.append(.line(shared.line))
            case .never: findings.append(neverMatters(shared))
            }
        }
    }

    /// All lines that are worth looking at, in the order of programmes and services.
    private func lines() -> [SharedLine] {
        SharedLine.all(of: rulebook) { place in
            switch place.owner {
            case .programme(let programme):
                if unmet.contains(programme) { return false }
                let role = line(place).role
                return role == .criterion || role == .bar
                    || rulebook.plan.serviceIndex[programme].all.contains { !closed.contains($0) }
            case .service(let service):
                return !closed.contains(service) && !unmet.contains(rulebook.services[service].programme)
            }
        }
    }

    // MARK: - Lines

    private func days(of place: LinePlace, _ line: Criterion) -> [Day] {
        switch place.owner {
        case .programme(let programme):
            let acceptsOnly = line.role == .criterion || line.role == .bar
            return sweep.days(of: programme, services: acceptsOnly ? [] : nil, within: line.period)
        case .service(let service):
            return sweep.days(of: rulebook.services[service].programme, services: [service], within: line.period)
        }
    }

    private func line(_ place: LinePlace) -> Criterion {
        switch place.owner {
        case .programme(let programme): rulebook.programmes[programme].criteria[place.index]
        case .service(let service): rulebook.services[service].criteria[place.index]
        }
    }

    private func matter(_ shared: SharedLine) -> Ever {
        ever(shared) { LineQuestions(day: $0).matters($1) }
    }

    private func ever(_ shared: SharedLine, _ question: (DayQuestions, LinePlace) -> Search) -> Ever {
        var isOpen = false
        for place in shared.places {
            switch sweep.ever(on: days(of: place, line(place)), { question($0, place) }) {
            case .somebody(let point, let day): return .somebody(point, day)
            case .notDecided: isOpen = true
            case .never: break
            }
        }
        return isOpen ? .notDecided : .never
    }

    private func neverMatters(_ shared: SharedLine) -> Finding {
        let line = line(shared.places[0])
        // Why it never acts, wherever the line stands and on every day: what explains one day may not be there on another.
        var because: [RulePart] = []
        var isInPlay = false
        var isExplained = true
        var people: [FoundPerson] = []
        for place in shared.places {
            for date in days(of: place, line) {
                let day = sweep.days[date]
                let lines = LineQuestions(day: day)
                for context in lines.contexts(of: place) {
                    isInPlay = true
                    if sweep.days.work.isExhausted || !context.explain([lines.acts(line)], on: day, &because) {
                        isExplained = false
                    }
                }
                // Somebody for whom the line would act, to show that others act already.
                let acts = lines.acts(line)
                if isInPlay, people.isEmpty, case .somebody(let point) = day.somebody([acts]),
                    let acting = try? day.diagrams(of: [acts])
                {
                    people = [
                        day.found(
                            point, telling: day.group(around: point, within: acting, orAnybody: .falsity),
                            name: line.name)
                    ]
                }
            }
        }
        if !isInPlay { return Finding(.neverInPlay(.line(shared.line)), .warning) }
        return Finding(
            .neverMatters(.line(shared.line), because: isExplained ? because : []), .warning,
            // Of a reason that was not found, an example would show nothing.
            people: because.isEmpty || !isExplained ? [] : people)
    }

    // MARK: - Tests

    private mutating func tests(in shared: SharedLine) {
        let condition = line(shared.places[0]).when
        var isOpen = false
        for found in condition.idleParts({ changed in
            ever(shared) { LineQuestions(day: $0).changes($1, to: changed) }
        }) {
            switch found {
            case .idle(let span, let isAlways, let path):
                findings.append(
                    Finding(
                        .testNeverMatters(
                            .line(shared.line), at: span, isAlways: isAlways,
                            because: because(shared, condition.replacing(path, by: isAlways))), .note))
            case .notDecided: isOpen = true
            }
        }
        if isOpen { undecidedTests.append(.line(shared.line)) }
    }

    private func because(_ shared: SharedLine, _ changed: Condition) -> [RulePart] {
        let line = line(shared.places[0])
        var because: [RulePart] = []
        for place in shared.places {
            for date in days(of: place, line) where !sweep.days.work.isExhausted {
                let day = sweep.days[date]
                let lines = LineQuestions(day: day)
                let differs = day.day.differs(lines.acts(line), lines.acts(line, when: changed))
                for context in lines.contexts(of: place) where differs != Circuit.no {
                    if !context.explain([differs], on: day, &because) { return [] }
                }
            }
        }
        return because
    }
}
