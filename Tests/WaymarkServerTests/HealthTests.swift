import Hummingbird
import HummingbirdTesting
import Testing
import WaymarkServer

@Suite("The server says that it is alive")
struct HealthTests {
    @Test("/health answers")
    func health() async throws {
        try await Server.application(host: "127.0.0.1", port: 0).test(.router) { client in
            try await client.execute(uri: "/health", method: .get) { #expect($0.status == .ok) }
        }
    }
}
