import Testing
import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkAnalysis

/// Small random rulebooks on some day, with everybody who is possible under them.
struct RandomCensus {
    static let shapes: [(String, RandomShape)] = [
        ("mixed", .mixed), ("tangled", .tangled), ("wide", .wide), ("knotted", .knotted),
    ]

    /// Days on which random rulebooks change, and some on which they do not.
    static let days = [
        "2024-03-01", "2024-12-31", "2025-01-01", "2025-06-15", "2025-06-30", "2025-07-01", "2025-11-11", "2026-02-28",
        "2026-03-31", "2026-04-01",
    ].compactMap { Day($0) }

    var rulebook: Rulebook
    var day: DayQuestions
    var census: NaiveCensus
    var run: String

    /// Runs `body` on rulebooks of every shape, each on one day; rulebooks with more people than `limit` are left out.
    static func each(_ count: Int, limit: Int = 250, needs: Int = 0, _ body: (RandomCensus) throws -> Void) throws {
        for seed in Effort.seeds(count) {
            for (number, (name, shape)) in shapes.enumerated() {
                let drawn = try TestRulebook.load(RandomRulebook.make(seed: seed, shape: shape))
                let rulebook = needs == 0 ? drawn : drawn.withRandomNeeds(needs, seed: seed)
                let date = days[(Int(seed) * 3 + number) % days.count]
                guard let census = try? NaiveCensus(rulebook, on: date, limit: limit) else { continue }
                let days = RulebookDays(PlanCache(rulebook), work: Workload(budget: 1_000_000_000))
                try body(
                    RandomCensus(
                        rulebook: rulebook, day: days[date], census: census, run: "seed \(seed), \(name), \(date)"))
            }
        }
    }

    /// The point of a person whom the analysis found, with the first cell where a fact does not apply.
    func point(_ found: [Int32]) -> [Int32] {
        point(person(at: found))
    }

    /// Somebody whom the analysis found.
    func person(at point: [Int32]) -> NaiveCensus.Person {
        NaiveCensus.Person(
            values: day.person(point, named: "somebody").answers.map {
                if case .value(let value) = $0 { value } else { nil }
            })
    }

    /// The point of the grid of a person; facts that do not apply have the first cell.
    func point(_ person: NaiveCensus.Person) -> [Int32] {
        var cells = [Int32](repeating: 0, count: day.day.grid.variables.count)
        for (fact, value) in person.values.enumerated() {
            guard let value else { continue }
            day.day.grid.place(value, of: fact, in: rulebook.vocabulary, into: &cells)
        }
        return cells
    }

    /// Whether a person is in a group: what does not apply does not matter.
    func holds(_ group: PeopleGroup, _ person: NaiveCensus.Person) -> Bool {
        let cells = point(person)
        return group.box.limits.allSatisfy { variable, runs in
            let owner = day.day.grid.variables[variable].owner
            if owner < person.values.count, person.values[owner] == nil { return true }
            return runs.contains { $0.contains(cells[variable]) }
        }
    }

    /// Every line of programmes and services.
    var lines: [LinePlace] {
        rulebook.programmes.indices.flatMap { programme in
            rulebook.programmes[programme].criteria.indices.map { LinePlace(owner: .programme(programme), index: $0) }
        }
            + rulebook.services.indices.flatMap { service in
                rulebook.services[service].criteria.indices.map { LinePlace(owner: .service(service), index: $0) }
            }
    }

    /// The same people under the rulebook with a line changed, or left out.
    func changed(_ place: LinePlace, to condition: Condition?) -> NaiveCensus {
        var programmes = rulebook.programmes
        var services = rulebook.services
        func change(_ criteria: inout [Criterion]) {
            if let condition { criteria[place.index].when = condition } else { criteria.remove(at: place.index) }
        }
        switch place.owner {
        case .programme(let index): change(&programmes[index].criteria)
        case .service(let index): change(&services[index].criteria)
        }
        return census.under(rulebook.with(programmes: programmes, services: services))
    }

    /// Whether a line makes a difference to anybody on this day, by writing everything out.
    func matters(_ place: LinePlace, changedTo condition: Condition?) -> Bool {
        let other = changed(place, to: condition)
        switch place.owner {
        case .programme(let programme):
            let role = rulebook.programmes[programme].criteria[place.index].role
            if role == .criterion || role == .bar {
                return census.people.contains { census.isMet(programme, $0) != other.isMet(programme, $0) }
            }
            return rulebook.plan.serviceIndex[programme].all.contains { differs(census, other, at: $0) }
        case .service(let service):
            return differs(census, other, at: service)
        }
    }

    private func differs(_ a: NaiveCensus, _ b: NaiveCensus, at service: Int) -> Bool {
        a.people.contains { a.steps(of: service, $0) != b.steps(of: service, $0) }
    }
}
