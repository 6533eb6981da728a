import Foundation
import GRDB
import WaymarkSodium

extension AuditAction {
    package static let decisionMade = AuditAction("decision.made")
}

extension Store {
    /// Keeps a decision and its audit entry, both or none.
    ///
    /// - Parameters:
    ///   - idempotencyKey: given twice with the same request, the first decision is meant both times.
    ///   - sent: the request as it was sent, where the facts alone do not tell it: facts from the record may change.
    /// - Returns: its reference.
    /// - Throws: `keyReused` for a key that was used with another request.
    package func record(
        _ decision: NewDecision, by actor: Actor, at: Moment, idempotencyKey: String? = nil, sent: [UInt8]? = nil
    ) throws(StoreError) -> String {
        let request = Sodium.sha256(
            Array("\(decision.channel)\n\(decision.caseReference ?? "")\n".utf8) + (sent ?? decision.facts))
        if let key = idempotencyKey, let known = try read({ db in try RequestKey.subject(of: key, request, db) }) {
            return known
        }
        // Asked again inside the transaction: two clicks may come at once.
        return try write(actor, at: at) { writing in
            try writing.once(idempotencyKey, request) { writing in try writing.record(decision) }
        }
    }

    /// A decision with everything that is kept of the person; the reading is in the audit before it is returned.
    package func decision(_ reference: String, readBy actor: Actor, at: Moment) throws(StoreError) -> KeptDecision {
        try write(actor, at: at) { writing in
            let kept = try KeptDecision(DecisionRow.find(reference, writing.db), writing.db)
            try writing.audit(.personRead, subject: reference)
            return kept
        }
    }

    /// References of the decisions for one case reference, the newest first; the reading is in the audit.
    ///
    /// - Parameter areas: what the reader is limited to; empty means all. See ``Visibility``.
    package func decisions(
        forCase caseReference: String, areas: Set<String> = [], readBy actor: Actor, at: Moment
    ) throws(StoreError) -> [String] {
        try write(actor, at: at) { writing in
            let seen = Visibility.decisions(seenBy: actor, limitedTo: areas)
            let found = try String.fetchAll(
                writing.db,
                sql: "SELECT reference FROM decision WHERE case_reference = ? AND \(seen.sql) ORDER BY id DESC",
                arguments: [caseReference] + seen.arguments)
            try writing.audit(.personRead, subject: "decisions of one case")
            return found
        }
    }

    /// Some kept decisions, in the order in which they were kept, for deciding them again.
    ///
    /// - Parameters:
    ///   - id: of the last one that was seen; 0 to begin.
    ///   - limit: how many at most.
    package func decisionContents(after id: Int64, limit: Int) throws(StoreError) -> [DecisionContent] {
        try read { db in
            try DecisionRow.filter { $0.id > id }.order { $0.id }.limit(limit).fetchAll(db).map { row in
                DecisionContent(
                    id: row.id ?? 0, reference: row.reference, decisionDate: row.decisionDate, rulebook: row.rulebook,
                    facts: row.facts.map { [UInt8]($0) }, document: row.document.map { [UInt8]($0) })
            }
        }
    }
}

extension Writing {
    /// - Returns: its reference.
    mutating func record(_ decision: NewDecision) throws -> String {
        let reference = try nextReference(in: DecisionRow.databaseTableName, letter: "D")
        try refuseUnkept(decision.caseReference)
        let areas = decision.areas.sorted()
        var row = DecisionRow(
            reference: reference, caseReference: decision.caseReference, channel: decision.channel, decidedAt: at,
            decidedBy: actor.name, decisionDate: decision.decisionDate, rulebook: decision.rulebook,
            retention: decision.retention, facts: Data(decision.facts), document: Data(decision.document))
        let counted = decision.count.map { DecisionCountRow($0, ofDecision: 0) }
        row.salt = try audit(
            .decisionMade, subject: reference, content: row.content(areas: areas, count: counted))
        try row.insert(db)
        guard let id = row.id else { throw StoreError.failed("a decision was not kept") }
        for area in areas { try DecisionAreaRow(decision: id, area: area).insert(db) }
        if let count = decision.count { try DecisionCountRow(count, ofDecision: id).insert(db) }
        return reference
    }
}

extension KeptDecision {
    fileprivate init(_ row: DecisionRow, _ db: Database) throws {
        let id = row.id ?? 0
        self.init(
            reference: row.reference, caseReference: row.caseReference, channel: row.channel, decidedAt: row.decidedAt,
            decidedBy: row.decidedBy, decisionDate: row.decisionDate, rulebook: row.rulebook,
            facts: [UInt8](row.facts ?? Data()), document: [UInt8](row.document ?? Data()), disposedAt: row.disposedAt,
            departures: try DepartureRow.all(ofDecision: id, db).compactMap { row in
                guard let choice = row.choice, let reason = row.reason else { return nil }
                return Departure(at: row.at, by: row.by, choice: choice, reason: reason)
            }, consents: try ConsentRow.all(ofDecision: id, db).map { try $0.kept })
    }
}
