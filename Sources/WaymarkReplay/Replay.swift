import WaymarkDocuments
package import WaymarkRouting
import WaymarkRules
package import WaymarkStore

/// What deciding kept decisions again came to. It holds references and programmes, nothing of a person.
package struct ReplayReport: Sendable {
    /// Decisions that were decided again.
    package var count = 0
    /// Decisions whose content was disposed of.
    package var disposed = 0
    /// Decisions that came out differently, the oldest first.
    package var changes: [Change] = []
    /// Decisions that could not be decided again, with the reason in a sentence.
    package var failures: [(reference: String, says: String)] = []

    package struct Change: Sendable, Hashable {
        package var reference: String
        /// What changed, one line for each outcome or alert: `youth_service/nyas: eligible → not_eligible`. Empty where
        /// the decision's bytes differ, but no outcome and no alert does.
        package var lines: [String]
    }
}

extension AuditAction {
    /// Kept decisions were decided again.
    package static let decisionsReplayed = AuditAction("decisions.replayed")
}

extension Store {
    /// How many decisions are read at a time.
    private static let page = 200

    /// Decides every kept decision again.
    ///
    /// - Parameter rulebook: nil for each decision's own rulebook, as it was published: then the bytes have to be equal.
    ///   With another one, decisions that have other outcomes or alerts are changes.
    package func replay(under rulebook: Rulebook? = nil, by actor: Actor, at: Moment) throws(StoreError) -> ReplayReport
    {
        try note(.decisionsReplayed, subject: rulebook?.hash ?? "own rulebooks", by: actor, at: at)
        var report = ReplayReport()
        var replayers: [String: Replayer?] = [:]
        let given = rulebook.map(Replayer.init)
        var last: Int64 = 0
        while true {
            let decisions = try decisionContents(after: last, limit: Store.page)
            for decision in decisions {
                last = decision.id
                guard let facts = decision.facts, let document = decision.document else {
                    report.disposed += 1
                    continue
                }
                report.count += 1
                let hash = decision.rulebook
                if given == nil, replayers[hash] == nil { replayers[hash] = .some(try loadReplayer(hash)) }
                guard let replayer = given ?? (replayers[hash] ?? nil) else {
                    let says = "Its rulebook does not load in this version of Waymark."
                    report.failures.append((decision.reference, says))
                    continue
                }
                switch replayer.decide(facts, on: decision.decisionDate) {
                case .failure(let failure): report.failures.append((decision.reference, failure.says))
                case .success(let again):
                    if again == document { continue }
                    let lines = Replayer.changes(from: document, to: again)
                    if given == nil || !lines.isEmpty {
                        report.changes.append(.init(reference: decision.reference, lines: lines))
                    }
                }
            }
            if decisions.count < Store.page { return report }
        }
    }

    private func loadReplayer(_ hash: String) throws(StoreError) -> Replayer? {
        guard let version = try version(hash: hash) else { return nil }
        return Rulebook.loadChecked(try files(ofVersion: version.number)).map(Replayer.init)
    }
}

/// Decides kept cases under one rulebook.
private final class Replayer {
    struct Failure: Error { var says: String }

    private let decider: Decider
    private let reader: JSONCaseReader
    private let json: DecisionJSON

    init(_ rulebook: Rulebook) {
        decider = Decider(rulebook)
        reader = JSONCaseReader(rulebook)
        json = DecisionJSON(rulebook, detail: .full)
    }

    /// The decision as JSON. Failures name problems by their ids: their messages would quote the person's answers.
    func decide(_ facts: [UInt8], on date: String) -> Result<[UInt8], Failure> {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "facts", bytes: facts))
        var problems = Diagnostics()
        let record = JSONReader.read(file, of: sources, into: &problems).map { reader.read($0, into: &problems) }
        guard let person = record?.case, !problems.hasErrors, let day = person.decisionDate ?? Day(date) else {
            let ids = problems.all.map(\.id).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
            return .failure(Failure(says: "Its facts do not fit this rulebook (\(ids.joined(separator: ", ")))."))
        }
        guard let decision = try? decider.decide(person, on: day) else {
            return .failure(Failure(says: "This rulebook refuses its facts as impossible together."))
        }
        var writer = JSONWriter()
        json.write(decision, to: &writer)
        return .success(writer.bytes)
    }

    /// The outcomes and alerts in which two decisions differ, in the order of the first, then of the second.
    static func changes(from old: [UInt8], to new: [UInt8]) -> [String] {
        let before = rows(old)
        let after = rows(new)
        func value(_ key: String, in rows: [(key: String, value: String)]) -> String {
            rows.first { $0.key == key }?.value ?? "not there"
        }
        var lines = before.compactMap { row in
            let now = value(row.key, in: after)
            return now == row.value ? nil : "\(row.key): \(row.value) → \(now)"
        }
        for row in after where !before.contains(where: { $0.key == row.key }) {
            lines.append("\(row.key): not there → \(row.value)")
        }
        if lines.isEmpty, before.map(\.key) != after.map(\.key) { lines.append("the order of the outcomes") }
        return lines
    }

    private static func rows(_ document: [UInt8]) -> [(key: String, value: String)] {
        var sources = SourceSet()
        let file = sources.add(SourceFile(path: "decision", bytes: document))
        var problems = Diagnostics()
        guard let decision = JSONReader.read(file, of: sources, into: &problems) else { return [] }
        let outcomes = (decision["outcomes"]?.items ?? []).map { row in
            let name = [row["programme"]?.text, row["service"]?.text].compactMap(\.self).joined(separator: "/")
            return (name, row["outcome"]?.text ?? "")
        }
        let alerts = (decision["alerts"]?.items ?? []).map { ("alert \($0["alert"]?.text ?? "")", "raised") }
        return outcomes + alerts
    }
}
