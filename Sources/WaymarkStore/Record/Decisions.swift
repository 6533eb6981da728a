import Foundation
import GRDB
import WaymarkRules
import WaymarkSodium

/// A decision to be kept.
package struct NewDecision: Sendable {
    /// Custody or case reference as the desk gave it; personal data.
    package var caseReference: String?
    /// Where it was made: `desk`, `street`, `api`.
    package var channel: String
    /// `YYYY-MM-DD`.
    package var decisionDate: String
    /// The rulebook's hash; it has to be published.
    package var rulebook: String
    /// The case as JSON: what was known.
    package var facts: [UInt8]
    /// The decision as JSON (`waymark.decision/1`) with its full trace: what was shown.
    package var document: [UInt8]
    /// The class of its retention period.
    package var retention: String
    /// The areas that it belongs to, by name; none where everyone with the role may see it.
    package var areas: Set<String>
    /// What reports count of it; nil where none should.
    package var count: DecisionCount?

    package init(
        caseReference: String?, channel: String, decisionDate: String, rulebook: String, facts: [UInt8],
        document: [UInt8], retention: String = "decision", areas: Set<String> = [], count: DecisionCount? = nil
    ) {
        self.caseReference = caseReference
        self.channel = channel
        self.decisionDate = decisionDate
        self.rulebook = rulebook
        self.facts = facts
        self.document = document
        self.retention = retention
        self.areas = areas
        self.count = count
    }
}

