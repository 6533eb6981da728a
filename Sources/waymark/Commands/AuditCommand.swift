import ArgumentParser
import Foundation
import WaymarkStore

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Proves that the record was not altered.",
        subcommands: [AuditVerifyCommand.self, AuditCheckpointCommand.self])
}

struct AuditVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recomputes the whole audit and says what does not fit.",
        discussion: """
            Finds edited, deleted, swapped and inserted entries, and decisions that are not what was decided. Against a \
            checkpoint from a printed sheet it also finds a record that was written anew, or put back to an older state. \
            Ends with status 1 if anything is wrong.

            Example: waymark audit verify --data waymark-data
            Example: waymark audit verify --against sheet.txt
            """)

    @OptionGroup var record: RecordOption

    @Option(
        help: ArgumentHelp("A checkpoint as it was printed, or a file with one.", valueName: "checkpoint"),
        completion: .file())
    var against: String?

    func run() throws {
        let store = try record.open()
        let checkpoint = against.map { given in
            FileManager.default.contents(atPath: given).map { String(decoding: $0, as: UTF8.self) } ?? given
        }
        let report = try RecordOption.reporting { () throws(StoreError) in
            try AuditVerifier(store).verify(against: checkpoint)
        }
        if report.problems.isEmpty {
            let entries = "\(report.size) \(report.size == 1 ? "entry" : "entries")"
            Output.line(
                "The audit is sound: \(entries), every decision as it was made"
                    + (checkpoint == nil ? "." : ", and nothing before the checkpoint given was changed."))
            if let newest = report.newest { Output.line("Newest checkpoint: \(newest)") }
            return
        }
        Output.line("The record was altered or is damaged:")
        for problem in report.problems { Output.line("- " + problem) }
        throw Exit.problems
    }
}

struct AuditCheckpointCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint",
        abstract: "Prints the newest checkpoint, to be kept somewhere else.",
        discussion: "Example: waymark audit checkpoint --data waymark-data > checkpoint.txt")

    @OptionGroup var record: RecordOption

    func run() throws {
        let store = try record.open()
        guard let newest = try RecordOption.reporting({ () throws(StoreError) in try store.newestCheckpoint() }) else {
            Output.error("error: nothing has been written to this record yet")
            throw Exit.problems
        }
        Output.line(newest)
    }
}
