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
        /// A test of a rule, and what it asks for.
        case test(Reading, asked: String)
        /// What would have to be otherwise for a criterion not to stand in the way.
        case change(Reading, requirement: String)
        case group(Group)
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

    /// What a test reads, with its value.
    package enum Reading: Sendable, Hashable {
        case fact(name: String, label: String, value: String)
        case definition(name: String, says: String)
        /// The decision date.
        case date(String)
    }

    /// How the parts of a rule, or of what would have to be otherwise, belong together.
    package enum Group: Sendable, Hashable {
        case all, any, none
        case atLeast(Int)
        /// All these changes.
        case every
        /// So many of these changes.
        case some(Int)
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
        case .test(let reading, let asked): "\(words(reading)); asked for: \(asked) [\(place ?? "")]"
        case .change(let reading, let requirement): English.sentence(words(reading, requirement))
        case .group(let group): words(group)
        case .hole: ""
        }
    }

    /// Whether it speaks for what the person could have, or, of a part of a rule, whether it is so.
    package var mark: Mark? {
        guard let truth else { return nil }
        return switch subject {
        case .criterion(let rule): .truth(rule.role == .criterion ? truth : !truth)
        case .step: .truth(truth)
        case .test, .group: .state(truth)
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

    private func words(_ reading: Reading) -> String {
        switch reading {
        case .fact(_, let label, let value): "\(label): \(value)"
        case .definition(_, let says): "“\(says)”"
        case .date(let value): "the date: \(value)"
        }
    }

    private func words(_ reading: Reading, _ requirement: String) -> String {
        switch reading {
        case .fact: "\(words(reading)); it \(truth == .unknown ? "has to" : "would have to") \(requirement)"
        case .definition:
            "\(words(reading)): \(truth == .unknown ? "not known yet" : truth == .yes ? "yes" : "no"); "
                + "it would have to \(requirement)"
        case .date(let value): "The date is \(value); it would have to \(requirement)"
        }
    }

    private func words(_ group: Group) -> String {
        switch group {
        case .all: "all of these:"
        case .any: "at least one of these:"
        case .none: "none of these:"
        case .atLeast(let count): "at least \(count) of these:"
        case .every: ""
        case .some(let count): "\(count == 1 ? "One" : "\(count)") of these would have to be otherwise:"
        }
    }
}

// MARK: - Lines

extension Statement {
    /// The statement and all below it in reading order. Of a criterion either the condition is told, part by part, or
    /// what would have to be otherwise.
    package func lines(depth: Int = 0) -> [AccountLine] {
        let line = AccountLine(words, depth: depth, mark: mark)
        func below(_ words: String?, tone: Tone = .faint) -> [AccountLine] {
            words.map { [AccountLine($0, depth: depth + 1, tone: tone)] } ?? []
        }
        switch subject {
        // A mapping of several tests reads as a list.
        case .group(.all) where parts.count == 1: return parts[0].lines(depth: depth)
        case .group(.every): return parts.lines(depth: depth)
        case .priority: return [line]
        case .criterion(let rule):
            if let condition = parts.first(where: { !$0.isChange }) {
                let note = provenance?.note.map { "Note: " + $0 }
                return [line] + below(origin) + below(note) + condition.lines(depth: depth + 1)
            }
            return [line] + parts.lines(depth: depth + 1)
                + below(rule.insteadTitle.map { "See \($0) instead." }, tone: .plain) + below(origin)
        case .definition where parts.isEmpty:
            return [line] + below(origin) + below("No version of it is in force on this date.", tone: .plain)
        default: return [line] + below(origin) + parts.lines(depth: depth + 1)
        }
    }

    /// Whether it says what would have to be otherwise.
    var isChange: Bool {
        switch subject {
        case .change, .group(.every), .group(.some): true
        default: false
        }
    }
}

extension [Statement] {
    package func lines(depth: Int = 0) -> [AccountLine] { flatMap { $0.lines(depth: depth) } }
}
