/// What somebody may do.
public enum Role: String, Sendable, Hashable, CaseIterable {
    case custodyWorker = "custody_worker"
    case officer
    case commissioner
    case auditor
    case administrator

    public var title: String {
        switch self {
        case .custodyWorker: "Custody worker"
        case .officer: "Officer"
        case .commissioner: "Commissioner"
        case .auditor: "Auditor"
        case .administrator: "Administrator"
        }
    }
}

/// Who sent a request.
public struct Visitor: Sendable, Hashable {
    /// The account's name, or "desk" in single-user mode.
    public var name: String
    public var roles: Set<Role>
    /// Areas by name; empty means all.
    public var areas: Set<String>
    /// What the session's forms must carry.
    public var formToken: String

    public init(name: String, roles: Set<Role>, areas: Set<String> = [], formToken: String) {
        self.name = name
        self.roles = roles
        self.areas = areas
        self.formToken = formToken
    }

    /// Whether this person may see and change what belongs to an area. What belongs to no area is everyone's.
    public func covers(area: String?) -> Bool {
        guard let area, !areas.isEmpty else { return true }
        return areas.contains(area)
    }
}
