import Synchronization
import WaymarkSodium
import WaymarkStore

/// Says who somebody is that comes with a request of another system: a proxy's signed header or an OIDC bearer token.
/// None is built in; whoever runs one gives it to the ``Gate``.
public protocol SingleSignOn: Sendable {
    /// - Parameters:
    ///   - header: the value of the request's header of that (lower-case) name.
    ///   - now: for expiry.
    /// - Returns: nil where the request carries nothing, or nothing that can be trusted.
    func visitor(header: (String) -> String?, now: Moment) -> SignedOn?
}

/// Whom another system vouches for.
public struct SignedOn: Sendable, Hashable {
    public var name: String
    public var roles: Set<Role>
    public var areas: Set<String>

    public init(name: String, roles: Set<Role>, areas: Set<String> = []) {
        self.name = name
        self.roles = roles
        self.areas = areas
    }
}

/// Who may come in: sessions, and the one-time address of single-user mode. Sessions live in memory, under the hash of
/// their cookie: after a restart everyone logs in again, and no file holds a way in.
public final class Gate: Sendable {
    /// After so long without a request, in milliseconds.
    public static let idleLimit: Int64 = 60 * 60 * 1000
    /// However busy.
    public static let absoluteLimit: Int64 = 12 * 60 * 60 * 1000

    private struct Session {
        var name: String
        var roles: Set<Role>
        var areas: Set<String>
        var begun: Moment
        var seen: Moment
    }

    private struct State {
        var sessions: [String: Session] = [:]
        /// Hash of the token in the printed address, until it is used.
        var wayIn: [UInt8]?
    }

    /// How a cookie is marked: only with `Secure` where browsers reach the server over HTTPS.
    public let isSecure: Bool
    /// One person on this computer, no accounts.
    public let isSingleUser: Bool
    private let signOn: (any SingleSignOn)?
    private let secrets: Secrets
    private let state: Mutex<State>

    public init(secrets: Secrets, isSingleUser: Bool, isSecure: Bool = false, signOn: (any SingleSignOn)? = nil) {
        self.secrets = secrets
        self.isSingleUser = isSingleUser
        self.isSecure = isSecure
        self.signOn = signOn
        state = Mutex(State())
    }

    // MARK: - The one-time address

    /// A token that lets one browser in, once. The one before it is worth nothing any more.
    public func makeWayIn() -> String {
        let token = Sodium.hexadecimal(Sodium.random(24))
        state.withLock { $0.wayIn = Sodium.sha256(Array(token.utf8)) }
        return token
    }

    /// Uses the token up.
    func takeWayIn(_ token: String) -> Bool {
        let hash = Sodium.sha256(Array(token.utf8))
        return state.withLock { state in
            guard let expected = state.wayIn, Sodium.isSame(expected, hash) else { return false }
            state.wayIn = nil
            return true
        }
    }

    // MARK: - Sessions

    /// Lets somebody in; the token belongs in their cookie.
    public func begin(name: String, roles: Set<Role>, areas: Set<String> = [], at now: Moment) -> String {
        let token = Sodium.hexadecimal(Sodium.random(32))
        let session = Session(name: name, roles: roles, areas: areas, begun: now, seen: now)
        state.withLock { state in
            state.sessions = state.sessions.filter { !Gate.isOver($0.value, now) }
            state.sessions[Gate.key(token)] = session
        }
        return token
    }

    public func end(_ token: String) { state.withLock { _ = $0.sessions.removeValue(forKey: Gate.key(token)) } }

    /// Ends every session of an account: its roles changed, it was closed, or its password is new.
    public func endAll(of name: String) {
        state.withLock { state in state.sessions = state.sessions.filter { $0.value.name != name } }
    }

    /// Who sent a request: the session of its cookie, else whom another system vouches for; nil for nobody.
    func visitor(token: String?, header: (String) -> String?, now: Moment) -> Visitor? {
        if let token {
            let session = state.withLock { state -> Session? in
                let key = Gate.key(token)
                guard var session = state.sessions[key] else { return nil }
                if Gate.isOver(session, now) {
                    state.sessions[key] = nil
                    return nil
                }
                session.seen = max(session.seen, now)
                state.sessions[key] = session
                return session
            }
            if let session {
                return Visitor(
                    name: session.name, roles: session.roles, areas: session.areas,
                    formToken: secrets.formToken(session: token))
            }
        }
        guard let signed = signOn?.visitor(header: header, now: now) else { return nil }
        return Visitor(
            name: signed.name, roles: signed.roles, areas: signed.areas,
            formToken: secrets.formToken(session: "signed on: " + signed.name))
    }

    private static func isOver(_ session: Session, _ now: Moment) -> Bool {
        now.milliseconds - session.seen.milliseconds > idleLimit
            || now.milliseconds - session.begun.milliseconds > absoluteLimit
    }

    private static func key(_ token: String) -> String { Sodium.hexadecimal(Sodium.sha256(Array(token.utf8))) }

    // MARK: - The cookie

    static let cookie = "waymark_session"

    func cookie(_ token: String) -> String {
        "\(Gate.cookie)=\(token); Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
    }

    var clearedCookie: String { cookie("") + "; Max-Age=0" }

    /// The session's token in a Cookie header.
    static func token(cookies: String?) -> String? {
        guard let cookies else { return nil }
        for part in cookies.split(separator: ";") {
            let part = part.drop { $0 == " " }
            if part.hasPrefix(cookie + "=") {
                let value = part.dropFirst(cookie.count + 1)
                return value.isEmpty || value.utf8.count > 200 ? nil : String(value)
            }
        }
        return nil
    }
}
