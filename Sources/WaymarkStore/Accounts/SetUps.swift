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

extension Store {
    /// For how long a one-time address of an account can be used.
    package static let setUpHours: Int64 = 72

    /// Makes a one-time token with which the owner of an account chooses a password; one given out before is worth
    /// nothing any more. The present password goes on working until then.
    ///
    /// - Returns: the token, which is nowhere kept.
    /// - Throws: `notFound`; `refused` where the account is closed.
    package func invite(_ name: String, by actor: Actor, at: Moment) throws(StoreError) -> String {
        let token = Sodium.hexadecimal(Sodium.random(24))
        try write(actor, at: at) { writing in
            guard let row = try AccountRow(writing.db, name: name) else {
                throw StoreError.notFound("account called “\(name)”")
            }
            if row.account.disabledAt != nil {
                throw StoreError.refused("This account is closed: open it before its owner can choose a password.")
            }
            try Store.keep(token, for: name, until: at.adding(seconds: Store.setUpHours * 3600), writing.db)
            try writing.audit(.accountInvited, subject: name)
        }
        return token
    }

    /// Makes the one-time token with which the first administrator is made. It lasts until the next one is made or the
    /// first account is: only who starts the server sees it.
    ///
    /// - Throws: `refused` where there is an account already.
    package func inviteFirst(at: Moment) throws(StoreError) -> String {
        let token = Sodium.hexadecimal(Sodium.random(24))
        return try write(.system, at: at) { writing in
            if try Store.hasAccounts(writing.db) { throw StoreError.usedUp }
            try Store.keep(token, for: "", until: at.adding(seconds: 365 * 86_400), writing.db)
            try writing.audit(.accountInvited, subject: "first administrator")
            return token
        }
    }

    private static func keep(_ token: String, for account: String, until: Moment, _ db: Database) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO account_set_up (account, token, ends_at) VALUES (?, ?, ?)",
            arguments: [account, Data(Sodium.sha256(Array(token.utf8))), until.milliseconds])
    }

    /// What a token leads to; nil for one that was used, has run out or never was.
    package func setUp(_ token: String, at: Moment) throws(StoreError) -> SetUp? {
        try read { db in
            // The hash is looked up: how long that takes tells nothing of any token.
            guard
                let name = try String.fetchOne(
                    db, sql: "SELECT account FROM account_set_up WHERE token = ? AND ends_at > ?",
                    arguments: [Data(Sodium.sha256(Array(token.utf8))), at.milliseconds])
            else { return nil }
            if name.isEmpty { return try Store.hasAccounts(db) ? nil : .firstAdministrator }
            return try AccountRow(db, name: name).map { .account($0.account) }
        }
    }

    /// Uses a token up; of two who come at once one is refused.
    static func use(_ token: String, for account: String, _ at: Moment, _ db: Database) throws {
        try db.execute(
            sql: "DELETE FROM account_set_up WHERE account = ? AND token = ? AND ends_at > ?",
            arguments: [account, Data(Sodium.sha256(Array(token.utf8))), at.milliseconds])
        guard db.changesCount == 1 else { throw StoreError.usedUp }
    }
}
