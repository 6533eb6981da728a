package import HTTPTypes
import Hummingbird
package import WaymarkStore

/// One request as a feature sees it: already allowed, its body read and, where it writes, its form token checked.
package struct RequestContext: Sendable {
    package let server: ServerContext
    /// The rulebook that served when the request began.
    package let rulebook: ServingRulebook
    /// Nobody on routes that are open to all.
    package let visitor: Visitor?
    package let path: String
    package let requestHeaders: HTTPFields
    let isForm: Bool
    package let query: Form
    package let form: Form
    /// The body as sent: of routes that speak JSON.
    package let body: [UInt8]
    /// When the request began.
    package let now: Moment
    /// What a session cookie was sent as; nil where there was none.
    let sessionToken: String?
    let origin: RequestOrigin
    /// Every page that stands in the navigation, for whomever.
    let navigation: [NavigationEntry]
    /// The server's name as the browser wrote it; empty where it wrote none.
    let host: String
    private let parameters: [String: String]

    init(
        server: ServerContext, visitor: Visitor?, request: Request, parameters: [String: String], query: Form,
        form: Form, body: [UInt8], now: Moment, sessionToken: String?, origin: RequestOrigin,
        navigation: [NavigationEntry]
    ) {
        self.server = server
        rulebook = server.rulebooks.current
        self.visitor = visitor
        path = request.uri.path
        requestHeaders = request.headers
        isForm = request.method == .post
        self.query = query
        self.form = form
        self.body = body
        self.now = now
        self.sessionToken = sessionToken
        self.origin = origin
        self.navigation = navigation
        self.parameters = parameters
        host = request.head.authority ?? ""
    }

    /// A whole address of this server, to be handed to somebody.
    func wholeAddress(_ path: String) -> String { (server.authenticator.publicAddress ?? "http://" + host) + path }

    /// Whether the visitor has one of these roles.
    func hasRole(_ roles: Set<Role>) -> Bool { visitor?.roles.isDisjoint(with: roles) == false }

    /// A part of the address that the route names `{so}`.
    package func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// Who acts, for the record.
    package var actor: Actor { visitor.map { Actor(name: $0.name) } ?? .system }

    /// The hidden field that every form that writes has to carry.
    package var formToken: HTML {
        input(.type("hidden"), .name(RequestContext.formTokenField), .value(visitor?.formToken ?? ""))
    }

    static let formTokenField = "form_token"
}
