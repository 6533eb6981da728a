import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// How many of a real caseload two rulebooks decide differently, and which.
public struct CaseloadDiff: Sendable {
    public struct Change: Sendable {
        public var name: String
        /// What differs, a sentence each.
        public var sentences: [String]
    }

    /// Cases that both rulebooks decided.
    public var compared = 0
    /// Cases that one of the rulebooks could not read or refused.
    public var skipped = 0
    public var changes: [Change] = []
    /// What was wrong with those skipped.
    public var problems = Diagnostics()
    /// The files read.
    public var sources = SourceSet()

    /// Decides the cases at `paths` (files or folders) under both.
    public static func between(_ old: Rulebook, _ new: Rulebook, paths: [String], on day: Day) -> CaseloadDiff {
        var result = CaseloadDiff()
        var ignored = Diagnostics()
        let before = CaseLoader(rulebook: old).load(paths: paths, into: &result.problems)
        let after = CaseLoader(rulebook: new).load(paths: paths, into: &ignored)
        result.sources = before.sources
        let later = Dictionary(after.cases.map { (Key($0), $0.case) }) { first, _ in first }
        let sides = (Decider(old), Decider(new))
        var unread = Set(after.cases.map(Key.init)).subtracting(before.cases.map(Key.init)).count
        for loaded in before.cases {
            guard let other = later[Key(loaded)],
                let left = try? sides.0.decide(loaded.case, on: day, traced: false),
                let right = try? sides.1.decide(other, on: day, traced: false)
            else {
                unread += 1
                continue
            }
            result.compared += 1
            let sentences = CaseloadDiff.sentences(CaseloadDiff.rows(left, old), CaseloadDiff.rows(right, new))
            if !sentences.isEmpty { result.changes.append(Change(name: loaded.case.name, sentences: sentences)) }
        }
        result.skipped = unread + result.problems.all.filter { $0.severity == .error }.count
        return result
    }

    private struct Key: Hashable {
        var file: Int32
        var start: UInt32

        init(_ loaded: LoadedCase) {
            file = loaded.file
            start = loaded.span.start
        }
    }

    private struct Row {
        var key: String
        var title: String
        var outcome: Outcome
    }

    private static func rows(_ decision: Decision, _ rulebook: Rulebook) -> [Row] {
        decision.outcomes.map { row in
            let programme = rulebook.programmes[row.programme]
            let service = row.service.map { rulebook.services[$0] }
            return Row(
                key: programme.name + (service.map { "/\($0.name)" } ?? ""),
                title: programme.title + (service.map { ", \($0.title)" } ?? ""), outcome: row.outcome)
        }
    }

    private static func sentences(_ old: [Row], _ new: [Row]) -> [String] {
        var result: [String] = []
        let before = Dictionary(old.map { ($0.key, $0.outcome) }) { first, _ in first }
        let after = Dictionary(new.map { ($0.key, $0.outcome) }) { first, _ in first }
        for row in old where after[row.key] != row.outcome {
            let now = after[row.key].map { $0.phrase } ?? "not reported"
            result.append("\(row.title): was \(row.outcome.phrase), now \(now)")
        }
        for row in new where before[row.key] == nil {
            result.append("\(row.title): was not reported, now \(row.outcome.phrase)")
        }
        if result.isEmpty {
            let order = (old.filter(\.outcome.isActionable).map(\.key), new.filter(\.outcome.isActionable).map(\.key))
            if order.0 != order.1, let first = new.first(where: \.outcome.isActionable) {
                result.append("the order changes; \(first.title) now stands first")
            }
        }
        return result
    }
}

extension Outcome {
    /// The outcome in a few words, to stand in a sentence.
    package var phrase: String {
        switch self {
        case .refer: "refer"
        case .waitingList: "waiting list"
        case .signpost: "signpost"
        case .needInformation: "need to know more"
        case .unavailable: "not available"
        case .notEligible: "not eligible"
        }
    }
}
