import Hummingbird
import WaymarkRouting
import WaymarkStore

extension Routes {
    /// The rulebook and its services as JSON.
    static let rulebookAPI: [Route] = [
        Route(.get, "/api/v1/schemas/case", "The JSON Schema of a case", roles: .everyone, format: .json) { context in
            Response(Array(CaseSchema.text(for: context.rulebook.rulebook).utf8), type: "application/schema+json")
        },
        Route(.get, "/api/v1/rulebook", "The rulebook that serves", roles: .everyone, format: .json) { context in
            Response.json { RulebookJSON(context.rulebook).writeRulebook(to: &$0) }
        },
        Route(
            .get, "/api/v1/services", "Every service, with where and when it serves", roles: .everyone, format: .json
        ) { context in
            Response.json { RulebookJSON(context.rulebook).writeServices(on: context.now.day, to: &$0) }
        },
    ]
}
