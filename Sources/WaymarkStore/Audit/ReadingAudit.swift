import Foundation
import GRDB
import WaymarkDocuments

/// An entry of the audit as it is shown.
package struct AuditLine: Sendable, Hashable {
    package var sequence: Int
    /// As it stands in the entry.
    package var at: String
    package var actor: String
    package var action: String
    package var subject: String
}

/// Which entries are wanted.
package struct AuditFilter: Sendable, Hashable {
    /// Entries with smaller numbers only; nil: from the newest on.
    package var before: Int?
    package var action: String?
    /// A reference, as a whole.
    package var subject: String?
    package var limit = 50

    package init() {}
}

extension Store {
    /// Entries of the audit, the newest first. They hold no personal data, so reading them is no entry.
    package func auditLines(_ filter: AuditFilter) throws(StoreError) -> [AuditLine] {
        try read { db in
            var conditions = ["1"]
            var arguments: StatementArguments = []
            func add(_ sql: String, _ value: (any DatabaseValueConvertible)?) {
                guard let value else { return }
                conditions.append(sql)
                arguments += [value]
            }
            add("sequence < ?", filter.before)
            add("action = ?", filter.action)
            add("subject = ?", filter.subject)
            let rows = try Row.fetchAll(
                db,
                sql:
                    "SELECT sequence, line, subject, action FROM audit_entry WHERE \(conditions.joined(separator: " AND ")) ORDER BY sequence DESC LIMIT \(max(1, filter.limit))",
                arguments: arguments)
            return try rows.map { row in
                var sources = SourceSet()
                let file = sources.add(SourceFile(path: "entry", bytes: [UInt8](row["line"] as Data)))
                var problems = Diagnostics()
                guard let entry = JSONReader.read(file, of: sources, into: &problems), let at = entry["at"]?.text,
                    let actor = entry["actor"]?.text
                else { throw StoreError.isDamaged("an entry of the audit cannot be read; run `waymark audit verify`") }
                return AuditLine(
                    sequence: row["sequence"], at: at, actor: actor, action: row["action"], subject: row["subject"])
            }
        }
    }

    /// The actions that the audit has, sorted.
    package func auditActions() throws(StoreError) -> [String] {
        try read { db in try String.fetchAll(db, sql: "SELECT DISTINCT action FROM audit_entry ORDER BY action") }
    }
}
