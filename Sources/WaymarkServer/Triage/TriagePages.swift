import Hummingbird
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules

/// The pages on which a case is taken down.
struct TriagePages: Sendable {
    let context: RequestContext
    /// Where the forms of these pages go: triage or the quick check.
    let way: TriageWay

    private var rulebook: Rulebook { context.rulebook.rulebook }

    // MARK: - A question

    /// - Parameters:
    ///   - step: where the conversation stands.
    ///   - fact: what is asked; may be one that was answered before.
    func question(
        _ draft: DraftCase, _ step: InterviewStep, _ fact: FactID, problem: String? = nil, typed: String? = nil,
        notice: HTML? = nil
    ) -> Response {
        let declared = rulebook.vocabulary[fact]
        let field = QuestionField(
            fact: declared, typed: typed, chosen: draft.answer(to: fact), problem: problem,
            origin: draft.origins[fact]?.words)
        let page = Page(
            declared.ask ?? declared.label, crumbs: way.crumbs, frame: way.frame, hasErrors: problem != nil
        ) {
            if let problem { errorSummary([(problem, field.firstID)]) }
            alerts(step.decision)
            notice
            div(.class(way.showsState ? "two" : "")) {
                div {
                    context.form(way.address) {
                        draft.hidden(context)
                        input(.type("hidden"), .name("fact"), .value(declared.name))
                        p(.class("quiet small")) {
                            if let programme = draft.programme(under: rulebook) {
                                "Only for \(rulebook.programmes[programme].title). "
                            }
                            left(draft, step, fact)
                        }
                        field.html
                        button(.type("submit"), .name("do"), .value("answer")) { "Continue" }
                        if draft.hasGivenAnswers {
                            button(.type("submit"), .name("do"), .value("back"), .class("second")) { "Back" }
                        }
                    }
                    if let why = reason(step, fact) { details("Why this is asked") { div { p { why } } } }
                    if !way.showsState, draft.answers.isEmpty, draft.about == nil { oneProgramme }
                    answers(draft)
                    if !draft.answers.isEmpty { decideNow(draft, "Stop here and see the result") }
                }
                if way.showsState { state(step) }
            }
        }
        return context.page(page, status: problem == nil ? .ok : .unprocessableContent)
    }

    /// For who has one programme in mind: far fewer questions.
    private var oneProgramme: HTML {
        details("Check one programme only") {
            context.form(way.address) {
                div(.class("field")) {
                    label(.for("programme")) { "Programme" }
                    element("select", .id("programme"), .name("programme")) {
                        for programme in rulebook.policy.order {
                            element("option", .value(rulebook.programmes[programme].name)) {
                                rulebook.programmes[programme].title
                            }
                        }
                    }
                }
                button(.type("submit"), .name("do"), .value("about"), .class("second")) { "Check this one" }
            }
        }
    }

    private func left(_ draft: DraftCase, _ step: InterviewStep, _ fact: FactID) -> String {
        if let limit = way.atMost, draft.answers.count < limit {
            if step.atMost <= 1 { return "The last question" }
            return "Question \(draft.answers.count + 1) of \(limit) at most"
        }
        let more = step.question?.fact == fact ? step.atMost - 1 : step.atMost
        return more <= 0 ? "The last question" : "At most \(English.count(more, "more question")) after this one"
    }

    private func reason(_ step: InterviewStep, _ fact: FactID) -> String? {
        let question = step.question?.fact == fact ? step.question : step.decision.questions.first { $0.fact == fact }
        guard let question else { return nil }
        let alerts = question.alerts.map { "whether " + rulebook.policy.alerts[$0].says }
        let programmes = question.programmes.map { rulebook.programmes[$0].title }
        return "It may decide: " + English.clauses(alerts + programmes) + "."
    }

    // MARK: - Nothing more to ask

