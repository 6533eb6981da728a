import Foundation
import GRDB

/// A row of `idempotency`: a request that was done under a key, so that the same one sent again is done once.
struct RequestKey: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "idempotency"

    var key: String
    /// The SHA-256 of the request.
    var body: Data
    /// What it led to: a reference.
    var subject: String
    var at: Moment

    enum Columns {
        static let subject = Column(CodingKeys.subject)
        static let at = Column(CodingKeys.at)
    }

    /// What a key was used for; nil where it was not.
    ///
    /// - Throws: `keyReused` where that was another request.
    static func subject(of key: String, _ request: [UInt8], _ db: Database) throws -> String? {
        guard let known = try fetchOne(db, key: key) else { return nil }
        guard [UInt8](known.body) == request else { throw StoreError.keyReused }
        return known.subject
    }
}

extension Writing {
    /// Does a request, or finds what it led to where it was done under its key before.
    ///
    /// - Parameters:
    ///   - key: nil for a request that has none.
    ///   - request: its SHA-256.
    /// - Returns: what it led to: a reference.
    mutating func once(
        _ key: String?, _ request: [UInt8], _ body: (inout Writing) throws -> String
    ) throws -> String {
        guard let key else { return try body(&self) }
        if let known = try RequestKey.subject(of: key, request, db) {
            try audit(.personRead, subject: known)
            return known
        }
        let subject = try body(&self)
        try RequestKey(key: key, body: Data(request), subject: subject, at: at).insert(db)
        return subject
    }
}
