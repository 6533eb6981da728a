import ArgumentParser
import WaymarkDocuments
import WaymarkStore

struct RetentionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "Disposes of records whose period has ended.",
        discussion: "Example: waymark retention run --dry-run", subcommands: [Run.self])

    struct Run: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "run",
            abstract: "Removes the content of decisions that have been kept long enough.",
            discussion: """
                The periods stand in retention.yaml in the data folder, by class:

                retention:
                  decision: 6 years

                Without the file a decision is kept for 6 years: replace that by your own schedule. What goes: answers, \
                decision, case reference and reasons for deciding otherwise, also from the bytes of the file. What stays: \
                that a decision was made, when, by whom and under which rulebook; and the audit, which still verifies.

                Example: waymark retention run --dry-run
                """)

        @OptionGroup var data: DataOption

        @Flag(help: "Say what would be removed; change nothing.")
        var dryRun = false

        func run() throws {
            let plan = try plan()
            let isDry = dryRun
            let report = try data.use { store throws(StoreError) in
                isDry
                    ? try store.due(under: plan, at: DataOption.now)
                    : try store.dispose(under: plan, by: DataOption.actor, at: DataOption.now)
            }
            let decisions = report.due.count == 1 ? "1 decision" : "\(report.due.count) decisions"
            Output.line(isDry ? "\(decisions) would be disposed of; nothing was changed." : "\(decisions) disposed of.")
            for reference in report.due { Output.line("  \(reference)") }
            for name in report.classesWithoutPeriod {
                Output.line("Decisions of class “\(name)” are kept for ever: retention.yaml has no period for it.")
            }
        }

        private func plan() throws -> RetentionPlan {
            var problems = Diagnostics()
            var sources = SourceSet()
            let plan = RetentionPlan.find(in: data.folder, of: &sources, into: &problems)
            Problems(sources: sources).show(problems)
            guard let plan else {
                Output.error("Nothing was disposed of.")
                throw Exit.problems
            }
            return plan
        }
    }
}
