import Hummingbird
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules

/// Every service, by programme in the order of the routing policy; those that are over below the others.
struct MapServiceList: Sendable {
    private let mapContext: MapContext
    /// The programme asked for, by name; nil for all.
    private let programme: String?
    /// The place asked for, by name; nil for all.
    private let area: String?
    private let showsOver: Bool

    init(_ context: RequestContext) {
        mapContext = MapContext(context)
        let rulebook = mapContext.rulebook
        let places = mapContext.cache.coverage(on: mapContext.day).places
        programme = context.query["programme"].flatMap { name in
            rulebook.programmes.contains { $0.name == name } ? name : nil
        }
        area = context.query["area"].flatMap { name in places.contains { $0.name(in: rulebook) == name } ? name : nil }
        showsOver = context.query["over"] == "yes"
    }

    private var rulebook: Rulebook { mapContext.rulebook }

    func page() -> Response {
        let pager = Pager(services, mapContext.context)
        return mapContext.context.page(
            Page("Services", crumbs: mapContext.crumbs()) {
                h1 { "Services" }
                mapContext.dayNotice
                div(.class("side")) {
                    filterForm
                    div {
                        if pager.items.isEmpty {
                            p {
                                "No service is like that. "
                                a(mapContext.address("/map/services")) { "Show all services" }
                            }
                        } else {
                            div(.class("list")) { table(pager.pageCaption("Services \(mapContext.when)"), pager.items) }
                            pager.ways(address)
                        }
                    }
                }
            })
    }

    /// What was asked for, in order.
    private var services: [Int] {
        var byProgramme: [[Int]] = rulebook.programmes.map { _ in [] }
        for (index, service) in rulebook.services.enumerated() where isWanted(service) {
            byProgramme[service.programme].append(index)
        }
        return rulebook.policy.order.flatMap { byProgramme[$0] }
    }

    private func isWanted(_ service: Service) -> Bool {
        if let programme, rulebook.programmes[service.programme].name != programme { return false }
        if let area, case .places(let names) = service.coverage, !names.contains(area) { return false }
        return showsOver || service.period.lastDay >= mapContext.day
    }

    private var address: String {
        var parts: [String] = []
        if !mapContext.isToday { parts.append("date=\(mapContext.day)") }
        if let programme { parts.append("programme=" + programme) }
        if let area { parts.append("area=" + area) }
        if showsOver { parts.append("over=yes") }
        return parts.isEmpty ? "/map/services" : "/map/services?" + parts.joined(separator: "&")
    }

    // MARK: - The filter

    private var filterForm: HTML {
        element("form", .class("filter no-print"), Attribute("method", "get"), .action("/map/services")) {
            h2 { "Filter" }
            if !mapContext.isToday { input(.type("hidden"), .name("date"), .value("\(mapContext.day)")) }
            choice(
                "programme", "Programme",
                rulebook.policy.order.map { (rulebook.programmes[$0].name, rulebook.programmes[$0].title) }, programme)
            choice("area", "Area", places, area)
            div(.class("choice")) {
                HTML.void(
                    "input",
                    [.type("checkbox"), .name("over"), .id("over"), .value("yes")] + (showsOver ? [.checked] : []))
                label(.for("over")) { "Also show services that have ended" }
            }
            button(.type("submit")) { "Apply filters" }
            if programme != nil || area != nil || showsOver {
                p { a(mapContext.address("/map/services")) { "Clear filters" } }
            }
        }
    }

    private var places: [(value: String, words: String)] {
        mapContext.cache.coverage(on: mapContext.day).places.compactMap { place in
            place.name(in: rulebook).map { ($0, place.title) }
        }
    }

    private func choice(
        _ name: String, _ words: String, _ options: [(value: String, words: String)], _ chosen: String?
    ) -> HTML {
        div(.class("field")) {
            label(.for(name)) { words }
            select(name, [("", "All")] + options, chosen: chosen)
        }
    }

    // MARK: - The table

    private func table(_ caption: String, _ services: [Int]) -> HTML {
        WaymarkServer.table(
            caption, head: ["Service", "State", "Programme", "Areas", "Room", "Until"],
            services.map { index in
                let service = rulebook.services[index]
                return [
                    HTML([
                        mapContext.link(service: index),
                        service.provider == service.title
                            ? HTML() : span(.class("quiet small")) { " " + service.provider },
                    ]),
                    HTML([mapContext.tag(service: index), HTML(" "), MapWords.mark(service.provenance.basis) ?? HTML()]
                    ),
                    HTML(rulebook.programmes[service.programme].title),
                    mapContext.areas(service),
                    HTML(MapWords.word(service.capacity)),
                    until(service.period),
                ]
            })
    }

    private func until(_ period: ServicePeriod) -> HTML {
        switch (period.until, period.confirmedUntil) {
        case (.day(let day), _): HTML(English.date(day))
        case (_, let day?): HTML("Confirmed until " + English.date(day))
        case (.notKnown, nil): HTML("Not known")
        case (.open, nil): HTML("No end date")
        }
    }
}
