import HTTPTypes
import Hummingbird
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkSodium
import WaymarkStore

/// Leads a case from question to question. Nothing is kept until it is decided: what was answered travels in the form.
struct TriageInterview: Sendable {
    let context: RequestContext
    let way: TriageWay

    private var rulebook: Rulebook { context.rulebook.rulebook }
    private var pages: TriagePages { TriagePages(context: context, way: way) }

    static func newDraft(_ context: RequestContext, reference: String = "") -> DraftCase {
        DraftCase(key: Sodium.hexadecimal(Sodium.random(16)), date: context.now.day, reference: reference)
    }

    /// What a form asks for next.
    func carryOn() throws -> Response {
        let action = context.form["do"] ?? ""
        if action == "begin" { return try begin() }
        if action == "about" {
            var draft = TriageInterview.newDraft(context)
            draft.about = context.form.text("programme")
            return try next(draft)
        }
        guard var draft = DraftCase(context) else { throw Problem.expiredForm }
        if action == "back" {
            guard let last = draft.takeBack() else { return try next(draft) }
            return try ask(draft, last)
        }
        if action.hasPrefix("change:") {
            guard let fact = rulebook.vocabulary[String(action.dropFirst(7))], !rulebook.vocabulary[fact].isAuditOnly
            else {
                throw Problem.unreadable
            }
            return try ask(draft, fact)
        }
        guard let name = context.form["fact"], let fact = rulebook.vocabulary[name],
            !rulebook.vocabulary[fact].isAuditOnly
        else {
            // The rulebook changed meanwhile and no longer asks this.
            return try next(draft)
        }
        switch QuestionField.read(context.form, fact, under: rulebook) {
        case .answer(let answer): return try take(answer, fact, &draft)
        case .nothing: return try ask(draft, fact, problem: "Choose an answer, or “Don’t know”")
        case .unclear(let advice, let typed): return try ask(draft, fact, problem: advice, typed: typed)
        }
    }

    private func begin() throws -> Response {
        let reference = context.form.text("reference") ?? ""
        if reference.utf8.count > 40 || reference.contains(where: \.isNewline) {
            return TriageStart.page(
                context, problem: "A reference has 40 characters at most", typed: String(reference.prefix(60)))
        }
        var draft = TriageInterview.newDraft(context, reference: reference)
        let person = draft.person(under: rulebook)
        for historic in try CaseHistory(context).facts(forCase: reference, beside: person, on: draft.date) {
            draft.fill(historic.fact, with: historic.answer, from: historic.origin)
        }
        if context.form["layout"] == "one_page" { return AllQuestions(context).page(draft) }
        return try next(draft)
    }

    private func take(_ answer: Answer, _ fact: FactID, _ draft: inout DraftCase) throws -> Response {
        let person = draft.person(under: rulebook)
        draft.set(fact, to: answer)
        let takenBack: [FactID]
        do throws(Refusal) {
            takenBack = try context.rulebook.takenBack(by: answer, to: fact, of: person, on: draft.date)
        } catch {
            let problem = error.diagnostic(of: draft.person(under: rulebook), under: rulebook)
            draft.remove([fact])
            return try ask(draft, fact, problem: English.capitalised(problem.message))
        }
        draft.remove(takenBack)
        return try next(draft, takenBack: takenBack)
    }

    /// The next question, or what is known once nothing more matters.
    func next(_ draft: DraftCase, takenBack: [FactID] = []) throws -> Response {
        let step = try step(draft)
        let notice = changes(draft, takenBack)
        if let limit = way.atMost, draft.answers.count >= limit { return try finish(draft, step, notice) }
        guard let question = step.question else { return try finish(draft, step, notice) }
        return pages.question(draft, step, question.fact, notice: notice)
    }

    private func finish(_ draft: DraftCase, _ step: InterviewStep, _ notice: HTML?) throws -> Response {
        if let finish = way.finish { return try finish(context, draft, step) }
        return pages.review(draft, step, notice: notice)
    }

    func review(_ draft: DraftCase, saying words: String) throws -> Response {
        pages.review(draft, try step(draft), notice: div(.class("notice warn")) { p { words } })
    }

    private func ask(
        _ draft: DraftCase, _ fact: FactID, problem: String? = nil, typed: String? = nil
    ) throws -> Response {
        pages.question(draft, try step(draft), fact, problem: problem, typed: typed, notice: changes(draft, []))
    }

    /// What is no longer as it was said, so that nobody is surprised.
    private func changes(_ draft: DraftCase, _ takenBack: [FactID]) -> HTML? {
        if takenBack.isEmpty, draft.forgotten.isEmpty { return nil }
        return div(.class("notice"), Attribute("role", "status")) {
            if !takenBack.isEmpty {
                p {
                    "Taken back, since it no longer applies: "
                        + English.list(takenBack.map { English.inSentence(rulebook.vocabulary[$0].label) }, "and") + "."
                }
            }
            if !draft.forgotten.isEmpty {
                p {
                    "The rulebook changed meanwhile and no longer reads \(English.count(draft.forgotten.count, "answer")) given before."
                }
            }
        }
    }

    func step(_ draft: DraftCase) throws -> InterviewStep {
        let person = draft.person(under: rulebook)
        let programme = draft.programme(under: rulebook)
        guard let step = try? context.rulebook.step(person, on: draft.date, about: programme) else {
            throw Problem(
                .conflict, "These answers cannot all be so",
                "The rulebook changed while you were asking, and under it they contradict one another. Start again.",
                way: Link("Start again", way.address))
        }
        return step
    }
}

/// Where triage begins.
enum TriageStart {
    static func page(_ context: RequestContext, problem: String? = nil, typed: String = "") -> Response {
        let page = Page("Triage", crumbs: [.init("Start", "/")], hasErrors: problem != nil) {
            if let problem { errorSummary([(problem, "reference")]) }
            h1 { "Triage" }
            p { "You are asked only what still matters. You can stop at any time and see the result so far." }
            context.form("/triage") {
                input(.type("hidden"), .name("do"), .value("begin"))
                div(.class(problem == nil ? "field" : "field wrong")) {
                    label(.for("reference")) { "Custody or case reference (optional)" }
                    p(.class("hint"), .id("reference-hint")) {
                        "Decisions with the same reference are shown together. Do not use a name or date of birth."
                    }
                    if let problem { p(.class("wrong-says")) { problem } }
                    input(
                        .type("text"), .id("reference"), .name("reference"), .value(typed),
                        Attribute("autocomplete", "off"),
                        .aria("aria-describedby", "reference-hint"))
                }
                element("fieldset") {
                    element("legend") { "How do you want to answer?" }
                    div(.class("choice")) {
                        input(.type("radio"), .name("layout"), .id("layout-1"), .value("questions"), .checked)
                        label(.for("layout-1")) { "One question at a time" }
                    }
                    div(.class("choice")) {
                        input(.type("radio"), .name("layout"), .id("layout-2"), .value("one_page"))
                        label(.for("layout-2")) { "Everything on one page" }
                    }
                }
                button(.type("submit")) { "Start" }
            }
        }
        return context.page(page, status: problem == nil ? .ok : .unprocessableContent)
    }
}
