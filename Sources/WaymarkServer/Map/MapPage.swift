import Hummingbird
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules

/// Who serves where on a day: the tile map, and the table of programmes and areas that says the same.
struct MapPage: Sendable {
    private let mapContext: MapContext
    private let map: CoverageMap

    /// More places than this make no table that anybody reads: then each place is a row with its counts.
    private static let columnLimit = 16

    init(_ context: RequestContext) {
        mapContext = MapContext(context)
        map = mapContext.cache.coverage(on: mapContext.day)
    }

    private var rulebook: Rulebook { mapContext.rulebook }

    func page() -> Response {
        mapContext.context.page(
            Page("Service map", crumbs: [.init("Start", "/")], hasErrors: mapContext.dayProblem != nil) {
                if let problem = mapContext.dayProblem { errorSummary([(problem, "date")]) }
                h1 { "Who serves where" }
                if mapContext.dayProblem == nil { mapContext.dayNotice }
                ul {
                    li {
                        a(mapContext.address("/map/services")) { "Services" }
                        ": whom each takes and how to reach it"
                    }
                    li {
                        a(mapContext.address("/map/agreements")) { "Agreements" }
                        ": between whom, about what, until when"
                    }
                    li { a("/map/ends") { "What ends soon and what is missing" } }
                }
                dayForm
                if map.places.contains(where: \.isArea) {
                    p {
                        HTML.void(
                            "img",
                            [
                                .class("tiles"), Attribute("src", mapContext.address("/map/tiles.svg")),
                                Attribute(
                                    "alt",
                                    "Map of the areas as squares, each with how many of \(map.programmes.count) programmes have somebody who takes people. The table below says which."
                                ),
                            ])
                    }
                }
                map.places.count <= MapPage.columnLimit ? matrix : counts
                legend
                p(.class("quiet small")) {
                    "This is what the service map says of places and days. Whether a service takes one person is a matter of its criteria."
                }
            }, status: mapContext.dayProblem == nil ? .ok : .unprocessableContent)
    }

    func tiles() -> Response {
        Response(Array(TileMap(rulebook, map).text.utf8), type: "image/svg+xml")
    }

    private var dayForm: HTML {
        element("form", .class("no-print"), Attribute("method", "get"), .action("/map")) {
            div(.class(mapContext.dayProblem == nil ? "field" : "field wrong")) {
                label(.for("date")) { "Day" }
                if let problem = mapContext.dayProblem { p(.class("wrong-says"), .id("date-problem")) { problem } }
                HTML.void(
                    "input",
                    [
                        .type("date"), .id("date"), .name("date"), .value("\(mapContext.day)"),
                        Attribute("min", "\(Day.first)"), Attribute("max", "\(Day.last)"),
                    ]
                        + (mapContext.dayProblem == nil
                            ? [] : [.aria("aria-describedby", "date-problem"), .aria("aria-invalid", "true")]))
            }
            button(.type("submit"), .class("second")) { "Show this day" }
        }
    }

    private func placeHeading(_ place: AreaPlace) -> HTML {
        guard let name = place.name(in: rulebook) else { return HTML(place.title) }
        return a(mapContext.address("/map/areas/" + name)) { place.title }
    }

    private func scrolling(_ caption: String, @HTMLBuilder _ content: () -> HTML) -> HTML {
        div(.class("scroll"), Attribute("tabindex", "0"), Attribute("role", "region"), .aria("aria-label", caption)) {
            element("table", .class("matrix")) {
                element("caption") { caption }
                content()
            }
        }
    }

    // MARK: - Few places

    private var matrix: HTML {
        scrolling("Programmes and areas on \(English.date(mapContext.day))") {
            element("thead") {
                element("tr") {
                    element("th", Attribute("scope", "col")) { "Programme" }
                    for place in map.places { element("th", Attribute("scope", "col")) { placeHeading(place) } }
                }
            }
            element("tbody") {
                for (row, programme) in map.programmes.enumerated() {
                    element("tr") {
                        element("th", Attribute("scope", "row")) { rulebook.programmes[programme].title }
                        for place in map.places.indices {
                            cell(map.interval(programme: row, place: place, on: mapContext.day)?.state ?? .nothing)
                        }
                    }
                }
            }
        }
    }

    private func cell(_ state: CoverageState) -> HTML {
        element("td", .class("v-" + MapWords.kind(state))) {
            span(.class("sign"), .aria("aria-hidden", "true")) { MapWords.sign(state) }
            MapWords.word(state)
        }
    }

    private var legend: HTML {
        HTML([
            h2 { "What the words mean" },
            ul(.class("states")) {
                for state in shown {
                    li {
                        MapWords.tag(state)
                        span { English.capitalised(MapWords.meaning(state)) }
                    }
                }
            },
        ])
    }

    /// The states that occur, best first.
    private var shown: [CoverageState] {
        var found: Set<CoverageState> = []
        for place in map.places.indices { found.formUnion(map.counts(place: place, on: mapContext.day).keys) }
        return found.sorted()
    }

    // MARK: - Many places

    private var counts: HTML {
        let states = shown
        return scrolling("Of \(map.programmes.count) programmes, area by area on \(English.date(mapContext.day))") {
            element("thead") {
                element("tr") {
                    element("th", Attribute("scope", "col")) { "Area" }
                    for state in states { element("th", Attribute("scope", "col")) { MapWords.word(state) } }
                }
            }
            element("tbody") {
                for (index, place) in map.places.enumerated() {
                    let counts = map.counts(place: index, on: mapContext.day)
                    element("tr") {
                        element("th", Attribute("scope", "row")) { placeHeading(place) }
                        for state in states { element("td") { "\(counts[state, default: 0])" } }
                    }
                }
            }
        }
    }
}
