import WaymarkRouting
import WaymarkRules

/// Facts for audit alone, such as ethnicity: asked where a decision is kept, in the form that keeps it, and counted in the
/// equality audit. They never travel on the sheet, are on no page about a person, and leave by no interface.
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
                let chosen = context.form[name] ?? ""
                func option(_ value: String, _ words: String) -> HTML {
                    HTML("option", [.value(value)] + (chosen == value ? [Attribute("selected", nil)] : []), HTML(words))
                }
                return div(.class("field")) {
                    label(.for(name)) { fact.label + " (optional)" }
                    p(.class("hint"), .id(name + "-hint")) {
                        "As the person says it. It is counted for the equality audit alone: no rule reads it, and it is not shown with the decision."
                    }
                    element("select", .id(name), .name(name), .aria("aria-describedby", name + "-hint")) {
                        option("", "Not asked")
                        for value in fact.options { option(value.name, value.label) }
                        option(AuditQuestion.declined, "Would rather not say")
                        option(AuditQuestion.notKnown, "Don’t know")
                    }
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

extension Case {
    /// Without what is for audit alone, under its own rulebook or the one that serves now: as it may be shown.
    func shown(under rulebook: Rulebook, and serving: Rulebook) -> Case {
        var shown = self
        for (id, fact) in rulebook.vocabulary.facts.enumerated() {
            let isHidden =
                fact.isAuditOnly || serving.vocabulary[fact.name].map { serving.vocabulary[$0].isAuditOnly } == true
            if isHidden { shown.answers[id] = .unknown }
        }
        return shown
    }
}
