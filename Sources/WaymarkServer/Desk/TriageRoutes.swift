import HTTPTypes
import Hummingbird
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkSodium
import WaymarkStore

/// Leads a case from question to question. Nothing is kept until it is decided: what was answered travels on the sheet.
struct TriageDesk: Sendable {
    let exchange: Exchange
    let way: TriageWay

    private var rulebook: Rulebook { exchange.rulebook.rulebook }
    private var pages: TriagePages { TriagePages(exchange: exchange, way: way) }

    static func newSheet(_ exchange: Exchange, reference: String = "") -> Sheet {
        Sheet(key: Sodium.hexadecimal(Sodium.random(16)), date: exchange.now.day, reference: reference)
    }

    /// What a form asks for next.
    func carryOn() throws -> Response {
        let action = exchange.form["do"] ?? ""
        if action == "begin" { return try begin() }
        if action == "about" {
            var sheet = TriageDesk.newSheet(exchange)
            sheet.about = exchange.form.text("programme")
            return try next(sheet)
        }
        guard var sheet = Sheet(exchange) else { throw Trouble.expiredForm }
        if action == "back" {
            guard let last = sheet.takeBack() else { return try next(sheet) }
            return try ask(sheet, last)
        }
        if action.hasPrefix("change:") {
            guard let fact = rulebook.vocabulary[String(action.dropFirst(7))], !rulebook.vocabulary[fact].isAuditOnly
            else {
                throw Trouble.unreadable
            }
            return try ask(sheet, fact)
        }
        guard let name = exchange.form["fact"], let fact = rulebook.vocabulary[name],
            !rulebook.vocabulary[fact].isAuditOnly
        else {
            // The rulebook changed meanwhile and no longer asks this.
            return try next(sheet)
        }
        switch QuestionField.read(exchange.form, fact, under: rulebook) {
        case .answer(let answer): return try take(answer, fact, &sheet)
        case .nothing: return try ask(sheet, fact, problem: "Choose an answer, or “Don’t know”")
        case .unclear(let advice, let typed): return try ask(sheet, fact, problem: advice, typed: typed)
        }
    }

    private func begin() throws -> Response {
        let reference = exchange.form.text("reference") ?? ""
        if reference.utf8.count > 40 || reference.contains(where: \.isNewline) {
            return TriageStart.page(
                exchange, problem: "A reference has 40 characters at most", typed: String(reference.prefix(60)))
        }
        var sheet = TriageDesk.newSheet(exchange, reference: reference)
        let person = sheet.person(under: rulebook)
        for fact in try HistoryFeed(exchange).facts(forCase: reference, beside: person, on: sheet.date) {
            sheet.fill(fact)
        }
        if exchange.form["layout"] == "one_page" { return AllQuestions(exchange).page(sheet) }
        return try next(sheet)
    }

    private func take(_ answer: Answer, _ fact: FactID, _ sheet: inout Sheet) throws -> Response {
        let person = sheet.person(under: rulebook)
        let result: Result<[FactID], Refusal> = exchange.rulebook.withEngine { engine in
            do throws(Refusal) {
                let interview = try engine.interviewer.begin(person, on: sheet.date)
                return .success(try engine.interviewer.reply(answer, to: fact, in: interview).takenBack)
            } catch {
                return .failure(error)
            }
        }
        switch result {
        case .success(let takenBack):
            sheet.set(fact, to: answer)
            sheet.remove(takenBack)
            return try next(sheet, takenBack: takenBack)
        case .failure(let refusal):
            sheet.set(fact, to: answer)
            let problem = refusal.diagnostic(of: sheet.person(under: rulebook), under: rulebook)
            sheet.remove([fact])
            return try ask(sheet, fact, problem: English.capitalised(problem.message))
        }
    }

    /// The next question, or what is known once nothing more matters.
    func next(_ sheet: Sheet, takenBack: [FactID] = []) throws -> Response {
        let step = try step(sheet)
        let notice = changes(sheet, takenBack)
        if let limit = way.atMost, sheet.answers.count >= limit, way.channel == "street" {
            return try QuickResult(exchange).page(sheet, step: step)
        }
        guard let question = step.question else {
            if way.channel == "street" { return try QuickResult(exchange).page(sheet, step: step) }
            return pages.review(sheet, step, notice: notice)
        }
        return pages.question(sheet, step, question.fact, notice: notice)
    }

    func review(_ sheet: Sheet, saying words: String) throws -> Response {
        pages.review(sheet, try step(sheet), notice: div(.class("notice warn")) { p { words } })
    }

    private func ask(_ sheet: Sheet, _ fact: FactID, problem: String? = nil, typed: String? = nil) throws -> Response {
        pages.question(sheet, try step(sheet), fact, problem: problem, typed: typed, notice: changes(sheet, []))
    }

    /// What is no longer as it was said, so that nobody is surprised.
    private func changes(_ sheet: Sheet, _ takenBack: [FactID]) -> HTML? {
        if takenBack.isEmpty, sheet.forgotten.isEmpty { return nil }
        return div(.class("notice"), Attribute("role", "status")) {
            if !takenBack.isEmpty {
                p {
                    "Taken back, since it no longer applies: "
                        + English.list(takenBack.map { English.inSentence(rulebook.vocabulary[$0].label) }, "and") + "."
                }
            }
            if !sheet.forgotten.isEmpty {
                p {
                    "The rulebook changed meanwhile and no longer reads \(English.count(sheet.forgotten.count, "answer")) given before."
                }
            }
        }
    }

    func step(_ sheet: Sheet) throws -> InterviewStep {
        let person = sheet.person(under: rulebook)
        let step: InterviewStep? = exchange.rulebook.withEngine { engine in
            guard let interview = try? engine.interviewer.begin(person, on: sheet.date) else { return nil }
            return try? engine.interviewer.step(interview, about: sheet.programme(under: rulebook))
        }
        guard let step else {
            throw Trouble(
                .conflict, "These answers cannot all be so",
                "The rulebook changed while you were asking, and under it they contradict one another. Start again.",
                way: Page.Crumb("Start again", way.address))
        }
        return step
    }
}

/// Where triage begins.
enum TriageStart {
    static func page(_ exchange: Exchange, problem: String? = nil, typed: String = "") -> Response {
        let page = Page("Triage", crumbs: [.init("Start", "/")], hasErrors: problem != nil) {
            if let problem { errorSummary([(problem, "reference")]) }
            h1 { "Triage" }
            p { "You are asked only what still matters. You can stop at any time and see the result so far." }
            element("form", Attribute("method", "post"), .action("/triage"), Attribute("novalidate", nil)) {
                exchange.formToken
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
        return exchange.page(page, status: problem == nil ? .ok : .unprocessableContent)
    }
}
