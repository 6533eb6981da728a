import Hummingbird
import WaymarkAnalysis
import WaymarkRouting
import WaymarkRules

/// One area: for each programme, who takes people there on a day, how to reach them, and what ends.
struct MapAreaPage: Sendable {
    private let mapContext: MapContext
    private let map: CoverageMap
    private let position: Int

    /// - Throws: ``Problem`` where the rulebook knows no such place.
    init(_ context: RequestContext) throws {
        mapContext = MapContext(context)
        map = mapContext.cache.coverage(on: mapContext.day)
        let name = context.parameter("name")
        let rulebook = mapContext.rulebook
        guard let position = map.places.firstIndex(where: { $0.name(in: rulebook) == name }) else {
            throw MapContext.unknown("area")
        }
        self.position = position
    }

    private var rulebook: Rulebook { mapContext.rulebook }
    private var place: AreaPlace { map.places[position] }

    func page() -> Response {
        // The interval of the day for each programme, in the order of the routing policy.
        let rows = map.programmes.enumerated().compactMap { row, programme in
            map.interval(programme: row, place: position, on: mapContext.day).map {
                (row: row, programme: programme, interval: $0)
            }
        }
        let open = rows.filter { $0.interval.state.isOpen }
        let unsure = rows.filter {
            !$0.interval.state.isOpen && ($0.interval.state == .unconfirmed || $0.interval.state == .full)
        }
        let closed = rows.filter { $0.interval.state == .nothing || $0.interval.state == .notRunning }
        return mapContext.context.page(
            Page(place.title, crumbs: mapContext.crumbs()) {
                h1 { place.title }
                mapContext.dayNotice
                p {
                    "\(open.count) of \(English.count(map.programmes.count, "programme")) \(open.count == 1 ? "has" : "have") a service open to people from here \(mapContext.when)."
                }
                about
                if !open.isEmpty {
                    h2 { "Open to people from here" }
                    dl(.class("rows")) { open.map { programme($0.row, $0.programme, $0.interval) } }
                }
                if !unsure.isEmpty {
                    h2 { "Full, or not confirmed" }
                    dl(.class("rows")) { unsure.map { programme($0.row, $0.programme, $0.interval) } }
                }
                if !closed.isEmpty {
                    h2 { "Nobody for people from here" }
                    dl(.class("rows")) { closed.map { programme($0.row, $0.programme, $0.interval) } }
                }
            })
    }

    private func programme(_ row: Int, _ programme: Int, _ interval: CoverageMap.Interval) -> HTML {
        div {
            dt { rulebook.programmes[programme].title }
            dd {
                p {
                    MapWords.tag(interval.state)
                    ends(row, interval)
                }
                for service in interval.services { self.service(service, besides: interval.state) }
            }
        }
    }

    /// - Parameter best: what the programme's best service can do, which is said already.
    private func service(_ index: Int, besides best: CoverageState) -> HTML {
        let service = rulebook.services[index]
        return HTML([
            p {
                strong { mapContext.link(service: index) }
                if service.provider != service.title { ", " + service.provider }
                if mapContext.state(service: index) != best {
                    " "
                    mapContext.tag(service: index)
                }
                for mark in mapContext.marks(service: service) {
                    " "
                    mark
                }
            },
            contact(service),
        ])
    }

    /// Its capacity and how to reach it, in one line.
    private func contact(_ service: Service) -> HTML {
        let asOf = service.capacityAsOf.map { " as of " + English.date($0) } ?? ""
        var parts = [
            HTML(service.capacityIsStated ? MapWords.word(service.capacity) + asOf : "Ask them whether they have room")
        ]
        if let way = service.referBy { parts.append(HTML("Refer by: " + way)) }
        for detail in service.contact {
            let key = English.capitalised(String(detail.key.map { $0 == "_" ? " " : $0 }))
            parts.append(HTML([HTML(key + ": "), ResultParts.linked(detail)]))
        }
        return p(.class("small")) {
            for (index, part) in parts.enumerated() {
                index == 0 ? HTML() : HTML(" · ")
                part
            }
        }
    }

    /// What becomes of it, where something does in the time that the map looks ahead.
    private func ends(_ row: Int, _ interval: CoverageMap.Interval) -> HTML {
        let later = map.intervals(programme: row, place: position).first {
            $0.from > interval.until && $0.state != interval.state
        }
        guard let later else { return HTML() }
        return HTML(
            " until \(English.date(later.from.adding(days: -1))), then: \(English.inSentence(MapWords.word(later.state)))"
        )
    }

    private var about: HTML {
        guard case .area(let index) = place.kind else { return HTML() }
        let area = rulebook.areas[index]
        var rows = SummaryRows()
        if let gss = area.gss { rows.add("Authority code (GSS)") { gss } }
        if !area.districtsInside.isEmpty || !area.districtsShared.isEmpty {
            rows.add("Postcode districts") {
                if !area.districtsInside.isEmpty { p { "Inside: " + area.districtsInside.joined(separator: ", ") } }
                if !area.districtsShared.isEmpty {
                    p { "Shared with a neighbour: " + area.districtsShared.joined(separator: ", ") }
                }
                p(.class("quiet small")) { "Indicative only: districts cross boundaries, so go by the whole postcode." }
            }
        }
        rows.add("Where this stands") { mapContext.origin(area.provenance, area.span) }
        return details("About this area") { div { rows.html } }
    }
}
