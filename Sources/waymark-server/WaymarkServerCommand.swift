import ArgumentParser
import Hummingbird
import WaymarkServer

@main
struct WaymarkServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waymark-server", abstract: "The desk, the phone and the JSON API, in a browser.")

    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Option(help: "The port to listen on.") var port = 8080

    func run() async throws {
        try await Server.application(host: host, port: port).runService()
    }
}
