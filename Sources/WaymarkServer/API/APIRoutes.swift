import HTTPTypes
import Hummingbird
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

extension Routes {
    /// The JSON API. ``OpenAPI`` describes every route here; a test holds the two together.
    static let api: [Route] = [
        Route(.get, "/api/v1/openapi.json", "The OpenAPI description of this API", roles: [], speech: .json) { exchange in
            exchange.bytes(OpenAPI.document, type: "application/json")
        },
        Route(.get, "/api/v1/schemas/case", "The JSON Schema of a case", roles: .everyone, speech: .json) { exchange in
            exchange.bytes(
                Array(CaseSchema.text(for: exchange.rulebook.rulebook).utf8), type: "application/schema+json")
        },
        Route(.get, "/api/v1/rulebook", "The rulebook that serves", roles: .everyone, speech: .json) { exchange in
            exchange.json { APIWriter(exchange.rulebook).writeRulebook(to: &$0) }
        },
        Route(.get, "/api/v1/services", "Every service, with where and when it serves", roles: .everyone, speech: .json) {
            exchange in
            exchange.json { APIWriter(exchange.rulebook).writeServices(on: exchange.now.day, to: &$0) }
        },
        Route(
            .post, "/api/v1/decide", "Decides a case; keeps nothing", roles: .desk, isPersonal: true, speech: .json
        ) { exchange in
            try answered {
                let detail = try APIRoutes.detail(exchange)
                var request = try APIRequest(exchange)
                let person = try request.checked(request.wholeCase())
                let decision = try APIRoutes.decide(person, exchange, &request, traced: detail != .none)
                return exchange.json { DecisionJSON(exchange.rulebook.rulebook, detail: detail).write(decision, to: &$0) }
            }
        },
        Route(
            .post, "/api/v1/question", "The next question for a case, and where every programme stands", roles: .desk,
            isPersonal: true, speech: .json
        ) { exchange in
            try answered {
                var request = try APIRequest(exchange)
                let person = try request.checked(request.wholeCase())
                let step = exchange.rulebook.withEngine { engine -> Result<InterviewStep, Refusal> in
                    do throws(Refusal) {
                        return .success(
                            try engine.interviewer.step(engine.interviewer.begin(person, on: exchange.now.day)))
                    } catch { return .failure(error) }
                }
                switch step {
                case .success(let step): return exchange.json { APIWriter(exchange.rulebook).write(step, to: &$0) }
                case .failure(let refusal):
                    request.refuse(refusal, of: person)
                    return try request.checked(nil)
                }
            }
        },
        Route(
            .post, "/api/v1/explain", "Why a programme's outcome is what it is, and what would change it", roles: .desk,
            isPersonal: true, speech: .json
        ) { exchange in
            try answered {
                let rulebook = exchange.rulebook.rulebook
                var request = try APIRequest(exchange)
                request.allow(["case", "programme"])
                let person = request.requiredCase("case")
                let name = request.requiredText("programme")
                let programme = rulebook.programmes.firstIndex { $0.name == name }
                if let name, programme == nil {
                    request.refuse("programme.unknown", "there is no programme called `\(name)`", at: "programme")
                }
                let checked = try request.checked(person)
                let index = try request.checked(programme)
                let found = exchange.rulebook.withEngine { engine -> Result<Explanation, Refusal> in
                    do throws(Refusal) {
                        return .success(try engine.explainer.explain(checked, programme: index, on: exchange.now.day))
                    } catch { return .failure(error) }
                }
                switch found {
                case .success(let explanation):
                    return exchange.json {
                        ExplanationJSON(rulebook, detail: .short).write(explanation, programme: index, to: &$0)
                    }
                case .failure(let refusal):
                    request.refuse(refusal, of: checked)
                    return try request.checked(nil)
                }
            }
        },
        Route(
            .post, "/api/v1/decisions", "Decides a case and keeps the decision", roles: .desk, writes: true,
            isPersonal: true, speech: .json
        ) { exchange in
            try answered {
                var request = try APIRequest(exchange)
                request.allow(["case", "case_reference", "history"])
                let person = request.requiredCase("case")
                let caseReference = request.text("case_reference")
                let wantsHistory = request.flag("history")
                if wantsHistory, caseReference?.isEmpty != false {
                    request.refuse("api.history", "`history` needs a `case_reference` to look for", at: "history")
                }
                var checked = try request.checked(person)
                _ = try APIRoutes.decide(checked, exchange, &request, traced: false)
                let historic = try wantsHistory
                    ? HistoryFeed(exchange).facts(
                        forCase: caseReference ?? "", beside: checked, on: checked.decisionDate ?? exchange.now.day) : []
                for fact in historic { checked.answers[fact.fact] = fact.answer }
                guard
                    let kept = Keeper(exchange.rulebook).keepable(checked, channel: "api", caseReference: caseReference)
                else { throw Trouble.broken }
                let reference = try exchange.workspace.store.record(
                    kept.new, by: exchange.actor, at: exchange.now, idempotencyKey: try APIRoutes.idempotencyKey(exchange),
                    sent: wantsHistory ? exchange.body : nil)
                // What was kept is shown: after a repeated request that is the first decision.
                let first = try exchange.decision(reference)
                let shown = try APIRoutes.shown(first, exchange)
                var response = exchange.json(.created) {
                    APIWriter(exchange.rulebook).write(first, shown: shown, fromRecord: wantsHistory ? historic : nil, to: &$0)
                }
                response.headers[.location] = "/api/v1/decisions/" + reference
                return response
            }
        },
        Route(
            .get, "/api/v1/decisions/{reference}", "A decision that was kept", roles: [.custodyWorker, .officer, .auditor],
            isPersonal: true, speech: .json
        ) { exchange in
            let kept = try exchange.decision(exchange.parameter("reference"))
            let shown = try APIRoutes.shown(kept, exchange)
            return exchange.json { APIWriter(exchange.rulebook).write(kept, shown: shown, to: &$0) }
        },
    ] + capacityAPI + referralAPI + reportAPI

