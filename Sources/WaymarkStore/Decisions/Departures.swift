import GRDB

extension AuditAction {
    package static let decisionDeparted = AuditAction("decision.departed")
}

extension Store {
    /// Records that the worker decided otherwise, and why. The same said again by the same person, as a double click
    /// does, is kept once.
    ///
    /// - Throws: `refused` where no reason is given, or the choice has more than one line.
    package func depart(
        from reference: String, choosing choice: String, because reason: String, by actor: Actor, at: Moment
    ) throws(StoreError) {
        guard reason.contains(where: { !$0.isWhitespace }), choice.contains(where: { !$0.isWhitespace }) else {
            throw .refused("Say what was decided instead, and why.")
        }
        // What is written down is one line for the choice and the rest for the reason: neither may move into the other.
        if choice.contains(where: \.isNewline) { throw .refused("Say in one line what was decided instead.") }
        try write(actor, at: at) { writing in
            let id = try DecisionRow.id(of: reference, writing.db)
            try writing.refuseUnkept(choice, reason)
            let same = DepartureRow.filter { $0.decision == id }.filter { $0.by == actor.name }
                .filter { $0.choice == choice }.filter { $0.reason == reason }
            guard try same.fetchOne(writing.db) == nil else {
                try writing.audit(.personRead, subject: reference)
                return
            }
            var row = DepartureRow(decision: id, at: at, by: actor.name, choice: choice, reason: reason)
            row.salt = try writing.audit(.decisionDeparted, subject: reference, content: row.content)
            try row.insert(writing.db)
        }
    }
}
