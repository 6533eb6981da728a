import HTTPTypes
import Hummingbird
import WaymarkStore

/// What somebody was about when they had to log in: the page that they asked for, or the form that they sent when their
/// session had ended. It travels on the log-in page, signed, so that nothing typed is lost and nothing is kept of it.
enum Resumption: Sendable {
    case nothing
    /// Goes on to a page.
    case page(String)
    /// Shows a form with what was typed, to be sent again by hand: nothing is done without a click after logging in.
    case form(address: String, body: String)

    private static let pageField = "to"
    private static let formField = "resume"
    private static let purpose = "resume"
    /// A form with its fields, encoded once more.
    static let bodyLimit = 1 << 20

    /// What a log-in page was asked for with, or carries.
    init(_ context: RequestContext) {
        self = .nothing
        if let sealed = context.form[Resumption.formField] {
            guard let text = context.server.secrets.opened(sealed, for: Resumption.purpose, of: "") else { return }
            let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            if parts.count == 2, Resumption.isOwnAddress(parts[0]) { self = .form(address: parts[0], body: parts[1]) }
        } else if let address = context.form[Resumption.pageField] ?? context.query[Resumption.pageField],
            Resumption.isOwnAddress(address)
        {
            self = .page(address)
        }
    }

    init(form context: RequestContext) {
        self = .form(address: context.path, body: String(decoding: context.body, as: UTF8.self))
    }

    /// Where somebody logs in who asked for this page.
    static func logIn(for address: String) -> String {
        address == "/" || !isOwnAddress(address) ? "/log-in" : "/log-in?\(pageField)=" + encoded(address)
    }

    /// An address of this server: of another, or with anything that a header could be broken with, it is none.
    private static func isOwnAddress(_ address: String) -> Bool {
        address.hasPrefix("/") && !address.hasPrefix("//") && address.utf8.count <= 2000
            && address.utf8.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") }
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let character = Character(UnicodeScalar(byte))
            if character.isLetter || character.isNumber || "/-._~".contains(character) { return String(character) }
            let digits = String(byte, radix: 16, uppercase: true)
            return "%" + (digits.count == 1 ? "0" + digits : digits)
        }.joined()
    }

    /// Carries it through the log-in page.
    func hidden(_ context: RequestContext) -> HTML {
        switch self {
        case .nothing: return HTML()
        case .page(let address): return input(.type("hidden"), .name(Resumption.pageField), .value(address))
        case .form(let address, let body):
            let sealed = context.server.secrets.sealed(address + " " + body, for: Resumption.purpose, of: "")
            return input(.type("hidden"), .name(Resumption.formField), .value(sealed))
        }
    }

    /// What follows once somebody has logged in.
    ///
    /// - Parameter formToken: of the new session.
    func answer(_ context: RequestContext, formToken: String) -> Response {
        switch self {
        case .nothing: return Response.seeOther("/")
        case .page(let address): return Response.seeOther(address)
        case .form(let address, let body):
            guard let fields = Form(encoded: body.utf8) else { return Response.seeOther("/") }
            let page = Page("Carry on", frame: .narrow) {
                h1 { "You are logged in again" }
                p { "Nothing was lost: what you had filled in is still here. It has not been sent yet." }
                element("form", Attribute("method", "post"), .action(address)) {
                    input(.type("hidden"), .name(RequestContext.formTokenField), .value(formToken))
                    for (name, value) in fields.all where name != RequestContext.formTokenField {
                        input(.type("hidden"), .name(name), .value(value))
                    }
                    button(.type("submit")) { "Carry on" }
                }
                p { a("/") { "Leave it and go to the start page" } }
            }
            return Response(page.html(for: nil), status: .ok)
        }
    }
}
