import WaymarkRouting
package import WaymarkRules

/// One way through the rules that a case may exercise: a line that decides, one side of a boundary.
package enum Way: Sendable, Hashable {
    /// Everything else lets the question come to this line, and the line acts (a criterion that is not met; a bar, hold
    /// or signpost reason that holds), or does not.
    case line(RuleLine, acts: Bool)
    /// The line decides, and it would decide otherwise with the fact on the other side of the bound.
    case bound(RuleLine, FactID, WayBound, isAbove: Bool)
    /// The service accepts the person.
    case service(Int)
    /// The alert holds, or does not.
    case alert(Int, holds: Bool)
    /// A period begins or ends: somebody to whom it matters, decided on the day itself or on the day before.
    case change(RulePart, on: Day, isAfter: Bool)
}

/// Where a line's answer changes along a number or date.
package enum WayBound: Sendable, Hashable {
    /// The smallest number above the bound.
    case number(Int)
    /// The bounds of a date move with the decision date: this one counted from the earliest.
    case date(Int)
}

extension Way {
    /// Every way through a rulebook, in the order of its files; ways that nobody can go are among them.
    static func all(of rulebook: Rulebook, _ sweep: DaySweep) -> [Way] {
        var ways: [Way] = rulebook.policy.alerts.indices.flatMap {
            [.alert($0, holds: true), .alert($0, holds: false)]
        }
        var seen: Set<Way> = []
        func add(_ part: RulePart, _ changes: [Day]) {
            for day in changes where day > .first && day <= .last {
                ways.append(.change(part, on: day, isAfter: false))
                ways.append(.change(part, on: day, isAfter: true))
            }
        }
        for shared in SharedLine.all(of: rulebook) {
            ways.append(.line(shared.line, acts: true))
            ways.append(.line(shared.line, acts: false))
            for bound in bounds(of: shared, rulebook, sweep) where seen.insert(bound).inserted { ways.append(bound) }
            if let place = shared.places.first {
                add(.line(shared.line), rulebook.criteria(of: place.owner)[place.index].period.changes)
            }
        }
        for (index, programme) in rulebook.programmes.enumerated() { add(.programme(index), programme.period.changes) }
        for (index, service) in rulebook.services.enumerated() {
            ways.append(.service(index))
            add(.service(index), service.period.changes)
        }
        for (index, agreement) in rulebook.agreements.enumerated() { add(.agreement(index), agreement.period.changes) }
        for (index, definition) in rulebook.rules.definitions.enumerated() {
            add(.definition(index), Set(definition.versions.flatMap(\.period.changes)).sorted())
        }
        for (index, parameter) in rulebook.rules.parameters.enumerated() {
            add(.parameter(index), Set(parameter.entries.flatMap(\.period.changes)).sorted())
        }
        return ways
    }

    /// Days on which one line's bounds are looked for.
    private static let boundDays = 16

    private static func bounds(of shared: SharedLine, _ rulebook: Rulebook, _ sweep: DaySweep) -> [Way] {
        guard let place = shared.places.first, rulebook.criteria(of: place.owner)[place.index].when.readsOrder(rulebook)
        else { return [] }
        var ways: [Way] = []
        for date in sweep.days(of: place, rulebook).prefix(boundDays) {
            let day = sweep.days[date]
            for bound in LineQuestions(day: day).bounds(of: place) {
                for isAbove in [false, true] {
                    let way = Way.bound(shared.line, bound.fact, bound.bound, isAbove: isAbove)
                    if !ways.contains(way) { ways.append(way) }
                }
            }
        }
        return ways
    }
}

extension Rulebook {
    /// The criteria, bars, holds and signpost reasons of a programme or service.
    func criteria(of owner: LinePlace.Owner) -> [Criterion] {
        switch owner {
        case .programme(let index): programmes[index].criteria
        case .service(let index): services[index].criteria
        }
    }
}

extension DaySweep {
    /// Days to look at for a line.
    func days(of place: LinePlace, _ rulebook: Rulebook) -> [Day] {
        let line = rulebook.criteria(of: place.owner)[place.index]
        switch place.owner {
        case .programme(let programme):
            let acceptsOnly = line.role == .criterion || line.role == .bar
            return days(of: programme, services: acceptsOnly ? [] : nil, within: line.period)
        case .service(let service):
            return days(of: rulebook.services[service].programme, services: [service], within: line.period)
        }
    }
}

extension Condition {
    /// Whether it, or a definition that it reads, tests a number or a date.
    fileprivate func readsOrder(_ rulebook: Rulebook) -> Bool {
        var reads = false
        visit(rulebook.rules) { if $0.isOrdered { reads = true } }
        return reads
    }

    /// Whether it reads a definition or parameter, itself or through a definition.
    func reads(_ part: RulePart, _ rules: RuleBase) -> Bool {
        var reads = false
        visit(rules) { condition in
            switch (part, condition.kind) {
            case (.definition(let wanted), .definition(let id, _)): if wanted == id { reads = true }
            case (.parameter(let wanted), .fact(_, let test)): if test.parameters.contains(wanted) { reads = true }
            default: break
            }
        }
        return reads
    }

    /// Calls `body` with every condition that this one is made of, those of definitions among them, each definition once.
    private func visit(_ rules: RuleBase, _ body: (Condition) -> Void) {
        var open = [self]
        var seen: Set<DeclarationID> = []
        while let next = open.popLast() {
            body(next)
            switch next.kind {
            case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts): open += parts
            case .definition(let id, _):
                if seen.insert(id).inserted { open += rules.definitions[id].versions.map(\.when) }
            case .fact, .decisionDate: break
            }
        }
    }

    private var isOrdered: Bool {
        guard case .fact(_, let test) = kind else { return false }
        switch test {
        case .number, .notNumber, .date, .notDate: return true
        default: return false
        }
    }
}
