import HTTPTypes
import Hummingbird
import WaymarkDocuments
import WaymarkRouting
import WaymarkRules
import WaymarkStore

extension Routes {
    /// The capacity of services as JSON; ``OpenAPI`` describes it.
    static let capacityAPI: [Route] = [
        Route(
            .get, "/api/v1/services/{name}/capacity", "How much room a service has, and what was said of it",
            roles: .everyone,
            format: .json
        ) { try CapacityAPI($0).read() },
        Route(
            .post, "/api/v1/services/{name}/capacity", "Keeps how much room a service has; decisions go by it at once",
            roles: [.commissioner], writes: true, format: .json
        ) { context in try APIRequest.answering { try CapacityAPI(context).state() } },
    ]
}

/// What the JSON API does with the capacity of one service.
struct CapacityAPI {
    private let context: RequestContext
    private let operations: CapacityOperations

    init(_ context: RequestContext) throws {
        self.context = context
        operations = try CapacityOperations(context, service: context.parameter("name"))
    }

    func read() throws -> Response {
        let service = try operations.current()
        let history = try operations.history()
        return Response.json { writer in
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
        try operations.admit()
        var request = try APIRequest(context)
        request.allow(["state", "as_of", "revision"])
        let state = request.requiredChoice("state", Service.Capacity.self)
        let revision = request.requiredNumber("revision")
        var asOf = context.now.day
        if let text = request.text("as_of") {
            if let day = Day(text), operations.isStatable(day) {
                asOf = day
            } else {
                request.refuse(
                    "capacity.as-of", "`as_of` must be a day like 2026-11-21, and not one to come", at: "as_of")
            }
        }
        try operations.keep(request.checked(state), asOf: asOf, revision: request.checked(revision))
        return try read()
    }
}
