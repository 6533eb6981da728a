import WaymarkRouting
import WaymarkRules

/// Whether something is so on any day.
enum Ever {
    case never
    /// On this day, for the person at this point of the grid.
    case somebody([Int32], Day)
    case notDecided
}

/// Looks through the days of a rulebook: today first, then one day of every stretch on which nothing changes, the nearest
/// first.
final class DaySweep {
    let days: RulebookDays
    let today: Day
    /// Days that one question looks at; past them it is not decided.
    private static let limit = 150
    private var stretches: [[Int]: [Day]] = [:]
    private let finder: StretchFinder

    init(_ days: RulebookDays, today: Day) {
        self.days = days
        self.today = today
        finder = StretchFinder(days.rulebook)
    }

    /// Days to look at for whatever a programme (with these of its services; nil: all) says, within a period.
    func days(of programme: Int, services: [Int]? = nil, within period: Period) -> [Day] {
        let key = [programme] + (services ?? [-1])
        let known = stretches[key]
        let all = known ?? finder.days(programmes: [programme], conditions: [], services: services, within: .always)
        stretches[key] = all
        // Every line's period is among the changes, so that a stretch begins with it.
        return nearest(all.filter(period.contains), period)
    }

    /// Days to look at for conditions alone.
    func days(of conditions: [Condition], programmes: [Int] = [], within period: Period) -> [Day] {
        nearest(finder.days(programmes: programmes, conditions: conditions, within: period), period)
    }

    private func nearest(_ all: [Day], _ period: Period) -> [Day] {
        let sorted = all.filter { $0 != today }.sorted { a, b in
            (abs(a.number - today.number), a.number) < (abs(b.number - today.number), b.number)
        }
        return (period.contains(today) ? [today] : []) + sorted
    }

    /// Asks the question on each of the days until somebody is found.
    func ever(on list: [Day], _ question: (DayQuestions) -> Search) -> Ever {
        var isOpen = list.count > DaySweep.limit
        for date in list.prefix(DaySweep.limit) {
            if days.work.isExhausted { return .notDecided }
            switch question(days[date]) {
            case .nobody: break
            case .somebody(let point): return .somebody(point, date)
            case .notDecided: isOpen = true
            }
        }
        return isOpen ? .notDecided : .never
    }

    /// The parts because of which nobody is left on any of the days: what explains one day may not be there on another.
    /// None if a day stays unexplained.
    ///
    /// - Parameter question: the gates that hold for nobody, and those of other lines that this may be due to.
    func reasons(on list: [Day], _ question: (DayQuestions) -> (acts: [Gate], context: LineContext)) -> [RulePart] {
        var because: [RulePart] = []
        for date in list {
            if days.work.isExhausted { return [] }
            let day = days[date]
            let (acts, context) = question(day)
            if !context.explain(acts, on: day, &because) { return [] }
        }
        return because
    }
}
