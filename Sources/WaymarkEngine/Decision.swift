import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// What the rulebook says of one person: alerts, an outcome for every programme in order, and what is still worth asking.
///
/// It advises: a person decides, and may decide otherwise.
public struct Decision: Sendable, Hashable {
    /// What is said of one programme, or of one service of it. Raw values are those of the decision's JSON.
    public enum Verdict: String, Sendable, Hashable, CaseIterable {
        /// Eligible, open here on this date, agreement in force.
        case refer
        /// Eligible, and the service keeps a waiting list.
        case waitingList = "waiting_list"
        /// Give the details; nothing is sent.
        case signpost
        /// It cannot be said yet: see ``Outcome/asks``.
        case needInformation = "need_information"
        /// Nothing serves this person here on this date, or it is full: an unmet need.
        case unavailable
        /// The programme is not for this person.
        case notEligible = "not_eligible"
    }

    /// One line of the decision.
    public struct Outcome: Sendable, Hashable {
        /// The programme's name.
        public let programme: String
        /// The service's name; nil where the programme is reported once, without a service.
        public let service: String?
        /// What is said of it.
        public let verdict: Verdict
        /// Names of facts that it still depends on, in the order of the vocabulary.
        public let asks: [String]
    }

    /// Something to act on before any referral.
    public struct Alert: Sendable, Hashable {
        /// What it says, such as "there is an immediate risk to life or safety".
        public let says: String
        /// What to do.
        public let instruction: String
        /// False where it is not known yet whether it holds.
        public let isDecided: Bool
    }

    /// The hash of the rulebook that was asked.
    public let rulebook: String
    /// The date of the decision, `YYYY-MM-DD`.
    public let date: String
    /// Those that hold, then those not ruled out.
    public let alerts: [Alert]
    /// Every programme, best first: the order of the rulebook's section on order.
    public let outcomes: [Outcome]
    /// Position in ``outcomes`` of what to do first; nil where nothing can be done now.
    public let primary: Int?
    /// Names of the facts worth asking, the most urgent first.
    public let questions: [String]
    /// The decision as a `waymark.decision/1` document, with the complete trace.
    public let json: [UInt8]
    /// The decision for people, 80 columns wide: what to do first, then everything else, each with its reasons.
    public let text: String

    init(_ decision: WaymarkRouting.Decision, under rulebook: WaymarkRouting.Rulebook) {
        func names(_ asks: [Ask]) -> [String] {
            asks.compactMap { if case .fact(let fact) = $0 { rulebook.vocabulary[fact].name } else { nil } }
        }
        self.rulebook = decision.rulebookHash
        date = "\(decision.date)"
        alerts = decision.alerts.map {
            let declared = rulebook.policy.alerts[$0.alert]
            return Alert(says: declared.says, instruction: declared.instruction, isDecided: $0.isDecided)
        }
        outcomes = decision.outcomes.map {
            Outcome(
                programme: rulebook.programmes[$0.programme].name,
                service: $0.service.map { rulebook.services[$0].name }, verdict: Verdict($0.outcome),
                asks: names($0.asks))
        }
        primary = decision.primary
        questions = decision.questions.map { rulebook.vocabulary[$0.fact].name }
        var writer = JSONWriter()
        DecisionJSON(rulebook, detail: .full).write(decision, to: &writer)
        json = writer.bytes
        text = DecisionText(rulebook).text(decision)
    }
}

extension Decision.Verdict {
    init(_ outcome: WaymarkRouting.Outcome) {
        self =
            switch outcome {
            case .refer: .refer
            case .waitingList: .waitingList
            case .signpost: .signpost
            case .needInformation: .needInformation
            case .unavailable: .unavailable
            case .notEligible: .notEligible
            }
    }
}
