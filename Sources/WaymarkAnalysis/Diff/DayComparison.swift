import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// Two rulebooks on one day. Both are asked place by place; where their gates are the same nothing else is looked at.
final class DayComparison {
    let ground: CommonGround
    let old: DayPlan
    let new: DayPlan
    let groupLimit: Int
    let words: GroupWords
    let people: OutcomePeople
    let finder: BoxFinder
    let witnesses: WitnessReader

    var day: DayRules { old.day }
    var diagrams: Diagrams { old.day.diagrams }

    /// - Parameter witnesses: of the old rulebook and of the new, for what single people are told.
    init(
        _ ground: CommonGround, on day: Day, groupLimit: Int, words: GroupWords,
        witnesses: (old: PlanCache, new: PlanCache)
    ) {
        self.ground = ground
        self.groupLimit = groupLimit
        self.words = words
        (old, new) = ground.plans(on: day)
        people = OutcomePeople(old)
        self.witnesses = WitnessReader(Decider(witnesses.old), Decider(witnesses.new), on: day)
        finder = BoxFinder(old.day)
    }

    private lazy var foundEverybody = Result { () throws(Exhausted) in
        try people.all(of: [ground.comparable(on: day)] + constraints)
    }

    /// Those who exist under both rulebooks and whose values both know.
    var everybody: Diagram {
        get throws(Exhausted) { try foundEverybody.get() }
    }

    /// That the constraints of both rulebooks are kept.
    var constraints: [Gate] { day.kept + new.day.kept.map { day.adopt($0, from: new.day) } }

    /// Runs work on the diagrams within the allowance of one comparison.
    func attempt<Result>(_ work: () throws(Exhausted) -> Result) throws(Exhausted) -> Result {
        try diagrams.attempt(nodes: 4 * OutcomePeople.allowance, work)
    }

    func here(_ gate: Gate, _ plan: DayPlan) -> Gate { plan === old ? gate : day.adopt(gate, from: plan.day) }
}
