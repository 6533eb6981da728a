import GRDB

extension Store {
    /// Every account, by name; also the closed ones.
    package func accounts() throws(StoreError) -> [Account] {
        try read { db in try AccountRow.order { $0.name }.fetchAll(db).map(\.account) }
    }

    /// - Throws: `notFound`.
    package func account(_ name: String) throws(StoreError) -> Account {
        try read { db in try AccountRow.find(name, db).account }
    }

    /// Whether anybody has to log in.
    package func hasAccounts() throws(StoreError) -> Bool { try read { db in try !AccountRow.isEmpty(db) } }

    /// Makes an account without a password: ``invite(_:by:at:)`` lets its owner choose one.
    ///
    /// - Throws: `refused` where the name is taken or cannot be one.
    @discardableResult
    package func makeAccount(
        _ name: String, _ settings: AccountSettings, by actor: Actor, at: Moment
    ) throws(StoreError) -> Account {
        try write(actor, at: at) { writing in try writing.makeAccount(name, settings, password: nil) }
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
            var row = try AccountRow.find(name, writing.db)
            guard row.revision == revision else { throw StoreError.changedMeanwhile("this account") }
            try writing.refuseUnkept(settings.displayName)
            row.set(settings, at: at)
            if settings.isDisabled { try SetUpToken.deleteOne(writing.db, key: name) }
            try writing.keep(&row, .accountChanged)
            guard try AccountRow.hasAdministrator(writing.db) else {
                throw StoreError.refused(
                    "No administrator would be left who can log in. Give somebody else that role first, and let them log in once."
                )
            }
        }
    }
}

extension Writing {
    mutating func makeAccount(_ name: String, _ settings: AccountSettings, password: String?) throws -> Account {
        if let problem = Account.problem(name: name) { throw StoreError.refused(problem + ".") }
        guard try !AccountRow.exists(db, key: name) else {
            throw StoreError.refused(
                "There is an account called “\(name)” already. Use another name, or change that one.")
        }
        try refuseUnkept(settings.displayName)
        var row = AccountRow(name: name, settings, password: password, by: actor, at: at)
        row.salt = try audit(.accountMade, subject: name, content: row.content)
        try row.insert(db)
        return row.account
    }

    /// Writes a changed account with its audit entry; the revision counts up.
    mutating func keep(_ row: inout AccountRow, _ action: AuditAction) throws {
        row.revision += 1
        row.changedAt = at
        row.changedBy = actor.name
        row.salt = try audit(action, subject: row.name, content: row.content)
        try row.update(db)
    }
}
