import WaymarkRouting
import WaymarkRules

/// All that the words for a condition depend on: the truths of its parts and the facts that are shown with it.
struct ConditionDependencies {
    var gates: [Gate] = []
    var facts: [FactID] = []
    /// The definitions it names itself.
    var definitions: [DeclarationID] = []

    /// - Parameter template: nil for a definition that is not in force.
    init(_ template: ConditionTemplate?, _ rules: RuleBase) {
        if let template { read(template, rules) }
    }

    private mutating func read(_ template: ConditionTemplate, _ rules: RuleBase) {
        gates.append(template.gate)
        switch template.condition.kind {
        case .fact(let fact, let test):
            note(fact)
            // The words for a parameter name its value where the person is.
            for parameter in test.parameters { rules.parameters[parameter].locatedBy.map { note($0) } }
        case .definition(let id, _): if !definitions.contains(id) { definitions.append(id) }
        case .all, .any, .none, .atLeast, .decisionDate: break
        }
        for part in template.parts { read(part, rules) }
    }

    private mutating func note(_ fact: FactID) {
        if !facts.contains(fact) { facts.append(fact) }
    }

    mutating func add(_ other: ConditionDependencies) {
        gates += other.gates
        for fact in other.facts { note(fact) }
    }
}

/// All that the words for a criterion depend on.
final class CriterionDependencies {
    let own: ConditionDependencies
    /// Of the definitions it reads and all that they read: what would have to be otherwise may be found in there.
    let deep: ConditionDependencies
    /// The truth at which nothing would have to be otherwise.
    let wanted: Truth

    init(_ template: CriterionTemplate, _ plan: DayPlan) {
        let rules = plan.rulebook.rules
        own = ConditionDependencies(template.condition, rules)
        var deep = ConditionDependencies(nil, rules)
        wanted = Truth(template.criterion.role == .criterion)
        var left = own.definitions
        var seen = Set(left)
        while let next = left.popLast() {
            let reading = ConditionDependencies(plan.definition(next), rules)
            deep.add(reading)
            for id in reading.definitions where seen.insert(id).inserted { left.append(id) }
        }
        self.deep = deep
    }
}

extension Test {
    /// The parameters it names.
    fileprivate var parameters: [DeclarationID] {
        let bounds: [Bound]
        switch self {
        case .number(let test), .notNumber(let test):
            switch test {
            case .equals(let n), .atLeast(let n), .atMost(let n), .moreThan(let n), .lessThan(let n): bounds = [n]
            case .between(let low, let high): bounds = [low, high]
            }
        default: return []
        }
        return bounds.compactMap { if case .parameter(let id) = $0 { id } else { nil } }
    }
}
