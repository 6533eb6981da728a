package import WaymarkRouting
package import WaymarkRules

/// Everything that the analyses find in a rulebook, and what they could not decide.
package struct RulebookFindings: Sendable {
    /// The day from which it was looked.
    package var today: Day
    /// The last day that was looked at for what changes.
    package var last: Day
    /// Worst first within each kind of finding.
    package var findings: [Finding]
    package var undecided: [Undecided]
    /// Steps that it took, and steps that were allowed.
    package var steps: Int
    package var budget: Int
    /// Promises of which loading could not decide whether they are kept.
    package var undecidedPromises = 0
}

/// Runs the analyses of `waymark check`.
///
/// They are decisions over all possible people, not samples. Each takes its share of the budget and hands on what it
/// leaves; what lies beyond the budget is listed as undecided, never guessed.
package struct RulebookCheck {
    private let rulebook: Rulebook
    private let today: Day
    private let last: Day
    private let budget: Int

    /// The steps that are allowed where nothing else is said: a national rulebook takes a tenth of them.
    package static let usualBudget = 100_000_000

    /// - Parameters:
    ///   - today: the day on which coverage is looked at; rules are looked at on every day.
    ///   - last: the last day to look ahead to.
    ///   - budget: steps allowed.
    package init(_ rulebook: Rulebook, today: Day, until last: Day, budget: Int = RulebookCheck.usualBudget) {
        self.rulebook = rulebook
        self.today = today
        self.last = max(today, last)
        self.budget = budget
    }

    /// The findings about the service map alone: people left without help, what ends, and what to look after. They are
    /// those of ``run()``, for less work.
    package func runOnServiceMap() -> RulebookFindings {
        let work = Workload(budget: budget / 6)
        var gaps = GapFindings(RulebookDays(PlanCache(rulebook), work: work), today: today, until: last)
        gaps.findGaps()
        var periods = PeriodFindings(rulebook, today: today, until: last)
        periods.run()
        let bare = rulebook.programmes.indices.compactMap { ReachFindings.noService($0, of: rulebook, on: today) }
        let needs = gaps.undecidedGaps.sorted().map(RulePart.need)
        return RulebookFindings(
            today: today, last: last, findings: RulebookCheck.ordered(gaps.gaps + periods.findings + bare),
            undecided: needs.isEmpty ? [] : [Undecided(.gaps, needs)], steps: work.spent, budget: budget)
    }

    /// Worst first; of one weight in the order in which they were found.
    private static func ordered(_ findings: [Finding]) -> [Finding] {
        findings.enumerated().sorted { ($0.element.weight, $0.offset) < ($1.element.weight, $1.offset) }.map(\.element)
    }

    /// - Parameter plans: of the rulebook, where others have prepared some already.
    package func run(_ plans: PlanCache? = nil) -> RulebookFindings {
        let work = Workload(budget: 0)
        let days = RulebookDays(plans ?? PlanCache(rulebook), work: work)
        let sweep = DaySweep(days, today: today)
        var findings: [Finding] = []
        var undecided: [Undecided] = []
        func note(_ topic: Undecided.Topic, _ parts: [RulePart]) {
            // One part may be open in several programmes; it is told once.
            let once = parts.enumerated().filter { parts.firstIndex(of: $0.element) == $0.offset }.map(\.element)
            if !once.isEmpty { undecided.append(Undecided(topic, once)) }
        }
        /// Lets an analysis use what is left, shared among those still to come.
        func share(among analyses: Int) { work.allow((budget - work.spent) / analyses) }

        share(among: 6)
        var gaps = GapFindings(days, today: today, until: last)
        gaps.findGaps()
        findings += gaps.gaps
        note(.gaps, gaps.undecidedGaps.sorted().map(RulePart.need))

        var periods = PeriodFindings(rulebook, today: today, until: last)
        periods.run()
        findings += periods.findings

        share(among: 5)
        var reach = ReachFindings(sweep)
        reach.run()
        findings += reach.findings
        note(.reach, reach.undecided)

        share(among: 4)
        var lines = LineFindings(sweep, unmet: reach.unmet, closed: reach.closed)
        lines.run()
        findings += lines.findings
        note(.lines, lines.undecidedLines)
        note(.tests, lines.undecidedTests)

        share(among: 3)
        var conditions = ConditionFindings(sweep)
        conditions.run()
        findings += conditions.findings
        note(.conditions, conditions.undecided)
        note(.agreement, reach.undecidedLikeness + conditions.undecidedLikeness)
        var unread = UnreadFindings(rulebook)
        unread.run()
        findings += unread.findings

        share(among: 2)
        var influence = InfluenceFindings(sweep, until: last)
        influence.run()
        findings += influence.findings
        note(.influence, influence.undecided)

        share(among: 1)
        gaps.findSoleProviders()
        findings += gaps.soleProviders
        note(.soleProviders, gaps.undecidedSole.sorted().map(RulePart.need))

        return RulebookFindings(
            today: today, last: last, findings: RulebookCheck.ordered(findings), undecided: undecided,
            steps: work.spent,
            budget: budget)
    }
}
