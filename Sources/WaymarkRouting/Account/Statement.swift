package import WaymarkRules

/// A statement of an explanation: what it is about, its truth, where it comes from, and what belongs below it.
///
/// Made once by ``StatementMaker``; text, JSON and pages lay it out and add no facts of their own.
package struct Statement: Sendable, Hashable {
    package enum Subject: Sendable, Hashable {
        case criterion(Rule)
        /// A service, whose parts are its steps.
        case service(name: String, title: String)
        /// - agreement: the name of the agreement that the step is about.
        case step(TracedStep.Kind, says: String, agreement: String?)
        case definition(name: String, says: String)
        /// - first: the name of the programme that comes first.
        case sequence(name: String, says: String, first: String, isCertain: Bool)
        case priority(name: String, says: String)
        case condition(Condition)
        /// What would have to be otherwise for a criterion not to stand in the way.
        case change(Change)
        /// Kept open for whoever writes many outcomes that differ in little.
        case hole(Hole)
    }

    /// A criterion, bar, hold or signpost reason.
    package struct Rule: Sendable, Hashable {
        package var role: Criterion.Role
        package var name: String
        /// It belongs to the service, not to the programme.
        package var isOfService: Bool
        package var says: String
        /// Words for a criterion that is not met.
        package var otherwise: String?
        /// Name of a programme that may fit instead.
        package var suggest: String?
        /// Title of that programme, where this stands in the way.
        package var insteadTitle: String?
    }

    /// A fact and what the case says of it.
    package struct Fact: Sendable, Hashable {
        package var name: String
        package var label: String
        package var value: String
    }

    /// A part of a rule.
    package enum Condition: Sendable, Hashable {
        case all, any, none
        case atLeast(Int)
        case fact(Fact, test: String)
        case definition(name: String, says: String, isYes: Bool)
        /// The decision date.
        case date(value: String, test: String)
    }

    package enum Change: Sendable, Hashable {
        case every
        /// So many of the parts.
        case some(Int)
        case fact(Fact, requirement: String)
        case definition(name: String, says: String, holds: Bool)
        case date(value: String, requirement: String)
    }

    package var subject: Subject
    /// Nil for what is neither so nor not so: a service, a sequence.
    package var truth: Truth?
    /// The source and how sure it is; nil where that is said further up.
    package var provenance: Provenance?
    /// Clause of the service's agreement.
    package var clause: String?
    /// `path:line` of the rule.
    package var place: String?
    package var parts: [Statement] = []
}

// MARK: - Words

extension Statement {
    /// The statement as it is read, without its mark, its source and its parts.
    package var words: String {
        switch subject {
        case .criterion(let rule): headline(rule)
        case .service(_, let title): "\(title), step by step:"
        case .step(_, let says, _): English.capitalised(says)
        case .definition(_, let says): "\((truth ?? .unknown).state): \(says)"
        case .sequence(_, let says, _, _): English.sentence(English.capitalised(says))
        case .priority(_, let says): English.sentence("Lower priority: " + says)
        case .condition(let condition): words(condition)
        case .change(let change): words(change)
        case .hole: ""
        }
    }

    /// Whether it speaks for what the person could have, or, of a part of a rule, whether it is so.
    package var mark: Mark? {
        guard let truth else { return nil }
        return switch subject {
        case .criterion(let rule): .truth(rule.role == .criterion ? truth : !truth)
        case .step: .truth(truth)
        case .condition: .state(truth)
        case .service, .definition, .sequence, .priority, .change, .hole: nil
        }
    }

    /// Where it comes from: "S4 ¶20, inferred; clause 3 of the agreement; Rules/programmes/o2r.yaml:31"; nil where that
    /// is said further up.
    package var origin: String? {
        guard let provenance, let place else { return nil }
        let parts = [provenance.words, clause.map { "clause \($0) of the agreement" }, place]
        return parts.compactMap { $0 }.joined(separator: "; ")
    }

    private func headline(_ rule: Rule) -> String {
        switch (rule.role, truth) {
        case (.criterion, .no): rule.otherwise ?? "not met: " + rule.says
        case (.criterion, _): rule.says
        case (_, .no): "does not apply: " + rule.says
        case (_, .unknown): "perhaps: " + rule.says
        case (_, _): rule.says
        }
    }

    private func words(_ condition: Condition) -> String {
        let place = place.map { " [\($0)]" } ?? ""
        return switch condition {
        case .all: "all of these:"
        case .any: "at least one of these:"
        case .none: "none of these:"
        case .atLeast(let count): "at least \(count) of these:"
        case .fact(let fact, let test): "\(fact.label): \(fact.value); asked for: \(test)" + place
        case .definition(_, let says, let isYes): "“\(says)”; asked for: \(isYes ? "yes" : "no")" + place
        case .date(let value, let test): "the date: \(value); asked for: \(test)" + place
        }
    }

    private func words(_ change: Change) -> String {
        switch change {
        case .every: return ""
        case .some(1): return "One of these would have to be otherwise:"
        case .some(let count): return "\(count) of these would have to be otherwise:"
        case .fact(let fact, let requirement):
            let verb = truth == .unknown ? "has to" : "would have to"
            return English.sentence("\(fact.label): \(fact.value); it \(verb) \(requirement)")
        case .definition(_, let says, let holds):
            let state = truth == .unknown ? "not known yet" : truth == .yes ? "yes" : "no"
            return English.sentence("“\(says)”: \(state); it would have to be \(holds ? "yes" : "no")")
        case .date(let value, let requirement):
            return English.sentence("The date is \(value); it would have to \(requirement)")
        }
    }
}

// MARK: - Lines

extension Statement {
    /// The statement and all below it in reading order. Of a criterion either the condition is told, part by part, or
    /// what would have to be otherwise.
    package func lines(depth: Int = 0) -> [AccountLine] {
        switch subject {
        // A mapping of several tests reads as a list.
        case .condition(.all) where parts.count == 1: return parts[0].lines(depth: depth)
        case .change(.every): return parts.lines(depth: depth)
        case .priority: return [line(depth)]
        case .criterion(let rule):
            let conditions = parts.filter(\.isCondition)
            if !conditions.isEmpty {
                return [line(depth)] + originLines(depth + 1) + conditions.lines(depth: depth + 1)
            }
            let instead = rule.insteadTitle.map { [AccountLine("See \($0) instead.", depth: depth + 1)] } ?? []
            return [line(depth)] + parts.lines(depth: depth + 1) + instead + originLines(depth + 1, withNote: false)
        case .definition where parts.isEmpty:
            let none = AccountLine("No version of it is in force on this date.", depth: depth + 1)
            return [line(depth)] + originLines(depth + 1, withNote: false) + [none]
        default:
            return [line(depth)] + originLines(depth + 1, withNote: false) + parts.lines(depth: depth + 1)
        }
    }

    private func line(_ depth: Int) -> AccountLine { AccountLine(words, depth: depth, mark: mark) }

    private func originLines(_ depth: Int, withNote: Bool = true) -> [AccountLine] {
        let note = withNote ? provenance?.note.map { "Note: " + $0 } : nil
        return [origin, note].compactMap { $0 }.map { AccountLine($0, depth: depth, tone: .faint) }
    }

    private var isCondition: Bool {
        if case .condition = subject { true } else { false }
    }
}

extension [Statement] {
    package func lines(depth: Int = 0) -> [AccountLine] { flatMap { $0.lines(depth: depth) } }
}
