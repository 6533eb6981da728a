import WaymarkRules

/// What decided one outcome, picked from its trace.
struct Reasons {
    /// Criteria that hold, where they are the reason.
    var met: [TracedCriterion] = []
    /// Criteria that do not hold; bars, holds and signpost reasons that do.
    var against: [TracedCriterion] = []
    /// Those still undecided, where they matter.
    var open: [TracedCriterion] = []
    /// Steps of services that are not passed.
    var steps: [(service: Int, step: TracedStep)] = []

    init(_ row: DecidedOutcome) {
        guard let trace = row.trace else { return }
        let criteria = trace.criteria + trace.services.flatMap { $0.steps.flatMap(\.criteria) }
        // Services reported together may share a hold or signpost reason of the programme.
        var seen: Set<String> = []
        for item in criteria where item.isOfService || seen.insert(item.criterion.name).inserted {
            if item.isAgainst {
                against.append(item)
            } else if item.truth == .unknown {
                open.append(item)
            } else if item.criterion.role == .criterion {
                met.append(item)
            }
        }
        steps = trace.services.flatMap { service in
            service.steps.filter { $0.passes != .yes }.map { (service.service, $0) }
        }
        switch row.outcome {
        case .refer, .waitingList, .signpost:
            open = []
            keepDecidingSteps()
        case .needInformation:
            // What is met already is no reason for an open answer.
            met = []
        case .unavailable, .notEligible:
            met = []
            if !against.isEmpty || steps.contains(where: { $0.step.passes == .no }) { open = [] }
            keepDecidingSteps()
        }
    }

    /// Of a decided outcome the steps that certainly are not passed, if there are any.
    private mutating func keepDecidingSteps() {
        let certain = steps.filter { $0.step.passes == .no }
        if !certain.isEmpty { steps = certain }
    }
}

extension DecidedOutcome {
    /// Names of the criteria that do not hold and of the bars, holds and signpost reasons that do; for an open outcome
    /// also of those still undecided. Needs the trace.
    package var reasonNames: [String] {
        let reasons = Reasons(self)
        let open = outcome == .needInformation ? reasons.open : []
        return (reasons.against + open).map(\.criterion.name)
    }
}

extension Reasons {
    /// Whether this is among what decided.
    func decide(_ item: TracedCriterion) -> Bool {
        func isSame(_ other: TracedCriterion) -> Bool { other.criterion.span == item.criterion.span }
        switch item.truth {
        case .unknown: return open.contains(where: isSame)
        case .yes where item.criterion.role == .criterion: return met.contains(where: isSame)
        default: return item.isAgainst && against.contains(where: isSame)
        }
    }
}
