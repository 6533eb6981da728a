import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// A criterion, bar, hold or signpost reason by its place in the model.
struct LinePlace: Hashable {
    enum Owner: Hashable {
        case programme(Int)
        case service(Int)
    }

    var owner: Owner
    /// Position among the owner's criteria.
    var index: Int
}

/// What a line needs others for: the gates under which it is looked at, with the parts they stand for.
struct LineContext {
    /// Gates of other lines that let the question come to this one.
    var gates: [Gate] = []
    /// The part each of `gates` stands for; nil for steps that no single line carries.
    var parts: [RulePart?] = []

    mutating func add(_ gate: Gate, _ part: RulePart?) {
        gates.append(gate)
        parts.append(part)
    }

    /// Adds what is needed, besides what is in `because` already, to explain why these gates and the context leave
    /// nobody on this day; false if they leave somebody, or it was not found.
    func explain(_ acts: [Gate], on day: DayQuestions, _ because: inout [RulePart]) -> Bool {
        let known = parts.indices.filter { parts[$0].map(because.contains) ?? false }
        let constraints: [RulePart]
        if let found = day.conflict(acts, known.map { gates[$0] }) {
            constraints = found.constraints.map(RulePart.constraint)
        } else if let found = day.conflict(acts, gates) {
            let needed = found.context.compactMap { parts[$0] }
            because += needed.filter { !because.contains($0) }
            constraints = found.constraints.map(RulePart.constraint)
            if needed.isEmpty, !found.context.isEmpty { return false }
        } else {
            return false
        }
        because += constraints.filter { !because.contains($0) }
        return true
    }
}

/// Questions about single lines of programmes and services on one day.
struct LineQuestions {
    let day: DayQuestions
    private var plan: DayPlan { day.plan }
    private var rulebook: Rulebook { day.rulebook }

    func criteria(of owner: LinePlace.Owner) -> [Criterion] {
        switch owner {
        case .programme(let index): rulebook.programmes[index].criteria
        case .service(let index): rulebook.services[index].criteria
        }
    }

    func criterion(_ place: LinePlace) -> Criterion { criteria(of: place.owner)[place.index] }

    /// What a criterion or bar demands: that the one holds, that the other does not.
    func demand(_ line: Criterion, when: Condition? = nil) -> Gate {
        let gate = plan.day.gate(when ?? line.when)
        return line.role == .bar ? plan.day.not(gate) : gate
    }

    /// The demands of an owner's criteria and bars in force, without one of them.
    func demands(of owner: LinePlace.Owner, without left: Int? = nil) -> LineContext {
        var context = LineContext()
        for (index, line) in criteria(of: owner).enumerated() where index != left && line.period.contains(day.date) {
            guard line.role == .criterion || line.role == .bar else { continue }
            context.add(demand(line), .line(rulebook.line(at: LinePlace(owner: owner, index: index))))
        }
        return context
    }

    /// The situations in which a line decides, each as the gates that have to hold for it; none where it plays no part.
    ///
    /// - Parameter always: also on a day on which the line is not in force: where it would decide.
    func contexts(of place: LinePlace, always: Bool = false) -> [LineContext] {
        let line = criterion(place)
        guard always || line.period.contains(day.date) else { return [] }
        switch (place.owner, line.role) {
        case (.programme, .criterion), (.programme, .bar):
            return [demands(of: place.owner, without: place.index)]
        case (.programme(let programme), .hold), (.programme(let programme), .signpostReason):
            return rulebook.plan.serviceIndex[programme].all.compactMap { context(of: place, line, at: $0) }
        case (.service(let service), _):
            return context(of: place, line, at: service).map { [$0] } ?? []
        }
    }

