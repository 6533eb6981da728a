import ArgumentParser
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Decides the decisions of a record again.",
        discussion: """
            Under the rulebook that each was made with, every decision must come out byte for byte as it was kept. Under \
            another rulebook it says whose outcomes differ, by reference: nothing about a person is printed. Ends with \
            status 1 if a decision does not come out as it was kept.

            Example: waymark replay --data waymark-data
            Example: waymark replay --data waymark-data --rulebook ../draft
            """)

    @OptionGroup var record: RecordOption

    @Option(
        help: ArgumentHelp("Decide under this rulebook instead of each decision's own.", valueName: "dir"),
        completion: .directory)
    var rulebook: String?

    func run() throws {
        let store = try record.open()
        var replay = Replay(store: store, other: try rulebook.map { try RulebookOption.at($0) })
        try RecordOption.reporting { () throws(StoreError) in
            try store.forEachDecision(readBy: RecordOption.actor, for: "replay", at: RecordOption.now) { kept in
                try replay.decide(kept)
            }
        }
        Output.write(replay.report)
        if replay.hasFailed { throw Exit.problems }
    }
}

/// Decisions of a record, made again.
private struct Replay {
    private let store: Store
    private let other: Decider?
    /// One for each rulebook that ever decided here; nil for one whose files cannot be read any more.
    private var deciders: [String: Decider?] = [:]
    private var same = 0
    private var lines: [String] = []
    private(set) var hasFailed = false

    init(store: Store, other: Rulebook?) {
        self.store = store
        self.other = other.map { Decider($0) }
    }

    mutating func decide(_ kept: KeptDecision) throws(StoreError) {
        let mine = other == nil ? try own(kept.rulebook) : other
        guard let decider = mine else {
            return fail("\(kept.reference): the rulebook it was made with cannot be loaded any more.")
        }
        guard let decision = decision(kept, decider) else {
            let why = "its facts cannot be decided under this rulebook."
            if other == nil { return fail("\(kept.reference): \(why)") }
            return lines.append("\(kept.reference): \(why)")
        }
        var writer = JSONWriter()
        DecisionJSON(decider.rulebook, detail: .full).write(decision, to: &writer)
        guard other != nil else {
            if writer.bytes == kept.document { same += 1 } else { fail("\(kept.reference): comes out otherwise than it was kept.") }
            return
        }
        let before = Outcomes(kept.document)
        let changes = Outcomes(writer.bytes).changes(from: before)
        if changes.isEmpty { same += 1 } else { lines.append("\(kept.reference): " + changes.joined(separator: "; ") + ".") }
    }

    private mutating func fail(_ line: String) {
        hasFailed = true
        lines.append(line)
    }

    private mutating func own(_ hash: String) throws(StoreError) -> Decider? {
        if let known = deciders[hash] { return known }
        var made: Decider?
        if let version = try store.version(hash: hash) {
            var problems = Diagnostics()
            made = Rulebook.load(try store.files(ofVersion: version.number), into: &problems).map { Decider($0) }
        }
        deciders[hash] = .some(made)
        return made
    }

    private func decision(_ kept: KeptDecision, _ decider: Decider) -> Decision? {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: kept.reference, bytes: kept.facts))
        var problems = Diagnostics()
        guard let value = JSONReader.read(file, of: sources, into: &problems),
            let person = JSONCaseReader(decider.rulebook).read(value, into: &problems).case, !problems.hasErrors,
            let day = Day(kept.decisionDate)
        else { return nil }
        return try? decider.decide(person, on: day)
    }

    var report: String {
        let sorted = lines.map { "- \($0)\n" }.joined()
        if other != nil {
            return "\(English.count(same, "decision")) would have the same outcomes, \(lines.count) would not.\n" + sorted
        }
        if lines.isEmpty { return "\(English.count(same, "decision")) decided again: every one as it was kept.\n" }
        return "\(same) came out as they were kept, \(lines.count) did not:\n" + sorted
    }

    /// The outcomes of a decision as it was written, by programme and service.
    private struct Outcomes {
        private var rows: [(name: String, outcome: String)] = []

        init(_ document: [UInt8]) {
            var sources = SourceSet()
            let file = sources.add(SourceFile(path: "decision", bytes: document))
            var problems = Diagnostics()
            for row in JSONReader.read(file, of: sources, into: &problems)?["outcomes"]?.items ?? [] {
                guard let programme = row["programme"]?.text, let outcome = row["outcome"]?.text else { continue }
                rows.append((programme + (row["service"]?.text.map { "/" + $0 } ?? ""), outcome))
            }
        }

        func changes(from before: Outcomes) -> [String] {
            var changes: [String] = []
            for row in rows {
                let old = before.rows.first { $0.name == row.name }?.outcome
                if old != row.outcome { changes.append("\(row.name) \(old ?? "not reported") → \(row.outcome)") }
            }
            for row in before.rows where !rows.contains(where: { $0.name == row.name }) {
                changes.append("\(row.name) \(row.outcome) → not reported")
            }
            return changes
        }
    }
}
