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

extension OpenAPI {
    private static let service =
        #"{"name":"name","in":"path","required":true,"schema":{"type":"string","maxLength":60,"pattern":"^[a-z][a-z0-9_]*$"}}"#
    private static let states =
        #"{"enum":["# + Service.Capacity.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",") + "]}"

    static let capacityShapes: [String: Shape] = [
        "GET /api/v1/services/{name}/capacity": Shape(
            id: "readCapacity", gives: "Capacity", parameters: [service], problems: ["404", "503"]),
        "POST /api/v1/services/{name}/capacity": Shape(
            id: "stateCapacity", takes: "CapacityRequest", gives: "Capacity", parameters: [service],
            problems: ["404", "409", "503"]),
    ]

    static let capacitySchemas: [(String, String)] = [
        (
            "CapacityRequest",
            #"{"type":"object","required":["state","revision"],"additionalProperties":false,"properties":{"state":\#(states),"as_of":{"description":"The day on which the service said so; today, if not given.","type":["string","null"],"pattern":"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$"},"revision":{"description":"As it was read last; 409 where somebody said something since.","type":"integer","minimum":0,"maximum":1000000}}}"#
        ),
        (
            "Capacity",
            #"{"type":"object","required":["service","state","as_of","by","revision","statements"],"properties":{"service":{"type":"string"},"state":\#(states),"as_of":{"type":["string","null"]},"by":{"type":["string","null"]},"revision":{"description":"How many statements there are.","type":"integer","minimum":0},"statements":{"description":"The newest first.","type":"array","items":{"type":"object","required":["revision","state","as_of","by","at"],"properties":{"revision":{"type":"integer","minimum":1},"state":\#(states),"as_of":{"type":"string"},"by":{"type":"string"},"at":{"type":"string"}}}}}}"#
        ),
    ]
}
