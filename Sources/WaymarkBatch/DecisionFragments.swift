import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// The fragments of decisions under one plan: outcomes with holes for their criteria and definitions and for the date, and what
/// fills the holes.
/// Each is written out by ``DecisionJSON`` once and found again by all that its words depend on.
final class DecisionFragments {
    let plan: DayPlan
    private let rulebook: Rulebook
    private let json: DecisionJSON
    private let codes: AnswerCodes
    private let detail: TraceDetail

    /// A stretch of text and the hole behind it.
    private struct Segment {
        var start: Int
        var length: Int
        var hole: Hole?
    }

    private var keys = InternedKeys()
    /// For each key the segments of its fragment.
    private var segmentsOfFragment: [Range<Int>] = []
    private var segments: [Segment] = []
    private let text = OutputBuffer(capacity: 1 << 16)
    /// Keys are made in here, one after the other.
    private var keyRoom: [UInt64] = []
    private var writer = JSONWriter()

    private var criteria: [CriterionDependencies?] = []
    private var definitions: [ConditionDependencies?]
    private var gatesOfProgramme: [[Gate]?]
    private var gatesOfStep: [Int: [[Gate]]] = [:]
    private let consents: [FactID]

    /// What fills the holes in this case, as far as it was asked for; each belongs to the case with the number beside it.
    private var criterionFragments: [(fragment: Int, turn: Int)] = []
    private var definitionFragments: [(fragment: Int, turn: Int)]
    private var turn = 0
    private var date: Day
    private var dateWords: [UInt8]

    /// Room taken, in bytes.
    var size: Int {
        text.count + keys.size + segments.count * MemoryLayout<Segment>.stride
            + segmentsOfFragment.count * MemoryLayout<Range<Int>>.stride
    }

    init(_ plan: DayPlan, _ json: DecisionJSON, _ codes: AnswerCodes, detail: TraceDetail) {
        self.plan = plan
        self.json = json
        self.codes = codes
        self.detail = detail
        rulebook = plan.rulebook
        date = plan.day.day
        dateWords = Array(English.date(plan.day.day).utf8)
        definitions = Array(repeating: nil, count: rulebook.rules.definitions.count)
        definitionFragments = Array(repeating: (0, 0), count: rulebook.rules.definitions.count)
        gatesOfProgramme = Array(repeating: nil, count: rulebook.programmes.count)
        consents = plan.rulebook.consent.declared
    }

    /// Appends all outcomes of a decision without traces, as entries of an array.
    func writeOutcomes(of decision: Decision, _ run: DecisionRun, to output: OutputBuffer) {
        turn += 1
        if decision.date != date {
            date = decision.date
            dateWords = Array(English.date(decision.date).utf8)
        }
        let situation = run.situation
        var key: [UInt64] = []
        swap(&key, &keyRoom)
        for (position, row) in decision.outcomes.enumerated() {
            if position > 0 { output.append(UInt8(ascii: ",")) }
            for index in segmentsOfFragment[fragment(of: row, decision, situation, &key)] {
                let segment = segments[index]
                output.append(text.bytes + segment.start, segment.length)
                switch segment.hole {
                case nil: break
                case .date: output.append(dateWords)
                case .position: output.append(position + 1)
                case .criterion(let number): fill(with: criterion(number, decision, situation, &key), output)
                case .definition(let id): fill(with: definition(id, decision, situation, &key), output)
                }
            }
        }
        swap(&key, &keyRoom)
    }

    private func fill(with fragment: Int, _ output: OutputBuffer) {
        for index in segmentsOfFragment[fragment] {
            let segment = segments[index]
            output.append(text.bytes + segment.start, segment.length)
            if segment.hole == .date { output.append(dateWords) }
        }
    }

    // MARK: - Outcomes

    private func fragment(
        of row: DecidedOutcome, _ decision: Decision, _ situation: Situation, _ key: inout [UInt64]
    ) -> Int {
        key.removeAll(keepingCapacity: true)
        key.append(UInt64(row.programme) << 8 | UInt64((row.service ?? -1) + 1) << 36 | 1)
        appendVerdict(row, decision, &key)
        situation.appendTruths(of: gates(of: row.programme), to: &key)
        if row.met != .no {
            let services = TraceBuilder(plan: plan, situation: situation).services(of: row)
            key.append(UInt64(services.count))
            for service in services { appendSteps(of: service, situation, &key) }
            for fact in rulebook.programmes[row.programme].location.facts { key.append(codes.code(of: fact)) }
            for fact in consents { key.append(codes.code(of: fact)) }
        }
        if let known = keys.number(of: key) { return known }
        var row = row
        var builder = TraceBuilder(plan: plan, situation: situation)
        row.trace = builder.trace(of: row)
        return add(key, of: decision) { json.write(row, position: nil, OutcomeWords(rulebook, $0), to: &$1) }
    }

    /// The verdict, what it depends on, and what stands before and behind it.
    private func appendVerdict(_ row: DecidedOutcome, _ decision: Decision, _ key: inout [UInt64]) {
        let head = UInt64(row.outcome.number) << 8 | UInt64(row.met.rawValue) << 4 | (row.isUndecided ? 1 : 0)
        key.append(head)
        let start = key.count
        key.append(0)
        func list<Item>(_ bit: UInt64, _ items: [Item], _ word: (Item) -> UInt64) {
            if items.isEmpty { return }
            key[start] |= bit
            key.append(UInt64(items.count))
            for item in items { key.append(word(item)) }
        }
        list(1, row.asks) { ask in
            switch ask {
            case .fact(let fact):
                switch decision.answers[fact] {
                case .unknown: UInt64(fact) << 4
                case .declined: UInt64(fact) << 4 | 1
                case .notKnown: UInt64(fact) << 4 | 2
                case .value: UInt64(fact) << 4 | 3
                }
            case .service(let service): UInt64(service) << 4 | 4
            case .agreement(let agreement): UInt64(agreement) << 4 | 5
            }
        }
        list(2, row.after) { UInt64($0) }
        list(4, row.afterUndecided) { UInt64($0) }
        list(8, row.lowPriority) { UInt64($0) }
        list(16, row.sequences) { UInt64($0.sequence) << 1 | ($0.isCertain ? 1 : 0) }
        list(32, row.together) { UInt64($0) }
    }