/// A decision as it is kept.
package struct KeptDecision: Sendable {
    /// `D-2026-000123`.
    package var reference: String
    package var caseReference: String?
    package var channel: String
    package var decidedAt: Moment
    package var decidedBy: String
    package var decisionDate: String
    package var rulebook: String
    /// Empty where it was disposed of.
    package var facts: [UInt8]
    package var document: [UInt8]
    package var disposedAt: Moment?
    /// Where the worker chose otherwise, each with its reason.
    package var departures: [Departure]
    /// Where the person said no to a service, or changed their mind since; the first first.
    package var consents: [KeptConsent]

    package struct Departure: Sendable, Hashable {
        package var at: Moment
        package var by: String
        /// What was chosen instead.
        package var choice: String
        package var reason: String
    }
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
        if let key = idempotencyKey, let known = try reference(forKey: key, request: request) { return known }
        return try write(actor, at: at) { writing in
            // Asked again inside the transaction: two clicks may come at once.
            if let key = idempotencyKey, let known = try Store.reference(writing.db, forKey: key, request: request) {
                try writing.audit(.personRead, subject: known)
                return known
            }
            let reference = try Store.record(decision, &writing)
            if let key = idempotencyKey { try Store.keep(key, request: request, for: reference, writing) }
            return reference
        }
    }

    static func record(_ decision: NewDecision, _ writing: inout Writing) throws -> String {
        let (at, actor) = (writing.at, writing.actor)
        let reference = try Store.nextReference(writing.db, in: "decision", letter: "D", at)
        try writing.refuseUnkept(decision.caseReference)
        let salt = try writing.audit(
            .decisionMade, subject: reference,
            content: Store.content(
                [
                    decision.caseReference ?? "", decision.channel, String(at.milliseconds), actor.name,
                    decision.decisionDate, decision.rulebook, decision.retention, String(decision.areas.count),
                ] + decision.areas.sorted() + (decision.count?.parts ?? []), decision.facts, decision.document))
        try writing.db.execute(
            sql: """
                INSERT INTO decision (reference, case_reference, channel, decided_at, decided_by, decision_date,
                    rulebook, retention, facts, document, salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                reference, decision.caseReference, decision.channel, at.milliseconds, actor.name,
                decision.decisionDate, decision.rulebook, decision.retention, Data(decision.facts),
                Data(decision.document), Data(salt),
            ])
        let id = writing.db.lastInsertedRowID
        for area in decision.areas.sorted() {
            try writing.db.execute(
                sql: "INSERT INTO decision_area (decision, area) VALUES (?, ?)", arguments: [id, area])
        }
        if let count = decision.count { try Store.keep(count, ofDecision: id, writing.db) }
        return reference
    }

    /// The next reference of a table: `D-2026-000001`, counted anew each year.
    static func nextReference(_ db: Database, in table: String, letter: String, _ at: Moment) throws -> String {
        let prefix = "\(letter)-\(at.day.civil.year)-"
        let last = try String.fetchOne(
            db, sql: "SELECT reference FROM \(table) WHERE reference LIKE ? ORDER BY id DESC LIMIT 1",
            arguments: [prefix + "%"])
        let digits = String((last.flatMap { Int($0.dropFirst(prefix.count)) } ?? 0) + 1)
        return prefix + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }

    /// Keeps a request's key, so that the same request sent again is done once.
    static func keep(_ key: String, request: [UInt8], for reference: String, _ writing: Writing) throws {
        try writing.db.execute(
            sql: "INSERT INTO idempotency (key, body, subject, at) VALUES (?, ?, ?, ?)",
            arguments: [key, Data(request), reference, writing.at.milliseconds])
    }

    /// What an audit entry vouches for of a decision.
    ///
    /// - Parameter head: case reference, channel, when in milliseconds, by whom, decision date, rulebook, retention, how
    ///   many areas and which, what reports count.
    static func content(_ head: [String], _ facts: [UInt8], _ document: [UInt8]) -> [UInt8] {
        // Each part is led by its length, so that nothing can move from one part to the next.
        (head.map { Array($0.utf8) } + [facts, document]).flatMap { Array("\($0.count):".utf8) + $0 }
    }

    /// What an audit entry vouches for of a decision, from its row.
    static func content(_ row: Row, _ db: Database) throws -> [UInt8] {
        func bytes(_ column: String) -> [UInt8] { (row[column] as Data?).map { [UInt8]($0) } ?? [] }
        let head: [String] = [
            row["case_reference"] ?? "", row["channel"], String(row["decided_at"] as Int64), row["decided_by"],
            row["decision_date"], row["rulebook"], row["retention"],
        ]
        let areas = try areas(db, ofDecision: row["id"])
        let count = try DecisionCount(db, ofDecision: row["id"])?.parts ?? []
        return content(head + [String(areas.count)] + areas + count, bytes("facts"), bytes("document"))
    }

    func reference(forKey key: String, request: [UInt8]) throws(StoreError) -> String? {
        try read { db in try Store.reference(db, forKey: key, request: request) }
    }

    /// What a key was used for; nil where it was not.
    static func reference(_ db: Database, forKey key: String, request: [UInt8]) throws -> String? {
        guard
            let row = try Row.fetchOne(db, sql: "SELECT body, subject FROM idempotency WHERE key = ?", arguments: [key])
        else { return nil }
        guard [UInt8](row["body"] as Data) == request else { throw StoreError.keyReused }
        return row["subject"]
    }

    /// A decision with everything that is kept of the person; the reading is in the audit before it is returned.
    package func decision(_ reference: String, readBy actor: Actor, at: Moment) throws(StoreError) -> KeptDecision {
        try write(actor, at: at) { writing in
            guard let kept = try Store.decision(writing.db, reference) else {
                throw StoreError.notFound("decision \(reference)")
            }
            try writing.audit(.personRead, subject: reference)
            return kept
        }
    }

    /// References of the decisions for one case reference, the newest first; the reading is in the audit.
    ///
    /// - Parameter areas: what the reader is limited to; empty means all. See ``Belonging``.
    package func decisions(
        forCase caseReference: String, areas: Set<String> = [], readBy actor: Actor, at: Moment
    ) throws(StoreError) -> [String] {
        try write(actor, at: at) { writing in
            let seen = Belonging.decisions(seenBy: actor, limitedTo: areas)
            let found = try String.fetchAll(
                writing.db,
                sql: "SELECT reference FROM decision WHERE case_reference = ? AND \(seen.sql) ORDER BY id DESC",
                arguments: [caseReference] + seen.arguments)
            try writing.audit(.personRead, subject: "decisions of one case")
            return found
        }
    }

    static func decision(_ db: Database, _ reference: String) throws -> KeptDecision? {
        guard let row = try Row.fetchOne(db, sql: "SELECT * FROM decision WHERE reference = ?", arguments: [reference])
        else { return nil }
        let departures = try Row.fetchAll(
            db, sql: "SELECT at, by, choice, reason FROM departure WHERE decision = ? ORDER BY id",
            arguments: [row["id"] as Int64])
        func bytes(_ column: String) -> [UInt8] { (row[column] as Data?).map { [UInt8]($0) } ?? [] }
        return KeptDecision(
            reference: reference, caseReference: row["case_reference"], channel: row["channel"],
            decidedAt: Moment(milliseconds: row["decided_at"]), decidedBy: row["decided_by"],
            decisionDate: row["decision_date"], rulebook: row["rulebook"], facts: bytes("facts"),
            document: bytes("document"), disposedAt: (row["disposed_at"] as Int64?).map { Moment(milliseconds: $0) },
            departures: departures.compactMap { row in
                guard let choice = row["choice"] as String?, let reason = row["reason"] as String? else { return nil }
                return KeptDecision.Departure(
                    at: Moment(milliseconds: row["at"]), by: row["by"], choice: choice, reason: reason)
            }, consents: try consents(db, ofDecision: row["id"]))
    }

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
            guard
                let id = try Int64.fetchOne(
                    writing.db, sql: "SELECT id FROM decision WHERE reference = ? AND disposed_at IS NULL",
                    arguments: [reference])
            else { throw StoreError.notFound("decision \(reference)") }
            try writing.refuseUnkept(choice, reason)
            let known = try Int64.fetchOne(
                writing.db, sql: "SELECT id FROM departure WHERE decision = ? AND by = ? AND choice = ? AND reason = ?",
                arguments: [id, actor.name, choice, reason])
            if known != nil {
                try writing.audit(.personRead, subject: reference)
                return
            }
            let salt = try writing.audit(
                .decisionDeparted, subject: reference, content: Array((choice + "\n" + reason).utf8))
            try writing.db.execute(
                sql: "INSERT INTO departure (decision, at, by, choice, reason, salt) VALUES (?, ?, ?, ?, ?, ?)",
                arguments: [id, at.milliseconds, actor.name, choice, reason, Data(salt)])
        }
    }
}
