/// What a decision says of one programme (and service), best first.
package enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// Eligible, open here today, agreement in force.
    case refer
    case waitingList = "waiting_list"
    /// Give the details; nothing is sent.
    case signpost
    /// Cannot say yet.
    case needInformation = "need_information"
    /// Nothing serves this person here on this date, or it is full.
    case unavailable
    case notEligible = "not_eligible"

    /// Something can be done now.
    package var isActionable: Bool {
        switch self {
        case .refer, .waitingList, .signpost: true
        case .needInformation, .unavailable, .notEligible: false
        }
    }
}
