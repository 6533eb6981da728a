import ArgumentParser
import WaymarkServer

@main
struct WaymarkServerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waymark-server", abstract: "The desk, the phone and the JSON API, in a browser.",
        discussion: """
            Without a subcommand it serves: --rulebook FOLDER, --data FOLDER, --host, --port, --accounts, --address and \
            --demo are explained by `waymark-server help serve`.

            Example: waymark-server --demo
            Example: waymark-server --accounts --data /var/lib/waymark
            Example: waymark-server account reset pat --data /var/lib/waymark
            """,
        subcommands: [ServeCommand.self, AccountCommand.self], defaultSubcommand: ServeCommand.self)

    /// Runs something, and says on standard error why it could not be done.
    static func saying(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let problem as Startup.Problem {
            Startup.complain(problem)
            throw ExitCode(1)
        }
    }
}

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve until stopped (what it does unless told otherwise).",
        discussion: """
            Prints an address; open it in a browser. It lets one browser in, once. Everything is kept in the data folder, \
            which is made where there is none. A changed rulebook is taken without a restart; one with problems is not, \
            and the one before it goes on serving.

            With --accounts, and whenever there is an account, everyone logs in; the first start prints an address at \
            which the first administrator is made. For other computers put a reverse proxy with HTTPS before it and say \
            its --address; the proxy must set X-Forwarded-For.

            Example: waymark-server
            Example: waymark-server --rulebook ../rulebook --data /var/lib/waymark --port 8080
            Example: waymark-server --data /var/lib/waymark --address https://waymark.example
            """)

    @Option(help: ArgumentHelp("The folder of the rulebook.", valueName: "folder"), completion: .directory)
    var rulebook = "."
    @Option(help: ArgumentHelp("The folder that keeps the record.", valueName: "folder"), completion: .directory)
    var data = "waymark-data"
    @Option(help: "The address to listen on.") var host = "127.0.0.1"
    @Option(help: "The port to listen on; 0 for any that is free.") var port = 8080
    @Flag(help: "Give everyone an account.") var accounts = false
    @Option(help: ArgumentHelp("Where browsers reach it through a proxy with HTTPS.", valueName: "https://…"))
    var address: String?
    @Flag(help: "Fill an empty record with invented people, to look around.") var demo = false

    func validate() throws {
        if !(0...65535).contains(port) { throw ValidationError("A port is a number from 0 to 65535.") }
    }

    func run() async throws {
        try await WaymarkServerCommand.saying {
            try await Startup(
                rulebook: rulebook, data: data, host: host, port: port, isDemo: demo, wantsAccounts: accounts,
                publicAddress: address
            ).run()
        }
    }
}

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "See who may log in, and help somebody who lost the password.",
        subcommands: [List.self, Reset.self], defaultSubcommand: List.self)

    struct Record: ParsableArguments {
        @Option(help: ArgumentHelp("The folder that keeps the record.", valueName: "folder"), completion: .directory)
        var data = "waymark-data"
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the accounts.")
        @OptionGroup var record: Record

        func run() async throws {
            try await WaymarkServerCommand.saying {
                for line in try AccountCommands(data: record.data).list() { print(line) }
            }
        }
    }

    struct Reset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print a one-time address at which an account's owner chooses a new password.",
            discussion: "The present password goes on working until then. The server may be running.")
        @Argument(help: "The account's name.") var name: String
        @OptionGroup var record: Record
        @Option(help: ArgumentHelp("Where browsers reach the server.", valueName: "http…"))
        var address = "http://127.0.0.1:8080"

        func run() async throws {
            try await WaymarkServerCommand.saying {
                print(try AccountCommands(data: record.data).reset(name, address: address))
            }
        }
    }
}
