package import WaymarkDocuments
package import WaymarkRules

extension Refusal {
    /// Why a case is refused and what to do, at the place in the case where there is one.
    package func diagnostic(of given: Case, under rulebook: Rulebook) -> Diagnostic {
        let rules = rulebook.rules
        func rule(_ id: DeclarationID) -> String {
            "\(rules.constraints[id].says) (\(rulebook.place(rules.constraints[id].span)))"
        }
        switch self {
        case .breaksConstraint(let id):
            let said = rules.constraints[id].impossible.facts.filter { given.answers[$0].isKnown }
            return Diagnostic(
                "case.impossible", "this cannot be: \(rule(id))", at: said.lazy.compactMap { given.spans[$0] }.first,
                help: said.isEmpty
                    ? nil : "the case says \(facts(said, given, rules)): correct one, or write `unknown`")
        case .notApplicable(let fact):
            let declared = rules.vocabulary[fact]
            let condition = declared.onlyWhen
            let asked = condition?.facts.filter { given.answers[$0].isKnown } ?? []
            let why = asked.isEmpty ? "" : ", since the case says \(facts(asked, given, rules))"
            let place = condition.map { " (\(rulebook.place($0.span)))" } ?? ""
            return Diagnostic(
                "case.not-applicable",
                "“\(declared.label)” (`\(declared.name)`) does not apply to this person\(why)\(place)",
                at: given.spans[fact], help: "leave `\(declared.name)` out, or correct what it follows from")
        case .nothingLeft(let constraints, let known):
            let reasons =
                constraints.map(rule) + known.map { "“\(rules.vocabulary[$0].label)” has a value, so it has to apply" }
            let together = reasons.count > 1 ? ", for these cannot all be so" : ""
            return Diagnostic(
                "case.impossible", "nobody can be as this case says\(together): \(English.clauses(reasons))",
                at: known.lazy.compactMap { given.spans[$0] }.first ?? given.spans.values.min { $0.start < $1.start },
                help: "check the facts that these rules name")
        }
    }

    /// "“Age” is 12 years and “On licence” is yes".
    private func facts(_ facts: [FactID], _ given: Case, _ rules: RuleBase) -> String {
        English.list(
            facts.map { fact in
                let declared = rules.vocabulary[fact]
                let value: String =
                    if case .value(let value) = given.answers[fact] { Wording.value(value, of: declared) } else { "no" }
                return "“\(declared.label)” is \(value)"
            }, "and")
    }
}

extension Answer {
    /// Something was said that counts as a value; declining a consent counts as no.
    fileprivate var isKnown: Bool {
        switch self {
        case .value, .declined: true
        case .unknown, .notKnown: false
        }
    }
}

extension Condition {
    /// The facts it reads itself (not through definitions), in the order written, each once.
    var facts: [FactID] {
        var found: [FactID] = []
        func visit(_ condition: Condition) {
            switch condition.kind {
            case .all(let parts), .any(let parts), .none(let parts), .atLeast(_, let parts): parts.forEach(visit)
            case .fact(let fact, _): if !found.contains(fact) { found.append(fact) }
            case .definition, .decisionDate: break
            }
        }
        visit(self)
        return found
    }
}

extension Diagnostics {
    /// The errors in one line of text.
    package var sentence: String {
        inOrder.filter { $0.severity == .error }
            .map { problem in
                let advice = problem.help.map { " " + English.capitalised(English.sentence($0)) } ?? ""
                return English.capitalised(English.sentence(problem.message)) + advice
            }
            .joined(separator: " ")
    }
}
