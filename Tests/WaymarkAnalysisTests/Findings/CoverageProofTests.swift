import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkAnalysis

/// Who is left without help and who depends on one service, held against looking at everybody.
@Suite struct `Gaps and sole providers, against everybody written out` {
    private func each(_ count: Int, _ body: (RandomCensus) throws -> Void) throws {
        try RandomCensus.each(count, limit: 160, needs: 2, body)
    }

    @Test func `a programme answers a need exactly where the need can be what opens it`() throws {
        var answered = 0
        try each(60) { world in
            for need in world.rulebook.needs.indices {
                let expected = NeedCensus(world, need).programmes
                let found = try world.day.programmes(answering: need)
                #expect(found == expected, "\(world.run), need \(need)")
                answered += expected.count
            }
        }
        #expect(answered > 30)
    }

    @Test func `gaps hold everybody who is left without help, and nobody who is helped`() throws {
        var seen: [GapLevel: Int] = [:]
        var helped = 0
        try each(100) { world in
            for need in world.rulebook.needs.indices {
                let census = NeedCensus(world, need)
                for place in AreaPlaces(world.rulebook).all {
                    let questions = CoverageQuestions(day: world.day, places: AreaPlaces(world.rulebook), place: place)
                    let origin: Comment = "\(world.run), need \(need), \(place.title)"
                    let found = try questions.gaps(need, of: census.programmes)
                    let people = census.peopleByOptions(at: place).map { ($0, census.level(census.takers($0))) }
                    for gap in found {
                        seen[gap.level, default: 0] += 1
                        for group in gap.groups { check(group, gap.level, people, world, origin) }
                        let example = world.person(at: gap.point)
                        #expect(census.has(example, at: place), "\(origin): the example has no need here")
                        #expect(census.level(census.takers(example)) == gap.level, "\(origin): the example is helped")
                    }
                    helped += people.count { $0.1 == nil }
                    // Whoever is in no group is helped, as far as the groups are said to be all.
                    if found.contains(where: { !$0.isAll }) { continue }
                    for (person, level) in people {
                        guard let level else { continue }
                        let isTold = found.contains { gap in
                            gap.level <= level && gap.groups.contains { world.holds($0, person) }
                        }
                        #expect(isTold, "\(origin): somebody is forgotten")
                    }
                }
            }
        }
        #expect(seen[.nobody, default: 0] > 30 && seen[.full, default: 0] > 5 && seen[.unconfirmed, default: 0] > 5)
        #expect(helped > 100)
    }

    /// Everybody of a group is left at least so badly, somebody exactly so, and no limit can be dropped.
    private func check(
        _ group: PeopleGroup, _ level: GapLevel, _ people: [(NaiveCensus.Person, GapLevel?)], _ world: RandomCensus,
        _ origin: Comment
    ) {
        func isTrue(_ group: PeopleGroup) -> Bool {
            people.allSatisfy { person, actual in !world.holds(group, person) || actual.map { $0 <= level } ?? false }
        }
        #expect(isTrue(group), "\(origin): the group has somebody who is helped")
        #expect(people.contains { $0.1 == level && world.holds(group, $0.0) }, "\(origin): nobody is in the group")
        for variable in group.box.variables {
            var wider = group
            wider.box.limits[variable] = nil
            #expect(!isTrue(wider), "\(origin): the group \(group) could be wider without variable \(variable)")
        }
    }

    @Test func `a sole provider is found exactly where somebody has nobody else`() throws {
        var seen = 0
        try each(60) { world in
            for need in world.rulebook.needs.indices {
                let census = NeedCensus(world, need)
                for place in AreaPlaces(world.rulebook).all {
                    let questions = CoverageQuestions(day: world.day, places: AreaPlaces(world.rulebook), place: place)
                    let origin: Comment = "\(world.run), need \(need), \(place.title)"
                    let found = try questions.soleProviders(need, of: census.programmes)
                    let people = census.people(at: place)
                    let expected = Set(people.filter { $0.takers.count == 1 }.flatMap(\.takers))
                    #expect(Set(found.map(\.service)) == expected, origin)
                    seen += expected.count
                    for (service, group, point) in found {
                        for (person, takers) in people where world.holds(group, person) {
                            #expect(takers == [service], origin)
                        }
                        let example = world.person(at: point)
                        #expect(census.has(example, at: place) && census.takers(example) == [service], origin)
                    }
                }
            }
        }
        #expect(seen > 30)
    }
}
