import HTTPTypes
import Hummingbird
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

extension Routes {
    /// Triage as JSON: what fits a case, what to ask next, why, and keeping the decision.
    static let triageAPI: [Route] = [
        Route(
            .post, "/api/v1/decide", "Decides a case; keeps nothing", roles: .decides, isPersonal: true, format: .json
        ) { context in try APIRequest.answering { try TriageAPI(context).decide() } },
        Route(
            .post, "/api/v1/question", "The next question for a case, and where every programme stands",
            roles: .decides, isPersonal: true, format: .json
        ) { context in try APIRequest.answering { try TriageAPI(context).question() } },
        Route(
            .post, "/api/v1/explain", "Why a programme's outcome is what it is, and what would change it",
            roles: .decides, isPersonal: true, format: .json
        ) { context in try APIRequest.answering { try TriageAPI(context).explain() } },
        Route(
            .post, "/api/v1/decisions", "Decides a case and keeps the decision", roles: .decides, writes: true,
            isPersonal: true, format: .json
        ) { context in try APIRequest.answering { try TriageAPI(context).keep() } },
        Route(
            .get, "/api/v1/decisions/{reference}", "A decision that was kept", roles: .seesPeople, isPersonal: true,
            format: .json
        ) { context in
            let decisions = DecisionOperations(context)
            let kept = try decisions.read(context.parameter("reference"))
            let shown = try decisions.shownCase(of: kept)
            return Response.json { KeptDecisionJSON(context.rulebook).write(kept, shown: shown, to: &$0) }
        },
    ]
}

/// What the JSON API does with cases.
struct TriageAPI {
    private let context: RequestContext
    private var serving: ServingRulebook { context.rulebook }

    init(_ context: RequestContext) {
        self.context = context
    }

    func decide() throws -> Response {
        let detail = try detail
        var request = try APIRequest(context)
        let asked = try request.askedCase()
        let decision = try request.decide(asked.person, traced: detail != .none)
        return answer(asked.historicFacts, under: "decision") {
            DecisionJSON(serving.rulebook, detail: detail).write(decision, to: &$0)
        }
    }

    func question() throws -> Response {
        var request = try APIRequest(context)
        let asked = try request.askedCase()
        let step = try request.allowed(asked.person) { () throws(Refusal) in
            try serving.step(asked.person, on: context.now.day)
        }
        return Response.json { RulebookJSON(serving).write(step, fromRecord: asked.historicFacts, to: &$0) }
    }

    func explain() throws -> Response {
        var request = try APIRequest(context)
        let name = request.requiredText("programme")
        let programme = serving.rulebook.programmes.firstIndex { $0.name == name }
        if let name, programme == nil {
            request.refuse("programme.unknown", "there is no programme called `\(name)`", at: "programme")
        }
        let asked = try request.caseWithHistory(beside: ["programme"])
        let index = try request.checked(programme)
        let explanation = try request.allowed(asked.person) { () throws(Refusal) in
            try serving.explain(asked.person, programme: index, on: context.now.day)
        }
        return answer(asked.historicFacts, under: "explanation") {
            ExplanationJSON(serving.rulebook, detail: .short).write(explanation, programme: index, to: &$0)
        }
    }

    func keep() throws -> Response {
        var request = try APIRequest(context)
        let asked = try request.caseWithHistory()
        if asked.historicFacts == nil { _ = try request.decide(asked.person, traced: false) }
        let key = try context.idempotencyKey()
        let decisions = DecisionOperations(context)
        guard
            let reference = try decisions.keep(
                asked.person, channel: "api", caseReference: asked.caseReference, idempotencyKey: { _ in key },
                sent: asked.historicFacts == nil ? nil : context.body)
        else { throw Problem.broken }
        // What was kept is shown: after a repeated request that is the first decision.
        let first = try decisions.read(reference)
        let shown = try decisions.shownCase(of: first)
        var response = Response.json(.created) {
            KeptDecisionJSON(serving).write(first, shown: shown, fromRecord: asked.historicFacts, to: &$0)
        }
        response.headers[.location] = "/api/v1/decisions/" + reference
        return response
    }

    /// How much of the trace is wanted: `?trace=none`, `short` (unless said otherwise) or `full`.
    private var detail: TraceDetail {
        get throws {
            guard let text = context.query["trace"] else { return .short }
            guard let detail = TraceDetail(rawValue: text) else {
                throw Problem(
                    .badRequest, "`trace` must be none, short or full", "Leave it out, or write one of these.")
            }
            return detail
        }
    }

    /// What was asked for; where facts were taken from the record, under a key with these beside it.
    private func answer(
        _ historic: [HistoricFact]?, under key: String, _ write: (inout JSONWriter) -> Void
    ) -> Response {
        Response.json { writer in
            guard let historic else { return write(&writer) }
            writer.object { writer in
                writer.key(key)
                write(&writer)
                writer.key("history")
                RulebookJSON(serving).write(historic, to: &writer)
            }
        }
    }
}
