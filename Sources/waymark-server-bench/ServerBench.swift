import ArgumentParser
import Foundation
import Hummingbird
import Logging
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkServer
import WaymarkStore
import WaymarkSynthetic

/// The server under load, beside a Hummingbird that says hello and nothing else: same machine, same client, one run.
@main
struct ServerBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waymark-server-bench",
        abstract: "Requests a second and the slowest of a hundred, beside a bare server.",
        discussion: "Needs wrk (Debian's package of that name). Example: swift run -c release waymark-server-bench")

    @Option(help: "The folder of the rulebook.") var rulebook = "."
    @Option(help: "Seconds for each measurement.") var seconds = 5
    @Option(help: "Connections at a time.") var connections = 16
    @Option(help: "Decisions for the memory measurement; 0 leaves it out.") var decisions = 100_000

    @Option(help: "Kept decisions for the memory measurement, in place of everything else; 0 leaves it out.") var kept =
        0

    func run() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "waymark-load-" + UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let now = Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let store = try Store(folder: folder, now: now)
        let shelf = try RulebookShelf(folder: rulebook) { try store.publish($0.sources, by: .system, at: now).number }
        let secrets = Secrets(key: [UInt8](repeating: 1, count: 32))
        let gate = Gate(secrets: secrets)
        var logger = Logger(label: "load")
        logger.logLevel = .critical
        let workspace = Workspace(
            shelf: shelf, store: store, gate: gate, secrets: secrets,
            clock: { Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }, logger: logger)
        let token = gate.begin(name: "load", roles: Set<Role>.everyone, at: now)

        let ports = AsyncStream.makeStream(of: (String, Int).self)
        let bare = Router()
        bare.get("/hello") { _, _ in "hello" }
        let hello = Application(
            router: bare, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { ports.continuation.yield(("hello", $0.localAddress?.port ?? 0)) }, logger: logger)
        let waymark = Server.application(workspace, port: 0) { ports.continuation.yield(("waymark", $0)) }
        let servers = Task {
            await withTaskGroup { group in
                group.addTask { try? await hello.runService(gracefulShutdownSignals: []) }
                group.addTask { try? await waymark.runService() }
            }
        }
        var listening: [String: Int] = [:]
        for await (name, port) in ports.stream {
            listening[name] = port
            if listening.count == 2 { break }
        }
        let people = try People(shelf.current.rulebook, on: now.day, folder: folder)
        let bench = Load(
            wrk: Wrk(seconds: seconds, connections: connections, token: token, people: people),
            hello: "http://127.0.0.1:\(listening["hello"] ?? 0)/hello",
            waymark: "http://127.0.0.1:\(listening["waymark"] ?? 0)")
        if kept > 0 { try bench.keep(kept, in: folder) } else { try bench.run(decisions: decisions) }
        servers.cancel()
        // The exit runs nothing that was deferred, and a hundred thousand kept decisions are 11 GB.
        try? FileManager.default.removeItem(atPath: folder)
        Foundation.exit(0)
    }
}

/// Bodies to send: cases of invented people, in a file that the client's script reads.
struct People {
    let file: String

    init(_ rulebook: Rulebook, on day: Day, folder: String) throws {
        let generator = PersonGenerator(rulebook, seed: 7, on: day, unknownPercent: 6)
        var writer = PersonWriter(generator)
        var lines = JSONWriter()
        for number in 0..<200 { writer.append(number, to: &lines) }
        file = folder + "/people.ndjson"
        try Data(lines.bytes).write(to: URL(filePath: file))
    }
}
