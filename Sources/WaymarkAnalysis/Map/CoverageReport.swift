package import WaymarkRouting
package import WaymarkRules

/// Everything that `waymark map` shows: who serves where and when, people whom nobody takes, and what ends.
package struct CoverageReport: Sendable {
    package let map: CoverageMap
    /// Gaps of needs, widest groups first.
    package let gaps: [Finding]
    /// What agreements, services and coverage lose in the period.
    package let changes: [Finding]
    /// Needs whose gaps were not decided within the budget.
    package let undecidedNeeds: [Int]

    /// - Parameters:
    ///   - period: the days to show; the first is "today".
    ///   - budget: steps that the search for gaps may take.
    package init(_ rulebook: Rulebook, period: ClosedRange<Day>, budget: Int = RulebookCheck.usualBudget) {
        map = CoverageMap(rulebook, period: period)
        let days = RulebookDays(PlanCache(rulebook), work: Workload(budget: budget))
        var gaps = GapFindings(days, today: period.lowerBound, until: period.upperBound)
        gaps.findGaps()
        self.gaps = gaps.gaps
        undecidedNeeds = gaps.undecidedGaps.sorted()
        var periods = PeriodFindings(rulebook, today: period.lowerBound, until: period.upperBound)
        periods.run()
        changes = periods.findings
    }
}

extension CoverageState {
    /// One character for terminals and print.
    package var symbol: String {
        switch self {
        case .refers: "●"
        case .waitingList: "◐"
        case .agreementUnconfirmed: "~"
        case .signposts: "○"
        case .unconfirmed: "?"
        case .full: "x"
        case .nothing: "-"
        case .notRunning: " "
        }
    }

    /// What the state means, for a legend.
    package var words: String {
        switch self {
        case .refers: "refers"
        case .waitingList: "waiting list"
        case .agreementUnconfirmed: "open; its agreement is not confirmed"
        case .signposts: "signposts: open, without an agreement"
        case .unconfirmed: "nobody has confirmed that it runs"
        case .full: "full"
        case .nothing: "no service"
        case .notRunning: "the programme does not run"
        }
    }
}
