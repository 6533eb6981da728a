package import HTTPTypes
package import Hummingbird
import NIOCore
package import WaymarkStore

/// One request as a route sees it: already allowed, its body read and, where it writes, its form token checked.
package struct RequestContext: Sendable {
    package let server: ServerContext
    /// The rulebook that served when the request began.
    package let rulebook: ServingRulebook
    /// Nobody on routes that are open to all.
    package let visitor: Visitor?
    package let route: Route
    package let path: String
    package let headers: HTTPFields
    private let isForm: Bool
    package let query: Form
    package let form: Form
    /// The body as sent: of routes that speak JSON.
    package let body: [UInt8]
    /// When the request began.
    package let now: Moment
    /// What a session cookie was sent as; nil where there was none.
    let sessionToken: String?
    /// Where it came from: for counting wrong passwords, never logged beside a person.
    let peer: String
    /// Asked by a program on this machine that reached the server directly, not through a proxy for somebody else.
    let isFromThisMachine: Bool
    /// The server's name as the browser wrote it; empty where it wrote none.
    let host: String
    private let parameters: [String: String]

    init(
        server: ServerContext, visitor: Visitor?, route: Route, request: Request, parameters: [String: String],
        query: Form,
        form: Form, body: [UInt8], now: Moment, sessionToken: String?, peer: String,
        isFromThisMachine: Bool
    ) {
        self.server = server
        rulebook = server.rulebooks.current
        self.visitor = visitor
        self.route = route
        path = request.uri.path
        headers = request.headers
        isForm = request.method == .post
        self.query = query
        self.form = form
        self.body = body
        self.now = now
        self.sessionToken = sessionToken
        self.peer = peer
        self.isFromThisMachine = isFromThisMachine
        self.parameters = parameters
        host = request.head.authority ?? ""
    }

    /// A whole address of this server, to be handed to somebody.
    func wholeAddress(_ path: String) -> String { (server.authenticator.publicAddress ?? "http://" + host) + path }

    /// A part of the address that the route names `{so}`.
    package func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// Who acts, for the record.
    package var actor: Actor { visitor.map { Actor(name: $0.name) } ?? .system }

    /// The hidden field that every form that writes has to carry.
    package var formToken: HTML {
        input(.type("hidden"), .name(RequestContext.formTokenField), .value(visitor?.formToken ?? ""))
    }

    static let formTokenField = "form_token"

    // MARK: - Answers

    /// A page for this visitor. In answer to a form it is kept under an address of its own, which the browser asks for
    /// next: Back and Reload send nothing again.
    package func page(_ page: Page, status: HTTPResponse.Status = .ok) -> Response {
        let html = page.html(for: visitor, notice: notice)
        guard isForm, let visitor else { return RequestContext.response(html, status: status) }
        return redirect(
            server.shown.keep(ByteBuffer(bytes: html.bytes), status: status, for: visitor.formToken, at: now))
    }

    /// What those who answer for the rulebook have to know on every page.
    private var notice: HTML? {
        guard let visitor, !visitor.roles.isDisjoint(with: [.commissioner, .administrator]) else { return nil }
        return HTML([refused, brokenPromises])
    }

    /// Services are full, and so a promise of the rulebook does not hold.
    private var brokenPromises: HTML {
        let broken = server.rulebooks.current.broken
        if broken.isEmpty { return HTML() }
        return div(.class("notice warn no-print"), Attribute("role", "status")) {
            p {
                strong {
                    "Some services are full or have a waiting list, so these promises of the rulebook cannot be kept now:"
                }
            }
            ul { for says in broken { li { says } } }
        }
    }

    private var refused: HTML {
        guard let refused = server.rulebooks.refusal else { return HTML() }
        return div(.class("notice bad no-print"), Attribute("role", "status")) {
            p { strong { "The rulebook on disk has a problem and is not in use." } }
            p {
                "Everyone is still using the version before it. "
                a("/rulebook/problems") { "See the \(refused.count == 1 ? "problem" : "\(refused.count) problems")" }
            }
        }
    }

    /// The answer after something was done: the browser asks for this address next, so that a reload does nothing twice.
    package func redirect(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }

    static func response(_ html: HTML, status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: pageType], body: .init(byteBuffer: ByteBuffer(bytes: html.bytes)))
    }

    static let pageType = "text/html; charset=utf-8"

    /// Bytes with their media type.
    package func bytes(_ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(status: status, headers: [.contentType: type], body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
