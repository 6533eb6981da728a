/// Somebody who may log in. Roles and areas are names here; what a role may do is not the record's business, but for
/// one thing: there is always an administrator.
package struct Account: Sendable, Hashable {
    /// Lower-case letters, digits, `.`, `-` and `_`. It stands in the audit for ever.
    package var name: String
    /// How the person is called on pages.
    package var displayName: String
    /// Sorted.
    package var roles: [String]
    /// Sorted; empty means every area.
    package var areas: [String]
    /// Closed accounts log in no more; they are never deleted, since the audit names them.
    package var disabledAt: Moment?
    /// False until the person has chosen one.
    package var hasPassword: Bool
    package var madeAt: Moment
    package var changedAt: Moment
    package var changedBy: String
    /// Counts the changes, so that nobody overwrites a change that was not seen.
    package var revision: Int

    /// The role that looks after accounts.
    package static let administrator = "administrator"

    package static let nameLimit = 40

    /// Names that the record uses for itself, or that an address needs.
    private static let reserved: Set<String> = ["desk", "system", "demo", "nobody", "waymark", "new"]

    /// What is wrong with a name for a new account; nil where nothing is.
    package static func problem(name: String) -> String? {
        let isSpelledRight = name.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || ".-_".utf8.contains(byte)
        }
        let begins =
            name.utf8.first.map { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
            ?? false
        guard isSpelledRight, begins, (2...nameLimit).contains(name.utf8.count) else {
            return
                "Use 2 to \(nameLimit) lower-case letters and digits for the account name, with . - or _ between them"
        }
        return reserved.contains(name) ? "“\(name)” is kept for Waymark itself: use another account name" : nil
    }
}

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

extension AuditAction {
    package static let accountMade = AuditAction("account.made")
    package static let accountChanged = AuditAction("account.changed")
    /// A password was chosen, by its owner: nobody else ever can.
    package static let passwordChosen = AuditAction("account.password_chosen")
    /// A one-time address was made at which a password is chosen.
    package static let accountInvited = AuditAction("account.invited")
    /// Wrong passwords came so often that tries are slowed down.
    package static let accountLocked = AuditAction("account.locked")
    package static let loggedIn = AuditAction("logged_in")
    package static let logInFailed = AuditAction("log_in.failed")

    /// Those that say what an account is from then on.
    static let settingAccounts = [accountMade, accountChanged, passwordChosen]
}
