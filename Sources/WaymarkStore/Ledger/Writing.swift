import Foundation
import GRDB
import WaymarkRules
import WaymarkSodium

/// A write in the making: the database, who writes and when, and the audit. Features extend it with what they write.
struct Writing {
    let db: Database
    var actor: Actor
    var at: Moment
    private(set) var log: AuditLog
    private(set) var hasEntries = false

    init(db: Database, actor: Actor, at: Moment) throws {
        self.db = db
        self.at = at
        log = try AuditLog(db)
        self.actor = actor
    }

    /// Refuses text with a NUL character in it: SQLite reads back only what stands before it, which is not what an entry
    /// of the audit vouches for.
    func refuseUnkept(_ texts: String?...) throws {
        if texts.contains(where: { $0?.utf8.contains(0) == true }) {
            throw StoreError.refused("A NUL character cannot be kept. Take it out and send the text again.")
        }
    }

    /// Adds an entry to the audit.
    ///
    /// - Parameters:
    ///   - subject: a reference (`D-2026-000123`), never anything about a person.
    ///   - content: what the entry vouches for; only a salted hash of it is in the entry.
    /// - Returns: the salt, to be kept beside the content: who disposes of both leaves nothing to guess from.
    @discardableResult
    mutating func audit(_ action: AuditAction, subject: String, content: [UInt8] = []) throws -> Data {
        let salt = Data(Sodium.random(AuditEntry.saltLength))
        try log.append(
            AuditEntry(
                sequence: log.size, at: at, actor: actor.name, action: action, subject: subject,
                content: AuditEntry.commitment(to: content, salt: salt)))
        hasEntries = true
        return salt
    }

    /// The next reference of a table that has them: `D-2026-000001`, counted anew each year.
    func nextReference(in table: String, letter: String) throws -> String {
        let prefix = "\(letter)-\(at.day.civil.year)-"
        let last = try String.fetchOne(
            db, sql: "SELECT reference FROM \(table) WHERE reference LIKE ? ORDER BY id DESC LIMIT 1",
            arguments: [prefix + "%"])
        let digits = String((last.flatMap { Int($0.dropFirst(prefix.count)) } ?? 0) + 1)
        return prefix + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    }
}

extension Store {
    /// One transaction: what `body` writes, its audit entries and the checkpoint over them are all kept, or none is.
    ///
    /// - Throws: `refused` where `body` leaves no audit entry, beside what it throws itself.
    @discardableResult
    func write<Result>(
        _ actor: Actor, at: Moment, _ body: (inout Writing) throws -> Result
    ) throws(StoreError) -> Result {
        do {
            return try database.write { db in
                var writing = try Writing(db: db, actor: actor, at: at)
                let result = try body(&writing)
                guard writing.hasEntries else {
                    throw StoreError.refused("Nothing may be written without an audit entry.")
                }
                try writing.log.sign(origin: origin, key: key, at: at)
                return result
            }
        } catch {
            throw StoreError(error)
        }
    }

    /// Writes down what leaves nothing in the record but its entry in the audit.
    package func note(_ action: AuditAction, subject: String, by actor: Actor, at: Moment) throws(StoreError) {
        try write(actor, at: at) { writing in try writing.audit(action, subject: subject) }
    }

    func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        do { return try database.read(body) } catch { throw StoreError(error) }
    }
}
