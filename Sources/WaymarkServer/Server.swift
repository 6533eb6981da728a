import Hummingbird

/// The server's application.
public enum Server {
    public static func application(host: String, port: Int) -> some ApplicationProtocol {
        let router = Router()
        router.get("/health") { _, _ in "ok\n" }
        return Application(
            router: router, configuration: .init(address: .hostname(host, port: port), serverName: "waymark"))
    }
}
