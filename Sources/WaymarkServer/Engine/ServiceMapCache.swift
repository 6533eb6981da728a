import Foundation
import Synchronization
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules

/// What is read off the service map of one rulebook, kept day by day: it takes longer than a page should.
final class ServiceMapCache: Sendable {
    private let rulebook: Rulebook
    private let state = Mutex(State())

    private struct State {
        /// The newest last.
        var coverage: [(day: Day, map: CoverageMap)] = []
        var findings: [(day: Day, task: Task<Void, Never>, found: Findings)] = []
    }

    /// Months that coverage looks ahead, for what ends.
    static let coverageMonths = 24
    /// Months that findings look ahead: what `waymark check` takes where nothing is said.
    static let findingsMonths = 12
    private static let daysKept = 8

    init(_ rulebook: Rulebook) { self.rulebook = rulebook }

    /// Who serves where on a day and in the two years from then on.
    func coverage(on day: Day) -> CoverageMap {
        if let kept = state.withLock({ state in state.coverage.first { $0.day == day }?.map }) { return kept }
        // Two who ask at once both work it out: it is quick, and nobody waits for the other.
        let map = CoverageMap(rulebook, period: day...ServiceMapCache.end(of: day, ServiceMapCache.coverageMonths))
        state.withLock { state in
            if state.coverage.contains(where: { $0.day == day }) { return }
            state.coverage.append((day, map))
            if state.coverage.count > ServiceMapCache.daysKept { state.coverage.removeFirst() }
        }
        return map
    }

    /// Has findings ready for a day. Worked out once, however many ask, and on a thread of its own: it may take longer
    /// than a request should hold one.
    func prepareFindings(on day: Day) async {
        let task = state.withLock { state in
            if let kept = state.findings.first(where: { $0.day == day })?.task { return kept }
            let found = Findings()
            let task = Task { [rulebook] in found.keep(await ServiceMapCache.check(rulebook, on: day)) }
            state.findings.append((day, task, found))
            if state.findings.count > ServiceMapCache.daysKept { state.findings.removeFirst() }
            return task
        }
        await task.value
    }

    /// What `waymark check` finds in the service map on a day; worked out here and now where it was not prepared.
    func findings(on day: Day) -> RulebookFindings {
        let prepared = state.withLock { state in state.findings.first { $0.day == day }?.found }
        return prepared?.kept ?? ServiceMapCache.found(in: rulebook, on: day)
    }

    private static func found(in rulebook: Rulebook, on day: Day) -> RulebookFindings {
        RulebookCheck(rulebook, today: day, until: end(of: day, findingsMonths)).runOnServiceMap()
    }

    /// Findings once they are there.
    private final class Findings: Sendable {
        private let state = Mutex<RulebookFindings?>(nil)
        var kept: RulebookFindings? { state.withLock { $0 } }
        func keep(_ findings: RulebookFindings) { state.withLock { $0 = findings } }
    }

    private static func check(_ rulebook: Rulebook, on day: Day) async -> RulebookFindings {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                continuation.resume(returning: found(in: rulebook, on: day))
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    private static func end(of day: Day, _ months: Int) -> Day { max(day, min(day.adding(months: months), .last)) }
}
