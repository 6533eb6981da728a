import WaymarkRouting
import WaymarkRules

/// The questions that may be asked in a conversation.
struct OpenAsks {
    /// Those of the decision, but facts that the rest leaves no choice; and, last, where the person belongs, where a
    /// programme waits for nothing else.
    let questions: [Question]

    init(_ decision: Decision, _ plan: DayPlan, _ situation: Situation) {
        var questions = decision.questions.filter { situation.settled($0.fact) == nil }
        for programme in OpenAsks.waitingForPlace(decision) {
            // Only where nothing else can be asked and some service has one outcome whatever else is so. The place is
            // then in no telling set, since that outcome is the same wherever the person belongs, and yet it decides
            // whether the services can be told apart.
            let row = decision.outcomes.first { $0.programme == programme && !$0.together.isEmpty }
            guard let row, !row.asks.contains(where: { OpenAsks.canBeAsked($0, decision) }),
                row.together.contains(where: { OpenAsks.isOpenForCertain($0, plan, situation) })
            else { continue }
            let fact = plan.placeFacts(of: programme).first {
                decision.answers[$0] == .unknown && situation.settled($0) == nil
                    && situation.truth(plan.day.applies[$0]).truth != .no
            }
            guard let fact else { continue }
            if let known = questions.firstIndex(where: { $0.fact == fact }) {
                if !questions[known].programmes.contains(programme) { questions[known].programmes.append(programme) }
            } else {
                questions.append(Question(fact: fact, programmes: [programme], alerts: []))
            }
        }
        self.questions = questions
    }

    private static let openSteps: Step = [.noConsent, .signpostReason, .noAgreement, .waiting, .refers]

    /// Programmes whose services in different places are reported together, where one may be open to the person.
    static func waitingForPlace(_ decision: Decision) -> [Int] {
        decision.outcomes.filter {
            $0.outcome == .needInformation && !$0.together.isEmpty && !$0.isUndecided
                && !$0.steps.isDisjoint(with: openSteps)
        }.map(\.programme)
    }

    private static func canBeAsked(_ ask: Ask, _ decision: Decision) -> Bool {
        if case .fact(let fact) = ask { decision.answers[fact] == .unknown } else { false }
    }

    private static func isOpenForCertain(_ service: Int, _ plan: DayPlan, _ situation: Situation) -> Bool {
        let ladder = plan.ladder(of: service)
        guard let value = situation.value(ladder.rungs, last: ladder.last) else { return false }
        return Step.kind(value.occurring).nonzeroBitCount == 1
            && Step(rawValue: value.occurring).isSubset(of: openSteps)
    }
}

extension DayPlan {
    /// The facts that say where the person is as a programme sees it.
    func placeFacts(of programme: Int) -> [FactID] {
        switch rulebook.programmes[programme].location {
        case .nothing: []
        case .fact(let fact): [fact]
        case .firstArea(let facts): facts
        }
    }
}

/// What one case leaves open, each thing as a function of the facts that are not known.
struct OpenItems {
    /// An undecided alert, or the open services of one programme.
    struct Item {
        /// Values as ``Step/kind(_:)`` tells them apart (of an alert its truth); combinations that cannot be are left out.
        var values: [Diagram]
        /// Somebody's safety turns on it.
        var isUrgent: Bool
    }

    private(set) var items: [Item] = []
    /// Every fact that this question or a later one may be about: asking never leads outside these.
    private(set) var reachable: Set<FactID> = []

    /// Of a programme with more open services than this (the person's area is not known yet) some, evenly spread in
    /// file order, stand for all in choosing a question; services of one programme differ little but in where they are.
    private static let serviceLimit = 8

