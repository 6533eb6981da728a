import HTTPTypes
import Hummingbird
import WaymarkStore

extension Routes {
    /// In and out.
    static let access: [Route] = [
        Route(.get, "/way-in", "Lets in who started the server, once", roles: []) { context in
            guard context.server.authenticator.isSingleUser, let token = context.query["token"],
                context.server.authenticator.takeWayIn(token)
            else {
                throw Problem(
                    .forbidden, "This address has been used or has expired",
                    "It lets one browser in, once. Stop the server and start it again: it prints a new address.")
            }
            let authenticator = context.server.authenticator
            var response = Response.seeOther("/")
            response.headers[.setCookie] = authenticator.cookie(
                authenticator.begin(name: "desk", roles: .everyone, areas: [], at: context.now))
            return response
        },
        Route(.get, "/log-in", "Asks who you are", roles: []) { context in
            if context.visitor != nil { return Response.seeOther("/") }
            return LogIn(context, resuming: Resumption(context)).page()
        },
        Route(
            .post, "/log-in", "Lets in who knows the password", roles: [], writes: true, bodyLimit: Resumption.bodyLimit
        ) { context in
            try LogIn(context, resuming: Resumption(context)).take()
        },
        Route(.post, "/log-out", "Ends your session", roles: .everyone, writes: true) { context in
            if let token = context.sessionToken { context.server.authenticator.end(token) }
            var response = Response.seeOther("/log-in")
            response.headers[.setCookie] = context.server.authenticator.clearedCookie
            return response
        },
    ]
}

/// The page where people log in.
struct LogIn: Sendable {
    private let context: RequestContext
    private let resumption: Resumption

    init(_ context: RequestContext, resuming resumption: Resumption) {
        self.context = context
        self.resumption = resumption
    }

    private var authenticator: Authenticator { context.server.authenticator }

    // MARK: - The page

    /// - Parameter problems: which part was wrong is said only where something is missing.
    func page(_ problems: [(says: String, field: String)] = [], status: HTTPResponse.Status = .ok) -> Response {
        if authenticator.isSingleUser { return context.page(LogIn.singleUser, status: status) }
        func problem(_ field: String) -> String? { problems.first { $0.field == field }?.says }
        let page = Page("Log in", frame: .narrow, hasErrors: !problems.isEmpty) {
            errorSummary(problems)
            h1 { "Log in" }
            context.form("/log-in") {
                resumption.hidden(context)
                TextField(
                    name: "name", label: "Account name", value: typedName, problem: problem("name"),
                    autocomplete: "username"
                ).html
                TextField(
                    name: "password", label: "Password", problem: problem("password"), autocomplete: "current-password",
                    isPassword: true
                ).html
                button(.type("submit")) { "Log in" }
            }
            p(.class("quiet")) {
                "Forgotten your password, or no account yet? An administrator of Waymark can give you an address at which you choose a password."
            }
        }
        return context.page(page, status: status)
    }

    /// A form that is carried on may have a field of this name too.
    private var typedName: String { context.path == "/log-in" ? context.form["name"] ?? "" : "" }

    private static let singleUser = Page("Log in") {
        h1 { "Log in" }
        p { "This server is for one person on this computer. Open the address that it printed when it was started." }
        p { "It works once. If it has been used, stop the server and start it again: it prints a new one." }
    }

    // MARK: - The password

    func take() throws -> Response {
        guard let passwords = authenticator.passwords else { return page() }
        let name = String((context.form.text("name") ?? "").lowercased().prefix(100))
        let password = context.form["password"] ?? ""
        var missing: [(says: String, field: String)] = []
        if name.isEmpty { missing.append(("Enter your account name", "name")) }
        if password.isEmpty { missing.append(("Enter your password", "password")) }
        if !missing.isEmpty { return page(missing, status: .unprocessableContent) }

        let secrets = context.server.secrets
        let browser = KnownBrowser(cookies: context.requestHeaders[.cookie])
        let counted: [LogInThrottle.Counted] =
            browser.mark(of: name, secrets).map { [.browser($0)] } ?? [
                .account(name), .network(of: context.origin.peer),
            ]
        let startsWaiting: Bool
        switch authenticator.throttle.admit(counted, at: context.now) {
        case .wait(let seconds): return wait(seconds)
        case .go(let starts): startsWaiting = starts
        }
        guard let account = try passwords.logIn(name, password: password, at: context.now) else {
            if startsWaiting { try passwords.slowedDown(name, at: context.now) }
            return page([("The account name or the password is wrong", "name")], status: .unprocessableContent)
        }
        authenticator.throttle.succeeded(counted)
        return LogIn.letIn(account, context, resuming: resumption)
    }

    private func wait(_ seconds: Int) -> Response {
        let words = LogInThrottle.words(seconds: seconds)
        var response = page(
            [("Too many wrong tries: wait \(words), then try again", "name")], status: .tooManyRequests)
        response.headers[.retryAfter] = String(seconds)
        return response
    }

    /// Begins a session for an account that has proved who it is; whichever this browser had before is over.
    static func letIn(
        _ account: Account, _ context: RequestContext, resuming resumption: Resumption = .nothing
    ) -> Response {
        let authenticator = context.server.authenticator
        if let before = context.sessionToken { authenticator.end(before) }
        let token = authenticator.begin(
            name: account.name, displayName: account.displayName, roles: account.serverRoles, areas: Set(account.areas),
            at: context.now)
        var response = resumption.answer(context, formToken: context.server.secrets.formToken(session: token))
        response.headers.append(HTTPField(name: .setCookie, value: authenticator.cookie(token)))
        let known = KnownBrowser(cookies: context.requestHeaders[.cookie])
        response.headers.append(
            HTTPField(
                name: .setCookie, value: known.cookie(adding: account.name, authenticator, context.server.secrets)))
        return response
    }
}

extension Account {
    /// The roles that this server knows.
    var serverRoles: Set<Role> { Set(roles.compactMap(Role.init(rawValue:))) }
}
