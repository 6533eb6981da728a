import Hummingbird
import WaymarkStore

extension Routes {
    /// Who serves where: nothing of any person stands on these pages, so everyone who is logged in may read them.
    static let map: [Route] = [
        Route(
            .get, "/map", "Who serves where, what it takes, and what ends soon", roles: .everyone,
            navigation: "Service map"
        ) { MapPage($0).page() },
        Route(.get, "/map/tiles.svg", "The areas as a picture", roles: .everyone, format: .plain) {
            MapPage($0).tiles()
        },
        Route(.get, "/map/areas/{name}", "Who takes people in one area", roles: .everyone) {
            try MapAreaPage($0).page()
        },
        Route(.get, "/map/services", "Every service", roles: .everyone) { MapServiceList($0).page() },
        Route(.get, "/map/services/{name}", "One service: whom it takes, and how to reach it", roles: .everyone) {
            try MapServicePage($0).page()
        },
        Route(.get, "/map/agreements", "Every agreement", roles: .everyone) { MapAgreementPages($0).list() },
        Route(.get, "/map/agreements/{name}", "One agreement, and the services under it", roles: .everyone) {
            try MapAgreementPages($0).one()
        },
        Route(
            .get, "/map/ends", "What ends soon and what is missing", roles: .everyone,
            prepare: { await $0.rulebook.map.prepareFindings(on: $0.now.day) }
        ) { MapEndsPage($0).page() },
    ]
}
