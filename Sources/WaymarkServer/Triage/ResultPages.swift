import Hummingbird
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// A kept decision: as a page, on paper, and explained. It is read from the record, and the reading is in the audit.
struct ResultPages: Sendable {
    private let context: RequestContext
    private let reference: String
    private let kept: KeptDecision
    private let serving: ServingRulebook
    private let person: Case
    private let decision: Decision
    private let accounts: [OutcomeAccount]
    /// What was sent from this decision so far.
    private let referrals: [Referral]

    /// - Throws: what the record says, or ``Problem`` where the decision was disposed of.
    init(_ context: RequestContext) throws {
        self.context = context
        reference = context.parameter("reference")
        let found = try KeptCase(reference, context)
        (kept, serving, person, decision) = (found.kept, found.serving, found.person, found.decision)
        referrals = try context.server.store.referrals(fromDecision: reference)
        accounts = OutcomeAccount.all(decision, under: serving.rulebook)
    }

    private var rulebook: Rulebook { serving.rulebook }
    private var address: String { "/decisions/" + reference }

    // MARK: - The page

    func page(problem: String? = nil) -> Response {
        let hints = serving.withEngine { engine in
            engine.explainer.nearMisses(decision).mapValues { ExplanationWords(rulebook).line($0) }
        }
        let rows = Array(accounts.enumerated())
        let doable = rows.filter { $0.element.outcome.isActionable }
        let open = rows.filter { $0.element.outcome == .needInformation }
        let no = rows.filter { !$0.element.outcome.isActionable && $0.element.outcome != .needInformation }
        return context.page(
            Page("Decision \(reference)", crumbs: [.init("Start", "/")], hasErrors: problem != nil) {
                if let problem { errorSummary([(problem, "reason")]) }
                ResultParts.alerts(decision, rulebook)
                h1 { headline(isOpen: !open.isEmpty) }
                if doable.isEmpty { goOn }
                departures
                if !doable.isEmpty { h2(.class("hidden")) { "What can be done" } }
                for (number, item) in doable.enumerated() {
                    outcome(
                        item.offset, item.element, hints[item.offset], number: number + 1,
                        isFirst: item.offset == decision.primary)
                }
                if !open.isEmpty {
                    h2 { "Need to know more" }
                    if !doable.isEmpty { goOn }
                    for (row, account) in open {
                        if open.count > ResultPages.openLimit {
                            folded(row, account, hints[row])
                        } else {
                            outcome(row, account, hints[row], number: nil, isFirst: false)
                        }
                    }
                }
                if !no.isEmpty {
                    h2 { "Not eligible, or not available here" }
                    for (row, account) in no { folded(row, account, hints[row]) }
                }
                departureForm(isOpen: problem != nil)
                h2 { "This decision" }
                facts
                p(.class("no-print")) {
                    a(address + "/sheet", .class("button second")) { "Sheet to print or hand over" }
                    if context.hasRole(.decides) {
                        a("/triage", .class("button second")) { "Start with another person" }
                    }
                }
            }, status: problem == nil ? .ok : .unprocessableContent)
    }

    /// Outcomes that need to know more are shown whole up to so many; more are folded, so that the page can be read.
    private static let openLimit = 3

    private func headline(isOpen: Bool) -> String {
        if let primary = decision.primary { return accounts[primary].verdict }
        return isOpen ? "Nothing to refer to yet" : "Nothing to refer to: no programme fits here and now"
    }

    /// The way back into the questions, with everything that was answered.
    private var goOn: HTML {
        guard let question = decision.questions.first, context.hasRole(.decides) else {
            return HTML()
        }
        return div(.class("no-print")) {
            p {
                "\(English.count(decision.questions.count, "answer")) could change this. The first: \(rulebook.question(question.fact))"
            }
            element("form", Attribute("method", "post"), .action(address + "/more")) {
                context.formToken
                button(.type("submit")) { "Go on asking" }
            }
        }
    }

    /// Asks on from this decision, which stays as it is: what comes of it is a new one.
    func askOn() throws -> Response {
        var draft = TriageInterview.newDraft(context, reference: kept.caseReference ?? "")
        let now = context.rulebook.rulebook
        let person = person.shown(under: rulebook, and: now)
        for (id, fact) in rulebook.vocabulary.facts.enumerated() where person.answers[id] != .unknown {
            // The rulebook that serves now may have changed since; what it cannot read is said.
            draft.take(person.answers[id], of: fact, under: now)
        }
        return try TriageInterview(context: context, way: .triage).next(draft)
    }

