import HTTPTypes
import Hummingbird
import WaymarkAnalysis
import WaymarkRouting
import WaymarkStore

extension Routes {
    /// What everyone may do with their own account.
    static let ownAccount: [Route] = [
        Route(.get, "/account", "Who you are here, and what you may do", roles: .everyone) { OwnAccount($0).page() },
        Route(.get, "/account/password", "Asks for a new password of your own", roles: .everyone) {
            try OwnAccount($0).passwordPage()
        },
        Route(.post, "/account/password", "Changes your own password", roles: .everyone, writes: true) {
            try OwnAccount($0).changePassword()
        },
    ]
}

struct OwnAccount: Sendable {
    private let context: RequestContext

    init(_ context: RequestContext) {
        self.context = context
    }

    func page() -> Response {
        let visitor = context.visitor
        let roles = Role.allCases.filter { visitor?.roles.contains($0) == true }.map { $0.title }
        let areas = AreaChoice(context).titles(visitor?.areas ?? [])
        return context.page(
            Page("Your account", crumbs: [.init("Start", "/")]) {
                h1 { "Your account" }
                dl(.class("rows")) {
                    div {
                        dt { "Name" }
                        dd { visitor?.displayName ?? "" }
                    }
                    div {
                        dt { "Account name" }
                        dd { visitor?.name ?? "" }
                    }
                    div {
                        dt { "You are here as" }
                        dd { English.list(roles, "and") }
                    }
                    div {
                        dt { "Areas" }
                        dd { areas }
                    }
                }
                switch visitor?.origin {
                case .account: p { a("/account/password", .class("button second")) { "Change your password" } }
                case .otherSystem:
                    p { "You log in through another system: your password and what you may do are kept there." }
                case .printedAddress, nil:
                    p {
                        "This server is for one person on this computer. Started with --accounts, it gives everyone an account."
                    }
                }
                context.form("/log-out") { button(.type("submit"), .class("second")) { "Log out" } }
                p(.class("quiet")) {
                    "You are logged out after an hour without doing anything, and always after twelve hours."
                }
            })
    }

    // MARK: - The password

    /// - Throws: ``Problem`` for who has no password here.
    func passwordPage(
        _ problems: [(says: String, field: String)] = [], status: HTTPResponse.Status? = nil
    ) throws -> Response {
        guard context.visitor?.origin == .account else {
            throw Problem(
                .conflict, "You have no password here", "You came in without one, so there is none to change.",
                way: Link("Your account", "/account"))
        }
        func problem(_ field: String) -> String? { problems.first { $0.field == field }?.says }
        let page = Page(
            "Change your password", crumbs: [.init("Start", "/"), .init("Your account", "/account")],
            hasErrors: !problems.isEmpty
        ) {
            errorSummary(problems)
            h1 { "Change your password" }
            p { "You will be logged out everywhere else." }
            context.form("/account/password") {
                input(
                    .type("text"), .name("username"), .value(context.visitor?.name ?? ""),
                    Attribute("autocomplete", "username"), Attribute("hidden", nil))
                TextField(
                    name: "password", label: "Current password", problem: problem("password"),
                    autocomplete: "current-password", isPassword: true
                ).html
                NewPassword.fields(problem)
                button(.type("submit")) { "Change password" }
            }
        }
        return context.page(page, status: status ?? (problems.isEmpty ? .ok : .unprocessableContent))
    }

    func changePassword() throws -> Response {
        guard let visitor = context.visitor, visitor.origin == .account,
            let passwords = context.server.authenticator.passwords
        else { return try passwordPage() }
        let form = context.form
        guard let present = form["password"], !present.isEmpty else {
            return try passwordPage([("Enter your current password", "password")])
        }
        let problems = NewPassword.problems(form, names: [visitor.name, visitor.displayName])
        guard problems.isEmpty, let new = form["new_password"] else { return try passwordPage(problems) }
        // Somebody at an unlocked screen may guess here as well.
        let counted: [LogInThrottle.Counted] = [.browser("session of " + visitor.name)]
        let authenticator = context.server.authenticator
        if case .wait(let seconds) = authenticator.throttle.admit(counted, at: context.now) {
            let words = LogInThrottle.words(seconds: seconds)
            return try passwordPage(
                [("Too many wrong tries: wait \(words), then try again", "password")], status: .tooManyRequests)
        }
        guard try passwords.changePassword(of: visitor.name, from: present, to: new, at: context.now) else {
            return try passwordPage([("The current password is wrong", "password")])
        }
        authenticator.throttle.succeeded(counted)
        authenticator.endAll(of: visitor.name)
        return LogIn.letIn(try context.server.store.account(visitor.name), context)
    }
}

/// The areas that an account can be limited to: those of the rulebook that serves.
struct AreaChoice: Sendable {
    private let areas: [Area]

    init(_ context: RequestContext) {
        areas = context.rulebook.rulebook.areas
    }

    /// - Parameter chosen: areas that the rulebook no longer has stay to be seen, and taken away.
    func options(_ chosen: Set<String>) -> [(value: String, label: String, says: String?)] {
        areas.map { ($0.name, $0.title, nil) }
            + chosen.subtracting(areas.map(\.name)).sorted().map { ($0, $0, "no longer in the rulebook") }
    }

    /// As a sentence part: "Dudley and Walsall", or "All".
    func titles(_ chosen: Set<String>) -> String {
        chosen.isEmpty ? "All" : English.list(options(chosen).filter { chosen.contains($0.value) }.map(\.label), "and")
    }
}
