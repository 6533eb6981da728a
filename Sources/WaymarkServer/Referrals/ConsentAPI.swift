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
            roles: .decides,
            writes: true, isPersonal: true, format: .json
        ) { context in
            try APIRequest.answering {
                let reference = context.parameter("reference")
                let found = try KeptCase(reference, context)
                var request = try APIRequest(context)
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
                try ReferralOperations(context).answer(offer, stated, note: note)
                let decisions = DecisionOperations(context)
                let kept = try decisions.read(reference)
                let shown = try decisions.shownCase(of: kept)
                return Response.json(.created) { KeptDecisionJSON(context.rulebook).write(kept, shown: shown, to: &$0) }
            }
        }
    ]
}
