import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules

/// A question as the fields of a form: what may be chosen, what was chosen, and what was wrong with it.
struct QuestionField {
    let fact: Fact
    /// What the form sent, or what is known: shown again where it could not be used.
    var typed: String?
    var chosen: Answer = .unknown
    var problem: String?
    /// Where the chosen answer comes from, if nobody gave it.
    var origin: String?
    /// The page is about this question alone, so that its words are the page's heading.
    var isHeading = true
    /// Before the name of every field, where a page asks several.
    var prefix = ""

    static let notKnown = "not_known"
    static let declined = "declined"

    private var name: String { prefix + "answer" }
    private var writtenName: String { prefix + "written" }
    /// Where an error summary leads.
    var firstID: String { isWritten ? writtenName : name + "-1" }

    private var isWritten: Bool {
        switch fact.type {
        case .wholeNumber, .date, .text: true
        case .yesNo, .oneOf, .severalOf: false
        }
    }

    var html: HTML {
        element("fieldset", .class(problem == nil ? "" : "wrong"), .aria("aria-describedby", describedBy)) {
            element("legend") {
                if isHeading { h1 { fact.ask ?? fact.label } } else { fact.ask ?? fact.label }
            }
            if let help = fact.help { p(.class("hint"), .id(name + "-hint")) { help } }
            if let origin {
                p(.class("notice"), .id(name + "-origin")) {
                    English.capitalised(origin) + ". Check it with the person."
                }
            }
            if let problem {
                p(.class("wrong-says"), .id(name + "-problem")) {
                    span(.class("hidden")) { "Error: " }
                    problem
                }
            }
            choices
            p(.class("or"), .aria("aria-hidden", "true")) { "or" }
            choice("radio", QuestionField.notKnown, "Don’t know", isOn: chosen == .notKnown, number: 901)
            choice("radio", QuestionField.declined, "Would rather not say", isOn: chosen == .declined, number: 902)
        }
    }

    private var describedBy: String {
        let ids =
            (fact.help == nil ? [] : [name + "-hint"]) + (origin == nil ? [] : [name + "-origin"])
            + (problem == nil ? [] : [name + "-problem"])
        return ids.joined(separator: " ")
    }

    @HTMLBuilder private var choices: HTML {
        switch fact.type {
        case .yesNo:
            choice("radio", "yes", "Yes", isOn: chosen == .value(.yesNo(true)), number: 1)
            choice("radio", "no", "No", isOn: chosen == .value(.yesNo(false)), number: 2)
        case .oneOf:
            for (index, option) in fact.options.enumerated() {
                choice("radio", option.name, option.label, isOn: chosen == .value(.option(index)), number: index + 1)
            }
        case .severalOf:
            p(.class("hint")) { "Choose all that apply." }
            for (index, option) in fact.options.enumerated() {
                choice("checkbox", option.name, option.label, isOn: isAmong(index), number: index + 1)
            }
            p(.class("or"), .aria("aria-hidden", "true")) { "or" }
            choice("checkbox", "nothing", "None of these", isOn: chosen == .value(.options([])), number: 900)
        case .wholeNumber(let range):
            written(
                hint:
                    "A whole number\(fact.unit.map { " of " + $0 } ?? ""), from \(range.lowerBound) to \(range.upperBound).",
                mode: "numeric")
        case .date:
            written(hint: "For example 31/3/2026 or 2026-03-31.", mode: "text")
        case .text: HTML()
        }
    }

    private func isAmong(_ index: Int) -> Bool {
        if case .value(.options(let options)) = chosen { options.contains(index) } else { false }
    }

    private func written(hint: String, mode: String) -> HTML {
        div(.class("field")) {
            label(.for(writtenName), .class("hint")) { hint }
            input(
                .type("text"), .id(writtenName), .name(writtenName), .class("short"), Attribute("inputmode", mode),
                Attribute("autocomplete", "off"), .value(typed ?? valueText))
        }
    }

    private var valueText: String {
        switch chosen {
        case .value(.number(let number)): String(number)
        case .value(.date(let day)): day.description
        default: ""
        }
    }

    private func choice(_ type: String, _ value: String, _ words: String, isOn: Bool, number: Int) -> HTML {
        let id = "\(name)-\(number)"
        return div(.class("choice")) {
            HTML.void(
                "input",
                [.type(type), .name(name), .id(id), .value(value)] + (isOn ? [.checked] : []))
            label(.for(id)) { words }
        }
    }

    // MARK: - Reading

    enum Reading {
        case answer(Answer)
        /// Nothing was chosen or written.
        case nothing
        /// What was wrong, and what was written.
        case unclear(String, typed: String?)
    }

    /// Reads what a form says of a fact.
    static func read(_ form: Form, _ id: FactID, under rulebook: Rulebook, prefix: String = "") -> Reading {
        let fact = rulebook.vocabulary[id]
        let chosen = form.all(prefix + "answer")
        let written = form.text(prefix + "written")
        if let written, written.utf8.count <= 200 {
            // What is written outweighs a choice left over from before, but never silently both.
            if chosen.contains(notKnown) || chosen.contains(declined) {
                return .unclear("Write an answer or choose why there is none, not both", typed: written)
            }
            switch ReplyReader(rulebook).read(written, for: id) {
            case .answer(let answer): return .answer(answer)
            case .unclear(let advice): return .unclear(advice, typed: written)
            default: return .unclear(ReplyReader(rulebook).advice(fact), typed: written)
            }
        }
        if written != nil { return .unclear(ReplyReader(rulebook).advice(fact), typed: nil) }
        if chosen.isEmpty { return .nothing }
        let states = chosen.filter { $0 == notKnown || $0 == declined }
        if !states.isEmpty {
            guard chosen.count == 1 else {
                return .unclear("Choose answers or why there is none, not both", typed: nil)
            }
            return .answer(states[0] == notKnown ? .notKnown : .declined)
        }
        switch fact.type {
        case .yesNo where chosen == ["yes"]: return .answer(.value(.yesNo(true)))
        case .yesNo where chosen == ["no"]: return .answer(.value(.yesNo(false)))
        case .oneOf:
            if chosen.count == 1, let option = fact.optionIndex[chosen[0]] { return .answer(.value(.option(option))) }
        case .severalOf:
            if chosen == ["nothing"], fact.optionIndex["nothing"] == nil { return .answer(.value(.options([]))) }
            if chosen.contains("nothing"), fact.optionIndex["nothing"] == nil {
                return .unclear("Choose what applies or “None of these”, not both", typed: nil)
            }
            let options = chosen.compactMap { fact.optionIndex[$0] }
            if options.count == chosen.count { return .answer(.value(.options(Set(options).sorted()))) }
        default: break
        }
        return .unclear("Choose one of the answers shown", typed: nil)
    }
}
