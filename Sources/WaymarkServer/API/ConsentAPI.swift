import HTTPTypes
import Hummingbird
import WaymarkDocuments
import WaymarkStore

extension Routes {
    /// What people say to being referred, as JSON; ``OpenAPI`` describes it.
    static let consentAPI: [Route] = [
        Route(
            .post, "/api/v1/decisions/{reference}/consents",
            "Keeps that the person said no to a service, so that nothing is sent, or has changed their mind",
            roles: .desk,
            writes: true, isPersonal: true, speech: .json
        ) { exchange in
            try answered {
                let reference = exchange.parameter("reference")
                let found = try KeptCase(reference, exchange)
                var request = try APIRequest(exchange)
                request.allow(["programme", "service", "answer", "note"])
                let programme = request.requiredText("programme")
                let service = request.requiredText("service")
                let answer = request.requiredChoice("answer", ConsentAnswer.self)
                let note = request.text("note", atMost: ReferralOffer.noteLimit)
                let stated = try request.checked(answer)
                let offer = try ReferralOffer(
                    found, service: request.checked(service), programme: request.checked(programme))
                if !offer.needsConsent {
                    request.refuse(
                        "consent.not-needed", "nobody has to agree before this service is told", at: "service")
                    return try request.checked(nil)
                }
                try exchange.workspace.store.state(
                    offer.statement(stated, note: note), ofDecision: reference, by: exchange.actor, at: exchange.now)
                let kept = try exchange.decision(reference)
                let shown = try APIRoutes.shown(kept, exchange)
                return exchange.json(.created) { APIWriter(exchange.rulebook).write(kept, shown: shown, to: &$0) }
            }
        }
    ]
}
