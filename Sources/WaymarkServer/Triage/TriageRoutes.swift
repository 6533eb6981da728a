import HTTPTypes
import Hummingbird
import WaymarkSodium
import WaymarkStore

extension Routes {
    static let triage: [Route] = [
        Route(
            .get, "/triage", "Find out what fits a person, question by question, and keep the decision",
            roles: .decides,
            isPersonal: true, navigation: "Triage"
        ) { TriageStart.page($0) },
        Route(
            .post, "/triage", "Takes an answer and asks the next question; keeps nothing", roles: .decides,
            isPersonal: true
        ) {
            try TriageInterview(context: $0, way: .triage).carryOn()
        },
        Route(
            .post, "/triage/form", "Takes every answer of the one page; keeps nothing", roles: .decides,
            isPersonal: true
        ) {
            try AllQuestions($0).take()
        },
        Route(
            .post, "/triage/decide", "Decides, and keeps the decision", roles: .decides, writes: true, isPersonal: true,
            renew: { try decideAgain($0) }
        ) { try decide($0, .triage) },
        Route(.get, "/decisions/{reference}", "A kept decision", roles: .seesPeople, isPersonal: true) {
            try ResultPages($0).page()
        },
        Route(
            .post, "/decisions/{reference}/more", "Asks on from a kept decision; keeps nothing", roles: .decides,
            isPersonal: true
        ) { try ResultPages($0).askOn() },
        Route(
            .get, "/decisions/{reference}/sheet", "A kept decision on paper, to hand over",
            roles: .seesPeople,
            isPersonal: true
        ) { try ResultPages($0).paper() },
        Route(
            .get, "/decisions/{reference}/why/{programme}", "Why, why not, and what would change it",
            roles: .seesPeople, isPersonal: true
        ) { try ResultPages($0).why() },
        Route(
            .post, "/decisions/{reference}/departure", "Records that the worker decided otherwise, and why",
            roles: .decides,
            writes: true, isPersonal: true
        ) { try ResultPages($0).depart() },
    ]

    /// Decides and keeps the decision in one; it is shown only from the record.
    static func decide(_ context: RequestContext, _ way: TriageWay) throws -> Response {
        guard let draft = DraftCase(context) else { throw Problem.expiredForm }
        var person = draft.person(under: context.rulebook.rulebook)
        AuditQuestion(context).take(into: &person)
        guard
            let reference = try DecisionOperations(context).keep(
                person, channel: way.channel, caseReference: draft.reference.isEmpty ? nil : draft.reference,
                idempotencyKey: { onceKey(draft, $0) })
        else {
            throw Problem(
                .conflict, "These answers cannot all be so", "Nothing was kept. Go back and change one of them.",
                way: Link("Start again", way.address))
        }
        return Response.seeOther("/decisions/\(reference)")
    }

    /// Two clicks on the same answers keep one decision; who goes back and changes an answer makes another.
    private static func onceKey(_ draft: DraftCase, _ new: NewDecision) -> String {
        draft.key + " " + Sodium.hexadecimal(Sodium.sha256(Array(draft.key.utf8) + new.facts))
    }

    /// The session was renewed since the form was shown: the answers are shown again, to be confirmed.
    static func decideAgain(_ context: RequestContext) throws -> Response {
        guard let draft = DraftCase(context) else { throw Problem.expiredForm }
        return try TriageInterview(context: context, way: .triage).review(
            draft,
            saying:
                "You logged in again since this was shown. Nothing was kept yet: check the answers and decide once more."
        )
    }
}
