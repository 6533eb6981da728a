import HTTPTypes
import Hummingbird
import WaymarkStore

extension Routes {
    /// Where a one-time address leads.
    static let setUp: [Route] = [
        Route(.get, "/set-up", "Asks for a password, at a one-time address", roles: []) { context in
            let token = context.query["token"] ?? ""
            return try SetUpPages(context, token).page()
        },
        Route(.post, "/set-up", "Takes a password, at a one-time address", roles: [], writes: true) { context in
            let token = context.form["token"] ?? ""
            return try SetUpPages(context, token).take()
        },
    ]
}

/// The page at which the owner of an account chooses a password, or the first administrator makes an account. The token
/// is used up only when that is done.
struct SetUpPages: Sendable {
    private let context: RequestContext
    private let token: String
    private let passwords: Passwords
    private let leads: SetUp

    private static let usedUp = Problem(
        .forbidden, "This address has been used or has expired",
        "It works once. Ask an administrator of Waymark for a new one; if there is none yet, stop the server and start it again.",
        way: Link("Log in", "/log-in"))

    /// - Throws: ``Problem`` where the token leads nowhere any more.
    init(_ context: RequestContext, _ token: String) throws {
        guard let passwords = context.server.authenticator.passwords,
            let leads = try context.server.store.setUp(token, at: context.now)
        else { throw SetUpPages.usedUp }
        self.context = context
        self.token = token
        self.passwords = passwords
        self.leads = leads
    }

    private var isFirst: Bool { leads == .firstAdministrator }

    func page(_ problems: [(says: String, field: String)] = []) -> Response {
        func problem(_ field: String) -> String? { problems.first { $0.field == field }?.says }
        let title = isFirst ? "Make the first account" : "Choose a password"
        let page = Page(title, frame: .narrow, hasErrors: !problems.isEmpty) {
            errorSummary(problems)
            h1 { title }
            switch leads {
            case .firstAdministrator:
                p {
                    "This account may do everything, and makes the accounts of the others. Nobody else can open this page once it is made."
                }
            case .account(let account):
                p {
                    "For the account "
                    strong { account.name }
                    ", \(account.displayName)."
                }
            }
            context.form("/set-up") {
                input(.type("hidden"), .name("token"), .value(token))
                switch leads {
                case .firstAdministrator:
                    AccountFields.name(context.form["name"] ?? "", problem: problem("name"), autocomplete: "username")
                        .html
                    AccountFields.displayName(
                        context.form["display_name"] ?? "", problem: problem("display_name"), autocomplete: "name"
                    ).html
                case .account(let account):
                    // Password managers keep the new password under this name.
                    input(
                        .type("text"), .name("username"), .value(account.name), Attribute("autocomplete", "username"),
                        Attribute("hidden", nil))
                }
                NewPassword.fields(problem)
                button(.type("submit")) { isFirst ? "Make the account" : "Save this password" }
            }
        }
        return context.page(page, status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    func take() throws -> Response {
        let form = context.form
        switch leads {
        case .firstAdministrator:
            let name = (form.text("name") ?? "").lowercased()
            let displayName = form.text("display_name") ?? ""
            var problems = AccountFields.problems(name: name) + AccountFields.problems(displayName: displayName)
            problems += NewPassword.problems(form, names: [name, displayName])
            guard problems.isEmpty, let password = form["new_password"] else { return page(problems) }
            let account = try passwords.setUpFirst(
                token, name: name, displayName: displayName, password: password,
                roles: Set(Role.allCases.map(\.rawValue)), at: context.now)
            return LogIn.letIn(account, context)
        case .account(let account):
            let problems = NewPassword.problems(form, names: [account.name, account.displayName])
            guard problems.isEmpty, let password = form["new_password"] else { return page(problems) }
            let changed = try passwords.setUp(token, password: password, at: context.now)
            context.server.authenticator.endAll(of: account.name)
            return LogIn.letIn(changed, context)
        }
    }
}

/// The two fields for a new password.
enum NewPassword {
    @HTMLBuilder
    static func fields(_ problem: (String) -> String?) -> HTML {
        TextField(
            name: "new_password", label: "New password", hint: PasswordRules.hint, problem: problem("new_password"),
            autocomplete: "new-password", isPassword: true
        ).html
        TextField(
            name: "repeated", label: "The same password again", problem: problem("repeated"),
            autocomplete: "new-password",
            isPassword: true
        ).html
    }

    static func problems(_ form: Form, names: [String]) -> [(says: String, field: String)] {
        let password = form["new_password"] ?? ""
        if let problem = PasswordRules.problem(password, names: names) { return [(problem, "new_password")] }
        if form["repeated"] != password { return [("The two passwords are not the same: type both again", "repeated")] }
        return []
    }
}

/// The fields of an account that more than one page asks for.
enum AccountFields {
    static func name(_ value: String, problem: String?, autocomplete: String = "off") -> TextField {
        TextField(
            name: "name", label: "Account name",
            hint:
                "For logging in. It stays in the record and cannot be changed: a collar number or initials, for example.",
            value: value, problem: problem, autocomplete: autocomplete)
    }

    static func displayName(_ value: String, problem: String?, autocomplete: String = "off") -> TextField {
        TextField(
            name: "display_name", label: "Name", hint: "As colleagues know the person.", value: value, problem: problem,
            autocomplete: autocomplete)
    }

    static func problems(name: String) -> [(says: String, field: String)] {
        Account.problem(name: name).map { [($0, "name")] } ?? []
    }

    static func problems(displayName: String) -> [(says: String, field: String)] {
        if displayName.isEmpty { return [("Enter the name", "display_name")] }
        let isLine = displayName.utf8.count <= 80 && !displayName.contains(where: \.isNewline)
        return isLine ? [] : [("The name can have 80 characters at most", "display_name")]
    }
}
