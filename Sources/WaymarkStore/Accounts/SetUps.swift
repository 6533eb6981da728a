import Foundation
import GRDB
import WaymarkSodium

/// What a one-time address leads to.
package enum SetUp: Sendable, Hashable {
    /// Nobody can log in yet: whoever opens it makes the first administrator.
    case firstAdministrator
    /// The owner of this account chooses a password.
    case account(Account)
}

extension StoreError {
    static let usedUp = StoreError.refused("This address has been used or has run out.")
}

/// A row of `account_set_up`: a one-time address that was given out.
struct SetUpToken: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "account_set_up"
    // One given out before is worth nothing any more.
    static let persistenceConflictPolicy = PersistenceConflictPolicy(insert: .replace)

    /// The name of the account, or ``firstAdministrator``.
    var account: String
    /// The hash of the token. It is looked up: how long that takes tells nothing of any token.
    var token: Data
    var endsAt: Moment

    enum CodingKeys: String, CodingKey { case account, token, endsAt = "ends_at" }

    enum Columns {
        static let account = Column(CodingKeys.account)
        static let token = Column(CodingKeys.token)
        static let endsAt = Column(CodingKeys.endsAt)
    }

    /// Stands for the account that the first administrator makes.
    static let firstAdministrator = ""

    /// What is good at a moment.
    static func valid(_ token: String, at: Moment) -> QueryInterfaceRequest<SetUpToken> {
        let digest = hash(token)
        return filter { $0.token == digest && $0.endsAt > at }
    }

    static func hash(_ token: String) -> Data { Data(Sodium.sha256(Array(token.utf8))) }

    /// Uses a token up; of two who come at once one is refused.
    static func use(_ token: String, for account: String, _ at: Moment, _ db: Database) throws {
        guard try valid(token, at: at).filter({ $0.account == account }).deleteAll(db) == 1 else {
            throw StoreError.usedUp
        }
    }
}

extension Store {
    /// For how long a one-time address of an account can be used.
    package static let setUpHours: Int64 = 72

    /// Makes a one-time token with which the owner of an account chooses a password; one given out before is worth
    /// nothing any more. The present password goes on working until then.
    ///
    /// - Returns: the token, which is nowhere kept.
    /// - Throws: `notFound`; `refused` where the account is closed.
    package func invite(_ name: String, by actor: Actor, at: Moment) throws(StoreError) -> String {
        try write(actor, at: at) { writing in
            if try AccountRow.find(name, writing.db).disabledAt != nil {
                throw StoreError.refused("This account is closed: open it before its owner can choose a password.")
            }
            try writing.audit(.accountInvited, subject: name)
            return try writing.giveToken(for: name, until: at.adding(seconds: Store.setUpHours * 3600))
        }
    }

    /// Makes the one-time token with which the first administrator is made. It lasts until the next one is made or the
    /// first account is: only who starts the server sees it.
    ///
    /// - Throws: `refused` where there is an account already.
    package func inviteFirst(at: Moment) throws(StoreError) -> String {
        try write(.system, at: at) { writing in
            guard try AccountRow.isEmpty(writing.db) else { throw StoreError.usedUp }
            try writing.audit(.accountInvited, subject: "first administrator")
            return try writing.giveToken(
                for: SetUpToken.firstAdministrator, until: at.adding(seconds: 365 * 86_400))
        }
    }

    /// What a token leads to; nil for one that was used, has run out or never was.
    package func setUp(_ token: String, at: Moment) throws(StoreError) -> SetUp? {
        try read { db in
            guard let found = try SetUpToken.valid(token, at: at).fetchOne(db) else { return nil }
            if found.account == SetUpToken.firstAdministrator {
                return try AccountRow.isEmpty(db) ? .firstAdministrator : nil
            }
            return try AccountRow.fetchOne(db, key: found.account).map { .account($0.account) }
        }
    }
}

extension Writing {
    fileprivate func giveToken(for account: String, until: Moment) throws -> String {
        let token = Sodium.hexadecimal(Sodium.random(24))
        try SetUpToken(account: account, token: SetUpToken.hash(token), endsAt: until).insert(db)
        return token
    }
}
