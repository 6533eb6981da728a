import HTTPTypes
import Hummingbird
import WaymarkAnalysis
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

extension Routes {
    /// The JSON API. ``OpenAPI`` describes every route here; a test holds the two together.
    static let api: [Route] =
        [
            Route(.get, "/api/v1/openapi.json", "The OpenAPI description of this API", roles: [], speech: .json) {
                context in
                context.bytes(OpenAPI.document, type: "application/json")
            },
            Route(.get, "/api/v1/schemas/case", "The JSON Schema of a case", roles: .everyone, speech: .json) {
                context in
                context.bytes(
                    Array(CaseSchema.text(for: context.rulebook.rulebook).utf8), type: "application/schema+json")
            },
            Route(.get, "/api/v1/rulebook", "The rulebook that serves", roles: .everyone, speech: .json) { context in
                context.json { APIWriter(context.rulebook).writeRulebook(to: &$0) }
            },
            Route(
                .get, "/api/v1/services", "Every service, with where and when it serves", roles: .everyone,
                speech: .json
            ) {
                context in
                context.json { APIWriter(context.rulebook).writeServices(on: context.now.day, to: &$0) }
            },
            Route(
                .post, "/api/v1/decide", "Decides a case; keeps nothing", roles: .decides, isPersonal: true,
                speech: .json
            ) { context in
                try answered {
                    let detail = try APIRoutes.detail(context)
                    var request = try APIRequest(context)
                    let asked = try request.askedCase()
                    let decision = try APIRoutes.decide(asked.person, context, &request, traced: detail != .none)
                    return context.json { writer in
                        let written = DecisionJSON(context.rulebook.rulebook, detail: detail)
                        guard let historic = asked.historic else { return written.write(decision, to: &writer) }
                        writer.object { writer in
                            writer.key("decision")
                            written.write(decision, to: &writer)
                            writer.key("history")
                            APIWriter(context.rulebook).write(historic, to: &writer)
                        }
                    }
                }
            },
            Route(
                .post, "/api/v1/question", "The next question for a case, and where every programme stands",
                roles: .decides,
                isPersonal: true, speech: .json
            ) { context in
                try answered {
                    var request = try APIRequest(context)
                    let asked = try request.askedCase()
                    let step = context.rulebook.withEngine { engine -> Result<InterviewStep, Refusal> in
                        do throws(Refusal) {
                            return .success(
                                try engine.interviewer.step(
                                    engine.interviewer.begin(asked.person, on: context.now.day)))
                        } catch { return .failure(error) }
                    }
                    switch step {
                    case .success(let step):
                        return context.json {
                            APIWriter(context.rulebook).write(step, fromRecord: asked.historic, to: &$0)
                        }
                    case .failure(let refusal):
                        request.refuse(refusal, of: asked.person)
                        return try request.checked(nil)
                    }
                }
            },
            Route(
                .post, "/api/v1/explain", "Why a programme's outcome is what it is, and what would change it",
                roles: .decides,
                isPersonal: true, speech: .json
            ) { context in
                try answered {
                    let rulebook = context.rulebook.rulebook
                    var request = try APIRequest(context)
                    let name = request.requiredText("programme")
                    let programme = rulebook.programmes.firstIndex { $0.name == name }
                    if let name, programme == nil {
                        request.refuse("programme.unknown", "there is no programme called `\(name)`", at: "programme")
                    }
                    let asked = try request.caseWithHistory(beside: ["programme"])
                    let index = try request.checked(programme)
                    let found = context.rulebook.withEngine { engine -> Result<Explanation, Refusal> in
                        do throws(Refusal) {
                            return .success(
                                try engine.explainer.explain(asked.person, programme: index, on: context.now.day))
                        } catch { return .failure(error) }
                    }
                    switch found {
                    case .success(let explanation):
                        return context.json { writer in
                            let written = ExplanationJSON(rulebook, detail: .short)
                            guard let historic = asked.historic else {
                                return written.write(explanation, programme: index, to: &writer)
                            }
                            writer.object { writer in
                                writer.key("explanation")
                                written.write(explanation, programme: index, to: &writer)
                                writer.key("history")
                                APIWriter(context.rulebook).write(historic, to: &writer)
                            }
                        }
                    case .failure(let refusal):
                        request.refuse(refusal, of: asked.person)
                        return try request.checked(nil)
                    }
                }
            },
            Route(
                .post, "/api/v1/decisions", "Decides a case and keeps the decision", roles: .decides, writes: true,
                isPersonal: true, speech: .json
            ) { context in
                try answered {
                    var request = try APIRequest(context)
                    let asked = try request.caseWithHistory()
                    if asked.historic == nil {
                        _ = try APIRoutes.decide(asked.person, context, &request, traced: false)
                    }
                    guard
                        let kept = DecisionRecorder(context.rulebook).decided(
                            asked.person, channel: "api", caseReference: asked.caseReference)
                    else { throw Problem.broken }
                    let reference = try context.server.store.record(
                        kept.new, by: context.actor, at: context.now,
                        idempotencyKey: try APIRoutes.idempotencyKey(context),
                        sent: asked.historic == nil ? nil : context.body)
                    // What was kept is shown: after a repeated request that is the first decision.
                    let first = try context.decision(reference)
                    let shown = try APIRoutes.shown(first, context)
                    var response = context.json(.created) {
                        APIWriter(context.rulebook).write(first, shown: shown, fromRecord: asked.historic, to: &$0)
                    }
                    response.headers[.location] = "/api/v1/decisions/" + reference
                    return response
                }
            },
            Route(
                .get, "/api/v1/decisions/{reference}", "A decision that was kept",
                roles: [.custodyWorker, .officer, .auditor],
                isPersonal: true, speech: .json
            ) { context in
                let kept = try context.decision(context.parameter("reference"))
                let shown = try APIRoutes.shown(kept, context)
                return context.json { APIWriter(context.rulebook).write(kept, shown: shown, to: &$0) }
            },
        ] + consentAPI + capacityAPI + referralAPI + reportAPI

