package import WaymarkRouting
package import WaymarkRules

/// A conversation so far: what is known and in which order it was said. A value; an ``Interviewer`` carries it on.
package struct Interview: Sendable {
    /// One answer, and what was known of the fact before it.
    package struct Reply: Sendable, Hashable {
        package var fact: FactID
        package var answer: Answer
        var before: Answer
    }

    package let name: String
    package let date: Day
    /// One for each fact of the vocabulary.
    public internal(set) var answers: [Answer]
    /// In the order given; each fact once.
    public internal(set) var replies: [Reply] = []

    init(_ given: Case, on day: Day) {
        name = given.name
        date = given.decisionDate ?? day
        answers = given.answers
    }

    /// What is known now, as a case.
    package var person: Case { Case(name: name, decisionDate: date, answers: answers) }

    /// Without the last answer; nil where nothing was answered yet.
    package func back() -> Interview? {
        guard let last = replies.last else { return nil }
        var earlier = self
        earlier.answers[last.fact] = last.before
        earlier.replies.removeLast()
        return earlier
    }
}

/// Where a conversation stands.
package struct InterviewStep: Sendable {
    /// What is known of one programme.
    package enum Standing: Sendable, Hashable {
        /// Nothing that may still be asked changes it; `outcome` is its best (which a person may have to decide).
        case settled(Outcome)
        /// Answers to these facts may change it.
        case open([FactID])
    }

    /// The decision on what is known so far, without trace.
    package var decision: Decision
    /// What to ask next; nil where nothing that may be asked changes an outcome or an alert.
    package var question: Question?
    /// Never more questions than this are to come, whatever the answers.
    package var atMost: Int
    /// One for each programme of the rulebook.
    package var standings: [Standing]

    package var settledCount: Int {
        standings.count { if case .settled = $0 { true } else { false } }
    }
}
