import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Definitions, constraints, needs, alerts, sequences, priorities and `only_when` that never (or always) hold or never
/// have an effect, and entries inside them that make no difference.
struct ConditionFindings {
    private let sweep: DaySweep
    private(set) var findings: [Finding] = []
    private(set) var undecided: [RulePart] = []
    private(set) var undecidedLikeness: [RulePart] = []

    private var rulebook: Rulebook { sweep.days.rulebook }

    init(_ sweep: DaySweep) {
        self.sweep = sweep
    }

    mutating func run() {
        definitions()
        for (id, constraint) in rulebook.rules.constraints.enumerated() { self.constraint(id, constraint) }
        for (id, fact) in rulebook.vocabulary.facts.enumerated() {
            guard let condition = fact.onlyWhen else { continue }
            look(at: .applicability(id), condition, .always, mayBeAlways: false)
        }
        for (index, need) in rulebook.needs.enumerated() {
            look(at: .need(index), need.when, .always, mayBeAlways: true)
        }
        for (index, alert) in rulebook.policy.alerts.enumerated() {
            look(at: .alert(index), alert.when, alert.period, mayBeAlways: true)
        }
        for index in rulebook.policy.sequences.indices { sequence(index) }
        for index in rulebook.policy.lowPriority.indices { priority(index) }
    }

    // MARK: - Truth by itself

    /// Whether a condition holds for somebody and fails for somebody, and which of its entries make no difference.
    ///
    /// - Parameter mayBeAlways: that it always holds is nothing to tell.
    private mutating func look(
        at part: RulePart, _ condition: Condition, _ period: Period, mayBeAlways: Bool
    ) {
        let days = sweep.days(of: [condition], within: period)
        switch sweep.ever(on: days, { $0.somebody([$0.day.gate(condition)]) }) {
        case .somebody: break
        case .notDecided: undecided.append(part)
        case .never:
            findings.append(Finding(.neverHolds(part, because: constraints(against: condition, true, days)), .problem))
            return
        }
        if !mayBeAlways {
            switch sweep.ever(on: days, { $0.somebody([$0.day.not($0.day.gate(condition))]) }) {
            case .somebody: break
            case .notDecided: undecided.append(part)
            case .never:
                findings.append(
                    Finding(.alwaysHolds(part, because: constraints(against: condition, false, days)), .warning))
                return
            }
        }
        entries(in: part, condition, days) { $0.somebody([$1]) }
    }

    /// The constraints because of which a condition is never (or always) so.
    private func constraints(against condition: Condition, _ holds: Bool, _ list: [Day]) -> [RulePart] {
        sweep.reasons(on: list) { day in
            let gate = day.day.gate(condition)
            return ([holds ? gate : day.day.not(gate)], LineContext())
        }
    }

    /// - Parameter search: for somebody at whom a gate holds and who counts.
    private mutating func entries(
        in part: RulePart, _ condition: Condition, _ days: [Day], _ search: (DayQuestions, Gate) -> Search
    ) {
        let idle = condition.idleParts { changed in
            sweep.ever(on: days) { day in
                let differs = day.day.differs(day.day.gate(condition), day.day.gate(changed))
                return differs == Circuit.no ? .nobody : search(day, differs)
            }
        }
        for found in idle {
            switch found {
            case .idle(let span, let isAlways, _):
                findings.append(Finding(.testNeverMatters(part, at: span, isAlways: isAlways, because: []), .note))
            case .notDecided: if undecided.last != part { undecided.append(part) }
            }
        }
    }

    // MARK: - Definitions

    private mutating func definitions() {
        var varied: [DeclarationID] = []
        for (id, definition) in rulebook.rules.definitions.enumerated() {
            let before = findings.count
            if definition.versions.count == 1, let version = definition.versions.first, version.period == .always {
                look(at: .definition(id), version.when, .always, mayBeAlways: false)
            } else {
                versions(of: id)
            }
            let isConstant = findings[before...].contains { finding in
                switch finding.kind {
                case .neverHolds, .alwaysHolds: true
                default: false
                }
            }
            if !isConstant { varied.append(id) }
        }
        alike(varied)
    }

