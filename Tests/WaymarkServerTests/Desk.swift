import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import Testing
import WaymarkDocuments
import WaymarkRouting
import WaymarkServer
import WaymarkStore

/// A server on a record of its own in a scratch folder, with a small rulebook, and one browser that visits it.
final class Desk: Sendable {
    let workspace: Workspace
    let folder: String
    private let cookie = Mutex<String?>(nil)
    private let client = Mutex<(any TestClientProtocol)?>(nil)

    /// The golden rulebook of the repository.
    static let rulebook = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Golden/decisions/rulebook").path

    init(rulebook: String = Desk.rulebook) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "waymark-" + UUID().uuidString).path
        let start = Moment(milliseconds: 1_790_000_000_000)
        let store = try Store(folder: folder, now: start)
        let secrets = Secrets(key: [UInt8](repeating: 7, count: 32))
        let clock = Clock()
        self.clock = clock
        workspace = Workspace(
            shelf: try RulebookShelf(folder: rulebook) { try store.publish($0.sources, by: .system, at: start).number },
            store: store, gate: Gate(secrets: secrets, isSingleUser: true), secrets: secrets, clock: { clock.now })
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
        try await Server.application(workspace, port: 0).test(.router) { client in
            self.client.withLock { $0 = client }
            try await body(self)
            self.client.withLock { $0 = nil }
        }
    }

    /// Comes in as somebody with these roles.
    func logIn(_ roles: Set<Role> = Set(Role.allCases), areas: Set<String> = [], name: String = "tester") async throws {
        let token = gate.begin(name: name, roles: roles, areas: areas, at: clock.now)
        cookie.withLock { $0 = token }
    }

    func logOut() { cookie.withLock { $0 = nil } }

    var formToken: String { workspace.secrets.formToken(session: cookie.withLock { $0 } ?? "") }

    func get(_ address: String) async throws -> TestResponse { try await send(.get, address, nil, nil) }

    func post(
        _ address: String, _ body: String, type: String = "application/x-www-form-urlencoded"
    ) async throws -> TestResponse {
        try await send(.post, address, body, type)
    }

    /// Sends a form; gives the address that the browser goes on to, and what stands there.
    func postAndFollow(_ address: String, _ body: String) async throws -> (address: String, page: TestResponse) {
        let client = try #require(self.client.withLock { $0 })
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        if let token = cookie.withLock({ $0 }) { headers[.cookie] = "waymark_session=\(token)" }
        let response = try await client.execute(uri: address, method: .post, headers: headers, body: ByteBuffer(string: body))
        let next = try #require(response.headers[.location])
        return (next, try await get(next))
    }

    func send(_ method: HTTPRequest.Method, _ address: String, _ body: String?, _ type: String?) async throws -> TestResponse {
        var headers = HTTPFields()
        if let token = cookie.withLock({ $0 }) { headers[.cookie] = "waymark_session=\(token)" }
        if let type { headers[.contentType] = type }
        let client = try #require(self.client.withLock { $0 })
        let response = try await client.execute(
            uri: address, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        // A browser goes on to the page that answers its form.
        guard let next = response.headers[.location], next.hasPrefix("/shown/") else { return response }
        headers[.contentType] = nil
        return try await client.execute(uri: next, method: .get, headers: headers)
    }
}
