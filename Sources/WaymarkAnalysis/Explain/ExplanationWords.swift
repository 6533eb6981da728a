package import WaymarkRouting
import WaymarkRules

/// Says what would change an outcome and what ends it.
package struct ExplanationWords: Sendable {
    private let rulebook: Rulebook
    private let groups: GroupWords

    package init(_ rulebook: Rulebook) {
        self.rulebook = rulebook
        groups = GroupWords(rulebook)
    }

    /// A change in one line: "It would be a referral to X if “On a script: yes”."
    package func line(_ change: PossibleChange) -> String {
        "It would be \(newOutcome(change)) if " + ways(change) + "."
    }

    /// "a referral to Changes UK".
    func newOutcome(_ change: PossibleChange) -> String {
        let service = rulebook.services[change.service].title
        return switch change.outcome {
        case .refer: "a referral to \(service)"
        case .waitingList: "a place on the waiting list of \(service)"
        case .signpost: "a signpost to \(service) (details to pass on)"
        case .needInformation, .unavailable, .notEligible: change.outcome.rawValue
        }
    }

    func ways(_ change: PossibleChange) -> String {
        let ways = change.groups.map { English.list(groups.phrases($0).map { "“\($0)”" }, "and") }
        return ways.joined(separator: ", or if ") + (change.hasAllWays ? "" : ", or in other ways")
    }

    /// What begins or ends on a day, as a clause.
    func says(_ cause: HowLong.Cause, on day: Day) -> String {
        func turn(_ before: Truth, _ after: Truth) -> String {
            switch (before, after) {
            case (.yes, .unknown): "is confirmed no longer than that"
            case (_, .no): "ends then"
            case (_, .yes): "begins the day after"
            default: "may change then"
            }
        }
        func turn(_ period: ServicePeriod) -> String {
            turn(period.inForce(on: day.adding(days: -1)), period.inForce(on: day))
        }
        switch cause {
        case .programme(let index):
            let period = rulebook.programmes[index].period
            let runs = (before: period.contains(day.adding(days: -1)), after: period.contains(day))
            return "\(rulebook.programmes[index].title) \(turn(Truth(runs.before), Truth(runs.after)))"
        case .service(let index): return "\(rulebook.services[index].title) \(turn(rulebook.services[index].period))"
        case .agreement(let index):
            return "the agreement “\(rulebook.agreements[index].title)” \(turn(rulebook.agreements[index].period))"
        case .criterion(let says): return "the rule “\(says)” changes the day after"
        case .definition(let id): return "“\(rulebook.rules.definitions[id].says)” means something else the day after"
        case .parameter(let id): return "the \(rulebook.rules.parameters[id].says) change the day after"
        case .time(let facts):
            return
                "too long after \(English.list(facts.map { English.inSentence(rulebook.vocabulary[$0].label) }, "and"))"
        }
    }
}
