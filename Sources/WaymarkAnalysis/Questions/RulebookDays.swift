package import WaymarkRouting
package import WaymarkRules

/// Days under one rulebook, kept while they are asked about.
package final class RulebookDays {
    package let plans: PlanCache
    package let work: Workload
    package var rulebook: Rulebook { plans.rulebook }
    private var days: [Day: DayQuestions] = [:]
    /// Days are let go of rather than kept beyond this number: their diagrams grow with what is asked.
    private static let limit = 64

    package init(_ plans: PlanCache, work: Workload) {
        self.plans = plans
        self.work = work
    }

    package subscript(day: Day) -> DayQuestions {
        if let known = days[day] { return known }
        if days.count >= RulebookDays.limit {
            days = [:]
            plans.removeAll()
        }
        let plan = plans.plan(on: day)
        work.charge(plan.size)
        let made = DayQuestions(plan, work: work)
        days[day] = made
        return made
    }
}