    private func gates(of programme: Int) -> [Gate] {
        if let made = gatesOfProgramme[programme] { return made }
        let made = plan.conditionsOfAcceptance(.programme(programme)).map(\.condition.gate)
        gatesOfProgramme[programme] = made
        return made
    }

    private func appendSteps(of service: Int, _ situation: Situation, _ key: inout [UInt64]) {
        let steps = plan.steps(of: service)
        let gates: [[Gate]]
        if let made = gatesOfStep[service] {
            gates = made
        } else {
            gates = steps.map { $0.criteria.map(\.condition.gate) }
            gatesOfStep[service] = gates
        }
        let start = key.count
        key.append(UInt64(service) << 32)
        for index in steps.indices {
            let passes = steps[index].passes(in: situation)
            key[start] |= UInt64(passes.rawValue) << UInt64(2 * index)
            situation.appendTruths(of: gates[index], to: &key)
            if passes == .no { break }
        }
    }

    // MARK: - What fills the holes

    private func criterion(
        _ number: Int, _ decision: Decision, _ situation: Situation, _ key: inout [UInt64]
    ) -> Int {
        while number >= criteria.count {
            criteria.append(nil)
            criterionFragments.append((0, 0))
        }
        if criterionFragments[number].turn == turn { return criterionFragments[number].fragment }
        let reading: CriterionDependencies
        if let made = criteria[number] {
            reading = made
        } else {
            reading = CriterionDependencies(plan.allTemplates[number], plan)
            criteria[number] = reading
        }
        key.removeAll(keepingCapacity: true)
        key.append(UInt64(number) << 8 | 2)
        append(reading.own, situation, &key)
        // The first gate is that of the whole condition.
        if key[1] & 3 != UInt64(reading.wanted.rawValue) { append(reading.deep, situation, &key) }
        let fragment: Int
        if let known = keys.number(of: key) {
            fragment = known
        } else {
            var builder = TraceBuilder(plan: plan, situation: situation)
            let (item, definitions) = builder.alone(plan.allTemplates[number])
            fragment = add(key, of: decision) { reason($0).write(item, definitions, to: &$1) }
        }
        criterionFragments[number] = (fragment, turn)
        return fragment
    }

    private func definition(
        _ id: DeclarationID, _ decision: Decision, _ situation: Situation, _ key: inout [UInt64]
    ) -> Int {
        if definitionFragments[id].turn == turn { return definitionFragments[id].fragment }
        let reading: ConditionDependencies
        if let made = definitions[id] {
            reading = made
        } else {
            reading = ConditionDependencies(plan.definition(id), rulebook.rules)
            definitions[id] = reading
        }
        key.removeAll(keepingCapacity: true)
        key.append(UInt64(id) << 8 | 3)
        append(reading, situation, &key)
        let fragment: Int
        if let known = keys.number(of: key) {
            fragment = known
        } else {
            var builder = TraceBuilder(plan: plan, situation: situation)
            let alone = builder.alone(id)
            fragment = add(key, of: decision) { reason($0).write(alone, to: &$1) }
        }
        definitionFragments[id] = (fragment, turn)
        return fragment
    }

    private func append(_ reading: ConditionDependencies, _ situation: Situation, _ key: inout [UInt64]) {
        situation.appendTruths(of: reading.gates, to: &key)
        for fact in reading.facts { key.append(codes.code(of: fact)) }
    }

    private func reason(_ decision: Decision) -> ReasonJSON {
        ReasonJSON(rulebook: rulebook, words: OutcomeWords(rulebook, decision), isFull: detail == .full)
    }

    /// Writes a fragment with holes in the place of the decision date.
    private func add(_ key: [UInt64], of decision: Decision, _ write: (Decision, inout JSONWriter) -> Void) -> Int {
        func written(_ mark: Character) -> [UInt8] {
            var marked = decision
            marked.dateMark = String(mark)
            writer.removeAll()
            write(marked, &writer)
            return writer.bytes
        }
        let bytes = written("~")
        if !bytes.contains(UInt8(ascii: "~")) { return add(bytes, key) }
        // The mark may be the rulebook's own text: the date stands where a second mark makes a difference.
        let other = written("^")
        var marked: [UInt8] = []
        for (byte, twin) in zip(bytes, other) {
            if byte == twin { marked.append(byte) } else { marked.append(contentsOf: Hole.date.mark.utf8) }
        }
        return add(marked, key)
    }

    private func add(_ bytes: [UInt8], _ key: [UInt64]) -> Int {
        let first = segments.count
        for (part, hole) in Hole.split(bytes) {
            segments.append(Segment(start: text.count, length: part.count, hole: hole))
            text.append(part)
        }
        keys.add(key)
        segmentsOfFragment.append(first..<segments.count)
        return segmentsOfFragment.count - 1
    }
}

extension Outcome {
    fileprivate var number: Int {
        switch self {
        case .refer: 0
        case .waitingList: 1
        case .signpost: 2
        case .needInformation: 3
        case .unavailable: 4
        case .notEligible: 5
        }
    }
}
