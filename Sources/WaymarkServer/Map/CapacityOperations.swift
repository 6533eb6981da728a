import HTTPTypes
import WaymarkRouting
import WaymarkRules
import WaymarkStore

/// What is done with the capacity of one service: read, and stated anew. The pages and the JSON API both call it.
struct CapacityOperations: Sendable {
    private let context: RequestContext
    /// Under the rulebook that served when the request began.
    let service: Service

    /// - Throws: ``Problem`` where there is no such service.
    init(_ context: RequestContext, service name: String) throws {
        guard let service = CapacityOperations.service(name, in: context.rulebook.rulebook) else {
            throw MapContext.unknown("service")
        }
        self.context = context
        self.service = service
    }

    private static func service(_ name: String, in rulebook: Rulebook) -> Service? {
        rulebook.services.first { $0.name == name }
    }

    /// Whether this visitor answers for a service's capacity.
    static func mayState(_ context: RequestContext, _ service: Service) -> Bool {
        guard let visitor = context.visitor, visitor.roles.contains(.commissioner) else { return false }
        if visitor.areas.isEmpty { return true }
        // A service for everywhere is answered for by those who answer for everywhere.
        guard case .places(let names) = service.coverage else { return false }
        return names.contains(where: visitor.areas.contains)
    }

    /// - Throws: ``Problem/otherArea`` where it is in no area of the visitor's.
    func admit() throws {
        guard CapacityOperations.mayState(context, service) else { throw Problem.otherArea }
    }

    /// What was stated of it, the newest first.
    func history() throws -> [KeptStatement] { try context.server.store.capacityHistory(of: service.name) }

    /// The service as it is now: after a statement, under a newer rulebook than the one that the request began with.
    func current() throws -> Service {
        guard let now = CapacityOperations.service(service.name, in: context.server.rulebooks.current.rulebook) else {
            throw MapContext.unknown("service")
        }
        return now
    }

    /// Whether something can be stated of a day: nobody knows of one to come.
    func isStatable(_ day: Day) -> Bool { day >= .first && day <= context.now.day }

    /// Keeps a statement, and has decisions go by it.
    ///
    /// - Parameter revision: the number of statements of this service that its author had seen.
    func keep(_ state: Service.Capacity, asOf: Day, revision: Int) throws {
        try admit()
        try context.server.store.state(
            CapacityStatement(service: service.name, state: state, asOf: asOf, by: context.actor.name),
            revision: revision, by: context.actor, at: context.now)
        do {
            try context.server.rulebooks.restate()
        } catch is RulebookReloader.Unusable {
            throw Problem(
                .internalServerError, "Your change is saved, but decisions do not use it yet",
                "They still use what was said before. Tell whoever looks after Waymark.",
                way: Link(service.title, "/map/services/\(service.name)"))
        }
    }
}
