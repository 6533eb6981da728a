import GRDB

/// Who may see a decision or a referral: what has to be asked before anything of it is read.
///
/// A decision belongs to the areas of the service map that its case names, in any fact whose values are areas: where the
/// person lives, where the offence was, whichever they chose. A referral belongs to those of its decision. What names no
/// area belongs to everyone who has the role. Whoever made one goes on seeing it.
package struct Visibility: Sendable, Hashable {
    package var areas: Set<String>
    package var madeBy: Set<String>

    package init(areas: Set<String>, madeBy: Set<String>) {
        self.areas = areas
        self.madeBy = madeBy
    }

    /// - Parameter limit: the areas of whoever asks; empty means all.
    package func isSeen(by actor: Actor, limitedTo limit: Set<String>) -> Bool {
        limit.isEmpty || areas.isEmpty || madeBy.contains(actor.name) || !areas.isDisjoint(with: limit)
    }

    /// The same as a condition of SQL on the rows of `decision`.
    static func decisions(
        seenBy actor: Actor, limitedTo limit: Set<String>
    ) -> (sql: String, arguments: StatementArguments) {
        if limit.isEmpty { return ("1", []) }
        return (
            """
            (decision.decided_by = ?
              OR EXISTS (SELECT 1 FROM decision_area AS own WHERE own.decision = decision.id AND own.area IN (\(databaseQuestionMarks(count: limit.count))))
              OR NOT EXISTS (SELECT 1 FROM decision_area AS any_area WHERE any_area.decision = decision.id))
            """, [actor.name] + StatementArguments(limit.sorted())
        )
    }
}

extension AuditAction {
    /// Somebody asked for what is kept of a person, and it belongs to another area.
    package static let personRefused = AuditAction("person.refused")
}

extension Store {
    /// Who may see a decision; nothing of the person is read.
    ///
    /// - Throws: `notFound`.
    package func visibility(ofDecision reference: String) throws(StoreError) -> Visibility {
        try read { db in
            guard
                let row = try Row.fetchOne(
                    db, sql: "SELECT id, decided_by FROM decision WHERE reference = ?", arguments: [reference])
            else { throw StoreError.notFound("decision \(reference)") }
            return Visibility(
                areas: try Set(DecisionAreaRow.areas(ofDecision: row["id"], db)), madeBy: [row["decided_by"]])
        }
    }

    /// Writes down that somebody asked for what belongs to another area, and was not shown it.
    package func refusedReading(_ reference: String, by actor: Actor, at: Moment) throws(StoreError) {
        try note(.personRefused, subject: reference, by: actor, at: at)
    }
}
