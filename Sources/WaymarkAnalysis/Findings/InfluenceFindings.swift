import WaymarkRouting
import WaymarkRules

/// What protected characteristics decide, and proofs that facts which must not count against a person do not.
struct InfluenceFindings {
    private let sweep: DaySweep
    private let last: Day
    private(set) var findings: [Finding] = []
    private(set) var undecided: [RulePart] = []

    private var rulebook: Rulebook { sweep.days.rulebook }

    /// Facts that are looked at whether marked or not: sex or gender and age are protected by the Equality Act 2010 s4.
    private static let always = ["gender", "age_years"]
    /// A drug test only steers support and never counts against a person (S4 ¶25): the fact, and its value that says
    /// nothing was found.
    private static let drugTest = (fact: "drug_test_result", nothing: "negative")

    /// Days that are looked at for one programme.
    private static let dayLimit = 40

    init(_ sweep: DaySweep, until last: Day) {
        self.sweep = sweep
        self.last = last
    }

    mutating func run() {
        for (id, fact) in rulebook.vocabulary.facts.enumerated() {
            if fact.isAuditOnly {
                findings.append(Finding(.harmless(id, .notRead), .note))
            } else if fact.isProtected || InfluenceFindings.always.contains(fact.name) {
                influence(of: id)
            }
        }
        drugTest()
    }

    // MARK: - Influence

    private mutating func influence(of fact: FactID) {
        let before = findings.count
        var isOpen = false
        for programme in rulebook.policy.order {
            switch influence(of: fact, on: programme) {
            case .some(let finding): if let finding { findings.append(finding) }
            case .none:
                isOpen = true
                undecided.append(.fact(fact))
            }
        }
        if !isOpen, findings.count == before { findings.append(Finding(.harmless(fact, .changesNothing), .note)) }
    }

    /// What a fact decides about a programme today, or else on the nearest day in sight. Nil: not decided.
    private func influence(of fact: FactID, on programme: Int) -> Finding?? {
        let dates = sweep.days(of: programme, within: Period(from: sweep.today, until: last))
        var isOpen = dates.count > InfluenceFindings.dayLimit
        for date in dates.prefix(InfluenceFindings.dayLimit) {
            if sweep.days.work.isExhausted { return .none }
            let day = sweep.days[date]
            guard day.plan.isOpen[programme] else { continue }
            var shown: (influence: Influence, people: [FoundPerson])?
            for service in rulebook.plan.serviceIndex[programme].all {
                guard rulebook.services[service].period.inForce(on: date) != .no else { continue }
                let reading = lines(reading: fact, programme, service, day)
                let open = reading.filter { shown?.influence.lines.contains($0.line) != true }
                // Once a pair is shown, other services can only add lines.
                if shown != nil, open.isEmpty { continue }
                let question = InfluenceQuestion(day: day, fact: fact, service: service)
                guard let coded = try? question.coded() else {
                    isOpen = true
                    continue
                }
                guard coded != .impossible, reads(fact, coded, day) else { continue }
                if shown != nil {
                    let more = open.filter { (try? question.hasPair(coded, differingIn: $0.gate)) == true }
                    shown?.influence.lines += more.map(\.line)
                    continue
                }
                switch question.pair(coded) {
                case .none: continue
                case .notDecided: isOpen = true
                case .pair(let pair):
                    let (lines, example) = through(reading, question, coded)
                    shown = self.shown(fact, programme, service, example ?? pair, day)
                    shown?.influence.lines = lines
                }
            }
            if let shown {
                let lines = shown.influence.lines
                let isStated = !lines.isEmpty && lines.allSatisfy { rulebook.isStated($0) }
                return Finding(.influence(shown.influence), isStated ? .note : .warning, people: shown.people)
            }
        }
        return isOpen ? .none : .some(nil)
    }

    private func reads(_ fact: FactID, _ diagram: Diagram, _ day: DayQuestions) -> Bool {
        day.diagrams.support(diagram).contains { day.day.grid.variables[$0].owner == fact }
    }

    /// The lines of a programme and a service that read a fact on a day.
    private func lines(
        reading fact: FactID, _ programme: Int, _ service: Int, _ day: DayQuestions
    ) -> [(line: RuleLine, gate: Gate)] {
        var found: [(line: RuleLine, gate: Gate)] = []
        for owner in [LinePlace.Owner.programme(programme), .service(service)] {
            for (index, line) in LineQuestions(day: day).criteria(of: owner).enumerated()
            where line.period.contains(day.date) {
                let gate = day.day.gate(line.when)
                let variables = day.day.circuit.variables(of: gate)
                guard variables.contains(where: { day.day.grid.variables[$0].owner == fact }) else { continue }
                found.append((rulebook.line(at: LinePlace(owner: owner, index: index)), gate))
            }
        }
        return found
    }

