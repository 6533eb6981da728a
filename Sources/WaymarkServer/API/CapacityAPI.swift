import HTTPTypes
import Hummingbird
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

extension Routes {
    /// The room of services as JSON; ``OpenAPI`` describes it.
    static let capacityAPI: [Route] = [
        Route(
            .get, "/api/v1/services/{name}/capacity", "How much room a service has, and what was said of it",
            roles: .everyone,
            speech: .json
        ) { try CapacityAPI($0).read() },
        Route(
            .post, "/api/v1/services/{name}/capacity", "Keeps how much room a service has; decisions go by it at once",
            roles: [.commissioner], writes: true, speech: .json
        ) { exchange in try answered { try CapacityAPI(exchange).state() } },
    ]
}

/// What the JSON API does with the room of one service.
struct CapacityAPI {
    private let exchange: Exchange

    init(_ exchange: Exchange) {
        self.exchange = exchange
    }

    /// What holds under the rulebook that serves now, which is a newer one after a statement.
    func read() throws -> Response {
        let name = exchange.parameter("name")
        guard let service = exchange.workspace.shelf.current.rulebook.services.first(where: { $0.name == name }) else {
            throw MapDesk.unknown("service")
        }
        let history = try exchange.workspace.store.capacityHistory(of: name)
        return exchange.json { writer in
            writer.object { writer in
                writer.field("service", service.name)
                writer.field("state", service.capacity.rawValue)
                writer.field("as_of", service.capacityAsOf?.description)
                writer.field("by", service.capacityBy)
                writer.field("revision", history.first?.revision ?? 0)
                writer.key("statements")
                writer.array(of: history) { writer, kept in
                    writer.object { writer in
                        writer.field("revision", kept.revision)
                        writer.field("state", kept.statement.state.rawValue)
                        writer.field("as_of", kept.statement.asOf.description)
                        writer.field("by", kept.statement.by)
                        writer.field("at", kept.at.iso)
                    }
                }
            }
        }
    }

    func state() throws -> Response {
        let pages = try CapacityPages(exchange)
        var request = try APIRequest(exchange)
        request.allow(["state", "as_of", "revision"])
        let state = request.requiredChoice("state", Service.Capacity.self)
        let revision = request.requiredNumber("revision")
        var asOf = exchange.now.day
        if let text = request.text("as_of") {
            if let day = Day(text), day >= .first, day <= asOf {
                asOf = day
            } else {
                request.refuse(
                    "capacity.as-of", "`as_of` must be a day like 2026-11-21, and not one to come", at: "as_of")
            }
        }
        try pages.keep(request.checked(state), asOf: asOf, revision: request.checked(revision))
        return try read()
    }
}
