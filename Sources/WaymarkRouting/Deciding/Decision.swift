import WaymarkRules

/// Something that an open answer depends on.
public enum Ask: Sendable, Hashable {
    case fact(FactID)
    /// Whether this service is in force; the outcome shows whom to call.
    case service(Int)
    case agreement(Int)
}

/// An alert that holds, or may.
public struct DecidedAlert: Sendable, Hashable {
    /// Index in ``RoutingPolicy/alerts``.
    public var alert: Int
    /// False where it is not known yet whether it holds.
    public var isDecided: Bool
    public var asks: [Ask]
}

/// A sequence that had a say in where an outcome stands.
public struct AppliedSequence: Sendable, Hashable {
    /// Index in ``RoutingPolicy/sequences``.
    public var sequence: Int
    /// False where it is not known whether it holds.
    public var isCertain: Bool
}

/// What a decision says of one programme, or of one service of it.
public struct DecidedOutcome: Sendable {
    public var programme: Int
    /// Nil where the programme is reported once, without a service.
    public var service: Int?
    public var outcome: Outcome
    /// It could not be finished within the stated limit.
    public var isUndecided = false
    /// What an open outcome depends on: facts in vocabulary order, then services and agreements in file order.
    public var asks: [Ask] = []
    /// Programmes that come first, for certain.
    public var after: [Int] = []
    /// Programmes that may come first.
    public var afterUndecided: [Int] = []
    /// Indices of priorities that hold.
    public var lowPriority: [Int] = []
    /// Whether the programme itself is met.
    public var met: Truth = .unknown
    /// Services that are reported together because the person's place is not known.
    public var together: [Int] = []
    /// The steps that occur.
    package var steps: Step = []
    /// Sequences that moved it or are named in `after`.
    public var sequences: [AppliedSequence] = []
    /// The complete reason; nil where none was asked for.
    public var trace: OutcomeTrace?
}

/// A fact worth asking for.
public struct Question: Sendable, Hashable {
    public var fact: FactID
    /// Programmes whose outcome depends on it, in the order of the outcomes.
    public var programmes: [Int]
    /// Alerts that depend on it.
    public var alerts: [Int]

    public init(fact: FactID, programmes: [Int], alerts: [Int]) {
        self.fact = fact
        self.programmes = programmes
        self.alerts = alerts
    }
}

/// An unknown fact for which the constraints leave a single value.
public struct SettledFact: Sendable, Hashable {
    public var fact: FactID
    public var value: FactValue
    /// Indices of the constraints that read it.
    public var constraints: [DeclarationID]
}

/// The ordered outcomes for one case under one rulebook.
public struct Decision: Sendable {
    public var caseName: String
    public var date: Day
    /// What words say in the place of the date; nil: the date. For text that is written once for many days.
    var dateMark: String?
    public var rulebookHash: String
    /// What the case said, one answer for each fact.
    public var answers: [Answer]
    /// Unknown facts that constraints settle; empty where no trace was asked for.
    public var settled: [SettledFact]
    /// Facts that certainly do not apply to this person; empty where no trace was asked for.
    public var notApplicable: [FactID]
    public var alerts: [DecidedAlert]
    public var outcomes: [DecidedOutcome]
    /// Index of the first actionable outcome.
    public var primary: Int?
    public var questions: [Question]

    /// The date as words name it.
    var dateInWords: String { dateMark ?? English.date(date) }
}
