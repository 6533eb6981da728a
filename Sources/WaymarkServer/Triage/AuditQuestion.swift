import WaymarkRouting
import WaymarkRules

/// Facts for audit alone, such as ethnicity: asked where a decision is kept, in the form that keeps it, and counted in the
/// equality audit. They never travel in a draft, are on no page about a person, and leave by no interface.
struct AuditQuestion: Sendable {
    private let context: RequestContext

    init(_ context: RequestContext) {
        self.context = context
    }

    private var rulebook: Rulebook { context.rulebook.rulebook }

    /// Those with a list of values.
    private var asked: [FactID] {
        rulebook.vocabulary.facts.indices.filter { id in
            guard rulebook.vocabulary[id].isAuditOnly, case .oneOf = rulebook.vocabulary[id].type else { return false }
            return true
        }
    }

    private static let (declined, notKnown) = ("-", "?")

    private func name(_ id: FactID) -> String { "audit-" + rulebook.vocabulary[id].name }

    var fields: HTML {
        HTML(
            asked.map { id in
                let (fact, name) = (rulebook.vocabulary[id], name(id))
                return div(.class("field")) {
                    label(.for(name)) { fact.label + " (optional)" }
                    p(.class("hint"), .id(name + "-hint")) {
                        "As the person says it. It is counted for the equality audit alone: no rule reads it, and it is not shown with the decision."
                    }
                    select(
                        name,
                        [("", "Not asked")] + fact.options.map { ($0.name, $0.label) }
                            + [
                                (AuditQuestion.declined, "Would rather not say"),
                                (AuditQuestion.notKnown, "Don’t know"),
                            ],
                        chosen: context.form[name] ?? "", .aria("aria-describedby", name + "-hint"))
                }
            })
    }

    /// Takes what the form says of them; what it does not know is left out.
    func take(into person: inout Case) {
        for id in asked {
            switch context.form[name(id)] {
            case AuditQuestion.declined?: person.answers[id] = .declined
            case AuditQuestion.notKnown?: person.answers[id] = .notKnown
            case let value?:
                if let option = rulebook.vocabulary[id].optionIndex[value] {
                    person.answers[id] = .value(.option(option))
                }
            case nil: break
            }
        }
    }
}
