import Foundation
import GRDB
import WaymarkSodium

/// What the entries of the audit vouch for, by action and subject: what the rows of each feature are held to.
struct VouchedEntries {
    /// Of one entry.
    struct Entry {
        fileprivate var sequence: Int
        fileprivate var content: [UInt8]
        fileprivate var by: String
        fileprivate var at: String

        /// Whether the entry is about exactly this content.
        func vouches(for content: [UInt8], salt: Data?) -> Bool {
            self.content == AuditEntry.commitment(to: content, salt: salt)
        }

        /// Whether it says by whom and when as a row has it.
        func isSigned(by: String, at: Moment) -> Bool { self.by == by && isAt(at) }

        func isAt(_ at: Moment) -> Bool { self.at == at.iso }
    }

    private var entries: [String: [String: [Entry]]] = [:]

    mutating func add(_ reading: AuditEntryReading, content: [UInt8]) {
        let entry = Entry(sequence: reading.seq, content: content, by: reading.actor, at: reading.at)
        entries[reading.action, default: [:]][reading.subject, default: []].append(entry)
    }

    /// In the order of the audit.
    func entries(_ action: AuditAction, of subject: String) -> [Entry] { entries[action.name]?[subject] ?? [] }

    /// Everything that was ever the subject of an action, sorted.
    func subjects(of action: AuditAction) -> [String] { (entries[action.name] ?? [:]).keys.sorted() }

    /// Of each subject of some actions the newest entry.
    func newest(of actions: [AuditAction]) -> [String: Entry] {
        var newest: [String: Entry] = [:]
        for action in actions {
            for (subject, entries) in entries[action.name] ?? [:] {
                guard let last = entries.last, last.sequence > newest[subject]?.sequence ?? -1 else { continue }
                newest[subject] = last
            }
        }
        return newest
    }
}

/// What the rows of one feature have to prove: what is wrong with them, in sentences.
typealias LedgerCheck = @Sendable (_ db: Database, _ entries: VouchedEntries) throws -> [String]
