package import WaymarkRouting
package import WaymarkRules

/// What two rulebooks decide differently, and for whom.
package struct RulebookDiff: Sendable {
    /// What differs for a group.
    package enum Subject: Sendable, Hashable {
        /// A programme's outcome, at this service if there is one.
        case outcome(programme: String, service: String?)
        /// An alert that is raised by one rulebook only.
        case alert(String, isAdded: Bool)
        /// One programme comes before others under one rulebook only.
        case sequence(String, isAdded: Bool)
        case priority(String, isAdded: Bool)
        /// A case that only one of them refuses as impossible.
        case refusal(isAdded: Bool)
        /// Two programmes stand the other way round in the order of all programmes.
        case order(first: String, second: String)
        /// Two services of a programme stand the other way round for people whom both can take.
        case serviceOrder(programme: String, first: String, second: String)
        /// While it is open, a programme stands above everything else under one rulebook only.
        case urgent(String, isAdded: Bool)
        /// What earlier referrals say of a fact: it fills in answers and routes nobody by itself.
        case history(String)
    }

    /// Some people, in words, with one of them.
    package struct Group: Sendable {
        /// One phrase for each fact that tells them from the others the finding is about; none: all of these.
        package var phrases: [String]
        /// The facts that the phrases are about, in vocabulary order.
        package var facts: [FactID]
        /// A complete case, over the facts of both rulebooks.
        package var example: Case
    }

    /// Outcomes that some of the people move between; nil: not reported (another service is).
    package struct Move: Sendable {
        package var from: Outcome?
        package var to: Outcome?
        /// Somebody who moves so.
        package var example: Case
    }

    /// A rule line of one of the rulebooks.
    package struct Line: Sendable, Hashable {
        package var isNew: Bool
        package var says: String
        package var place: String
    }

    package struct Finding: Sendable {
        package var subject: Subject
        /// The days on which it is so; the last may be ``Day/last``.
        package var from: Day
        package var until: Day
        /// Whether it is so on every day from the one to the other; otherwise on some, as "90 days" reach further back
        /// than "3 months" on some days only.
        package var isEveryDay: Bool = true
        /// What is true of everybody concerned, in the rules' own words.
        package var always: [String]
        /// Who they are beside that; together the groups hold everybody concerned.
        package var groups: [Group]
        /// For outcomes: what they move between.
        package var moves: [Move]
        /// The lines that make the difference, old and new.
        package var lines: [Line]
        /// False where there are more groups than are listed, or they could not be worked out.
        package var isComplete: Bool
    }

    package var findings: [Finding] = []
    /// What could not be compared, in words.
    package var notes: [String] = []
    /// The vocabulary that the examples' answers are of.
    package var vocabulary: Vocabulary
}
