import HTTPTypes
import Hummingbird
import WaymarkAnalysis
import WaymarkRouting
import WaymarkStore

extension Routes {
    /// What administrators do with the accounts of others.
    static let accounts: [Route] = [
        Route(
            .get, "/accounts", "Who may log in, what they may do, and where", roles: [.administrator],
            navigation: "Accounts"
        ) { try AccountPages($0).list() },
        Route(.get, "/accounts/new", "Asks for what a new account needs", roles: [.administrator]) {
            AccountPages($0).newPage()
        },
        Route(.post, "/accounts/new", "Makes an account", roles: [.administrator], writes: true) {
            try AccountPages($0).make()
        },
        Route(.get, "/accounts/{name}", "An account, to be changed or closed", roles: [.administrator]) {
            try AccountPages($0).page()
        },
        Route(
            .post, "/accounts/{name}", "Changes or closes an account; its sessions end", roles: [.administrator],
            writes: true
        ) {
            try AccountPages($0).change()
        },
        Route(
            .post, "/accounts/{name}/set-up", "Makes a one-time address at which its owner chooses a password",
            roles: [.administrator], writes: true
        ) { try AccountPages($0).invite() },
    ]
}

struct AccountPages: Sendable {
    private let context: RequestContext
    private let name: String

    init(_ context: RequestContext) {
        self.context = context
        name = context.parameter("name")
    }

    private var store: Store { context.server.store }
    private var isSingleUser: Bool { context.server.authenticator.isSingleUser }
    private static let crumbs: [Link] = [.init("Start", "/"), .init("Accounts", "/accounts")]

    // MARK: - All of them

    func list() throws -> Response {
        let accounts = try store.accounts()
        let areas = AreaChoice(context)
        return context.page(
            Page("Accounts", crumbs: [.init("Start", "/")]) {
                h1 { "Accounts" }
                if isSingleUser {
                    p {
                        "This server is for one person on this computer, so nobody has an account. Start it with --accounts and it prints an address at which the first administrator is made."
                    }
                } else {
                    p { a("/accounts/new", .class("button")) { "Add an account" } }
                    table(
                        "Who may log in", head: ["Name", "Account name", "Roles", "Areas", "State"],
                        accounts.map { account in
                            [
                                a("/accounts/" + account.name) { account.displayName }, HTML(account.name),
                                HTML(AccountPages.titles(account.serverRoles)), HTML(areas.titles(Set(account.areas))),
                                HTML(AccountPages.state(account)),
                            ]
                        })
                }
            })
    }

    private static func titles(_ roles: Set<Role>) -> String {
        English.list(Role.allCases.filter(roles.contains).map(\.title), "and")
    }

    private static func state(_ account: Account) -> String {
        if let closed = account.disabledAt { return "Closed on \(English.date(closed.day))" }
        return account.hasPassword ? "Open" : "No password chosen yet"
    }

    // MARK: - What is typed

    private struct Typed {
        var name: String
        var settings: AccountSettings
    }

    private var typed: Typed {
        let form = context.form
        return Typed(
            name: (form.text("name") ?? "").lowercased(),
            settings: AccountSettings(
                displayName: form.text("display_name") ?? "", roles: Set(form.all("roles")),
                areas: Set(form.all("areas")),
                isDisabled: form["closed"] != nil))
    }

    private func problems(_ settings: AccountSettings, knownAreas: Set<String>) -> [(says: String, field: String)] {
        var problems = AccountFields.problems(displayName: settings.displayName)
        if settings.roles.isEmpty || settings.roles.contains(where: { Role(rawValue: $0) == nil }) {
            problems.append(("Choose at least one role", "roles-1"))
        }
        let areas = Set(AreaChoice(context).options(knownAreas).map(\.value))
        if !settings.areas.isSubset(of: areas) { problems.append(("Choose areas of the rulebook", "areas-1")) }
        return problems
    }

    @HTMLBuilder
    private func fields(_ settings: AccountSettings, _ problems: [(says: String, field: String)]) -> HTML {
        AccountFields.displayName(settings.displayName, problem: AccountPages.problem("display_name", problems)).html
        Checkboxes(
            name: "roles", legend: "Roles", options: Role.allCases.map { ($0.rawValue, $0.title, $0.says) },
            ticked: settings.roles, problem: AccountPages.problem("roles-1", problems)
        ).html
        Checkboxes(
            name: "areas", legend: "Areas",
            hint:
                "Leave all unticked for all areas. Otherwise only decisions and referrals that belong to these, or that the person made, can be seen and changed.",
            options: AreaChoice(context).options(settings.areas), ticked: settings.areas,
            problem: AccountPages.problem("areas-1", problems)
        ).html
    }

    private static func problem(_ field: String, _ problems: [(says: String, field: String)]) -> String? {
        problems.first { $0.field == field }?.says
    }

