package import WaymarkDocuments
package import WaymarkRules

/// What a case says the decision has to be; makes the case a rule test.
package struct Expectation: Sendable {
    /// A programme, or one service of it.
    package struct Target: Sendable, Hashable {
        /// Index of the programme.
        package var programme: Int
        /// Index of the service; nil means the programme's best outcome.
        package var service: Int?

        package init(programme: Int, service: Int? = nil) {
            self.programme = programme
            self.service = service
        }
    }

    package enum Primary: Sendable, Hashable {
        /// No outcome is actionable.
        case nothing
        case target(Target)
    }

    package struct ExpectedOutcome: Sendable {
        package var target: Target
        package var outcome: Outcome
        package var span: SourceSpan
    }

    /// The first outcome of one stands before the first of the other.
    package struct Before: Sendable {
        package var earlier: Target
        package var later: Target
        package var span: SourceSpan
    }

    /// Names of criteria, bars, holds and signpost reasons that are among the reasons.
    package struct Because: Sendable {
        package var target: Target
        package var names: [String]
        package var span: SourceSpan
    }

    package var outcomes: [ExpectedOutcome] = []
    /// What every programme not named in `outcomes` must be; `not_eligible` also accepts `unavailable`.
    package var others: Outcome?
    /// Nil: nothing is expected of it.
    package var primary: Primary?
    package var before: [Before] = []
    /// Facts that must be among the questions.
    package var asks: [FactID] = []
    /// Indices of exactly the decided alerts; nil: nothing is expected of them.
    package var alerts: [Int]?
    package var because: [Because] = []
    /// Place of `expect`.
    package var span: SourceSpan

    package init(span: SourceSpan) {
        self.span = span
    }
}