    static func answered(_ body: () throws -> Response) throws -> Response {
        do { return try body() } catch let refused as APIRequest.Refused { return refused.response }
    }
}

/// What several routes of the API do.
enum APIRoutes {
    /// How much of the trace is wanted: `?trace=none`, `short` (unless said otherwise) or `full`.
    static func detail(_ context: RequestContext) throws -> TraceDetail {
        guard let text = context.query["trace"] else { return .short }
        guard let detail = TraceDetail(rawValue: text) else {
            throw Problem(.badRequest, "`trace` must be none, short or full", "Leave it out, or write one of these.")
        }
        return detail
    }

    static func decide(
        _ person: Case, _ context: RequestContext, _ request: inout APIRequest, traced: Bool
    ) throws -> Decision {
        let found = context.rulebook.withEngine { engine -> Result<Decision, Refusal> in
            do throws(Refusal) {
                return .success(try engine.decider.decide(person, on: context.now.day, traced: traced))
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
    static func shown(_ kept: KeptDecision, _ context: RequestContext) throws -> [UInt8]? {
        if kept.facts.isEmpty { return nil }
        let recorder = DecisionRecorder(try context.server.serving(kept.rulebook))
        guard let person = recorder.person(from: kept.facts) else { throw Problem.broken }
        return recorder.facts(of: recorder.shown(person, under: context.rulebook.rulebook))
    }

    /// The `Idempotency-Key` header; one caller's key means nothing for another.
    static func idempotencyKey(_ context: RequestContext) throws -> String? {
        guard let name = HTTPField.Name("idempotency-key"), let key = context.headers[name] else { return nil }
        guard (1...200).contains(key.utf8.count) else {
            throw Problem(
                .badRequest, "The Idempotency-Key must have 1 to 200 bytes",
                "Use a new random key for each new request.")
        }
        return context.actor.name + "\n" + key
    }
}
