package import WaymarkRules

/// Where a person is as a programme sees it.
package enum PersonPlace: Hashable {
    /// Plays no part.
    case anywhere
    /// This option of the fact (or, with a list of facts, area), or none.
    case known(Int?)
    case unknown
}

/// What every decision under a rulebook shares, worked out once when it loads.
package struct RulebookPlan: Sendable {
    /// A service or agreement that may be in force or not for all anybody knows.
    package enum Uncertain: Sendable, Hashable {
        case service(Int)
        case agreement(Int)
    }

    package let grid: Grid
    package let order: RuleOrder
    /// Those whose being in force may be unknown on some day: the outside unknowns of the grid, services first.
    package let uncertain: [Uncertain]
    package let serviceUnknown: [Int: Int]
    package let agreementUnknown: [Int: Int]
    /// For each programme, its services in file order and where they are found.
    package let serviceIndex: [ServiceIndex]
    /// For each service the options or areas it covers; nil where it covers every place.
    private let placesOfService: [[Int]?]

    /// The services of one programme by place, so that a decision's cost does not grow with the service map.
    package struct ServiceIndex: Sendable {
        package var all: [Int] = []
        package var everywhere: [Int] = []
        /// Option of the `located_by` fact (areas come first among the options) → services in file order.
        package var byPlace: [Int: [Int]] = [:]
    }

    /// - Parameter conditions: every condition of the rulebook.
    init(
        rules: RuleBase, conditions: [Condition], programmes: [Programme], areas: [Area], services: [Service],
        agreements: [Agreement]
    ) {
        var uncertain: [Uncertain] = []
        var serviceUnknown: [Int: Int] = [:]
        var agreementUnknown: [Int: Int] = [:]
        for (index, service) in services.enumerated() where service.period.mayBeUnknown {
            serviceUnknown[index] = uncertain.count
            uncertain.append(.service(index))
        }
        for (index, agreement) in agreements.enumerated() where agreement.period.mayBeUnknown {
            agreementUnknown[index] = uncertain.count
            uncertain.append(.agreement(index))
        }
        self.uncertain = uncertain
        self.serviceUnknown = serviceUnknown
        self.agreementUnknown = agreementUnknown
        grid = Grid(rules, conditions: conditions, outside: uncertain.count)
        order = RuleOrder(rules)

        let areaNumbers = Dictionary(areas.enumerated().map { ($1.name, $0) }) { first, _ in first }
        var index = [ServiceIndex](repeating: ServiceIndex(), count: programmes.count)
        var placesOfService: [[Int]?] = []
        for (number, service) in services.enumerated() {
            var places: [Int]?
            index[service.programme].all.append(number)
            switch (service.coverage, programmes[service.programme].location) {
            case (.everywhere, _), (_, .nothing):
                index[service.programme].everywhere.append(number)
            case (.places(let names), .fact(let fact)):
                places = Set(names.compactMap { rules.vocabulary[fact].optionIndex[$0] }).sorted()
            case (.places(let names), .firstArea):
                places = Set(names.compactMap { areaNumbers[$0] }).sorted()
            }
            for place in places ?? [] { index[service.programme].byPlace[place, default: []].append(number) }
            placesOfService.append(places)
        }
        self.placesOfService = placesOfService
        serviceIndex = index
    }

    /// The services that cover a place for certain, in file order.
    package func services(ofProgramme programme: Int, at place: PersonPlace) -> [Int] {
        let index = serviceIndex[programme]
        guard case .known(let option?) = place, let here = index.byPlace[option] else { return index.everywhere }
        return index.everywhere.isEmpty ? here : (index.everywhere + here).sorted()
    }

    /// The options (or areas) that a service covers; nil where it covers every place.
    package func places(of service: Int) -> [Int]? { placesOfService[service] }
}

extension ServicePeriod {
    /// Whether there is a day on which nobody can say.
    package var mayBeUnknown: Bool {
        from == .notKnown || until == .notKnown || confirmedUntil != nil
    }
}
