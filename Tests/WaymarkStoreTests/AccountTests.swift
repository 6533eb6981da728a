import Foundation
import GRDB
import Testing
import WaymarkSodium
import WaymarkStore

@Suite struct `Accounts` {
    static let password = "otter lamp gravel"
    private let admin = Actor(name: "pat")

    /// A record with one administrator, `pat`, whose password is the one above.
    private func begun(_ scratch: ScratchFolder) throws -> (store: Store, desk: Passwords) {
        let store = try scratch.open()
        let desk = try Passwords(store, cost: .quick)
        let token = try store.inviteFirst(at: noon)
        _ = try desk.setUpFirst(
            token, name: "pat", displayName: "Pat Lee", password: Self.password, roles: [Account.administrator],
            at: noon)
        return (store, desk)
    }

    private func actions(_ scratch: ScratchFolder, of subject: String) throws -> [String] {
        let queue = try DatabaseQueue(path: scratch.file)
        defer { try? queue.close() }
        return try queue.read { db in
            try String.fetchAll(
                db, sql: "SELECT action FROM audit_entry WHERE subject = ? ORDER BY sequence", arguments: [subject])
        }
    }

    @Test func `there is no account until somebody makes one, and the first is made once`() throws {
        let scratch = ScratchFolder()
        let store = try scratch.open()
        #expect(try !store.hasAccounts())
        let earlier = try store.inviteFirst(at: noon)
        let token = try store.inviteFirst(at: noon)
        #expect(try store.setUp(earlier, at: noon) == nil && store.setUp("", at: noon) == nil)
        #expect(try store.setUp(token, at: noon) == .firstAdministrator)
        let desk = try Passwords(store, cost: .quick)
        func make(_ name: String) throws -> Account {
            try desk.setUpFirst(
                token, name: name, displayName: "Pat", password: Self.password, roles: ["auditor"], at: noon)
        }
        #expect(throws: StoreError.self) { try make("Pat Lee") }
        #expect(try make("pat").roles == ["administrator", "auditor"])
        #expect(throws: StoreError.self) { try make("kim") }
        #expect(throws: StoreError.self) { try store.inviteFirst(at: noon) }
        #expect(try store.accounts().map(\.name) == ["pat"])
    }

