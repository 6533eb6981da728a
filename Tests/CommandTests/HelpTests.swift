import Foundation
import Testing

/// The program's commands and the examples in their help, as the program itself tells them.
enum Help {
    struct Example: Sendable, CustomTestStringConvertible {
        var command: [String]
        var line: String

        var testDescription: String { line }
    }

    /// Every command by the words that lead to it; the program itself is none.
    static let commands: [[String]] = found(below: [])

    static let examples: [Example] = commands.flatMap { command in
        text(of: command).split(separator: "\n").compactMap { line in
            guard line.hasPrefix("Example: ") else { return nil }
            return Example(command: command, line: String(line.dropFirst("Example: ".count)))
        }
    }

    /// Not wrapped, so that an example is one line.
    static func text(of command: [String]) -> String {
        (try? CommandRun.waymark(command + ["--help"], environment: ["COLUMNS": "1000"]).output) ?? ""
    }

    private static func found(below command: [String]) -> [[String]] {
        let lines = text(of: command).split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(of: "SUBCOMMANDS:") else { return [command] }
        let names = lines[(start + 1)...].prefix { !$0.isEmpty }.compactMap { $0.split(separator: " ").first }
        return [command] + names.flatMap { found(below: command + [String($0)]) }
    }
}

@Suite("Help") struct HelpTests {
    @Test func `every command is there`() {
        #expect(
            Help.commands.count >= 22
                && Set(Help.commands.map { $0.joined(separator: " ") }).count == Help.commands.count)
        #expect(Help.examples.count >= 30)
    }

    @Test(arguments: Help.commands)
    func `says what the command does, and shows how`(_ command: [String]) throws {
        let run = try CommandRun.waymark(command + ["--help"])
        #expect(run.status == 0 && run.error == "" && run.output.hasPrefix("OVERVIEW: "))
        let text = Help.text(of: command)
        let overview = try #require(text.split(separator: "\n").first)
        #expect(overview.hasSuffix("."), "what it does is a sentence")
        #expect(text.contains("\nUSAGE: \((["waymark"] + command).joined(separator: " "))"))
        // A shell line that begins with the program, and in a command's own help uses that command.
        let examples = Help.examples.filter { $0.command == command }
        #expect(!examples.isEmpty, "it shows no example")
        #expect(examples.allSatisfy { $0.line.contains((["waymark"] + command).joined(separator: " ")) })
    }

    @Test(arguments: Help.commands)
    func `says of every argument and option what it is`(_ command: [String]) {
        let text = Help.text(of: command)
        for part in ["ARGUMENTS:", "OPTIONS:"] {
            guard let start = text.range(of: "\n\(part)\n") else { continue }
            let rows = Array(
                text[start.upperBound...].split(separator: "\n", omittingEmptySubsequences: false)
                    .prefix { !$0.isEmpty })
            for (place, row) in rows.enumerated() where row.hasPrefix("  <") || row.hasPrefix("  -") {
                // Beside it, or where it is long, below it.
                let isBeside = row.drop { $0 == " " }.contains("  ")
                let isBelow = place + 1 < rows.count && rows[place + 1].hasPrefix("      ")
                #expect(isBeside || isBelow, "nothing is said of \(row)")
            }
        }
    }

    @Test(arguments: ["waymark-server", "waymark-bench", "waymark-server-bench"])
    func `the other programs say what they do and show how`(_ name: String) throws {
        let program = URL(fileURLWithPath: CommandRun.program).deletingLastPathComponent().appendingPathComponent(name)
        let run = try CommandRun.run([program.path, "--help"], environment: ["COLUMNS": "1000"])
        #expect(run.status == 0 && run.error == "")
        #expect(run.output.hasPrefix("OVERVIEW: ") && run.output.contains("Example: "))
        #expect(run.output.contains("USAGE: \(name)"))
    }
}
