import Foundation
import GRDB
package import WaymarkRouting
import WaymarkRules

/// A statement as it is kept.
package struct KeptStatement: Sendable, Hashable {
    package var statement: CapacityStatement
    package var at: Moment
    /// Counted from 1 for each service.
    package var revision: Int
}

extension Store {
    /// Keeps what somebody says of a service's room, with its audit entry.
    ///
    /// - Parameter revision: the number of statements of this service that its author had seen.
    ///   The same statement sent again by the same actor, as a double click does, is kept once.
    /// - Throws: `changedMeanwhile` where somebody else was quicker.
    package func state(_ statement: CapacityStatement, revision: Int, by actor: Actor, at: Moment) throws(StoreError) {
        do throws(StoreError) {
            try append(statement, revision: revision, by: actor, at: at)
        } catch {
            guard case .changedMeanwhile = error, let newest = try capacityHistory(of: statement.service).first,
                newest.revision == revision + 1, newest.statement == statement
            else { throw error }
        }
    }

    private func append(_ statement: CapacityStatement, revision: Int, by actor: Actor, at: Moment) throws(StoreError) {
        try write(actor, at: at) { writing in
            let said = CapacityRow.filter { $0.service == statement.service }
            let last = try said.select({ max($0.revision) }, as: Int.self).fetchOne(writing.db) ?? 0
            if last != revision { throw StoreError.changedMeanwhile("what room there is at \(statement.service)") }
            var row = CapacityRow(
                service: statement.service, revision: last + 1, state: statement.state.rawValue,
                asOf: statement.asOf.description, at: at, by: statement.by, salt: Data())
            row.salt = try writing.audit(.capacityStated, subject: row.service, content: row.content)
            try row.insert(writing.db)
        }
    }

    /// The newest statement of each service, by service name.
    package func capacityStatements() throws(StoreError) -> [CapacityStatement] {
        try read { db in
            try CapacityRow.fetchAll(
                db,
                sql: """
                    SELECT * FROM capacity_statement AS one WHERE revision =
                        (SELECT max(revision) FROM capacity_statement WHERE service = one.service) ORDER BY service
                    """
            ).compactMap { $0.kept?.statement }
        }
    }

    /// Everything that was stated of a service, the newest first.
    package func capacityHistory(of service: String) throws(StoreError) -> [KeptStatement] {
        try read { db in
            try CapacityRow.filter { $0.service == service }.order { $0.revision.desc }.fetchAll(db).compactMap(\.kept)
        }
    }
}

extension AuditAction {
    /// Somebody said how much room a service has.
    package static let capacityStated = AuditAction("capacity.stated")
}

/// A row of `capacity_statement`.
struct CapacityRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "capacity_statement"

    var service: String
    var revision: Int
    var state: String
    /// `YYYY-MM-DD`.
    var asOf: String
    var at: Moment
    var by: String
    var salt: Data

    enum CodingKeys: String, CodingKey { case service, revision, state, asOf = "as_of", at, by, salt }

    enum Columns {
        static let service = Column(CodingKeys.service)
        static let revision = Column(CodingKeys.revision)
    }

    /// What an audit entry vouches for.
    var content: [UInt8] { EntryContent.of([state, asOf, by, String(revision)]) }

    /// Nil for a row that says what nobody can say; the verification names it.
    var kept: KeptStatement? {
        guard let state = Service.Capacity(rawValue: state), let asOf = Day(asOf) else { return nil }
        return KeptStatement(
            statement: CapacityStatement(service: service, state: state, asOf: asOf, by: by), at: at,
            revision: revision)
    }
}

/// Holds what was said of services' room to the audit's entries about it.
enum CapacityCheck {
    @Sendable static func problems(_ db: Database, _ entries: VouchedEntries) throws -> [String] {
        var problems: [String] = []
        var kept: [String: Int] = [:]
        for row in try CapacityRow.order({ [$0.service, $0.revision] }).fetchAll(db) {
            let vouched = entries.entries(.capacityStated, of: row.service)
            kept[row.service, default: 0] += 1
            let place = row.revision - 1
            let isSame =
                vouched.indices.contains(place) && vouched[place].isAt(row.at)
                && vouched[place].vouches(for: row.content, salt: row.salt)
            if !isSame { problems.append("What was said of the room at \(row.service) was changed.") }
        }
        for service in Set(kept.keys).union(entries.subjects(of: .capacityStated)).sorted()
        where kept[service] ?? 0 != entries.entries(.capacityStated, of: service).count {
            problems.append("What was said of the room at \(service) is not what the audit has.")
        }
        return problems
    }
}
