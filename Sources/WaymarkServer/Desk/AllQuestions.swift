import HTTPTypes
import Hummingbird
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Every question on one page, for those who prefer a form. Nothing has to be filled in.
struct AllQuestions: Sendable {
    private let exchange: Exchange

    init(_ exchange: Exchange) {
        self.exchange = exchange
    }

    private var rulebook: Rulebook { exchange.rulebook.rulebook }

    private var asked: [FactID] {
        rulebook.vocabulary.facts.indices.filter {
            rulebook.vocabulary[$0].ask != nil && !rulebook.vocabulary[$0].isAuditOnly
        }
    }

    private func prefix(_ fact: FactID) -> String { rulebook.vocabulary[fact].name + "-" }

    func page(
        _ sheet: Sheet, problems: [FactID: (says: String, typed: String?)] = [:], general: String? = nil
    ) -> Response {
        var summary = asked.compactMap { id in
            problems[id].map {
                (says: "\(rulebook.vocabulary[id].label): \($0.says)", field: field(id, sheet, problems).firstID)
            }
        }
        if let general { summary.insert((general, "questions"), at: 0) }
        let page = Page(
            "Everything on one page", crumbs: TriageWay.desk.crumbs, hasErrors: !summary.isEmpty
        ) {
            errorSummary(summary)
            h1 { "Everything on one page" }
            p { "Fill in what is known and leave the rest: you are asked afterwards what still matters." }
            element(
                "form", .id("questions"), Attribute("method", "post"), .action("/triage/form"),
                Attribute("novalidate", nil)
            ) {
                exchange.formToken
                sheet.hidden(exchange)
                for id in asked { field(id, sheet, problems).html }
                button(.type("submit")) { "Continue" }
            }
        }
        return exchange.page(page, status: summary.isEmpty ? .ok : .unprocessableContent)
    }

    private func field(
        _ id: FactID, _ sheet: Sheet, _ problems: [FactID: (says: String, typed: String?)]
    ) -> QuestionField {
        QuestionField(
            fact: rulebook.vocabulary[id], typed: problems[id]?.typed, chosen: sheet.answer(to: id),
            problem: problems[id]?.says, origin: sheet.origins[id]?.words,
            isHeading: false, prefix: prefix(id))
    }

    /// Takes every answer, or shows what is wrong with some and keeps the others.
    func take() throws -> Response {
        guard var sheet = Sheet(exchange) else { throw Trouble.expiredForm }
        var problems: [FactID: (says: String, typed: String?)] = [:]
        for id in asked {
            switch QuestionField.read(exchange.form, id, under: rulebook, prefix: prefix(id)) {
            case .answer(let answer): sheet.set(id, to: answer)
            case .nothing: sheet.remove([id])
            case .unclear(let advice, let typed):
                sheet.remove([id])
                problems[id] = (advice, typed)
            }
        }
        if !problems.isEmpty { return page(sheet, problems: problems) }
        let person = sheet.person(under: rulebook)
        let refusal: Refusal? = exchange.rulebook.withEngine { engine in
            do throws(Refusal) {
                _ = try engine.interviewer.begin(person, on: sheet.date)
                return nil
            } catch {
                return error
            }
        }
        if let refusal {
            let problem = refusal.diagnostic(of: person, under: rulebook)
            return page(sheet, general: English.capitalised(problem.message))
        }
        return try TriageDesk(exchange: exchange, way: .desk).next(sheet)
    }
}
