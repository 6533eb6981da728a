import Hummingbird

/// The table of roles and routes. Nothing is served that does not stand here.
extension Routes {
    package static let all: [Route] =
        start + monitoring + shown + access + setUp + ownAccount + triage + quickCheck + referrals + map + capacity
        + reports + record + accounts + api

    /// The JSON API. ``OpenAPI`` describes every route here; a test holds the two together.
    static let api: [Route] =
        [
            Route(
                .get, "/api/v1/openapi.json", "The OpenAPI description of this API", roles: [], format: .json,
                isBlocking: false
            ) { _ in Response(OpenAPI.document, type: "application/json") }
        ] + rulebookAPI + triageAPI + consentAPI + capacityAPI + referralAPI + reportAPI

    /// Made of the routes that have a place in the navigation, in the order of the table.
    static let navigation: [NavigationEntry] = all.compactMap(NavigationEntry.init)
}
