package import WaymarkRouting
package import WaymarkRules

/// Makes up people for a rulebook's vocabulary: everything is known of them, nothing breaks a constraint, and what a
/// share table knows occurs as often as it says.
///
/// A person depends on the seed and the person's number alone, and each fact on these and its own name: the same fact
/// has the same value under another rulebook, and people can be made in any order and number.
package struct PersonGenerator: Sendable {
    package let vocabulary: Vocabulary
    package let day: Day
    private let random: SeededRandom
    private let onlyPopulation: Int?
    private let unknownPercent: Int
    private let sampler: ShareSampler
    private let grid: Grid
    private let circuit: Circuit
    private let gateCount: Int
    private let applies: [Gate]
    private let kept: [Gate]
    /// For each constraint, the facts it reads.
    private let factsOfConstraint: [[FactID]]
    /// For each fact, those that decide whether it applies.
    private let deciders: [[FactID]]
    /// For each fact, where its cells stand: those that rules read as in the grid, then the others.
    private let slots: [Int?]
    private let slotCount: Int
    private let names: [UInt64]

    /// - Parameters:
    ///   - rulebook: whose facts, `only_when` conditions and constraints are kept to.
    ///   - seed: other people for another seed.
    ///   - day: the decision date of all people; dates count back from it.
    ///   - unknownPercent: how many of a hundred facts are left open: eight in ten of them missing, one declined, one
    ///     not known. 0: everything is known.
    ///   - population: everybody belongs to this group; nil: the groups are mixed as in a year's caseload.
    package init(
        _ rulebook: Rulebook, seed: UInt64, on day: Day, unknownPercent: Int = 0, population: Population? = nil,
        table: ShareTable = .westMidlands
    ) {
        vocabulary = rulebook.vocabulary
        self.day = day
        self.unknownPercent = unknownPercent
        random = SeededRandom(seed: seed)
        onlyPopulation = population.flatMap { Population.allCases.firstIndex(of: $0) }
        sampler = ShareSampler(table, vocabulary: rulebook.vocabulary)
        grid = rulebook.plan.grid
        let rules = DayRules(rulebook.rules, order: rulebook.plan.order, grid: rulebook.plan.grid, day: day)
        let circuit = rules.circuit
        self.circuit = circuit
        gateCount = rules.sharedCount
        applies = rules.applies
        kept = rules.kept
        let grid = self.grid
        let factsRead = { (gate: Gate) in
            Set(circuit.variables(of: gate).map { grid.variables[$0].owner }.filter { $0 < grid.factCount }).sorted()
        }
        factsOfConstraint = rules.kept.map(factsRead)
        deciders = rules.applies.map(factsRead)
        var count = grid.variables.count
        slots = rulebook.vocabulary.facts.indices.map { fact in
            if let first = grid.first[fact] { return first }
            switch rulebook.vocabulary[fact].type {
            case .text: return nil
            case .severalOf:
                defer { count += rulebook.vocabulary[fact].options.count }
                return count
            case .yesNo, .oneOf, .wholeNumber, .date:
                defer { count += 1 }
                return count
            }
        }
        slotCount = count
        names = rulebook.vocabulary.facts.map { SeededRandom.number(of: $0.name) }
    }

    /// The group of a person.
    package func population(of index: Int) -> Population {
        Population.allCases[group(random.at(UInt64(bitPattern: Int64(index))))]
    }

    /// `P000000001` for the person with number 0.
    package func name(of index: Int) -> String {
        let digits = String(index + 1)
        return "P" + String(repeating: "0", count: max(0, 9 - digits.utf8.count)) + digits
    }

    /// The person with this number, from 0.
    package func person(_ index: Int) -> Case {
        var draft = Draft(self)
        make(index, &draft)
        var answers = [Answer](repeating: .unknown, count: vocabulary.facts.count)
        for fact in answers.indices { answers[fact] = answer(fact, draft) }
        return Case(name: name(of: index), decisionDate: day, answers: answers)
    }

    // MARK: - Drawing

    /// Room for one person, used again for the next.
    struct Draft {
        enum State: UInt8 { case known, unknown, declined, notKnown, notApplicable }

        var drawn: [Int]
        var cells: [Int32]
        var truths: [Bool]
        var states: [State]

        init(_ generator: PersonGenerator) {
            drawn = Array(repeating: 0, count: generator.sampler.entryCount)
            cells = Array(repeating: 0, count: generator.slotCount)
            truths = Array(repeating: false, count: generator.gateCount)
            states = Array(repeating: .known, count: generator.vocabulary.facts.count)
        }
    }

    private func group(_ person: SeededRandom) -> Int {
        onlyPopulation ?? sampler.population(person)
    }

    func make(_ index: Int, _ draft: inout Draft) {
        let person = random.at(UInt64(bitPattern: Int64(index)))
        let population = group(person)
        sampler.draw(person, population: population, into: &draft.drawn)
        for fact in vocabulary.facts.indices { place(fact, person, &draft) }
        evaluate(&draft)
        let isPossible = mend(person, population, &draft)
        for fact in vocabulary.facts.indices {
            draft.states[fact] = isPossible ? state(fact, person, draft) : .unknown
        }
        if unknownPercent > 0 { hideWhatHangsOnTheHidden(&draft) }
    }

    /// Writes a fact's value into its cells: what the table drew, or else one of its values, each as often as the next.
    private func place(_ fact: FactID, _ person: SeededRandom, _ draft: inout Draft) {
        guard let slot = slots[fact] else { return }
        guard let entry = sampler.entryOfFact[fact] else { return placePlain(fact, slot, person, &draft) }
        let value = draft.drawn[entry]
        switch vocabulary[fact].type {
        case .yesNo: draft.cells[slot] = Int32(value)
        case .oneOf: draft.cells[slot] = Int32(sampler.option(entry, value))
        case .wholeNumber(let range): placeNumber(value, range, fact, slot, &draft)
        case .date: draft.cells[slot] = max(0, day.number - Int32(value))
        case .severalOf:
            for option in vocabulary[fact].options.indices { draft.cells[slot + option] = 0 }
            sampler.options(entry, value) { draft.cells[slot + $0] = 1 }
        case .text: break
        }
    }

    private func placePlain(_ fact: FactID, _ slot: Int, _ person: SeededRandom, _ draft: inout Draft) {
        var random = person.at(names[fact])
        switch vocabulary[fact].type {
        case .yesNo: draft.cells[slot] = Int32(random.below(2))
        case .oneOf: draft.cells[slot] = Int32(random.below(vocabulary[fact].options.count))
        case .wholeNumber(let range):
            placeNumber(
                range.lowerBound + random.below(range.upperBound - range.lowerBound + 1), range, fact, slot, &draft)
        case .date: draft.cells[slot] = max(0, day.number - Int32(random.below(5 * 365)))
        case .severalOf:
            for option in vocabulary[fact].options.indices {
                draft.cells[slot + option] = random.chance(1, in: 4) ? 1 : 0
            }
        case .text: break
        }
    }

    private func placeNumber(
        _ number: Int, _ range: ClosedRange<Int>, _ fact: FactID, _ slot: Int, _ draft: inout Draft
    ) {
        let inside = min(max(number, range.lowerBound), range.upperBound)
        // A number that no rule reads may stand in any cell form; the offset keeps small ones exact.
        draft.cells[slot] =
            slot < grid.variables.count
            ? grid.cell(of: inside, fact: fact, in: range) : Int32(clamping: inside - range.lowerBound)
    }

    private func evaluate(_ draft: inout Draft) {
        for gate in 0..<gateCount {
            draft.truths[gate] = circuit.holds(Gate(gate), at: draft.cells, given: draft.truths)
        }
    }

    /// How often a fact is drawn again before the person is given up.
    private static let patience = 400

    /// Draws facts again until no constraint is broken: first as the table says, then any value of the fact.
    /// - Returns: false where that did not succeed: nothing is then said of the person.
    private func mend(_ person: SeededRandom, _ population: Int, _ draft: inout Draft) -> Bool {
        var attempt = 0
        while let broken = kept.indices.first(where: { !draft.truths[Int(kept[$0])] }) {
            attempt += 1
            let facts = factsOfConstraint[broken]
            guard attempt <= PersonGenerator.patience, !facts.isEmpty else { return false }
            var choice = person.at(UInt64(attempt) << 32)
            let fact = facts[choice.below(facts.count)]
            let again = person.at(choice.next())
            if let entry = sampler.entryOfFact[fact], attempt <= PersonGenerator.patience / 4 {
                draft.drawn[entry] = sampler.draw(entry, again, population: population, draft.drawn)
                place(fact, again, &draft)
            } else if let slot = slots[fact] {
                placePlain(fact, slot, again, &draft)
            }
            evaluate(&draft)
        }
        return true
    }

    // MARK: - What is said of a person

    private func state(_ fact: FactID, _ person: SeededRandom, _ draft: Draft) -> Draft.State {
        guard let slot = slots[fact] else { return .unknown }
        if !draft.truths[Int(applies[fact])] { return .notApplicable }
        if draft.cells[slot] == ShareSampler.declined { return .declined }
        if draft.cells[slot] == ShareSampler.notKnown { return .notKnown }
        guard unknownPercent > 0 else { return .known }
        var random = person.at(names[fact] ^ 0x5EED_0F_D0_0B_75)
        guard random.chance(unknownPercent, in: 100) else { return .known }
        switch random.below(10) {
        case 0:
            // To decline consent is to say no, which only those say who would not give it.
            let saysNo = draft.cells[slot] == 0
            return vocabulary[fact].countsDeclinedAsNo && !saysNo ? .unknown : .declined
        case 1: return .notKnown
        default: return .unknown
        }
    }

    /// Nobody asks a question whose condition is open.
    private func hideWhatHangsOnTheHidden(_ draft: inout Draft) {
        for fact in deciders.indices where draft.states[fact] == .known {
            let isOpen = deciders[fact].contains { other in
                switch draft.states[other] {
                case .unknown, .notKnown: true
                case .declined: !vocabulary[other].countsDeclinedAsNo
                case .known, .notApplicable: false
                }
            }
            if isOpen { draft.states[fact] = .unknown }
        }
    }

    /// What is said of a fact.
    func answer(_ fact: FactID, _ draft: Draft) -> Answer {
        switch draft.states[fact] {
        case .unknown, .notApplicable: return .unknown
        case .declined: return .declined
        case .notKnown: return .notKnown
        case .known: return value(fact, draft).map(Answer.value) ?? .unknown
        }
    }

    private func value(_ fact: FactID, _ draft: Draft) -> FactValue? {
        guard let slot = slots[fact] else { return nil }
        switch vocabulary[fact].type {
        case .yesNo: return .yesNo(draft.cells[slot] == 1)
        case .oneOf: return .option(Int(draft.cells[slot]))
        case .wholeNumber: return number(fact, draft).map(FactValue.number)
        case .date: return .date(Day(number: draft.cells[slot]))
        case .severalOf:
            return .options(vocabulary[fact].options.indices.filter { draft.cells[slot + $0] == 1 })
        case .text: return nil
        }
    }

    /// The number in a whole-number fact's cell.
    func number(_ fact: FactID, _ draft: Draft) -> Int? {
        guard let slot = slots[fact], case .wholeNumber(let range) = vocabulary[fact].type else { return nil }
        return slot < grid.variables.count
            ? grid.number(in: draft.cells[slot], fact: fact, in: range) : range.lowerBound + Int(draft.cells[slot])
    }

    /// The first cell of a fact.
    func slot(of fact: FactID) -> Int? { slots[fact] }
}
