import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// One way to go a ``Way`` on one day: gates that have to hold, and perhaps a bound at which a line's answer turns.
struct WayPath {
    /// The line's answer turns between two neighbouring cells of a variable, and the person is in one of them.
    struct Turn {
        var variable: VariableID
        /// The person's cell.
        var cell: Int32
        /// The cell on the other side of the bound.
        var other: Int32
        /// What turns.
        var gate: Gate
    }

    var gates: [Gate]
    var turn: Turn?
    /// The programme whose outcome shows it; nil for alerts.
    var programme: Int?
    /// The service whose outcome shows it, where it is not the programme's.
    var service: Int?
}

extension LineQuestions {
    /// The bounds of numbers and dates that a line reads on this day, in the order of the facts.
    func bounds(of place: LinePlace) -> [(fact: FactID, bound: WayBound)] {
        turns(of: place).map { ($0.fact, $0.bound) }
    }

    /// A bound with the variable it is on and the first cell above it.
    private struct LineBound {
        var fact: FactID
        var bound: WayBound
        var variable: VariableID
        var cell: Int32
    }

    private func turns(of place: LinePlace) -> [LineBound] {
        let acts = acts(criterion(place))
        let circuit = day.day.circuit
        let grid = day.day.grid
        var cells: [VariableID: Set<Int32>] = [:]
        for gate in circuit.cone(of: acts) {
            let node = circuit.nodes[Int(gate)]
            guard node.kind == .range || node.kind == .cells else { continue }
            let variable = Int(node.a)
            let bounds = circuit.runs(of: node).flatMap { [$0.lowerBound, $0.upperBound] }
            cells[variable, default: []].formUnion(bounds.filter { $0 > 0 && $0 < grid.variables[variable].size })
        }
        var result: [LineBound] = []
        for variable in cells.keys.sorted() {
            let fact = grid.variables[variable].owner
            if fact >= grid.factCount { continue }
            for (index, cell) in (cells[variable] ?? []).sorted().enumerated() {
                switch day.rulebook.vocabulary[fact].type {
                case .wholeNumber(let range):
                    let number = grid.number(in: cell, fact: fact, in: range)
                    result.append(LineBound(fact: fact, bound: .number(number), variable: variable, cell: cell))
                case .date: result.append(LineBound(fact: fact, bound: .date(index), variable: variable, cell: cell))
                default: break
                }
            }
        }
        return result
    }

    /// The ways to stand at one side of a bound that the line turns on.
    fileprivate func paths(at place: LinePlace, _ fact: FactID, _ bound: WayBound, isAbove: Bool) -> [WayPath] {
        guard let turn = turns(of: place).first(where: { $0.fact == fact && $0.bound == bound }) else { return [] }
        let cell = isAbove ? turn.cell : turn.cell - 1
        let other = isAbove ? turn.cell - 1 : turn.cell
        return paths(to: place).map { path in
            var path = path
            path.turn = WayPath.Turn(variable: turn.variable, cell: cell, other: other, gate: acts(criterion(place)))
            return path
        }
    }

    /// The ways in which a line comes to decide.
    fileprivate func paths(to place: LinePlace, always: Bool = false) -> [WayPath] {
        let programme: Int
        let service: Int?
        switch place.owner {
        case .programme(let index): (programme, service) = (index, nil)
        case .service(let index): (programme, service) = (day.rulebook.services[index].programme, index)
        }
        return contexts(of: place, always: always).map {
            WayPath(gates: $0.gates, programme: programme, service: service)
        }
    }
}

/// Questions about ways on one day.
struct WayQuestions {
    let day: DayQuestions
    let lines: [RuleLine: SharedLine]
    private var plan: DayPlan { day.plan }
    private var rulebook: Rulebook { day.rulebook }

    /// All ways to go it on this day; none where it cannot be gone.
    func paths(_ way: Way) -> [WayPath] {
        let questions = LineQuestions(day: day)
        switch way {
        case .alert(let alert, let holds):
            guard let gate = plan.alerts.first(where: { $0.index == alert })?.gate else { return [] }
            return [WayPath(gates: [holds ? gate : plan.day.not(gate)])]
        case .line(let line, let acts):
            return (lines[line]?.places ?? []).flatMap { place in
                let gate = questions.acts(questions.criterion(place))
                return questions.paths(to: place).map { $0.with(acts ? gate : plan.day.not(gate)) }
            }
        case .bound(let line, let fact, let bound, let isAbove):
            return (lines[line]?.places ?? []).flatMap {
                questions.paths(at: $0, fact, bound, isAbove: isAbove)
            }
        case .service(let service): return accepted(service)
        case .change(let part, let date, let isAfter):
            guard day.date == (isAfter ? date : date.adding(days: -1)) else { return [] }
            return touched(by: part, questions)
        }
    }