    /// A definition that is said anew from some dates on: never so if no version ever is; a version that is never or
    /// always so makes a difference by its dates alone.
    private mutating func versions(of id: DeclarationID) {
        let part = RulePart.definition(id)
        let versions = rulebook.rules.definitions[id].versions
        let found = versions.map { version in
            sweep.ever(on: sweep.days(of: [version.when], within: version.period)) {
                $0.somebody([$0.day.gate(version.when)])
            }
        }
        if found.allSatisfy({ if case .never = $0 { true } else { false } }) {
            findings.append(Finding(.neverHolds(part, because: []), .problem))
            return
        }
        for (version, ever) in zip(versions, found) {
            switch ever {
            case .somebody: break
            case .notDecided:
                undecided.append(part)
                continue
            case .never:
                findings.append(
                    Finding(.testNeverMatters(part, at: version.when.span, isAlways: false, because: []), .warning))
                continue
            }
            let days = sweep.days(of: [version.when], within: version.period)
            if case .never = sweep.ever(on: days, { $0.somebody([$0.day.not($0.day.gate(version.when))]) }) {
                findings.append(
                    Finding(.testNeverMatters(part, at: version.when.span, isAlways: true, because: []), .note))
            } else {
                entries(in: part, version.when, days) { $0.somebody([$1]) }
            }
        }
    }

    private mutating func alike(_ definitions: [DeclarationID]) {
        let candidates = definitions.compactMap { id -> LikenessCandidate? in
            let versions = rulebook.rules.definitions[id].versions
            guard versions.count == 1, let version = versions.first, version.period == .always else { return nil }
            return LikenessCandidate(part: .definition(id), period: .always, conditions: [version.when]) {
                $0.day.gate(version.when)
            }
        }
        let found = sweep.alike(candidates)
        findings += found.pairs.map { Finding(.agree($0, $1), .note) }
        undecidedLikeness = found.undecided
    }

    // MARK: - Constraints

    /// A constraint that excludes nobody whom the others leave.
    private mutating func constraint(_ id: DeclarationID, _ constraint: Constraint) {
        let days = sweep.days(of: [constraint.impossible], within: .always)
        func others(_ day: DayQuestions, _ gate: Gate) -> Search {
            guard let kept = try? day.kept, let condition = try? day.diagrams(of: [gate]) else { return .notDecided }
            return day.somebody(in: condition + kept.indices.filter { $0 != id }.map { kept[$0] })
        }
        switch sweep.ever(on: days, { others($0, $0.day.gate(constraint.impossible)) }) {
        case .somebody: entries(in: .constraint(id), constraint.impossible, days, others)
        case .notDecided: undecided.append(.constraint(id))
        case .never: findings.append(Finding(.neverMatters(.constraint(id), because: []), .note))
        }
    }

    // MARK: - Sequences and priorities

    private mutating func sequence(_ index: Int) {
        let sequence = rulebook.policy.sequences[index]
        let conditions = sequence.when.map { [$0] } ?? []
        let days = sweep.days(of: conditions, programmes: [sequence.first] + sequence.then, within: sequence.period)
        let effect = sweep.ever(on: days) { day in
            let when = sequence.when.map { day.day.gate($0) } ?? Circuit.yes
            return day.somebody(
                [when], withOutcomesOf: [([sequence.first], .actionableOrOpen), (sequence.then, .actionable)])
        }
        noEffect(of: .sequence(index), effect)
        if case .somebody = effect, let condition = sequence.when {
            entriesOf(.sequence(index), condition, sequence.period)
        }
    }

    private mutating func priority(_ index: Int) {
        let priority = rulebook.policy.lowPriority[index]
        let days = sweep.days(of: [priority.when], programmes: priority.programmes, within: priority.period)
        let effect = sweep.ever(on: days) { day in
            day.somebody([day.day.gate(priority.when)], withOutcomesOf: [(priority.programmes, .actionable)])
        }
        noEffect(of: .priority(index), effect)
        if case .somebody = effect { entriesOf(.priority(index), priority.when, priority.period) }
    }

    private mutating func noEffect(of part: RulePart, _ effect: Ever) {
        switch effect {
        case .somebody: break
        case .notDecided: undecided.append(part)
        case .never: findings.append(Finding(.neverMatters(part, because: []), .problem))
        }
    }

    private mutating func entriesOf(_ part: RulePart, _ condition: Condition, _ period: Period) {
        entries(in: part, condition, sweep.days(of: [condition], within: period)) { $0.somebody([$1]) }
    }
}