    func review(_ draft: DraftCase, _ step: InterviewStep, notice: HTML? = nil) -> Response {
        context.page(
            Page("Check the answers", crumbs: way.crumbs, frame: way.frame) {
                alerts(step.decision)
                notice
                h1 { step.question == nil ? "Nothing more needs asking" : "Check the answers" }
                div(.class(way.showsState ? "two" : "")) {
                    div {
                        decideNow(draft, way.decides, AuditQuestion(context).fields)
                        answers(draft)
                    }
                    if way.showsState { state(step) }
                }
            })
    }

    // MARK: - Parts

    private func decideNow(_ draft: DraftCase, _ words: String, _ more: HTML = HTML()) -> HTML {
        context.form(way.decideAddress) {
            draft.hidden(context)
            more
            button(.type("submit"), .class(words == way.decides ? "" : "second")) { words }
        }
    }

    private func alerts(_ decision: Decision) -> HTML {
        HTML(
            decision.alerts.filter(\.isDecided).map { alert in
                let declared = rulebook.policy.alerts[alert.alert]
                return div(.class("alert"), Attribute("role", "status")) {
                    p(.class("alert-word")) { "! Act first: " + declared.says }
                    p { English.sentence(declared.instruction) }
                }
            })
    }

    /// What was said so far; each can be changed.
    private func answers(_ draft: DraftCase) -> HTML {
        if draft.answers.isEmpty { return HTML() }
        return context.form(way.address) {
            draft.hidden(context)
            h2 { "Answers so far" }
            if !draft.origins.isEmpty {
                p(.class("notice")) {
                    "\(English.capitalised(English.count(draft.origins.count, "answer"))) below \(draft.origins.count == 1 ? "comes" : "come") from earlier referrals under this reference. Check them with the person, and change any that are no longer right."
                }
            }
            dl(.class("rows")) {
                for (id, answer) in draft.answers where !rulebook.vocabulary[id].isAuditOnly {
                    let fact = rulebook.vocabulary[id]
                    div {
                        dt { fact.label }
                        dd {
                            words(answer, of: fact)
                            if let origin = draft.origins[id] { span(.class("quiet small")) { " " + origin.words } }
                        }
                        dd {
                            button(.type("submit"), .name("do"), .value("change:" + fact.name), .class("link")) {
                                "Change"
                                span(.class("hidden")) { " " + English.inSentence(fact.label) }
                            }
                        }
                    }
                }
            }
        }
    }

    private func words(_ answer: Answer, of fact: Fact) -> String {
        switch answer {
        case .unknown: "Not asked"
        case .declined: "Would rather not say"
        case .notKnown: "Don’t know"
        case .value(let value): English.capitalised(Wording.value(value, of: fact))
        }
    }

    /// How every programme stands.
    private func state(_ step: InterviewStep) -> HTML {
        element("aside", .class("aside"), .aria("aria-labelledby", "state")) {
            h2(.id("state")) { "Results so far" }
            p(.class("quiet small")) {
                "\(step.settledCount) of \(English.count(step.standings.count, "programme")) settled"
            }
            ul(.class("states")) {
                for programme in rulebook.policy.order {
                    li {
                        span { rulebook.programmes[programme].title }
                        span(.class("state")) { standing(step.standings[programme]) }
                    }
                }
            }
        }
    }

    private func standing(_ standing: InterviewStep.Standing) -> HTML {
        switch standing {
        case .open: span(.class("quiet")) { "Still open" }
        case .settled(let outcome): Verdict(outcome).small
        }
    }
}

/// The two ways to take a case down.
struct TriageWay: Sendable {
    var address: String
    var decideAddress: String
    /// On the button that ends it.
    var decides: String
    var crumbs: [Link]
    var frame: Page.Frame
    var showsState: Bool
    var channel: String
    /// Questions asked before a result is shown; nil: until nothing more matters.
    var atMost: Int?
    /// What ends it; nil: the answers are shown, to be decided on.
    var finish: (@Sendable (RequestContext, DraftCase, InterviewStep) throws -> Response)?

    static let triage = TriageWay(
        address: "/triage", decideAddress: "/triage/decide", decides: "Decide and keep the decision",
        crumbs: [.init("Start", "/"), .init("Triage", "/triage")], frame: .whole, showsState: true, channel: "desk")
}
