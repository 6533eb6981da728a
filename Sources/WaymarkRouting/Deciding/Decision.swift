package import WaymarkRules

/// Something that an open answer depends on.
package enum Ask: Sendable, Hashable {
    case fact(FactID)
    /// Whether this service is in force; the outcome shows whom to call.
    case service(Int)
    case agreement(Int)
}

/// An alert that holds, or may.
package struct DecidedAlert: Sendable, Hashable {
    /// Index in ``RoutingPolicy/alerts``.
    package var alert: Int
    /// False where it is not known yet whether it holds.
    package var isDecided: Bool
    package var asks: [Ask]
}

/// A sequence that had a say in where an outcome stands.
package struct AppliedSequence: Sendable, Hashable {
    /// Index in ``RoutingPolicy/sequences``.
    package var sequence: Int
    /// False where it is not known whether it holds.
    package var isCertain: Bool

    package init(sequence: Int, isCertain: Bool) {
        self.sequence = sequence
        self.isCertain = isCertain
    }
}

/// What a decision says of one programme, or of one service of it.
package struct DecidedOutcome: Sendable {
    package var programme: Int
    /// Nil where the programme is reported once, without a service.
    package var service: Int?
    package var outcome: Outcome
    /// It could not be finished within the stated limit.
    package var isUndecided = false
    /// What an open outcome depends on: facts in vocabulary order, then services and agreements in file order.
    package var asks: [Ask] = []
    /// Programmes that come first, for certain.
    package var after: [Int] = []
    /// Programmes that may come first.
    package var afterUndecided: [Int] = []
    /// Indices of priorities that hold.
    package var lowPriority: [Int] = []
    /// Whether the programme itself is met.
    package var met: Truth = .unknown
    /// Services that are reported together because the person's place is not known.
    package var together: [Int] = []
    /// The steps that occur.
    package var steps: Step = []
    /// Sequences that moved it or are named in `after`.
    package var sequences: [AppliedSequence] = []
    /// The complete reason; nil where none was asked for.
    package var trace: OutcomeTrace?
}

/// A fact worth asking for.
package struct Question: Sendable, Hashable {
    package var fact: FactID
    /// Programmes whose outcome depends on it, in the order of the outcomes.
    package var programmes: [Int]
    /// Alerts that depend on it.
    package var alerts: [Int]

    package init(fact: FactID, programmes: [Int], alerts: [Int]) {
        self.fact = fact
        self.programmes = programmes
        self.alerts = alerts
    }
}

/// An unknown fact for which the constraints leave a single value.
package struct SettledFact: Sendable, Hashable {
    package var fact: FactID
    package var value: FactValue
    /// Indices of the constraints that read it.
    package var constraints: [DeclarationID]
}

/// The ordered outcomes for one case under one rulebook.
package struct Decision: Sendable {
    package var caseName: String
    package var date: Day
    /// What words say in the place of the date; nil: the date. For text that is written once for many days.
    package var dateMark: String?
    package var rulebookHash: String
    /// What the case said, one answer for each fact.
    package var answers: [Answer]
    /// Unknown facts that constraints settle; empty where no trace was asked for.
    package var settled: [SettledFact]
    /// Facts that certainly do not apply to this person; empty where no trace was asked for.
    package var notApplicable: [FactID]
    package var alerts: [DecidedAlert]
    package var outcomes: [DecidedOutcome]
    /// Index of the first actionable outcome.
    package var primary: Int?
    package var questions: [Question]

    /// Programmes with an actionable outcome, in order, each once.
    package var actionable: [Int] {
        var programmes: [Int] = []
        for row in outcomes where row.outcome.isActionable && !programmes.contains(row.programme) {
            programmes.append(row.programme)
        }
        return programmes
    }
}
