import WaymarkDocuments
import WaymarkRules

/// What a case says the decision has to be; makes the case a rule test.
public struct Expectation: Sendable {
    /// A programme, or one service of it.
    public struct Target: Sendable, Hashable {
        /// Index of the programme.
        public var programme: Int
        /// Index of the service; nil means the programme's best outcome.
        public var service: Int?

        public init(programme: Int, service: Int? = nil) {
            self.programme = programme
            self.service = service
        }
    }

    public enum Primary: Sendable, Hashable {
        /// No outcome is actionable.
        case nothing
        case target(Target)
    }

    public struct ExpectedOutcome: Sendable {
        public var target: Target
        public var outcome: Outcome
        public var span: SourceSpan

        public init(target: Target, outcome: Outcome, span: SourceSpan) {
            self.target = target
            self.outcome = outcome
            self.span = span
        }
    }

    /// The first outcome of one stands before the first of the other.
    public struct Before: Sendable {
        public var earlier: Target
        public var later: Target
        public var span: SourceSpan

        public init(earlier: Target, later: Target, span: SourceSpan) {
            self.earlier = earlier
            self.later = later
            self.span = span
        }
    }

    /// Names of criteria, bars, holds and signpost reasons that are among the reasons.
    public struct Because: Sendable {
        public var target: Target
        public var names: [String]
        public var span: SourceSpan

        public init(target: Target, names: [String], span: SourceSpan) {
            self.target = target
            self.names = names
            self.span = span
        }
    }

    public var outcomes: [ExpectedOutcome] = []
    /// What every programme not named in `outcomes` must be; `not_eligible` also accepts `unavailable`.
    public var others: Outcome?
    /// Nil: nothing is expected of it.
    public var primary: Primary?
    public var before: [Before] = []
    /// Facts that must be among the questions.
    public var asks: [FactID] = []
    /// Indices of exactly the decided alerts; nil: nothing is expected of them.
    public var alerts: [Int]?
    public var because: [Because] = []
    /// Place of `expect`.
    public var span: SourceSpan

    public init(span: SourceSpan) {
        self.span = span
    }
}
