import GRDB

extension Visibility {
    /// The same as ``isSeen(by:limitedTo:)`` as a condition of SQL on the rows of `referral`.
    static func referrals(
        seenBy actor: Actor, limitedTo limit: Set<String>
    ) -> (sql: String, arguments: StatementArguments) {
        if limit.isEmpty { return ("1", []) }
        let marks = databaseQuestionMarks(count: limit.count)
        // A referral keeps its own area when the decision is disposed of and names none any more.
        return (
            """
            (referral.made_by = ? OR referral.area IN (\(marks))
              OR EXISTS (SELECT 1 FROM decision AS its WHERE its.id = referral.decision AND its.decided_by = ?)
              OR EXISTS (SELECT 1 FROM decision_area AS own WHERE own.decision = referral.decision AND own.area IN (\(marks)))
              OR (referral.area IS NULL
                AND NOT EXISTS (SELECT 1 FROM decision_area AS any_area WHERE any_area.decision = referral.decision)))
            """,
            [actor.name] + StatementArguments(limit.sorted()) + [actor.name] + StatementArguments(limit.sorted())
        )
    }
}

extension Store {
    /// Who may see a referral; nothing of the person is read.
    ///
    /// - Throws: `notFound`.
    package func visibility(ofReferral reference: String) throws(StoreError) -> Visibility {
        try read { db in
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT referral.area, referral.made_by, decision.id, decision.decided_by FROM referral
                    JOIN decision ON decision.id = referral.decision WHERE referral.reference = ?
                    """, arguments: [reference])
            guard let row else { throw StoreError.notFound("referral \(reference)") }
            var areas = try Set(DecisionAreaRow.areas(ofDecision: row["id"], db))
            if let area = row["area"] as String? { areas.insert(area) }
            return Visibility(areas: areas, madeBy: [row["decided_by"], row["made_by"]])
        }
    }
}
