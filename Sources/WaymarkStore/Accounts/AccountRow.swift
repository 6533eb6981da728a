import Foundation
import GRDB

/// A row of `account`: with what only the store may know.
struct AccountRow: Codable, FetchableRecord, PersistableRecord {
    static let databaseTableName = "account"

    var name: String
    var displayName: String
    /// The Argon2id hash; nil until one was chosen.
    var password: String?
    /// Sorted, with a blank between.
    var roles: String
    var areas: String
    var madeAt: Moment
    var madeBy: String
    var changedAt: Moment
    var changedBy: String
    var disabledAt: Moment?
    var revision: Int
    var salt: Data

    enum CodingKeys: String, CodingKey {
        case name, displayName = "display_name", password, roles, areas, madeAt = "made_at", madeBy = "made_by"
        case changedAt = "changed_at", changedBy = "changed_by", disabledAt = "disabled_at", revision, salt
    }

    enum Columns {
        static let name = Column(CodingKeys.name)
        static let password = Column(CodingKeys.password)
        static let disabledAt = Column(CodingKeys.disabledAt)
    }

    /// A new account; its salt comes with its audit entry.
    init(name: String, _ settings: AccountSettings, password: String?, by actor: Actor, at: Moment) {
        self.name = name
        self.password = password
        displayName = ""
        roles = ""
        areas = ""
        madeAt = at
        madeBy = actor.name
        changedAt = at
        changedBy = actor.name
        revision = 1
        salt = Data()
        set(settings, at: at)
    }

    mutating func set(_ settings: AccountSettings, at: Moment) {
        displayName = settings.displayName
        roles = settings.roles.sorted().joined(separator: " ")
        areas = settings.areas.sorted().joined(separator: " ")
        disabledAt = settings.isDisabled ? disabledAt ?? at : nil
    }

    var account: Account {
        Account(
            name: name, displayName: displayName, roles: AccountRow.names(roles), areas: AccountRow.names(areas),
            disabledAt: disabledAt, hasPassword: password != nil, madeAt: madeAt, changedAt: changedAt,
            changedBy: changedBy, revision: revision)
    }

    /// What the newest audit entry of an account vouches for: whoever edits the file to give somebody a role is found.
    var content: [UInt8] {
        EntryContent.of(
            [
                name, displayName, password ?? "", roles, areas, disabledAt.map { String($0.milliseconds) } ?? "",
                String(revision),
            ], [], [])
    }

    private static func names(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }

    /// - Throws: `notFound`.
    static func find(_ name: String, _ db: Database) throws -> AccountRow {
        guard let found = try fetchOne(db, key: name) else { throw StoreError.notFound("account called “\(name)”") }
        return found
    }

    /// Whether somebody can log in who looks after accounts.
    static func hasAdministrator(_ db: Database) throws -> Bool {
        try filter { $0.disabledAt == nil && $0.password != nil }.fetchAll(db)
            .contains { names($0.roles).contains(Account.administrator) }
    }
}