    /// Those of the lines through which the fact makes the difference, with a pair for the first.
    private func through(
        _ reading: [(line: RuleLine, gate: Gate)], _ question: InfluenceQuestion, _ coded: Diagram
    ) -> ([RuleLine], InfluenceQuestion.Pair?) {
        var lines: [RuleLine] = []
        var example: InfluenceQuestion.Pair?
        for (line, gate) in reading {
            if example != nil {
                if (try? question.hasPair(coded, differingIn: gate)) == true { lines.append(line) }
            } else if case .pair(let pair) = question.pair(coded, differingIn: gate) {
                lines.append(line)
                example = pair
            }
        }
        return (lines, example)
    }

    private func shown(
        _ fact: FactID, _ programme: Int, _ service: Int, _ pair: InfluenceQuestion.Pair, _ day: DayQuestions,
        isHarm: Bool = false
    ) -> (influence: Influence, people: [FoundPerson]) {
        let people = pair.points.map { point in
            var found = day.found(point, telling: pair.group, name: rulebook.vocabulary[fact].name)
            found.facts = Set(found.facts + [fact]).filter { found.person.answers[$0] != .unknown }.sorted()
            return found
        }
        let influence = Influence(
            fact: fact, programme: programme, service: service, outcomes: pair.outcomes, lines: [], isHarm: isHarm)
        return (influence, people)
    }

    // MARK: - Drug tests

    private mutating func drugTest() {
        guard let fact = rulebook.vocabulary[InfluenceFindings.drugTest.fact],
            let nothing = rulebook.vocabulary[fact].optionIndex[InfluenceFindings.drugTest.nothing],
            rulebook.vocabulary[fact].type == .oneOf
        else { return }
        let others = rulebook.vocabulary[fact].options.indices.filter { $0 != nothing }.map(Int32.init)
        var isOpen = false
        var isHarmful = false
        for programme in rulebook.policy.order {
            switch harm(of: fact, on: programme, good: Int32(nothing), bad: others) {
            case .some(let finding):
                if let finding {
                    findings.append(finding)
                    isHarmful = true
                }
            case .none: isOpen = true
            }
        }
        if isOpen { undecided.append(.fact(fact)) }
        if !isOpen, !isHarmful { findings.append(Finding(.harmless(fact, .neverAgainst), .note)) }
    }

    private func harm(of fact: FactID, on programme: Int, good: Int32, bad: [Int32]) -> Finding?? {
        let dates = sweep.days(of: programme, within: Period(from: sweep.today, until: last))
        var isOpen = dates.count > InfluenceFindings.dayLimit
        for date in dates.prefix(InfluenceFindings.dayLimit) {
            if sweep.days.work.isExhausted { return .none }
            let day = sweep.days[date]
            guard day.plan.isOpen[programme] else { continue }
            for service in rulebook.plan.serviceIndex[programme].all {
                guard rulebook.services[service].period.inForce(on: date) != .no else { continue }
                let question = InfluenceQuestion(day: day, fact: fact, service: service)
                guard let coded = try? question.coded() else {
                    isOpen = true
                    continue
                }
                guard coded != .impossible, reads(fact, coded, day) else { continue }
                switch question.harm(coded, good: good, bad: bad) {
                case .none: continue
                case .notDecided: isOpen = true
                case .pair(let pair):
                    var shown = shown(fact, programme, service, pair, day, isHarm: true)
                    shown.influence.lines = through(lines(reading: fact, programme, service, day), question, coded).0
                    return Finding(.influence(shown.influence), .problem, people: shown.people)
                }
            }
        }
        return isOpen ? .none : .some(nil)
    }
}

extension Rulebook {
    /// Whether a source states a line, or another source gives it.
    func isStated(_ line: RuleLine) -> Bool {
        let criteria =
            line.service.map { services[$0].criteria } ?? line.programmes.first.map { programmes[$0].criteria } ?? []
        let basis = criteria.first { $0.span == line.span }?.provenance.basis
        return basis == .stated || basis == .external
    }
}
