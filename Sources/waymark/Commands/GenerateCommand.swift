import ArgumentParser
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkSynthetic

struct GenerateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate",
        abstract: "Makes up people or a rulebook, for demonstrations, tests and measurements.",
        discussion: "Example: waymark generate people --count 10",
        subcommands: [GeneratePeopleCommand.self, GenerateRulebookCommand.self])
}

struct GeneratePeopleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "people",
        abstract: "Writes made-up people for a rulebook, one JSON object a line.",
        discussion: """
            Nobody of them exists. What the source documents count (substances, housing, prison, areas, offences, \
            ethnicity) occurs as often as they say; what they do not count is a plausible assumption, or any value as \
            often as the next. --shares lists all of it with its sources. The same seed gives the same people.

            Example: waymark generate people --count 1000 --seed 7 | waymark batch --output summary
            """)

    @OptionGroup var rulebook: RulebookOption

    @Option(help: "How many people.")
    var count = 1000

    @Option(help: "Another seed, other people.")
    var seed: UInt64 = 1

    @Option(help: "The first person's number, so that parts of one population can be made apart.")
    var first = 1

    @Option(help: "The decision date of all people (YYYY-MM-DD).")
    var date = Day("2023-02-28") ?? .first

    @Option(help: ArgumentHelp("How many of a hundred facts are left open.", valueName: "percent"))
    var unknown = 0

    @Option(help: "Only people of one group: \(Population.allCases.map(\.rawValue).joined(separator: ", ")).")
    var group: Population?

    @Flag(help: "Facts beside id and decision_date, as the columns of a table, instead of under \"facts\".")
    var flat = false

    @Flag(help: "List the shares that people are made after, with their sources, and end.")
    var shares = false

    func validate() throws {
        guard count >= 0, first >= 1 else { throw ValidationError("--count is at least 0 and --first at least 1.") }
        guard (0...100).contains(unknown) else { throw ValidationError("--unknown is a number from 0 to 100.") }
    }

    func run() throws {
        if shares { return Output.line(ShareTable.westMidlands.text) }
        let people = PersonGenerator(
            try rulebook.load(), seed: seed, on: date, unknownPercent: unknown, population: group)
        var writer = PersonWriter(people, form: flat ? .flat : .nested)
        var lines = JSONWriter()
        for index in (first - 1)..<(first - 1 + count) {
            writer.append(index, to: &lines)
            if lines.bytes.count > 1 << 16 {
                Output.write(lines.bytes)
                lines.removeAll()
            }
        }
        Output.write(lines.bytes)
    }
}

extension Population: ExpressibleByArgument {}

struct GenerateRulebookCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rulebook",
        abstract: "Writes a made-up rulebook of any number of areas, about 44 services in each.",
        discussion: """
            For tests of scale: the rules are nobody's, and nobody should be referred by them. 340 areas, as many as \
            England has and a few more, have 15,000 services.

            Example: waymark generate rulebook --areas 10 ten-areas
            """)

    @Option(help: "How many areas.")
    var areas = 10

    @Option(help: "Another seed, other services.")
    var seed: UInt64 = 1

    @Argument(help: "The folder to write, empty or not there yet.", completion: .directory)
    var folder: String

    func validate() throws {
        guard (1...9999).contains(areas) else { throw ValidationError("--areas is a number from 1 to 9999.") }
    }

    func run() throws {
        let generator = RulebookGenerator(areas: areas, seed: seed)
        do {
            try generator.write(to: folder)
        } catch {
            Output.error("error: \(error)")
            throw Exit.problems
        }
        Output.line(
            "\(English.count(areas, "area")) and \(English.count(generator.serviceCount, "service")) in \(folder).")
    }
}
