import WaymarkRules

/// Says outcomes and their reasons in sentences.
package struct OutcomeWords {
    let rulebook: Rulebook
    let decision: Decision
    let wording: Wording
    let services: ServiceWords

    package init(_ rulebook: Rulebook, _ decision: Decision) {
        self.rulebook = rulebook
        self.decision = decision
        wording = Wording(rulebook, decision)
        services = ServiceWords(rulebook: rulebook, decision: decision, wording: wording)
    }

    /// More reasons than this are counted, not listed, in a single sentence.
    private static let reasonLimit = 4

    // MARK: - Sentences

    /// Verdict, service and the deciding reasons: "Refer to Change Grow Live Birmingham: is dependent on a Class A drug."
    func summary(_ row: DecidedOutcome) -> String {
        let reasons = Reasons(row)
        let because = because(row, reasons)
        return English.sentence(verdict(row) + (because.isEmpty ? "" : ": " + because))
    }

    /// What to do: "Refer to Change Grow Live Birmingham".
    func verdict(_ row: DecidedOutcome) -> String {
        let name = row.service.map { rulebook.services[$0].title } ?? rulebook.programmes[row.programme].title
        return switch row.outcome {
        case .refer: "Refer to " + name
        case .waitingList: "Refer to the waiting list of " + name
        case .signpost: "Give the details of \(name); nothing is sent"
        case .needInformation: row.isUndecided ? "Could not be worked out for " + name : "Cannot say yet for " + name
        case .unavailable: "Not available: " + name
        case .notEligible: "Not eligible for " + name
        }
    }

    /// The deciding reasons in one sentence, without its full stop; empty where there is nothing to say.
    func because(_ row: DecidedOutcome, _ reasons: Reasons) -> String {
        switch row.outcome {
        case .refer, .waitingList: return limited(reasons.met.map(\.criterion.says))
        case .signpost: return limited(clauses(reasons.against) + stepWords(reasons))
        case .needInformation: return openWords(row, reasons)
        case .unavailable, .notEligible:
            let words = clauses(reasons.against) + stepWords(reasons)
            let doubt =
                row.outcome == .unavailable && row.met == .unknown
                ? "; whether the person is eligible is still open" : ""
            if !words.isEmpty { return limited(words) + doubt }
            if let nobody = nobodyServes(row) { return nobody + doubt }
            if reasons.open.isEmpty { return "" }
            return "whatever the answers still to come, one of these stands in the way: "
                + limited(reasons.open.map { "“\($0.criterion.says)”" })
        }
    }

    /// The first of the reasons against, and how many there are besides.
    func firstReason(_ row: DecidedOutcome, _ reasons: Reasons) -> String {
        let steps = stepWords(reasons)
        let count = reasons.against.count + steps.count
        guard count > 1, let first = (clauses(Array(reasons.against.prefix(1))) + steps).first else {
            return because(row, reasons)
        }
        return "\(first) (and \(count - 1) more)"
    }

    /// Reasons against, each in the rule's own words; criteria that are not met in the words for that, where there are
    /// some, else together: "“is 18 or over” and “lives here” are not met". How sure a reason is, is said where it matters.
    func clauses(_ against: [TracedCriterion]) -> [String] {
        var clauses: [String] = []
        var unmet: [String] = []
        for item in against {
            let doubt = item.criterion.provenance.doubt.map { " (\($0))" } ?? ""
            switch (item.criterion.role, item.criterion.otherwise) {
            case (.criterion, nil): unmet.append("“\(item.criterion.says)”" + doubt)
            case (.criterion, let otherwise?): clauses.append(otherwise + doubt)
            default: clauses.append(item.criterion.says + doubt)
            }
        }
        if unmet.count == 1 { clauses.append(unmet[0] + " is not met") }
        if unmet.count > OutcomeWords.reasonLimit {
            let shown = unmet.prefix(OutcomeWords.reasonLimit - 1)
            unmet = shown + ["\(unmet.count - shown.count) more criteria"]
        }
        if unmet.count > 1 { clauses.append(English.list(unmet, "and") + " are not met") }
        return clauses
    }

    private func limited(_ words: [String]) -> String {
        guard words.count > OutcomeWords.reasonLimit else { return English.clauses(words) }
        let rest = words.count - OutcomeWords.reasonLimit + 1
        return English.clauses(words.prefix(OutcomeWords.reasonLimit - 1) + ["\(rest) more reasons"])
    }

    /// Steps that decide by themselves, not through a criterion that is already given as a reason.
    func stepWords(_ reasons: Reasons) -> [String] {
        reasons.steps.filter { $0.step.criteria.isEmpty && $0.step.passes == .no }.map { says($0.step, of: $0.service) }
    }

    /// A step as a clause about its service.
    func says(_ step: TracedStep, of service: Int) -> String {
        let words = services.says(step, of: service)
        switch step.kind {
        case .period where step.passes == .unknown: return words
        case .period, .place, .capacity: return "\(rulebook.services[service].title) \(words)"
        default: return words
        }
    }

    /// "nothing serves Sandwell on 1 March 2023"; nil where the place is not known.
    func nobodyServes(_ row: DecidedOutcome) -> String? {
        guard let trace = row.trace else { return nil }
        let programme = rulebook.programmes[row.programme]
        if !trace.isOpen { return services.notRunning(programme) }
        guard row.service == nil, row.together.isEmpty, row.outcome == .unavailable else { return nil }
        let offered = "nobody offers it on \(decision.dateInWords)"
        guard programme.location != .nothing else { return offered }
        guard let place = services.knownPlace(of: programme) else { return offered + ", wherever the person belongs" }
        return "\(offered) where the person belongs (\(place))"
    }

    // MARK: - Open outcomes

    /// What is missing and who can say: "ask about age and heroin; call Changes UK to confirm that it still runs".
    func openWords(_ row: DecidedOutcome, _ reasons: Reasons) -> String {
        var parts: [String] = []
        for (service, step) in reasons.steps where step.passes == .no {
            switch step.kind {
            case .holds:
                let holding = step.criteria.filter { $0.truth == .yes }.map(\.criterion.says)
                parts.append(English.clauses(holding) + "; a person decides")
            case .ability: parts.append(services.says(step, of: service))
            default: break
            }
        }
        var unasked: [String] = []
        var unanswered: [String] = []
        var calls: [String] = []
        for ask in row.asks {
            switch ask {
            case .fact(let fact):
                let label = English.inSentence(rulebook.vocabulary[fact].label)
                switch decision.answers[fact] {
                case .unknown: unasked.append(label)
                case .declined: unanswered.append("\(label) (the person would rather not say)")
                case .notKnown: unanswered.append("\(label) (nobody can say)")
                case .value: break
                }
            case .service(let service): calls.append(confirm(service: service))
            case .agreement(let agreement):
                calls.append("check that the agreement “\(rulebook.agreements[agreement].title)” is in force")
            }
        }
        if !unasked.isEmpty { parts.append("to ask: " + English.list(unasked, "and")) }
        if !unanswered.isEmpty {
            parts.append("asked without an answer: \(English.list(unanswered, "and")); a person decides")
        }
        parts += calls
        if row.isUndecided { parts.append("the case is too involved to be worked out; a person decides") }
        return parts.joined(separator: "; ")
    }

    private func confirm(service: Int) -> String {
        let service = rulebook.services[service]
        return "call \(service.provider) to confirm that \(service.title) runs on \(decision.dateInWords)"
    }
}
