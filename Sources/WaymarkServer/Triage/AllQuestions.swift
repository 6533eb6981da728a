import HTTPTypes
import Hummingbird
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Every question on one page, for those who prefer a form. Nothing has to be filled in.
struct AllQuestions: Sendable {
    private let context: RequestContext

    init(_ context: RequestContext) {
        self.context = context
    }

    private var rulebook: Rulebook { context.rulebook.rulebook }

    private var asked: [FactID] {
        rulebook.vocabulary.facts.indices.filter {
            rulebook.vocabulary[$0].ask != nil && !rulebook.vocabulary[$0].isAuditOnly
        }
    }

    private func prefix(_ fact: FactID) -> String { rulebook.vocabulary[fact].name + "-" }

    func page(
        _ draft: DraftCase, problems: [FactID: (says: String, typed: String?)] = [:], general: String? = nil
    ) -> Response {
        var summary = asked.compactMap { id in
            problems[id].map {
                (says: "\(rulebook.vocabulary[id].label): \($0.says)", field: field(id, draft, problems).firstID)
            }
        }
        if let general { summary.insert((general, "questions"), at: 0) }
        let page = Page(
            "Everything on one page", crumbs: TriageWay.triage.crumbs, hasErrors: !summary.isEmpty
        ) {
            errorSummary(summary)
            h1 { "Everything on one page" }
            p { "Fill in what is known and leave the rest: you are asked afterwards what still matters." }
            context.form("/triage/form", id: "questions") {
                draft.hidden(context)
                for id in asked { field(id, draft, problems).html }
                button(.type("submit")) { "Continue" }
            }
        }
        return context.page(page, status: summary.isEmpty ? .ok : .unprocessableContent)
    }

    private func field(
        _ id: FactID, _ draft: DraftCase, _ problems: [FactID: (says: String, typed: String?)]
    ) -> QuestionField {
        QuestionField(
            fact: rulebook.vocabulary[id], typed: problems[id]?.typed, chosen: draft.answer(to: id),
            problem: problems[id]?.says, origin: draft.origins[id]?.words,
            isHeading: false, prefix: prefix(id))
    }

    /// Takes every answer, or shows what is wrong with some and keeps the others.
    func take() throws -> Response {
        guard var draft = DraftCase(context) else { throw Problem.expiredForm }
        var problems: [FactID: (says: String, typed: String?)] = [:]
        for id in asked {
            switch QuestionField.read(context.form, id, under: rulebook, prefix: prefix(id)) {
            case .answer(let answer): draft.set(id, to: answer)
            case .nothing: draft.remove([id])
            case .unclear(let advice, let typed):
                draft.remove([id])
                problems[id] = (advice, typed)
            }
        }
        if !problems.isEmpty { return page(draft, problems: problems) }
        let person = draft.person(under: rulebook)
        if let refusal = context.rulebook.refusal(of: person, on: draft.date) {
            let problem = refusal.diagnostic(of: person, under: rulebook)
            return page(draft, general: English.capitalised(problem.message))
        }
        return try TriageInterview(context: context, way: .triage).next(draft)
    }
}
