import WaymarkDocuments
import WaymarkRules

/// What stands between a condition and the truth it would have to have, worked inwards to single facts.
indirect enum Change {
    /// A test of a fact that would have to come out as `holds`.
    case fact(FactID, Test, holds: Bool, truth: Truth, SourceSpan)
    case decisionDate(Test, holds: Bool, SourceSpan)
    /// A definition that reads too much to be written out.
    case definition(DeclarationID, holds: Bool, truth: Truth, SourceSpan)
    /// All of these.
    case every([Change])
    /// At least so many of these.
    case some(Int, [Change])

    /// Nil where nothing stands in the way.
    /// - Parameter holds: the truth the condition would have to have.
    static func needed(
        for condition: TracedCondition, toHold holds: Bool, _ definitions: [TracedDefinition]
    ) -> Change? {
        if condition.truth == Truth(holds) { return nil }
        func parts(toHold wanted: Bool) -> [Change] {
            condition.parts.compactMap { needed(for: $0, toHold: wanted, definitions) }
        }
        let span = condition.condition.span
        switch condition.condition.kind {
        case .all: return holds ? every(of: parts(toHold: true)) : some(1, of: parts(toHold: false))
        case .any: return holds ? some(1, of: parts(toHold: true)) : every(of: parts(toHold: false))
        case .none: return holds ? every(of: parts(toHold: false)) : some(1, of: parts(toHold: true))
        case .atLeast(let least, _):
            let wanted = parts(toHold: holds)
            // Enough of those that are not so already; where it must not hold, all but fewer than `least` must fail.
            let already = condition.parts.count - wanted.count
            let enough = holds ? least : condition.parts.count - least + 1
            return some(max(1, enough - already), of: wanted)
        case .fact(let fact, let test): return .fact(fact, test, holds: holds, truth: condition.truth, span)
        case .decisionDate(let test): return .decisionDate(test, holds: holds, span)
        case .definition(let id, let isYes):
            let wanted = holds == isYes
            let inside = definitions.first { $0.definition == id }?.condition
            if let inside, let change = needed(for: inside, toHold: wanted, definitions), change.size <= 3 {
                return change
            }
            return .definition(id, holds: wanted, truth: isYes ? condition.truth : !condition.truth, span)
        }
    }

    private static func every(of changes: [Change]) -> Change? {
        let flat = changes.flatMap { change in
            if case .every(let parts) = change { parts } else { [change] }
        }
        return flat.count == 1 ? flat[0] : flat.isEmpty ? nil : .every(flat)
    }

    private static func some(_ count: Int, of changes: [Change]) -> Change? {
        if changes.isEmpty { return nil }
        if count >= changes.count { return every(of: changes) }
        let flat = changes.flatMap { change in
            if count == 1, case .some(1, let parts) = change { parts } else { [change] }
        }
        return .some(count, flat)
    }

    /// How many facts it names.
    private var size: Int {
        switch self {
        case .fact, .decisionDate, .definition: 1
        case .every(let parts), .some(_, let parts): parts.reduce(0) { $0 + $1.size }
        }
    }
}

extension TracedCriterion {
    /// What would have to be otherwise for this not to stand in the way; nil where it does not.
    func change(_ definitions: [TracedDefinition]) -> Change? {
        Change.needed(for: condition, toHold: criterion.role == .criterion, definitions)
    }
}
