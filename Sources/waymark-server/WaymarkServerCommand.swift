import ArgumentParser
import WaymarkServer

@main
struct WaymarkServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waymark-server", abstract: "The desk, the phone and the JSON API, in a browser.",
        discussion: """
            Prints an address; open it in a browser. It lets one browser in, once. Everything is kept in the data folder, \
            which is made where there is none. A changed rulebook is taken without a restart; one with problems is not, \
            and the one before it goes on serving.

            Example: waymark-server
            Example: waymark-server --rulebook ../rulebook --data /var/lib/waymark --port 8080
            """)

    @Option(help: ArgumentHelp("The folder of the rulebook.", valueName: "folder"), completion: .directory)
    var rulebook = "."
    @Option(help: ArgumentHelp("The folder that keeps the record.", valueName: "folder"), completion: .directory)
    var data = "waymark-data"
    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Option(help: "The port to listen on; 0 for any that is free.") var port = 8080
    @Flag(help: "Fill an empty record with invented people, to look around.") var demo = false

    func validate() throws {
        if !(0...65535).contains(port) { throw ValidationError("A port is a number from 0 to 65535.") }
    }

    func run() async throws {
        do {
            try await Startup(rulebook: rulebook, data: data, host: host, port: port, isDemo: demo).run()
        } catch let problem as Startup.Problem {
            Startup.complain(problem)
            throw ExitCode(1)
        }
    }
}
