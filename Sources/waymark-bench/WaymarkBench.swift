import ArgumentParser

/// Measurements of Waymark. What they mean and what they showed: the README beside this.
@main
struct WaymarkBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waymark-bench",
        abstract: "Measures Waymark.",
        discussion: "Example: swift run -c release waymark-bench table --quick",
        subcommands: [TableCommand.self, MeasureCommand.self, RoutingV1Command.self],
        defaultSubcommand: TableCommand.self)
}
