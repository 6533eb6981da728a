import Hummingbird
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// Everything that is kept for one case reference. The reference is sent in a form's body, never in an address.
struct HistoryPages: Sendable {
    private let exchange: Exchange
    private let names: ReferralNames

    init(_ exchange: Exchange) {
        self.exchange = exchange
        names = ReferralNames(rulebook: exchange.rulebook.rulebook)
    }

    private static let crumbs = [Page.Crumb("Start", "/"), Page.Crumb("Referrals", "/referrals")]

    func ask(problem: String? = nil) -> Response {
        exchange.page(
            Page("Everything for one case reference", crumbs: HistoryPages.crumbs, hasErrors: problem != nil) {
                if let problem { errorSummary([(problem, "case_reference")]) }
                h1 { "Everything for one case reference" }
                element("form", Attribute("method", "post"), .action("/history"), Attribute("novalidate", nil)) {
                    exchange.formToken
                    div(.class(problem == nil ? "field" : "field wrong")) {
                        label(.for("case_reference")) { "Custody or case reference" }
                        p(.class("hint"), .id("case-hint")) {
                            "As it was written when the decision was made. It is recorded that you looked."
                        }
                        if let problem {
                            p(.class("wrong-says")) {
                                span(.class("hidden")) { "Error: " }
                                problem
                            }
                        }
                        input(
                            .type("text"), .id("case_reference"), .name("case_reference"),
                            Attribute("autocomplete", "off"),
                            .aria("aria-describedby", "case-hint"), .value(exchange.form["case_reference"] ?? ""))
                    }
                    button(.type("submit")) { "Show" }
                }
            }, status: problem == nil ? .ok : .unprocessableContent)
    }

    func page() throws -> Response {
        guard let caseReference = exchange.form.text("case_reference") else {
            return ask(problem: "Enter a custody or case reference")
        }
        // Programs may give longer ones than the desk does.
        guard caseReference.utf8.count <= 200 else { return ask(problem: "A reference has 200 characters at most") }
        let store = exchange.workspace.store
        let areas = exchange.visitor?.areas ?? []
        let referrals = try store.referrals(
            forCase: caseReference, areas: areas, readBy: exchange.actor, at: exchange.now)
        let decisions = try store.decisions(
            forCase: caseReference, areas: areas, readBy: exchange.actor, at: exchange.now)
        let serving = exchange.rulebook
        let facts = serving.rulebook.historicFacts(from: referrals.map(\.earlier), on: exchange.now.day)
        return exchange.page(
            Page("Everything for one case reference", crumbs: HistoryPages.crumbs) {
                h1 { caseReference }
                if referrals.isEmpty, decisions.isEmpty {
                    p {
                        "Nothing is kept under this reference. Check that it is written as it was when the decision was made."
                    }
                }
                for referral in referrals {
                    section(.class("outcome")) {
                        ReferralWords.tag(referral.state)
                        h2 { names.service(referral.service) }
                        p {
                            names.programme(referral.programme) + " "
                            a("/referrals/" + referral.reference) { referral.reference }
                        }
                        details("What happened") { ReferralTimeline(referral, names).html }
                    }
                }
                if !facts.isEmpty {
                    h2 { "What the next decision will take from this" }
                    dl(.class("rows")) {
                        for historic in facts {
                            let fact = serving.rulebook.vocabulary[historic.fact]
                            div {
                                dt { fact.label }
                                dd {
                                    English.capitalised(Wording.value(historic.value, of: fact))
                                    span(.class("quiet small")) { " " + historic.origin.words }
                                }
                            }
                        }
                    }
                }
                if !decisions.isEmpty {
                    h2 { "Decisions" }
                    ul { for reference in decisions { li { a("/decisions/" + reference) { reference } } } }
                }
                p { a("/history") { "Look up another reference" } }
            })
    }
}
