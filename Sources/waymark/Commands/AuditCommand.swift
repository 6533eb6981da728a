import ArgumentParser
import WaymarkDocuments
import WaymarkStore

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Proves that the record of decisions is as it was written.",
        discussion: "Example: waymark audit verify",
        subcommands: [Verify.self, PrintCheckpoint.self])

    struct Verify: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Recomputes the whole audit and says what was changed.",
            discussion: """
                Finds every edit, deletion, swap and insertion. That the record was not cut short, put back from an older \
                copy or written anew by somebody who has its key is proved with --against: a checkpoint that was kept \
                elsewhere, such as the one at the foot of every printed sheet.

                Exit status: 0 sound, 1 not sound or not readable, 2 wrong usage.

                Example: waymark audit verify --data waymark-data --against checkpoint.txt
                """)

        @OptionGroup var data: DataOption

        @Option(
            help: ArgumentHelp(
                "A checkpoint from before: a file that holds it, or the line itself.", valueName: "checkpoint"),
            completion: .file())
        var against: String?

        func run() throws {
            let checkpoint = try against.map(AuditCommand.checkpoint)
            let report = try data.use { store throws(StoreError) in try AuditVerifier(store).verify(against: checkpoint)
            }
            for problem in report.problems { Output.line(problem) }
            let entries = report.size == 1 ? "1 entry" : "\(report.size) entries"
            guard report.problems.isEmpty else {
                Output.line(
                    "\nThe audit is NOT sound (\(entries)). Keep this file as it is and tell whoever answers for the record."
                )
                throw Exit.problems
            }
            Output.line("The audit is sound: \(entries), each with its record.")
            Output.line(
                checkpoint == nil
                    ? "Compare with a checkpoint from a printed sheet (--against) to prove that nothing was taken off its end."
                    : "It holds everything that the checkpoint given was signed over, unchanged.")
        }
    }

    struct PrintCheckpoint: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "checkpoint",
            abstract: "Prints the newest signed checkpoint, to be kept elsewhere.",
            discussion: """
                One line: the record's name, number of entries, their root, time and signature. The public key that \
                proves the signature goes to standard error.

                Example: waymark audit checkpoint > checkpoint.txt
                """)

        @OptionGroup var data: DataOption

        func run() throws {
            try data.use { store throws(StoreError) in
                guard let note = try store.newestCheckpoint() else {
                    throw StoreError.refused("Nothing was recorded yet, so there is no checkpoint.")
                }
                Output.line(note)
                Output.error("public key \(store.publicKey)")
            }
        }
    }

    /// The checkpoint itself, or the text of the file that an argument names.
    private static func checkpoint(_ argument: String) throws -> String {
        if Checkpoint.parse(argument) != nil { return argument }
        var problems = Diagnostics()
        guard let file = RulebookFolder.readFile(argument, limit: 1 << 16, into: &problems) else {
            Output.error("“\(argument)” is neither a checkpoint nor a file that can be read.")
            throw Exit.problems
        }
        return String(decoding: file.bytes, as: UTF8.self)
    }
}
