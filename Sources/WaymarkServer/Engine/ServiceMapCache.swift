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
        var findings: [(day: Day, task: Task<RulebookFindings, Never>)] = []
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

    /// What `waymark check` finds in the service map on a day. Worked out once, however many ask, and away from the threads that serve.
    func findings(on day: Day) async -> RulebookFindings {
        let task = state.withLock { state in
            if let kept = state.findings.first(where: { $0.day == day })?.task { return kept }
            let task = Task { [rulebook] in await ServiceMapCache.check(rulebook, on: day) }
            state.findings.append((day, task))
            if state.findings.count > ServiceMapCache.daysKept { state.findings.removeFirst() }
            return task
        }
        return await task.value
    }

    private static func check(_ rulebook: Rulebook, on day: Day) async -> RulebookFindings {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                continuation.resume(
                    returning: RulebookCheck(rulebook, today: day, until: end(of: day, findingsMonths))
                        .runOnServiceMap())
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }

    private static func end(of day: Day, _ months: Int) -> Day { max(day, min(day.adding(months: months), .last)) }
}
