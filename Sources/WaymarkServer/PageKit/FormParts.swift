/// One line of text in a form, with its label, hint and what was wrong with it.
struct TextField: Sendable {
    /// Also the field's id.
    var name: String
    var label: String
    var hint: String?
    var value = ""
    var problem: String?
    /// What a browser may fill in: a word of the HTML standard, such as `username`.
    var autocomplete = "off"
    var isPassword = false

    var html: HTML {
        div(.class(problem == nil ? "field" : "field wrong")) {
            WaymarkServer.label(.for(name)) { label }
            if let hint { p(.class("hint"), .id(name + "-hint")) { hint } }
            if let problem { p(.class("wrong-says"), .id(name + "-problem")) { problem } }
            HTML.void("input", inputAttributes)
        }
    }

    private var inputAttributes: [Attribute] {
        var attributes: [Attribute] = [
            .type(isPassword ? "password" : "text"), .id(name), .name(name), Attribute("autocomplete", autocomplete),
            Attribute("spellcheck", "false"), Attribute("autocapitalize", "none"),
        ]
        // A password is never sent back to the browser.
        if !isPassword { attributes.append(.value(value)) }
        let described = [hint.map { _ in name + "-hint" }, problem.map { _ in name + "-problem" }].compactMap { $0 }
        if !described.isEmpty { attributes.append(.aria("aria-describedby", described.joined(separator: " "))) }
        if problem != nil { attributes.append(.aria("aria-invalid", "true")) }
        return attributes
    }
}

/// Boxes to tick under one heading.
struct Checkboxes: Sendable {
    /// The field's name; the first box's id is this with `-1`.
    var name: String
    var legend: String
    var hint: String?
    var options: [(value: String, label: String, says: String?)]
    var ticked: Set<String>
    var problem: String?

    var firstID: String { name + "-1" }

    var html: HTML {
        div(.class(problem == nil ? "field" : "field wrong")) {
            HTML(
                "fieldset", hint == nil ? [] : [.aria("aria-describedby", name + "-hint")],
                HTML([
                    element("legend") { legend },
                    hint.map { words in p(.class("hint"), .id(name + "-hint")) { words } } ?? HTML(),
                    problem.map { words in p(.class("wrong-says")) { words } } ?? HTML(),
                    HTML(options.enumerated().map { index, option in box(index, option) }),
                ]))
        }
    }

    private func box(_ index: Int, _ option: (value: String, label: String, says: String?)) -> HTML {
        let id = "\(name)-\(index + 1)"
        return div(.class("choice")) {
            HTML.void(
                "input",
                [.type("checkbox"), .id(id), .name(name), .value(option.value)]
                    + (ticked.contains(option.value) ? [.checked] : []))
            label(.for(id)) {
                option.label
                if let says = option.says { span(.class("quiet")) { ": " + says } }
            }
        }
    }
}

/// What was wrong with a field, beside it.
func fieldProblem(_ says: String?) -> HTML {
    guard let says else { return HTML() }
    return p(.class("wrong-says")) {
        span(.class("hidden")) { "Error: " }
        says
    }
}

/// A list to choose one of.
func select(
    _ name: String, _ options: [(value: String, words: String)], chosen: String?, _ more: Attribute...
) -> HTML {
    HTML(
        "select", [.id(name), .name(name)] + more,
        HTML(
            options.map { value, words in
                HTML(
                    "option", [.value(value)] + (value == chosen ? [Attribute("selected", nil)] : []), HTML(words))
            }))
}

/// The problems of a form, at its top, each leading to its field.
func errorSummary(_ problems: [(says: String, field: String)]) -> HTML {
    if problems.isEmpty { return HTML() }
    return div(.class("summary"), Attribute("role", "alert"), Attribute("tabindex", "-1"), Attribute("autofocus", nil))
    {
        h2 { "There is a problem" }
        ul { for problem in problems { li { a("#" + problem.field) { problem.says } } } }
    }
}
