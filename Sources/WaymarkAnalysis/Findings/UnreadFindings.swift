import WaymarkRouting
import WaymarkRules

/// Facts, definitions and parameters that nothing reads, and parameter entries that never apply: told from the rulebook
/// as it is written.
struct UnreadFindings {
    private let rulebook: Rulebook
    private(set) var findings: [Finding] = []

    init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
    }

    mutating func run() {
        unread()
        for id in rulebook.rules.parameters.indices { entries(of: id) }
    }

    // MARK: - Unread

    private mutating func unread() {
        var facts: Set<FactID> = []
        var definitions: Set<DeclarationID> = []
        var parameters: Set<DeclarationID> = []
        var open = rulebook.conditions
        while let next = open.popLast() {
            switch next.kind {
            case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts): open += parts
            case .fact(let fact, let test):
                facts.insert(fact)
                for parameter in test.parameters where parameters.insert(parameter).inserted {
                    if let place = rulebook.rules.parameters[parameter].locatedBy { facts.insert(place) }
                }
            case .definition(let id, _): definitions.insert(id)
            case .decisionDate: break
            }
        }
        for programme in rulebook.programmes {
            switch programme.location {
            case .nothing: break
            case .fact(let fact): facts.insert(fact)
            case .firstArea(let list): facts.formUnion(list)
            }
            guard programme.consent == .referral else { continue }
            facts.formUnion(rulebook.consent.declared)
        }
        let all = rulebook.vocabulary.facts
        let unreadFacts = all.indices.filter { !facts.contains($0) && all[$0].type != .text && !all[$0].isAuditOnly }
        tell(unreadFacts.map(RulePart.fact))
        tell(rulebook.rules.definitions.indices.filter { !definitions.contains($0) }.map(RulePart.definition))
        tell(rulebook.rules.parameters.indices.filter { !parameters.contains($0) }.map(RulePart.parameter))
    }

    private mutating func tell(_ parts: [RulePart]) {
        if !parts.isEmpty { findings.append(Finding(.unread(parts), .note)) }
    }

    // MARK: - Parameter entries

    /// Entries that change the parameter's value nowhere on no day.
    private mutating func entries(of id: DeclarationID) {
        let parameter = rulebook.rules.parameters[id]
        var days = Set(parameter.entries.flatMap { $0.period.changes })
        days.insert(.first)
        let places = [nil] + Set(parameter.entries.compactMap(\.area)).sorted().map(Int?.some)
        for index in parameter.entries.indices.dropFirst() {
            var without = parameter
            without.entries.remove(at: index)
            let matters = days.sorted().contains { day in
                places.contains { parameter.value(on: day, area: $0) != without.value(on: day, area: $0) }
            }
            if !matters {
                findings.append(Finding(.neverMatters(.parameterEntry(id, index), because: []), .warning))
            }
        }
        // The general value is needed even where others always apply: it is required.
    }
}

extension Rulebook {
    /// Every condition of the rulebook that something depends on.
    var conditions: [Condition] {
        var all = vocabulary.facts.compactMap(\.onlyWhen) + rules.constraints.map(\.impossible)
        all += rules.definitions.flatMap { $0.versions.map(\.when) }
        all += programmes.flatMap { $0.criteria.map(\.when) } + services.flatMap { $0.criteria.map(\.when) }
        all += policy.alerts.map(\.when) + policy.sequences.compactMap(\.when) + policy.lowPriority.map(\.when)
        all += needs.map(\.when) + promises.map(\.when)
        return all
    }
}