    // MARK: - A new one

    func newPage(_ problems: [(says: String, field: String)] = []) -> Response {
        if isSingleUser { return Response.seeOther("/accounts") }
        let typed = typed
        return context.page(
            Page("Add an account", crumbs: AccountPages.crumbs, hasErrors: !problems.isEmpty) {
                errorSummary(problems)
                h1 { "Add an account" }
                context.form("/accounts/new") {
                    AccountFields.name(typed.name, problem: AccountPages.problem("name", problems)).html
                    fields(typed.settings, problems)
                    button(.type("submit")) { "Add it" }
                }
            }, status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    func make() throws -> Response {
        if isSingleUser { return Response.seeOther("/accounts") }
        let typed = typed
        let problems = AccountFields.problems(name: typed.name) + problems(typed.settings, knownAreas: [])
        if !problems.isEmpty { return newPage(problems) }
        do throws(StoreError) {
            try store.makeAccount(typed.name, typed.settings, by: context.actor, at: context.now)
        } catch {
            guard case .refused(let why) = error else { throw error }
            return newPage([(why, "name")])
        }
        return try addressPage(typed.name, heading: "Account made")
    }

    // MARK: - One

    func page(
        _ problems: [(says: String, field: String)] = [], typed: AccountSettings? = nil, revision: Int? = nil
    ) throws -> Response {
        let account = try store.account(name)
        let settings =
            typed
            ?? AccountSettings(
                displayName: account.displayName, roles: Set(account.roles), areas: Set(account.areas),
                isDisabled: account.disabledAt != nil)
        return context.page(
            Page("Account \(name)", crumbs: AccountPages.crumbs, hasErrors: !problems.isEmpty) {
                errorSummary(problems)
                h1 { account.displayName }
                dl(.class("rows")) {
                    div {
                        dt { "Account name" }
                        dd { name }
                    }
                    div {
                        dt { "State" }
                        dd { AccountPages.state(account) }
                    }
                    div {
                        dt { "Changed" }
                        dd { "\(English.date(account.changedAt.day)), by \(account.changedBy)" }
                    }
                }
                h2 { "Change this account" }
                p { "Anyone using this account is logged out and has to log in again." }
                context.form("/accounts/" + name) {
                    input(.type("hidden"), .name("revision"), .value(String(revision ?? account.revision)))
                    fields(settings, problems)
                    Checkboxes(
                        name: "closed", legend: "Closed",
                        options: [("yes", "Nobody can log in with this account", nil)],
                        ticked: settings.isDisabled ? ["yes"] : [], problem: AccountPages.problem("closed-1", problems)
                    ).html
                    button(.type("submit")) { "Save changes" }
                }
                if account.disabledAt == nil {
                    h2 { account.hasPassword ? "Password forgotten?" : "No password yet" }
                    p { "An address that works once lets the owner choose a password. You never see it." }
                    context.form("/accounts/\(name)/set-up") {
                        button(.type("submit"), .class("second")) { "Make a one-time address" }
                    }
                }
            }, status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    func change() throws -> Response {
        let account = try store.account(name)
        let settings = typed.settings
        guard let revision = context.form["revision"].flatMap({ Int($0) }) else { throw Problem.unreadable }
        let problems = problems(settings, knownAreas: Set(account.areas))
        if !problems.isEmpty { return try page(problems, typed: settings, revision: revision) }
        do throws(StoreError) {
            try store.changeAccount(name, revision: revision, to: settings, by: context.actor, at: context.now)
        } catch {
            switch error {
            case .refused(let why):
                return try page(
                    [(why, settings.isDisabled ? "closed-1" : "roles-1")], typed: settings, revision: revision)
            case .changedMeanwhile:
                throw Problem(
                    .conflict, Problem.changedMeanwhile.title, Problem.changedMeanwhile.advice,
                    way: Link("See the account as it is now", "/accounts/" + name))
            default: throw error
            }
        }
        context.server.authenticator.endAll(of: name)
        return Response.seeOther("/accounts")
    }

    // MARK: - A password for somebody

    func invite() throws -> Response {
        if isSingleUser { return Response.seeOther("/accounts") }
        return try addressPage(name, heading: "A one-time address")
    }

    private func addressPage(_ name: String, heading: String) throws -> Response {
        let token = try store.invite(name, by: context.actor, at: context.now)
        return context.page(
            Page("A one-time address", crumbs: AccountPages.crumbs) {
                h1 { heading }
                p {
                    "Give this address to the owner of the account \(name), and to nobody else: whoever opens it chooses the password."
                }
                p(.class("contact small")) { context.wholeAddress("/set-up?token=" + token) }
                p {
                    "It works once, within \(Store.setUpHours / 24) days. It is shown only now; you can make a new one at any time."
                }
                p { a("/accounts") { "All accounts" } }
            })
    }
}
