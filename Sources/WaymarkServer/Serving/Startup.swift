import Foundation
import Hummingbird
import Logging
import WaymarkRouting
import WaymarkSodium
import WaymarkStore

/// Opens everything, prints the way in and serves until it is told to stop.
public struct Startup: Sendable {
    let rulebook: String
    let data: String
    let host: String
    let port: Int
    let isDemo: Bool

    public init(rulebook: String, data: String, host: String, port: Int, isDemo: Bool) {
        self.rulebook = rulebook
        self.data = data
        self.host = host
        self.port = port
        self.isDemo = isDemo
    }

    /// Why it cannot start, in words for the one who started it.
    public struct Problem: Error {
        public var says: String
    }

    public static func complain(_ problem: Problem) {
        FileHandle.standardError.write(Data((problem.says + "\n").utf8))
    }

    private static var isLoopbackName: Set<String> { ["127.0.0.1", "::1", "localhost"] }

    public func run() async throws {
        guard Startup.isLoopbackName.contains(host) else {
            throw Problem(
                says: """
                    Without accounts the server listens on this computer only (--host 127.0.0.1). Put a reverse proxy with \
                    HTTPS before it to reach it from others.
                    """)
        }
        let now = Startup.now()
        let store: Store
        let secrets: Secrets
        do throws(StoreError) {
            store = try Store(folder: data, now: now)
            secrets = Secrets(key: try Startup.formKey(in: data))
        } catch {
            throw Problem(says: error.sentence)
        }
        let shelf: RulebookShelf
        do {
            shelf = try RulebookShelf(folder: rulebook) { loaded in
                try store.publish(loaded.sources, by: .system, at: Startup.now()).number
            }
        } catch let error as RulebookShelf.Unusable {
            throw Problem(says: error.problems)
        } catch let error as StoreError {
            throw Problem(says: error.sentence)
        }
        let gate = Gate(secrets: secrets, isSingleUser: true)
        var logger = Logger(label: "waymark")
        logger.logLevel = .info
        let workspace = Workspace(
            shelf: shelf, store: store, gate: gate, secrets: secrets, clock: { Startup.now() }, logger: logger)
        if isDemo { try Demonstration(workspace).fill() }
        let name = host == "::1" ? "[::1]" : host
        let application = Server.application(workspace, host: host, port: port) { port in
            print("Waymark is open. This address lets one browser in, once:\n\n  http://\(name):\(port)/way-in?token=\(gate.makeWayIn())\n")
            fflush(nil)
        }
        do {
            try await application.runService()
        } catch {
            throw Problem(says: "The server could not listen on \(host), port \(port): \(error). Is another one running there?")
        }
    }

    static func now() -> Moment { Moment(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))) }

    /// The key that signs forms: made once, in a file that only its owner can read.
    private static func formKey(in folder: String) throws(StoreError) -> [UInt8] {
        let path = folder + "/form.key"
        if let text = FileManager.default.contents(atPath: path),
            let key = Sodium.bytes(hexadecimal: String(decoding: text, as: UTF8.self).filter { !$0.isWhitespace }), key.count == 32
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
