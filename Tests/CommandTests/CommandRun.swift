import Foundation
import Glibc
import Testing

/// One run of the built program (or a shell line with it) with its output in files, so that no pipe can fill up.
struct CommandRun {
    let status: Int32
    let output: String
    let error: String
    /// The most memory it held, in MiB; 0 where that is no more than what the tests held themselves, since Linux counts the
    /// memory of whoever started a program as the program's own until it has begun.
    let memory: Int

    /// The package's folder.
    static let package = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    static let rulebook = package.appendingPathComponent("Tests/Golden/decisions/rulebook").path
    static let cases = package.appendingPathComponent("Tests/Golden/decisions/cases").path

    /// The program beside the tests' own.
    static let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
        .deletingLastPathComponent().appendingPathComponent("waymark").path

    static func waymark(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:], in folder: URL? = nil
    ) throws -> CommandRun {
        try run([program] + arguments, input: input, environment: environment, in: folder)
    }

    static func waymark(_ arguments: String...) throws -> CommandRun {
        try waymark(arguments)
    }

    /// A line for the shell; `$WAYMARK` is the program.
    static func shell(_ line: String) throws -> CommandRun {
        try run(["/bin/bash", "-c", line], environment: ["WAYMARK": program])
    }

    static func run(
        _ command: [String], input: [UInt8] = [], environment: [String: String] = [:], in folder: URL? = nil
    ) throws -> CommandRun {
        let scratch = try Scratch()
        let files = ["input", "output", "error"].map { scratch.folder.appendingPathComponent($0).path }
        try Data(input).write(to: URL(fileURLWithPath: files[0]))

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, files[0], O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, files[1], O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, files[2], O_WRONLY | O_CREAT, 0o600)

        // `env` becomes the command, so that its memory is the command's.
        let command = ["/usr/bin/env", "-C", (folder ?? package).path] + command
        var variables = ProcessInfo.processInfo.environment
        for name in ["NO_COLOR", "COLUMNS", "TERM"] { variables[name] = nil }
        variables.merge(environment) { $1 }
        let arguments = command.map { strdup($0) } + [nil]
        let settings = variables.map { strdup("\($0)=\($1)") } + [nil]
        defer { for text in arguments + settings { free(text) } }

        var process = pid_t()
        let started = posix_spawn(&process, command[0], &actions, nil, arguments, settings)
        try #require(started == 0, "\(command[0]) could not be started: \(String(cString: strerror(started)))")
        var status: Int32 = 0
        var usage = rusage()
        while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        var own = rusage()
        getrusage(Int32(RUSAGE_SELF.rawValue), &own)
        let held = usage.ru_maxrss <= own.ru_maxrss ? 0 : usage.ru_maxrss >> 10
        // The exit status, or minus the signal that ended it.
        let exit = status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
        return CommandRun(
            status: exit, output: try String(contentsOfFile: files[1], encoding: .utf8),
            error: try String(contentsOfFile: files[2], encoding: .utf8), memory: held)
    }
}

/// A folder that is gone after the test.
final class Scratch {
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("waymark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Writes a file and returns its path.
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        let file = folder.appendingPathComponent(name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

    func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    /// The rulebook of the tests, to be changed.
    func copyRulebook() throws {
        for part in ["Rules", "Services"] {
            try FileManager.default.copyItem(
                atPath: CommandRun.rulebook + "/" + part, toPath: folder.appendingPathComponent(part).path)
        }
    }
}
