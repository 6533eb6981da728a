import Foundation
import GRDB

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
    /// The newest checkpoint, for printed sheets; nil where nothing was written yet.
    package func newestCheckpoint() throws(StoreError) -> String? {
        try read { db in try CheckpointRow.newest(db)?.note }
    }

    /// Entries of the audit, the newest first. They hold no personal data, so reading them is no entry.
    package func auditLines(_ filter: AuditFilter) throws(StoreError) -> [AuditLine] {
        try read { db in
            var wanted = AuditEntryRow.order { $0.sequence.desc }.limit(max(1, filter.limit))
            if let before = filter.before { wanted = wanted.filter { $0.sequence < before } }
            if let action = filter.action { wanted = wanted.filter { $0.action == action } }
            if let subject = filter.subject { wanted = wanted.filter { $0.subject == subject } }
            return try wanted.fetchAll(db).map { row in
                guard let entry = AuditEntryReading(row.line) else {
                    throw StoreError.isDamaged("an entry of the audit cannot be read; run `waymark audit verify`")
                }
                return AuditLine(
                    sequence: row.sequence, at: entry.at, actor: entry.actor, action: row.action, subject: row.subject)
            }
        }
    }

    /// The actions that the audit has, sorted.
    package func auditActions() throws(StoreError) -> [String] {
        try read { db in
            try AuditEntryRow.order { $0.action }.select({ $0.action }, as: String.self).distinct().fetchAll(db)
        }
    }
}
