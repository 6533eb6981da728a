import WaymarkDocuments
package import WaymarkRules

/// How much of the reason is shown.
package enum TraceDetail: String, Sendable, CaseIterable {
    /// Verdicts only.
    case none
    /// What decided.
    case short
    /// Everything that took part.
    case full
}

/// What took part in one outcome: criteria, services step by step, definitions and what moved it among the others.
package struct ReasonTree: Sendable, Hashable {
    /// Everything; else what decided.
    package var isFull: Bool
    /// Whether the programme is in its period.
    package var isOpen: Bool
    /// Whether the programme itself is met.
    package var met: Truth
    package var criteria: [Statement]
    package var services: [Statement]
    package var definitions: [Statement]
    package var sequences: [Statement]
    package var priorities: [Statement]

    /// The tree in reading order, without what moved the outcome.
    package var lines: [AccountLine] {
        [AccountLine("The programme:", depth: 0)] + criteria.lines(depth: 1) + services.lines()
            + (definitions.isEmpty ? [] : [AccountLine("What these words mean here:", depth: 0)])
            + definitions.lines(depth: 1)
    }
}

/// Makes statements from the traces of one decision.
struct StatementMaker {
    let words: OutcomeWords
    /// Conditions are told part by part.
    let isFull: Bool
    /// Criteria and definitions are left open as holes.
    var leavesHoles = false

    private var rulebook: Rulebook { words.rulebook }

    // MARK: - Trees

    /// Nil for an outcome without a trace.
    func tree(_ row: DecidedOutcome) -> ReasonTree? {
        guard let trace = row.trace else { return nil }
        let reasons = Reasons(row)
        func shown(_ items: [TracedCriterion]) -> [Statement] {
            items.filter { isFull || reasons.decide($0) }.map { criterion($0, trace.definitions) }
        }
        let services = trace.services.map { traced in
            let declared = rulebook.services[traced.service]
            var statement = Statement(
                subject: .service(name: declared.name, title: declared.title), provenance: declared.provenance,
                place: rulebook.place(declared.span))
            statement.parts = traced.steps.filter { isFull || reasons.decide($0.kind, of: traced.service) }.map {
                var passed = step($0, of: traced.service)
                passed.parts = shown($0.criteria)
                return passed
            }
            return statement
        }
        return ReasonTree(
            isFull: isFull, isOpen: trace.isOpen, met: row.met, criteria: shown(trace.criteria), services: services,
            definitions: isFull ? trace.definitions.map { definition($0) } : [], sequences: row.sequences.map(sequence),
            priorities: row.lowPriority.map(priority))
    }

    /// What decided an outcome, most telling first; of steps those that no criterion speaks for.
    func why(_ row: DecidedOutcome, _ reasons: Reasons) -> [Statement] {
        let steps = reasons.steps.filter {
            $0.step.criteria.isEmpty && ($0.step.passes == .unknown || row.outcome == .signpost)
        }
        return (reasons.met + reasons.against + reasons.open).map { criterion($0, row.trace?.definitions ?? []) }
            + steps.map { service, traced in
                var statement = step(traced, of: service)
                switch traced.kind {
                case .period, .place, .capacity:
                    statement.provenance = rulebook.services[service].provenance
                    statement.place = rulebook.place(rulebook.services[service].span)
                default: break
                }
                // Here no service stands above it.
                statement.subject = .step(traced.kind, says: words.says(traced, of: service), agreement: nil)
                return statement
            }
    }

    // MARK: - Reasons

    /// - Parameter definitions: at least those that it reads, and all that these read.
    func criterion(_ item: TracedCriterion, _ definitions: [TracedDefinition]) -> Statement {
        if leavesHoles { return Statement(subject: .hole(.criterion(item.number))) }
        let criterion = item.criterion
        let instead = item.isAgainst ? criterion.suggest : nil
        let rule = Statement.Rule(
            role: criterion.role, name: criterion.name, isOfService: item.isOfService, says: criterion.says,
            otherwise: criterion.otherwise, suggest: criterion.suggest,
            insteadTitle: instead.flatMap { name in rulebook.programmes.first { $0.name == name }?.title })
        var statement = Statement(
            subject: .criterion(rule), truth: item.truth, provenance: criterion.provenance, clause: criterion.clause,
            place: rulebook.place(criterion.span))
        if let needed = item.change(definitions) { statement.parts.append(change(needed)) }
        if isFull { statement.parts.append(condition(item.condition)) }
        return statement
    }

