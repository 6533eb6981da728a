import WaymarkRules

/// How much work an analysis may take, counted in steps rather than seconds: the same on every machine, so that what was
/// not decided is the same too.
package final class Workload {
    /// Steps allowed since the beginning.
    package private(set) var budget: Int
    /// Steps taken.
    package private(set) var spent = 0

    package init(budget: Int) {
        self.budget = budget
    }

    package var isExhausted: Bool { spent >= budget }

    /// Allows this many steps from here on.
    package func allow(_ steps: Int) { budget = spent + max(0, steps) }

    package func charge(_ steps: Int) { spent += steps }

    /// Runs a piece of work on a day's diagrams and charges what it took.
    func charging<Result, Failure: Error>(
        _ diagrams: Diagrams, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let before = diagrams.stepCount
        defer { spent += diagrams.stepCount - before }
        return try body()
    }
}
