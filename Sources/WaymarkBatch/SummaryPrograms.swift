import WaymarkRouting
import WaymarkRules

/// What summaries need of a rulebook on one day, ready to be evaluated over blocks of people. Belongs to one thread.
final class SummaryPrograms {
    typealias Register = BlockProgram.Register

    /// A program and where its answers are.
    struct Answers {
        var program: BlockProgram
        var actionable: [Register] = []
        var offers: [LocalOffers] = []
        var sequences: [(index: Int, register: Register, first: Int, then: [Int])] = []
        var isPossible: Register = 1
        var conditional: [(column: Int, applies: Register)] = []
    }

    /// For people of whom everything is known that the rules read.
    struct Complete {
        var answers: Answers
        /// Facts whose value has to be known: those that the program reads and those that decide between referring and
        /// signposting.
        var facts: [FactID] = []
        /// Their columns, and of facts that do not always apply, that they do.
        var needed: [(column: Int, applies: Register)] = []
    }

    /// For people of whom something may be unknown.
    struct Partial {
        var answers: Answers
        var places: [(columns: [Int], register: Register)] = []
    }

    /// Nil where something is read that no case can say.
    let complete: Complete?
    /// Made when the first person comes of whom something is unknown.
    private(set) lazy var partial = makePartial()
    private let plan: DayPlan
    private let layout: CaseBlockLayout
    private let fewPlaces: Int

    /// - Parameter fewPlaces: services in more places than this are looked up by place.
    init(_ plan: DayPlan, layout: CaseBlockLayout, fewPlaces: Int) {
        self.plan = plan
        self.layout = layout
        self.fewPlaces = fewPlaces
        complete = SummaryPrograms.makeComplete(plan, layout, fewPlaces)
    }

    private static func makeComplete(_ plan: DayPlan, _ layout: CaseBlockLayout, _ fewPlaces: Int) -> Complete? {
        let gates = SummaryGates(plan, isComplete: true, fewPlaces: fewPlaces)
        let answers = Answers(gates, plan, layout)
        if answers.program.readsOpen { return nil }
        var decisive = BlockProgram(plan.day, layout: layout)
        for gate in gates.decisive.sorted() { _ = decisive.register(gate) }
        if decisive.readsOpen { return nil }
        let columns = Set(answers.program.columns + decisive.columns)
        let located = Set(gates.places.flatMap(\.facts))
        var result = Complete(answers: answers)
        result.facts = layout.facts.indices.filter { fact in
            located.contains(fact) || !columns.isDisjoint(with: layout.facts[fact])
        }
        for fact in result.facts {
            let applies = answers.register(ofApplicability: fact, layout) ?? 1
            for column in layout.facts[fact] { result.needed.append((layout.read(column), applies)) }
        }
        return result
    }

    private func makePartial() -> Partial {
        let gates = SummaryGates(plan, isComplete: false, fewPlaces: fewPlaces)
        var program = BlockProgram(plan.day, layout: layout)
        let places = gates.places.map { place in
            (place.facts.compactMap { layout.first($0) }, program.register(place.gate))
        }
        return Partial(answers: Answers(gates, plan, layout, program), places: places)
    }
}

extension SummaryPrograms.Answers {
    /// - Parameter program: to which the gates are added.
    init(_ gates: SummaryGates, _ plan: DayPlan, _ layout: CaseBlockLayout, _ program: BlockProgram? = nil) {
        var program = program ?? BlockProgram(plan.day, layout: layout)
        actionable = gates.actionable.map { program.register($0) }
        sequences = gates.sequences.map { ($0.index, program.register($0.gate), $0.first, $0.then) }
        isPossible = program.register(gates.isPossible)
        conditional = gates.conditional.compactMap { item in
            layout.first(item.fact).map { (layout.read($0), program.register(item.applies)) }
        }
        offers = gates.local.map { LocalOffers($0, plan, layout, &program) }
        program.finish()
        self.program = program
    }

    /// Whether a fact applies; nil where it always does.
    func register(ofApplicability fact: FactID, _ layout: CaseBlockLayout) -> BlockProgram.Register? {
        guard let first = layout.first(fact) else { return nil }
        let column = layout.read(first)
        return conditional.first { $0.column == column }?.applies
    }
}

/// What services offer at places, ready to be looked up for the people of a block: a person costs what there is at
/// their place, whatever the size of the map.
struct LocalOffers {
    /// The columns that say where somebody is, and whether their facts apply.
    private(set) var located: [(column: Int, applies: BlockProgram.Register)] = []
    let placeCount: Int
    /// For each place where its offers begin; behind the last where they end.
    private(set) var starts: [Int] = []
    private(set) var offers: [Offer] = []

    struct Offer {
        /// The programme's place in the order of the policy.
        var programme: Int32
        var register: BlockProgram.Register
    }

    fileprivate init(
        _ gates: SummaryGates.Offers, _ plan: DayPlan, _ layout: CaseBlockLayout, _ program: inout BlockProgram
    ) {
        placeCount = gates.byPlace.count
        for fact in gates.facts {
            guard let column = layout.first(fact) else { continue }
            located.append((layout.read(column), program.register(plan.day.applies[fact])))
        }
        for place in gates.byPlace {
            starts.append(offers.count)
            for (programme, gate) in place {
                offers.append(Offer(programme: Int32(programme), register: program.register(gate)))
            }
        }
        starts.append(offers.count)
    }
}
