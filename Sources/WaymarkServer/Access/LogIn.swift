import HTTPTypes
import Hummingbird
import WaymarkStore

extension Routes {
    /// In and out.
    static let access: [Route] = [
        Route(.get, "/way-in", "Lets in who started the server, once", roles: []) { exchange in
            guard exchange.workspace.gate.isSingleUser, let token = exchange.query["token"],
                exchange.workspace.gate.takeWayIn(token)
            else {
                throw Trouble(
                    .forbidden, "This address has been used or has expired",
                    "It lets one browser in, once. Stop the server and start it again: it prints a new address.")
            }
            let gate = exchange.workspace.gate
            var response = exchange.redirect("/")
            response.headers[.setCookie] = gate.cookie(
                gate.begin(name: "desk", roles: .everyone, areas: [], at: exchange.now))
            return response
        },
        Route(.get, "/log-in", "Asks who you are", roles: []) { exchange in
            if exchange.visitor != nil { return exchange.redirect("/") }
            return LogIn(exchange, resuming: Resumption(exchange)).page()
        },
        Route(
            .post, "/log-in", "Lets in who knows the password", roles: [], writes: true, bodyLimit: Resumption.bodyLimit
        ) { exchange in
            try LogIn(exchange, resuming: Resumption(exchange)).take()
        },
        Route(.post, "/log-out", "Ends your session", roles: .everyone, writes: true) { exchange in
            if let token = exchange.sessionToken { exchange.workspace.gate.end(token) }
            var response = exchange.redirect("/log-in")
            response.headers[.setCookie] = exchange.workspace.gate.clearedCookie
            return response
        },
    ]
}

/// The page where people log in.
struct LogIn: Sendable {
    private let exchange: Exchange
    private let resumption: Resumption

    init(_ exchange: Exchange, resuming resumption: Resumption) {
        self.exchange = exchange
        self.resumption = resumption
    }

    private var gate: Gate { exchange.workspace.gate }

    // MARK: - The page

    /// - Parameter problems: which part was wrong is said only where something is missing.
    func page(_ problems: [(says: String, field: String)] = [], status: HTTPResponse.Status = .ok) -> Response {
        if gate.isSingleUser { return exchange.page(LogIn.singleUser, status: status) }
        func problem(_ field: String) -> String? { problems.first { $0.field == field }?.says }
        let page = Page("Log in", frame: .narrow, hasErrors: !problems.isEmpty) {
            errorSummary(problems)
            h1 { "Log in" }
            exchange.form("/log-in") {
                resumption.hidden(exchange)
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
        return exchange.page(page, status: status)
    }

    /// A form that is carried on may have a field of this name too.
    private var typedName: String { exchange.route.path == "/log-in" ? exchange.form["name"] ?? "" : "" }

    private static let singleUser = Page("Log in") {
        h1 { "Log in" }
        p { "This server is for one person on this computer. Open the address that it printed when it was started." }
        p { "It works once. If it has been used, stop the server and start it again: it prints a new one." }
    }

    // MARK: - The password

    func take() throws -> Response {
        guard let passwords = gate.passwords else { return page() }
        let name = String((exchange.form.text("name") ?? "").lowercased().prefix(100))
        let password = exchange.form["password"] ?? ""
        var missing: [(says: String, field: String)] = []
        if name.isEmpty { missing.append(("Enter your account name", "name")) }
        if password.isEmpty { missing.append(("Enter your password", "password")) }
        if !missing.isEmpty { return page(missing, status: .unprocessableContent) }

        let secrets = exchange.workspace.secrets
        let browser = KnownBrowser(cookies: exchange.headers[.cookie])
        let counted: [LogInThrottle.Counted] =
            browser.mark(of: name, secrets).map { [.browser($0)] } ?? [.account(name), .network(of: exchange.peer)]
        let startsWaiting: Bool
        switch gate.throttle.admit(counted, at: exchange.now) {
        case .wait(let seconds): return wait(seconds)
        case .go(let starts): startsWaiting = starts
        }
        guard let account = try passwords.logIn(name, password: password, at: exchange.now) else {
            if startsWaiting { try passwords.slowedDown(name, at: exchange.now) }
            return page([("The account name or the password is wrong", "name")], status: .unprocessableContent)
        }
        gate.throttle.succeeded(counted)
        return LogIn.letIn(account, exchange, resuming: resumption)
    }

    private func wait(_ seconds: Int) -> Response {
        let words = LogInThrottle.words(seconds: seconds)
        var response = page(
            [("Too many wrong tries: wait \(words), then try again", "name")], status: .tooManyRequests)
        response.headers[.retryAfter] = String(seconds)
        return response
    }

    /// Begins a session for an account that has proved who it is; whichever this browser had before is over.
    static func letIn(_ account: Account, _ exchange: Exchange, resuming resumption: Resumption = .nothing) -> Response
    {
        let gate = exchange.workspace.gate
        if let before = exchange.sessionToken { gate.end(before) }
        let token = gate.begin(
            name: account.name, displayName: account.displayName, roles: account.serverRoles, areas: Set(account.areas),
            at: exchange.now)
        var response = resumption.answer(exchange, formToken: exchange.workspace.secrets.formToken(session: token))
        response.headers.append(HTTPField(name: .setCookie, value: gate.cookie(token)))
        let known = KnownBrowser(cookies: exchange.headers[.cookie])
        response.headers.append(
            HTTPField(name: .setCookie, value: known.cookie(adding: account.name, gate, exchange.workspace.secrets)))
        return response
    }
}

extension Account {
    /// The roles that this server knows.
    var serverRoles: Set<Role> { Set(roles.compactMap(Role.init(rawValue:))) }
}