    /// - Parameter only: where only this programme matters; nil for all of them and the alerts.
    init(_ decision: Decision, _ plan: DayPlan, _ situation: Situation, about only: Int? = nil) {
        let day = plan.day
        var reading = Reading(situation)
        for alert in decision.alerts where !alert.isDecided && only == nil {
            guard let gate = plan.alerts.first(where: { $0.index == alert.alert })?.gate else { continue }
            let value = situation.value(gate)?.diagram
            items.append(Item(values: value.map { [$0] } ?? [], isUrgent: true))
            reading.add(value, [gate])
        }
        let urgent = Set(plan.rulebook.policy.urgent)
        let open = Dictionary(grouping: decision.outcomes.filter { $0.outcome == .needInformation }, by: \.programme)
        for programme in plan.rulebook.policy.order where only == nil || only == programme {
            guard let rows = open[programme] else { continue }
            let services = rows.flatMap { row in row.service.map { [$0] } ?? row.together }
            // Whether the programme is met could not be finished.
            if services.isEmpty { reading.add(nil, [plan.met(programme)]) }
            var values: [Diagram] = []
            let stride = max(1, (services.count + OpenItems.serviceLimit - 1) / OpenItems.serviceLimit)
            for (number, service) in services.enumerated() {
                let ladder = plan.ladder(of: service)
                let value = situation.value(ladder.rungs, last: ladder.last)?.diagram
                reading.add(value, ladder.rungs.map(\.gate))
                if number % stride == 0, let value { values.append(OpenItems.kinds(value, day)) }
            }
            values.removeAll(where: \.isLeaf)
            if !values.isEmpty { items.append(Item(values: values, isUrgent: urgent.contains(programme))) }
        }
        var owners = reading.owners
        for programme in OpenAsks.waitingForPlace(decision) where only == nil || only == programme {
            owners.formUnion(plan.placeFacts(of: programme))
        }
        reachable = OpenItems.closed(owners, situation).filter { $0 < day.grid.factCount }
    }

    private static func kinds(_ value: Diagram, _ day: DayRules) -> Diagram {
        let kinds = try? day.diagrams.attempt(nodes: OutcomePeople.allowance) { () throws(Exhausted) in
            var memo: [Diagram: Diagram] = [:]
            return try day.diagrams.map(value, memo: &memo) { $0 == .impossible ? $0 : Step.kind($0) }
        }
        return kinds ?? value
    }

    /// What functions turn on. Constraints that have nothing to do with them are in their diagrams too (as combinations
    /// that cannot be), so only what their gates read counts.
    private struct Reading {
        private let situation: Situation
        private var gates: [Gate] = []
        private var unfinished: [Gate] = []
        private var turnsOn: Set<Grid.Owner> = []
        private var seen: Set<Diagram> = []

        init(_ situation: Situation) {
            self.situation = situation
        }

        /// - Parameter value: nil where it could not be finished.
        mutating func add(_ value: Diagram?, _ gates: [Gate]) {
            guard let value else {
                unfinished += gates
                return
            }
            self.gates += gates
            var open = [value]
            while let next = open.popLast() {
                guard seen.insert(next).inserted, let (variable, runs) = situation.day.diagrams.edges(next) else {
                    continue
                }
                turnsOn.insert(situation.day.grid.variables[variable].owner)
                for run in runs where !run.child.isLeaf { open.append(run.child) }
            }
        }

        var owners: Set<Grid.Owner> {
            turnsOn.intersection(situation.unknownOwners(readBy: gates))
                .union(situation.unknownOwners(readBy: unfinished))
        }
    }

    /// With everything that answers about these facts may bring in: what decides whether they apply, and what
    /// constraints tie to them.
    private static func closed(_ owners: Set<Grid.Owner>, _ situation: Situation) -> Set<Grid.Owner> {
        let day = situation.day
        let components = situation.components()
        var result = owners
        var open = owners.sorted()
        while let next = open.popLast() {
            var more = components.filter { $0.contains(next) }.flatMap { $0 }
            if next < day.grid.factCount { more += situation.unknownOwners(readBy: [day.applies[next]]) }
            for owner in more where result.insert(owner).inserted { open.append(owner) }
        }
        return result
    }
}
