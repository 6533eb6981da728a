import WaymarkRouting
package import WaymarkRules

/// People with a need whom no service takes, at some places over some days.
package struct Gap: Sendable, Hashable {
    /// Index of the need.
    package var need: Int
    package var level: GapLevel
    /// Where it is so, areas in file order before other places.
    package var places: [AreaPlace]
    /// The first day; nil where it is so today already.
    package var from: Day?
    /// The last day; nil where nothing in sight ends it.
    package var until: Day?
    /// Who is concerned, beside having the need: everybody where a group has no limits.
    package var groups: [PeopleGroup]
    /// The groups hold everybody concerned.
    package var isAll: Bool
}

/// People with a need who depend on a single service, place by place.
package struct SoleProvider: Sendable, Hashable {
    package struct Provider: Sendable, Hashable {
        package var place: AreaPlace
        package var service: Int
    }

    /// Index of the need.
    package var need: Int
    /// Who of those with the need.
    package var group: PeopleGroup
    package var providers: [Provider]
}
