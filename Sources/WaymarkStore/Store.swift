import Foundation
import GRDB
import WaymarkSodium

/// The record of one deployment: decisions, referrals, accounts and the audit, in one SQLite file of a data folder.
///
/// Every write is one transaction that ends in the audit or does not happen. Safe to use from any thread.
package final class Store: Sendable {
    /// The data folder.
    package let folder: String
    let database: DatabasePool
    let key: Sodium.SigningKey
    /// Names this record in its checkpoints.
    package let origin: String

    /// The name of the database in its folder.
    package static let fileName = "waymark.sqlite"
    static let keyName = "signing.key"

    /// Opens the record in a folder; makes what is not there.
    package init(folder: String, now: Moment) throws(StoreError) {
        guard Sodium.start() else { throw .cannotOpen("the system gives no random numbers") }
        self.folder = folder
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw .cannotOpen("the folder `\(folder)` cannot be made")
        }
        do {
            let path = folder + "/" + Store.fileName
            let isNew = !FileManager.default.fileExists(atPath: path)
            // The key comes first, so that a record is never without the one that it began with.
            let key = try Store.signingKey(in: folder, mayBeMade: isNew)
            // SQLite gives the log beside the database the same rights: both are their owner's alone from the first byte.
            if isNew {
                _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
            }
            let database = try DatabasePool(path: path, configuration: Store.configuration)
            let migrator = Schema.migrator
            if try database.read(migrator.hasBeenSuperseded) { throw StoreError.isNewer }
            try migrator.migrate(database)
            self.database = database
            self.key = key
            origin = try database.write { db in try Store.origin(db, key) }
        } catch {
            let error = StoreError(error)
            // SQLite cannot say why it cannot open a file.
            if case .cannotOpen = error, !FileManager.default.isWritableFile(atPath: folder) { throw .isReadOnly }
            throw error
        }
    }

    /// Opens a record that is there already.
    ///
    /// - Throws: `cannotOpen` where there is none in the folder.
    package convenience init(existing folder: String, now: Moment) throws(StoreError) {
        guard FileManager.default.fileExists(atPath: folder + "/" + Store.fileName) else {
            throw .cannotOpen("there is no `\(Store.fileName)` in the folder `\(folder)`")
        }
        try self.init(folder: folder, now: now)
    }

    /// What proves the signatures of this record's checkpoints, in hexadecimal.
    package var publicKey: String { Sodium.hexadecimal(key.publicKey) }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { db in
            // What was acknowledged outlives a cut of power, and what was disposed of leaves nothing in the file.
            try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;")
        }
        return configuration
    }

    /// The seed of the key that signs checkpoints, in a file of its own that only its owner can read.
    private static func signingKey(in folder: String, mayBeMade: Bool) throws -> Sodium.SigningKey {
        let path = folder + "/" + keyName
        if let text = FileManager.default.contents(atPath: path) {
            guard
                let seed = Sodium.bytes(hexadecimal: String(decoding: text, as: UTF8.self).filter { !$0.isWhitespace }),
                let key = Sodium.SigningKey(seed: seed)
            else { throw StoreError.isDamaged("`\(path)` is no signing key") }
            return key
        }
        guard mayBeMade else {
            throw StoreError.cannotOpen(
                "`\(path)` is missing, with which this record signs; put it back from the last good copy")
        }
        let seed = Sodium.random(32)
        let isMade = FileManager.default.createFile(
            atPath: path, contents: Data((Sodium.hexadecimal(seed) + "\n").utf8), attributes: [.posixPermissions: 0o600]
        )
        guard isMade, let key = Sodium.SigningKey(seed: seed) else {
            throw StoreError.cannotOpen("`\(path)` cannot be written")
        }
        return key
    }

    private static func origin(_ db: Database, _ key: Sodium.SigningKey) throws -> String {
        if let known = try String.fetchOne(db, sql: "SELECT value FROM setting WHERE name = 'origin'") { return known }
        let origin = "waymark/" + Sodium.hexadecimal(Sodium.random(8))
        try db.execute(sql: "INSERT INTO setting (name, value) VALUES ('origin', ?)", arguments: [origin])
        try db.execute(
            sql: "INSERT INTO setting (name, value) VALUES ('public_key', ?)",
            arguments: [Sodium.hexadecimal(key.publicKey)])
        return origin
    }

    // MARK: - Transactions

    /// One transaction: what `body` writes, its audit entries and the checkpoint over them are all kept, or none is.
    ///
    /// - Throws: `refused` where `body` leaves no audit entry, beside what it throws itself.
    @discardableResult
    func write<Result>(
        _ actor: Actor, at: Moment, _ body: (inout Writing) throws -> Result
    ) throws(StoreError) -> Result {
        do {
            return try database.write { db in
                var writing = try Writing(db: db, actor: actor, at: at, log: AuditLog(db))
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

    func read<Result>(_ body: (Database) throws -> Result) throws(StoreError) -> Result {
        do { return try database.read(body) } catch { throw StoreError(error) }
    }

    /// Whether the record can be read and written now; what stands in the way otherwise.
    package func checkReady() -> StoreError? {
        do {
            try database.write { db in try db.execute(sql: "UPDATE setting SET value = value WHERE name = 'origin'") }
            return nil
        } catch {
            return StoreError(error)
        }
    }
}

/// A write in the making: the database, who writes and when, and the audit.
struct Writing {
    let db: Database
    var actor: Actor
    var at: Moment
    var log: AuditLog
    private(set) var hasEntries = false

    init(db: Database, actor: Actor, at: Moment, log: AuditLog) {
        self.db = db
        self.actor = actor
        self.at = at
        self.log = log
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
    mutating func audit(_ action: AuditAction, subject: String, content: [UInt8] = []) throws -> [UInt8] {
        let salt = Sodium.random(AuditEntry.saltLength)
        try log.append(
            AuditEntry(
                sequence: log.size, at: at, actor: actor.name, action: action, subject: subject,
                content: AuditEntry.commitment(to: content, salt: salt)))
        hasEntries = true
        return salt
    }
}
