import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkServer
import WaymarkSodium
import WaymarkStore

/// A server on a record of its own in a scratch folder, with a small rulebook, and one browser that visits it.
final class Desk: Sendable {
    let workspace: Workspace
    let folder: String
    /// What the browser keeps; it takes every cookie that it is given.
    private let cookies = Mutex<[String: String]>([:])
    private let client = Mutex<TestClient?>(nil)

    /// The golden rulebook of the repository.
    static let rulebook = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden/decisions/rulebook").path

    /// - Parameter hasAccounts: people log in; without, the one-time address lets in one person.
    init(
        rulebook: String = Desk.rulebook, hasAccounts: Bool = false, publicAddress: String? = nil,
        signOn: (any SingleSignOn)? = nil
    ) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "waymark-" + UUID().uuidString).path
        let start = Moment(milliseconds: 1_790_000_000_000)
        let store = try Store(folder: folder, now: start)
        let secrets = Secrets(key: [UInt8](repeating: 7, count: 32))
        let passwords = hasAccounts ? try PasswordDesk(store, cost: .quick) : nil
        let clock = Clock()
        self.clock = clock
        workspace = Workspace(
            shelf: try RulebookShelf(folder: rulebook, statements: { try store.capacityStatements() }) {
                try store.publish($0.sources, by: .system, at: start).number
            },
            store: store,
            gate: Gate(secrets: secrets, passwords: passwords, publicAddress: publicAddress, signOn: signOn),
            secrets: secrets, clock: { clock.now })
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A clock that stands still until it is moved.
    final class Clock: Sendable {
        private let milliseconds = Mutex<Int64>(1_790_000_000_000)
        var now: Moment { Moment(milliseconds: milliseconds.withLock { $0 }) }
        func move(seconds: Int64) { milliseconds.withLock { $0 += seconds * 1000 } }
    }

    let clock: Clock
    var gate: Gate { workspace.gate }

    func visit(_ body: @escaping @Sendable (Desk) async throws -> Void) async throws {
        let client = try await TestClient(inProcess: Server.application(workspace, port: 0))
        self.client.withLock { $0 = client }
        try await body(self)
        self.client.withLock { $0 = nil }
    }

    /// Comes in as somebody with these roles.
    func logIn(_ roles: Set<Role> = Set(Role.allCases), areas: Set<String> = [], name: String = "tester") async throws {
        let token = gate.begin(name: name, roles: roles, areas: areas, at: clock.now)
        cookies.withLock { $0["waymark_session"] = token }
    }

    func logOut() { cookies.withLock { $0["waymark_session"] = nil } }

    /// As another browser, or this one after somebody emptied it.
    func forgetCookies() { cookies.withLock { $0 = [:] } }

    /// Goes on with what another browser keeps; gives back what this one kept.
    @discardableResult
    func become(_ other: [String: String]) -> [String: String] {
        cookies.withLock { kept in
            defer { kept = other }
            return kept
        }
    }

    var formToken: String { workspace.secrets.formToken(session: cookies.withLock { $0["waymark_session"] } ?? "") }

    func get(_ address: String) async throws -> TestResponse { try await send(.get, address, nil, nil) }

    func post(
        _ address: String, _ body: String, type: String = "application/x-www-form-urlencoded"
    ) async throws -> TestResponse {
        try await send(.post, address, body, type)
    }

    /// Sends a form; gives the address that the browser goes on to, and what stands there.
    func postAndFollow(_ address: String, _ body: String) async throws -> (address: String, page: TestResponse) {
        let response = try await execute(.post, address, body, "application/x-www-form-urlencoded", [:])
        let next = try #require(response.headers[.location])
        return (next, try await get(next))
    }

    func send(
        _ method: HTTPRequest.Method, _ address: String, _ body: String?, _ type: String?,
        _ more: [String: String] = [:]
    ) async throws -> TestResponse {
        let response = try await execute(method, address, body, type, more)
        // A browser goes on to the page that answers its form.
        guard let next = response.headers[.location], next.hasPrefix("/shown/") else { return response }
        return try await execute(.get, next, nil, nil, more)
    }

    private func execute(
        _ method: HTTPRequest.Method, _ address: String, _ body: String?, _ type: String?, _ more: [String: String]
    ) async throws -> TestResponse {
        var headers = HTTPFields()
        let kept = cookies.withLock { $0.map { "\($0.key)=\($0.value)" }.sorted().joined(separator: "; ") }
        if !kept.isEmpty { headers[.cookie] = kept }
        for (name, value) in more { headers[try #require(HTTPField.Name(name))] = value }
        if let type { headers[.contentType] = type }
        let client = try #require(self.client.withLock { $0 })
        let response = try await client.execute(
            uri: address, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        cookies.withLock { kept in
            for given in response.headers[values: .setCookie] {
                let pair = given.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
                kept[pair[0]] = pair.count == 2 ? pair[1] : nil
            }
        }
        return response
    }
}
