import WaymarkRouting
import WaymarkRules

/// The parts that results share: on the desk, on the phone and on paper.
enum ResultParts {
    /// What comes before everything else.
    static func alerts(_ decision: Decision, _ rulebook: Rulebook) -> HTML {
        HTML(
            decision.alerts.map { alert in
                let declared = rulebook.policy.alerts[alert.alert]
                return div(.class(alert.isDecided ? "alert" : "alert maybe")) {
                    p(.class("alert-word")) {
                        (alert.isDecided ? "! Act first: " : "? Find out first whether ") + declared.says
                    }
                    p { English.sentence(declared.instruction) }
                }
            })
    }

    static func contact(_ card: OutcomeCard) -> HTML {
        contact(referBy: card.referBy, card.contact, basis: card.contactBasis)
    }

    /// How to reach a service.
    static func contact(referBy: String?, _ details: [Detail], basis: String?) -> HTML {
        if referBy == nil, details.isEmpty { return HTML() }
        return div(.class("contact")) {
            dl {
                if let way = referBy {
                    dt { strong { "Refer by" } }
                    dd { way }
                }
                for detail in details {
                    dt { strong { English.capitalised(String(detail.key.map { $0 == "_" ? " " : $0 })) } }
                    dd { linked(detail) }
                }
            }
            if let basis { p(.class("quiet small")) { "Where these details come from: " + basis } }
        }
    }

    /// Telephone numbers and addresses can be tapped.
    static func linked(_ detail: Detail) -> HTML {
        let value = detail.value
        let digits = value.filter { $0.isASCII && $0.isNumber || $0 == "+" }
        let isPhone = digits.count >= 9 && value.allSatisfy { $0.isNumber || " +()-".contains($0) }
        if isPhone { return a("tel:" + digits) { value } }
        let isMail = value.contains("@") && !value.contains(" ")
        if isMail { return a("mailto:" + value) { value } }
        if value.hasPrefix("https://"), !value.contains(" ") { return a(value) { value } }
        return HTML(value)
    }

    static func list(_ heading: String, _ items: [String]) -> HTML {
        if items.isEmpty { return HTML() }
        return HTML([element("h4", .class("list-head")) { heading }, ul { items.map { item in li { item } } }])
    }

    /// Reasons with their rule lines, deeper ones indented. Marks are said, not only drawn.
    static func lines(_ lines: [ReasonLine]) -> HTML {
        div(.class("lines")) {
            for line in lines {
                let mark = line.text.first.flatMap { marks[$0] }
                let words = mark == nil ? line.text : String(line.text.dropFirst(2))
                p(.class("i\(min(8, line.indent / 2 * 2))")) {
                    if let mark, let sign = line.text.first {
                        span(.class("mark " + mark.kind), .aria("aria-hidden", "true")) { String(sign) }
                        span(.class("hidden")) { mark.word + ": " }
                    }
                    words
                }
            }
        }
    }

    private static let marks: [Character: (word: String, kind: String)] = [
        "✓": ("yes", "good"), "✗": ("no", "bad-word"), "?": ("not known", "warn-word"),
    ]

    /// What to say before anything is sent: consent is asked for each agency by itself.
    static func say(_ card: OutcomeCard) -> HTML {
        guard card.needsConsent, let provider = card.provider else { return HTML() }
        return div(.class("notice")) {
            p { strong { "Ask, for \(provider) alone:" } }
            p {
                "“\(card.service ?? provider) may be able to help you. With your agreement I will pass your details and the reason to \(provider). "
                    + "You can say no, and you can change your mind later. Do you agree?”"
            }
        }
    }
}
