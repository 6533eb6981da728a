package import WaymarkDocuments
package import WaymarkRouting
package import WaymarkRules

/// How many of a real caseload two rulebooks decide differently, and which.
package struct CaseloadDiff: Sendable {
    package struct Change: Sendable {
        package var name: String
        /// What differs, a sentence each.
        package var sentences: [String]
    }

    /// Cases that both rulebooks decided.
    package var compared = 0
    /// A case that was read, but only one of the rulebooks can decide.
    package struct Refused: Sendable {
        package var name: String
        /// Why, as a sentence without its full stop.
        package var because: String
    }

    /// Cases that the old rulebook cannot read: lines of an NDJSON file, otherwise files.
    package var unreadable = 0
    package var refused: [Refused] = []
    /// Cases that could not be compared.
    package var skipped: Int { unreadable + refused.count }
    package var changes: [Change] = []
    /// What was wrong with those that cannot be read.
    package var problems = Diagnostics()
    /// The files read.
    package var sources = SourceSet()

    /// Decides the cases at `paths` (files or folders) under both.
    package static func between(_ old: Rulebook, _ new: Rulebook, paths: [String], on day: Day) -> CaseloadDiff {
        var result = CaseloadDiff()
        var ignored = Diagnostics()
        let before = CaseLoader(rulebook: old).load(paths: paths, into: &result.problems)
        let after = CaseLoader(rulebook: new).load(paths: paths, into: &ignored)
        result.sources = before.sources
        let later = Dictionary(after.cases.map { (Key($0), $0.case) }) { first, _ in first }
        let sides = (Decider(old), Decider(new))
        result.unreadable = CaseloadDiff.count(result.problems, in: result.sources)
        for loaded in before.cases {
            let name = loaded.case.name
            guard let other = later[Key(loaded)] else {
                result.refused.append(Refused(name: name, because: "the new rulebook cannot read it"))
                continue
            }
            var side = (name: "old", rulebook: old)
            var person = loaded.case
            do throws(Refusal) {
                let left = try sides.0.decide(loaded.case, on: day, traced: false)
                side = ("new", new)
                person = other
                let right = try sides.1.decide(other, on: day, traced: false)
                result.compared += 1
                let sentences =
                    CaseloadDiff.alerts(left, old, right, new)
                    + CaseloadDiff.sentences(CaseloadDiff.rows(left, old), CaseloadDiff.rows(right, new))
                if !sentences.isEmpty { result.changes.append(Change(name: name, sentences: sentences)) }
            } catch {
                let why = error.diagnostic(of: person, under: side.rulebook).message
                result.refused.append(Refused(name: name, because: "the \(side.name) rulebook refuses it: \(why)"))
            }
        }
        return result
    }

    /// The cases that these errors are about; each may have several.
    private static func count(_ problems: Diagnostics, in sources: SourceSet) -> Int {
        var seen: Set<String> = []
        var elsewhere = 0
        for problem in problems.all where problem.severity == .error {
            guard let span = problem.span else {
                elsewhere += 1
                continue
            }
            let location = sources.location(of: span)
            seen.insert(location.path.hasSuffix(".ndjson") ? "\(location.path):\(location.line)" : location.path)
        }
        return seen.count + elsewhere
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
        /// The programme's name, and the service's where there is one.
        var key: String
        var programme: String
        var isOfService: Bool { key != programme }
        var title: String
        var outcome: Outcome
        /// Titles of the programmes that come first.
        var after: [String]
    }

    /// Alerts that only one of the decisions raises for certain.
    private static func alerts(_ left: Decision, _ old: Rulebook, _ right: Decision, _ new: Rulebook) -> [String] {
        func raised(_ decision: Decision, _ rulebook: Rulebook) -> [(name: String, says: String)] {
            decision.alerts.filter(\.isDecided).map { rulebook.policy.alerts[$0.alert] }.map { ($0.name, $0.says) }
        }
        let (before, after) = (raised(left, old), raised(right, new))
        return before.filter { was in !after.contains { $0.name == was.name } }.map {
            "the alert “\($0.says)” is no longer raised"
        }
            + after.filter { now in !before.contains { $0.name == now.name } }.map {
                "the alert “\($0.says)” is now raised"
            }
    }

    private static func rows(_ decision: Decision, _ rulebook: Rulebook) -> [Row] {
        decision.outcomes.map { row in
            let programme = rulebook.programmes[row.programme]
            let service = row.service.map { rulebook.services[$0] }
            return Row(
                key: programme.name + (service.map { "/\($0.name)" } ?? ""), programme: programme.name,
                title: programme.title + (service.map { ", \($0.title)" } ?? ""), outcome: row.outcome,
                after: row.after.map { rulebook.programmes[$0].title })
        }
    }

    private static func sentences(_ old: [Row], _ new: [Row]) -> [String] {
        var result: [String] = []
        let before = Dictionary(old.map { ($0.key, $0.outcome) }) { first, _ in first }
        let after = Dictionary(new.map { ($0.key, $0.outcome) }) { first, _ in first }
        let offered = Set(new.map(\.programme))
        // A programme is reported by its services or once without: what is said of the one is said of the others too.
        for row in old where after[row.key] != row.outcome {
            guard let now = after[row.key] ?? after[row.programme] else {
                if row.isOfService || !offered.contains(row.programme) {
                    result.append("\(row.title): was \(row.outcome.phrase), now not reported")
                }
                continue
            }
            if now != row.outcome { result.append("\(row.title): was \(row.outcome.phrase), now \(now.phrase)") }
        }
        let reported = Set(old.map(\.programme))
        for row in new where before[row.key] == nil {
            if !row.isOfService, reported.contains(row.programme) { continue }
            let was = before[row.programme]?.phrase ?? "not reported"
            if before[row.programme] != row.outcome {
                result.append("\(row.title): was \(was), now \(row.outcome.phrase)")
            }
        }
        for row in new where row.outcome.isActionable {
            guard let was = old.first(where: { $0.key == row.key }), was.outcome == row.outcome else { continue }
            let (gained, lost) = (
                row.after.filter { !was.after.contains($0) }, was.after.filter { !row.after.contains($0) }
            )
            if !gained.isEmpty { result.append("\(row.title): now comes after \(English.list(gained, "and"))") }
            if !lost.isEmpty { result.append("\(row.title): no longer comes after \(English.list(lost, "and"))") }
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