    /// - Parameter number: whom to contact first, second and so on; nil where nothing can be done yet.
    private func outcome(_ row: Int, _ account: OutcomeAccount, _ hint: String?, number: Int?, isFirst: Bool) -> HTML {
        section(.class("outcome o-\(Verdict(account.outcome).kind)" + (isFirst ? " first" : ""))) {
            Verdict(account.outcome).tag
            h3 { (number.map { "\($0). " } ?? "") + (account.service ?? account.programme) }
            if account.outcome != .needInformation { p { account.summary } }
            if let service = account.service, service != account.programme { p(.class("quiet")) { account.programme } }
            for line in account.order { p { line } }
            if let missing = account.missing { p { missing } }
            ResultParts.contact(account)
            if let room = account.room { p { room } }
            ResultParts.list("Check by hand", account.checkByHand)
            ResultParts.list(account.nextHeading, account.next)
            if said(row)?.statement.answer != .refused { ResultParts.say(account) }
            consent(row)
            referral(row)
            reasons(row, account, hint)
        }
    }

    /// What the person said to the service of a row, where it was not simply a yes.
    private func said(_ row: Int) -> KeptConsent? {
        guard let number = decision.outcomes[row].service else { return nil }
        let programme = rulebook.programmes[decision.outcomes[row].programme]
        return kept.consent(programme: programme.name, service: rulebook.services[number].name)
    }

    private func consent(_ row: Int, withNote: Bool = true) -> HTML {
        guard let said = said(row), let number = decision.outcomes[row].service else { return HTML() }
        return ConsentWords.notice(said, provider: rulebook.services[number].provider, withNote: withNote)
    }

    /// The referral to this service, or the way to send one.
    private func referral(_ row: Int) -> HTML {
        let outcome = decision.outcomes[row]
        guard outcome.outcome == .refer || outcome.outcome == .waitingList, let number = outcome.service else {
            return HTML()
        }
        let service = rulebook.services[number]
        let programme = rulebook.programmes[outcome.programme]
        if let sent = referrals.first(where: { $0.service == service.name && $0.programme == programme.name }) {
            return p(.class("no-print")) {
                ReferralWords.tag(sent.state)
                " "
                a("/referrals/" + sent.reference) { "Referral \(sent.reference)" }
            }
        }
        if !context.hasRole(.decides) { return HTML() }
        if said(row)?.statement.answer == .refused {
            return p(.class("no-print")) {
                a("\(address)/refer/\(service.name)", .class("button second")) {
                    "The person has changed their mind"
                    span(.class("hidden")) { " about " + service.title }
                }
            }
        }
        return p(.class("no-print")) {
            a("\(address)/refer/\(service.name)", .class("button")) {
                "Refer"
                span(.class("hidden")) { " to " + service.title }
            }
        }
    }

    private func folded(_ row: Int, _ account: OutcomeAccount, _ hint: String?) -> HTML {
        // Many services are named after their programme: it is said once.
        let name =
            account.service.map { $0.hasPrefix(account.programme) ? $0 : "\(account.programme), \($0)" }
            ?? account.programme
        return details(
            account.outcome == .needInformation ? name : "\(name): \(Verdict(account.outcome).word.lowercased())"
        ) {
            div {
                p { account.summary }
                if let hint { p { hint } }
                ResultParts.why(account)
                explained(row)
            }
        }
    }

    private func reasons(_ row: Int, _ account: OutcomeAccount, _ hint: String?) -> HTML {
        HTML([
            hint.map { words in
                p {
                    strong { "What would change it: " }
                    words
                }
            } ?? HTML(),
            details("Why") { ResultParts.why(account) },
            details("Every rule that took part") { ResultParts.inFull(account) },
            explained(row),
        ])
    }

    private func explained(_ row: Int) -> HTML {
        let programme = rulebook.programmes[decision.outcomes[row].programme]
        return p(.class("no-print")) {
            a("\(address)/why/\(programme.name)") {
                "What would change this"
                span(.class("hidden")) { ": " + programme.title }
            }
        }
    }

    // MARK: - Why

    func why() throws -> Response {
        let name = context.parameter("programme")
        guard let programme = rulebook.programmes.firstIndex(where: { $0.name == name }) else { throw Problem.notFound }
        let explanation = serving.withEngine { engine in
            try? engine.explainer.explain(person, programme: programme, on: decision.date)
        }
        guard let explanation else { throw Problem.broken }
        let accounts = ExplanationAccount.all(explanation, under: rulebook)
        return context.page(
            Page("Why", crumbs: [.init("Start", "/"), .init("Decision \(reference)", address)]) {
                h1 { "\(rulebook.programmes[programme].title): why, why not, and what would change it" }
                ResultParts.lines(accounts.flatMap { $0.lines(.full) })
            })
    }

