import Foundation
import GRDB
package import WaymarkSodium

/// Proves passwords, and chooses them. Argon2id is slow by design: a hash takes about a tenth of a second and 64 MB.
package struct PasswordDesk: Sendable {
    private let store: Store
    private let cost: Sodium.PasswordCost
    /// A password that nobody has: what is checked where there is no account, so that it takes as long.
    private let decoy: String

    /// - Parameter cost: `quick` is for tests alone.
    package init(_ store: Store, cost: Sodium.PasswordCost = .interactive) throws(StoreError) {
        self.store = store
        self.cost = cost
        decoy = try PasswordDesk.hash(Sodium.hexadecimal(Sodium.random(16)), cost)
    }

    private static func hash(_ password: String, _ cost: Sodium.PasswordCost) throws(StoreError) -> String {
        guard let hash = Sodium.hash(password: password, cost: cost) else {
            throw .refused("There is not enough memory to keep a password safely. Try again in a moment.")
        }
        return hash
    }

    // MARK: - Logging in

    /// Whose password this is: an open account's, or nobody's. Both answers take as long, and both are in the audit; a
    /// name that is no account's is not written there, since people type passwords into the wrong field.
    package func logIn(_ name: String, password: String, at: Moment) throws(StoreError) -> Account? {
        let row = try store.read { db in try AccountRow(db, name: name) }
        let isRight =
            password.utf8.count <= PasswordRules.most
            && Sodium.isRight(password: password, hash: row?.password ?? decoy)
        let account = row.flatMap { row in
            isRight && row.password != nil && row.account.disabledAt == nil ? row.account : nil
        }
        try store.write(account.map { Actor(name: $0.name) } ?? .system, at: at) { writing in
            try writing.audit(
                account == nil ? .logInFailed : .loggedIn, subject: row?.account.name ?? PasswordDesk.unknownAccount)
        }
        return account
    }

    /// Writes down that tries at an account are slowed down from now on.
    package func slowedDown(_ name: String, at: Moment) throws(StoreError) {
        try store.write(.system, at: at) { writing in
            let isKnown = try AccountRow(writing.db, name: name) != nil
            try writing.audit(.accountLocked, subject: isKnown ? name : PasswordDesk.unknownAccount)
        }
    }

    private static let unknownAccount = "unknown account"

    // MARK: - Choosing a password

    /// Changes one's own password.
    ///
    /// - Returns: false where the present one is wrong.
    /// - Throws: `refused` where the new one may not be one.
    package func changePassword(
        of name: String, from present: String, to new: String, at: Moment
    ) throws(StoreError) -> Bool {
        let row = try store.read { db in try AccountRow(db, name: name) }
        guard present.utf8.count <= PasswordRules.most, Sodium.isRight(password: present, hash: row?.password ?? decoy),
            let row
        else {
            try store.write(Actor(name: name), at: at) { writing in try writing.audit(.logInFailed, subject: name) }
            return false
        }
        let hash = try checkedHash(new, of: row.account)
        try store.write(Actor(name: name), at: at) { writing in try PasswordDesk.choose(hash, for: name, &writing) }
        return true
    }

    private func checkedHash(_ password: String, of account: Account) throws(StoreError) -> String {
        if let problem = PasswordRules.problem(password, names: [account.name, account.displayName]) {
            throw .refused(problem + ".")
        }
        return try PasswordDesk.hash(password, cost)
    }

    private static func choose(_ hash: String, for name: String, _ writing: inout Writing) throws {
        guard var row = try AccountRow(writing.db, name: name) else {
            throw StoreError.notFound("account called “\(name)”")
        }
        if row.account.disabledAt != nil {
            throw StoreError.refused("This account is closed. Ask an administrator to open it.")
        }
        row.password = hash
        row.account.hasPassword = true
        try Store.keep(&row, .passwordChosen, &writing)
    }

    /// Chooses the password of an account at its one-time address, which is used up.
    ///
    /// - Throws: `refused` where the address is not valid any more, or the password may not be one.
    @discardableResult
    package func setUp(_ token: String, password: String, at: Moment) throws(StoreError) -> Account {
        guard case .account(let account) = try store.setUp(token, at: at) else { throw StoreError.usedUp }
        let hash = try checkedHash(password, of: account)
        return try store.write(Actor(name: account.name), at: at) { writing in
            try Store.use(token, for: account.name, at, writing.db)
            try PasswordDesk.choose(hash, for: account.name, &writing)
            guard let row = try AccountRow(writing.db, name: account.name) else { throw StoreError.usedUp }
            return row.account
        }
    }

    /// Makes the first administrator at the one-time address, which is used up.
    ///
    /// - Throws: `refused` where the address is not valid any more, there is an account already, or the name or the
    ///   password may not be one.
    package func setUpFirst(
        _ token: String, name: String, displayName: String, password: String, roles: Set<String>, at: Moment
    ) throws(StoreError) -> Account {
        guard case .firstAdministrator = try store.setUp(token, at: at) else { throw StoreError.usedUp }
        if let problem = Account.problem(name: name) ?? PasswordRules.problem(password, names: [name, displayName]) {
            throw .refused(problem + ".")
        }
        let hash = try PasswordDesk.hash(password, cost)
        return try store.write(Actor(name: name), at: at) { writing in
            try Store.use(token, for: "", at, writing.db)
            if try Store.hasAccounts(writing.db) { throw StoreError.usedUp }
            let settings = AccountSettings(displayName: displayName, roles: roles.union([Account.administrator]))
            return try Store.makeAccount(name, settings, password: hash, &writing)
        }
    }
}
