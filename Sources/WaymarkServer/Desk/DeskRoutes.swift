import HTTPTypes
import Hummingbird
import WaymarkSodium
import WaymarkStore

extension Routes {
    static let desk: [Route] = [
        Route(
            .get, "/triage", "Find out what fits a person, question by question, and keep the decision", roles: .desk,
            isPersonal: true, navigation: "Triage"
        ) { TriageStart.page($0) },
        Route(
            .post, "/triage", "Takes an answer and asks the next question; keeps nothing", roles: .desk,
            isPersonal: true
        ) {
            try TriageDesk(exchange: $0, way: .desk).carryOn()
        },
        Route(
            .post, "/triage/form", "Takes every answer of the one page; keeps nothing", roles: .desk, isPersonal: true
        ) {
            try AllQuestions($0).take()
        },
        Route(
            .post, "/triage/decide", "Decides, and keeps the decision", roles: .desk, writes: true, isPersonal: true,
            renew: { try decideAgain($0) }
        ) { try decide($0, .desk) },
        Route(.get, "/decisions/{reference}", "A kept decision", roles: .desk.union([.auditor]), isPersonal: true) {
            try ResultPages($0).page()
        },
        Route(
            .post, "/decisions/{reference}/more", "Asks on from a kept decision; keeps nothing", roles: .desk,
            isPersonal: true
        ) { try ResultPages($0).askOn() },
        Route(
            .get, "/decisions/{reference}/sheet", "A kept decision on paper, to hand over",
            roles: .desk.union([.auditor]),
            isPersonal: true
        ) { try ResultPages($0).paper() },
        Route(
            .get, "/decisions/{reference}/why/{programme}", "Why, why not, and what would change it",
            roles: .desk.union([.auditor]), isPersonal: true
        ) { try ResultPages($0).why() },
        Route(
            .post, "/decisions/{reference}/departure", "Records that the worker decided otherwise, and why",
            roles: .desk,
            writes: true, isPersonal: true
        ) { try ResultPages($0).depart() },
    ]

    /// Decides and keeps the decision in one; it is shown only from the record.
    static func decide(_ exchange: Exchange, _ way: TriageWay) throws -> Response {
        guard let sheet = Sheet(exchange) else { throw Trouble.expiredForm }
        var person = sheet.person(under: exchange.rulebook.rulebook)
        AuditQuestion(exchange).take(into: &person)
        guard
            let kept = Keeper(exchange.rulebook).keepable(
                person, channel: way.channel, caseReference: sheet.reference.isEmpty ? nil : sheet.reference)
        else {
            throw Trouble(
                .conflict, "These answers cannot all be so", "Nothing was kept. Go back and change one of them.",
                way: Page.Crumb("Start again", way.address))
        }
        let reference = try exchange.workspace.store.record(
            kept.new, by: exchange.actor, at: exchange.now, idempotencyKey: onceKey(sheet, kept.new))
        return exchange.redirect("/decisions/\(reference)")
    }

    /// Two clicks on the same answers keep one decision; who goes back and changes an answer makes another.
    private static func onceKey(_ sheet: Sheet, _ new: NewDecision) -> String {
        sheet.key + " " + Sodium.hexadecimal(Sodium.sha256(Array(sheet.key.utf8) + new.facts))
    }

    /// The session was renewed since the form was shown: the answers are shown again, to be confirmed.
    static func decideAgain(_ exchange: Exchange) throws -> Response {
        guard let sheet = Sheet(exchange) else { throw Trouble.expiredForm }
        return try TriageDesk(exchange: exchange, way: .desk).review(
            sheet,
            saying:
                "You logged in again since this was shown. Nothing was kept yet: check the answers and decide once more."
        )
    }
}
