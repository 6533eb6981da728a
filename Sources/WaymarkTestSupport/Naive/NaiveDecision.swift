package import WaymarkRouting

/// A decision reduced to what the rulebook page fixes, for comparing; names only, no wording.
package struct NaiveDecision: Sendable, Hashable {
    package struct Alert: Sendable, Hashable {
        package var name: String
        package var decided: Bool

        package init(name: String, decided: Bool) {
            self.name = name
            self.decided = decided
        }
    }

    package struct Row: Sendable, Hashable {
        package var programme: String
        package var service: String?
        package var outcome: Outcome
        /// Facts, `service:<name>` and `agreement:<name>`.
        package var asks: [String] = []
        package var after: [String] = []
        package var afterUndecided: [String] = []
        package var lowPriority: [String] = []

        package init(
            programme: String, service: String?, outcome: Outcome, asks: [String] = [], after: [String] = [],
            afterUndecided: [String] = [], lowPriority: [String] = []
        ) {
            self.programme = programme
            self.service = service
            self.outcome = outcome
            self.asks = asks
            self.after = after
            self.afterUndecided = afterUndecided
            self.lowPriority = lowPriority
        }

        /// `programme`, or `programme/service`.
        package var name: String { service.map { "\(programme)/\($0)" } ?? programme }
    }

    /// No completion is left; everything else is then empty.
    package var refused = false
    package var alerts: [Alert] = []
    /// In the order of the decision.
    package var outcomes: [Row] = []
    /// ``Row/name`` of the first actionable outcome.
    package var primary: String?
    /// Names of facts, in the order of asking.
    package var questions: [String] = []

    package init() {}

    package init(
        alerts: [Alert], outcomes: [Row], primary: String?, questions: [String]
    ) {
        self.alerts = alerts
        self.outcomes = outcomes
        self.primary = primary
        self.questions = questions
    }

    /// The answer to a case that cannot be.
    package static var refusal: NaiveDecision {
        var decision = NaiveDecision()
        decision.refused = true
        return decision
    }
}

extension NaiveDecision: CustomStringConvertible {
    /// A line for each thing said, so that two decisions can be compared by eye.
    package var description: String {
        if refused { return "refused" }
        var lines = alerts.map { "alert \($0.name)\($0.decided ? "" : " (undecided)")" }
        lines += outcomes.map(\.description)
        lines.append("primary \(primary ?? "nothing")")
        lines.append("questions [\(questions.joined(separator: ", "))]")
        return lines.joined(separator: "\n")
    }
}

extension NaiveDecision.Row: CustomStringConvertible {
    package var description: String {
        var line = "\(name): \(outcome.rawValue)"
        func add(_ label: String, _ names: [String]) {
            if !names.isEmpty { line += " \(label) [\(names.joined(separator: ", "))]" }
        }
        add("asks", asks)
        add("after", after)
        add("after_undecided", afterUndecided)
        add("low_priority", lowPriority)
        return line
    }
}
