package import WaymarkDocuments
import WaymarkRouting
package import WaymarkRules

/// Something that the analyses found in a rulebook: true of all possible people, not of samples.
package struct Finding: Sendable {
    /// How much it matters to somebody who looks after the rulebook.
    package enum Weight: Int, Sendable, Comparable {
        /// People are left without help, or a rule does not do what it was written for.
        case problem
        /// Something to look into.
        case warning
        /// Good to know.
        case note

        package static func < (a: Weight, b: Weight) -> Bool { a.rawValue < b.rawValue }
    }

    package enum Kind: Sendable {
        /// Leaving the part out would change no decision, because of these other parts.
        case neverMatters(RulePart, because: [RulePart])
        /// A line that is in force only while what it belongs to is not.
        case neverInPlay(RulePart)
        /// A test inside a part is always (or never) so where it counts.
        case testNeverMatters(RulePart, at: SourceSpan, isAlways: Bool, because: [RulePart])
        /// A programme is never met, a service accepts nobody, a condition never holds.
        case neverHolds(RulePart, because: [RulePart])
        case alwaysHolds(RulePart, because: [RulePart])
        /// A service is never in force while its programme is.
        case neverRuns(service: Int)
        /// Everybody whom a service accepts is held.
        case holdsEverybody(service: Int)
        /// The two hold for the same people on every day.
        case agree(RulePart, RulePart)
        /// No rule reads them.
        case unread([RulePart])
        /// A programme without any service, or without one since a day.
        case noService(programme: Int, since: Day?)
        case gap(Gap)
        case soleProvider(SoleProvider)
        case coverageEnds(CoverageEnd)
        case period(PeriodFinding)
        case influence(Influence)
        /// It is proved that a fact influences nothing, or nothing to anybody's harm.
        case harmless(FactID, Harmless)
    }

    package var kind: Kind
    package var weight: Weight
    /// People who show it; where it is about a difference, two who differ in one fact.
    package var people: [FoundPerson] = []

    package init(_ kind: Kind, _ weight: Weight, people: [FoundPerson] = []) {
        self.kind = kind
        self.weight = weight
        self.people = people
    }
}

/// A question that was not answered within the budget.
package struct Undecided: Sendable, Hashable {
    package enum Topic: String, Sendable, Hashable, CaseIterable {
        case gaps
        case soleProviders = "sole_providers"
        case reach, lines, tests, conditions, agreement, influence
    }

    package var topic: Topic
    /// What it was about.
    package var parts: [RulePart]

    package init(_ topic: Topic, _ parts: [RulePart]) {
        self.topic = topic
        self.parts = parts
    }
}