    // MARK: - Decided otherwise

    private var departures: HTML {
        HTML(
            kept.departures.map { departure in
                div(.class("notice warn")) {
                    p {
                        strong { "Decided otherwise: " }
                        departure.choice
                    }
                    p { departure.reason }
                    p(.class("quiet small")) { "\(departure.by), \(English.date(departure.at.day))" }
                }
            })
    }

    /// - Parameter isOpen: what was typed is shown again, with what was wrong with it.
    private func departureForm(isOpen: Bool) -> HTML {
        if !context.hasRole(.decides) { return HTML() }
        return details("Decide otherwise", .class("no-print"), isOpen: isOpen) {
            div {
                p {
                    "Waymark advises; you decide. Say what you chose and why, so that whoever reads this later understands."
                }
                context.form(address + "/departure") {
                    div(.class("field")) {
                        label(.for("choice")) { "What you decided" }
                        input(
                            .type("text"), .id("choice"), .name("choice"), Attribute("autocomplete", "off"),
                            .value(context.form["choice"] ?? ""))
                    }
                    div(.class("field")) {
                        label(.for("reason")) { "Why" }
                        element("textarea", .id("reason"), .name("reason"), Attribute("rows", "3")) {
                            context.form["reason"] ?? ""
                        }
                    }
                    button(.type("submit")) { "Record it" }
                }
            }
        }
    }

    func depart() throws -> Response {
        let problem = try DecisionOperations(context).depart(
            from: reference, choosing: context.form.text("choice"), because: context.form.text("reason"))
        if let problem { return page(problem: problem) }
        return Response.seeOther(address)
    }

    // MARK: - What it rests on

    private var facts: HTML {
        let shown = person.shown(under: rulebook, and: context.rulebook.rulebook)
        return HTML([
            dl(.class("rows")) {
                fact("Reference", reference)
                if let caseReference = kept.caseReference { fact("Custody or case reference", caseReference) }
                fact("Decision date", English.date(decision.date))
                fact("Decided by", "\(kept.decidedBy), \(MomentWords.time(kept.decidedAt))")
                fact("Rulebook", "Version \(serving.version), \(kept.rulebook.prefix(19))")
            },
            details("What was answered") {
                dl(.class("rows")) {
                    for id in rulebook.vocabulary.facts.indices
                    where shown.answers[id] != .unknown {
                        fact(
                            rulebook.vocabulary[id].label,
                            English.capitalised(Wording(rulebook, decision).value(of: id)))
                    }
                }
            },
        ])
    }

    private func fact(_ label: String, _ value: String) -> HTML {
        div {
            dt { label }
            dd { value }
        }
    }

    // MARK: - Paper

    func paper() throws -> Response {
        let checkpoint = try context.server.store.newestCheckpoint()
        return context.page(
            Page("Sheet \(reference)", crumbs: [.init("Decision \(reference)", address)], frame: .sheet) {
                h1 { "Where to turn" }
                dl(.class("rows")) {
                    fact("Reference", reference)
                    fact("Decision date", English.date(decision.date))
                    fact("Rulebook", "Version \(serving.version), \(kept.rulebook.prefix(19))")
                }
                ResultParts.alerts(decision, rulebook)
                departures
                if accounts.contains(where: { $0.outcome.isActionable }) { h2(.class("hidden")) { "What can be done" } }
                for (row, account) in accounts.enumerated() where account.outcome.isActionable {
                    section(.class("outcome o-\(Verdict(account.outcome).kind)")) {
                        Verdict(account.outcome).tag
                        h3 { account.service ?? account.programme }
                        p { account.summary }
                        ResultParts.contact(account)
                        ResultParts.list(account.nextHeading, account.next)
                        consent(row, withNote: false)
                    }
                }
                if !accounts.contains(where: { $0.outcome.isActionable }) {
                    p { "Nothing could be offered on this date." }
                }
                h2 { "Notes" }
                for _ in 0..<4 { div(.class("lines-to-fill")) { HTML() } }
                if let checkpoint {
                    h2 { "The record when this was printed" }
                    p(.class("small")) { checkpoint }
                    p(.class("quiet small")) {
                        "Keep this line: with it anyone can prove later that nothing recorded before it was changed."
                    }
                }
            })
    }
}
