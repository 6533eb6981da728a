import WaymarkRules

/// What summaries need of a rulebook on one day, ready to be evaluated over blocks of people. Immutable: threads share it.
struct DaySummary: Sendable {
    typealias Register = BlockProgram.Register

    /// For people of whom everything is known that the rules read.
    struct Complete: Sendable {
        var program: BlockProgram
        var actionable: [Register] = []
        var sequences: [(index: Int, register: Register)] = []
        var isPossible: Register = 1
        var conditional: [(column: Int, applies: Register)] = []
        /// Facts whose value has to be known.
        var facts: [FactID] = []
    }

    /// For people of whom something may be unknown.
    struct Partial: Sendable {
        var program: BlockProgram
        var actionable: [Register] = []
        var sequences: [(index: Int, register: Register)] = []
        var isPossible: Register = 1
        var conditional: [(column: Int, applies: Register)] = []
        var places: [(columns: [Int], register: Register)] = []
    }

    /// Nil where something is read that no case can say.
    let complete: Complete?
    let partial: Partial

    init(_ plan: DayPlan, layout: CellLayout) {
        let wide = SummaryGates(plan, isComplete: false)
        let narrow = SummaryGates(plan, isComplete: true)
        partial = DaySummary.partial(wide, plan, layout)
        complete = DaySummary.complete(narrow, wide.places.flatMap(\.facts), plan, layout)
    }

    private static func partial(_ gates: SummaryGates, _ plan: DayPlan, _ layout: CellLayout) -> Partial {
        var program = BlockProgram(plan.day, layout: layout)
        var result = Partial(program: program)
        result.actionable = gates.actionable.map { program.register($0) }
        result.sequences = gates.sequences.map { ($0.index, program.register($0.gate)) }
        result.isPossible = program.register(gates.isPossible)
        result.conditional = gates.conditional.compactMap { item in
            layout.first(item.fact).map { (layout.read($0), program.register(item.applies)) }
        }
        result.places = gates.places.map { place in
            (place.facts.compactMap { layout.first($0) }, program.register(place.gate))
        }
        program.finish()
        result.program = program
        return result
    }

    private static func complete(
        _ gates: SummaryGates, _ located: [FactID], _ plan: DayPlan, _ layout: CellLayout
    ) -> Complete? {
        var program = BlockProgram(plan.day, layout: layout)
        var result = Complete(program: program)
        result.actionable = gates.actionable.map { program.register($0) }
        result.sequences = gates.sequences.map { ($0.index, program.register($0.gate)) }
        result.isPossible = program.register(gates.isPossible)
        result.conditional = gates.conditional.compactMap { item in
            layout.first(item.fact).map { (layout.read($0), program.register(item.applies)) }
        }
        program.finish()
        if program.readsOpen { return nil }
        result.program = program
        let columns = Set(program.columns)
        let read = layout.facts.indices.filter { fact in !columns.isDisjoint(with: layout.facts[fact]) }
        result.facts = Set(read + located).sorted()
        return result
    }
}
