import GRDB
package import WaymarkSodium

/// Proves passwords, and chooses them. Argon2id is slow by design: a hash takes about a tenth of a second and 64 MB.
package struct Passwords: Sendable {
    private let store: Store
    private let cost: Sodium.PasswordCost
    /// A password that nobody has: what is checked where there is no account, so that it takes as long.
    private let decoy: String

    /// - Parameter cost: `quick` is for tests alone.
    package init(_ store: Store, cost: Sodium.PasswordCost = .interactive) throws(StoreError) {
        self.store = store
        self.cost = cost
        decoy = try Passwords.hash(Sodium.hexadecimal(Sodium.random(16)), cost)
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
        let row = try accountRow(name)
        let isRight =
            password.utf8.count <= PasswordRules.most
            && Sodium.isRight(password: password, hash: row?.password ?? decoy)
        let account = row.flatMap { row in
            isRight && row.password != nil && row.disabledAt == nil ? row.account : nil
        }
        try store.note(
            account == nil ? .logInFailed : .loggedIn, subject: row?.name ?? Passwords.unknownAccount,
            by: account.map { Actor(name: $0.name) } ?? .system, at: at)
        return account
    }

    /// Writes down that tries at an account are slowed down from now on.
    package func slowedDown(_ name: String, at: Moment) throws(StoreError) {
        let isKnown = try accountRow(name) != nil
        try store.note(.accountLocked, subject: isKnown ? name : Passwords.unknownAccount, by: .system, at: at)
    }

    private func accountRow(_ name: String) throws(StoreError) -> AccountRow? {
        try store.read { db in try AccountRow.fetchOne(db, key: name) }
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
        let row = try accountRow(name)
        guard present.utf8.count <= PasswordRules.most, Sodium.isRight(password: present, hash: row?.password ?? decoy),
            let row
        else {
            try store.note(.logInFailed, subject: name, by: Actor(name: name), at: at)
            return false
        }
        let hash = try checkedHash(new, of: row.account)
        try store.write(Actor(name: name), at: at) { writing in try writing.choose(hash, for: name) }
        return true
    }

    private func checkedHash(_ password: String, of account: Account) throws(StoreError) -> String {
        if let problem = PasswordRules.problem(password, names: [account.name, account.displayName]) {
            throw .refused(problem + ".")
        }
        return try Passwords.hash(password, cost)
    }

    /// Chooses the password of an account at its one-time address, which is used up.
    ///
    /// - Throws: `refused` where the address is not valid any more, or the password may not be one.
    @discardableResult
    package func setUp(_ token: String, password: String, at: Moment) throws(StoreError) -> Account {
        guard case .account(let account) = try store.setUp(token, at: at) else { throw StoreError.usedUp }
        let hash = try checkedHash(password, of: account)
        return try store.write(Actor(name: account.name), at: at) { writing in
            try SetUpToken.use(token, for: account.name, at, writing.db)
            return try writing.choose(hash, for: account.name)
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
        let hash = try Passwords.hash(password, cost)
        return try store.write(Actor(name: name), at: at) { writing in
            try SetUpToken.use(token, for: SetUpToken.firstAdministrator, at, writing.db)
            guard try AccountRow.isEmpty(writing.db) else { throw StoreError.usedUp }
            let settings = AccountSettings(displayName: displayName, roles: roles.union([Account.administrator]))
            return try writing.makeAccount(name, settings, password: hash)
        }
    }
}

extension Writing {
    @discardableResult
    fileprivate mutating func choose(_ hash: String, for name: String) throws -> Account {
        var row = try AccountRow.find(name, db)
        if row.disabledAt != nil {
            throw StoreError.refused("This account is closed. Ask an administrator to open it.")
        }
        row.password = hash
        try keep(&row, .passwordChosen)
        return row.account
    }
}
