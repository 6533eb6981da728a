import Foundation
import GRDB
import WaymarkSodium

/// The ledger of one deployment: rows with the audit that vouches for them, in one SQLite file of a data folder.
///
/// Every write is one transaction that ends in the audit or does not happen. Safe to use from any thread. It knows none
/// of the features that write here: each extends it, and ``init(folder:now:)`` puts them together.
package final class Store: Sendable {
    /// The data folder.
    package let folder: String
    let database: DatabasePool
    let key: Sodium.SigningKey
    /// Names this record in its checkpoints.
    package let origin: String
    /// What the rows of every feature have to prove.
    let checks: [LedgerCheck]

    /// The name of the database in its folder.
    package static let fileName = "waymark.sqlite"
    static let keyName = "signing.key"

    /// Opens the record in a folder; makes what is not there.
    init(folder: String, schema: DatabaseMigrator, checks: [LedgerCheck]) throws(StoreError) {
        guard Sodium.start() else { throw .cannotOpen("the system gives no random numbers") }
        self.folder = folder
        self.checks = checks
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
            if try database.read(schema.hasBeenSuperseded) { throw StoreError.isNewer }
            try schema.migrate(database)
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

    /// What proves the signatures of this record's checkpoints, in hexadecimal.
    package var publicKey: String { Sodium.hexadecimal(key.publicKey) }

    /// Whether the record can be read and written now; what stands in the way otherwise.
    package func checkReady() -> StoreError? {
        do {
            try database.write { db in try db.execute(sql: "UPDATE setting SET value = value WHERE name = 'origin'") }
            return nil
        } catch {
            return StoreError(error)
        }
    }

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
        if let known = try Setting.value(Setting.origin, db) { return known }
        let origin = "waymark/" + Sodium.hexadecimal(Sodium.random(8))
        try Setting(name: Setting.origin, value: origin).insert(db)
        try Setting(name: Setting.publicKey, value: Sodium.hexadecimal(key.publicKey)).insert(db)
        return origin
    }
}
