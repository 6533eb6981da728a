import HTTPTypes
import Hummingbird
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

extension Routes {
    /// Referrals as JSON; ``OpenAPI`` describes them.
    static let referralAPI: [Route] = [
        Route(
            .post, "/api/v1/referrals", "Keeps a referral that was sent from a decision", roles: .decides, writes: true,
            isPersonal: true, format: .json
        ) { context in try APIRequest.answering { try ReferralAPI(context).send() } },
        Route(
            .get, "/api/v1/referrals", "Referrals that you may see, the last change first", roles: .seesPeople,
            isPersonal: true, format: .json
        ) { context in try APIRequest.answering { try ReferralAPI(context).list() } },
        Route(
            .get, "/api/v1/referrals/{reference}", "A referral and what happened to it", roles: .seesPeople,
            isPersonal: true, format: .json
        ) { context in try APIRequest.answering { try ReferralAPI(context).one() } },
        Route(
            .post, "/api/v1/referrals/{reference}/events", "Records what happened to a referral", roles: .decides,
            writes: true,
            isPersonal: true, format: .json
        ) { context in try APIRequest.answering { try ReferralAPI(context).record() } },
        Route(
            .post, "/api/v1/history", "The referrals of one case reference, and the facts they give",
            roles: .seesPeople,
            isPersonal: true, format: .json
        ) { context in try APIRequest.answering { try ReferralAPI(context).history() } },
    ]
}

/// What the JSON API does with referrals.
struct ReferralAPI {
    private let context: RequestContext
    private var referrals: ReferralOperations { ReferralOperations(context) }

    private static let pageSize = 50

    init(_ context: RequestContext) {
        self.context = context
    }

    func send() throws -> Response {
        var request = try APIRequest(context)
        request.allow(["decision", "programme", "service", "consent", "note"])
        let decision = request.requiredText("decision")
        let programme = request.requiredText("programme")
        let service = request.requiredText("service")
        let consent = request.requiredChoice("consent", ReferralConsent.self)
        let note = request.text("note", atMost: ReferralOffer.noteLimit)
        let stated = try request.checked(consent)
        let offer = try ReferralOffer(
            try KeptCase(request.checked(decision), context), service: request.checked(service),
            programme: request.checked(programme))
        if offer.needsConsent, stated == .notNeeded {
            request.refuse(
                "referral.consent", "somebody has to agree before this service is told about the person", at: "consent")
            return try request.checked(nil)
        }
        let reference = try referrals.send(
            offer, consent: stated, note: note, idempotencyKey: try context.idempotencyKey())
        let sent = try referrals.read(reference)
        var response = Response.json(.created) { ReferralAPI.write(sent, withEvents: true, to: &$0) }
        response.headers[.location] = "/api/v1/referrals/" + reference
        return response
    }

    func one() throws -> Response {
        let referral = try referrals.read(context.parameter("reference"))
        return Response.json { ReferralAPI.write(referral, withEvents: true, to: &$0) }
    }

    func record() throws -> Response {
        let reference = context.parameter("reference")
        try context.admit(referral: reference)
        var request = try APIRequest(context)
        request.allow(["event", "revision", "reason", "note"])
        let event = request.requiredChoice("event", ReferralEvent.self)
        let revision = request.requiredNumber("revision")
        let reason = request.choice("reason", ReferralReason.self)
        let note = request.text("note", atMost: ReferralOffer.noteLimit)
        let change = ReferralChange(
            try request.checked(event), reason: reason, note: note, revision: try request.checked(revision))
        let referral = try referrals.record(change, of: reference, idempotencyKey: try context.idempotencyKey())
        return Response.json(.created) { ReferralAPI.write(referral, withEvents: true, to: &$0) }
    }

    func list() throws -> Response {
        var filter = ReferralFilter()
        if let text = context.query["state"] {
            guard let state = ReferralState(rawValue: text) else { throw ReferralAPI.wrongQuery("state") }
            filter.states = [state]
        }
        filter.programme = context.query["programme"]
        if try flag("mine") { filter.madeBy = context.actor.name }
        filter.needsAttention = try flag("attention")
        var page = 1
        if let text = context.query["page"] {
            guard let number = Int(text), (1...1_000_000).contains(number) else { throw ReferralAPI.wrongQuery("page") }
            page = number
        }
        filter.limit = ReferralAPI.pageSize
        filter.offset = (page - 1) * ReferralAPI.pageSize
        let list = try referrals.list(filter)
        return Response.json { writer in
            writer.object { writer in
                writer.field("total", list.total)
                writer.field("page", page)
                writer.field("page_size", ReferralAPI.pageSize)
                writer.key("referrals")
                writer.array(of: list.referrals) { ReferralAPI.write($1, withEvents: false, to: &$0) }
            }
        }
    }

    private func flag(_ name: String) throws -> Bool {
        switch context.query[name] {
        case nil, "false": false
        case "true": true
        default: throw ReferralAPI.wrongQuery(name)
        }
    }

    private static func wrongQuery(_ name: String) -> Problem {
        Problem(.badRequest, "`\(name)` in the address cannot be that", "See /api/v1/openapi.json for what it can be.")
    }

    func history() throws -> Response {
        var request = try APIRequest(context)
        request.allow(["case_reference"])
        let caseReference = try request.checked(request.requiredText("case_reference"))
        let found = try referrals.referrals(forCase: caseReference)
        return Response.json { writer in
            writer.object { writer in
                writer.key("referrals")
                writer.array(of: found.referrals) { ReferralAPI.write($1, withEvents: true, to: &$0) }
                writer.key("facts")
                RulebookJSON(context.rulebook).write(found.facts, to: &writer)
            }
        }
    }

    // MARK: - Writing

    static func write(_ referral: Referral, withEvents: Bool, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.field("reference", referral.reference)
            writer.field("decision", referral.decision)
            writer.field("programme", referral.programme)
            writer.field("service", referral.service)
            writer.field("state", referral.state.rawValue)
            writer.field("revision", referral.revision)
            writer.field("possible", referral.possible.map(\.rawValue))
            writer.field("case_reference", referral.caseReference)
            writer.field("area", referral.area)
            writer.field("source", referral.source)
            writer.field("consent", referral.consent?.rawValue)
            writer.field("sent_at", referral.madeAt.iso)
            writer.field("sent_by", referral.madeBy)
            writer.field("changed_at", referral.changedAt.iso)
            writer.field("first_contact_at", referral.progress.firstContactAt?.iso)
            writer.field("failed_contacts", referral.progress.failedContacts)
            writer.field("closes_after_failed_contacts", referral.closesAfter)
            if withEvents {
                writer.key("events")
                writer.array(of: referral.events) { writer, event in
                    writer.object { writer in
                        writer.field("revision", event.revision)
                        writer.field("at", event.at.iso)
                        writer.field("by", event.by)
                        writer.field("event", event.event.rawValue)
                        writer.field("state", event.state.rawValue)
                        writer.field("reason", event.reason?.rawValue)
                        writer.field("note", event.note)
                    }
                }
            }
        }
    }
}
