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
            let last =
                try Int.fetchOne(
                    writing.db, sql: "SELECT max(revision) FROM capacity_statement WHERE service = ?",
                    arguments: [statement.service]) ?? 0
            if last != revision { throw StoreError.changedMeanwhile("what room there is at \(statement.service)") }
            let salt = try writing.audit(
                .capacityStated, subject: statement.service,
                content: Store.content(statement.state.rawValue, statement.asOf.description, statement.by, last + 1))
            try writing.db.execute(
                sql:
                    "INSERT INTO capacity_statement (service, revision, state, as_of, at, by, salt) VALUES (?, ?, ?, ?, ?, ?, ?)",
                arguments: [
                    statement.service, last + 1, statement.state.rawValue, statement.asOf.description, at.milliseconds,
                    statement.by, Data(salt),
                ])
        }
    }

    /// What an audit entry vouches for of a statement.
    static func content(_ state: String, _ asOf: String, _ by: String, _ revision: Int) -> [UInt8] {
        [state, asOf, by, String(revision)].flatMap { Array("\($0.utf8.count):".utf8) + Array($0.utf8) }
    }

    /// The newest statement of each service, by service name.
    package func capacityStatements() throws(StoreError) -> [CapacityStatement] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT * FROM capacity_statement AS one WHERE revision =
                        (SELECT max(revision) FROM capacity_statement WHERE service = one.service) ORDER BY service
                    """
            ).compactMap(KeptStatement.init).map(\.statement)
        }
    }

    /// Everything that was stated of a service, the newest first.
    package func capacityHistory(of service: String) throws(StoreError) -> [KeptStatement] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM capacity_statement WHERE service = ? ORDER BY revision DESC",
                arguments: [service]
            ).compactMap(KeptStatement.init)
        }
    }
}

extension KeptStatement {
    /// Nil for a row that says what nobody can say; the verifier names it.
    fileprivate init?(_ row: Row) {
        guard let state = Service.Capacity(rawValue: row["state"]), let asOf = Day(row["as_of"] as String) else {
            return nil
        }
        self.init(
            statement: CapacityStatement(service: row["service"], state: state, asOf: asOf, by: row["by"]),
            at: Moment(milliseconds: row["at"]), revision: row["revision"])
    }
}
