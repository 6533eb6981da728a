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
            .post, "/api/v1/referrals", "Keeps a referral that was sent from a decision", roles: .desk, writes: true,
            isPersonal: true, speech: .json
        ) { exchange in try answered { try ReferralAPI(exchange).send() } },
        Route(
            .get, "/api/v1/referrals", "Referrals that you may see, the last change first", roles: .seesReferrals,
            isPersonal: true, speech: .json
        ) { exchange in try answered { try ReferralAPI(exchange).list() } },
        Route(
            .get, "/api/v1/referrals/{reference}", "A referral and what happened to it", roles: .seesReferrals,
            isPersonal: true, speech: .json
        ) { exchange in try answered { try ReferralAPI(exchange).one() } },
        Route(
            .post, "/api/v1/referrals/{reference}/events", "Records what happened to a referral", roles: .desk,
            writes: true,
            isPersonal: true, speech: .json
        ) { exchange in try answered { try ReferralAPI(exchange).record() } },
        Route(
            .post, "/api/v1/history", "The referrals of one case reference, and the facts they give",
            roles: .seesReferrals,
            isPersonal: true, speech: .json
        ) { exchange in try answered { try ReferralAPI(exchange).history() } },
    ]
}

/// What the JSON API does with referrals.
struct ReferralAPI {
    private let exchange: Exchange
    private var store: Store { exchange.workspace.store }

    private static let pageSize = 50

    init(_ exchange: Exchange) {
        self.exchange = exchange
    }

    func send() throws -> Response {
        var request = try APIRequest(exchange)
        request.allow(["decision", "programme", "service", "consent", "note"])
        let decision = request.requiredText("decision")
        let programme = request.requiredText("programme")
        let service = request.requiredText("service")
        let consent = request.requiredChoice("consent", ReferralConsent.self)
        let note = request.text("note", atMost: ReferralOffer.noteLimit)
        let stated = try request.checked(consent)
        let offer = try ReferralOffer(
            try KeptCase(request.checked(decision), exchange), service: request.checked(service),
            programme: request.checked(programme))
        if offer.needsConsent, stated == .notNeeded {
            request.refuse(
                "referral.consent", "somebody has to agree before this service is told about the person", at: "consent")
            return try request.checked(nil)
        }
        let reference = try store.send(
            offer.referral(consent: stated, note: note), by: exchange.actor, at: exchange.now,
            idempotencyKey: try APIRoutes.idempotencyKey(exchange))
        let sent = try store.referral(reference, readBy: exchange.actor, at: exchange.now)
        var response = exchange.json(.created) { ReferralAPI.write(sent, withEvents: true, to: &$0) }
        response.headers[.location] = "/api/v1/referrals/" + reference
        return response
    }

    func one() throws -> Response {
        let referral = try store.referral(try covered(), readBy: exchange.actor, at: exchange.now)
        return exchange.json { ReferralAPI.write(referral, withEvents: true, to: &$0) }
    }

    func record() throws -> Response {
        let reference = try covered()
        var request = try APIRequest(exchange)
        request.allow(["event", "revision", "reason", "note"])
        let event = request.requiredChoice("event", ReferralEvent.self)
        let revision = request.requiredNumber("revision")
        let reason = request.choice("reason", ReferralReason.self)
        let note = request.text("note", atMost: ReferralOffer.noteLimit)
        let change = ReferralChange(
            try request.checked(event), reason: reason, note: note, revision: try request.checked(revision))
        let referral = try store.change(
            reference, change, by: exchange.actor, at: exchange.now,
            idempotencyKey: try APIRoutes.idempotencyKey(exchange))
        return exchange.json(.created) { ReferralAPI.write(referral, withEvents: true, to: &$0) }
    }

    /// The reference in the address, where the visitor may see what it leads to.
    private func covered() throws -> String {
        let reference = exchange.parameter("reference")
        try exchange.admit(referral: reference)
        return reference
    }

    func list() throws -> Response {
        var filter = ReferralFilter()
        if let text = exchange.query["state"] {
            guard let state = ReferralState(rawValue: text) else { throw ReferralAPI.wrongQuery("state") }
            filter.states = [state]
        }
        filter.programme = exchange.query["programme"]
        if try flag("mine") { filter.madeBy = exchange.actor.name }
        filter.needsAttention = try flag("attention")
        var page = 1
        if let text = exchange.query["page"] {
            guard let number = Int(text), (1...1_000_000).contains(number) else { throw ReferralAPI.wrongQuery("page") }
            page = number
        }
        filter.areas = exchange.visitor?.areas ?? []
        filter.limit = ReferralAPI.pageSize
        filter.offset = (page - 1) * ReferralAPI.pageSize
        let list = try store.referrals(filter, readBy: exchange.actor, at: exchange.now)
        return exchange.json { writer in
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
        switch exchange.query[name] {
        case nil, "false": false
        case "true": true
        default: throw ReferralAPI.wrongQuery(name)
        }
    }

    private static func wrongQuery(_ name: String) -> Trouble {
        Trouble(.badRequest, "`\(name)` in the address cannot be that", "See /api/v1/openapi.json for what it can be.")
    }

    func history() throws -> Response {
        var request = try APIRequest(exchange)
        request.allow(["case_reference"])
        let caseReference = try request.checked(request.requiredText("case_reference"))
        let referrals = try store.referrals(
            forCase: caseReference, areas: exchange.visitor?.areas ?? [], readBy: exchange.actor, at: exchange.now)
        let serving = exchange.rulebook
        let facts = serving.rulebook.historicFacts(from: referrals.map(\.earlier), on: exchange.now.day)
        return exchange.json { writer in
            writer.object { writer in
                writer.key("referrals")
                writer.array(of: referrals) { ReferralAPI.write($1, withEvents: true, to: &$0) }
                writer.key("facts")
                APIWriter(serving).write(facts, to: &writer)
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

extension APIWriter {
    /// Facts with the referral that each comes from.
    func write(_ facts: [HistoricFact], to writer: inout JSONWriter) {
        let values = JSONCaseWriter(serving.rulebook.vocabulary)
        writer.array(of: facts) { writer, historic in
            let fact = serving.rulebook.vocabulary[historic.fact]
            writer.object { writer in
                writer.field("fact", fact.name)
                writer.key("value")
                values.write(historic.value, of: historic.fact, to: &writer)
                writer.field("referral", historic.origin.referral)
                writer.field("state", historic.origin.state.rawValue)
                writer.field("day", historic.origin.day.description)
            }
        }
    }
}
