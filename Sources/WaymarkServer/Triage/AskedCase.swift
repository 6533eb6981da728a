import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// A case as a request of the API asks about it.
struct AskedCase {
    /// With the facts from the record, where they were asked for.
    var person: Case
    var caseReference: String?
    /// Facts that were taken from earlier referrals; nil where that was not asked for.
    var historicFacts: [HistoricFact]?
}

extension APIRequest {
    /// The body as a case; or, where it has a `case`, that one with what ``caseWithHistory(beside:)`` reads beside it.
    ///
    /// - Throws: ``Refused``; what the record says where history is asked for.
    mutating func askedCase() throws -> AskedCase {
        if has("case") { return try caseWithHistory() }
        return AskedCase(person: try checked(wholeCase()))
    }

    /// The case under `case`, and where `history` is true, what earlier referrals under `case_reference` add to it. The
    /// reading of the record is in the audit; what the case says outweighs the record.
    ///
    /// - Parameter keys: what else may stand in the body.
    /// - Throws: ``Refused``; what the record says where history is asked for.
    mutating func caseWithHistory(beside keys: Set<String> = []) throws -> AskedCase {
        allow(keys.union(["case", "case_reference", "history"]))
        let person = requiredCase("case")
        let caseReference = text("case_reference")
        let wantsHistory = flag("history")
        if wantsHistory, caseReference?.isEmpty != false {
            refuse("api.history", "`history` needs a `case_reference` to look for", at: "history")
        }
        var asked = AskedCase(person: try checked(person), caseReference: caseReference)
        guard wantsHistory, let caseReference else { return asked }
        // Nothing of the person is read for a case that is refused anyway.
        _ = try decide(asked.person, traced: false)
        let historic = try CaseHistory(context).facts(
            forCase: caseReference, beside: asked.person, on: asked.person.decisionDate ?? context.now.day)
        for fact in historic { asked.person.answers[fact.fact] = fact.answer }
        asked.historicFacts = historic
        return asked
    }

    /// Decides a case of the body.
    ///
    /// - Throws: ``Refused`` where its facts cannot be so together.
    mutating func decide(_ person: Case, traced: Bool) throws(Refused) -> Decision {
        let (serving, day) = (context.rulebook, context.now.day)
        return try allowed(person) { () throws(Refusal) in try serving.decide(person, on: day, traced: traced) }
    }
}
