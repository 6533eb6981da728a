import Foundation
import Hummingbird
import Logging
import WaymarkRouting
import WaymarkSodium
import WaymarkStore

/// Opens everything, prints the way in and serves until it is told to stop.
package struct Startup: Sendable {
    let rulebook: String
    let data: String
    let host: String
    let port: Int
    let isDemo: Bool
    let wantsAccounts: Bool
    let publicAddress: String?

    /// - Parameters:
    ///   - wantsAccounts: everyone logs in, also where nobody has an account yet.
    ///   - publicAddress: where browsers reach it through a proxy: `https://waymark.example`.
    package init(
        rulebook: String, data: String, host: String, port: Int, isDemo: Bool, wantsAccounts: Bool = false,
        publicAddress: String? = nil
    ) {
        self.rulebook = rulebook
        self.data = data
        self.host = host
        self.port = port
        self.isDemo = isDemo
        self.wantsAccounts = wantsAccounts
        self.publicAddress = publicAddress
    }

    /// Why it cannot start, in words for the one who started it.
    package struct Problem: Error {
        package var says: String

        package init(says: String) {
            self.says = says
        }
    }

    package static func complain(_ problem: Problem) {
        FileHandle.standardError.write(Data((problem.says + "\n").utf8))
    }

    private static let loopbackNames: Set<String> = ["127.0.0.1", "::1", "localhost"]

    /// Where browsers reach it: as it was said, checked; nil where it was not.
    ///
    /// - Throws: ``Problem`` where passwords and answers would travel unprotected.
    static func publicAddress(_ text: String?, host: String) throws(Problem) -> String? {
        guard let text else {
            if loopbackNames.contains(host) { return nil }
            throw Problem(
                says: """
                    Other computers may reach the server only through a reverse proxy with HTTPS, since it speaks plain HTTP. \
                    Say at which address: --address https://waymark.example. Everyone then needs an account. To use it on \
                    this computer only, leave out --host.
                    """)
        }
        let address = text.hasSuffix("/") ? String(text.dropLast()) : text
        let host = address.dropFirst("https://".count)
        guard address.hasPrefix("https://"), !host.isEmpty,
            host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".-:[]".contains($0)) })
        else {
            throw Problem(
                says: "The address `\(text)` must be like https://waymark.example, with nothing after the name or port."
            )
        }
        return address
    }

    package func run() async throws {
        let publicAddress = try Startup.publicAddress(publicAddress, host: host)
        let store: Store
        let secrets: Secrets
        let passwords: Passwords?
        do throws(StoreError) {
            store = try Store(folder: data)
            secrets = Secrets(key: try Startup.formKey(in: data))
            let hasAccounts = try store.hasAccounts()
            passwords = hasAccounts || wantsAccounts || publicAddress != nil ? try Passwords(store) : nil
        } catch {
            throw Problem(says: error.sentence)
        }
        let rulebooks: RulebookReloader
        do {
            rulebooks = try RulebookReloader(folder: rulebook, statements: { try store.capacityStatements() }) {
                loaded in
                try store.publish(loaded.sources, by: .system, at: Startup.now()).number
            }
        } catch let error as RulebookReloader.Unusable {
            throw Problem(says: error.problems)
        } catch let error as StoreError {
            throw Problem(says: error.sentence)
        }
        let authenticator = Authenticator(secrets: secrets, passwords: passwords, publicAddress: publicAddress)
        var logger = Logger(label: "waymark")
        logger.logLevel = .info
        let server = ServerContext(
            rulebooks: rulebooks, store: store, authenticator: authenticator, secrets: secrets,
            clock: { Startup.now() }, logger: logger)
        if isDemo { try Demonstration(server).fill() }
        let application = Server.application(server, host: host, port: port) { port in
            let name = host.contains(":") ? "[\(host)]" : host
            print(Startup.welcome(server, at: publicAddress ?? "http://\(name):\(port)", Startup.now()))
            fflush(nil)
        }
        do {
            try await Server.run(application)
        } catch is CancellationError {
            // Somebody was still sending when it was told to stop, and it stopped without them.
        } catch {
            throw Problem(
                says: "The server could not listen on \(host), port \(port): \(error). Is another one running there?")
        }
    }

    /// What is printed once it listens: the way in.
    static func welcome(_ server: ServerContext, at address: String, _ now: Moment) -> String {
        if server.authenticator.isSingleUser {
            return
                "Waymark is open. This address lets one browser in, once:\n\n  \(address)/way-in?token=\(server.authenticator.makeWayIn())\n"
        }
        // Where there is an account, whoever starts the server logs in like everyone else.
        if let token = try? server.store.inviteFirst(at: now) {
            return
                "Waymark is open. Nobody has an account yet. At this address the first one is made, once:\n\n  \(address)/set-up?token=\(token)\n"
        }
        return "Waymark is open. Log in at:\n\n  \(address)/log-in\n"
    }

    static func now() -> Moment { Moment(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }

    /// The key that signs forms: made once, in a file that only its owner can read.
    private static func formKey(in folder: String) throws(StoreError) -> [UInt8] {
        let path = folder + "/form.key"
        if let text = FileManager.default.contents(atPath: path),
            let key = Sodium.bytes(hexadecimal: String(decoding: text, as: UTF8.self).filter { !$0.isWhitespace }),
            key.count == 32
        {
            return key
        }
        let key = Sodium.random(32)
        let isMade = FileManager.default.createFile(
            atPath: path, contents: Data((Sodium.hexadecimal(key) + "\n").utf8), attributes: [.posixPermissions: 0o600])
        guard isMade else { throw .cannotOpen("`\(path)` cannot be written") }
        return key
    }
}
