/// A decision to be kept.
package struct NewDecision: Sendable {
    /// Custody or case reference as the desk gave it; personal data.
    package var caseReference: String?
    /// Where it was made: `desk`, `street`, `api`.
    package var channel: String
    /// `YYYY-MM-DD`.
    package var decisionDate: String
    /// The rulebook's hash; it has to be published.
    package var rulebook: String
    /// The case as JSON: what was known.
    package var facts: [UInt8]
    /// The decision as JSON (`waymark.decision/1`) with its full trace: what was shown.
    package var document: [UInt8]
    /// The class of its retention period.
    package var retention: String
    /// The areas that it belongs to, by name; none where everyone with the role may see it.
    package var areas: Set<String>
    /// What reports count of it; nil where none should.
    package var count: DecisionCount?

    package init(
        caseReference: String?, channel: String, decisionDate: String, rulebook: String, facts: [UInt8],
        document: [UInt8], retention: String = "decision", areas: Set<String> = [], count: DecisionCount? = nil
    ) {
        self.caseReference = caseReference
        self.channel = channel
        self.decisionDate = decisionDate
        self.rulebook = rulebook
        self.facts = facts
        self.document = document
        self.retention = retention
        self.areas = areas
        self.count = count
    }
}

/// What reports count of a decision, worked out when it is made.
package struct DecisionCount: Sendable, Hashable {
    /// The home area by name; nil where it is not known or none of the service map.
    package var home: String?
    /// The best outcome, as decisions name it: `refer`, `waiting_list`, `signpost`, `need_information`, `unavailable`,
    /// `not_eligible`.
    package var best: String
    /// Programmes that the person met and no service here could take, by name.
    package var unavailable: [String]

    package init(home: String?, best: String, unavailable: [String]) {
        self.home = home
        self.best = best
        self.unavailable = unavailable
    }
}

/// A decision as it is kept.
package struct KeptDecision: Sendable {
    /// `D-2026-000123`.
    package var reference: String
    package var caseReference: String?
    package var channel: String
    package var decidedAt: Moment
    package var decidedBy: String
    package var decisionDate: String
    package var rulebook: String
    /// Empty where it was disposed of.
    package var facts: [UInt8]
    package var document: [UInt8]
    package var disposedAt: Moment?
    /// Where the worker chose otherwise, each with its reason.
    package var departures: [Departure]
    /// Where the person said no to a service, or changed their mind since; the first first.
    package var consents: [KeptConsent]

    package struct Departure: Sendable, Hashable {
        package var at: Moment
        package var by: String
        /// What was chosen instead.
        package var choice: String
        package var reason: String
    }

    /// What was said last to a service; nil where nobody said no.
    package func consent(programme: String, service: String) -> KeptConsent? {
        consents.last { $0.isAbout(programme, service) }
    }
}

/// What deciding a kept decision again needs.
package struct DecisionContent: Sendable {
    /// Counts the decisions in the order in which they were kept.
    package var id: Int64
    package var reference: String
    package var decisionDate: String
    /// The hash of its rulebook.
    package var rulebook: String
    /// Nil where it was disposed of.
    package var facts: [UInt8]?
    package var document: [UInt8]?
}