    private func accepted(_ service: Int) -> [WayPath] {
        let programme = rulebook.services[service].programme
        guard plan.isOpen[programme], rulebook.services[service].period.inForce(on: day.date) != .no else { return [] }
        return [WayPath(gates: [plan.accepts(service: service)], programme: programme, service: service)]
    }

    /// People whose outcome depends on whether a part is in force.
    private func touched(by part: RulePart, _ questions: LineQuestions) -> [WayPath] {
        switch part {
        case .programme(let programme):
            return [WayPath(gates: questions.demands(of: .programme(programme)).gates, programme: programme)]
        case .service(let service):
            let programme = rulebook.services[service].programme
            if !plan.isOpen[programme] { return [] }
            return [WayPath(gates: [plan.accepts(service: service)], programme: programme)]
        case .agreement(let agreement):
            return rulebook.services.indices.filter { rulebook.services[$0].agreement == .agreement(agreement) }
                .flatMap { service in
                    accepted(service).map { path in
                        plan.ladder(of: service).rungs.filter { Step.beforeAgreement.contains(Step(rawValue: $0.bit)) }
                            .reduce(path) { $0.with(plan.day.not($1.gate)) }
                    }
                }
        case .line(let line):
            return (lines[line]?.places ?? []).flatMap { place in
                questions.paths(to: place, always: true).map { $0.with(questions.acts(questions.criterion(place))) }
            }
        case .definition, .parameter:
            let readers = lines.values.filter { shared in
                shared.places.first.map { questions.criterion($0).when.reads(part, rulebook.rules) } ?? false
            }
            return readers.sorted { ($0.line.span.file, $0.line.span.start) < ($1.line.span.file, $1.line.span.start) }
                .flatMap { $0.places.flatMap { questions.paths(to: $0) } }
        default: return []
        }
    }

    // MARK: - People

    /// What has to hold on a path.
    func conditions(_ path: WayPath) throws(Exhausted) -> [Diagram] {
        let conditions = try day.diagrams(of: path.gates)
        guard let turn = path.turn else { return conditions }
        let nothing = [Int32](repeating: -1, count: day.day.grid.variables.count)
        let size = day.day.grid.variables[turn.variable].size
        let gate = try day.diagram(of: turn.gate)
        return try day.attempt { () throws(Exhausted) in
            let cell = try day.diagrams.range(turn.variable, turn.cell, turn.cell + 1, size: size)
            return conditions + [cell, try differs(gate, across: turn, nothing)]
        }
    }

    /// The first path that a person certainly goes, whatever is not known of them.
    func path(_ way: Way, of situation: Situation) -> WayPath? {
        paths(way).first { path in
            if let turn = path.turn, situation.cells[turn.variable] != turn.cell { return false }
            guard path.gates.allSatisfy({ situation.truth($0).truth == .yes }) else { return false }
            return path.turn.map { turns($0, situation) } ?? true
        }
    }

    /// Whether the answer would certainly be another on the other side of the bound, everything else as it is.
    private func turns(_ turn: WayPath.Turn, _ situation: Situation) -> Bool {
        guard let gate = try? day.diagram(of: turn.gate) else { return false }
        let isOther = try? day.attempt { () throws(Exhausted) in try differs(gate, across: turn, situation.cells) }
        return isOther == .truth
    }

    /// That a condition is another on the two sides of a bound, with what is known put in.
    private func differs(
        _ gate: Diagram, across turn: WayPath.Turn, _ known: [Int32]
    ) throws(Exhausted) -> Diagram {
        let here = try restricted(gate, known, turn.variable, turn.cell)
        let there = try restricted(gate, known, turn.variable, turn.other)
        return try day.diagrams.choose(here, day.diagrams.not(there), there)
    }

    private func restricted(
        _ diagram: Diagram, _ known: [Int32], _ variable: VariableID, _ cell: Int32
    ) throws(Exhausted) -> Diagram {
        var cells = known
        cells[variable] = cell
        var memo: [Diagram: Diagram] = [:]
        return try day.diagrams.restrict(diagram, cells, memo: &memo)
    }
}

extension WayPath {
    fileprivate func with(_ gate: Gate) -> WayPath {
        var path = self
        path.gates.append(gate)
        return path
    }
}

extension Step {
    /// The steps that come before the agreement is looked at.
    fileprivate static let beforeAgreement: Step = [.held, .full, .cannotDecide, .noConsent, .signpostReason]
}
