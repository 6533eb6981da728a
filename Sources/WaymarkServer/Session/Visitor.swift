/// What somebody may do.
package enum Role: String, Sendable, Hashable, CaseIterable {
    case custodyWorker = "custody_worker"
    case officer
    case commissioner
    case auditor
    case administrator

    package var title: String {
        switch self {
        case .custodyWorker: "Custody worker"
        case .officer: "Officer"
        case .commissioner: "Commissioner"
        case .auditor: "Auditor"
        case .administrator: "Administrator"
        }
    }

    /// What it is for, for whoever gives it.
    var says: String {
        switch self {
        case .custodyWorker: "triage in custody, decisions and referrals"
        case .officer: "the quick check, triage, decisions and referrals"
        case .commissioner: "the service map, what is missing, and reports"
        case .auditor: "the record, decisions and reports, without changing anything"
        case .administrator: "accounts"
        }
    }
}

/// Who may do what, by what is done.
extension Set<Role> {
    package static var everyone: Set<Role> { Set(Role.allCases) }
    /// Those who meet people and decide.
    package static var decides: Set<Role> { [.custodyWorker, .officer] }
    /// Those who may see what was decided for a person and what became of it. Commissioners see numbers, no people.
    static var seesPeople: Set<Role> { .decides.union([.auditor]) }
    /// Those who look at many people at once and at no single one.
    static var seesReports: Set<Role> { [.commissioner, .auditor, .administrator] }
    /// Those who answer for the record.
    static var keepsRecord: Set<Role> { [.auditor, .administrator] }
}

/// Who sent a request.
package struct Visitor: Sendable, Hashable {
    /// How somebody came in.
    package enum Origin: Sendable, Hashable {
        /// With a password.
        case account
        /// With the one-time address: one person on this computer.
        case printedAddress
        /// Another system vouches for them.
        case otherSystem
    }

    /// The account's name, or "desk" in single-user mode.
    package var name: String
    /// As pages call the person.
    package var displayName: String
    package var origin: Origin
    package var roles: Set<Role>
    /// Areas by name; empty means all.
    package var areas: Set<String>
    /// What the session's forms must carry.
    package var formToken: String

    package init(
        name: String, displayName: String? = nil, origin: Origin, roles: Set<Role>, areas: Set<String> = [],
        formToken: String
    ) {
        self.name = name
        self.displayName = displayName ?? name
        self.origin = origin
        self.roles = roles
        self.areas = areas
        self.formToken = formToken
    }

    /// Whether this person may see and change what belongs to an area, such as a service's capacity there. What belongs to no
    /// area is everyone's. For decisions and referrals see ``RequestContext/admit(decision:)``.
    package func covers(area: String?) -> Bool {
        guard let area, !areas.isEmpty else { return true }
        return areas.contains(area)
    }
}
