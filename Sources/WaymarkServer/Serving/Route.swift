import HTTPTypes
import Hummingbird

/// One line of the table of roles and routes: the router is built from it, and the tests walk it.
public struct Route: Sendable {
    /// How it answers, and so how it says what went wrong.
    public enum Speech: Sendable { case pages, json, plain }

    public var method: HTTPRequest.Method
    /// Parts in braces are named: `/decisions/{reference}`.
    public var path: String
    /// What it does, in words for the table.
    public var does: String
    /// Who may; empty means everyone, also before log-in.
    public var roles: Set<Role>
    /// Changes something: it needs the session's form token (a form), a JSON body (the API), or, before log-in, to come
    /// from a page of ours.
    public var writes: Bool
    /// A person's answers or record may stand on it.
    public var isPersonal: Bool
    public var speech: Speech
    /// Its place in the navigation.
    public var navigation: String?
    /// Bytes that a body may have.
    public var bodyLimit: Int
    public var answer: Answer
    /// Answers in its place where the form's token is old: shows the form again, and changes nothing.
    public var renew: Answer?

    public typealias Answer = @Sendable (Exchange) async throws -> Response

    public init(
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
    public var isOpen: Bool { roles.isEmpty }

    /// "GET /decisions/{reference}".
    public var name: String { "\(method.rawValue) \(path)" }
}

extension Set<Role> {
    public static var everyone: Set<Role> { Set(Role.allCases) }
    /// Those who meet people and decide.
    public static var desk: Set<Role> { [.custodyWorker, .officer] }
}