    @Test func `the right password logs in; a wrong one, an unknown name and a closed account do not`() throws {
        let scratch = ScratchFolder()
        let (store, desk) = try begun(scratch)
        #expect(try desk.logIn("pat", password: Self.password, at: noon)?.name == "pat")
        #expect(try desk.logIn("pat", password: Self.password + " ", at: noon) == nil)
        #expect(try desk.logIn("pat", password: "", at: noon) == nil)
        #expect(try desk.logIn("pat", password: String(repeating: "a", count: 5000), at: noon) == nil)
        #expect(try desk.logIn("my secret typed here", password: Self.password, at: noon) == nil)
        try store.makeAccount("kim", AccountSettings(displayName: "Kim", roles: ["officer"]), by: admin, at: noon)
        // Nobody can log in to an account whose owner has not chosen a password.
        #expect(try desk.logIn("kim", password: "", at: noon) == nil)
        let token = try store.invite("kim", by: admin, at: noon)
        try desk.setUp(token, password: "brick violin teaspoon", at: noon)
        #expect(try desk.logIn("kim", password: "brick violin teaspoon", at: noon)?.roles == ["officer"])
        let revision = try store.account("kim").revision
        try store.changeAccount(
            "kim", revision: revision, to: AccountSettings(displayName: "Kim", roles: ["officer"], isDisabled: true),
            by: admin, at: noon)
        #expect(try desk.logIn("kim", password: "brick violin teaspoon", at: noon) == nil)
        #expect(
            try actions(scratch, of: "pat") == ["account.made", "logged_in"]
                + Array(repeating: "log_in.failed", count: 3))
        #expect(
            try actions(scratch, of: "kim") == [
                "account.made", "log_in.failed", "account.invited", "account.password_chosen", "logged_in",
                "account.changed",
                "log_in.failed",
            ])
        // What was typed where a name belongs is written nowhere: it may be a password.
        #expect(try actions(scratch, of: "unknown account") == ["log_in.failed"])
        #expect(try AuditVerifier(store).verify().problems == [])
    }

    @Test func `a one-time address works once, runs out, and the newest counts`() throws {
        let scratch = ScratchFolder()
        let (store, desk) = try begun(scratch)
        try store.makeAccount("kim", AccountSettings(displayName: "Kim", roles: ["officer"]), by: admin, at: noon)
        let first = try store.invite("kim", by: admin, at: noon)
        let second = try store.invite("kim", by: admin, at: noon)
        #expect(try store.setUp(first, at: noon) == nil)
        let late = noon.adding(seconds: Store.setUpHours * 3600)
        #expect(try store.setUp(second, at: late) == nil)
        #expect(throws: StoreError.self) { try desk.setUp(second, password: Self.password, at: late) }
        // A password that may not be one does not use the address up.
        #expect(throws: StoreError.self) { try desk.setUp(second, password: "short", at: noon) }
        #expect(try desk.setUp(second, password: Self.password, at: noon).hasPassword)
        #expect(throws: StoreError.self) { try desk.setUp(second, password: Self.password, at: noon) }
        #expect(throws: StoreError.notFound("account called “ann”")) { try store.invite("ann", by: admin, at: noon) }
        // The token itself is nowhere in the files.
        let third = try store.invite("kim", by: admin, at: noon)
        for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path) {
            let bytes = try #require(FileManager.default.contents(atPath: scratch.path + "/" + name))
            #expect(
                bytes.range(of: Data(third.utf8)) == nil && bytes.range(of: Data(Self.password.utf8)) == nil, "\(name)")
        }
    }

    @Test func `one's own password is changed with the present one`() throws {
        let scratch = ScratchFolder()
        let (_, desk) = try begun(scratch)
        #expect(try !desk.changePassword(of: "pat", from: "wrong", to: "brick violin teaspoon", at: noon))
        #expect(throws: StoreError.self) {
            try desk.changePassword(of: "pat", from: Self.password, to: "pat", at: noon)
        }
        #expect(try desk.changePassword(of: "pat", from: Self.password, to: "brick violin teaspoon", at: noon))
        #expect(try desk.logIn("pat", password: Self.password, at: noon) == nil)
        #expect(try desk.logIn("pat", password: "brick violin teaspoon", at: noon) != nil)
    }

    @Test func `two administrators do not overwrite each other, and the last one stays`() throws {
        let scratch = ScratchFolder()
        let (store, _) = try begun(scratch)
        let settings = AccountSettings(displayName: "Kim", roles: ["officer"], areas: ["walsall", "dudley"])
        let made = try store.makeAccount("kim", settings, by: admin, at: noon)
        #expect(made.areas == ["dudley", "walsall"] && made.revision == 1)
        #expect(throws: StoreError.self) { try store.makeAccount("kim", settings, by: admin, at: noon) }
        var changed = settings
        changed.roles = ["auditor"]
        try store.changeAccount("kim", revision: 1, to: changed, by: admin, at: noon)
        #expect(throws: StoreError.changedMeanwhile("this account")) {
            try store.changeAccount("kim", revision: 1, to: settings, by: admin, at: noon)
        }
        #expect(try store.account("kim").roles == ["auditor"] && store.account("kim").changedBy == "pat")
        // An administrator without a password yet cannot be the only one.
        changed.roles = [Account.administrator]
        try store.changeAccount("kim", revision: 2, to: changed, by: admin, at: noon)
        for settings in [
            AccountSettings(displayName: "Pat", roles: [Account.administrator], isDisabled: true),
            AccountSettings(displayName: "Pat", roles: ["officer"]),
        ] {
            #expect(throws: StoreError.self) {
                try store.changeAccount("pat", revision: 1, to: settings, by: admin, at: noon)
            }
        }
        #expect(try store.account("pat").revision == 1)
        #expect(try AuditVerifier(store).verify().problems == [])
    }

    @Test(arguments: [
        "UPDATE account SET roles = 'administrator officer' WHERE name = 'kim'",
        "UPDATE account SET areas = 'walsall' WHERE name = 'kim'",
        "UPDATE account SET password = (SELECT password FROM account WHERE name = 'pat') WHERE name = 'kim'",
        "UPDATE account SET disabled_at = NULL, display_name = 'Someone' WHERE name = 'kim'",
        "DELETE FROM account WHERE name = 'kim'",
        "INSERT INTO account SELECT 'ann', display_name, password, roles, areas, made_at, made_by, changed_at, changed_by, disabled_at, revision, salt FROM account WHERE name = 'pat'",
    ])
    func `an account that somebody edited in the file is found`(sql: String) throws {
        let scratch = ScratchFolder()
        do {
            let (store, _) = try begun(scratch)
            try store.makeAccount("kim", AccountSettings(displayName: "Kim", roles: ["officer"]), by: admin, at: noon)
            #expect(try AuditVerifier(store).verify().problems == [])
        }
        let queue = try DatabaseQueue(path: scratch.file)
        try queue.write { db in try db.execute(sql: sql) }
        try queue.close()
        #expect(try !AuditVerifier(try scratch.open()).verify().problems.isEmpty)
    }

    @Test(arguments: [
        ("short", "12 characters"), ("elevenchars", "12 characters"), (String(repeating: "é", count: 600), "at most"),
        ("waymarkwaymark", "guessed"), ("Waymark123456", "guessed"), ("123456789012", "guessed"),
        ("qwertyuiop12", "guessed"),
        ("PasswordPassword1", "guessed"), ("pat.lee.pat.lee", "guessed"), ("PatLee20262026", "guessed"),
        ("aaaaaaaaaaaaaa", "guessed"), ("zyxwvutsrqponm", "guessed"), ("abcd1234abcd1234", "guessed"),
        ("            ", "guessed"),
    ])
    func `a password that is short or would be guessed early is refused, with what to do`(
        password: String, says: String
    ) throws {
        #expect(try #require(PasswordRules.problem(password, names: ["pat.lee", "Pat Lee"])).contains(says))
    }

    @Test(arguments: [
        "otter lamp gravel", "correct horse battery staple", "żółw-w-ogródku-7", "kxqvbwrmzjtp", "🦦 lamp gravel tea",
    ])
    func `a long password needs no capitals, digits or signs`(password: String) {
        #expect(PasswordRules.problem(password, names: ["pat.lee", "Pat Lee"]) == nil)
    }

    @Test(arguments: [
        ("pat", true), ("c21345", true), ("j.smith-2_x", true), ("21345", true), ("p", false), ("Pat", false),
        ("pat lee", false), (".pat", false), ("", false), ("system", false), ("desk", false), ("new", false),
        ("pät", false),
        (String(repeating: "a", count: 41), false),
    ])
    func `an account's name is short, plain and none of Waymark's own`(name: String, isGood: Bool) {
        #expect((Account.problem(name: name) == nil) == isGood)
    }
}
