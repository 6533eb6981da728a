import Synchronization
import WaymarkSodium
package import WaymarkStore

/// Who may come in: sessions, and the one-time address of single-user mode. Sessions live in memory, under the hash of
/// their cookie: after a restart everyone logs in again, and no file holds a way in.
package final class Authenticator: Sendable {
    /// After so long without a request, in milliseconds.
    package static let idleLimit: Int64 = 60 * 60 * 1000
    /// However busy.
    package static let absoluteLimit: Int64 = 12 * 60 * 60 * 1000

    private struct Session {
        var name: String
        var displayName: String
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

    /// Where browsers reach this server through a proxy with HTTPS: `https://waymark.example`. Nil where they reach it
    /// itself, on this computer.
    package let publicAddress: String?
    /// Proves passwords; nil where one person uses it on this computer, without accounts.
    let passwords: Passwords?
    let throttle = LogInThrottle()
    private let signOn: (any SingleSignOn)?
    private let secrets: Secrets
    private let state: Mutex<State>

    /// - Parameters:
    ///   - passwords: given, everyone logs in; without it a one-time address lets in one person.
    ///   - publicAddress: without a `/` at its end.
    package init(
        secrets: Secrets, passwords: Passwords? = nil, publicAddress: String? = nil,
        signOn: (any SingleSignOn)? = nil
    ) {
        self.secrets = secrets
        self.passwords = passwords
        self.publicAddress = publicAddress
        self.signOn = signOn
        state = Mutex(State())
    }

    /// One person on this computer, no accounts.
    package var isSingleUser: Bool { passwords == nil }
    /// How cookies are marked: `Secure` where browsers reach the server over HTTPS.
    package var isSecure: Bool { publicAddress != nil }

    // MARK: - The one-time address

    /// A token that lets one browser in, once. The one before it is worth nothing any more.
    package func makeWayIn() -> String {
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
    ///
    /// - Parameter displayName: as pages call the person; the name where there is none.
    package func begin(
        name: String, displayName: String? = nil, roles: Set<Role>, areas: Set<String> = [], at now: Moment
    ) -> String {
        let token = Sodium.hexadecimal(Sodium.random(32))
        let session = Session(
            name: name, displayName: displayName ?? name, roles: roles, areas: areas, begun: now, seen: now)
        state.withLock { state in
            state.sessions = state.sessions.filter { !Authenticator.isOver($0.value, now) }
            state.sessions[Authenticator.key(token)] = session
        }
        return token
    }

    package func end(_ token: String) {
        state.withLock { _ = $0.sessions.removeValue(forKey: Authenticator.key(token)) }
    }

    /// Ends every session of an account: its roles changed, it was closed, or its password is new.
    package func endAll(of name: String) {
        state.withLock { state in state.sessions = state.sessions.filter { $0.value.name != name } }
    }

    /// Who sent a request: the session of its cookie, else whom another system vouches for; nil for nobody.
    func visitor(token: String?, header: (String) -> String?, now: Moment) -> Visitor? {
        if let token {
            let session = state.withLock { state -> Session? in
                let key = Authenticator.key(token)
                guard var session = state.sessions[key] else { return nil }
                if Authenticator.isOver(session, now) {
                    state.sessions[key] = nil
                    return nil
                }
                session.seen = max(session.seen, now)
                state.sessions[key] = session
                return session
            }
            if let session {
                return Visitor(
                    name: session.name, displayName: session.displayName,
                    origin: isSingleUser ? .printedAddress : .account,
                    roles: session.roles, areas: session.areas, formToken: secrets.formToken(session: token))
            }
        }
        guard let signed = signOn?.visitor(header: header, now: now) else { return nil }
        return Visitor(
            name: signed.name, origin: .otherSystem, roles: signed.roles, areas: signed.areas,
            formToken: secrets.formToken(session: "signed on: " + signed.name))
    }

    private static func isOver(_ session: Session, _ now: Moment) -> Bool {
        now.milliseconds - session.seen.milliseconds > idleLimit
            || now.milliseconds - session.begun.milliseconds > absoluteLimit
    }

    private static func key(_ token: String) -> String { Sodium.hexadecimal(Sodium.sha256(Array(token.utf8))) }

    // MARK: - The cookie

    static let cookie = "waymark_session"

    func cookie(_ token: String) -> String { cookie(Authenticator.cookie, token) }

    var clearedCookie: String { cookie(Authenticator.cookie, "", seconds: 0) }

    /// - Parameter seconds: how long the browser keeps it; nil until it is closed.
    func cookie(_ name: String, _ value: String, path: String = "/", seconds: Int? = nil) -> String {
        "\(name)=\(value); Path=\(path); HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
            + (seconds.map { "; Max-Age=\($0)" } ?? "")
    }

    /// The session's token in a Cookie header.
    static func token(cookies: String?) -> String? { value(of: cookie, in: cookies, limit: 200) }

    /// - Parameter limit: in bytes; a longer value is none of ours.
    static func value(of name: String, in cookies: String?, limit: Int) -> String? {
        guard let cookies else { return nil }
        for part in cookies.split(separator: ";") {
            let part = part.drop { $0 == " " }
            if part.hasPrefix(name + "=") {
                let value = part.dropFirst(name.count + 1)
                return value.isEmpty || value.utf8.count > limit ? nil : String(value)
            }
        }
        return nil
    }
}