    /// The gates under which a service's value comes from the step that a line belongs to.
    private func context(of place: LinePlace, _ line: Criterion, at service: Int) -> LineContext? {
        let programme = rulebook.services[service].programme
        guard plan.isOpen[programme], rulebook.services[service].period.inForce(on: day.date) != .no else { return nil }
        var context = demands(of: .programme(programme))
        context.add(plan.covers(service: service), .service(service))
        let isAcceptance = line.role == .criterion || line.role == .bar
        let own = demands(of: .service(service), without: isAcceptance ? place.index : nil)
        for (gate, part) in zip(own.gates, own.parts) { context.add(gate, part) }
        if isAcceptance { return context }

        if line.role == .signpostReason {
            for rung in plan.ladder(of: service).rungs where Step.beforeSignpost.contains(Step(rawValue: rung.bit)) {
                context.add(plan.day.not(rung.gate), nil)
            }
        }
        for owner in [LinePlace.Owner.programme(programme), .service(service)] {
            for (index, other) in criteria(of: owner).enumerated() where other.role == line.role {
                let otherPlace = LinePlace(owner: owner, index: index)
                guard otherPlace != place, other.period.contains(day.date) else { continue }
                context.add(plan.day.not(plan.day.gate(other.when)), .line(rulebook.line(at: otherPlace)))
            }
        }
        return context
    }

    /// That a line would act: the criterion fails, or the bar, hold or reason holds.
    func acts(_ line: Criterion, when: Condition? = nil) -> Gate {
        line.role == .criterion || line.role == .bar
            ? plan.day.not(demand(line, when: when)) : plan.day.gate(when ?? line.when)
    }

    /// A person for whom leaving the line out would change the step an outcome comes from.
    func matters(_ place: LinePlace) -> Search {
        let acts = acts(criterion(place))
        return anybody(contexts(of: place).map { $0.gates + [acts] })
    }

    /// A person for whom writing the line's condition otherwise would change the step an outcome comes from.
    func changes(_ place: LinePlace, to condition: Condition) -> Search {
        let line = criterion(place)
        let before = acts(line)
        let after = acts(line, when: condition)
        let differs = plan.day.differs(before, after)
        if differs == Circuit.no { return .nobody }
        return anybody(contexts(of: place).map { $0.gates + [differs] })
    }

    private func anybody(_ alternatives: [[Gate]]) -> Search {
        var isOpen = false
        for gates in alternatives {
            switch day.somebody(gates) {
            case .nobody: break
            case .somebody(let point): return .somebody(point)
            case .notDecided: isOpen = true
            }
        }
        return isOpen ? .notDecided : .nobody
    }
}

extension DayRules {
    /// That exactly one of two gates holds.
    func differs(_ a: Gate, _ b: Gate) -> Gate {
        a == b ? Circuit.no : or([and([a, not(b)]), and([not(a), b])])
    }
}

extension Step {
    /// The steps between acceptance and signpost reasons, which have to be passed.
    fileprivate static let beforeSignpost: Step = [.held, .full, .cannotDecide, .noConsent]
}

extension Rulebook {
    /// The line at a place, with all programmes that share it through a family.
    func line(at place: LinePlace) -> RuleLine {
        switch place.owner {
        case .service(let service):
            let line = services[service].criteria[place.index]
            return RuleLine(
                programmes: [services[service].programme], service: service, name: line.name, role: line.role,
                span: line.span)
        case .programme(let programme):
            let line = programmes[programme].criteria[place.index]
            var sharing = [programme]
            if let family = programmes[programme].family {
                sharing = programmes.indices.filter {
                    programmes[$0].family == family && programmes[$0].criteria.contains { $0.span == line.span }
                }
            }
            return RuleLine(programmes: sharing, service: nil, name: line.name, role: line.role, span: line.span)
        }
    }
}

/// The same line as it stands in several programmes of a family, or once.
struct SharedLine: Hashable {
    var line: RuleLine
    var places: [LinePlace]

    /// All lines of a rulebook at the places wanted, in the order of programmes and services.
    static func all(of rulebook: Rulebook, where isWanted: (LinePlace) -> Bool = { _ in true }) -> [SharedLine] {
        var result: [SharedLine] = []
        var known: [SourceSpan: Int] = [:]
        func add(_ owner: LinePlace.Owner, _ criteria: [Criterion]) {
            for index in criteria.indices {
                let place = LinePlace(owner: owner, index: index)
                if !isWanted(place) { continue }
                let line = rulebook.line(at: place)
                if let index = known[line.span] {
                    result[index].places.append(place)
                } else {
                    known[line.span] = result.count
                    result.append(SharedLine(line: line, places: [place]))
                }
            }
        }
        for index in rulebook.programmes.indices { add(.programme(index), rulebook.programmes[index].criteria) }
        for index in rulebook.services.indices { add(.service(index), rulebook.services[index].criteria) }
        return result
    }
}
