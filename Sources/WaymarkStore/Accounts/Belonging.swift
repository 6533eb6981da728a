import GRDB

/// Whose a decision or a referral is: what has to be asked before anything of it is read.
///
/// A decision belongs to the areas of the service map that its case names, in any fact whose values are areas: where the
/// person lives, where the offence was, whichever they chose. A referral belongs to those of its decision. What names no
/// area belongs to everyone who has the role. Whoever made one goes on seeing it.
package struct Belonging: Sendable, Hashable {
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
              OR EXISTS (SELECT 1 FROM decision_area AS own WHERE own.decision = decision.id AND own.area IN (\(marks(limit))))
              OR NOT EXISTS (SELECT 1 FROM decision_area AS any_area WHERE any_area.decision = decision.id))
            """, [actor.name] + StatementArguments(limit.sorted())
        )
    }

    /// The same as a condition of SQL on the rows of `referral`.
    static func referrals(
        seenBy actor: Actor, limitedTo limit: Set<String>
    ) -> (sql: String, arguments: StatementArguments) {
        if limit.isEmpty { return ("1", []) }
        // A referral keeps its own area when the decision is disposed of and names none any more.
        return (
            """
            (referral.made_by = ? OR referral.area IN (\(marks(limit)))
              OR EXISTS (SELECT 1 FROM decision AS its WHERE its.id = referral.decision AND its.decided_by = ?)
              OR EXISTS (SELECT 1 FROM decision_area AS own WHERE own.decision = referral.decision AND own.area IN (\(marks(limit))))
              OR (referral.area IS NULL
                AND NOT EXISTS (SELECT 1 FROM decision_area AS any_area WHERE any_area.decision = referral.decision)))
            """,
            [actor.name] + StatementArguments(limit.sorted()) + [actor.name] + StatementArguments(limit.sorted())
        )
    }

    private static func marks(_ names: Set<String>) -> String { names.map { _ in "?" }.joined(separator: ", ") }
}

extension Store {
    /// Whose a decision is; nothing of the person is read.
    ///
    /// - Throws: `notFound`.
    package func belonging(ofDecision reference: String) throws(StoreError) -> Belonging {
        try read { db in
            guard
                let row = try Row.fetchOne(
                    db, sql: "SELECT id, decided_by FROM decision WHERE reference = ?", arguments: [reference])
            else { throw StoreError.notFound("decision \(reference)") }
            return Belonging(areas: try Set(Store.areas(db, ofDecision: row["id"])), madeBy: [row["decided_by"]])
        }
    }

    /// Whose a referral is; nothing of the person is read.
    ///
    /// - Throws: `notFound`.
    package func belonging(ofReferral reference: String) throws(StoreError) -> Belonging {
        try read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT referral.area, referral.made_by, decision.id, decision.decided_by FROM referral
                    JOIN decision ON decision.id = referral.decision WHERE referral.reference = ?
                    """, arguments: [reference])
            guard let row else { throw StoreError.notFound("referral \(reference)") }
            var areas = try Set(Store.areas(db, ofDecision: row["id"]))
            if let area = row["area"] as String? { areas.insert(area) }
            return Belonging(areas: areas, madeBy: [row["decided_by"], row["made_by"]])
        }
    }

    /// Writes down that somebody asked for what belongs to another area, and was not shown it.
    package func refusedReading(_ reference: String, by actor: Actor, at: Moment) throws(StoreError) {
        try write(actor, at: at) { writing in try writing.audit(.personRefused, subject: reference) }
    }

    /// Sorted.
    static func areas(_ db: Database, ofDecision id: Int64) throws -> [String] {
        try String.fetchAll(db, sql: "SELECT area FROM decision_area WHERE decision = ? ORDER BY area", arguments: [id])
    }
}

extension AuditAction {
    /// Somebody asked for what is kept of a person, and it belongs to another area.
    package static let personRefused = AuditAction("person.refused")
}
