import WaymarkDocuments
import WaymarkRouting
import WaymarkRules

/// One thing that can be taken out of a rulebook.
struct Mutation {
    enum Kind {
        case programmeCriterion(Int, Int)
        case serviceCriterion(Int, Int)
        case service(Int)
    }

    var kind: Kind
    /// Name of the programme concerned.
    var programme: String
    /// Place of the line that is gone.
    var place: String
    var title: String

    /// Everything that can be taken out one by one; a programme keeps a criterion.
    static func all(of rulebook: Rulebook) -> [Mutation] {
        var result: [Mutation] = []
        for (index, programme) in rulebook.programmes.enumerated() {
            for (number, criterion) in programme.criteria.enumerated() {
                result.append(
                    Mutation(
                        kind: .programmeCriterion(index, number), programme: programme.name,
                        place: rulebook.place(criterion.span), title: "\(programme.name)/\(criterion.name)"))
            }
        }
        for (index, service) in rulebook.services.enumerated() {
            let programme = rulebook.programmes[service.programme].name
            result.append(
                Mutation(
                    kind: .service(index), programme: programme, place: rulebook.place(service.span),
                    title: service.name))
            for (number, criterion) in service.criteria.enumerated() {
                result.append(
                    Mutation(
                        kind: .serviceCriterion(index, number), programme: programme,
                        place: rulebook.place(criterion.span), title: "\(service.name)/\(criterion.name)"))
            }
        }
        return result
    }

    /// The rulebook without it.
    func applied(to rulebook: Rulebook) -> Rulebook {
        var programmes = rulebook.programmes
        var services = rulebook.services
        switch kind {
        case .programmeCriterion(let programme, let number): programmes[programme].criteria.remove(at: number)
        case .serviceCriterion(let service, let number): services[service].criteria.remove(at: number)
        case .service(let service): services.remove(at: service)
        }
        return Rulebook(
            rules: rulebook.rules, programmes: programmes, areas: rulebook.areas, services: services,
            agreements: rulebook.agreements, policy: rulebook.policy, needs: rulebook.needs,
            promises: rulebook.promises, history: rulebook.history, hash: rulebook.hash, sources: rulebook.sources)
    }
}
