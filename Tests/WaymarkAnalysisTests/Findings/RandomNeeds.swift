import WaymarkRouting
import WaymarkRules
import WaymarkTestSupport

@testable import WaymarkAnalysis

extension Rulebook {
    /// The rulebook with needs drawn from its own lines: what opens programmes is what people need.
    func withRandomNeeds(_ count: Int, seed: UInt64) -> Rulebook {
        var random = RandomSource(seed: seed &+ 4711)
        let conditions = programmes.flatMap(\.criteria).map(\.when) + services.flatMap(\.criteria).map(\.when)
        let made = (0..<count).map { number -> Need in
            let first = random.pick(conditions)
            let second = random.pick(conditions)
            let when = random.chance(0.5) ? first : Condition(.all([first, second]), at: first.span)
            return Need(
                name: "need_\(number)", says: "has need \(number)", when: when, provenance: Provenance(),
                span: first.span)
        }
        guard let home = AreaPlaces(self).home else { return with(needs: made) }
        // Reads where people live, so that the census tells places apart.
        let span = conditions[0].span
        let anywhere = vocabulary[home].options.indices.map { Condition(.fact(home, .oneOf([$0])), at: span) }
        let last = Need(
            name: "anything", says: "needs anything", when: Condition(.any(anywhere), at: span),
            provenance: Provenance(),
            span: span)
        return with(needs: made + [last])
    }
}

/// What a need comes to on a day, by looking at everybody.
struct NeedCensus {
    let world: RandomCensus
    let need: Int
    /// The programmes that answer the need.
    let programmes: [Int]

    private var census: NaiveCensus { world.census }
    private var rulebook: Rulebook { world.rulebook }

    init(_ world: RandomCensus, _ need: Int) {
        self.world = world
        self.need = need
        let when = world.rulebook.needs[need].when
        let facts = NeedCensus.factsThatCount(when, world)
        let people = world.census.people
        let has = people.map { world.census.holds(when, $0) }
        programmes = world.rulebook.programmes.indices.filter { programme in
            let met = people.map { world.census.isMet(programme, $0) }
            return people.indices.contains { a in
                has[a] && met[a]
                    && people.indices.contains { b in
                        !has[b] && !met[b] && people[a].differs(from: people[b], onlyIn: facts)
                    }
            }
        }
    }

    /// The facts that a condition reads on this day, and those that decide whether they apply.
    private static func factsThatCount(_ condition: Condition, _ world: RandomCensus) -> Set<FactID> {
        let day = world.day.day
        let gate = day.gate(condition)
        return Set(day.circuit.variables(of: gate).map { day.grid.variables[$0].owner })
    }

    /// Those with the need who belong to a place, and what the services of the answering programmes can do for each.
    func people(at place: AreaPlace) -> [(person: NaiveCensus.Person, takers: [Int])] {
        census.people.filter { has($0, at: place) }.map { person in (person, takers(person)) }
    }

    /// Those with the need at a place, and beside each those with any other choice of options of one fact. The census has
    /// everybody once as far as rules tell people apart, and a group may tell options apart that rules do not.
    func peopleByOptions(at place: AreaPlace) -> [NaiveCensus.Person] {
        let facts = rulebook.vocabulary.facts
        return census.people.flatMap { person in
            [person]
                + facts.indices.filter { facts[$0].type == .severalOf && person.values[$0] != nil }.flatMap { fact in
                    let options = Array(facts[fact].options.indices)
                    return (0..<(1 << options.count)).map { bits in
                        var other = person
                        other.values[fact] = .options(options.filter { bits & (1 << $0) != 0 })
                        return other
                    }
                }
        }.filter { has($0, at: place) }
    }

    /// Whether somebody has the need and belongs to a place.
    func has(_ person: NaiveCensus.Person, at place: AreaPlace) -> Bool {
        census.isPossible(person) && census.holds(rulebook.needs[need].when, person) && world.belongs(person, to: place)
    }

    /// The services that may run and accept a person.
    func takers(_ person: NaiveCensus.Person) -> [Int] {
        programmes.flatMap { programme -> [Int] in
            guard rulebook.programmes[programme].period.contains(census.day) else { return [] }
            return rulebook.plan.serviceIndex[programme].all.filter {
                rulebook.services[$0].period.inForce(on: census.day) != .no && census.accepts($0, person)
            }
        }
    }

    /// How a person is left, of whom these services would take care; nil for somebody who is helped.
    func level(_ takers: [Int]) -> GapLevel? {
        let open = takers.filter { rulebook.services[$0].capacity != .noCapacity }
        if takers.isEmpty { return .nobody }
        if open.isEmpty { return .full }
        return open.contains { rulebook.services[$0].period.inForce(on: census.day) == .yes } ? nil : .unconfirmed
    }
}

extension RandomCensus {
    /// Whether a person belongs to a place: every fact by which programmes find people's place, as far as it applies and
    /// has such a value, names it.
    func belongs(_ person: NaiveCensus.Person, to place: AreaPlace) -> Bool {
        guard let name = place.name(in: rulebook) else { return true }
        var facts = Set(AreaPlaces(rulebook).home.map { [$0] } ?? [])
        for programme in rulebook.programmes {
            switch programme.location {
            case .nothing: break
            case .fact(let fact): facts.insert(fact)
            case .firstArea(let list): facts.formUnion(list)
            }
        }
        return facts.allSatisfy { fact in
            guard let option = rulebook.vocabulary[fact].optionIndex[name] else { return true }
            return person.values[fact].map { $0 == .option(option) } ?? true
        }
    }
}
