package import HTTPTypes
package import Hummingbird

/// One line of the table of roles and routes: the router is built from it, and the tests walk it.
package struct Route: Sendable {
    /// What it answers with, and so how it says what went wrong.
    package enum Format: Sendable { case pages, json, plain }

    package var method: HTTPRequest.Method
    /// Parts in braces are named: `/decisions/{reference}`.
    package var path: String
    /// What it does, in words for the table.
    package var does: String
    /// Who may; empty means everyone, also before log-in.
    package var roles: Set<Role>
    /// Changes something: it needs the session's form token (a form), a JSON body (the API), or, before log-in, to come
    /// from a page of ours.
    package var writes: Bool
    /// A person's answers or record may stand on it.
    package var isPersonal: Bool
    package var format: Format
    /// Its place in the navigation.
    package var navigation: String?
    /// Bytes that a body may have.
    package var bodyLimit: Int
    /// Uses the record, passwords or the engine, and so answers on the blocking pool.
    package var isBlocking: Bool
    /// Waits for something that takes longer than a request should hold a thread, before `answer` uses it.
    package var prepare: Preparation?
    package var answer: Answer
    /// Answers in its place where the form's token is old: shows the form again, and changes nothing.
    package var renew: Answer?

    package typealias Answer = @Sendable (RequestContext) throws -> Response
    package typealias Preparation = @Sendable (RequestContext) async -> Void

    package init(
        _ method: HTTPRequest.Method, _ path: String, _ does: String, roles: Set<Role>, writes: Bool = false,
        isPersonal: Bool = false, format: Format = .pages, navigation: String? = nil, bodyLimit: Int = 256 * 1024,
        isBlocking: Bool = true, prepare: Preparation? = nil, renew: Answer? = nil, answer: @escaping Answer
    ) {
        self.method = method
        self.path = path
        self.does = does
        self.roles = roles
        self.writes = writes
        self.isPersonal = isPersonal
        self.format = format
        self.navigation = navigation
        self.bodyLimit = bodyLimit
        self.isBlocking = isBlocking
        self.prepare = prepare
        self.answer = answer
        self.renew = renew
    }

    /// Open to everyone, also before log-in.
    package var isOpen: Bool { roles.isEmpty }

    /// "GET /decisions/{reference}".
    package var name: String { "\(method.rawValue) \(path)" }
}

/// The routes of each feature, one list each; their whole table stands in the composition.
package enum Routes {}

/// A place in the navigation, and for whom.
package struct NavigationEntry: Sendable {
    package let title: String
    package let address: String
    /// What can be done there.
    package let says: String
    package let roles: Set<Role>

    /// - Returns: nil for a route that has no place in it.
    package init?(_ route: Route) {
        guard let title = route.navigation else { return nil }
        self.title = title
        address = route.path
        says = route.does
        roles = route.roles
    }
}
