import Foundation
import GRDB

/// What an administrator says of an account.
package struct AccountSettings: Sendable, Hashable {
    package var displayName: String
    package var roles: Set<String>
    /// Empty means every area.
    package var areas: Set<String>
    package var isDisabled: Bool

    package init(displayName: String, roles: Set<String>, areas: Set<String> = [], isDisabled: Bool = false) {
        self.displayName = displayName
        self.roles = roles
        self.areas = areas
        self.isDisabled = isDisabled
    }
}

extension Store {
    /// Every account, by name; also the closed ones.
    package func accounts() throws(StoreError) -> [Account] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT * FROM account ORDER BY name").map { AccountRow($0).account }
        }
    }

    /// - Throws: `notFound`.
    package func account(_ name: String) throws(StoreError) -> Account {
        try read { db in
            guard let found = try AccountRow(db, name: name) else {
                throw StoreError.notFound("account called “\(name)”")
            }
            return found.account
        }
    }

    /// Whether anybody has to log in.
    package func hasAccounts() throws(StoreError) -> Bool { try read { db in try Store.hasAccounts(db) } }

    static func hasAccounts(_ db: Database) throws -> Bool {
        try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM account)") ?? false
    }

    /// Makes an account without a password: ``invite(_:by:at:)`` lets its owner choose one.
    ///
    /// - Throws: `refused` where the name is taken or cannot be one.
    @discardableResult
    package func makeAccount(
        _ name: String, _ settings: AccountSettings, by actor: Actor, at: Moment
    ) throws(StoreError) -> Account {
        try write(actor, at: at) { writing in try Store.makeAccount(name, settings, password: nil, &writing) }
    }

    static func makeAccount(
        _ name: String, _ settings: AccountSettings, password: String?, _ writing: inout Writing
    ) throws -> Account {
        if let problem = Account.problem(name: name) { throw StoreError.refused(problem + ".") }
        guard try AccountRow(writing.db, name: name) == nil else {
            throw StoreError.refused(
                "There is an account called “\(name)” already. Use another name, or change that one.")
        }
        try writing.refuseUnkept(settings.displayName)
        let account = Account(
            name: name, displayName: settings.displayName, roles: settings.roles.sorted(),
            areas: settings.areas.sorted(),
            disabledAt: settings.isDisabled ? writing.at : nil, hasPassword: password != nil, madeAt: writing.at,
            changedAt: writing.at, changedBy: writing.actor.name, revision: 1)
        let salt = try writing.audit(
            .accountMade, subject: name, content: AccountRow.content(account, password: password))
        try writing.db.execute(
            sql: """
                INSERT INTO account (name, display_name, password, roles, areas, made_at, made_by, changed_at, changed_by,
                    disabled_at, revision, salt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
                """,
            arguments: [
                name, account.displayName, password, AccountRow.text(account.roles), AccountRow.text(account.areas),
                writing.at.milliseconds, writing.actor.name, writing.at.milliseconds, writing.actor.name,
                account.disabledAt?.milliseconds, Data(salt),
            ])
        return account
    }

    /// Changes an account. Whoever calls this ends the account's sessions.
    ///
    /// - Parameter revision: the one that was shown when the change was made.
    /// - Throws: `changedMeanwhile` where somebody was quicker; `refused` where no administrator would be left who can
    ///   log in.
    package func changeAccount(
        _ name: String, revision: Int, to settings: AccountSettings, by actor: Actor, at: Moment
    ) throws(StoreError) {
        try write(actor, at: at) { writing in
            guard var row = try AccountRow(writing.db, name: name) else {
                throw StoreError.notFound("account called “\(name)”")
            }
            guard row.account.revision == revision else { throw StoreError.changedMeanwhile("this account") }
            try writing.refuseUnkept(settings.displayName)
            row.account.displayName = settings.displayName
            row.account.roles = settings.roles.sorted()
            row.account.areas = settings.areas.sorted()
            row.account.disabledAt = settings.isDisabled ? row.account.disabledAt ?? at : nil
            if settings.isDisabled {
                try writing.db.execute(sql: "DELETE FROM account_set_up WHERE account = ?", arguments: [name])
            }
            try Store.keep(&row, .accountChanged, &writing)
            guard try Store.hasAdministrator(writing.db) else {
                throw StoreError.refused(
                    "No administrator would be left who can log in. Give somebody else that role first, and let them log in once."
                )
            }
        }
    }

    private static func hasAdministrator(_ db: Database) throws -> Bool {
        try String.fetchAll(db, sql: "SELECT roles FROM account WHERE disabled_at IS NULL AND password IS NOT NULL")
            .contains { AccountRow.names($0).contains(Account.administrator) }
    }

    /// Writes a changed account with its audit entry; the revision counts up.
    static func keep(_ row: inout AccountRow, _ action: AuditAction, _ writing: inout Writing) throws {
        row.account.revision += 1
        row.account.changedAt = writing.at
        row.account.changedBy = writing.actor.name
        let salt = try writing.audit(action, subject: row.account.name, content: row.content)
        let account = row.account
        try writing.db.execute(
            sql: """
                UPDATE account SET display_name = ?, password = ?, roles = ?, areas = ?, changed_at = ?, changed_by = ?,
                    disabled_at = ?, revision = ?, salt = ? WHERE name = ?
                """,
            arguments: [
                account.displayName, row.password, AccountRow.text(account.roles), AccountRow.text(account.areas),
                account.changedAt.milliseconds, account.changedBy, account.disabledAt?.milliseconds, account.revision,
                Data(salt), account.name,
            ])
    }
}
