import WaymarkRouting
package import WaymarkRules

/// What the dates of agreements and services say, for whoever has to renew them.
package enum PeriodFinding: Sendable, Hashable {
    /// Agreements are over while services still name them: these services only signpost.
    case agreementsOver([Int], services: [Int])
    /// Nobody has confirmed that the agreements are in force today.
    case agreementsUnconfirmed([Int], services: [Int])
    /// Agreements end, or are no longer confirmed, after this day.
    case agreementsEnd(Day, agreements: [Int], services: [Int])
    /// The review was due on a day that is past.
    case reviewsPast([Int])
    case reviewsDue([Int])
    /// No service that runs today or later names them.
    case agreementsUnused([Int])
    /// Services that run without any agreement, so people are only signposted.
    case servicesWithoutAgreement([Int])
    /// Nobody has confirmed that these services run today.
    case servicesUnconfirmed([Int])
}

/// A programme loses help at some places from a day on.
package struct CoverageEnd: Sendable, Hashable {
    package var programme: Int
    package var places: [AreaPlace]
    /// The first day of the poorer state.
    package var from: Day
    package var before: CoverageState
    package var after: CoverageState
    /// The services that did it until then.
    package var services: [Int]
}
