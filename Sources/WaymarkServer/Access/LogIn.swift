import Hummingbird

extension Routes {
    /// In and out.
    static let access: [Route] = [
        Route(.get, "/way-in", "Lets in who started the server, once", roles: []) { exchange in
            guard exchange.workspace.gate.isSingleUser, let token = exchange.query["token"],
                exchange.workspace.gate.takeWayIn(token)
            else {
                throw Trouble(
                    .forbidden, "This address has been used or has run out",
                    "It lets one browser in, once. Stop the server and start it again: it prints a new address.")
            }
            return letIn(exchange, name: "desk", roles: .everyone, areas: [])
        },
        Route(.get, "/log-in", "Asks who you are", roles: []) { exchange in
            if exchange.visitor != nil { return exchange.redirect("/") }
            return exchange.page(logInPage(exchange))
        },
        Route(.post, "/log-out", "Ends your session", roles: .everyone, writes: true) { exchange in
            if let token = exchange.sessionToken { exchange.workspace.gate.end(token) }
            var response = exchange.redirect("/log-in")
            response.headers[.setCookie] = exchange.workspace.gate.clearedCookie
            return response
        },
    ]

    static func letIn(_ exchange: Exchange, name: String, roles: Set<Role>, areas: Set<String>) -> Response {
        let gate = exchange.workspace.gate
        var response = exchange.redirect("/")
        response.headers[.setCookie] = gate.cookie(gate.begin(name: name, roles: roles, areas: areas, at: exchange.now))
        return response
    }

    private static func logInPage(_ exchange: Exchange) -> Page {
        Page("Log in") {
            h1 { "Log in" }
            p { "This server is for one person on this computer. Open the address that it printed when it was started." }
            p { "It works once. If it has been used, stop the server and start it again: it prints a new one." }
        }
    }
}
