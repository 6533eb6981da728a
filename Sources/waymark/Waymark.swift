import ArgumentParser
import WaymarkRouting

@main
struct Waymark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "waymark",
        abstract: "Routes people who come into contact with the police to the help that fits them, and says why.")
}
