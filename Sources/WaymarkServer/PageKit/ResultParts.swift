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
                    p { declared.instruction(isDecided: alert.isDecided) }
                }
            })
    }

    /// How to reach the service of an outcome, or those that have to confirm something.
    static func contact(_ account: OutcomeAccount) -> HTML {
        contact(
            referBy: account.referBy, account.contact + account.confirmations.flatMap(\.contact),
            basis: account.contactBasis)
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
                    dt { strong { detail.label } }
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

    /// Why an outcome is as it is: what decided, or everything where nothing is singled out.
    static func why(_ account: OutcomeAccount) -> HTML {
        account.why.isEmpty ? inFull(account) : lines(account.why.lines())
    }

    /// Everything that took part in an outcome.
    static func inFull(_ account: OutcomeAccount) -> HTML { lines(account.tree?.lines ?? []) }

    /// The lines of an account, deeper ones indented. Truth is said, not only drawn.
    static func lines(_ lines: [AccountLine]) -> HTML {
        div(.class("lines")) {
            for line in lines {
                p(.class("i\(min(8, 2 * line.depth))")) {
                    switch line.mark {
                    case .truth(let truth)?: mark(truth)
                    case let other: HTML(other?.text ?? "")
                    }
                    line.words
                }
            }
        }
    }

    private static func mark(_ truth: Truth) -> HTML {
        let (kind, word) =
            switch truth {
            case .yes: ("good", "yes")
            case .no: ("bad-word", "no")
            case .unknown: ("warn-word", "not known")
            }
        return HTML([
            span(.class("mark " + kind), .aria("aria-hidden", "true")) {
                String(Mark.truth(truth).text.dropLast())
            },
            span(.class("hidden")) { word + ": " },
        ])
    }

    /// What to say before anything is sent: consent is asked for each agency by itself.
    static func say(_ account: OutcomeAccount) -> HTML {
        guard account.needsConsent, let provider = account.provider else { return HTML() }
        return div(.class("notice")) {
            p { strong { "Ask, for \(provider) alone:" } }
            p {
                "“\(account.service ?? provider) may be able to help you. With your agreement I will pass your details and the reason to \(provider). "
                    + "You can say no, and you can change your mind later. Do you agree?”"
            }
        }
    }
}