    static func answered(_ body: () throws -> Response) throws -> Response {
        do { return try body() } catch let refused as APIRequest.Refused { return refused.response }
    }
}

/// What several routes of the API do.
enum APIRoutes {
    /// How much of the trace is wanted: `?trace=none`, `short` (unless said otherwise) or `full`.
    static func detail(_ exchange: Exchange) throws -> TraceDetail {
        guard let text = exchange.query["trace"] else { return .short }
        guard let detail = TraceDetail(rawValue: text) else {
            throw Trouble(.badRequest, "`trace` must be none, short or full", "Leave it out, or write one of these.")
        }
        return detail
    }

    static func decide(
        _ person: Case, _ exchange: Exchange, _ request: inout APIRequest, traced: Bool
    ) throws -> Decision {
        let found = exchange.rulebook.withEngine { engine -> Result<Decision, Refusal> in
            do throws(Refusal) {
                return .success(try engine.decider.decide(person, on: exchange.now.day, traced: traced))
            } catch { return .failure(error) }
        }
        switch found {
        case .success(let decision): return decision
        case .failure(let refusal):
            request.refuse(refusal, of: person)
            return try request.checked(nil)
        }
    }

    /// A kept case without what is for audit alone: ethnicity is never shown beside a person.
    static func shown(_ kept: KeptDecision, _ exchange: Exchange) throws -> [UInt8]? {
        if kept.facts.isEmpty { return nil }
        let keeper = Keeper(try exchange.workspace.serving(kept.rulebook))
        guard let person = keeper.person(from: kept.facts) else { throw Trouble.broken }
        return keeper.facts(of: keeper.shown(person, under: exchange.rulebook.rulebook))
    }

    /// The `Idempotency-Key` header; one caller's key means nothing for another.
    static func idempotencyKey(_ exchange: Exchange) throws -> String? {
        guard let name = HTTPField.Name("idempotency-key"), let key = exchange.headers[name] else { return nil }
        guard (1...200).contains(key.utf8.count) else {
            throw Trouble(.badRequest, "The Idempotency-Key must have 1 to 200 bytes", "Use a new random key for each new request.")
        }
        return exchange.actor.name + "\n" + key
    }
}