    func definition(_ traced: TracedDefinition) -> Statement {
        if leavesHoles { return Statement(subject: .hole(.definition(traced.definition))) }
        let declared = rulebook.rules.definitions[traced.definition]
        let span = declared.version(on: words.decision.date)?.span ?? declared.span
        return Statement(
            subject: .definition(name: declared.name, says: words.says(definition: traced.definition)),
            truth: traced.truth, provenance: declared.provenance, place: rulebook.place(span),
            parts: traced.condition.map { [condition($0)] } ?? [])
    }

    /// A step without its criteria. The agreement's says where it comes from; others come from their service.
    private func step(_ step: TracedStep, of number: Int) -> Statement {
        let service = rulebook.services[number]
        var (agreement, provenance, span): (String?, Provenance, SourceSpan) = (nil, service.provenance, service.span)
        if case .agreement(let index) = service.agreement {
            let declared = rulebook.agreements[index]
            (agreement, provenance, span) = (declared.name, declared.provenance, declared.span)
        }
        let says = words.services.says(step, of: number)
        guard step.kind == .agreement else {
            return Statement(subject: .step(step.kind, says: says, agreement: nil), truth: step.passes)
        }
        return Statement(
            subject: .step(step.kind, says: says, agreement: agreement), truth: step.passes, provenance: provenance,
            place: rulebook.place(span))
    }

    func sequence(_ applied: AppliedSequence) -> Statement {
        let sequence = rulebook.policy.sequences[applied.sequence]
        return Statement(
            subject: .sequence(
                name: sequence.name, says: sequence.says, first: rulebook.programmes[sequence.first].name,
                isCertain: applied.isCertain),
            provenance: sequence.provenance, place: rulebook.place(sequence.span))
    }

    func priority(_ index: Int) -> Statement {
        let priority = rulebook.policy.lowPriority[index]
        return Statement(
            subject: .priority(name: priority.name, says: priority.says), provenance: priority.provenance,
            place: rulebook.place(priority.span))
    }

    // MARK: - Parts of rules

    private func condition(_ traced: TracedCondition) -> Statement {
        let subject: Statement.Subject =
            switch traced.condition.kind {
            case .all: .group(.all)
            case .any: .group(.any)
            case .none: .group(.none)
            case .atLeast(let count, _): .group(.atLeast(count))
            case .fact(let id, let test): .test(fact(id), asked: words.wording.test(test, of: id))
            case .definition(let id, let isYes): .test(definition(id), asked: isYes ? "yes" : "no")
            case .decisionDate(let test): .test(date, asked: words.wording.dateTest(test))
            }
        return Statement(
            subject: subject, truth: traced.truth, place: rulebook.place(traced.condition.span),
            parts: traced.parts.map(condition))
    }

    private func change(_ needed: Change) -> Statement {
        switch needed {
        case .fact(let id, let test, let holds, let truth, let span):
            let requirement = words.wording.requirement(test, of: id, holds: holds)
            return Statement(
                subject: .change(fact(id), requirement: requirement), truth: truth, place: rulebook.place(span))
        case .decisionDate(let test, let holds, let span):
            let requirement = (holds ? "be " : "not be ") + words.wording.dateTest(test)
            return Statement(subject: .change(date, requirement: requirement), place: rulebook.place(span))
        case .definition(let id, let holds, let truth, let span):
            return Statement(
                subject: .change(definition(id), requirement: holds ? "be yes" : "be no"), truth: truth,
                place: rulebook.place(span))
        case .every(let parts): return Statement(subject: .group(.every), parts: parts.map(change))
        case .some(let count, let parts): return Statement(subject: .group(.some(count)), parts: parts.map(change))
        }
    }

    private func fact(_ id: FactID) -> Statement.Reading {
        .fact(
            name: rulebook.vocabulary[id].name, label: rulebook.vocabulary[id].label,
            value: words.wording.value(of: id))
    }

    private func definition(_ id: DeclarationID) -> Statement.Reading {
        .definition(name: rulebook.rules.definitions[id].name, says: words.says(definition: id))
    }

    private var date: Statement.Reading { .date(words.decision.dateInWords) }
}
