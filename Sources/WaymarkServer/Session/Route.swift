package import HTTPTypes
package import Hummingbird

/// One line of the table of roles and routes: the router is built from it, and the tests walk it.
package struct Route: Sendable {
    /// How it answers, and so how it says what went wrong.
    package enum Speech: Sendable { case pages, json, plain }

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
    package var speech: Speech
    /// Its place in the navigation.
    package var navigation: String?
    /// Bytes that a body may have.
    package var bodyLimit: Int
    package var answer: Answer
    /// Answers in its place where the form's token is old: shows the form again, and changes nothing.
    package var renew: Answer?

    package typealias Answer = @Sendable (RequestContext) async throws -> Response

    package init(
        _ method: HTTPRequest.Method, _ path: String, _ does: String, roles: Set<Role>, writes: Bool = false,
        isPersonal: Bool = false, speech: Speech = .pages, navigation: String? = nil, bodyLimit: Int = 256 * 1024,
        renew: Answer? = nil, answer: @escaping Answer
    ) {
        self.method = method
        self.path = path
        self.does = does
        self.roles = roles
        self.writes = writes
        self.isPersonal = isPersonal
        self.speech = speech
        self.navigation = navigation
        self.bodyLimit = bodyLimit
        self.answer = answer
        self.renew = renew
    }

    /// Open to everyone, also before log-in.
    package var isOpen: Bool { roles.isEmpty }

    /// "GET /decisions/{reference}".
    package var name: String { "\(method.rawValue) \(path)" }
}

extension Set<Role> {
    package static var everyone: Set<Role> { Set(Role.allCases) }
    /// Those who meet people and decide.
    package static var decides: Set<Role> { [.custodyWorker, .officer] }
}
