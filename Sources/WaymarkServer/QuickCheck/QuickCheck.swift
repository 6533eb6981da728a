import Hummingbird
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

extension Routes {
    static let quickCheck: [Route] = [
        Route(
            .get, "/quick", "Five questions or fewer, on a phone. Nothing is kept unless you choose to",
            roles: .decides,
            isPersonal: true, navigation: "Quick check"
        ) { context in
            try TriageInterview(context: context, way: .quickCheck).next(TriageInterview.newDraft(context))
        },
        Route(
            .post, "/quick", "Takes an answer and asks the next question; keeps nothing", roles: .decides,
            isPersonal: true
        ) {
            try TriageInterview(context: $0, way: .quickCheck).carryOn()
        },
        Route(.post, "/quick/result", "What is known so far; keeps nothing", roles: .decides, isPersonal: true) {
            context in
            guard let draft = DraftCase(context) else { throw Problem.expiredForm }
            return try QuickResult(context).page(
                draft, step: TriageInterview(context: context, way: .quickCheck).step(draft))
        },
        Route(
            .post, "/quick/keep", "Keeps the decision of a quick check", roles: .decides, writes: true,
            isPersonal: true,
            renew: { context in
                guard let draft = DraftCase(context) else { throw Problem.expiredForm }
                return try QuickResult(context).page(
                    draft, step: TriageInterview(context: context, way: .quickCheck).step(draft))
            }
        ) { try decide($0, .quickCheck) },
    ]
}

extension TriageWay {
    /// On a phone: a few questions, then the first useful answer.
    static let quickCheck = TriageWay(
        address: "/quick", decideAddress: "/quick/result", decides: "See the result", crumbs: [], frame: .narrow,
        showsState: false, channel: "street", atMost: 5,
        finish: { context, draft, step in try QuickResult(context).page(draft, step: step) })
}

/// The first useful answer: what fits, what may fit and what to ask.
struct QuickResult: Sendable {
    private let context: RequestContext

    init(_ context: RequestContext) {
        self.context = context
    }

    private var rulebook: Rulebook { context.rulebook.rulebook }

    /// Reasons are left out of a phone's page; open outcomes beyond this many are counted.
    private static let openLimit = 6

    func page(_ draft: DraftCase, step: InterviewStep) throws -> Response {
        let person = draft.person(under: rulebook)
        guard let decision = try? context.rulebook.decide(person, on: draft.date) else {
            throw Problem.broken
        }
        let accounts = OutcomeAccount.all(decision, under: rulebook, detail: .short)
        let programme = draft.programme(under: rulebook)
        // What was asked about comes first, whatever the answer; the rest only where it fits.
        let rows = accounts.indices.filter { programme != nil && decision.outcomes[$0].programme == programme }.map {
            accounts[$0]
        }
        let others = accounts.indices.filter { programme == nil || decision.outcomes[$0].programme != programme }
        let fits = others.map { accounts[$0] }.filter { $0.outcome.isActionable }
        let open = programme == nil ? others.filter { accounts[$0].outcome == .needInformation } : []
        let no = programme == nil ? others.count - fits.count - open.count : 0
        return context.page(
            Page("Result", frame: .narrow) {
                ResultParts.alerts(decision, rulebook)
                h1 {
                    programme.map { heading(rulebook.programmes[$0].title, rows) }
                        ?? (fits.isEmpty ? "Nothing fits for certain yet" : "What fits")
                }
                if !rows.isEmpty || (programme == nil && !fits.isEmpty) { h2(.class("hidden")) { "In order" } }
                for account in rows { outcome(account) }
                if programme == nil { for account in fits { outcome(account) } }
                if let question = step.question {
                    context.form("/quick") {
                        draft.hidden(context)
                        button(
                            .type("submit"), .name("do"), .value("change:" + rulebook.vocabulary[question.fact].name)
                        ) {
                            "Ask another question"
                        }
                    }
                }
                if programme != nil, !fits.isEmpty {
                    h2 { "Also fits" }
                    for account in fits { outcome(account, level: 3) }
                }
                if !open.isEmpty {
                    h2 { "May fit" }
                    ul {
                        for row in open.prefix(QuickResult.openLimit) {
                            li {
                                strong { accounts[row].programme }
                                ": "
                                missing(accounts[row], decision.outcomes[row])
                            }
                        }
                    }
                    if open.count > QuickResult.openLimit {
                        p(.class("quiet")) {
                            "And \(English.count(open.count - QuickResult.openLimit, "more possibility", "more possibilities"))."
                        }
                    }
                }
                if no > 0 {
                    p(.class("quiet")) { "\(English.count(no, "programme")) not eligible or not available here." }
                }
                context.form("/quick/keep") {
                    draft.hidden(context)
                    button(.type("submit"), .class("second")) { "Keep this decision" }
                }
                p(.class("quiet small")) { "Nothing is kept unless you press “Keep this decision”." }
                p { a("/quick") { "Check another person" } }
            })
    }

    /// What an open outcome waits for. A phone has no room for a list of dozens of facts: the next question asks for them.
    private func missing(_ account: OutcomeAccount, _ outcome: DecidedOutcome) -> String {
        let facts = outcome.asks.count { if case .fact = $0 { true } else { false } }
        if facts == 0 { return account.missing ?? "" }
        let confirmation = facts < outcome.asks.count ? ", and somebody has to confirm that it runs" : ""
        return "\(English.count(facts, "more answer")) needed\(confirmation)"
    }

    /// The answer about one programme, which may have an outcome for each of several services.
    private func heading(_ title: String, _ rows: [OutcomeAccount]) -> String {
        if rows.contains(where: { $0.outcome.isActionable }) { return "Yes: \(title)" }
        if rows.contains(where: { $0.outcome == .needInformation }) { return "Not clear yet: \(title)" }
        if rows.contains(where: { $0.outcome == .unavailable }) { return "Not available here: \(title)" }
        return "Not eligible: \(title)"
    }

    private func outcome(_ account: OutcomeAccount, level: Int = 2) -> HTML {
        section(.class("outcome o-\(Verdict(account.outcome).kind)")) {
            Verdict(account.outcome).tag
            // Under the page's own heading, or under "Also fits".
            level == 2 ? h2 { account.verdict } : h3 { account.verdict }
            if !account.outcome.isActionable { p { account.missing ?? account.summary } }
            ResultParts.contact(account)
            details("Why") { ResultParts.lines(account.why.lines()) }
        }
    }
}
